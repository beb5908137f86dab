"""Two people at one case at the same moment, with real transactions."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta
from functools import partial

import pytest
from django.conf import settings
from django.db import connection, connections, transaction

from prima.cases import actions
from prima.cases.actions import Finish, locking
from prima.cases.models import Case, DeadlineMove, UnsentFile, WorkItem
from prima.cases.rules import Channel
from prima.cases.tests import scene as scenes
from prima.cases.tests.scene import (
    LONG,
    NOW,
    Scene,
    application,
    key,
    open_at_counter,
    open_item,
)
from prima.cases.tests.test_calendar import ADDED, due, manager
from prima.cases.tests.test_side_by_side import side_by_side
from prima.cases.tests.uploads import png
from prima.kernel.actors import CITIZEN, Actor
from prima.kernel.crypto import keys
from prima.kernel.errors import RuleBroken, StaleRecord
from prima.kernel.files import StoredFile
from prima.kernel.journal.models import JournalEntry
from prima.offices import actions as offices
from prima.offices.core.edits import ClosureRow, Edit
from prima.offices.models import Office
from prima.offices.models.calendars import content_of, digest_of

LATER = NOW + timedelta(minutes=5)
YES = Finish(outcome="yes")
MONDAY = date(2026, 11, 23)

Approval = Callable[[], object]


@pytest.fixture
def stage(own_database: object) -> Scene:
    """The scene, kept for real."""
    if not settings.PRIMA_KEYS_FILE.exists():
        keys.create_key_file(settings.PRIMA_KEYS_FILE)
    return scenes.set_up()


@pytest.fixture
def two(stage: Scene) -> tuple[Actor, Actor]:
    """Two managers of the district."""
    district = Office.objects.get(parent=None)
    return manager(district, "Ani"), manager(district, "Edi")


def at_once(*works: Callable[[], object]) -> list[object]:
    """Start all together; give what each returned or raised."""
    start = threading.Barrier(len(works))

    def run(work: Callable[[], object]) -> object:
        try:
            start.wait(timeout=10)
            return work()
        except RuleBroken as refusal:
            return refusal
        finally:
            connections.close_all()

    with ThreadPoolExecutor(max_workers=len(works)) as pool:
        return [one.result(timeout=60) for one in [pool.submit(run, work) for work in works]]


def test_two_officers_finishing_one_row_do_it_once(stage: Scene) -> None:
    item = open_item(open_at_counter(stage))
    officer, colleague = stage.officer, stage.colleague

    results = at_once(
        lambda: actions.finish_step(item, YES, by=officer, at=LATER),
        lambda: actions.finish_step(item, YES, by=colleague, at=LATER),
    )

    assert sum(isinstance(one, StaleRecord) for one in results) == 1
    assert item.case.items.filter(step_key="match").count() == 1
    assert JournalEntry.objects.filter(what="case.step_finished").count() == 1


def test_two_clicks_of_one_officer_are_one(stage: Scene) -> None:
    item = open_item(open_at_counter(stage))
    officer = stage.officer

    results = at_once(
        lambda: actions.finish_step(item, YES, by=officer, at=LATER),
        lambda: actions.finish_step(item, YES, by=officer, at=LATER),
    )

    assert not any(isinstance(one, RuleBroken) for one in results)
    assert item.case.items.filter(step_key="match").count() == 1


def test_a_withdrawal_and_a_finished_row_never_both_count(stage: Scene) -> None:
    officer = stage.officer
    for _time in range(10):
        case = open_at_counter(stage)
        item = open_item(case)

        at_once(
            partial(actions.finish_step, item, YES, by=officer, at=LATER),
            partial(actions.withdraw, case, by=CITIZEN, at=LATER),
        )

        assert Case.objects.get(pk=case.pk).status == "withdrawn"
        assert not case.items.open().exists()


def test_a_form_sent_twice_at_once_is_one_case(stage: Scene) -> None:
    given = application(stage, channel=Channel.ONLINE)

    results = at_once(
        lambda: actions.open_case(given, key="one-form-key-of-a-citizen", by=CITIZEN, at=NOW),
        lambda: actions.open_case(given, key="one-form-key-of-a-citizen", by=CITIZEN, at=NOW),
    )

    first, second = results
    assert isinstance(first, actions.OpenedCase)
    assert isinstance(second, actions.OpenedCase)
    assert first.case.pk == second.case.pk
    assert first.words == second.words
    assert Case.objects.count() == 1


def test_a_click_that_waits_for_a_withdrawal_does_not_block_it_in_turn(stage: Scene) -> None:
    case = open_at_counter(stage)
    item, officer = open_item(case), stage.officer
    locked = threading.Event()

    def withdraw() -> object:
        with transaction.atomic():
            locking.lock_case(case.pk)
            locked.set()
            wait_for_a_waiting_statement()
            return actions.withdraw(case, by=CITIZEN, at=LATER)

    def click() -> object:
        assert locked.wait(timeout=10)
        return actions.finish_step(item, YES, by=officer, at=LATER)

    withdrawn, clicked = at_once(withdraw, click)

    assert isinstance(withdrawn, Case)
    assert isinstance(clicked, StaleRecord)
    assert not case.items.open().exists()


def test_a_refused_form_sent_twice_at_once_keeps_one_file(stage: Scene) -> None:
    form_key = "one-form-key-of-a-citizen"
    uploads = [png(), png(), png(), png()]

    at_once(*(partial(actions.keep_unsent, form_key, {"ktp": [one]}, at=NOW) for one in uploads))

    assert UnsentFile.objects.count() == StoredFile.objects.count() == 1


def proposed(two: tuple[Actor, Actor]) -> Approval:
    """A decreed holiday on the Friday on which a long case of NOW is due."""
    change = offices.propose_change(None, ADDED, reason="Keppres 1/2026", by=two[0], at=NOW)
    return partial(offices.approve_change, change, by=two[1], at=NOW)


def test_a_case_opened_while_a_change_is_approved_gets_the_new_date(
    stage: Scene, two: tuple[Actor, Actor]
) -> None:
    approve, given = proposed(two), application(stage, service=LONG)
    opened, approved = threading.Event(), threading.Event()

    def open_slowly() -> None:
        with transaction.atomic():
            actions.open_case(given, key=key(), by=stage.officer, at=NOW)
            opened.set()
            wait_for_a_waiting_statement(or_until=approved)

    def approve_meanwhile() -> None:
        assert opened.wait(timeout=10)
        approve()
        approved.set()

    at_once(open_slowly, approve_meanwhile)

    case = Case.objects.get()
    assert due(case) == MONDAY
    assert DeadlineMove.objects.get().case == case


def test_a_case_opened_after_an_office_was_read_is_counted_by_the_calendar_approved_since(
    stage: Scene, two: tuple[Actor, Actor]
) -> None:
    approve, given = proposed(two), application(stage, service=LONG)
    approved = threading.Event()

    def approve_slowly() -> None:
        with transaction.atomic():
            approve()
            approved.set()
            wait_for_a_waiting_statement()

    def open_meanwhile() -> None:
        assert approved.wait(timeout=10)
        actions.open_case(given, key=key(), by=stage.officer, at=NOW)

    at_once(approve_slowly, open_meanwhile)

    assert due(Case.objects.get()) == MONDAY
    assert not DeadlineMove.objects.exists()


@pytest.mark.parametrize(
    "work",
    [
        lambda stage, case: actions.finish_step(open_item(case), YES, by=stage.officer, at=LATER),
        lambda stage, case: actions.hold_until(
            case, LATER + timedelta(days=1), reason="Hari akad", by=stage.officer, at=LATER
        ),
    ],
)
def test_work_on_a_case_waits_for_an_approval_without_keeping_the_case_from_it(
    stage: Scene, two: tuple[Actor, Actor], work: Callable[[Scene, Case], object]
) -> None:
    case, approve = open_at_counter(stage, service=LONG), proposed(two)
    begun = threading.Event()

    def approve_slowly() -> object:
        with transaction.atomic():
            list(Office.objects.select_for_update(no_key=True).order_by("pk"))
            begun.set()
            wait_for_a_waiting_statement()
            return approve()  # locks the case: never in a ring with who waits for the office

    def go_on() -> object:
        assert begun.wait(timeout=10)
        return work(stage, case)

    results = at_once(approve_slowly, go_on)

    assert not any(isinstance(one, RuleBroken) for one in results)
    assert due(case) >= MONDAY


def test_two_changes_approved_at_once_both_count(stage: Scene, two: tuple[Actor, Actor]) -> None:
    first = proposed(two)
    closed = [Edit(None, ClosureRow(MONDAY, "Banjir"))]
    change = offices.propose_change(stage.office, closed, reason="Banjir", by=two[0], at=NOW)
    case = open_at_counter(stage, service=LONG)
    begun, done = threading.Event(), threading.Event()

    def approve_slowly() -> None:
        with transaction.atomic():
            first()
            begun.set()
            wait_for_a_waiting_statement(or_until=done)

    def approve_meanwhile() -> None:
        assert begun.wait(timeout=10)
        offices.approve_change(change, by=two[1], at=NOW)
        done.set()

    at_once(approve_slowly, approve_meanwhile)

    assert due(case) == MONDAY + timedelta(days=1)
    stage.office.refresh_from_db()
    assert stage.office.calendar_key == digest_of(content_of(stage.office))


def wait_for_a_waiting_statement(*, or_until: threading.Event | None = None) -> None:
    """Go on when somebody else's statement stands in a queue for a lock of ours."""
    for _second_hundredth in range(1000):
        if or_until is not None and or_until.is_set():
            return
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT count(*) FROM pg_locks WHERE NOT granted AND pid <> pg_backend_pid()"
            )
            if cursor.fetchone()[0]:
                return
        time.sleep(0.01)
    raise AssertionError("nobody waits")


def last_rows(stage: Scene) -> tuple[WorkItem, WorkItem]:
    """The last rows of both threads of a group, of one case."""
    case = open_at_counter(stage, service=LONG)
    actions.finish_step(open_item(case), YES, by=stage.officer, at=LATER)
    actions.finish_step(
        case.items.open().get(step_key="write"), Finish(), by=stage.officer, at=LATER
    )
    return tuple(case.items.open().order_by("step_key"))  # type: ignore[return-value]


def test_two_threads_that_end_at_once_open_the_next_row_exactly_once(stage: Scene) -> None:
    side_by_side(stage)
    head, colleague = stage.head, stage.colleague
    for _time in range(6):
        look, verify = last_rows(stage)

        results = at_once(
            partial(actions.finish_step, look, YES, by=head, at=LATER),
            partial(actions.finish_step, verify, YES, by=colleague, at=LATER),
        )

        assert not any(isinstance(one, RuleBroken) for one in results)
        assert [one.step_key for one in look.case.items.open()] == ["sign"]


def test_the_one_who_waited_for_the_lock_sees_that_the_other_thread_is_done(stage: Scene) -> None:
    side_by_side(stage)
    (look, verify), head, colleague = last_rows(stage), stage.head, stage.colleague
    finished = threading.Event()

    def finish_slowly() -> None:
        with transaction.atomic():
            actions.finish_step(look, YES, by=head, at=LATER)
            finished.set()
            wait_for_a_waiting_statement()

    def finish_meanwhile() -> None:
        assert finished.wait(timeout=10)
        actions.finish_step(verify, YES, by=colleague, at=LATER)

    at_once(finish_slowly, finish_meanwhile)

    assert [(one.step_key, one.visit) for one in look.case.items.open()] == [("sign", 1)]


def test_a_group_left_while_another_thread_goes_on_keeps_no_row_of_it(stage: Scene) -> None:
    side_by_side(stage, no="write")
    case = open_at_counter(stage, service=LONG)
    actions.finish_step(open_item(case), YES, by=stage.officer, at=LATER)
    write, look = case.items.open().order_by("-step_key")
    officer, head, finished = stage.officer, stage.head, threading.Event()

    def write_slowly() -> None:
        with transaction.atomic():
            actions.finish_step(write, Finish(), by=officer, at=LATER)
            finished.set()
            wait_for_a_waiting_statement()

    def begin_again() -> None:
        assert finished.wait(timeout=10)
        actions.finish_step(look, Finish(outcome="no", note="Salah"), by=head, at=LATER)

    at_once(write_slowly, begin_again)

    assert {(one.step_key, one.visit) for one in case.items.open()} == {("write", 2), ("look", 2)}
    assert case.items.get(step_key="verify").outcome == "cancelled"
