"""Who spoke and what they told is forgotten once it has been kept long enough."""

from __future__ import annotations

from datetime import datetime
from typing import Final

from django.db.models import Exists, OuterRef

from prima.complaints import permissions, rules
from prima.complaints.actions import marking
from prima.complaints.models import Complaint, ComplaintEvent, ComplaintFile, Reporter
from prima.kernel import files, journal, messages
from prima.kernel.actors import Actor
from prima.kernel.errors import require
from prima.kernel.files import StoredFile
from prima.kernel.personal_data import ERASED_MARK
from prima.kernel.sweeping import each

_BATCH: Final = 500


def forget_people(*, before: datetime, by: Actor, at: datetime) -> int:
    """Reports that ended and heard nothing since `before`, each by itself; gives how many."""
    later = ComplaintEvent.objects.filter(complaint=OuterRef("pk"), at__gte=before)
    found = Complaint.objects.filter(~Exists(later), received_at__lt=before, erased_at=None)
    due = found.exclude(status__in=rules.OPEN).order_by("pk").values_list("pk", flat=True)
    return each(list(due[:_BATCH]), lambda pk: forget_person(pk, by=by, at=at))


@journal.action
def forget_person(complaint_id: int, *, by: Actor, at: datetime) -> int:
    """Dates, classes and findings stay, since figures are counted from them; all words go."""
    require(permissions.can_count(by))
    held = Complaint.objects.select_for_update().get(pk=complaint_id)
    if held.erased_at is not None or held.is_open:
        return 0
    stored = ComplaintFile.objects.filter(complaint=held).values("stored_id")
    files.remove(StoredFile.objects.filter(pk__in=stored), at=at)
    Reporter.objects.filter(complaint=held).delete()
    held.events.update(text="")
    held.call_backs.update(remark="")
    held.drafts.update(text="", as_it_is="")
    marking.forget_marks(held)
    messages.erase_about(held)
    held.story, held.wish, held.place, held.erased_at = ERASED_MARK, "", "", at
    held.save(update_fields=["story", "wish", "place", "erased_at"])
    journal.append(
        "complaint.person_forgotten",
        about=held,
        chain=rules.chain_of(held.office_id),
        by=by,
        at=at,
    )
    return 1
