"""The shared ground of all actions: the one way to move a case, and its line in the journal."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Final

from django.utils.translation import gettext as _

from prima.cases import rules
from prima.cases.models import Case
from prima.cases.rules import CaseStatus
from prima.kernel import journal
from prima.kernel.actors import Actor
from prima.kernel.errors import StaleRecord
from prima.offices.public import Authority

# What closing a row writes.
FINISHED_FIELDS: Final = (
    "happened_at", "recorded_at", "outcome", "note", "done_by", "position", "appointment",
)  # fmt: skip


def stale() -> StaleRecord:
    """What the slower of two people is told."""
    return StaleRecord(
        _("Berkas ini baru saja diubah petugas lain. Muat ulang halaman untuk melihatnya.")
    )


def move(case: Case, to: CaseStatus, **fields: object) -> None:
    """Change status and fields in one statement, or say that somebody was faster."""
    rules.check_move(case.state, to)
    _write(case, {"status": to, **fields})


def save(case: Case, **fields: object) -> None:
    """Change fields without a change of status; no statement when there is nothing to change."""
    if fields:
        _write(case, fields)


def _write(case: Case, fields: Mapping[str, object]) -> None:
    unchanged = Case.objects.filter(pk=case.pk, status=case.status)
    if not unchanged.update(**fields):
        raise stale()
    for name, value in fields.items():
        setattr(case, name, value)


def record(
    what: str,
    case: Case,
    *,
    by: Actor,
    at: datetime,
    held: Authority | None = None,
    **payload: object,
) -> None:
    """Append the journal line of a case to the chain of its office; ids and enums only.

    `held` is the appointment acted under: its position is named, and by its id the deed is found.
    """
    if held is not None:
        payload["appointment_id"] = held.appointment_id
    journal.append(
        what,
        about=case,
        chain=f"office:{case.office_id}",
        by=by,
        at=at,
        position_id=None if held is None else held.position_id,
        payload=payload,
    )
