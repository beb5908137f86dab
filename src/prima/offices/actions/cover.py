"""Raising a duty without anybody before its first work is late: to those who can find cover."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.conf import settings
from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from prima.kernel import clock, journal, messages, sweeping
from prima.kernel.actors import SYSTEM, Actor
from prima.kernel.errors import require
from prima.kernel.messages import Channel
from prima.offices import permissions
from prima.offices.actions.common import chain_of, today
from prima.offices.models import (
    Absence,
    CoverGap,
    CoverNotice,
    Office,
    RoleAssignment,
    StaffMember,
)
from prima.offices.rules import CoverLevel, Role


def raise_gaps(gaps: Iterable[CoverGap], *, by: Actor = SYSTEM, at: datetime) -> int:
    """Periodic: tell of duties nobody serves, now or within days. Says how many were told.

    The unique row per duty, first day and level makes the sweep harmless to repeat, and it
    survives a restart because it asks the database, not a timer.
    """
    require(permissions.can_run_sweeps(by))
    return sweeping.each(gaps, lambda gap: _raise(gap, by=by, at=at))


@journal.action
def _raise(gap: CoverGap, *, by: Actor, at: datetime) -> bool:
    level = CoverLevel.NOW if gap.has_begun else CoverLevel.AHEAD
    Office.objects.select_for_update().get(pk=gap.office.pk)
    notice = CoverNotice(
        office=gap.office, duty=gap.position.duty, first_day=gap.first, level=level, given_at=at
    )
    told = {"office": notice.office, "duty": notice.duty, "first_day": gap.first, "level": level}
    if CoverNotice.objects.filter(**told).exists():
        return False
    notice.save(force_insert=True)
    journal.append(
        "position.uncovered",
        about=gap.position,
        chain=chain_of(gap.office),
        by=by,
        at=at,
        payload={
            "duty": notice.duty,
            "level": level.value,
            "first_day": gap.first,
            "open_items": gap.open_items,
        },
    )
    with translation.override(settings.LANGUAGE_CODE):
        _tell(gap, notice, at=at)
    return True


def _tell(gap: CoverGap, notice: CoverNotice, *, at: datetime) -> None:
    """A letter to each who can find cover; it names the position and no person."""
    for staff in _who_can_act(gap.office, at):
        messages.prepare(
            Channel.EMAIL,
            recipient=staff.user.email,
            subject=_("%(position)s perlu pengganti") % {"position": gap.position.title},
            body=_body(gap),
            at=at,
            about=notice,
        )


def _body(gap: CoverGap) -> str:
    address = f"{settings.SITE_URL}{reverse('offices:appointments')}"
    parts = [_when(gap)]
    if gap.open_items:
        parts.append(_open_work(gap))
    elif gap.services:
        parts.append(
            _("Layanan yang memerlukannya: %(services)s.") % {"services": ", ".join(gap.services)}
        )
    parts.append(_("Tunjuk pengganti di %(address)s") % {"address": address})
    return "\n\n".join(parts)


def _when(gap: CoverGap) -> str:
    names = {"position": gap.position.title, "office": gap.office.name}
    if gap.has_begun or gap.first is None:
        return _("Jabatan %(position)s di %(office)s sedang tidak ada yang menjalankan.") % names
    return _("Jabatan %(position)s di %(office)s tidak ada yang menjalankan mulai %(day)s.") % {
        **names,
        "day": clock.format_date(gap.first),
    }


def _open_work(gap: CoverGap) -> str:
    waiting = ngettext(
        "%(count)s pekerjaan menunggu.", "%(count)s pekerjaan menunggu.", gap.open_items
    ) % {"count": gap.open_items}
    if gap.first_due_at is None:
        return waiting
    due = clock.format_moment(gap.first_due_at, gap.office.time_zone)
    return f"{waiting} " + _("Yang pertama jatuh tempo %(due)s.") % {"due": due}


def _who_can_act(office: Office, at: datetime) -> QuerySet[StaffMember]:
    """Supervisors and heads of the office who are there; failing these, its managers."""
    leading = _with_roles(office, at, Role.SUPERVISOR, Role.HEAD)
    return leading if leading.exists() else _with_roles(office, at, Role.MANAGER)


def _with_roles(office: Office, at: datetime, *roles: Role) -> QuerySet[StaffMember]:
    on = today(office, at)
    given = RoleAssignment.objects.in_force(on).filter(
        role__in=roles, office__key__in=office.lineage
    )
    away = Absence.objects.in_force(on).filter(Q(ended_at=None) | Q(ended_at__gt=at))
    return (
        StaffMember.objects.filter(pk__in=given.values("staff"), user__is_active=True)
        .exclude(pk__in=away.values("staff"))
        .select_related("user")
    )
