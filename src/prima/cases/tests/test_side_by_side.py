"""Rows in any order: a case goes on in several threads at once, and comes together again."""

from __future__ import annotations

import random
from copy import deepcopy
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from prima.cases import actions, queries
from prima.cases.actions import Finish
from prima.cases.actions.promises import forecast
from prima.cases.core import CorrectionPoint, GivenPaper
from prima.cases.models import Case, WorkItem
from prima.cases.models.work import Outcome
from prima.cases.rules import CaseStatus, Fault, PaperForm, PaperState
from prima.cases.tests.scene import (
    LONG,
    NOW,
    RECEIVER,
    Scene,
    open_at_counter,
    open_online,
    renew_procedure,
)
from prima.cases.tests.test_speed import BRACKETS, MOST_STATEMENTS
from prima.kernel.errors import NotAllowed
from prima.kernel.journal.models import JournalEntry
from prima.sops.public import Done, replay

LATER = NOW + timedelta(minutes=5)
YES = Finish(outcome="yes")
BACK = Finish(outcome="no", note="Alamat tidak ditemukan.")
REFUSAL = Finish(outcome="no", note="Palsu.", basis="PMA 30/2024 pasal 5")
SIGNED = Finish(product_number="S-001/2026")


def side_by_side(scene: Scene, *, no: str = "check", **look: Any) -> None:
    """The long procedure in which the head looks at the place while the desk writes and verifies.

    check → {write, verify | look} → sign; a no of look leads to `no`.
    """

    def change(sop: Any) -> None:
        rows = {row["key"]: row for row in sop["steps"]}
        for key in ("write", "verify"):
            rows[key] |= {"group": "periksa", "thread": "tulis"}
        added = deepcopy(rows["sign"]) | {
            "key": "look", "text": "Meninjau", "symbol": "decision", "exits": {"no": no},
            "group": "periksa", "thread": "lapangan", **look,
        }  # fmt: skip
        added.pop("marks")
        sop["steps"].insert(sop["steps"].index(rows["sign"]), added)

    renew_procedure(scene, LONG, change)


def in_group(scene: Scene, **how: Any) -> Case:
    """A case that has just come into the group."""
    case = open_at_counter(scene, service=LONG, **how)
    do(scene, case, "check", YES)
    return case


def do(scene: Scene, case: Case, step: str, how: Finish = YES, who: str | None = None) -> WorkItem:
    """Finish one of the open rows, by who does it."""
    people = {"verify": "colleague", "sign": "head", "look": "head"}
    actor = scene.actor(who or people.get(step, "officer"))
    return actions.finish_step(row(case, step), how, by=actor, at=LATER)


def row(case: Case, step: str) -> WorkItem:
    return case.items.open().get(step_key=step)


def open_keys(case: Case) -> set[str]:
    return set(case.items.open().values_list("step_key", flat=True))


def test_each_thread_goes_on_by_itself_and_the_next_row_waits_for_all(scene: Scene) -> None:
    side_by_side(scene)
    case = in_group(scene)
    assert open_keys(case) == {"write", "look"}

    do(scene, case, "write", Finish())
    assert open_keys(case) == {"verify", "look"}
    do(scene, case, "look")
    assert open_keys(case) == {"verify"}
    do(scene, case, "verify")

    assert open_keys(case) == {"sign"}
    opened = {item.step_key: item for item in case.items.all()}
    assert opened["look"].duties == ["unit_head"]
    assert opened["look"].due_at is not None
    assert Case.objects.get(pk=case.pk).status == CaseStatus.IN_PROCESS


def test_a_way_back_inside_a_thread_leaves_the_other_thread_alone(scene: Scene) -> None:
    side_by_side(scene)
    case = in_group(scene)
    do(scene, case, "write", Finish())

    do(scene, case, "verify", BACK)

    assert open_keys(case) == {"write", "look"}
    assert row(case, "write").visit == 2
    assert not JournalEntry.objects.filter(what="case.steps_left").exists()


def test_going_back_before_the_group_closes_what_is_open_beside_it(scene: Scene) -> None:
    side_by_side(scene)
    case = in_group(scene)
    do(scene, case, "write", Finish())

    do(scene, case, "look", BACK)

    assert open_keys(case) == {"check"}
    left = case.items.get(step_key="verify")
    assert (left.outcome, left.done_by, left.recorded_at) == (Outcome.CANCELLED, None, LATER)
    entry = JournalEntry.objects.get(what="case.steps_left")
    assert entry.payload == {"steps": ["verify"]}

    do(scene, case, "check")
    assert {(one.step_key, one.visit) for one in case.items.open()} == {("write", 2), ("look", 2)}


def test_another_thread_lets_the_whole_group_begin_again(scene: Scene) -> None:
    side_by_side(scene, no="write")
    case = in_group(scene)

    do(scene, case, "look", BACK)

    assert {(one.step_key, one.visit) for one in case.items.open()} == {("write", 2), ("look", 2)}
    assert case.items.get(step_key="write", visit=1).outcome == Outcome.CANCELLED


def test_a_refusal_inside_ends_the_case_with_all_its_rows(scene: Scene) -> None:
    side_by_side(scene, no="refused")
    case = in_group(scene)

    do(scene, case, "look", REFUSAL)

    assert Case.objects.get(pk=case.pk).status == CaseStatus.REFUSED
    assert not case.items.open().exists()
    assert case.items.get(step_key="write").outcome == Outcome.CANCELLED


def corrected(scene: Scene, case: Case, step: str) -> None:
    point = CorrectionPoint(paper_key="ktp", fault=Fault.INCORRECT, sentence="KTP buram.")
    item = row(case, step)
    actions.request_correction(item, [point], by=scene.actor("head"), at=LATER)


def test_a_correction_that_leads_back_closes_the_group_and_opens_it_again(scene: Scene) -> None:
    side_by_side(scene, no="submit")
    case = in_group(scene)

    corrected(scene, case, "look")

    assert open_keys(case) == {"submit"}
    assert case.items.get(step_key="write").outcome == Outcome.CANCELLED
    actions.answer_correction(case, given=answered(case), by=scene.officer, at=LATER)
    assert open_keys(case) == {"check"}
    do(scene, case, "check")
    assert open_keys(case) == {"write", "look"}


def answered(case: Case) -> dict[str, Any]:
    return {"ktp": GivenPaper("ktp", PaperState.HANDED_IN, PaperForm.ORIGINAL)}


def test_a_correction_that_only_pauses_leaves_both_rows_open(scene: Scene) -> None:
    side_by_side(scene)
    case = in_group(scene)

    corrected(scene, case, "look")
    actions.answer_correction(case, given=answered(case), by=scene.officer, at=LATER)

    assert open_keys(case) == {"write", "look"}


def test_a_thread_that_does_not_apply_is_passed_through(scene: Scene) -> None:
    side_by_side(scene, applies_when={"any": ["diwakilkan"]})

    assert open_keys(in_group(scene)) == {"write"}
    case = in_group(scene, situations=["diwakilkan"])
    do(scene, case, "pay", Finish())
    assert open_keys(case) == {"write", "look"}


@pytest.mark.parametrize("first", ["write", "look"])
def test_four_eyes_count_both_ways_where_there_is_no_order(scene: Scene, first: str) -> None:
    side_by_side(scene, actors=["front"], must_differ_from=["write"])
    case = in_group(scene)
    second = "look" if first == "write" else "write"
    do(scene, case, first, Finish() if first == "write" else YES, who="officer")
    page = queries.case_page(scene.officer, case.number, LATER)
    assert page is not None

    turns = {one.item.step_key: one for one in queries.turns(scene.officer, page)}
    assert "orang lain" in turns[second].obstacle
    how = Finish() if second == "write" else YES
    with pytest.raises(NotAllowed, match="orang lain"):
        do(scene, case, second, how, who="officer")
    do(scene, case, second, how, who="colleague")


def test_a_forecast_waits_for_the_longest_thread(scene: Scene) -> None:
    side_by_side(scene, norm={"amount": 5, "unit": "working_hour"})
    case = in_group(scene)

    # It is 09.05, and the break takes an hour: five hours for the place, one for the signature.
    far = forecast(case, LATER)
    do(scene, case, "look")

    # Left are writing, verifying and signing, an hour each.
    assert forecast(case, LATER) == LATER + timedelta(hours=3 + 1)
    assert far >= LATER + timedelta(hours=6 + 1)


def test_finishing_rows_of_a_group_takes_at_most_eight_statements(scene: Scene) -> None:
    side_by_side(scene)
    counted = {}
    for _time in range(2):
        case = open_at_counter(scene, service=LONG)
        for step, how in (
            ("check", YES), ("write", Finish()), ("look", BACK), ("check", YES),
            ("write", Finish()), ("look", YES), ("verify", YES), ("sign", SIGNED),
        ):  # fmt: skip
            with CaptureQueriesContext(connection) as captured:
                do(scene, case, step, how)
            made = [q["sql"] for q in captured.captured_queries]
            # What the test itself asks: the row, and the person with roles and offices.
            own = next(at for at, sql in enumerate(made) if "FOR SHARE OF office" in sql)
            counted[step, how.outcome] = [
                sql for sql in made[own:] if not sql.startswith(BRACKETS)
            ]

    assert {k: made for k, made in counted.items() if len(made) > MOST_STATEMENTS} == {}


def test_the_page_of_a_case_has_a_form_for_each_row_of_mine(scene: Scene) -> None:
    side_by_side(scene, actors=["front"])
    case = in_group(scene)
    client = Client()
    client.force_login(scene.staff["officer"].user)

    page = client.get(f"/berkas/{case.number}/").content.decode()

    ids = [row(case, step).pk for step in ("write", "look")]
    assert all(f'id="langkah-{pk}"' in page for pk in ids)
    assert len(queries.my_work(scene.officer, LATER)) == 2


def test_a_no_that_closes_the_work_of_others_says_so_before(scene: Scene) -> None:
    for no, is_said in (("write", True), ("look", False)):
        side_by_side(scene, no=no)
        case = in_group(scene)
        client = Client()
        client.force_login(scene.staff["head"].user)

        page = client.get(f"/berkas/{case.number}/").content.decode()

        assert ("berjalan bersamaan ditutup" in page) == is_said


def test_the_applicant_sees_every_row_that_is_being_worked_on(scene: Scene) -> None:
    side_by_side(scene)
    case = open_online(scene, service=LONG).case
    do(scene, case, "check")

    lines = queries.track_page(case.pk, LATER).lines

    assert [line.step.key for line in lines if line.state == "open"] == ["write", "look"]


def test_random_walks_of_cases_replay_to_the_rows_that_are_open(scene: Scene) -> None:
    side_by_side(scene)
    chance = random.Random(8)
    for _walk in range(6):
        case = open_at_counter(scene, service=LONG)
        for _row in range(14):
            items = list(case.items.open().order_by("pk"))
            if not items:
                break
            item = chance.choice(items)
            do(scene, case, item.step_key, chosen(item.step_key, chance))
            fresh = Case.objects.get(pk=case.pk)
            replayed = replay(fresh.sop_version.automaton, history(fresh), fresh.facts)
            assert replayed.fits
            assert set(replayed.open_rows) == open_keys(case)


def chosen(step: str, chance: random.Random) -> Finish:
    if step in {"verify", "look"}:
        return chance.choice([YES, YES, BACK])
    how = {"check": YES, "sign": SIGNED, "hand_over": Finish(receiver=RECEIVER)}
    return how.get(step, Finish())


def history(case: Case) -> list[Done]:
    closed = case.items.exclude(recorded_at=None).exclude(outcome=Outcome.CANCELLED)
    entries = JournalEntry.objects.filter(what="case.step_finished", about_id=str(case.pk))
    order = [(one.payload["step"], one.payload["visit"]) for one in entries.order_by("pk")]
    known = {(one.step_key, one.visit): one for one in closed}
    begun = [Done(one.step_key, one.outcome) for one in closed.filter(step_key="submit")]
    return begun + [Done(step, known[step, visit].outcome) for step, visit in order]
