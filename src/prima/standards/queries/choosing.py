"""Rules of the register as choices for a legal basis, each with what keeps it from counting."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from prima.standards import rules
from prima.standards.core import bases, citing
from prima.standards.core.bases import Judged
from prima.standards.core.regulations import Standing
from prima.standards.models import Regulation
from prima.standards.queries.keeping import found_regulations

MOST_CHOICES: Final = 20
_STARTS_WITH_NUMBER: Final = re.compile(r"\d")


@dataclass(frozen=True, slots=True)
class BasisDay:
    """The day on which a basis is to count, and whether it is settled or only today."""

    on: date
    is_settled: bool = False


@dataclass(frozen=True, slots=True)
class BasisChoice:
    """One rule, whether it may be chosen for the day, and what its reader should know."""

    regulation: Regulation
    standing: Standing
    sentence: str
    may_choose: bool


def basis_choices(typed: str, day: BasisDay) -> list[BasisChoice]:
    """Return the rules that were searched for, the highest rank first; four queries."""
    if not typed:
        return []
    return _choices(list(found_regulations(typed)[:MOST_CHOICES]), day)


def basis_choice(number: str, day: BasisDay) -> BasisChoice | None:
    """Return one rule by its id as it came from a page, if there is such a rule."""
    if not number.isdecimal() or len(number) > 9:  # noqa: PLR2004 - digits of a column
        return None
    return next(iter(_choices(list(Regulation.objects.filter(pk=int(number))), day)), None)


def written_basis(regulation: Regulation, article: str = "") -> str:
    """Return a rule and its article as a line of a legal basis that is read back as this rule.

    A title that names other rules ("tentang Perubahan atas …") would cite those too: then the name
    without the title is written.
    """
    said = article_text(article)
    named = Regulation.objects.named()
    names = (regulation.full_name, regulation.name.full, regulation.name.short)
    for name in names:
        text = f"{name}, {said}" if said else name
        if [one.key for one in citing.read(text, named)] == [regulation.key]:
            return text
    return f"{names[-1]}, {said}" if said else names[-1]


def article_text(article: str) -> str:
    """Return what was typed as an article; a bare number is one of "pasal"."""
    said = " ".join(article.split())
    return f"pasal {said}" if _STARTS_WITH_NUMBER.match(said) else said


def _choices(found: Sequence[Regulation], day: BasisDay) -> list[BasisChoice]:
    known = Regulation.objects.rules([one.key for one in found])
    return [_choice(one, bases.judge_rule(known[one.key], day.on), day) for one in found]


def _choice(regulation: Regulation, judged: Judged | None, day: BasisDay) -> BasisChoice:
    is_coming = judged is not None and judged.fault == "future" and not day.is_settled
    sentence = ""
    if judged is not None:
        sentence = (
            rules.coming_sentence(judged) if is_coming else rules.basis_sentence(judged, day.on)
        )
    return BasisChoice(
        regulation,
        regulation.standing_on(day.on),
        sentence,
        may_choose=judged is None or is_coming or not judged.is_hard,
    )
