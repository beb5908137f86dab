"""The table of moves and the small checks; no database."""

from contextlib import nullcontext
from datetime import UTC, datetime, timedelta

import pytest

from prima.cases import rules
from prima.cases.core import CorrectionPoint
from prima.cases.rules import ENDED, MOVES, OPEN, CaseStatus
from prima.kernel.errors import RuleBroken

NOW = datetime(2026, 11, 20, 3, 0, tzinfo=UTC)


@pytest.mark.parametrize("current", CaseStatus)
@pytest.mark.parametrize("target", CaseStatus)
def test_only_the_moves_in_the_table_are_allowed(current: CaseStatus, target: CaseStatus) -> None:
    allowed = target in MOVES[current]

    with nullcontext() if allowed else pytest.raises(RuleBroken):
        rules.check_move(current, target)


def test_every_status_has_its_row_and_nothing_leaves_the_end() -> None:
    assert set(MOVES) == set(CaseStatus)
    assert set(CaseStatus) == OPEN | ENDED
    assert all(MOVES[status] == frozenset() for status in ENDED)


def test_every_status_but_the_first_can_be_reached_from_the_first() -> None:
    reached, ahead = set(), [CaseStatus.RECEIVED]
    while ahead:
        status = ahead.pop()
        if status not in reached:
            reached.add(status)
            ahead.extend(MOVES[status])

    assert reached == set(CaseStatus)


def test_a_waiting_case_cannot_be_completed_behind_the_applicants_back() -> None:
    with pytest.raises(RuleBroken):
        rules.check_move(CaseStatus.WAITING, CaseStatus.COMPLETED)

    rules.check_move(CaseStatus.WAITING, CaseStatus.IN_PROCESS)


@pytest.mark.parametrize("status", CaseStatus)
def test_work_is_possible_only_on_the_desk(status: CaseStatus) -> None:
    on_desk = status in {CaseStatus.RECEIVED, CaseStatus.IN_PROCESS}

    with nullcontext() if on_desk else pytest.raises(RuleBroken):
        rules.check_on_desk(status)


@pytest.mark.parametrize("status", CaseStatus)
def test_an_ended_case_is_not_touched(status: CaseStatus) -> None:
    with nullcontext() if status in OPEN else pytest.raises(RuleBroken):
        rules.check_open(status)


def test_a_no_needs_its_reason() -> None:
    with pytest.raises(RuleBroken):
        rules.check_outcome("no", ("yes", "no"), "  ")

    rules.check_outcome("no", ("yes", "no"), "Nomor akta tidak ada dalam register.")
    rules.check_outcome("yes", ("yes", "no"), "")


def test_an_outcome_the_row_does_not_have_is_refused() -> None:
    with pytest.raises(RuleBroken):
        rules.check_outcome("done", ("yes", "no"), "")

    rules.check_outcome("done", ("done",), "")


def test_work_may_be_entered_later_but_not_before_it_was_done() -> None:
    with pytest.raises(RuleBroken):
        rules.check_happened(NOW + timedelta(minutes=1), NOW)

    rules.check_happened(NOW - timedelta(days=1), NOW)
    rules.check_happened(None, NOW)


GOOD = {"fault": "incorrect", "sentence": "Nama berbeda.", "paper_key": "ktp"}


@pytest.mark.parametrize(
    "change",
    [
        {"paper_key": "unknown"},
        {"paper_key": ""},
        {"field": "applicant_nik"},
        {"paper_key": "", "field": "secret_hash"},
        {"fault": "ugly"},
        {"sentence": " "},
        {"sentence": "x" * (rules.LONGEST_SENTENCE + 1)},
    ],
)
def test_a_fault_is_of_one_known_thing_and_says_what(change: dict[str, str]) -> None:
    with pytest.raises(RuleBroken):
        rules.check_point(CorrectionPoint(**(GOOD | change)), {"ktp"})

    rules.check_point(CorrectionPoint(**GOOD), {"ktp"})
    rules.check_point(
        CorrectionPoint(fault="incomplete", sentence="Isi 16 angka.", field="applicant_nik"), set()
    )
