"""The clock of the machine runs back two hours in the middle of a day."""

from datetime import timedelta

import pytest
from django.test import Client

from prima.cases import actions
from prima.cases.actions import Finish
from prima.cases.models import LateWarning
from prima.cases.rules import LateLevel
from prima.cases.tests.scene import NOW, Scene, finish, open_at_counter, open_item
from prima.kernel import clock
from prima.kernel.errors import RuleBroken
from prima.kernel.journal.models import JournalEntry
from prima.kernel.messages import OutgoingMessage

BACK = NOW - timedelta(hours=2)


def test_a_change_before_what_was_done_is_refused_in_a_sentence(scene: Scene) -> None:
    case = finish(scene, open_at_counter(scene))
    entries = JournalEntry.objects.count()
    item = open_item(case)

    with pytest.raises(RuleBroken, match="Jam sistem kami sedang tertinggal"):
        actions.finish_step(item, Finish(outcome="yes"), by=scene.officer, at=BACK)
    with pytest.raises(RuleBroken, match="belum disimpan"):
        actions.refuse(case, reason="Palsu.", basis="PMA 30/2024", by=scene.head, at=BACK)

    case.refresh_from_db()
    assert case.is_open
    assert JournalEntry.objects.count() == entries


def test_pages_show_no_negative_age(scene: Scene, monkeypatch: pytest.MonkeyPatch) -> None:
    case = finish(scene, open_at_counter(scene))
    monkeypatch.setattr(clock, "now", lambda: BACK)
    client = Client()
    client.force_login(scene.staff["officer"].user)

    for path in ("/meja/", f"/berkas/{case.number}/", "/pesan/"):
        answer = client.get(path)
        assert answer.status_code == 200
        for word in (" -1", " -2", "−", ">-"):
            assert word not in answer.content.decode()


def test_nobody_is_told_twice_that_it_is_late(scene: Scene) -> None:
    case = finish(scene, open_at_counter(scene))
    assert case.due_at is not None
    assert actions.warn_late(at=case.due_at + timedelta(minutes=1)) == 1
    told = OutgoingMessage.objects.count()

    assert actions.warn_late(at=case.due_at - timedelta(minutes=3)) == 0
    assert actions.warn_late(at=case.due_at + timedelta(minutes=2)) == 0

    assert OutgoingMessage.objects.count() == told
    assert [one.level for one in LateWarning.objects.all()] == [LateLevel.LATE]
