"""A case moves to a new version at the moment somebody works on it: real transactions."""

from __future__ import annotations

import threading
from functools import partial

from django.db import transaction

from prima.cases import actions
from prima.cases.actions import Decided, Finish
from prima.cases.models import Case, VersionDecision
from prima.cases.tests.scene import Scene, open_item
from prima.cases.tests.test_concurrency import at_once, stage, wait_for_a_waiting_statement
from prima.cases.tests.test_versions import LATER, WHY, old_case, renewed, with_register
from prima.kernel.errors import StaleRecord
from prima.kernel.journal.models import JournalEntry

__all__ = ["stage"]

DONE = Finish()


def test_a_row_finished_while_its_case_moves_is_finished_under_the_new_version(
    stage: Scene,
) -> None:
    case = old_case(stage)  # at `verify`, a row of both versions
    version = renewed(stage, with_register)
    item, colleague, head = open_item(case), stage.actor("colleague"), stage.head
    moved = threading.Event()

    def move() -> object:
        with transaction.atomic():
            decided = actions.move_cases(version, [case.pk], reason=WHY, by=head, at=LATER)
            moved.set()
            wait_for_a_waiting_statement()
            return decided

    def finish() -> object:
        assert moved.wait(timeout=10)
        return actions.finish_step(item, Finish(outcome="yes"), by=colleague, at=LATER)

    decided, finished = at_once(move, finish)

    assert isinstance(decided, Decided)
    assert decided.done == 1
    assert not isinstance(finished, Exception)
    assert Case.objects.get(pk=case.pk).sop_version == version
    # What comes next is what the new version says, not what the old one said.
    assert open_item(case).step_key == "register"


def test_a_row_that_the_move_closed_is_not_finished_after_it(stage: Scene) -> None:
    case = old_case(stage, "sign")
    version = renewed(stage, with_register)
    item, head = open_item(case), stage.head
    moved = threading.Event()

    def move() -> object:
        with transaction.atomic():
            decided = actions.move_cases(version, [case.pk], reason=WHY, by=head, at=LATER)
            moved.set()
            wait_for_a_waiting_statement()
            return decided

    def sign() -> object:
        assert moved.wait(timeout=10)
        return actions.finish_step(item, DONE, by=head, at=LATER)

    decided, signed = at_once(move, sign)

    assert isinstance(decided, Decided)
    assert isinstance(signed, StaleRecord)
    assert open_item(case).step_key == "register"


def test_a_move_that_waits_for_an_officer_judges_what_they_did(stage: Scene) -> None:
    case = old_case(stage, "sign")
    version = renewed(stage, with_register)
    item, head = open_item(case), stage.head
    signed = threading.Event()

    def sign() -> None:
        with transaction.atomic():
            actions.finish_step(item, DONE, by=head, at=LATER)
            signed.set()
            wait_for_a_waiting_statement()

    def move() -> object:
        assert signed.wait(timeout=10)
        return actions.move_cases(version, [case.pk], reason=WHY, by=head, at=LATER)

    _signed, decided = at_once(sign, move)

    assert isinstance(decided, Decided)
    assert "harus lebih dahulu" in decided.refused[case.pk]
    assert Case.objects.get(pk=case.pk).sop_version == case.sop_version
    assert open_item(case).step_key == "hand_over"


def test_two_heads_who_decide_at_once_decide_once(stage: Scene) -> None:
    cases = [old_case(stage, "sign") for _time in range(3)]
    version = renewed(stage, with_register)
    ids, head = [case.pk for case in cases], stage.head
    move = partial(actions.move_cases, version, ids, reason=WHY, by=head, at=LATER)

    results = at_once(move, move)

    assert sum(one.done for one in results if isinstance(one, Decided)) == len(cases)
    assert VersionDecision.objects.count() == len(cases)
    assert JournalEntry.objects.filter(what="case.version_changed").count() == len(cases)
    assert all(open_item(case).step_key == "register" for case in cases)
