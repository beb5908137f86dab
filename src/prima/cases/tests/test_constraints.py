"""Rows that cannot be: every constraint with a row that breaks it, beside one that does not."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.apps import apps
from django.db import IntegrityError, models, transaction

from prima.cases import actions
from prima.cases.core import CorrectionPoint
from prima.cases.models import (
    Case,
    CasePaper,
    CorrectionItem,
    CorrectionRequest,
    DeadlineMove,
    Hold,
    LateWarning,
    SopAssessment,
    UnsentFile,
    VersionDecision,
    WorkItem,
)
from prima.cases.tests.scene import (
    LONG,
    NOW,
    Scene,
    finish,
    open_at_counter,
    open_item,
    walk_to,
    walk_to_end,
)
from prima.cases.tests.test_calendar import ADDED, approve, manager
from prima.cases.tests.test_versions import WHY, old_case, renewed, with_register
from prima.cases.tests.uploads import png
from prima.offices.public import Office
from prima.sops.public import SopVersion

BEFORE = NOW - timedelta(days=1)
LATER = NOW + timedelta(days=1)

Row = tuple[type[models.Model], int]
Maker = Callable[[Scene], Row]


def opened(scene: Scene) -> Row:
    return Case, open_at_counter(scene).pk


def running(scene: Scene) -> Row:
    return Case, finish(scene, open_at_counter(scene)).pk


def completed(scene: Scene) -> Row:
    return Case, walk_to_end(scene, open_at_counter(scene)).pk


def refused(scene: Scene) -> Row:
    case = open_at_counter(scene)
    actions.refuse(case, reason="Palsu.", basis="PMA 30/2024", by=scene.head, at=NOW)
    return Case, case.pk


def open_row(scene: Scene) -> Row:
    return WorkItem, open_item(open_at_counter(scene)).pk


def closed_row(scene: Scene) -> Row:
    case = finish(scene, open_at_counter(scene))
    return WorkItem, case.items.get(step_key="check").pk


def paper(scene: Scene) -> Row:
    return CasePaper, open_at_counter(scene).papers.get(requirement_key="ktp").pk


def held(scene: Scene) -> Row:
    case = open_at_counter(scene)
    actions.hold_until(case, LATER, reason="Hari akad", by=scene.officer, at=NOW)
    return Hold, case.holds.get().pk


def warning(scene: Scene) -> Row:
    case = finish(scene, open_at_counter(scene))
    actions.warn_late(at=LATER)
    return LateWarning, case.late_warnings.get().pk


def correction(scene: Scene) -> Row:
    return CorrectionRequest, _asked(scene).pk


def correction_item(scene: Scene) -> Row:
    return CorrectionItem, _asked(scene).items.get(field="").pk


def moved(scene: Scene) -> Row:
    case = open_at_counter(scene, service=LONG)
    district = Office.objects.get(parent=None)
    approve(ADDED, (manager(district, "Ani"), manager(district, "Edi")))
    return DeadlineMove, case.deadline_moves.get().pk


def assessment(scene: Scene) -> Row:
    by = scene.actor("supervisor")
    version = SopVersion.objects.get(sop__service=scene.service())
    begun = actions.begin_assessment(
        version, scene.office, kind="monitoring", first_day=BEFORE.date(), last_day=NOW.date(),
        by=by, at=LATER,
    )  # fmt: skip
    return SopAssessment, begun.pk


def decided(scene: Scene) -> Row:
    case = old_case(scene, "sign")
    version = renewed(scene, with_register)
    actions.move_cases(version, [case.pk], reason=WHY, by=scene.head, at=NOW)
    return VersionDecision, VersionDecision.objects.get().pk


def _asked(scene: Scene) -> CorrectionRequest:
    points = [
        CorrectionPoint("incomplete", "Halaman 2.", paper_key="ktp"),
        CorrectionPoint("incorrect", "NIK keliru.", field="applicant_nik"),
    ]
    item = open_item(open_at_counter(scene))
    return actions.request_correction(item, points, by=scene.officer, at=NOW)


# constraint, a good row made by the actions, and the change that would break it
BROKEN: list[tuple[str, Maker, dict[str, Any]]] = [
    ("case_channel_says_who_registered", opened, {"registered_by": None}),
    ("case_channel_says_who_registered", opened, {"channel": "online"}),
    ("case_promise_unit_known", opened, {"promise_unit": "moon"}),
    ("case_applicant_has_name", opened, {"applicant_name": ""}),
    ("case_ended_has_time", opened, {"status": "lost"}),
    ("case_ended_has_time", opened, {"ended_at": NOW}),
    ("case_ended_has_time", completed, {"ended_at": None}),
    ("case_ended_has_time", completed, {"ended_at": BEFORE}),
    ("case_waiting_is_held", opened, {"held_since": NOW}),
    ("case_waiting_is_held", opened, {"status": "waiting"}),
    ("case_running_clock_has_promise", opened, {"due_at": NOW}),
    ("case_running_clock_has_promise", running, {"promised_minutes": None}),
    ("case_running_clock_has_promise", running, {"clock_started_at": BEFORE}),
    ("case_running_clock_has_promise", running, {"due_at": BEFORE}),
    ("case_stopped_clock_is_measured", running, {"clock_stopped_at": NOW}),
    ("case_stopped_clock_is_measured", completed, {"working_minutes_used": None}),
    ("case_stopped_clock_is_measured", completed, {"clock_stopped_at": BEFORE}),
    (
        "case_ended_clock_stopped",
        completed,
        {"clock_stopped_at": None, "working_minutes_used": None},
    ),
    ("case_ready_product_has_number", completed, {"product_number": ""}),
    (
        "case_completed_has_product",
        completed,
        {
            "product_ready_at": None,
            "handed_over_at": None,
            "handed_over_to": "",
            "handed_over_relation": "",
            "handed_over_proof": "",
            "handed_over_by": None,
        },
    ),
    ("case_refusal_is_explained", refused, {"outcome_reason": ""}),
    ("case_refusal_is_explained", refused, {"outcome_basis": ""}),
    ("case_hand_over_is_proven", completed, {"handed_over_to": ""}),
    ("case_hand_over_is_proven", completed, {"handed_over_proof": ""}),
    ("case_hand_over_is_proven", completed, {"handed_over_relation": "cat"}),
    ("case_hand_over_is_proven", completed, {"handed_over_by": None}),
    ("case_hand_over_is_proven", completed, {"handed_over_at": BEFORE}),
    ("case_hand_over_is_proven", opened, {"handed_over_to": "Siti"}),
    ("case_delay_is_explained", opened, {"expected_at": NOW}),
    ("case_delay_is_explained", opened, {"delay_reason": "Blangko"}),
    ("work_item_visit_counts", open_row, {"visit": 0}),
    ("work_item_closed_is_told", open_row, {"outcome": "yes"}),
    ("work_item_closed_is_told", open_row, {"recorded_at": NOW}),
    ("work_item_closed_is_told", closed_row, {"outcome": "maybe"}),
    ("work_item_closed_is_told", closed_row, {"recorded_at": BEFORE}),
    ("work_item_closed_is_told", closed_row, {"happened_at": BEFORE}),
    ("work_item_taken_by_somebody", open_row, {"taken_at": NOW}),
    ("work_item_taken_by_somebody", open_row, {"taken_by": 1}),
    ("work_item_position_has_person", closed_row, {"done_by": None}),
    ("work_item_no_is_explained", closed_row, {"outcome": "no"}),
    (
        "case_paper_state_known",
        paper,
        {"state": "eaten", "form": "", "checked_at": None, "checked_by": None},
    ),
    ("case_paper_here_has_form", paper, {"form": ""}),
    ("case_paper_checked_by_somebody", paper, {"checked_by": None}),
    ("case_paper_checked_by_somebody", paper, {"state": "missing", "form": ""}),
    ("hold_has_lawful_reason", held, {"reason": "holiday"}),
    ("hold_has_lawful_reason", held, {"planned_until": None}),
    ("hold_has_lawful_reason", held, {"planned_until": BEFORE}),
    ("hold_has_lawful_reason", held, {"reason": "correction"}),
    ("hold_ended_is_measured", held, {"ended_at": LATER}),
    ("hold_ended_is_measured", held, {"ended_at": BEFORE, "working_minutes": 1}),
    ("case_erased_is_empty", completed, {"erased_at": NOW}),
    ("deadline_move_moves", moved, {"after": models.F("before")}),
    ("late_warning_level_known", warning, {"level": "never"}),
    ("correction_round_counts", correction, {"round": 0}),
    ("correction_answered_after_asked", correction, {"answered_at": BEFORE}),
    ("correction_answered_after_asked", correction, {"answered_by": 1}),
    ("correction_item_paper_or_field", correction_item, {"paper": None}),
    ("correction_item_paper_or_field", correction_item, {"field": "applicant_name"}),
    ("correction_item_says_what", correction_item, {"sentence": ""}),
    ("correction_item_says_what", correction_item, {"fault": "ugly"}),
    ("sop_assessment_span", assessment, {"last_day": date(2020, 1, 1)}),
    ("sop_assessment_revision", assessment, {"revision": 0}),
    ("sop_assessment_is_signed", assessment, {"signer_name": "Ani"}),
    ("sop_assessment_is_signed", assessment, {"set_at": NOW}),
    ("sop_assessment_concludes", assessment, {"conclusion": "keep"}),
    ("sop_assessment_concludes", assessment, {"kind": "guessing"}),
]


@pytest.mark.parametrize(("constraint", "make", "change"), BROKEN)
def test_the_database_refuses_what_cannot_be(
    scene: Scene, constraint: str, make: Maker, change: dict[str, Any]
) -> None:
    model, pk = make(scene)

    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        model._default_manager.filter(pk=pk).update(**change)

    assert model._default_manager.filter(pk=pk).exists()


# constraint, a good row, and what may differ in a second row that still clashes with it
TWICE: list[tuple[str, Maker, dict[str, Any]]] = [
    ("cases_case_number_key", opened, {}),
    ("work_item_once_per_visit", closed_row, {}),
    ("work_item_one_open_per_step", open_row, {"visit": 2}),
    ("case_paper_once_per_requirement", paper, {}),
    ("hold_one_open_per_case", held, {}),
    ("late_warning_once_per_level", warning, {}),
    ("deadline_moved_once_by_a_change", moved, {}),
    ("correction_round_once", correction, {"answered_at": LATER}),
    ("correction_one_open_per_case", correction, {"round": 2}),
    ("correction_item_once_per_paper", correction_item, {}),
    ("sop_assessment_one_open", assessment, {}),
    ("version_decided_once_per_choice", decided, {}),
    # No decision is ever changed, so what cannot be is tried with a second one.
    ("version_decision_choice_known", decided, {"choice": "flown"}),
    ("version_decision_says_why", decided, {"reason": ""}),
]


@pytest.mark.parametrize(("constraint", "make", "change"), TWICE)
def test_the_database_refuses_a_second_one(
    scene: Scene, constraint: str, make: Maker, change: dict[str, Any]
) -> None:
    model, pk = make(scene)

    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        _copy(model, pk, change)


def test_one_field_is_named_once_in_a_request(scene: Scene) -> None:
    item = _asked(scene).items.get(paper=None)

    with (
        pytest.raises(IntegrityError, match="correction_item_once_per_field"),
        transaction.atomic(),
    ):
        _copy(CorrectionItem, item.pk, {})
    _copy(CorrectionItem, item.pk, {"field": "applicant_name"})


def test_a_decision_is_between_two_versions(scene: Scene) -> None:
    _model, pk = decided(scene)
    after = VersionDecision.objects.get(pk=pk).after

    with (
        pytest.raises(IntegrityError, match="version_decision_between_two"),
        transaction.atomic(),
    ):
        _copy(VersionDecision, pk, {"before": after})


def test_a_file_belongs_to_one_case(scene: Scene) -> None:
    case = open_at_counter(scene)
    added = actions.add_file(case, png(), by=scene.officer, at=NOW)

    with pytest.raises(IntegrityError, match="stored_id"), transaction.atomic():
        _copy(type(added), added.pk, {})


def test_a_refused_form_keeps_one_file_per_paper(scene: Scene) -> None:
    actions.keep_unsent("form-key-of-the-first-one", {"ktp": [png()]}, at=NOW)
    actions.keep_unsent("form-key-of-the-second-one", {"ktp": [png()]}, at=NOW)
    first, second = UnsentFile.objects.order_by("pk")

    with pytest.raises(IntegrityError, match="unsent_file_once_per_paper"), transaction.atomic():
        UnsentFile.objects.filter(pk=second.pk).update(form_hash=first.form_hash)


def _copy(model: type[models.Model], pk: int, change: dict[str, Any]) -> None:
    row = model._default_manager.get(pk=pk)
    row.pk = None
    row._state.adding = True
    for name, value in change.items():
        setattr(row, name, value)
    row.save(force_insert=True)


def test_every_constraint_has_a_row_that_breaks_it() -> None:
    named = {
        constraint.name
        for model in apps.get_app_config("cases").get_models()
        for constraint in model._meta.constraints
    }
    tested = {name for name, _make, _change in [*BROKEN, *TWICE]}

    assert named - tested == {
        "correction_item_once_per_field",
        "unsent_file_once_per_paper",
        "version_decision_between_two",
    }


def test_a_case_that_went_its_way_breaks_nothing(scene: Scene) -> None:
    case = walk_to(scene, open_at_counter(scene), "archive")

    case.full_clean(exclude=["secret_hash"])
    for item in case.items.all():
        item.full_clean()
