"""Procedures of other shapes: begun by the office, without a norm, silent on the product."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection

from prima.cases import actions
from prima.cases.actions import Finish, authority, records
from prima.cases.actions.locking import lock_item
from prima.cases.models import Case, WorkItem
from prima.cases.rules import CaseStatus
from prima.cases.tests.scene import (
    LONG,
    NOW,
    RECEIVER,
    SHORT,
    Scene,
    finish,
    open_at_counter,
    open_item,
    renew_procedure,
    walk_to,
    walk_to_end,
)
from prima.kernel import journal
from prima.kernel.actors import SYSTEM
from prima.kernel.errors import NotAllowed, StaleRecord
from prima.kernel.messages import OutgoingMessage


def test_a_procedure_the_office_begins_waits_for_the_office(scene: Scene) -> None:
    def change(sop: Any) -> None:
        sop["steps"][0]["actors"] = ["front"]

    renew_procedure(scene, LONG, change)
    case = open_at_counter(scene, service=LONG)

    assert open_item(case).step_key == "submit"
    actions.finish_step(open_item(case), Finish(), by=scene.officer, at=NOW)
    assert open_item(case).step_key == "check"


def test_a_row_that_waits_for_a_day_somebody_else_decides_has_no_deadline(scene: Scene) -> None:
    def change(sop: Any) -> None:
        sop["steps"][2]["norm"] = {"kind": "waiting", "note": "Sampai hari yang dipilih"}

    renew_procedure(scene, LONG, change)
    case = open_at_counter(scene, service=LONG, situations=["diwakilkan"])

    case = walk_to(scene, case, "pay")

    assert open_item(case).due_at is None
    assert actions.warn_late(at=NOW + timedelta(days=30)) == 1


def test_what_leaves_the_office_is_ready_though_no_row_says_so(scene: Scene) -> None:
    def change(sop: Any) -> None:
        del sop["steps"][4]["marks"]

    renew_procedure(scene, SHORT, change)
    case = walk_to(scene, open_at_counter(scene), "hand_over")
    assert case.product_ready_at is None
    letters = OutgoingMessage.objects.count()

    how = Finish(product_number="LG-5", receiver=RECEIVER)
    actions.finish_step(open_item(case), how, by=scene.officer, at=NOW)

    case = Case.objects.get(pk=case.pk)
    assert (case.product_number, case.product_ready_at, case.handed_over_at) == ("LG-5", NOW, NOW)
    # Nobody is told to fetch what they already hold.
    assert OutgoingMessage.objects.count() == letters


def test_a_date_that_was_named_and_has_passed_is_not_named_again(scene: Scene) -> None:
    case = finish(scene, open_at_counter(scene))
    named = NOW + timedelta(minutes=20)
    actions.explain_delay(case, reason="Blangko", expected_at=named, by=scene.officer, at=NOW)

    actions.warn_late(at=NOW + timedelta(hours=1))

    told = case.late_warnings.get().expected_at
    assert told is not None
    assert told > NOW + timedelta(hours=1)


def test_a_product_handed_over_after_the_end_leaves_the_clock_alone(scene: Scene) -> None:
    def change(sop: Any) -> None:
        del sop["steps"][6]["marks"]

    renew_procedure(scene, LONG, change)
    case = walk_to_end(scene, open_at_counter(scene, service=LONG))
    assert (case.status, case.handed_over_at) == (CaseStatus.COMPLETED, None)
    later = NOW + timedelta(days=3)

    actions.hand_over(case, RECEIVER, by=scene.officer, at=later)

    case = Case.objects.get(pk=case.pk)
    assert (case.handed_over_at, case.clock_stopped_at) == (later, NOW)


def test_a_row_that_is_not_there_cannot_be_locked(scene: Scene) -> None:
    with pytest.raises(WorkItem.DoesNotExist):
        lock_item(0, by=SYSTEM, at=NOW)
    assert connection.is_usable()


def test_the_system_is_no_person_of_the_office() -> None:
    with pytest.raises(NotAllowed):
        authority.person(SYSTEM)


def test_a_case_that_changed_behind_our_back_is_said_to_be_stale(scene: Scene) -> None:
    @journal.action
    def save(case: Case) -> None:
        records.save(case, product_number="LG-1")

    case = open_at_counter(scene)
    Case.objects.filter(pk=case.pk).update(status=CaseStatus.IN_PROCESS)

    with pytest.raises(StaleRecord):
        save(case)

    save(Case.objects.get(pk=case.pk))


def test_rows_say_what_they_are(scene: Scene) -> None:
    case = open_at_counter(scene)

    assert str(case) == case.number
    assert str(open_item(case)) == "check#1"
    assert str(case.papers.get(requirement_key="ktp")) == "ktp"
    assert list(Case.objects.open()) == [case]
    assert not WorkItem.objects.late(NOW).exists()
