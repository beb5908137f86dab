"""Verbs that change an improvement; each is one transaction with its entry."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from django.core.files.base import File
from django.utils.translation import gettext as _

from prima.complaints.public import ComplaintCluster, settle_cluster
from prima.improvements import permissions, rules
from prima.improvements.models import ImprovementAction, ReportIssue, title_of
from prima.improvements.rules import ActionState, SourceKind
from prima.kernel import files, journal
from prima.kernel.actors import SYSTEM, Actor
from prima.kernel.errors import RuleBroken, StaleRecord, require
from prima.offices.public import Office, StaffMember, staff_of
from prima.surveys.public import SurveyPeriod, chain_of, is_enough, local_day


@dataclass(frozen=True, slots=True)
class Plan:
    """What is to be done, by whom, until when."""

    activity: str
    owner: StaffMember
    due_on: date


@journal.action
def propose(
    *, office_id: int, period_id: int, element: str, mean_permille: int, by: Actor, at: datetime
) -> ImprovementAction:
    """Put a weak element of a closed period before the office; once."""
    require(permissions.can_propose(by))
    office = Office.objects.get(pk=office_id)
    action, created = ImprovementAction.objects.get_or_create(
        source_kind=SourceKind.LOW_ELEMENT,
        source_id=period_id,
        element=element,
        defaults={
            "office": office,
            "baseline_permille": mean_permille,
            "state": ActionState.PROPOSED,
            "proposed_on": local_day(at, office.time_zone),
        },
    )
    if created:
        _tell("improvement.proposed", action, by=by, at=at)
    return action


@journal.action
def propose_cluster(
    *, office_id: int, cluster_id: int, part: str, by: Actor, at: datetime
) -> ImprovementAction:
    """Put a complaint that comes again and again before the office; once for each cluster."""
    require(permissions.can_propose(by))
    office = Office.objects.get(pk=office_id)
    action, created = ImprovementAction.objects.get_or_create(
        source_kind=SourceKind.CLUSTER,
        source_id=cluster_id,
        element=rules.ELEMENT_OF_PART[part],
        defaults={
            "office": office,
            "state": ActionState.PROPOSED,
            "proposed_on": local_day(at, office.time_zone),
        },
    )
    if created:
        _tell("improvement.proposed", action, by=by, at=at)
    return action


@journal.action
def open_action(
    *, office: Office, element: str, plan: Plan, by: Actor, at: datetime
) -> ImprovementAction:
    """Plan something nobody proposed."""
    require(permissions.can_plan(by, office.pk))
    _check_plan(office, plan, at)
    action = ImprovementAction.objects.create(
        office=office,
        source_kind=SourceKind.OWN,
        element=element,
        state=ActionState.PLANNED,
        proposed_on=local_day(at, office.time_zone),
        activity=plan.activity,
        owner=plan.owner,
        owner_title=title_of(plan.owner, office, at),
        due_on=plan.due_on,
    )
    _tell("improvement.planned", action, by=by, at=at)
    return action


@journal.action
def plan_action(
    action: ImprovementAction, *, plan: Plan, seen: int, by: Actor, at: datetime
) -> ImprovementAction:
    """Say who does what until when; again while nothing was begun."""
    require(permissions.can_plan(by, action.office_id))
    held = _held(action, seen, ActionState.PLANNED)
    _check_plan(held.office, plan, at)
    held.activity, held.owner, held.due_on = plan.activity, plan.owner, plan.due_on
    held.owner_title = title_of(plan.owner, held.office, at)
    return _kept(held, "improvement.planned", by=by, at=at)


@journal.action
def start_action(
    action: ImprovementAction, *, seen: int, by: Actor, at: datetime
) -> ImprovementAction:
    """The work has begun."""
    require(permissions.can_work(by, action))
    held = _held(action, seen, ActionState.DOING)
    return _kept(held, "improvement.begun", by=by, at=at)


@journal.action
def finish_action(
    action: ImprovementAction,
    *,
    evidence: str,
    upload: File[bytes] | None,
    seen: int,
    by: Actor,
    at: datetime,
) -> ImprovementAction:
    """Done, with evidence; the effect is counted from the next whole period."""
    require(permissions.can_work(by, action))
    rules.check_evidence(evidence)
    held = _held(action, seen, ActionState.DONE)
    held.evidence = evidence.strip()
    held.completed_on = local_day(at, held.office.time_zone)
    if upload is not None:
        held.evidence_file = files.store(upload, at=at)
    _settle_source(held, at)
    return _kept(held, "improvement.done", by=by, at=at)


@journal.action
def drop_action(
    action: ImprovementAction, *, reason: str, seen: int, by: Actor, at: datetime
) -> ImprovementAction:
    """Let go, with a reason that stays; it still counts as planned and not done."""
    require(permissions.can_plan(by, action.office_id))
    rules.check_reason(reason)
    held = _held(action, seen, ActionState.DROPPED)
    held.reason = reason.strip()
    _settle_source(held, at)
    return _kept(held, "improvement.dropped", by=by, at=at)


@journal.action
def issue_report(*, period: SurveyPeriod, by: Actor, at: datetime) -> ReportIssue:
    """Issue the report of a period once every proposed improvement was planned or let go."""
    require(permissions.can_issue(by, period.office_id))
    if not is_enough(period.window, period.respondents):
        raise RuleBroken(_("Periode ini belum cukup jawaban, jadi tidak ada laporannya."))
    waiting = ImprovementAction.objects.of_periods([period.pk])
    if waiting.filter(state=ActionState.PROPOSED).exists():
        raise RuleBroken(
            _("Masih ada unsur terendah tanpa rencana. Rencanakan dahulu, lalu terbitkan.")
        )
    issue, created = ReportIssue.objects.get_or_create(
        period=period, defaults={"issued_on": local_day(at, period.office.time_zone)}
    )
    if created:
        journal.append(
            "improvement.report_issued",
            about=issue,
            chain=chain_of(period.office_id),
            by=by,
            at=at,
            payload={"period": period.pk, "issued_on": issue.issued_on},
        )
    return issue


def _settle_source(held: ImprovementAction, at: datetime) -> None:
    """From here on complaints of the same substance are counted anew."""
    if held.source_kind == SourceKind.CLUSTER:
        cluster = ComplaintCluster.objects.select_related("office").get(pk=held.source_id or 0)
        settle_cluster(cluster, by=SYSTEM, at=at)


def _check_plan(office: Office, plan: Plan, at: datetime) -> None:
    rules.check_due(plan.due_on, local_day(at, office.time_zone))
    if not staff_of(office, at).filter(pk=plan.owner.pk).exists():
        raise RuleBroken(_("Penanggung jawab harus pegawai kantor ini. Pilih pegawai lain."))


def _held(action: ImprovementAction, seen: int, to: ActionState) -> ImprovementAction:
    """The row for this transaction alone, moved in memory; refused when somebody was faster."""
    held = (
        ImprovementAction.objects.select_for_update(of=("self",))
        .select_related("office")
        .get(pk=action.pk)
    )
    rules.check_move(ActionState(held.state), to)
    if held.version != seen:
        raise StaleRecord(
            _("Perbaikan ini baru saja diubah orang lain. Periksa isinya, lalu simpan lagi.")
        )
    held.state = to
    held.version += 1
    return held


def _kept(held: ImprovementAction, what: str, *, by: Actor, at: datetime) -> ImprovementAction:
    held.save()
    _tell(what, held, by=by, at=at)
    return held


def _tell(what: str, action: ImprovementAction, *, by: Actor, at: datetime) -> None:
    journal.append(
        what,
        about=action,
        chain=chain_of(action.office_id),
        by=by,
        at=at,
        payload={"element": action.element, "owner": action.owner_id, "due_on": action.due_on},
    )
