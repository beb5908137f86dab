"""Deadlines and amounts of the rules on gratuities, read from `law/gratification.yaml` by date.

Every row carries rule, article, the day from which it holds, and whether somebody compared it with
the original. Which row counts is decided by the day of the gift, never by today: rules that change
do not reach back (Peraturan KPK 2/2019, amended by 1/2026).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Final, Literal, TypeVar, get_args

from prima.kernel.yaml_fields import Fields, open_file
from prima.kernel.yaml_lines import Problem

DeadlineKey = Literal["upg", "kpk", "forward", "complete", "decree"]
ExemptionKey = Literal["life_event", "colleague", "farewell"]
STARTS: Final = ("received", "reported", "forwarded")
_FILE: Final = Path(__file__).parents[1] / "law" / "gratification.yaml"


class LawBroken(ValueError):  # noqa: N818 - says what happened
    """The file of the law has faults; they are named with their lines."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        super().__init__("; ".join(str(one) for one in problems))


@dataclass(frozen=True, slots=True)
class Source:
    """Where a row comes from and from when it holds."""

    basis: str
    article: str
    valid_from: date
    source: str
    source_checked: bool


@dataclass(frozen=True, slots=True)
class Deadline:
    """So many working days from one event to the next."""

    key: str
    working_days: int
    counted_from: str
    law: Source


@dataclass(frozen=True, slots=True)
class Exemption:
    """What need not be reported, up to how many rupiah from the same giver."""

    key: str
    per_gift: int
    per_year: int  # 0: the rule knows no yearly sum
    money: bool
    deleted: bool
    sentence: str
    law: Source


@dataclass(frozen=True, slots=True)
class Gift:
    """What decides whether a gift must be reported.

    `from_same_giver` are the rupiah given earlier in the same year. `touches_duty`: the giver has
    business with the office or the post of the receiver.
    """

    on: date
    is_life_event: bool
    is_farewell: bool
    from_colleague: bool
    touches_duty: bool
    is_money: bool
    value: int | None
    from_same_giver: int = 0


@dataclass(frozen=True, slots=True)
class Judgement:
    """Whether a gift must be reported, and the row of the law that speaks of it."""

    must_report: bool
    rule: Exemption | None


Row = TypeVar("Row", Deadline, Exemption)


@dataclass(frozen=True, slots=True)
class GratificationLaw:
    """All rows of the file, old and new."""

    deadlines: tuple[Deadline, ...]
    exemptions: tuple[Exemption, ...]

    def deadline(self, key: DeadlineKey, on: date) -> Deadline | None:
        """The row of a deadline for a gift of this day; None before there was a rule."""
        return _in_force(self.deadlines, on).get(key)

    def exemptions_on(self, on: date) -> Mapping[str, Exemption]:
        """By key what need not be reported of this day's gifts; deleted rules are not among it."""
        found = _in_force(self.exemptions, on)
        return {key: one for key, one in found.items() if not one.deleted}

    def judge(self, gift: Gift) -> Judgement:
        """Say whether a gift must be reported.

        In doubt it must: of unknown value, and from anybody who has business with the office.
        """
        rules = self.exemptions_on(gift.on)
        near = [rules[key] for key, fits in _fitting(gift) if fits and key in rules]
        for rule in near:
            if not gift.touches_duty and _is_within(rule, gift):
                return Judgement(False, rule)
        return Judgement(True, near[0] if near else None)


def _fitting(gift: Gift) -> tuple[tuple[ExemptionKey, bool], ...]:
    return (
        ("life_event", gift.is_life_event),
        ("farewell", gift.from_colleague and gift.is_farewell),
        ("colleague", gift.from_colleague),
    )


def _is_within(rule: Exemption, gift: Gift) -> bool:
    if gift.value is None or (gift.is_money and not rule.money):
        return False
    in_year = gift.value + gift.from_same_giver
    return gift.value <= rule.per_gift and (not rule.per_year or in_year <= rule.per_year)


def _in_force(rows: Iterable[Row], on: date) -> dict[str, Row]:
    found: dict[str, Row] = {}
    for one in sorted(rows, key=lambda row: row.law.valid_from):
        if one.law.valid_from <= on:
            found[one.key] = one
    return found


@lru_cache(maxsize=1)
def law() -> GratificationLaw:
    """The file that comes with the programme."""
    return read(_FILE)


def read(path: Path) -> GratificationLaw:
    """Read a file; raises `LawBroken` naming every fault with its line."""
    fields, source = open_file(path, path.name)
    if fields is None:
        raise LawBroken(source.problems)
    deadlines = tuple(_deadline(row) for row in fields.rows("deadlines"))
    exemptions = tuple(_exemption(row) for row in fields.rows("exemptions"))
    fields.close()
    if source.problems:
        raise LawBroken(source.problems)
    return GratificationLaw(deadlines, exemptions)


def _deadline(row: Fields) -> Deadline:
    found = Deadline(
        key=row.choice("key", get_args(DeadlineKey)),
        working_days=row.whole("working_days", at_least=1),
        counted_from=row.choice("counted_from", STARTS),
        law=_law(row),
    )
    row.close()
    return found


def _exemption(row: Fields) -> Exemption:
    found = Exemption(
        key=row.choice("key", get_args(ExemptionKey)),
        per_gift=row.whole("per_gift"),
        per_year=row.whole("per_year", default=0),
        money=row.flag("money", default=False),
        deleted=row.flag("deleted", default=False),
        sentence=row.text("sentence"),
        law=_law(row),
    )
    row.close()
    return found


def _law(row: Fields) -> Source:
    return Source(
        basis=row.text("basis"),
        article=row.text("article"),
        valid_from=row.day("valid_from") or date.min,
        source=row.text("source"),
        source_checked=row.flag("source_checked"),
    )
