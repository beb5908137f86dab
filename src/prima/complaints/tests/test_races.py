"""People who work at the same moment wait for each other in turn, never in a ring."""

from __future__ import annotations

from datetime import timedelta
from threading import Event

import pytest
from django.db import connection

from prima.complaints import actions
from prima.complaints.models import Complaint, ComplaintMarks
from prima.complaints.tests.scene import NOW, Hall, answered, make_hall, say, verified
from prima.kernel import journal
from prima.kernel.actors import CITIZEN, SYSTEM
from prima.kernel.tests.support import run_together

ROUNDS = 12


@pytest.fixture
def busy(own_database: object) -> Hall:
    """An office in a database with real transactions."""
    return make_hall()


def waits_for_a_lock() -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT EXISTS (SELECT 1 FROM pg_locks WHERE NOT granted)")
        return bool(cursor.fetchone()[0])


def test_who_names_a_row_that_another_holds_has_no_head_of_the_journal_yet(busy: Hall) -> None:
    held, other = say(busy).complaint, say(busy).complaint
    is_held = Event()

    @journal.action
    def hold() -> None:
        Complaint.objects.select_for_update().get(pk=held.pk)
        is_held.set()
        while not waits_for_a_lock():
            pass
        journal.append("complaint.tried", about=held, chain="office:1", by=SYSTEM, at=NOW)

    @journal.action
    def name() -> None:
        is_held.wait(timeout=30)
        ComplaintMarks.objects.filter(complaint=other).update(answered_like=held)
        journal.append("complaint.tried", about=other, chain="office:1", by=SYSTEM, at=NOW)

    run_together(hold, name)

    assert ComplaintMarks.objects.get(complaint=other).answered_like_id == held.pk


def test_reports_that_are_answered_alike_and_confirmed_at_once_are_all_kept(busy: Hall) -> None:
    def live() -> None:
        for _one in range(ROUNDS):
            complaint = verified(busy, say(busy).complaint)
            answered(busy, complaint)
            actions.confirm(complaint, by=CITIZEN, at=NOW + timedelta(days=3))

    run_together(live, live, live, live)

    assert Complaint.objects.filter(status="closed").count() == 4 * ROUNDS
