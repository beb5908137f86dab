"""Who receives reports at a moment, and who of them holds the key of one."""

from __future__ import annotations

from datetime import datetime

from prima.integrity.core.conflicts import Reported
from prima.integrity.models import conflicts
from prima.integrity.models.reports import Recipient, ReportKey, SealedReport
from prima.integrity.rules.reports import RecipientState
from prima.kernel.actors import Actor
from prima.offices.public import Role, RoleAssignment


def key_of(report: SealedReport, actor: Actor) -> ReportKey | None:
    """The key of this person to a report, while they are a recipient."""
    if not SealedReport.objects.of(actor).filter(pk=report.pk).exists():
        return None
    found = report.keys.select_related("recipient__staff__home_office").filter(
        recipient__staff__user_id=actor.id or 0, recipient__state=RecipientState.ACTIVE
    )
    return found.first()


def recipients_now(at: datetime) -> list[Recipient]:
    """Everybody who receives reports: let in, still at work, still in the role, no manager."""
    near = RoleAssignment.objects.near(at)
    active = Recipient.objects.filter(
        state=RecipientState.ACTIVE,
        staff__user__is_active=True,
        staff__in=near.filter(role=Role.REPORT_RECIPIENT).values("staff"),
    ).exclude(staff__in=near.filter(role=Role.MANAGER).values("staff"))
    return list(active.select_related("staff__home_office").order_by("pk"))


def free_recipients(reported: Reported, at: datetime) -> list[Recipient]:
    """Of these, all who have nothing to do with the reported."""
    return [one for one in recipients_now(at) if not conflicts.is_kept_from(one, reported, at)]
