"""Nothing vanishes unannounced or while it is needed, and a second run changes nothing."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from pathlib import Path

import pytest
from django.db import connection

from prima.cases.models import Case
from prima.cases.tests import scene as stage
from prima.cases.tests.scene import NOW, Scene
from prima.kernel.actors import CITIZEN, SYSTEM, Actor
from prima.kernel.errors import NotAllowed, RuleBroken
from prima.kernel.journal.models import JournalEntry
from prima.kernel.messages import OutgoingMessage
from prima.privacy import actions, queries, rules
from prima.privacy.actions import Wish
from prima.privacy.core import retention
from prima.privacy.core.retention import LawBroken, add
from prima.privacy.models import DataRequest, LegalHold, RetentionNotice
from prima.privacy.rules import GRACE, HoldReason, RequestKind
from prima.standards.public import Service
from prima.surveys.models import Invitation

# More than five years after the end of the cases of these tests.
DUE = datetime(2031, 11, 20, 1, 0, tzinfo=NOW.tzinfo)
BEFORE = DUE - timedelta(days=40)


@pytest.fixture
def old(scene: Scene) -> Case:
    """A case that ended on 18 November 2026."""
    return stage.walk_to_end(scene, stage.open_online(scene).case)


def run(at: datetime) -> tuple[int, int]:
    done = actions.run_retention(by=SYSTEM, at=at)
    return done.announced, done.erased


def erased(case: Case) -> bool:
    return Case.objects.get(pk=case.pk).erased_at is not None


def test_a_case_is_announced_first_and_erased_after_thirty_days(old: Case) -> None:
    assert run(BEFORE) == (0, 0)
    assert run(DUE) == (1, 0)
    assert run(DUE) == (0, 0)
    assert run(DUE + GRACE - timedelta(minutes=1)) == (0, 0)
    assert not erased(old)

    assert run(DUE + GRACE) == (0, 1)

    assert erased(old)
    assert run(DUE + GRACE + timedelta(days=1)) == (0, 0)
    entry = JournalEntry.objects.get(what="case.person_erased")
    assert (entry.actor_kind, entry.payload["cause"]) == ("system", "retention")
    assert JournalEntry.objects.filter(what="retention.announced").count() == 1


def test_looking_changes_nothing(old: Case) -> None:
    entries = JournalEntry.objects.count()

    (line,) = queries.plan(DUE)

    assert (line.retention_class, line.office) == ("service-case", "KUA Cempaka")
    assert (line.to_announce, line.in_grace, line.to_erase, line.held) == (1, 0, 0, 0)
    assert JournalEntry.objects.count() == entries
    assert not RetentionNotice.objects.exists()


def test_the_plan_follows_the_case_through_its_grace(old: Case, manager: Actor) -> None:
    run(DUE)
    (waiting,) = queries.plan(DUE)
    (ripe,) = queries.plan(DUE + GRACE)
    actions.place_hold(old, HoldReason.AUDIT, by=manager, at=DUE)
    (held,) = queries.plan(DUE + GRACE)

    assert (waiting.in_grace, ripe.to_erase, held.held) == (1, 1, 1)


def test_a_hold_keeps_a_case_and_its_end_gives_new_grace(old: Case, manager: Actor) -> None:
    run(DUE)
    actions.place_hold(old, HoldReason.DISPUTE, by=manager, at=DUE)
    assert actions.place_hold(old, HoldReason.DISPUTE, by=manager, at=DUE).pk
    assert LegalHold.objects.count() == 1
    assert run(DUE + GRACE) == (0, 0)

    lifted = DUE + GRACE + timedelta(days=100)
    actions.lift_hold(old, by=manager, at=lifted)
    actions.lift_hold(old, by=manager, at=lifted)

    assert run(lifted) == (0, 0)
    assert run(lifted + GRACE) == (0, 1)
    gone = Case.objects.get(pk=old.pk)
    for seen in (gone, old):  # also by who has had the page open since before the erasure
        with pytest.raises(RuleBroken, match="sudah dihapus"):
            actions.place_hold(seen, HoldReason.AUDIT, by=manager, at=lifted + GRACE)


def test_only_the_manager_of_the_office_holds_a_case(
    scene: Scene, old: Case, manager: Actor, stranger_manager: Actor
) -> None:
    for nobody in (scene.officer, stranger_manager, CITIZEN):
        with pytest.raises(NotAllowed):
            actions.place_hold(old, HoldReason.AUDIT, by=nobody, at=DUE)
        with pytest.raises(NotAllowed):
            actions.lift_hold(old, by=nobody, at=DUE)

    assert actions.place_hold(old, HoldReason.AUDIT, by=manager, at=DUE).pk


def test_a_request_that_waits_or_a_locked_case_is_left_alone(old: Case) -> None:
    run(DUE)
    Case.objects.filter(pk=old.pk).update(restricted_at=DUE)
    assert run(DUE + GRACE) == (0, 0)
    Case.objects.filter(pk=old.pk).update(restricted_at=None)

    actions.take_request(old, RequestKind.ACCESS, Wish(), by=CITIZEN, at=DUE + GRACE)

    assert run(DUE + GRACE) == (0, 0)
    assert not erased(old)


def test_whoever_writes_the_day_before_extends_the_time(old: Case) -> None:
    run(DUE)
    late = DUE + GRACE - timedelta(days=1)
    actions.take_request(old, RequestKind.CONSENT, Wish(), by=CITIZEN, at=late)

    assert run(DUE + GRACE) == (0, 0)

    assert not RetentionNotice.objects.exists()
    assert run(late + timedelta(days=6 * 366)) == (1, 0)


def test_a_running_case_and_a_register_are_never_announced(scene: Scene, old: Case) -> None:
    stage.open_online(scene)
    Service.objects.filter(pk=old.service_id).update(key="daftar-nikah")

    assert run(DUE + timedelta(days=40_000)) == (0, 0)


def test_a_fault_of_one_case_holds_up_no_other(scene: Scene, old: Case) -> None:
    other = stage.walk_to_end(scene, stage.open_online(scene).case)
    run(DUE)
    with connection.cursor() as cursor:
        cursor.execute("UPDATE cases_case SET applicant_email = 'rusak' WHERE id = %s", [old.pk])

    with pytest.raises(ExceptionGroup):
        run(DUE + GRACE)

    assert erased(other)


def test_only_the_system_runs_it(scene: Scene, manager: Actor) -> None:
    with pytest.raises(NotAllowed):
        actions.run_retention(by=manager, at=DUE)


def test_old_letters_links_and_wishes_are_emptied(old: Case) -> None:
    wish = Wish("karena pindah")
    actions.take_request(old, RequestKind.CONSENT, wish, by=CITIZEN, at=NOW)
    assert any(one.body for one in OutgoingMessage.objects.all())

    run(DUE)

    assert not any(one.body or one.recipient for one in OutgoingMessage.objects.all())
    assert not Invitation.objects.exclude(token_hash=None).exists()
    assert {one.wish for one in DataRequest.objects.all()} == {""}


def test_the_manager_sees_what_will_be_erased_and_when(
    old: Case, manager: Actor, stranger_manager: Actor
) -> None:
    run(DUE)

    (notice,) = queries.announced_for(manager)

    assert (notice.case_id, notice.erase_after) == (old.pk, DUE + GRACE)
    assert not notice.is_held
    assert not queries.announced_for(stranger_manager)


def test_every_row_of_the_law_says_where_it_comes_from() -> None:
    law = rules.law()

    for source in [one.law for one in law.classes] + [one.law for one in law.limits]:
        assert source.basis
        assert source.source
        # Nobody has compared them with the gazette yet; who does so changes the row.
        assert source.source_checked is False


def test_a_revised_class_holds_from_its_day() -> None:
    older = rules.law().classes_on(date(2026, 1, 1))["notices"]

    assert rules.law().classes_on(date(2022, 10, 16)) == {}
    assert older.ends_on(date(2024, 2, 29)) == date(2025, 2, 28)
    assert add(date(2026, 1, 31), 1, "month") == date(2026, 2, 28)
    assert add(date(2026, 1, 31), -2, "day") == date(2026, 1, 29)


def test_a_faulty_law_is_refused_with_its_line(tmp_path: Path) -> None:
    path = tmp_path / "retention.yaml"
    path.write_text(
        "classes:\n  - key: lain\n    label: Lain\n    amount: 0\n    unit: windu\n"
        "    from_event: case_ended\n    kept_on_request: [identity]\n    basis: UU\n"
        "    valid_from: 2022-10-17\n    source: Usulan\n    source_checked: false\n"
        "limits:\n  - key: x\n    label: X\n    sentence: Y\n    kinds: [sulap]\n    basis: UU\n"
        "    valid_from: 2022-10-17\n    source: Usulan\n    source_checked: false\n",
        "utf-8",
    )

    with pytest.raises(LawBroken) as error:
        retention.read(path)

    for fault in ("windu", "terlalu kecil", "kept_why", "sulap", "service-case"):
        assert fault in str(error.value), fault
    with pytest.raises(LawBroken):
        retention.read(tmp_path / "missing.yaml")
