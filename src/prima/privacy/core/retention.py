"""Retention classes and limits of rights, read from `law/retention.yaml` and asked by date.

Every row carries rule, article, the day from which it holds, and whether somebody compared it with
the original. A class that is revised gets a second row with a later day; the older one stays.
"""

from __future__ import annotations

import calendar
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Final

from prima.kernel.yaml_fields import Fields, open_file
from prima.kernel.yaml_lines import Problem

UNITS: Final = ("year", "month", "day")
EVENTS: Final = (
    "case_ended", "message_prepared", "form_sent", "attempt_ended", "link_expired",
    "report_ended", "request_decided", "service_left", "written",
)  # fmt: skip
GROUPS: Final = ("identity", "contact", "papers", "texts")
KINDS: Final = ("access", "correction", "erasure", "consent", "restriction")
_MONTHS_OF_YEAR: Final = 12

# What every service falls into that no class names.
ORDINARY: Final = "service-case"


class LawBroken(ValueError):  # noqa: N818 - says what happened
    """The file of the law has faults; they are named with their lines."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        super().__init__("; ".join(str(one) for one in problems))


@dataclass(frozen=True, slots=True)
class Source:
    """Where a row comes from and from when it holds."""

    basis: str
    valid_from: date
    source: str
    source_checked: bool


@dataclass(frozen=True, slots=True)
class RetentionClass:
    """How long one kind of data is kept, from which event, and by which rule."""

    key: str
    label: str
    amount: int  # 0 stands for ever
    unit: str
    from_event: str
    services: tuple[str, ...]
    kept_on_request: tuple[str, ...]
    kept_why: str
    law: Source

    @property
    def is_permanent(self) -> bool:
        """Whether it is never erased by time."""
        return self.amount == 0

    def ends_on(self, start: date) -> date | None:
        """The first day on which nothing has to be kept any more; None stands for never."""
        return None if self.is_permanent else add(start, self.amount, self.unit)

    def cutoff(self, on: date) -> date | None:
        """What began on this day or before has been kept long enough on `on`."""
        return None if self.is_permanent else add(on, -self.amount, self.unit)


@dataclass(frozen=True, slots=True)
class Limit:
    """A reason in law for which a request is refused, wholly or in part."""

    key: str
    label: str
    sentence: str
    kinds: tuple[str, ...]
    law: Source


@dataclass(frozen=True, slots=True)
class RetentionLaw:
    """All rows of the file, old and new."""

    classes: tuple[RetentionClass, ...]
    limits: tuple[Limit, ...]

    def classes_on(self, on: date) -> dict[str, RetentionClass]:
        """By key the row of each class that holds on a day."""
        found: dict[str, RetentionClass] = {}
        for one in sorted(self.classes, key=lambda row: row.law.valid_from):
            if one.law.valid_from <= on:
                found[one.key] = one
        return found

    def class_of(self, service: str, on: date) -> RetentionClass:
        """The class of a case by its service."""
        known = self.classes_on(on)
        named = (one for one in known.values() if service in one.services)
        return next(named, known[ORDINARY])

    def limits_on(self, kind: str, on: date) -> dict[str, Limit]:
        """By key the limits that may be named for this kind of request on a day."""
        return {
            one.key: one for one in self.limits if kind in one.kinds and one.law.valid_from <= on
        }


def add(start: date, amount: int, unit: str) -> date:
    """Add years, months or days; 29 February becomes 28 where there is no 29th."""
    if unit == "day":
        return start + timedelta(days=amount)
    months = amount * (_MONTHS_OF_YEAR if unit == "year" else 1)
    whole = start.year * _MONTHS_OF_YEAR + start.month - 1 + months
    year, month = divmod(whole, _MONTHS_OF_YEAR)
    last = calendar.monthrange(year, month + 1)[1]
    return date(year, month + 1, min(start.day, last))


def read(path: Path) -> RetentionLaw:
    """Read the file; raises `LawBroken` naming every fault with its line."""
    fields, source = open_file(path, path.name)
    if fields is None:
        raise LawBroken(source.problems)
    classes = tuple(_class(row) for row in fields.rows("classes"))
    limits = tuple(_limit(row) for row in fields.rows("limits"))
    fields.close()
    if not any(one.key == ORDINARY for one in classes):
        fields.report("classes", f"kelas `{ORDINARY}` belum ada.", "Tambahkan kelas itu.")
    if source.problems:
        raise LawBroken(source.problems)
    return RetentionLaw(classes, limits)


def _class(row: Fields) -> RetentionClass:
    permanent = row.flag("permanent", default=False)
    found = RetentionClass(
        key=row.key("key"),
        label=row.text("label"),
        amount=0 if permanent else row.whole("amount", at_least=1),
        unit="" if permanent else row.choice("unit", UNITS),
        from_event=row.choice("from_event", EVENTS),
        services=row.texts("services", required=False),
        kept_on_request=row.choices("kept_on_request", GROUPS, required=False),
        kept_why=row.text("kept_why", required=False),
        law=_law(row),
    )
    if found.kept_on_request and not found.kept_why:
        row.report("kept_why", "`kept_why` belum ada.", "Tulis mengapa data itu wajib disimpan.")
    row.close()
    return found


def _limit(row: Fields) -> Limit:
    found = Limit(
        key=row.key("key"),
        label=row.text("label"),
        sentence=row.text("sentence"),
        kinds=row.choices("kinds", KINDS),
        law=_law(row),
    )
    row.close()
    return found


def _law(row: Fields) -> Source:
    return Source(
        basis=row.text("basis"),
        valid_from=row.day("valid_from") or date.min,
        source=row.text("source"),
        source_checked=row.flag("source_checked"),
    )
