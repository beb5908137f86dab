"""Changing the calendar afterwards: proposed by one person, approved by another, then it counts.

A calendar decides every promised date. So nobody changes it alone (four eyes), what would move is
shown before, and deadlines follow only with the approval: `docs/adr/0015`.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db.models import Model
from django.utils.translation import gettext as _

from prima.kernel import events, journal
from prima.kernel.actors import Actor
from prima.kernel.errors import RuleBroken, StaleRecord, require
from prima.offices import permissions
from prima.offices.actions.common import chain_of, checked, refresh_calendar_keys
from prima.offices.core.edits import ClosureRow, DayRow, Edit, Row, SeasonRow, to_data
from prima.offices.events import CalendarChanged
from prima.offices.models import CalendarChange, CalendarDay, LocalClosure, Office, Season
from prima.offices.models.calendars import closure_row, day_row, season_row
from prima.offices.rules import ChangeState

NATIONAL_CHAIN = "ministry"


@journal.action
def propose_change(
    office: Office | None, edits: Sequence[Edit], *, reason: str, by: Actor, at: datetime
) -> CalendarChange:
    """Write down what shall change; nothing counts before somebody else approves it."""
    require(permissions.can_change_calendar(by, office, _tops()))
    if by.id is None:
        raise RuleBroken(_("Perubahan kalender diusulkan oleh seorang pengelola."))
    if not reason.strip():
        raise RuleBroken(_("Tulis dasar perubahan ini, misalnya nomor keputusannya."))
    check_edits(office, edits)
    change = CalendarChange(
        office=office,
        content=to_data(edits),
        reason=reason.strip(),
        proposed_by_id=by.id,
        proposed_at=at,
    )
    checked(change, "state")
    change.save(force_insert=True)
    _record("calendar.change_proposed", change, by=by, at=at, edits=len(edits))
    return change


@journal.action
def approve_change(change: CalendarChange, *, by: Actor, at: datetime) -> CalendarChange:
    """Let a proposal count: write the rows, give calendars new keys, tell who keeps deadlines."""
    change = _open_change(change)
    require(permissions.can_change_calendar(by, change.office, _tops()))
    require(
        permissions.can_approve(by, change.proposed_by_id),
        _("Usulan ini harus disetujui orang lain, bukan pengusulnya."),
    )
    edits = change.edits
    check_edits(change.office, edits)
    for edit in edits:
        _write(change.office, edit)
    changed = [change.office] if change.office else list(Office.objects.all())
    refresh_calendar_keys(changed)
    _decide(change, ChangeState.APPROVED, by=by, at=at)
    events.publish(CalendarChanged(change.pk, change.office_id, tuple(edits), at))
    return change


@journal.action
def reject_change(change: CalendarChange, *, note: str, by: Actor, at: datetime) -> CalendarChange:
    """Say no, with a sentence for who proposed it."""
    change = _open_change(change)
    require(permissions.can_change_calendar(by, change.office, _tops()))
    if not note.strip():
        raise RuleBroken(_("Tulis alasan penolakan agar pengusul dapat memperbaikinya."))
    change.note = note.strip()
    checked(change)
    _decide(change, ChangeState.REJECTED, by=by, at=at)
    return change


@journal.action
def withdraw_change(change: CalendarChange, *, by: Actor, at: datetime) -> CalendarChange:
    """Whoever proposed it takes it back."""
    change = _open_change(change)
    require(by.id == change.proposed_by_id, _("Hanya pengusulnya yang dapat menarik usulan ini."))
    _decide(change, ChangeState.WITHDRAWN, by=by, at=at)
    return change


def check_edits(office: Office | None, edits: Sequence[Edit]) -> None:
    """Refuse edits that say nothing, that clash, or whose rows are no longer as they were seen."""
    if not edits or all(edit.before == edit.after for edit in edits):
        raise RuleBroken(_("Tidak ada yang berubah. Ubah isinya lebih dahulu."))
    for edit in edits:
        if any(isinstance(row, ClosureRow) != (office is not None) for row in edit.rows):
            raise RuleBroken(_("Hari libur nasional dan penutupan kantor diusulkan terpisah."))
        if edit.before is not None and _plain(_found(office, edit.before)) != edit.before:
            raise StaleRecord(_("Kalender ini baru saja diubah. Muat ulang, lalu usulkan lagi."))
        _check_after(office, edit)


def _check_after(office: Office | None, edit: Edit) -> None:
    after = edit.after
    if after is None:
        return
    if isinstance(after, SeasonRow) and after.last < after.first:
        raise RuleBroken(_("Hari terakhir tidak boleh mendahului hari pertama."))
    if isinstance(after, ClosureRow) and not _fits(after):
        raise RuleBroken(_("Isi jam mulai dan jam selesai, atau kosongkan keduanya."))
    is_moved = edit.before is None or edit.before.key != after.key
    if is_moved and _found(office, after) is not None:
        raise RuleBroken(_("Hari atau musim ini sudah ada di kalender. Ubah yang sudah ada."))
    checked(_model(office, after), "office")


def _fits(row: ClosureRow) -> bool:
    if row.starts is None or row.ends is None:
        return row.starts is row.ends
    return row.starts < row.ends


def _write(office: Office | None, edit: Edit) -> None:
    if edit.before is not None:
        found = _found(office, edit.before)
        if found is not None:
            found.delete()
    if edit.after is not None:
        _model(office, edit.after).save(force_insert=True)


def _found(office: Office | None, row: Row) -> CalendarDay | Season | LocalClosure | None:
    if isinstance(row, DayRow):
        return CalendarDay.objects.filter(date=row.on, kind=row.kind).first()
    if isinstance(row, SeasonRow):
        return Season.objects.filter(name=row.name).first()
    return LocalClosure.objects.filter(office=office, date=row.on, starts=row.starts).first()


def _plain(found: Model | None) -> Row | None:
    if isinstance(found, CalendarDay):
        return day_row(found)
    if isinstance(found, Season):
        return season_row(found)
    return closure_row(found) if isinstance(found, LocalClosure) else None


def _model(office: Office | None, row: Row) -> CalendarDay | Season | LocalClosure:
    if isinstance(row, ClosureRow):
        return LocalClosure(
            office=office, date=row.on, reason=row.reason, starts=row.starts, ends=row.ends
        )
    sourced: dict[str, Any] = {
        "kind": row.kind,
        "name": row.name,
        "decided": row.decided,
        "source": row.source,
        "source_checked": row.source_checked,
    }
    if isinstance(row, DayRow):
        return CalendarDay(date=row.on, **sourced)
    return Season(first_on=row.first, last_on=row.last, **sourced)


def _open_change(change: CalendarChange) -> CalendarChange:
    """The row, locked, so that of two people who decide at once the second is told."""
    found = CalendarChange.objects.select_for_update(of=("self",)).select_related("office")
    change = found.get(pk=change.pk)
    if not change.is_open:
        raise StaleRecord(_("Usulan ini sudah diputus. Muat ulang halaman."))
    return change


def _decide(change: CalendarChange, state: ChangeState, *, by: Actor, at: datetime) -> None:
    if by.id is None:
        raise RuleBroken(_("Usulan kalender diputus oleh seorang pengelola."))
    change.state, change.decided_by_id, change.decided_at = state, by.id, at
    change.save(update_fields=["state", "decided_by", "decided_at", "note"])
    _record(f"calendar.change_{state.value}", change, by=by, at=at)


def _record(what: str, change: CalendarChange, *, by: Actor, at: datetime, **more: int) -> None:
    chain = chain_of(change.office) if change.office else NATIONAL_CHAIN
    payload = {"office_id": change.office_id, **more}
    journal.append(what, about=change, chain=chain, by=by, at=at, payload=payload)


def _tops() -> frozenset[int]:
    return frozenset(Office.objects.filter(parent=None).values_list("pk", flat=True))
