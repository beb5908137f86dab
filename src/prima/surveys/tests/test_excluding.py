"""The page on which the office above leaves days out: what it refuses, keeps, and shows."""

from typing import Any

import pytest
from django.test import Client

from prima.offices.public import StaffMember
from prima.offices.tests import people
from prima.surveys import actions, queries
from prima.surveys.models import SurveyExclusion, SurveyPeriod
from prima.surveys.tests.places import JUNE, LATER, Place
from prima.surveys.tests.test_exclusions import BAD_DAY, REASON

pytestmark = pytest.mark.django_db
GIVEN = {
    "first_day_day": "24",
    "first_day_month": "6",
    "first_day_year": "2026",
    "last_day_day": "24",
    "last_day_month": "6",
    "last_day_year": "2026",
    "reason": REASON,
}


@pytest.fixture
def place(two_days: Place, db: None) -> Place:
    return two_days


@pytest.fixture
def above(place: Place) -> StaffMember:
    return people.make_staff(place.district, "Maryam Siregar", "head")


def browser(staff: StaffMember) -> Client:
    client = Client()
    client.force_login(staff.user)
    return client


def send(client: Client, **changed: str) -> Any:
    period = SurveyPeriod.objects.get()
    return client.post(f"/kelola/survei/pengecualian/{period.pk}/", {**GIVEN, **changed})


def test_a_day_is_left_out_by_the_form_and_stands_on_its_page(
    place: Place, above: StaffMember
) -> None:
    client = browser(above)

    answer = send(client)

    assert answer.status_code == 302
    page = client.get(answer["Location"]).content.decode()
    assert "10 dari 22 jawaban dikeluarkan" in page
    assert REASON in page
    assert SurveyExclusion.objects.get().excluded_by_id == above.user_id
    # Counted in the report of the period, in words everybody reads.
    report = queries.report_of(place.kua, JUNE.starts_on, LATER.date())
    assert report is not None
    assert [note.count for note in report.left_out] == [10]


@pytest.mark.parametrize(
    ("changed", "field", "sentence"),
    [
        ({"reason": ""}, "reason", "Tulis alasannya."),
        ({"reason": "salah"}, "reason", "paling sedikit 20 huruf"),
        ({"last_day_day": "23"}, "last_day", "tidak boleh mendahului"),
        ({"first_day_day": "31"}, "first_day", "Tanggal ini tidak ada"),
        ({"first_day_day": "1"}, "", "Paling sedikit 10 jawaban dikeluarkan"),
    ],
)
def test_a_refused_form_says_why_beside_its_field_and_keeps_what_was_typed(
    above: StaffMember, changed: dict[str, str], field: str, sentence: str
) -> None:
    answer = send(browser(above), **changed)

    page = answer.content.decode()
    assert answer.status_code == 422
    assert not SurveyExclusion.objects.exists()
    assert sentence in page
    for name, typed in {**GIVEN, **changed}.items():
        kept = f">\n{typed}</textarea>" if name == "reason" else f'name="{name}" value="{typed}"'
        assert kept in page
    assert list(answer.context["form"].errors) == [field or "__all__"]


def test_the_same_days_again_are_refused_in_words(above: StaffMember) -> None:
    client = browser(above)
    send(client)

    again = send(client)

    assert again.status_code == 422
    assert "Sebagian hari ini sudah dikeluarkan" in again.content.decode()
    assert REASON in again.content.decode()
    assert SurveyExclusion.objects.count() == 1


def test_whoever_leads_the_office_itself_finds_no_such_page(
    place: Place, above: StaffMember
) -> None:
    own = browser(people.make_staff(place.kua, "Ahmad Fauzan", "head"))

    assert send(own).status_code == 404
    assert not SurveyExclusion.objects.exists()
    assert send(browser(above)).status_code == 302


def test_what_was_left_out_is_read_by_everybody(place: Place, above: StaffMember) -> None:
    actions.exclude_answers(
        period=SurveyPeriod.objects.get(),
        first_day=BAD_DAY,
        last_day=BAD_DAY,
        reason=REASON,
        by=people.acting(above),
        at=LATER,
    )

    page = Client().get(f"/kinerja/kepuasan/{place.kua.key}/").content.decode()

    assert REASON in page
    assert "Maryam" not in page
