"""Reads: improvements for the viewer, periods with their follow-up, rows for the report."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Final

from django.db.models import F, QuerySet
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from prima.complaints.public import similar_before_after
from prima.improvements.core.effect import Effect, Measured, effect
from prima.improvements.core.follow_up import FollowUp, Task, follow_up
from prima.improvements.models import ImprovementAction, ImprovementActionQuerySet, ReportIssue
from prima.improvements.rules import ActionState, SourceKind
from prima.kernel.actors import Actor
from prima.surveys.public import (
    ELEMENTS,
    FollowUpRow,
    SurveyPeriod,
    element_means,
    is_enough,
)

MOST_PERIODS: Final = 24
_NAMES: Final = {element.key: element.name for element in ELEMENTS}


@dataclass(frozen=True, slots=True)
class PeriodLine:
    """A closed period with what was planned about it."""

    period: SurveyPeriod
    is_enough: bool
    issued_on: date | None
    actions: tuple[ImprovementAction, ...]
    score: FollowUp

    @property
    def unplanned(self) -> int:
        return sum(1 for one in self.actions if one.state == ActionState.PROPOSED)


def element_name(key: str) -> str:
    """The element as people know it; nothing for what is about none."""
    return _(_NAMES[key]) if key else ""


def actions_for(actor: Actor) -> ImprovementActionQuerySet:
    """The nearest date on top, before it what has none yet, the weakest element first."""
    found = ImprovementAction.objects.visible_to(actor).select_related(
        "office", "owner", "evidence_file"
    )
    return found.order_by(
        F("due_on").asc(nulls_first=True), F("baseline_permille").asc(nulls_last=True), "pk"
    )


def periods_for(actor: Actor) -> QuerySet[SurveyPeriod]:
    """The closed periods of the offices a person looks after, newest first."""
    looked_after = actor.offices_with("see_workload")
    found = SurveyPeriod.objects.filter(office_id__in=looked_after).select_related("office")
    return found.order_by("-starts_on", "office__path")


def period_lines(periods: Iterable[SurveyPeriod], on: date) -> list[PeriodLine]:
    """Each period with its improvements and scores; two queries for all."""
    shown = list(periods)
    ids = [period.pk for period in shown]
    issued = dict(ReportIssue.objects.filter(period__in=ids).values_list("period_id", "issued_on"))
    found: dict[int, list[ImprovementAction]] = {pk: [] for pk in ids}
    for action in ImprovementAction.objects.of_periods(ids).select_related("office", "owner"):
        found[action.source_id or 0].append(action)
    return [
        PeriodLine(
            period,
            is_enough(period.window, period.respondents),
            issued.get(period.pk),
            tuple(found[period.pk]),
            follow_up([_task(one) for one in found[period.pk]], issued.get(period.pk), on),
        )
        for period in shown
    ]


def effects_of(actions: Iterable[ImprovementAction], on: date) -> dict[int, Effect]:
    """What each finished improvement changed, by its id; one query an office."""
    shown = [one for one in actions if one.element]
    histories: dict[int, list[tuple[str, date, dict[str, int]]]] = {}
    for office in {one.office for one in shown if one.completed_on}:
        histories[office.pk] = [
            (window.name, window.starts_on, means) for window, means in element_means(office, on)
        ]
    return {one.pk: _effect(one, histories.get(one.office_id, [])) for one in shown}


def follow_up_rows(office_id: int, starts_on: date, on: date) -> tuple[FollowUpRow, ...]:
    """The follow-up plan of one period as its report prints it; papers name positions."""
    period = SurveyPeriod.objects.filter(office_id=office_id, starts_on=starts_on).first()
    if period is None:
        return ()
    found = list(ImprovementAction.objects.of_periods([period.pk]).select_related("office"))
    effects = effects_of(found, on)
    return tuple(
        FollowUpRow(
            element=element_name(one.element),
            activity=one.activity or one.reason or _("Belum direncanakan"),
            when=date_format(one.due_on, "j F Y") if one.due_on else "–",
            owner=one.owner_title or "–",
            state=str(ActionState(one.state).label),
            evidence=one.evidence,
            effect=effect_text(effects[one.pk]),
            is_planned=one.state not in {ActionState.PROPOSED, ActionState.DROPPED},
        )
        for one in found
    )


def effect_text(found: Effect) -> str:
    """Before and after in words; nothing before there is an after."""
    if found.after is None or found.change is None:
        return ""
    return _("rata-rata %(before)s menjadi %(after)s (%(period)s)") % {
        "before": mean_text(found.before or 0),
        "after": mean_text(found.after.permille),
        "period": found.after.name,
    }


def similar_text(action: ImprovementAction, on: date) -> str:
    """Complaints of the same substance before and after, in words; nothing before a month."""
    if action.source_kind != SourceKind.CLUSTER or action.completed_on is None:
        return ""
    found = similar_before_after(action.source_id or 0, action.completed_on, on)
    if found is None:
        return ""
    return _(
        "%(before)s dari %(given)s layanan menjadi %(after)s dari %(now)s, dalam %(days)s hari"
    ) % {
        "before": found.before,
        "given": found.services_before,
        "after": found.after,
        "now": found.services_after,
        "days": found.days,
    }


def mean_text(permille: int) -> str:
    """A mean answer with a comma."""
    return f"{Decimal(permille) / 1000:.3f}".replace(".", ",")


def _task(action: ImprovementAction) -> Task:
    begun = action.state in {ActionState.DOING, ActionState.DONE}
    return Task(begun, action.completed_on)


def _effect(
    action: ImprovementAction, history: Iterable[tuple[str, date, dict[str, int]]]
) -> Effect:
    measured = [Measured(name, start, means[action.element]) for name, start, means in history]
    return effect(action.baseline_permille, action.completed_on, measured)
