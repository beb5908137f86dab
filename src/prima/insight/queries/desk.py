"""Lists of work as an officer and a supervisor read them: by deadline, in words."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from typing import Any
from zoneinfo import ZoneInfo

from django.core.paginator import Page
from django.urls import reverse
from django.utils.translation import gettext as _

from prima.cases.public import (
    CaseDeadline,
    WorkLine,
    late_cases,
    my_work,
    my_work_page,
    open_counts,
    team_load,
)
from prima.insight.queries import words
from prima.kernel import clock
from prima.kernel.actors import Actor
from prima.offices.public import Duty, Office
from prima.ui.components import Tone


@dataclass(frozen=True, slots=True)
class Line:
    """One open step of a case on somebody's list."""

    number: str
    url: str
    service: str
    applicant: str
    step: str
    office: str
    promise: str
    state: str
    tone: Tone
    taken_by: str
    acting: str


@dataclass(frozen=True, slots=True)
class Group:
    """Lines that are due in the same stretch of time."""

    title: str
    lines: list[Line]


@dataclass(frozen=True, slots=True)
class LoadLine:
    """What lies with one duty of one office."""

    office: str
    duty: str
    open_items: int
    late_items: int
    taken_items: int
    oldest: str


@dataclass(frozen=True, slots=True)
class LateLine:
    """A case past its promise and where it lies."""

    number: str
    url: str
    service: str
    office: str
    promise: str
    late_by: str
    told: str
    where: str


@dataclass(frozen=True, slots=True)
class CountLine:
    """Open cases of one office."""

    office: str
    open: int
    waiting: int
    late: int


def work_page(actor: Actor, now: datetime, number: str | None) -> tuple[list[Group], Page[Any]]:
    """One page of my open work by deadline, and where it stands in the whole."""
    found = my_work_page(actor, now, number)
    return _grouped(found.lines, actor, now), found.page


def work_lines(actor: Actor, now: datetime) -> list[Line]:
    """All my open work, the nearest promise first."""
    return [line for group in _grouped(my_work(actor, now), actor, now) for line in group.lines]


def _grouped(rows: list[WorkLine], actor: Actor, now: datetime) -> list[Group]:
    """By deadline: late, today, later, no clock yet, and work after the promise."""
    found: dict[str, list[Line]] = {"late": [], "today": [], "later": [], "none": [], "past": []}
    for row in rows:
        found[_when(row.deadline, now, row.time_zone)].append(
            Line(
                number=row.number,
                url=case_url(row.number),
                service=row.service,
                applicant=row.applicant,
                step=row.step.text,
                office=row.office,
                promise=promise_words(row.deadline, now, row.time_zone),
                state=state_words(row.deadline),
                tone=_tone(row.deadline),
                taken_by=_("Anda") if row.taken_by_id == actor.id else row.taken_by,
                acting=row.acting_title,
            )
        )
    titles = {
        "late": _("Lewat janji"),
        "today": _("Jatuh tempo hari ini"),
        "later": _("Berikutnya"),
        "none": _("Jam janji belum berjalan"),
        "past": _("Jam janji sudah berhenti"),
    }
    return [Group(titles[key], lines) for key, lines in found.items() if lines]


def load_lines(actor: Actor, now: datetime, names: dict[int, Office]) -> list[LoadLine]:
    """Open work by office and duty; steps that wait for the applicant or others stand apart."""
    return [
        LoadLine(
            office=names[row.office_id].name,
            duty=duty_label(row.duty),
            open_items=row.open_items,
            late_items=row.late_items,
            taken_items=row.taken_items,
            oldest=clock.format_relative(row.oldest_at, at=now) if row.oldest_at else "",
        )
        for row in team_load(actor, now)
    ]


def late_lines(actor: Actor, now: datetime) -> list[LateLine]:
    """Cases past their promise, the longest late first."""
    return [
        LateLine(
            number=row.case.number,
            url=case_url(row.case.number),
            service=row.case.service.name,
            office=row.case.office.name,
            promise=promise_words(row.deadline, now, row.case.office.time_zone),
            late_by=words.duration(abs(row.deadline.remaining_minutes or 0)),
            told=_told(row.case.expected_at, row.case.office.time_zone),
            where=joined(
                sorted({duty_label(duty) for item in row.items for duty in item.duties or [""]})
            ),
        )
        for row in late_cases(actor, now)
    ]


def count_lines(actor: Actor, now: datetime, names: dict[int, Office]) -> list[CountLine]:
    """Open, waiting and late cases of each office."""
    return [
        CountLine(names[row.office_id].name, row.open, row.waiting, row.late)
        for row in open_counts(actor, now)
    ]


def promise_words(deadline: CaseDeadline, now: datetime, zone: str) -> str:
    """ "Hari ini, 10.20 WIB" or the whole date; nothing while the clock has not begun."""
    if deadline.due_at is None:
        return ""
    place = ZoneInfo(zone)
    if deadline.due_at.astimezone(place).date() == now.astimezone(place).date():
        return _("Hari ini, %(time)s") % {"time": clock.format_time(deadline.due_at, zone)}
    return clock.format_moment(deadline.due_at, zone)


def state_words(deadline: CaseDeadline) -> str:
    """How much is left, or by how much it is late, in working time."""
    if deadline.remaining_minutes is None:
        return _("Belum berjalan")
    span = words.duration(abs(deadline.remaining_minutes))
    if deadline.is_late:
        return _("Terlambat %(span)s") % {"span": span}
    if deadline.state == "stopped":
        return _("Ditepati")
    return _("%(span)s lagi") % {"span": span}


@lru_cache(maxsize=4096)
def case_url(number: str) -> str:
    """The staff page of a case."""
    return reverse("cases:case", kwargs={"number": number})


def duty_label(duty: str) -> str:
    """The name of a duty; a step without one belongs to the applicant or another body."""
    if not duty:
        return _("Pemohon atau pihak luar")
    return str(Duty(duty).label) if duty in Duty.values else duty


def joined(names: Iterable[str]) -> str:
    """Names in one line."""
    return ", ".join(names)


def _when(deadline: CaseDeadline, now: datetime, zone: str) -> str:
    if deadline.state == "stopped":
        return "past"
    if deadline.due_at is None:
        return "none"
    if deadline.is_late:
        return "late"
    place = ZoneInfo(zone)
    is_today = deadline.due_at.astimezone(place).date() == now.astimezone(place).date()
    return "today" if is_today else "later"


def _tone(deadline: CaseDeadline) -> Tone:
    if deadline.is_late:
        return "danger"
    if deadline.state == "stopped":
        return "success"
    soon = (
        deadline.remaining_minutes is not None and deadline.remaining_minutes <= words.HOUR_MINUTES
    )
    return "warning" if soon else "neutral"


def _told(expected_at: datetime | None, zone: str) -> str:
    if expected_at is None:
        return _("Pemohon belum diberi tanggal baru")
    return _("Tanggal baru: %(date)s") % {"date": clock.format_moment(expected_at, zone)}
