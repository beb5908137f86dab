"""What a citizen needs and pays, in the situation they chose."""

from __future__ import annotations

from collections.abc import Collection

from prima.standards.core.content import Fee, Requirement, StandardContent


class UnknownSituationError(ValueError):
    """A situation that this standard does not have, or two answers to one question."""


def settle_situations(content: StandardContent, chosen: Collection[str]) -> frozenset[str]:
    """Return the chosen situations with one in every group.

    A question nobody answered has its first answer: pages list the usual one first.
    Raises UnknownSituationError for a key the standard does not have and for two answers
    to one question.
    """
    known = {situation.key for situation in content.situations}
    unknown = sorted(set(chosen) - known)
    if unknown:
        raise UnknownSituationError(", ".join(unknown))
    settled = set(chosen)
    for group in content.situation_groups:
        answers = [one.key for one in content.situations if one.group == group.key]
        picked = [key for key in answers if key in settled]
        if len(picked) > 1:
            raise UnknownSituationError(", ".join(picked))
        if not picked:
            settled.add(answers[0])
    return frozenset(settled)


def requirements_for(
    content: StandardContent, situations: Collection[str]
) -> tuple[Requirement, ...]:
    """Return the requirements that apply, in the order of the standard."""
    return tuple(
        requirement
        for requirement in content.requirements
        if _applies(requirement.situations, situations)
    )


def fee_for(content: StandardContent, situations: Collection[str]) -> Fee:
    """Return the row of the tariff that applies.

    The first row that names a chosen situation wins, so an exemption stands above the row it
    exempts from; else the usual row, which every standard has exactly once.
    """
    special = [row for row in content.fee if row.situations]
    for row in special:
        if _applies(row.situations, situations):
            return row
    return next(row for row in content.fee if not row.situations)


def _applies(needed: Collection[str], chosen: Collection[str]) -> bool:
    return not needed or any(key in chosen for key in needed)
