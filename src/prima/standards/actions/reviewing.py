"""The yearly review of standards: opened when it is near, told once, closed by a new version."""

from __future__ import annotations

from collections import defaultdict
from datetime import date, datetime
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from prima.kernel import journal, messages, sweeping
from prima.kernel.actors import SYSTEM, Actor
from prima.kernel.errors import require
from prima.offices.public import Office, holders_of_permission
from prima.standards import permissions
from prima.standards.actions.common import today
from prima.standards.actions.reviews import open_review
from prima.standards.core import reviewing
from prima.standards.models import Review, ServiceStandard
from prima.standards.rules import CitingKind, ReviewCause, ReviewResult


def open_due_reviews(*, by: Actor = SYSTEM, at: datetime) -> int:
    """Periodic: ask each office to review what it set or kept about a year ago. Gives how many.

    Opened once for each standard, so the sweep may run again; letters go out with the opening.
    """
    require(permissions.can_run_sweeps(by))
    setters = ServiceStandard.objects.filter(is_proposal=False).values("office_id")
    offices = Office.objects.filter(pk__in=setters).order_by("pk")
    return sweeping.each(
        offices.values_list("pk", flat=True), lambda pk: _open_in_office(pk, by=by, at=at)
    )


@journal.action
def _open_in_office(office_id: int, *, by: Actor, at: datetime) -> int:
    office = Office.objects.select_for_update().get(pk=office_id)
    due = _due(office, at)
    opened = [
        open_review(
            CitingKind.STANDARD, standard.service_id, office, cause=ReviewCause.PERIODIC,
            due_on=day, by=by, at=at,
        )
        for standard, day in due
    ]  # fmt: skip
    if opened:
        names = [standard.service.name for standard, _day in due]
        with translation.override(settings.LANGUAGE_CODE):
            _tell(office, names, opened[0], at=at)
    return len(opened)


def _due(office: Office, at: datetime) -> list[tuple[ServiceStandard, date]]:
    """The standards in force of the office whose year is nearly over, with the day it ends."""
    on = today(office, at)
    rows = (
        ServiceStandard.objects.in_force(on)
        .filter(office=office)
        .select_related("service")
        .order_by("service_id", "-effective_on", "-version")
        .distinct("service_id")
    )
    reviews = Review.objects.filter(
        kind=CitingKind.STANDARD, office=office, cause=ReviewCause.PERIODIC
    )
    waiting = set(reviews.open().values_list("service_id", flat=True))
    looked_at = _last_looked_at(office, reviews.filter(result=ReviewResult.KEEP))
    found = []
    for row in rows:
        since = max([row.effective_on, *looked_at[row.service_id]])
        is_asked = not row.is_proposal and row.service_id not in waiting
        if is_asked and reviewing.is_asked(since, on):
            found.append((row, reviewing.due_on(since)))
    return found


def _last_looked_at(office: Office, kept: models.QuerySet[Review]) -> defaultdict[int, list[date]]:
    days: defaultdict[int, list[date]] = defaultdict(list)
    zone = ZoneInfo(office.time_zone)
    for review in kept.exclude(closed_at=None):
        assert review.closed_at is not None  # noqa: S101 - asked above
        days[review.service_id].append(timezone.localdate(review.closed_at, zone))
    return days


def _tell(office: Office, names: list[str], about: Review, *, at: datetime) -> None:
    """One letter to each person who writes or sets standards there; it names services only."""
    people = {
        person.pk: person
        for name in ("write_standards", "set_standards")
        for person in holders_of_permission(office, name, at).select_related("user")
    }
    lead = ngettext(
        "%(count)d standar pelayanan %(office)s perlu ditinjau ulang:",
        "%(count)d standar pelayanan %(office)s perlu ditinjau ulang:",
        len(names),
    ) % {"count": len(names), "office": office.name}
    body = "\n\n".join(
        [
            lead,
            "\n".join(f"- {name}" for name in sorted(names)),
            _("Catat hasilnya sebelum %(day)s di %(address)s")
            % {
                "day": date_format(about.due_on, "j F Y"),
                "address": f"{settings.SITE_URL}{reverse('standards:register')}",
            },
        ]
    )
    for person in people.values():
        messages.prepare(
            messages.Channel.EMAIL,
            recipient=person.user.email,
            subject=_("Standar pelayanan yang perlu ditinjau ulang"),
            body=body,
            at=at,
            about=about,
        )
