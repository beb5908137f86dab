"""A draft of a service standard, for pictures of the pages on which it is written."""

from __future__ import annotations

from datetime import datetime

from prima.offices.public import StaffMember, actor_for
from prima.standards import actions, queries
from prima.standards.models import Service


def begin_standard(staff: StaffMember, service: str, at: datetime) -> dict[str, str]:
    """A draft of the author's office that begins from the version in force, one part changed."""
    author, found = actor_for(staff.user, at), Service.objects.get(key=service)
    office = staff.home_office
    base = queries.standard_in_force(found, office, at.date())
    draft = actions.start_draft(office, service=found, base=base, by=author, at=at)
    values = {"facilities": ["Ruang tunggu dengan kursi roda"]}
    actions.save_part(draft, "facilities", values, revision=draft.revision, by=author, at=at)
    return {"standard_draft": str(draft.pk)}
