"""Which cases have been kept long enough, and which of them something holds up."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, time
from itertools import islice
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db.models import Exists, OuterRef, Q, QuerySet

from prima.cases.public import Case
from prima.privacy import rules
from prima.privacy.core.retention import ORDINARY, RetentionClass
from prima.privacy.models.requests import DataRequest
from prima.privacy.models.retention import LegalHold, RetentionNotice


def moment_of(key: str, at: datetime) -> datetime:
    """What came before this moment has been kept long enough; for a class with a period."""
    cutoff = rules.law().classes_on(_day(at))[key].cutoff(_day(at))
    assert cutoff is not None  # noqa: S101 - asked only of classes that end
    return datetime.combine(cutoff, time.min, ZoneInfo(settings.TIME_ZONE))


def due(at: datetime) -> Iterator[tuple[str, QuerySet[Case]]]:
    """By class: ended cases whose period is over, counted from the last the applicant did."""
    known = rules.law().classes_on(_day(at))
    named = {service for one in known.values() for service in one.services}
    for one in known.values():
        if one.from_event != "case_ended" or one.is_permanent:
            continue
        before = moment_of(one.key, at)
        asked = DataRequest.objects.filter(case=OuterRef("pk"), received_at__gte=before)
        rows = Case.objects.filter(ended_at__lt=before, erased_at=None)
        rows = rows.filter(Q(handed_over_at=None) | Q(handed_over_at__lt=before), ~Exists(asked))
        yield one.key, _of_services(rows, one, named)


def held() -> Q:
    """A dispute, a request that waits, or a person who asked to lock the data."""
    waiting = DataRequest.objects.waiting().filter(case=OuterRef("pk"))
    holds = LegalHold.objects.filter(case=OuterRef("pk"), lifted_at=None)
    return Q(Exists(waiting)) | Q(Exists(holds)) | Q(restricted_at__isnull=False)


def unannounced(at: datetime, *, most: int) -> Iterator[tuple[str, Case]]:
    """Cases kept long enough that nobody was told of yet, with the key of their class."""
    notices = RetentionNotice.objects.filter(case=OuterRef("pk"))
    found = (
        (key, case)
        for key, rows in due(at)
        for case in rows.filter(~Exists(notices)).order_by("pk")[:most]
    )
    return islice(found, most)


def outdated(at: datetime) -> QuerySet[RetentionNotice]:
    """Announcements of cases that are not due any more: something new came, or the law changed."""
    return RetentionNotice.objects.filter(erased_at=None).exclude(_still_due(at))


def ready(at: datetime) -> QuerySet[RetentionNotice]:
    """Announcements whose grace is over and whose case nothing holds up."""
    return (
        RetentionNotice.objects.filter(_still_due(at), erased_at=None, erase_after__lte=at)
        .filter(case__in=Case.objects.filter(~held()).values("pk"))
        .order_by("pk")
    )


def _still_due(at: datetime) -> Q:
    """The case of an announcement has been kept long enough at this moment too."""
    still = Q(pk__in=[])
    for _key, rows in due(at):
        still |= Q(case__in=rows.values("pk"))
    return still


def _of_services(rows: QuerySet[Case], one: RetentionClass, named: set[str]) -> QuerySet[Case]:
    if one.key == ORDINARY:
        return rows.exclude(service__key__in=named)
    return rows.filter(service__key__in=one.services)


def _day(at: datetime) -> date:
    return rules.local_day(at, settings.TIME_ZONE)
