"""The shared ground of all actions: locked rows, the one way to move a case, the journal line."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef
from django.utils.translation import gettext as _

from prima.cases import rules
from prima.cases.models import Case, WorkItem
from prima.cases.rules import CaseStatus
from prima.kernel import journal
from prima.kernel.actors import Actor
from prima.kernel.errors import StaleRecord

# The SOP's text is large and cached by its hash; the row is read without it.
_HEAVY = ("sop_version__content", "case__sop_version__content")


def stale() -> StaleRecord:
    """What the slower of two people is told."""
    return StaleRecord(
        _("Berkas ini baru saja diubah petugas lain. Muat ulang halaman untuk melihatnya.")
    )


def lock_case(pk: int) -> Case:
    """The case as it is now, kept still until the end of the action."""
    return (
        Case.objects.select_for_update(of=("self",))
        .select_related("sop_version", "office")
        .defer(_HEAVY[0])
        .get(pk=pk)
    )


def lock_item(pk: int) -> WorkItem:
    """The work item and its case as they are now, kept still; one statement for both.

    `item.history` names every row the case has been at, once per visit, so that the next visit
    of a row is counted without another statement.
    """
    rows = WorkItem.objects.filter(case=OuterRef("case")).values_list("step_key")
    return (
        WorkItem.objects.select_for_update(of=("self", "case"))
        .select_related("case__sop_version", "case__office")
        .defer(_HEAVY[1])
        .annotate(history=ArraySubquery(rows))
        .get(pk=pk)
    )


def history_of(item: WorkItem) -> list[str]:
    """What `lock_item` read beside the item."""
    history: list[str] = getattr(item, "history")  # noqa: B009 - an annotation, not a field
    return history


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
