"""The demonstration district: sixty days of work through the real actions, and its invariants."""

import json
from collections import Counter
from datetime import date, datetime, timedelta

import pytest
from django.contrib.auth import authenticate

from conftest import Database
from prima.cases.public import Case, CaseStatus, WorkItem, late_cases, my_work
from prima.config import demo
from prima.config.demo import entrance
from prima.config.demo.people import PEOPLE, SUKARASA, WANAJAYA
from prima.config.demo.plan import DAYS
from prima.config.demo.town import moment
from prima.kernel import codes, journal
from prima.kernel.errors import RuleBroken
from prima.offices import public as offices
from prima.sops.public import Sop, version_in_force
from prima.surveys import public as surveys

TODAY = date(2026, 10, 28)
NOW = moment(TODAY, 14)
SEED = 7

pytestmark = pytest.mark.slow


def quiet(_done: int, _total: int) -> None:
    """No progress bar."""


@pytest.fixture(scope="module", autouse=True)
def _district(module_database: Database) -> None:
    """The whole district, once for all tests of this module; they change nothing but passwords."""
    demo.build(TODAY, SEED, quiet, now=NOW)


def test_there_is_enough_to_see() -> None:
    found = Counter(Case.objects.values_list("status", flat=True))
    recent = Case.objects.filter(received_at__gte=NOW - timedelta(days=DAYS + 1))

    assert recent.count() >= 150
    assert set(found) == {status.value for status in CaseStatus}
    assert Case.objects.filter(corrections__answered_at__isnull=False).count() >= 5
    assert Case.objects.filter(status="refused").exclude(outcome_basis="").count() >= 3
    assert Case.objects.filter(files__isnull=False).distinct().count() >= 3
    assert Case.objects.exclude(handed_over_at=None).count() >= 50


def test_promises_slip_with_and_without_a_word() -> None:
    late = Case.objects.late(NOW)
    ended_late = [
        case
        for case in Case.objects.exclude(clock_stopped_at=None)
        if case.due_at and case.clock_stopped_at and case.clock_stopped_at > case.due_at
    ]

    assert late.filter(delay_reason="").exists()
    assert late.exclude(delay_reason="").exists()
    assert 5 <= len(ended_late) <= 40


def test_some_cases_wait_for_a_wedding_day() -> None:
    waiting = Case.objects.filter(service__key="daftar-nikah", status="waiting")

    assert waiting.filter(holds__planned_until__gt=NOW, holds__ended_at=None).exists()


def test_nothing_happens_in_the_future_and_the_journal_is_whole() -> None:
    assert not Case.objects.filter(received_at__gt=NOW).exists()
    assert not WorkItem.objects.filter(opened_at__gt=NOW).exists()
    assert not WorkItem.objects.filter(recorded_at__gt=NOW).exists()
    report = journal.verify()
    assert report.is_whole
    assert report.entries > 1_000


def test_officers_work_only_while_their_office_is_open() -> None:
    done = WorkItem.objects.exclude(done_by=None).select_related("case__office")
    calendars = {one.pk: offices.calendar_of(one) for one in offices.Office.objects.all()}

    closed = [
        (item.case.office.key, item.step_key, item.recorded_at)
        for item in done
        if item.recorded_at and not calendars[item.case.office_id].is_open_at(item.recorded_at)
    ]

    assert done.count() > 300
    assert closed == []


def test_an_office_was_closed_for_a_day_and_worked_on_all_others() -> None:
    office = offices.office_by_key(WANAJAYA)
    day = (NOW - timedelta(days=25)).date()

    assert office.closures.get().date == day
    assert not WorkItem.objects.filter(
        office_id=office.pk, done_by__isnull=False, recorded_at__date=day
    ).exists()


def test_every_row_of_every_procedure_has_somebody_in_each_office_that_offers_it() -> None:
    missing = [
        (office.key, sop.service.key, step.key)
        for sop in Sop.objects.select_related("service")
        for office in offices.Office.objects.filter(kind__in=sop.service.offered_by)
        if (version := version_in_force(sop.service, office, TODAY)) is not None
        for step in version.document.steps
        for duty in version.document.duties_of(step)
        if not offices.holders_of(office, duty, NOW).exists()
    ]

    assert missing == []


def test_everybody_who_works_cases_finds_something_to_do() -> None:
    idle = []
    for person in PEOPLE:
        user = offices.StaffMember.objects.get(user__email=person.email).user
        actor = offices.actor_for(user, NOW)
        if person.role == offices.Role.MANAGER:
            continue
        if not my_work(actor, NOW) and not late_cases(actor, NOW):
            idle.append(person.name)

    assert idle == []


def test_a_closed_period_is_published_and_one_office_has_too_few_answers() -> None:
    district, smallest = (
        surveys.public_index(offices.office_by_key(key), TODAY)
        for key in ("kemenag-tirtamulya", SUKARASA)
    )

    assert district is not None
    assert district.respondents >= 10
    assert district.index is not None
    assert smallest is None or not smallest.is_enough
    cost = next(one for one in district.elements if one.code == "U4")
    assert cost.mean < 4


def test_the_people_get_in_with_new_passwords_at_every_start() -> None:
    first, second = demo.log_ins(), demo.log_ins()

    assert len(second) == len({one.email for one in second}) == 20
    assert {one.password for one in first}.isdisjoint(one.password for one in second)
    assert authenticate(username=second[0].email, password=second[0].password) is not None
    assert authenticate(username=first[0].email, password=first[0].password) is None
    assert {one.role for one in second} == {"Petugas", "Penyelia", "Kepala", "Pengelola"}


def test_words_that_look_like_a_name_are_not_given_as_a_password(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    drawn = iter(["indah tirtamulya example", *(f"kuda laut biru{n}" for n in range(20))])
    monkeypatch.setattr(codes, "new_secret", lambda _words: next(drawn))
    someone = next(one for one in PEOPLE if one.name.startswith("Indah"))
    monkeypatch.setattr(entrance, "PEOPLE", (someone,))

    given = demo.log_ins()

    assert [one.password for one in given] == ["kuda-laut-biru0"]


def test_two_cases_can_be_followed_as_their_applicants_do() -> None:
    found = demo.codes()

    assert [one.what for one in found] == ["sedang diproses", "terlambat"]
    for one in found:
        case = Case.objects.get(number=one.number)
        assert codes.verify_secret(case.secret_hash, one.words)
    assert Case.objects.late(NOW).filter(number=found[1].number).exists()


def test_the_future_is_refused() -> None:
    with pytest.raises(RuleBroken, match="masa depan"):
        demo.build(demo.this_day() + timedelta(days=1), SEED, quiet)


def test_invented_numbers_are_nobodys() -> None:
    for case in Case.objects.all():
        assert str(case.applicant_nik).startswith("329999")
        assert str(case.applicant_phone).startswith("+62812000")
        assert str(case.applicant_email or "@warga.example").endswith("@warga.example")


def facts() -> str:
    """Everything that must be equal for equal seed and moment, as one text."""
    cases = Case.objects.select_related("office", "service").order_by("received_at", "pk")
    told = [
        [
            case.service.key,
            case.office.key,
            case.channel,
            case.status,
            case.applicant_name,
            moments(case.received_at, case.due_at, case.ended_at),
            [
                [item.step_key, item.outcome, moments(item.opened_at, item.recorded_at)]
                for item in case.items.order_by("pk")
            ],
        ]
        for case in cases
    ]
    return json.dumps(told)


def moments(*times: datetime | None) -> list[str]:
    """Moments in a form that can be compared."""
    return [str(time) for time in times]
