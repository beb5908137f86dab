"""From a closed period to a measured effect, and what is refused on the way."""

from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest
from django.db import IntegrityError, transaction

from prima.cases.tests.uploads import png
from prima.improvements import actions, queries
from prima.improvements.actions import Plan
from prima.improvements.models import ImprovementAction, ReportIssue
from prima.improvements.rules import MOVES, ActionState, check_move
from prima.improvements.tests.scene import Desk, closed_later, make_desk
from prima.kernel.actors import SYSTEM
from prima.kernel.errors import NotAllowed, RuleBroken, StaleRecord
from prima.kernel.journal.models import JournalEntry
from prima.offices.tests import people
from prima.surveys.public import report_of
from prima.surveys.tests.places import LATER, close, draw, fill

DUE = date(2026, 8, 31)
ENDED = LATER + timedelta(days=3)


@pytest.fixture
def desk(db: None) -> Desk:
    return make_desk()


def planned(desk: Desk, action: ImprovementAction, activity: str = "Menambah kursi") -> None:
    actions.plan_action(
        action, plan=Plan(activity, desk.owner, DUE), seen=action.version, by=desk.head, at=LATER
    )
    action.refresh_from_db()


def finished(desk: Desk, action: ImprovementAction, at: datetime = ENDED) -> None:
    actions.finish_action(
        action,
        evidence="Kursi baru terlihat di ruang tunggu.",
        upload=None,
        seen=action.version,
        by=desk.officer,
        at=at,
    )
    action.refresh_from_db()


def test_a_closed_period_leads_from_proposals_to_a_report_and_a_measured_effect(
    desk: Desk,
) -> None:
    assert [(one.element, one.baseline_permille) for one in desk.proposed] == [
        ("facilities", 1000), ("time", 2000), ("procedure", 3000),
    ]  # fmt: skip

    for at, action in enumerate(desk.proposed):
        planned(desk, action, f"Kegiatan {at + 1}")
    issue = actions.issue_report(period=desk.period, by=desk.head, at=LATER)
    report = report_of(desk.place.kua, desk.period.starts_on, LATER.date())
    assert report is not None
    assert [row.activity for row in report.follow_up] == ["Kegiatan 1", "Kegiatan 2", "Kegiatan 3"]
    assert report.follow_up[0].when == "31 Agustus 2026"
    assert "Siti" not in str(report)
    assert issue.issued_on == LATER.date()

    weakest = desk.proposed[0]
    actions.start_action(weakest, seen=weakest.version, by=desk.officer, at=LATER)
    weakest.refresh_from_db()
    finished(desk, weakest)
    closed_later(desk, 8, facilities=3)

    found = queries.effects_of([weakest], date(2026, 10, 1))[weakest.pk]
    assert queries.effect_text(found) == "rata-rata 1,000 menjadi 3,000 (Agustus 2026)"
    (line,) = queries.period_lines([desk.period], date(2026, 10, 1))
    assert (line.score.done, line.score.planned, line.score.share_score) == (1, 3, 3)


def test_a_period_with_too_few_answers_proposes_nothing(desk: Desk) -> None:
    other = people.make_office("kua-lain", parent=desk.place.district)
    for _ in range(9):
        fill(draw(desk.place, office=other), 1)

    close(other)

    assert not ImprovementAction.objects.filter(office=other).exists()


def test_only_the_system_proposes_and_each_element_once(desk: Desk) -> None:
    sent = {
        "office_id": desk.place.kua.pk,
        "period_id": desk.period.pk,
        "element": "time",
        "mean_permille": 2000,
        "at": LATER,
    }

    with pytest.raises(NotAllowed):
        actions.propose(**sent, by=desk.head)  # type: ignore[arg-type]
    actions.propose(**sent, by=SYSTEM)  # type: ignore[arg-type]

    assert len(desk.proposed) == 3


def test_only_who_looks_after_the_office_plans(desk: Desk) -> None:
    action = desk.proposed[0]
    plan = Plan("Menambah kursi", desk.owner, DUE)

    with pytest.raises(NotAllowed):
        actions.plan_action(action, plan=plan, seen=1, by=desk.officer, at=LATER)
    planned(desk, action)

    assert action.state == ActionState.PLANNED
    assert action.owner_title


def test_a_plan_has_a_day_to_come_and_an_owner_of_the_office(desk: Desk) -> None:
    action = desk.proposed[0]
    stranger = people.make_staff(desk.place.district, "Orang Lain")
    late = Plan("Menambah kursi", desk.owner, LATER.date() - timedelta(days=1))

    for plan in (late, replace(late, owner=stranger, due_on=DUE)):
        with pytest.raises(RuleBroken):
            actions.plan_action(action, plan=plan, seen=1, by=desk.head, at=LATER)


def test_of_two_who_plan_at_once_the_second_is_told(desk: Desk) -> None:
    first, second = desk.proposed[0], desk.proposed[0]
    planned(desk, first)

    with pytest.raises(StaleRecord):
        actions.plan_action(
            second, plan=Plan("Lain", desk.owner, DUE), seen=second.version, by=desk.head, at=LATER
        )


def test_nothing_is_done_without_evidence(desk: Desk) -> None:
    action = desk.proposed[0]
    planned(desk, action)

    with pytest.raises(RuleBroken, match="bukti"):
        actions.finish_action(
            action, evidence=" ", upload=None, seen=action.version, by=desk.officer, at=ENDED
        )
    finished(desk, action)

    assert action.completed_on == ENDED.date()
    with pytest.raises(IntegrityError), transaction.atomic():
        ImprovementAction.objects.filter(pk=action.pk).update(evidence="")


def test_evidence_may_be_a_photo(desk: Desk) -> None:
    action = desk.proposed[0]
    planned(desk, action)

    actions.finish_action(
        action,
        evidence="Foto ruang tunggu.",
        upload=png("kursi.png"),
        seen=action.version,
        by=desk.officer,
        at=ENDED,
    )

    action.refresh_from_db()
    assert action.evidence_file is not None


def test_who_is_not_the_owner_does_not_finish_it(desk: Desk) -> None:
    action = desk.proposed[0]
    planned(desk, action)
    colleague = people.acting(people.make_staff(desk.place.kua, "Rekan", "officer"), LATER)

    with pytest.raises(NotAllowed):
        actions.start_action(action, seen=action.version, by=colleague, at=LATER)
    with pytest.raises(NotAllowed):
        actions.finish_action(
            action, evidence="Ada", upload=None, seen=action.version, by=colleague, at=LATER
        )


def test_letting_go_needs_a_reason_and_still_counts_as_not_done(desk: Desk) -> None:
    first, second, third = desk.proposed
    with pytest.raises(RuleBroken):
        actions.drop_action(first, reason="", seen=1, by=desk.head, at=LATER)
    with pytest.raises(NotAllowed):
        actions.drop_action(first, reason="Gedung disewa.", seen=1, by=desk.officer, at=LATER)

    actions.drop_action(first, reason="Gedung disewa.", seen=1, by=desk.head, at=LATER)
    for action in (second, third):
        planned(desk, action)
        finished(desk, action)

    (line,) = queries.period_lines([desk.period], LATER.date())
    assert (line.score.done, line.score.planned) == (2, 3)
    rows = queries.follow_up_rows(desk.place.kua.pk, desk.period.starts_on, LATER.date())
    assert rows[0].activity == "Gedung disewa."
    assert rows[0].state == "Tidak dilanjutkan"


def test_a_report_is_issued_by_the_head_once_all_is_planned(desk: Desk) -> None:
    with pytest.raises(RuleBroken, match="tanpa rencana"):
        actions.issue_report(period=desk.period, by=desk.head, at=LATER)
    for action in desk.proposed:
        planned(desk, action)
    with pytest.raises(NotAllowed):
        actions.issue_report(period=desk.period, by=desk.officer, at=LATER)

    first = actions.issue_report(period=desk.period, by=desk.head, at=LATER)
    again = actions.issue_report(period=desk.period, by=desk.head, at=LATER + timedelta(days=9))

    assert first == again
    assert ReportIssue.objects.get().issued_on == LATER.date()


def test_a_period_that_may_not_be_shown_has_no_report_to_issue(desk: Desk) -> None:
    period = closed_later(desk, 9)
    period.respondents = 9

    with pytest.raises(RuleBroken, match="belum cukup"):
        actions.issue_report(period=period, by=desk.head, at=LATER)


def test_an_office_plans_what_nobody_proposed(desk: Desk) -> None:
    plan = Plan("Jam istirahat bergilir", desk.owner, DUE)
    sent = {"office": desk.place.kua, "element": "time", "plan": plan, "at": LATER}

    with pytest.raises(NotAllowed):
        actions.open_action(**sent, by=desk.officer)  # type: ignore[arg-type]
    made = actions.open_action(**sent, by=desk.head)  # type: ignore[arg-type]

    assert (made.source_kind, made.state) == ("own", "planned")
    assert JournalEntry.objects.filter(what="improvement.planned").count() == 1


@pytest.mark.parametrize("current", ActionState)
@pytest.mark.parametrize("target", ActionState)
def test_only_the_moves_of_the_table_are_allowed(
    current: ActionState, target: ActionState
) -> None:
    if target in MOVES[current]:
        check_move(current, target)
    else:
        with pytest.raises(RuleBroken):
            check_move(current, target)


@pytest.mark.parametrize(
    "change",
    [
        {"state": "lain"},
        {"source_kind": "own"},
        {"element": "cuaca"},
        {"state": "planned"},
        {"state": "done"},
        {"state": "dropped"},
        {"completed_on": DUE},
        {"element": "time"},
    ],
)
def test_impossible_rows_are_refused_by_the_database(desk: Desk, change: dict[str, str]) -> None:
    action = desk.proposed[0]

    with pytest.raises(IntegrityError), transaction.atomic():
        ImprovementAction.objects.filter(pk=action.pk).update(**change)
