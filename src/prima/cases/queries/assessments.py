"""Reads of forms M and E, for those who oversee the work of an office."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import asdict, dataclass
from datetime import date, datetime, time, timedelta
from typing import Any, Final
from zoneinfo import ZoneInfo

from django.db.models import Max, Q
from django.urls import reverse
from django.utils import timezone

from prima.cases.models import Case, SopAssessment
from prima.cases.models.assessments import SopAssessmentQuerySet
from prima.cases.queries.step_figures import StepFigure, step_figures
from prima.cases.rules import AssessmentKind
from prima.kernel.actors import Actor
from prima.offices.public import Office, offices_for
from prima.sops.public import Evaluated, InForce, SopVersion, in_force_lines

# How far a form looks back when it is begun.
SPAN_DAYS: Final = {AssessmentKind.MONITORING: 90, AssessmentKind.EVALUATION: 365}


@dataclass(frozen=True, slots=True)
class AssessmentLine:
    """A version in use, when it is to be evaluated, and which forms this person may begin."""

    line: InForce
    office: Office
    may_evaluate: bool


def assessments_for(actor: Actor) -> SopAssessmentQuerySet:
    """The forms this person may see, the newest first."""
    rows = SopAssessment.objects.visible_to(actor)
    return rows.select_related("version__sop__service", "version__sop__office", "office")


def assessment_lines(actor: Actor, at: datetime) -> list[AssessmentLine]:
    """The procedures in use in this person's offices; a handful of statements."""
    offices = list(offices_for(actor, "see_workload").order_by("path"))
    if not offices:
        return []
    today = timezone.localdate(at)
    ids = [office.pk for office in offices]
    used = Case.objects.filter(
        office__in=ids, received_at__gte=at - timedelta(days=SPAN_DAYS[AssessmentKind.EVALUATION])
    ).values("sop_version")
    newest = (
        SopVersion.objects.in_force(today)
        .order_by("sop_id", "-effective_on", "-number")
        .distinct("sop_id")
    )
    versions = (
        SopVersion.objects.filter(pk__in=newest.values("pk"))
        .filter(Q(pk__in=used) | Q(sop__office__in=ids))
        .select_related("sop__service", "sop__office")
        .order_by("sop__service__name", "pk")
    )
    lines = in_force_lines(list(versions), today)
    return [
        AssessmentLine(line, _office_of(line.version, offices), line.version.sop.office_id in ids)
        for line in lines
    ]


def version_to_assess(actor: Actor, version_id: int, at: datetime) -> AssessmentLine | None:
    """One of these procedures; None when it is not in use in this person's offices."""
    lines = assessment_lines(actor, at)
    return next((one for one in lines if one.line.version.pk == version_id), None)


def figures_of(assessment: SopAssessment) -> dict[str, StepFigure]:
    """What really happened in the span of a form; once it is set, as it was then."""
    if assessment.is_set:
        return {key: StepFigure(**one) for key, one in assessment.figures.items()}
    zone = ZoneInfo(assessment.office.time_zone)
    start = datetime.combine(assessment.first_day, time(), zone)
    end = datetime.combine(assessment.last_day + timedelta(days=1), time(), zone)
    offices = Office.objects.in_subtree(assessment.office)
    return step_figures([assessment.version_id], list(offices), start, end)


def figures_data(figures: Mapping[str, StepFigure]) -> dict[str, Any]:
    """The same as they are kept with a form."""
    return {key: asdict(one) for key, one in figures.items()}


def evaluated(versions: Collection[int]) -> Evaluated:
    """When each version was last evaluated (`sops` asks); one query."""
    rows = (
        SopAssessment.objects.settled()
        .filter(kind=AssessmentKind.EVALUATION, version__in=versions)
        .values_list("version")
        .annotate(last=Max("last_day"))
    )
    found: dict[int, date] = dict(rows)
    return Evaluated(found, reverse("cases:assessments"))


def _office_of(version: SopVersion, offices: list[Office]) -> Office:
    """Where the form is filled in: at the office that set the version, else my highest."""
    return next((one for one in offices if one.pk == version.sop.office_id), offices[0])
