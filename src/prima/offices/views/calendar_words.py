"""Edits of the calendar and what they do to promises, in words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from prima.kernel import clock
from prima.offices.core.edits import DayRow, Edit, Row, SeasonRow
from prima.offices.queries import Effect
from prima.offices.rules import CalendarDayKind

MOST_SHOWN: Final = 100


@dataclass(frozen=True, slots=True)
class EditLine:
    """One edit: what happens to which row, and how the row reads before and after."""

    what: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class MovedLine:
    """One promise that would move."""

    number: str
    office: str
    before: str
    after: str


def lines(edits: Sequence[Edit]) -> list[EditLine]:
    """Every edit as one line."""
    return [_line(edit) for edit in edits]


def effect_words(effect: Effect) -> dict[str, Any]:
    """What the page says of the promises: a heading, the first lines, and how many more."""
    count = len(effect.moved)
    heading = (
        ngettext(
            "%(count)s tanggal janji akan bergeser",
            "%(count)s tanggal janji akan bergeser",
            count,
        )
        % {"count": count}
        if count
        else _("Tidak ada tanggal janji yang bergeser")
    )
    return {
        "effect": effect,
        "effect_heading": heading,
        "moved": [
            MovedLine(
                one.number,
                one.office,
                clock.format_moment(one.before, one.zone),
                clock.format_moment(one.after, one.zone),
            )
            for one in effect.moved[:MOST_SHOWN]
        ],
        "more": max(0, count - MOST_SHOWN),
    }


def _line(edit: Edit) -> EditLine:
    if edit.before is None:
        what = _("Ditambahkan")
    elif edit.after is None:
        what = _("Dikeluarkan")
    else:
        what = _("Diubah")
    return EditLine(what, _row(edit.before), _row(edit.after))


def _row(row: Row | None) -> str:
    if row is None:
        return ""
    if isinstance(row, DayRow):
        words = _("%(day)s: %(name)s (%(kind)s)") % {
            "day": clock.format_date(row.on),
            "name": row.name,
            "kind": str(CalendarDayKind(row.kind).label).lower(),
        }
        return words if row.decided else _("%(words)s, masih perkiraan") % {"words": words}
    if isinstance(row, SeasonRow):
        words = _("%(name)s: %(first)s sampai %(last)s") % {
            "name": row.name,
            "first": clock.format_date(row.first),
            "last": clock.format_date(row.last),
        }
        return words if row.decided else _("%(words)s, masih perkiraan") % {"words": words}
    words = _("%(day)s: %(reason)s") % {"day": clock.format_date(row.on), "reason": row.reason}
    if row.starts is None or row.ends is None:
        return words
    return f"{words}, {row.starts:%H.%M}–{row.ends:%H.%M}"
