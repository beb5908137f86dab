"""Correction: every fault named at once, the clock stands still until the applicant answers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

from django.utils.translation import gettext as _

from prima.cases import permissions, rules
from prima.cases.actions import authority, clocks, holds, letters, papers, persons, walking
from prima.cases.actions.locking import LockedItem, lock_case, lock_item
from prima.cases.actions.records import FINISHED_FIELDS, move, record
from prima.cases.core import CorrectionPoint, GivenPaper
from prima.cases.events import CorrectionAnswered, CorrectionRequested
from prima.cases.models import Case, CorrectionItem, CorrectionRequest, WorkItem
from prima.cases.models.work import Outcome
from prima.cases.rules import CaseStatus, HoldReason
from prima.kernel import events, journal
from prima.kernel.actors import Actor
from prima.kernel.errors import RuleBroken, require
from prima.offices.public import Authority
from prima.sops.public import DONE, NO, Automaton


@journal.action
def request_correction(
    item: WorkItem, points: Sequence[CorrectionPoint], *, by: Actor, at: datetime
) -> CorrectionRequest:
    """Ask the applicant to put right all that is wrong, in one round.

    When the row is a decision whose no leads back to the applicant, the request is that no: the
    row closes and the applicant's row opens again. From any other row the work simply pauses.
    """
    locked = lock_item(item.pk, by=by, at=at)
    item, case = locked.item, locked.case
    automaton = case.sop_version.automaton
    if not item.is_open:
        raise RuleBroken(_("Langkah ini sudah selesai. Muat ulang halaman untuk melihatnya."))
    step = automaton.document.step(item.step_key)
    held = authority.authority_for(locked, automaton.document, step, by=by)
    holds.release_if_due(case, by=by, at=at)
    rules.check_on_desk(case.state)
    request = CorrectionRequest.objects.create(
        case=case,
        round=case.corrections.count() + 1,
        asked_at=at,
        asked_by_id=authority.person(by),
    )
    CorrectionItem.objects.bulk_create(_items(case, request, points))
    move(case, CaseStatus.WAITING, **clocks.hold(case, HoldReason.CORRECTION, at))
    note = " ".join(point.sentence.strip() for point in points)
    _lead_back(locked, automaton, note=note, by=by, at=at, held=held)
    record(
        "case.correction_requested", case, by=by, at=at, held=held,
        round=request.round, faults=len(points),
    )  # fmt: skip
    letters.correction_requested(case, request, at=at)
    events.publish(CorrectionRequested(case.pk, case.office_id, case.service_id, at))
    return request


@journal.action
def answer_correction(
    case: Case,
    *,
    files: Mapping[str, Sequence[papers.Upload]] | None = None,
    given: Mapping[str, GivenPaper] | None = None,
    fields: Mapping[str, str] | None = None,
    by: Actor,
    at: datetime,
) -> CorrectionRequest:
    """Take the applicant's answer, sent with the code or brought to the counter; the clock runs.

    Every named paper must come anew and every named field must be filled in, else the list of what
    is still missing is said, all at once.
    """
    case = lock_case(case.pk, at)
    require(permissions.can_receive_for_applicant(by, case))
    request = case.corrections.filter(answered_at=None).first()
    if case.state != CaseStatus.WAITING or request is None:
        raise RuleBroken(_("Tidak ada perbaikan yang sedang kami minta untuk berkas ini."))
    files, given, fields = files or {}, given or {}, fields or {}
    asked = list(request.items.select_related("paper"))
    _refuse_gaps(case, asked, {*files, *given}, fields)
    _take(case, asked, files, given, by=by, at=at)

    request.answered_at, request.answered_by_id = at, by.id
    request.save(update_fields=["answered_at", "answered_by"])
    named = {one.field for one in asked if one.field}
    changed = persons.corrected(case, {key: fields[key] for key in named})
    move(case, CaseStatus.IN_PROCESS, **clocks.release(case, at), **changed)
    _lead_forward(case, by=by, at=at)
    record("case.correction_answered", case, by=by, at=at, round=request.round)
    events.publish(CorrectionAnswered(case.pk, case.office_id, case.service_id, at))
    return request


def _items(
    case: Case, request: CorrectionRequest, points: Sequence[CorrectionPoint]
) -> list[CorrectionItem]:
    if not points:
        raise RuleBroken(_("Sebutkan sedikitnya satu hal yang perlu diperbaiki pemohon."))
    known = {paper.requirement_key: paper for paper in case.papers.all()}
    items = []
    for point in points:
        rules.check_point(point, known)
        items.append(
            CorrectionItem(
                request=request,
                paper=known.get(point.paper_key),
                field=point.field,
                fault=point.fault,
                sentence=point.sentence.strip(),
            )
        )
    if len({(one.paper_id, one.field) for one in items}) < len(items):
        raise RuleBroken(_("Satukan kekurangan pada syarat yang sama dalam satu kalimat."))
    return items


def _lead_back(
    locked: LockedItem,
    automaton: Automaton,
    *,
    note: str,
    by: Actor,
    at: datetime,
    held: Authority,
) -> None:
    """Close the deciding row as no and open the applicant's first row again.

    Rows that were open beside it close undone: their group begins again after the answer.
    """
    item, document = locked.item, automaton.document
    if document.step(item.step_key).exit_for(NO) != document.steps[0].key:
        return
    item.happened_at = item.recorded_at = at
    item.outcome, item.note = Outcome.NO, note
    item.done_by_id = by.id
    item.position_id, item.appointment_id = held.position_id, held.appointment_id
    item.save(update_fields=FINISHED_FIELDS)
    walking.go(locked.case, walking.going(locked, NO), by=by, at=at)


def _lead_forward(case: Case, *, by: Actor, at: datetime) -> None:
    """The answer is the applicant's first row, done once more: close it and go on."""
    automaton = case.sop_version.automaton
    first = automaton.document.steps[0].key
    found = case.items.open().filter(step_key=first).first()
    if found is None:
        return
    locked = lock_item(found.pk, by=by, at=at)
    item = locked.item
    item.happened_at = item.recorded_at = at
    item.outcome, item.done_by_id = Outcome.DONE, by.id
    item.save(update_fields=["happened_at", "recorded_at", "outcome", "done_by"])
    walking.go(case, walking.going(locked, DONE), by=by, at=at)


def _refuse_gaps(
    case: Case, asked: Sequence[CorrectionItem], brought: set[str], fields: Mapping[str, str]
) -> None:
    labels = papers.labels_of(case)
    gaps = [
        labels.get(one.paper.requirement_key, one.paper.requirement_key)
        for one in asked
        if one.paper is not None and one.paper.requirement_key not in brought
    ]
    gaps += [
        str(one.get_field_display())
        for one in asked
        if one.field and not fields.get(one.field, "").strip()
    ]
    if gaps:
        raise RuleBroken(
            _("Masih ada yang belum Anda perbaiki: %(list)s.") % {"list": "; ".join(gaps)}
        )


def _take(
    case: Case,
    asked: Sequence[CorrectionItem],
    files: Mapping[str, Sequence[papers.Upload]],
    given: Mapping[str, GivenPaper],
    *,
    by: Actor,
    at: datetime,
) -> None:
    """Only papers that were asked for are changed; they are to be checked again."""
    for one in asked:
        if one.paper is None:
            continue
        key = one.paper.requirement_key
        papers.replace(case, one.paper, files.get(key, ()), given.get(key), by=by, at=at)
