"""A procedure and a standard that are being changed, for the pages of its author."""

from __future__ import annotations

from datetime import datetime

from prima.offices.public import StaffMember, actor_for
from prima.sops import actions
from prima.sops.core import editing
from prima.sops.models import BusinessProcess
from prima.standards.public import Service
from tests.browser.promises import begin_standard


def begin_sop(staff: StaffMember, service: str, at: datetime) -> dict[str, str]:
    """A draft of the author's office, in which one row is new and empty."""
    author = actor_for(staff.user, at)
    planned = actions.plan_draft(
        Service.objects.get(key=service), staff.home_office, purpose="Dasar hukum berganti",
        by=author, at=at,
    )  # fmt: skip
    draft = actions.start_draft(planned, by=author, at=at)
    document = editing.insert_row(draft.document, key="langkah-1", after="sign")
    actions.save_draft(draft, document, revision=draft.revision, by=author, at=at)
    process = BusinessProcess.objects.get(code="02.01.04")
    made = {"draft": str(draft.pk), "process": str(process.pk)}
    return {**made, **begin_standard(staff, service, at)}
