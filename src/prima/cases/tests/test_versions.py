"""A new version of a procedure while cases run: which move, how, and what the applicant hears."""

from __future__ import annotations

from collections.abc import Callable
from copy import deepcopy
from datetime import timedelta
from typing import Any

import pytest
from django.db import DatabaseError, transaction

from prima.cases import actions
from prima.cases.actions import Finish
from prima.cases.models import Case, VersionDecision, WorkItem
from prima.cases.rules import CaseStatus, VersionChoice
from prima.cases.tests.scene import (
    LONG,
    NOW,
    Scene,
    finish,
    leader,
    open_at_counter,
    open_item,
    renew_procedure,
    walk_to,
    walk_to_end,
)
from prima.cases.tests.test_side_by_side import side_by_side
from prima.kernel.actors import CITIZEN, Actor
from prima.kernel.errors import RuleBroken
from prima.kernel.journal.models import JournalEntry
from prima.kernel.messages import OutgoingMessage
from prima.offices.public import Office
from prima.sops.public import SopVersion

BEFORE = NOW - timedelta(days=2)
LATER = NOW + timedelta(minutes=5)
WHY = "Peraturan baru berlaku seketika."


def renewed(
    scene: Scene, change: Callable[[list[Any]], object], service: str = LONG
) -> SopVersion:
    """The next version of the procedure; `change` works on its rows."""

    def change_rows(sop: Any) -> None:
        change(sop["steps"])

    renew_procedure(scene, service, change_rows)
    version = SopVersion.objects.filter(sop__service__key=service).order_by("number").last()
    assert version is not None
    return version


def place(rows: list[Any], key: str) -> int:
    return next(number for number, row in enumerate(rows) if row["key"] == key)


def added(rows: list[Any], before: str, key: str, like: str, **fields: Any) -> None:
    """A row like another one, before a row."""
    row = deepcopy(rows[place(rows, like)]) | {"key": key, "text": "Langkah baru", **fields}
    row.pop("marks", None)
    rows.insert(place(rows, before), row)


def with_register(rows: list[Any]) -> None:
    """Register the letter before it is signed."""
    added(rows, "sign", "register", "write")


def old_case(scene: Scene, step: str = "verify") -> Case:
    """A case of the day before the new version, at this row."""
    return walk_to(scene, open_at_counter(scene, at=BEFORE, service=LONG), step, at=BEFORE)


def move(scene: Scene, version: SopVersion, *cases: Case, by: Actor | None = None) -> Any:
    ids = [case.pk for case in cases]
    return actions.move_cases(version, ids, reason=WHY, by=by or scene.head, at=NOW)


def why(decided: actions.Decided) -> str:
    assert decided.done == 0
    return next(iter(decided.refused.values()))


def test_a_case_whose_work_fits_goes_on_under_the_new_version(scene: Scene) -> None:
    case = old_case(scene, "sign")
    was = open_item(case)
    version = renewed(scene, with_register)

    decided = move(scene, version, case)

    moved = Case.objects.get(pk=case.pk)
    assert (decided.done, decided.refused) == (1, {})
    assert moved.sop_version == version
    assert open_item(moved).step_key == "register"
    was.refresh_from_db()
    assert was.outcome == "cancelled"
    assert (moved.promised_at, moved.due_at) == (case.promised_at, case.due_at)


def test_the_moved_case_ends_along_the_new_rows(scene: Scene) -> None:
    case = old_case(scene, "sign")
    move(scene, renewed(scene, with_register), case)

    actions.finish_step(open_item(case), Finish(), by=scene.officer, at=LATER)
    ended = walk_to_end(scene, Case.objects.get(pk=case.pk), at=LATER)

    assert ended.status == CaseStatus.COMPLETED
    signed = ended.items.filter(step_key="sign").order_by("visit")
    assert [(item.visit, item.outcome) for item in signed] == [(1, "cancelled"), (2, "done")]


def test_a_row_of_both_versions_keeps_its_clock_and_its_holder(scene: Scene) -> None:
    case = old_case(scene)
    actions.take_item(open_item(case), by=scene.actor("colleague", BEFORE), at=BEFORE)
    was = open_item(case)
    version = renewed(scene, with_register)

    assert move(scene, version, case).done == 1

    now = open_item(case)
    assert now.pk == was.pk
    assert (now.opened_at, now.due_at, now.taken_by_id, now.taken_at) == (
        was.opened_at, was.due_at, was.taken_by_id, was.taken_at,
    )  # fmt: skip


def test_a_row_that_others_do_now_goes_to_their_desk(scene: Scene) -> None:
    case = old_case(scene)
    actions.take_item(open_item(case), by=scene.actor("colleague", BEFORE), at=BEFORE)
    version = renewed(scene, lambda rows: rows[place(rows, "verify")].update(actors=["head"]))

    assert move(scene, version, case).done == 1

    now = open_item(case)
    assert (now.duties, now.taken_by, now.taken_at) == (["unit_head"], None, None)


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (lambda rows: rows[place(rows, "write")].update(key="compose"), "tidak ada di versi baru"),
        (lambda rows: added(rows, "write", "register", "write"), "harus lebih dahulu"),
        (lambda rows: rows[place(rows, "write")].update(actors=["head"]), "Kepala KUA"),
        (
            lambda rows: rows[place(rows, "write")].update(applies_when={"any": ["diwakilkan"]}),
            "tidak berlaku untuk keadaan pemohon",
        ),
        (
            lambda rows: rows[place(rows, "write")].update(must_differ_from=["check"]),
            "meminta dua orang",
        ),
    ],
    ids=["unknown", "order", "actor", "situation", "same-person"],
)
def test_what_cannot_move_says_why_and_stays_whole(
    scene: Scene, change: Callable[[list[Any]], object], words: str
) -> None:
    case = old_case(scene)
    was = open_item(case)
    version = renewed(scene, lambda rows: _corrected(rows, change))

    decided = move(scene, version, case)

    assert words in why(decided)
    now = Case.objects.get(pk=case.pk)
    assert now.sop_version == case.sop_version
    assert open_item(now).pk == was.pk
    assert not VersionDecision.objects.exists()


def _corrected(rows: list[Any], change: Callable[[list[Any]], object]) -> None:
    """Apply the change, and let what named a row that is gone name the new one."""
    change(rows)
    keys = {row["key"] for row in rows}
    for row in rows:
        if "write" in row.get("must_differ_from", ()) and "write" not in keys:
            row["must_differ_from"] = ["compose"]
        if row.get("exits", {}).get("no") == "write" and "write" not in keys:
            row["exits"] = {"no": "compose"}


def test_an_open_row_that_is_gone_holds_the_case_back(scene: Scene) -> None:
    case = old_case(scene, "sign")
    version = renewed(scene, lambda rows: rows[place(rows, "sign")].update(key="decide"))

    assert "sedang menunggu dikerjakan" in why(move(scene, version, case))


def test_case_and_decision_are_written_down(scene: Scene) -> None:
    case = old_case(scene, "sign")
    version = renewed(scene, with_register)

    move(scene, version, case)

    told = VersionDecision.objects.get()
    assert (told.choice, told.case, told.before, told.after, told.reason) == (
        VersionChoice.MOVED, case, case.sop_version, version, WHY,
    )  # fmt: skip
    entry = JournalEntry.objects.get(what="case.version_changed")
    assert entry.payload["opened"] == ["register"]
    assert entry.payload["closed"] == ["sign"]
    assert WHY not in str(entry.payload)
    for act in (lambda: VersionDecision.objects.update(reason="x"), told.delete):
        with pytest.raises(DatabaseError), transaction.atomic():
            act()


def test_let_run_is_noted_once_and_changes_nothing(scene: Scene) -> None:
    case = old_case(scene)
    version = renewed(scene, with_register)

    first, second = (
        actions.let_run(version, [case.pk], reason=WHY, by=scene.head, at=NOW) for _time in "12"
    )

    assert (first.done, second.done) == (1, 0)
    assert Case.objects.get(pk=case.pk).sop_version == case.sop_version
    assert VersionDecision.objects.get().choice == VersionChoice.STAYS
    assert JournalEntry.objects.filter(what="case.version_kept").count() == 1
    assert move(scene, version, case).done == 1


def test_only_who_sets_procedures_for_the_office_decides(scene: Scene) -> None:
    case = old_case(scene, "sign")
    version = renewed(scene, with_register)
    next_door = leader(scene.other_office, "Kepala Melati")

    refused = [
        move(scene, version, case, by=by)
        for by in (scene.officer, scene.actor("supervisor"), next_door)
    ]

    assert [one.done for one in refused] == [0, 0, 0]
    district = Office.objects.get(parent=None)
    assert move(scene, version, case, by=leader(district)).done == 1


def test_nobody_decides_about_their_own_application(scene: Scene) -> None:
    case = old_case(scene, "sign")
    Case.objects.filter(pk=case.pk).update(applicant_staff_id=scene.staff["head"].pk)

    assert "permohonan Anda sendiri" in why(move(scene, renewed(scene, with_register), case))


def test_a_version_for_later_takes_no_case_yet(scene: Scene) -> None:
    case = old_case(scene, "sign")
    version = renewed(scene, with_register)
    early = actions.move_cases(
        version, [case.pk], reason=WHY, by=scene.actor("head", BEFORE), at=BEFORE
    )

    assert "baru berlaku 17 November 2026" in why(early)
    assert Case.objects.get(pk=case.pk).sop_version == case.sop_version


def test_a_version_that_was_replaced_and_a_case_that_is_over(scene: Scene) -> None:
    case, over = old_case(scene, "sign"), old_case(scene)
    actions.withdraw(over, by=CITIZEN, at=BEFORE)
    version = renewed(scene, with_register)
    newer = renewed(scene, lambda rows: added(rows, "sign", "stamp_it", "write"))

    assert "tidak berlaku lagi" in why(move(scene, version, case))
    assert "sudah berakhir" in why(move(scene, newer, over))
    assert move(scene, newer, case).done == 1
    assert "baru saja diubah" in why(move(scene, newer, case))


def test_a_reason_is_asked_and_bounded(scene: Scene) -> None:
    version = renewed(scene, with_register)
    for reason in ("  ", "x" * 501):
        with pytest.raises(RuleBroken, match="lasan"):
            actions.move_cases(version, [], reason=reason, by=scene.head, at=NOW)
        with pytest.raises(RuleBroken, match="lasan"):
            actions.let_run(version, [], reason=reason, by=scene.head, at=NOW)


def test_a_case_that_waits_for_the_applicant_moves_and_goes_on_waiting(scene: Scene) -> None:
    case = old_case(scene, "sign")
    until = NOW + timedelta(days=5)
    actions.hold_until(
        case, until, reason="Hari yang dipilih.", by=scene.actor("officer", BEFORE), at=BEFORE
    )
    version = renewed(scene, with_register)

    assert move(scene, version, case).done == 1

    held = Case.objects.get(pk=case.pk)
    assert (held.status, held.held_since) == (CaseStatus.WAITING, BEFORE)
    item = open_item(held)
    due = item.due_at
    actions.release_due_holds(at=until)
    item.refresh_from_db()
    assert item.step_key == "register"
    assert due is not None
    assert item.due_at is not None
    assert item.due_at > due


def test_threads_of_a_group_move_as_they_stand(scene: Scene) -> None:
    side_by_side(scene)
    case = open_at_counter(scene, at=NOW, service=LONG)
    actions.finish_step(open_item(case), Finish(outcome="yes"), by=scene.officer, at=NOW)
    write = case.items.open().get(step_key="write")
    how = Finish(product_number="S-001/2026")
    actions.finish_step(write, how, by=scene.officer, at=NOW)
    standing = set(case.items.open().values_list("step_key", flat=True))
    assert standing == {"verify", "look"}
    version = renewed(scene, lambda rows: None)  # without the group

    decided = actions.move_cases(version, [case.pk], reason=WHY, by=scene.head, at=LATER)

    assert "tidak ada di versi baru" in why(decided)
    assert set(case.items.open().values_list("step_key", flat=True)) == standing


def test_a_plain_case_opens_both_threads_of_a_new_group(scene: Scene) -> None:
    case = old_case(scene)
    side_by_side(scene)
    version = SopVersion.objects.filter(sop__service__key=LONG).latest("number")

    assert move(scene, version, case).done == 1

    rows = case.items.open().values_list("step_key", flat=True)
    assert set(rows) == {"verify", "look"}


def letters(case: Case) -> list[str | None]:
    about = {"about_type": "cases.case", "about_id": str(case.pk)}
    found = OutgoingMessage.objects.filter(**about, subject__contains="berubah")
    return list(found.values_list("body", flat=True))


def test_the_applicant_is_told_only_of_what_they_do_themselves(scene: Scene) -> None:
    quiet, told = old_case(scene, "sign"), old_case(scene)
    move(scene, renewed(scene, with_register), quiet)
    version = renewed(
        scene,
        lambda rows: added(rows, "hand_over", "collect", "pay", applies_when={}, text="Ambil map"),
    )

    assert move(scene, version, told).done == 1

    assert letters(quiet) == []
    (letter,) = letters(told)
    assert letter is not None
    assert "Yang baru Anda lakukan: Ambil map" in letter
    assert "Siti" not in letter


def test_a_clock_that_should_run_already_starts_where_it_should_have(scene: Scene) -> None:
    case = old_case(scene)
    checked = case.items.get(step_key="check").recorded_at
    Case.objects.filter(pk=case.pk).update(
        clock_start_event="step:check:done",
        clock_started_at=None, promised_at=None, due_at=None, promised_minutes=None,
    )  # fmt: skip
    version = renewed(scene, with_register)

    assert move(scene, version, case).done == 1

    moved = Case.objects.get(pk=case.pk)
    assert moved.clock_started_at == checked
    assert moved.due_at == moved.promised_at == case.due_at
    assert len(letters(case)) == 1


def test_a_moment_already_behind_the_case_keeps_it_where_it_is(scene: Scene) -> None:
    case = old_case(scene)

    def earlier(rows: list[Any]) -> None:
        rows[place(rows, "sign")].pop("marks")
        rows[place(rows, "write")]["marks"] = ["product_ready"]

    assert "waktu penting bagi janji" in why(move(scene, renewed(scene, earlier), case))


def test_one_that_cannot_holds_up_no_other(scene: Scene) -> None:
    early, late = old_case(scene), old_case(scene, "hand_over")
    version = renewed(scene, with_register)

    decided = move(scene, version, late, early)

    assert (decided.done, set(decided.refused)) == (1, {late.pk})
    assert WorkItem.objects.filter(case=late, step_key="register").count() == 0
    assert finish(scene, Case.objects.get(pk=early.pk)).sop_version == version
