"""Sizes and ages in words; an age is never negative, whatever the clock of the machine says."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Final

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from prima.ui import formats

_MINUTE: Final = timedelta(minutes=1)
_HOUR: Final = timedelta(hours=1)
_DAY: Final = timedelta(days=1)
_GIGABYTE: Final = 1_000_000_000


def age(since: datetime, now: datetime) -> timedelta:
    """How long ago it was; what lies ahead was just now."""
    return max(now - since, timedelta(0))


def in_words(span: timedelta) -> str:
    """Write "3 jam": whole units, rounded down."""
    if span < _MINUTE:
        return _("kurang dari satu menit")
    if span < _HOUR:
        count = span // _MINUTE
        return ngettext("%(count)d menit", "%(count)d menit", count) % {"count": count}
    if span < _DAY:
        count = span // _HOUR
        return ngettext("%(count)d jam", "%(count)d jam", count) % {"count": count}
    return ngettext("%(count)d hari", "%(count)d hari", span.days) % {"count": span.days}


def size(count: int) -> str:
    """Write "3,4 GB"."""
    if count < _GIGABYTE:
        return formats.file_size(count)
    return f"{formats.decimal(count / _GIGABYTE)} GB"
