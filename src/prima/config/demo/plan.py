"""Which applications come in when and where, and how each of them ends."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from typing import Final

from prima.config.demo.dice import Dice, throw, weighted
from prima.config.demo.people import CEMPAKA, DISTRICT, SUKARASA, WANAJAYA
from prima.config.demo.town import ZONE
from prima.offices.public import WorkingCalendar

DAYS: Final = 60
CASES: Final = 165


class Fate(StrEnum):
    """How an application goes on its way."""

    ORDINARY = "ordinary"
    CORRECTED = "corrected"
    UNANSWERED = "unanswered"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"
    LATE = "late"
    LATE_EXPLAINED = "late_explained"


@dataclass(frozen=True, slots=True)
class Plan:
    """One application; `stops_at` names the row at which it still lies on the last day."""

    name: str
    office: str
    service: str
    online: bool
    arrives: datetime
    fate: Fate
    stops_at: str = ""


# How often each service is asked for: marriage first, as in any KUA.
SERVICES: Final[Mapping[str, int]] = {
    "legalisasi-buku-nikah": 30,
    "rekomendasi-nikah": 26,
    "daftar-nikah": 14,
    "surat-keterangan-status-nikah": 8,
    "duplikat-buku-nikah": 6,
    "bimbingan-perkawinan": 4,
    "konsultasi-keluarga": 3,
    "ikrar-wakaf": 3,
    "taukil-wali": 2,
    "id-masjid": 2,
    "arah-kiblat": 2,
    "ikrar-masuk-islam": 1,
    "rujuk": 1,
}
DISTRICT_SERVICES: Final[Mapping[str, int]] = {
    "legalisasi-ijazah-madrasah": 10,
    "rekomendasi-bos": 6,
    "tanda-daftar-lpq": 4,
    "izin-madrasah": 3,
}
OFFICES: Final[Mapping[str, int]] = {CEMPAKA: 46, WANAJAYA: 28, SUKARASA: 11, DISTRICT: 15}
FATES: Final[Mapping[Fate, int]] = {
    Fate.ORDINARY: 69,
    Fate.CORRECTED: 13,
    Fate.LATE: 4,
    Fate.LATE_EXPLAINED: 3,
    Fate.REFUSED: 7,
    Fate.WITHDRAWN: 4,
}
# Slips that end on the desk of somebody every day: office, service, working days ago, online,
# fate, and the row at which the case still lies.
Staged = tuple[str, int, bool, Fate, str]
IN_EVERY_UNIT: Final[tuple[Staged, ...]] = (
    ("surat-keterangan-status-nikah", 0, True, Fate.ORDINARY, "check"),
    ("duplikat-buku-nikah", 8, False, Fate.ORDINARY, "write"),
    ("rekomendasi-nikah", 2, False, Fate.LATE_EXPLAINED, "sign"),
    ("daftar-nikah", 1, True, Fate.ORDINARY, "examine"),
    ("id-masjid", 1, True, Fate.ORDINARY, "verify"),
    ("ikrar-wakaf", 1, True, Fate.ORDINARY, "check"),
    ("duplikat-buku-nikah", 1, False, Fate.ORDINARY, "hand_over"),
    ("bimbingan-perkawinan", 2, True, Fate.UNANSWERED, ""),
    ("daftar-nikah", 4, False, Fate.ORDINARY, ""),
    ("konsultasi-keluarga", 1, True, Fate.ORDINARY, "assign"),
)
IN_THE_DISTRICT: Final[tuple[Staged, ...]] = (
    ("tanda-daftar-lpq", 0, True, Fate.ORDINARY, "check"),
    ("rekomendasi-bos", 1, True, Fate.ORDINARY, "verify"),
    ("tanda-daftar-lpq", 1, False, Fate.ORDINARY, "verify"),
    ("izin-madrasah", 6, True, Fate.LATE_EXPLAINED, "sign"),
    ("izin-madrasah", 2, True, Fate.ORDINARY, "sign"),
    ("legalisasi-ijazah-madrasah", 1, False, Fate.ORDINARY, "hand_over"),
    ("rekomendasi-bos", 3, True, Fate.UNANSWERED, ""),
)
# The time a case needs before it can lie at a row: the office must have been open that long.
_MORNING: Final = timedelta(hours=3)
_ONLINE: Final = 0.4
_FEBRUARY: Final = 2


def first_day(last: date) -> date:
    """Sixty days before, or earlier, so that one closed month of answers lies within.

    The survey of a month closes on the 15th of the next, February's with March's.
    """
    month = last.replace(day=1)
    for _month in range(4):
        month = (month - timedelta(days=1)).replace(day=1)
        if _closed_on(month) <= last:
            break
    return min(last - timedelta(days=DAYS), month)


def draw(
    calendars: Callable[[str], WorkingCalendar], seed: int, now: datetime, size: int
) -> list[Plan]:
    """All applications, the same for the same seed and day.

    `size` of them come in at random; so many at most are staged in each office.
    """
    last = now.astimezone(ZONE).date()
    begin = first_day(last)
    random = size * (last - begin).days // DAYS
    plans = [_at_random(calendars, seed, place, begin, last) for place in range(random)]
    plans += _staged(calendars, seed, now, size)
    return sorted(plans, key=lambda plan: (plan.arrives, plan.name))


def _closed_on(month: date) -> date:
    """When the answers of this month are counted."""
    after = month
    for _month in range(2 if month.month == _FEBRUARY else 1):
        after = (after + timedelta(days=31)).replace(day=1)
    return after + timedelta(days=14)


def _at_random(
    calendars: Callable[[str], WorkingCalendar], seed: int, place: int, begin: date, last: date
) -> Plan:
    dice = throw(seed, "case", place)
    office = weighted(dice, OFFICES)
    service = weighted(dice, DISTRICT_SERVICES if office == DISTRICT else SERVICES)
    online = dice.random() < _ONLINE
    day = begin + timedelta(days=dice.randrange((last - begin).days + 1))
    if online:
        arrives = _at_home(dice, day)
    else:
        arrives = calendars(office).next_opening(_at_desk(dice, day))
    return Plan(f"{place:03d}", office, service, online, arrives, weighted(dice, FATES))


def _staged(
    calendars: Callable[[str], WorkingCalendar], seed: int, now: datetime, most: int
) -> Iterator[Plan]:
    for office in OFFICES:
        slips = IN_THE_DISTRICT if office == DISTRICT else IN_EVERY_UNIT
        for place, (service, ago, online, fate, stops_at) in enumerate(slips[:most]):
            name = f"{office}-{place:02d}"
            day = _working_day(calendars(office), now, ago)
            arrives = _at_desk(throw(seed, name), day)
            yield Plan(name, office, service, online, arrives, fate, stops_at)


def _working_day(calendar: WorkingCalendar, now: datetime, ago: int) -> date:
    """The working day that lies so many back; today counts once its morning is over."""
    day = now.astimezone(ZONE).date()
    while True:
        opening = calendar.next_opening(datetime.combine(day, time(), ZONE))
        if opening.astimezone(ZONE).date() == day and opening + _MORNING <= now:
            if not ago:
                return day
            ago -= 1
        day -= timedelta(days=1)


def _at_desk(dice: Dice, day: date) -> datetime:
    """In the morning, when counters are full."""
    return datetime.combine(day, time(7, 30), ZONE) + timedelta(seconds=dice.randrange(7_200))


def _at_home(dice: Dice, day: date) -> datetime:
    """Any time people are awake, also on Sundays."""
    start = datetime.combine(day, time(5, 30), ZONE)
    return start + timedelta(seconds=dice.randrange(16 * 3_600))
