"""People of gifts, and reports of wrongdoing, are forgotten once they were kept long enough."""

from __future__ import annotations

from datetime import date, datetime
from typing import Final
from uuid import UUID

from prima.integrity import permissions
from prima.integrity.models import Gratuity, IdentityBox, SealedReport
from prima.integrity.rules.gratuities import GratuityState
from prima.kernel import files, journal
from prima.kernel.actors import Actor
from prima.kernel.errors import require
from prima.kernel.files import StoredFile
from prima.kernel.sweeping import each

_BATCH: Final = 500
_OF_PEOPLE: Final = (
    "reporter_nik", "reporter_phone", "reporter_address", "giver_name", "giver_institution",
    "description", "place", "reason", "chronology", "incomplete_note",
)  # fmt: skip


def forget_givers(*, before: datetime, by: Actor, at: datetime) -> int:
    """Gifts whose last step was taken before `before`, each by itself; gives how many."""
    due = Gratuity.objects.filter(ended_at__lt=before, erased_at=None)
    # A refusal at the counter names nobody.
    named = due.exclude(state=GratuityState.REFUSED).order_by("pk").values_list("pk", flat=True)
    return each(list(named[:_BATCH]), lambda pk: forget_giver(pk, by=by, at=at))


@journal.action
def forget_giver(gratuity_id: int, *, by: Actor, at: datetime) -> int:
    """Days, values, decree and hands stay, since they are counted and audited; who it was goes."""
    require(permissions.can_forget(by))
    held = Gratuity.objects.select_for_update().get(pk=gratuity_id)
    if held.erased_at is not None or held.ended_at is None:
        return 0
    evidence = held.files.values("stored_id")
    files.remove(StoredFile.objects.filter(pk__in=evidence), at=at)
    photos = held.custody.exclude(photo=None).values("photo_id")
    files.remove(StoredFile.objects.filter(pk__in=photos), at=at)
    for name in _OF_PEOPLE:
        setattr(held, name, "")
    held.erased_at, held.version = at, held.version + 1
    held.save()
    held.custody.update(name="", note="")
    journal.append(
        "gratuity.person_forgotten", about=held, chain=f"office:{held.office_id}", by=by, at=at
    )
    return 1


def forget_reports(*, before: date, by: Actor, at: datetime) -> int:
    """Sealed reports found out before `before` and silent since; gives how many."""
    due = SealedReport.objects.filter(ended_on__lt=before, erased_on=None)
    silent = due.exclude(messages__said_on__gte=before).order_by("pk")
    ripe = list(silent.values_list("pk", flat=True)[:_BATCH])
    return each(ripe, lambda pk: forget_report(pk, by=by, at=at))


@journal.action
def forget_report(report_id: UUID, *, by: Actor, at: datetime) -> int:
    """Number, days and finding stay for the count of the year; every key and sealed word goes."""
    require(permissions.can_forget(by))
    held = SealedReport.objects.select_for_update().get(pk=report_id)
    if held.erased_on is not None or held.ended_on is None:
        return 0
    held.body = held.public_key = held.salt = held.box = b""
    held.identity, held.erased_on = None, at.date()
    held.save(update_fields=["body", "public_key", "salt", "box", "identity", "erased_on"])
    held.keys.all().delete()
    held.messages.all().delete()
    held.files.all().delete()
    IdentityBox.objects.filter(request__report=held).delete()
    held.requests.update(reason=b"")
    journal.append("sealed.forgotten", about=held, chain=held.chain, by=by, at=at)
    return 1
