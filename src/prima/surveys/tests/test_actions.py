"""The draw, the answer, the mixing of ballots, the closing: each with its refusals."""

from collections import Counter
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction
from pytest_django import DjangoAssertNumQueries

from prima.cases.public import CaseCompleted
from prima.kernel import events
from prima.kernel.actors import CITIZEN, SYSTEM
from prima.kernel.errors import NotAllowed, RuleBroken
from prima.kernel.models import JournalEntry
from prima.surveys import actions
from prima.surveys.core.elements import KEYS
from prima.surveys.models import (
    Ballot,
    Invitation,
    SurveyComment,
    SurveyPeriod,
    SurveyResponse,
    SurveyRule,
)
from prima.surveys.rules import Channel, Order, PeriodLength, window_of
from prima.surveys.tests.places import (
    JUNE,
    LATER,
    NOW,
    SETTLED,
    Place,
    answered,
    close,
    draw,
    fill,
    make_place,
    manager_of,
)

pytestmark = pytest.mark.django_db
FIRST = date(2026, 6, 1)


@pytest.fixture
def place() -> Place:
    return make_place()


def population_of(place: Place, people: int) -> None:
    """May was closed with so many finished cases."""
    SurveyPeriod.objects.create(
        office=place.kua,
        starts_on=date(2026, 5, 1),
        ends_on=date(2026, 5, 31),
        population=people,
        invited=0,
        respondents=0,
        sums=dict.fromkeys(KEYS, 0),
        squares=0,
        closed_on=date(2026, 6, 15),
    )


def set_share(place: Place, share: str, *, at: datetime) -> SurveyRule:
    return actions.set_rule(
        office=place.kua,
        valid_from=date(2026, 4, 1),
        least_share=Decimal(share),
        period_length=PeriodLength.MONTH,
        order=Order.LIST,
        basis="Keputusan kepala kantor nomor 4 tahun 2026",
        seen=0,
        by=manager_of(place.district),
        at=at,
    )


def test_everybody_is_invited_before_the_first_closing(place: Place) -> None:
    invitation = draw(place)

    assert invitation.is_invited
    assert invitation.drawn_on == date(2026, 6, 23)
    assert invitation.expires_on == date(2026, 7, 7)


def test_everybody_is_invited_in_a_small_office(place: Place) -> None:
    population_of(place, 120)

    assert all(draw(place).is_invited for _ in range(20))


def test_a_large_office_invites_about_the_share_of_the_sampling_table(place: Place) -> None:
    population_of(place, 10_000)  # 370 answers wanted, half of those asked answer: 74 of 1,000

    drawn = Counter(draw(place).is_invited for _ in range(400))

    assert 4 <= drawn[True] <= 80  # outside with a probability below one in a million
    assert Invitation.objects.filter(is_invited=False, token_hash=None).count() == drawn[False]


def test_an_office_may_invite_more_than_the_table_but_never_fewer(place: Place) -> None:
    population_of(place, 10_000)
    set_share(place, "1", at=datetime(2026, 3, 2, tzinfo=UTC))

    assert all(draw(place).is_invited for _ in range(40))

    population_of_small = SurveyPeriod.objects.get().population
    assert population_of_small == 10_000


def test_a_share_of_zero_leaves_the_sampling_table_in_force(place: Place) -> None:
    population_of(place, 120)
    set_share(place, "0", at=datetime(2026, 3, 2, tzinfo=UTC))

    assert all(draw(place).is_invited for _ in range(20))


def test_a_completed_case_enters_the_draw_in_the_same_transaction(place: Place) -> None:
    events.publish(CaseCompleted(7001, place.kua.pk, place.service.pk, NOW))

    assert Invitation.objects.get().case_id == 7001


def test_a_case_is_drawn_once(place: Place) -> None:
    drawn = draw(place)

    with pytest.raises(IntegrityError), transaction.atomic():
        actions.draw_respondent(
            case_id=drawn.case_id,
            office_id=place.kua.pk,
            service_id=place.service.pk,
            by=SYSTEM,
            at=NOW,
        )


def test_staff_cannot_draw_mix_close_or_run(place: Place) -> None:
    staff = manager_of(place.kua)
    fill(draw(place))

    with pytest.raises(NotAllowed):
        actions.draw_respondent(case_id=1, office_id=1, service_id=1, by=staff, at=NOW)
    with pytest.raises(NotAllowed):
        actions.mix_ballots(office=place.kua, month=FIRST, by=staff, at=NOW)
    with pytest.raises(NotAllowed):
        actions.close_period(office=place.kua, window=JUNE, by=staff, at=LATER)
    with pytest.raises(NotAllowed):
        actions.run_periodic_work(by=staff, at=LATER)

    assert actions.mix_ballots(office=place.kua, month=FIRST, by=SYSTEM, at=SETTLED) == 1


def test_a_draw_costs_three_statements_and_the_journal_two(
    place: Place, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    draw(place)

    with django_assert_num_queries(7):  # with savepoint and release
        draw(place)


def test_only_a_manager_of_the_office_above_sets_the_rule_of_an_office(place: Place) -> None:
    values = {
        "office": place.kua,
        "valid_from": date(2026, 7, 1),
        "least_share": Decimal("0.5"),
        "period_length": PeriodLength.QUARTER,
        "order": Order.QUESTIONNAIRE,
        "basis": "Keputusan 4/2026",
        "seen": 0,
        "at": NOW,
    }

    with pytest.raises(NotAllowed):
        actions.set_rule(**values, by=manager_of(place.kua))  # type: ignore[arg-type]
    with pytest.raises(RuleBroken):
        actions.set_rule(**values | {"valid_from": FIRST}, by=manager_of(place.district))  # type: ignore[arg-type]
    rule = actions.set_rule(**values, by=manager_of(place.district))  # type: ignore[arg-type]

    assert rule.least_share == Decimal("0.5")
    entry = JournalEntry.objects.get(what="survey.rule_set")
    assert entry.payload["least_permille"] == 500


def test_an_answer_goes_sealed_into_the_box_and_spends_the_link(place: Place) -> None:
    invitation = draw(place)

    fill(invitation, 3, comment="  Ruang tunggu panas.  ")

    ballot = Ballot.objects.get()
    assert (ballot.month, ballot.answered_on) == (FIRST, date(2026, 6, 23))
    assert "panas" in str(ballot.sealed)
    invitation.refresh_from_db()
    assert invitation.token_hash is None


def test_an_answer_sent_twice_counts_once(place: Place) -> None:
    invitation = draw(place)

    fill(invitation)
    fill(invitation)

    assert Ballot.objects.count() == 1


def test_a_used_an_expired_and_an_unknown_link_say_the_same(place: Place) -> None:
    used, expired, unknown = draw(place), draw(place), draw(place)
    fill(used)
    sentences = set()

    for token, at in (
        (used.token, NOW),
        (expired.token, NOW + timedelta(days=15)),
        (unknown.token[::-1], NOW),
    ):
        with pytest.raises(actions.LinkClosed) as refused:
            actions.answer_survey(
                token=token,
                answers=dict.fromkeys(KEYS, 4),
                comment="",
                key="another-key",
                by=CITIZEN,
                at=at,
            )
        sentences.add(str(refused.value))

    assert len(sentences) == 1
    fill(expired, at=NOW + timedelta(days=14))
    assert Ballot.objects.count() == 2


def test_staff_cannot_answer_even_with_a_real_link(place: Place) -> None:
    invitation = draw(place)

    with pytest.raises(NotAllowed):
        actions.answer_survey(
            token=invitation.token,
            answers=dict.fromkeys(KEYS, 4),
            comment="",
            key="key",
            by=manager_of(place.kua),
            at=NOW,
        )

    fill(invitation)
    assert Ballot.objects.count() == 1


def test_an_incomplete_answer_is_refused_and_the_link_stays(place: Place) -> None:
    invitation = draw(place)

    with pytest.raises(RuleBroken):
        actions.answer_survey(
            token=invitation.token,
            answers={"time": 4},
            comment="",
            key="key",
            by=CITIZEN,
            at=NOW,
        )

    fill(invitation)
    assert Ballot.objects.count() == 1


def test_ballots_become_answers_and_remarks_apart_from_each_other(place: Place) -> None:
    fill(draw(place), 2, comment="Ruang tunggu panas.")
    fill(draw(place), 4, time=1)

    assert actions.mix_ballots(office=place.kua, month=FIRST, by=SYSTEM, at=SETTLED) == 2

    assert not Ballot.objects.exists()
    answers = sorted(response.nine for response in SurveyResponse.objects.all())
    assert answers == [[2] * 9, [4, 4, 1, 4, 4, 4, 4, 4, 4]]
    assert [comment.text for comment in SurveyComment.objects.all()] == ["Ruang tunggu panas."]


def test_a_batch_leaves_its_digest_in_the_journal(place: Place) -> None:
    answered(place, 6)

    actions.mix_ballots(office=place.kua, month=FIRST, by=SYSTEM, at=SETTLED)

    entry = JournalEntry.objects.get(what="survey.ballots_mixed")
    assert entry.payload["count"] == 6
    assert entry.payload["digest"] == actions.digest_of(list(SurveyResponse.objects.all()))


def test_an_empty_box_leaves_no_entry(place: Place) -> None:
    assert actions.mix_ballots(office=place.kua, month=FIRST, by=SYSTEM, at=SETTLED) == 0
    assert not JournalEntry.objects.filter(what="survey.ballots_mixed").exists()


def test_a_closed_period_keeps_what_was_counted(place: Place) -> None:
    answered(place, 3, level=3)
    fill(draw(place), 4)
    draw(place)  # invited, never answered
    draw(place, at=datetime(2026, 7, 1, 3, tzinfo=UTC))  # of the next period

    close(place.kua)

    period = SurveyPeriod.objects.get()
    assert (period.population, period.invited, period.respondents) == (5, 5, 4)
    assert period.sums == dict.fromkeys(KEYS, 13)
    assert period.squares == 3 * 27**2 + 36**2
    assert period.closed_on == date(2026, 7, 20)
    assert JournalEntry.objects.get(what="survey.period_closed").payload["respondents"] == 4


def test_a_period_is_closed_once(place: Place) -> None:
    answered(place, 1)

    close(place.kua)
    close(place.kua)

    assert SurveyPeriod.objects.count() == 1
    assert JournalEntry.objects.filter(what="survey.period_closed").count() == 1


def test_a_period_whose_links_still_open_is_not_closed(place: Place) -> None:
    answered(place, 1)

    with pytest.raises(RuleBroken):
        close(place.kua, at=datetime(2026, 7, 15, 3, tzinfo=UTC))

    close(place.kua, at=datetime(2026, 7, 15, 17, tzinfo=UTC))  # 16 July in the office's zone
    assert SurveyPeriod.objects.count() == 1


def test_the_periodic_work_waits_until_nobody_stands_alone(place: Place) -> None:
    answered(place, 4)
    assert actions.run_periodic_work(by=SYSTEM, at=SETTLED) == 0

    answered(place, 1)
    assert actions.run_periodic_work(by=SYSTEM, at=SETTLED) == 1

    assert SurveyResponse.objects.count() == 5


def test_the_periodic_work_closes_every_period_that_is_due(place: Place) -> None:
    answered(place, 1, at=datetime(2026, 4, 10, 3, tzinfo=UTC))
    answered(place, 2)
    draw(place, at=LATER)

    assert actions.run_periodic_work(by=SYSTEM, at=LATER) == 2
    assert actions.run_periodic_work(by=SYSTEM, at=LATER) == 0

    closed = SurveyPeriod.objects.order_by("starts_on")
    assert [(period.starts_on.month, period.respondents) for period in closed] == [(4, 1), (6, 2)]
    assert not Ballot.objects.exists()


def test_a_box_that_cannot_be_read_holds_up_no_other_office_and_is_not_passed(
    place: Place,
) -> None:
    april = datetime(2026, 4, 10, 3, tzinfo=UTC)
    answered(place, 1, office=place.kua, at=april)
    answered(place, 2, office=place.kua)
    answered(place, 2, office=place.district)
    Ballot.objects.create(
        office=place.kua,
        service=place.service,
        month=date(2026, 4, 1),
        answered_on=april.date(),
        channel=Channel.LINK,
        sealed="rusak",
    )

    with pytest.raises(ExceptionGroup):
        actions.run_periodic_work(by=SYSTEM, at=LATER)

    # June of the broken office waits as well: whoever closed it would never come back to April.
    assert SurveyPeriod.objects.get().office == place.district


def test_an_office_that_chose_quarters_is_closed_by_quarter(place: Place) -> None:
    actions.set_rule(
        office=place.kua,
        valid_from=date(2026, 4, 1),
        least_share=Decimal(0),
        period_length=PeriodLength.QUARTER,
        order=Order.LIST,
        basis="Keputusan 4/2026",
        seen=0,
        by=manager_of(place.district),
        at=datetime(2026, 3, 2, tzinfo=UTC),
    )
    answered(place, 1, at=datetime(2026, 4, 10, 3, tzinfo=UTC))
    answered(place, 2)

    actions.run_periodic_work(by=SYSTEM, at=LATER)

    period = SurveyPeriod.objects.get()
    assert period.window == window_of(NOW.date(), PeriodLength.QUARTER)
    assert period.respondents == 3
