"""The rules of the register as values: the file of law, and whether a rule counts on a day."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final, Literal

from prima.kernel.yaml_fields import Fields, Source
from prima.standards.core import citing
from prima.standards.core.rule_names import ISSUED, KINDS, RuleName

Standing = Literal["in_force", "unsure", "not_yet", "ended"]
Effect = Literal["amends", "replaces"]
EFFECTS: Final[tuple[Effect, ...]] = ("amends", "replaces")
LONGEST_ABOUT: Final = 300
LONGEST_NUMBER: Final = 40
LONGEST_ISSUER: Final = 80


@dataclass(frozen=True, slots=True)
class Term:
    """From when to when a rule counts; the last day is included, unknown days are None."""

    year: int | None
    starts_on: dt.date | None = None
    ends_on: dt.date | None = None


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule of the register as far as a citation of it is judged."""

    key: str
    short: str
    term: Term
    source_checked: bool
    ended_by: str = ""  # what replaced or revoked it, shortly


@dataclass(frozen=True, slots=True)
class RegulationEntry:
    """One rule of the file of law, with the rules it changes by their key."""

    name: RuleName
    about: str
    issued_on: dt.date | None
    term: Term
    dates_checked: bool
    link: str
    source: str
    source_checked: bool
    names: tuple[str, ...]
    effects: tuple[tuple[Effect, str], ...]


def standing(term: Term, on: dt.date) -> Standing:
    """Whether the rule counts on this day.

    Where the first day is not known, the year of the rule tells: in a later year it had begun, in
    its own year nobody can say without the gazette.
    """
    if term.ends_on is not None and on > term.ends_on:
        return "ended"
    if term.starts_on is not None:
        return "in_force" if on >= term.starts_on else "not_yet"
    if term.year is None or on.year > term.year:
        return "in_force"
    return "unsure" if on.year == term.year else "not_yet"


def read_law(data: Mapping[str, object]) -> tuple[RegulationEntry, ...]:
    """The rules of the file; ValueError with every fault when one is not as it should be."""
    source = Source("regulations.yaml")
    root = Fields(data, source)
    entries = tuple(_entry(row) for row in root.rows("regulations"))
    root.close()
    known = {entry.name.key for entry in entries}
    faults = [str(problem) for problem in source.problems]
    faults += [
        f"{entry.name.short}: {key} is not in the file"
        for entry in entries
        for _effect, key in entry.effects
        if key not in known
    ]
    if len(known) != len(entries):
        faults.append("a rule stands twice in the file")
    if faults:
        raise ValueError("\n".join(faults))
    return entries


def _entry(row: Fields) -> RegulationEntry:
    kind = row.choice("kind", tuple(KINDS))
    year = row.whole("year", default=0) or None
    name = RuleName(
        kind=kind or "other",
        number=row.text("number", required=False, at_most=LONGEST_NUMBER),
        year=year,
        issuer=row.text("issuer", required=kind in ISSUED, at_most=LONGEST_ISSUER),
    )
    entry = RegulationEntry(
        name=name,
        about=row.text("about", at_most=LONGEST_ABOUT),
        issued_on=row.day("issued_on", required=False),
        term=Term(
            year,
            row.day("in_force_from", required=False),
            row.day("in_force_until", required=False),
        ),
        dates_checked=row.flag("dates_checked", default=False),
        link=row.text("link", required=False, at_most=200),
        source=row.text("source", required=False, at_most=LONGEST_ABOUT),
        source_checked=row.flag("source_checked", default=False),
        names=row.texts("names", required=False),
        effects=tuple(
            (effect, _key(row, effect, written))
            for effect in EFFECTS
            for written in row.texts(effect, required=False)
        ),
    )
    row.close()
    return entry


def _key(row: Fields, field: str, written: str) -> str:
    found = citing.read(written)
    if len(found) != 1:
        row.report(field, f"`{written}` bukan satu aturan.", "Tulis seperti `PMA 30/2024`.")
        return ""
    return found[0].key
