"""Which official is asked: by hierarchy, never the absent, the reported or a vacant post."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from itertools import takewhile

from prima.complaints import rules
from prima.complaints.models import Complaint
from prima.offices.public import Absence, Office, Role, RoleAssignment, StaffMember


def ladder_of(office: Office) -> list[tuple[Office, Role]]:
    """The supervisor and the head of the office, then the heads above it, one after the other."""
    above = {one.key: one for one in Office.objects.filter(key__in=office.lineage)}
    upward = [above[key] for key in reversed(office.lineage)]
    return [(office, Role.SUPERVISOR), *((one, Role.HEAD) for one in upward)]


def common_parent(offices: Sequence[Office]) -> Office | None:
    """The lowest office above (or among) all of these; none across two trees."""
    levels = zip(*(one.lineage for one in offices), strict=False)
    shared = list(takewhile(lambda level: len(set(level)) == 1, levels))
    return Office.objects.get(key=shared[-1][0]) if shared else None


def available(
    complaint: Complaint, office: Office, role: Role, at: datetime, besides: Sequence[int] = ()
) -> StaffMember | None:
    """Who holds this role in this very office today, is here and is not reported."""
    on = rules.local_day(at, office.time_zone)
    holding = RoleAssignment.objects.in_force(on).filter(role=role, office=office)
    away = Absence.objects.in_force(on).exclude(ended_at__lte=at)
    return (
        StaffMember.objects.filter(pk__in=holding.values("staff"), user__is_active=True)
        .exclude(pk__in=away.values("staff"))
        .exclude(pk__in=complaint.reported.values("staff"))
        .exclude(pk__in=besides)
        .order_by("pk")
        .first()
    )


def head_from(complaint: Complaint, office: Office, at: datetime) -> StaffMember | None:
    """The head of this office or, where there is none who may, of the nearest one above."""
    for one, role in ladder_of(office)[1:]:
        found = available(complaint, one, role, at)
        if found is not None:
            return found
    return None
