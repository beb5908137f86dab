"""Two people at one case at the same moment, with real transactions."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from functools import partial

import pytest
from django.conf import settings
from django.db import connection, connections, transaction

from prima.cases import actions
from prima.cases.actions import Finish, locking
from prima.cases.models import Case, UnsentFile
from prima.cases.rules import Channel
from prima.cases.tests import scene as scenes
from prima.cases.tests.scene import NOW, Scene, application, open_at_counter, open_item
from prima.cases.tests.uploads import png
from prima.kernel.actors import CITIZEN
from prima.kernel.crypto import keys
from prima.kernel.errors import RuleBroken, StaleRecord
from prima.kernel.files import StoredFile
from prima.kernel.journal.models import JournalEntry

LATER = NOW + timedelta(minutes=5)
YES = Finish(outcome="yes")


@pytest.fixture
def stage(own_database: object) -> Scene:
    """The scene, kept for real."""
    if not settings.PRIMA_KEYS_FILE.exists():
        keys.create_key_file(settings.PRIMA_KEYS_FILE)
    return scenes.set_up()


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


def wait_for_a_waiting_statement() -> None:
    """Go on when somebody else's statement stands in a queue for a lock of ours."""
    for _second_hundredth in range(1000):
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT count(*) FROM pg_locks WHERE NOT granted AND pid <> pg_backend_pid()"
            )
            if cursor.fetchone()[0]:
                return
        time.sleep(0.01)
    raise AssertionError("nobody waits")
