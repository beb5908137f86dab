"""Whether something may stand on its legal basis on a day.

Both a standard and an SOP name one (UU 25/2009 article 21, PermenPANRB 35/2012).
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from prima.standards.core import citing
from prima.standards.core.regulations import Rule, standing

Fault = Literal[
    "none",  # nothing is cited
    "unreadable",  # a text in which no rule is recognised
    "unknown",  # a rule that is not in the register
    "ended",  # revoked, or replaced by another
    "future",  # begins only after the day asked for
    "unsure",  # of this very year, and its first day is not known
    "unchecked",  # nobody compared it with the source
    "nothing_in_force",  # of all that is cited nothing counts
]
# What may not be approved; everything else is for the reader to weigh.
HARD: frozenset[Fault] = frozenset({"none", "ended", "future", "nothing_in_force"})


@dataclass(frozen=True, slots=True)
class Judged:
    """One finding: which text (by its place, None for all of them), which rule, and what it is."""

    fault: Fault
    place: int | None = None
    written: str = ""
    rule: Rule | None = None
    key: str = ""  # of a rule the register does not know

    @property
    def is_hard(self) -> bool:
        """Whether nothing may be approved because of it."""
        return self.fault in HARD


def judge(
    texts: Sequence[str], on: dt.date, rules: Mapping[str, Rule], named: Mapping[str, str]
) -> tuple[Judged, ...]:
    """Everything to say about a legal basis on the day it is to count."""
    if not texts:
        return (Judged("none"),)
    found = [one for place, text in enumerate(texts) for one in _of(place, text, on, rules, named)]
    stands = any(
        standing(rules[cited.key].term, on) in ("in_force", "unsure")
        for text in texts
        for cited in citing.read(text, named)
        if cited.key in rules
    )
    if not stands and not any(one.is_hard for one in found):
        found.append(Judged("nothing_in_force"))
    return tuple(found)


def judge_rule(rule: Rule, on: dt.date) -> Judged | None:
    """What there is to say about one rule before it is cited; nothing when it simply counts."""
    fault = _fault(rule, on)
    return Judged(fault, rule=rule) if fault else None


def _of(
    place: int, text: str, on: dt.date, rules: Mapping[str, Rule], named: Mapping[str, str]
) -> Iterator[Judged]:
    cited = citing.read(text, named)
    if not cited:
        yield Judged("unreadable", place, text)
    for one in cited:
        rule = rules.get(one.key)
        if rule is None:
            short = one.rule.short if one.rule else one.key
            yield Judged("unknown", place, text, key=short)
            continue
        fault = _fault(rule, on)
        if fault is not None:
            yield Judged(fault, place, text, rule)


def _fault(rule: Rule, on: dt.date) -> Fault | None:
    found = standing(rule.term, on)
    if found == "ended":
        return "ended"
    if found == "not_yet":
        return "future"
    if found == "unsure":
        return "unsure"
    return None if rule.source_checked else "unchecked"
