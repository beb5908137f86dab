"""The one place that reads the time, and the way dates and times are written for people."""

from __future__ import annotations

from datetime import date, datetime, tzinfo
from functools import lru_cache
from typing import Final
from zoneinfo import ZoneInfo

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

# The three zones of Indonesia (Keppres 41/1987) and the label people read after an hour.
ZONE_LABELS: Final = {
    "Asia/Jakarta": "WIB",
    "Asia/Pontianak": "WIB",
    "Asia/Makassar": "WITA",
    "Asia/Jayapura": "WIT",
}

_MINUTE: Final = 60
_HOUR: Final = 60 * _MINUTE
_DAY: Final = 24 * _HOUR


def now() -> datetime:
    """Give the present moment, aware and in UTC."""
    return timezone.now()


def format_date(value: date | datetime, zone: str | None = None) -> str:
    """Write "Jumat, 20 November 2026"; a moment is first taken to the zone of the place."""
    day = _local(value, zone).date() if isinstance(value, datetime) else value
    return _written(day, get_language())


def format_time(value: datetime, zone: str | None = None) -> str:
    """Write "09.42 WIB": an hour means nothing in a land of three zones without its label."""
    local = _local(value, zone)
    return f"{local:%H.%M} {zone_label(local)}"


def format_moment(value: datetime, zone: str | None = None) -> str:
    """Write "Jumat, 20 November 2026, 09.42 WIB"."""
    return f"{format_date(value, zone)}, {format_time(value, zone)}"


def format_relative(value: datetime, *, at: datetime) -> str:
    """Write how far a moment is from `at`: "38 menit lagi", "2 hari yang lalu", "sekarang".

    Whole units, rounded down, so that nobody is told they have more time than is left.
    """
    seconds = (value - at).total_seconds()
    span = _span(int(abs(seconds)))
    if span is None:
        return _("sekarang")
    if seconds > 0:
        return _("%(span)s lagi") % {"span": span}
    return _("%(span)s yang lalu") % {"span": span}


@lru_cache(maxsize=4096)
def _written(day: date, _language: str | None) -> str:
    """The same few days stand on every page, and each has two names to translate."""
    return date_format(day, "l, j F Y")


def zone_label(value: datetime) -> str:
    """Give WIB, WITA or WIT for an aware moment in one of Indonesia's zones, else its own name."""
    key = getattr(value.tzinfo, "key", "")
    return ZONE_LABELS.get(key) or value.tzname() or ""


def _local(value: datetime, zone: str | None) -> datetime:
    place: tzinfo = ZoneInfo(zone) if zone else timezone.get_current_timezone()
    return value.astimezone(place)


def _span(seconds: int) -> str | None:
    if seconds < _MINUTE:
        return None
    if seconds < _HOUR:
        count = seconds // _MINUTE
        return ngettext("%(count)d menit", "%(count)d menit", count) % {"count": count}
    if seconds < _DAY:
        count = seconds // _HOUR
        return ngettext("%(count)d jam", "%(count)d jam", count) % {"count": count}
    count = seconds // _DAY
    return ngettext("%(count)d hari", "%(count)d hari", count) % {"count": count}
