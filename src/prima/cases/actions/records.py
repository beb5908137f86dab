"""The shared ground of all actions: the one way to move a case, and its line in the journal."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from django.utils.translation import gettext as _

from prima.cases import rules
from prima.cases.models import Case
from prima.cases.rules import CaseStatus
from prima.kernel import journal
from prima.kernel.actors import Actor
from prima.kernel.errors import StaleRecord


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
    position_id: int | None = None,
    **payload: object,
) -> None:
    """Append the journal line of a case to the chain of its office; ids and enums only."""
    journal.append(
        what,
        about=case,
        chain=f"office:{case.office_id}",
        by=by,
        at=at,
        position_id=position_id,
        payload=payload,
    )
