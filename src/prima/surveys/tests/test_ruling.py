"""The page of survey rules: who may set one, what it would have meant, what it refuses."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal
from fractions import Fraction
from functools import cache
from typing import Any

import pytest
from django.test import Client

from prima.kernel import clock
from prima.kernel.errors import RuleBroken
from prima.kernel.models import JournalEntry
from prima.offices.public import StaffMember
from prima.offices.tests import people
from prima.surveys import actions, queries, rules
from prima.surveys.core.elements import KEYS
from prima.surveys.core.quota import chance, expected
from prima.surveys.models import SurveyPeriod, SurveyRule
from prima.surveys.rules import Order, PeriodLength
from prima.surveys.tests.places import Place, draw, make_place, manager_of

pytestmark = pytest.mark.django_db
PAGE = "/kelola/survei/aturan/"


@pytest.fixture(scope="module")
def stood(prepared: None) -> tuple[Place, StaffMember, StaffMember]:
    place = make_place()
    above = people.make_staff(place.district, "Maryam Siregar", "manager")
    return place, above, people.make_staff(place.kua, "Dewi Lestari", "manager")


@pytest.fixture
def place(stood: tuple[Place, StaffMember, StaffMember], db: None) -> Place:
    return stood[0]


@pytest.fixture
def above(stood: tuple[Place, StaffMember, StaffMember], db: None) -> Client:
    return browser(stood[1])


@pytest.fixture
def inside(stood: tuple[Place, StaffMember, StaffMember], db: None) -> Client:
    return browser(stood[2])


def browser(staff: StaffMember) -> Client:
    client = Client()
    client.force_login(staff.user)
    return client


def given(**changed: str) -> dict[str, str]:
    start = rules.coming_quarters(rules.local_day(clock.now(), "Asia/Jakarta"))[0]
    return {
        "way": "lot",
        "percent": "60",
        "period_length": "quarter",
        "order": "list",
        "valid_from": start.isoformat(),
        "basis": "Keputusan Nomor 12 Tahun 2026",
        "seen": "0",
        **changed,
    }


def send(client: Client, place: Place, **changed: str) -> Any:
    return client.post(f"{PAGE}{place.kua.key}/", given(**changed))


def test_the_office_above_sets_a_rule_by_the_page_and_the_journal_has_it(
    place: Place, above: Client
) -> None:
    answer = send(above, place)

    assert answer.status_code == 302
    rule = SurveyRule.objects.get()
    assert (rule.least_share, rule.period_length) == (Decimal("0.600"), "quarter")
    entry = JournalEntry.objects.get(what="survey.rule_set")
    assert entry.payload["least_permille"] == 600
    listed = above.get(PAGE).content.decode()
    assert "Diundi, paling sedikit 60 persen, triwulanan" in listed
    assert "Keputusan Nomor 12 Tahun 2026" in listed


def test_the_rated_office_reads_its_rule_and_cannot_touch_it(place: Place, inside: Client) -> None:
    page = inside.get(PAGE).content.decode()

    assert "Ditetapkan dari luar kantor ini" in page
    assert f"{PAGE}{place.kua.key}/" not in page
    assert inside.get(f"{PAGE}{place.kua.key}/").status_code == 404
    assert send(inside, place).status_code == 404
    assert not SurveyRule.objects.exists()


def test_an_office_with_none_above_it_is_not_ruled_by_its_own_manager(
    place: Place, above: Client
) -> None:
    assert above.get(f"{PAGE}{place.district.key}/").status_code == 404


@pytest.mark.parametrize(
    ("changed", "field", "sentence"),
    [
        ({"way": ""}, "way", "Pilih semua orang atau undian."),
        ({"percent": "60%"}, "percent", "tanpa tanda persen"),
        ({"percent": "0"}, "percent", "Isi angka 1 sampai 99"),
        ({"percent": "100"}, "percent", "Untuk 100, pilih semua orang"),
        ({"way": "everybody"}, "percent", "Kosongkan bila semua orang ditanya"),
        ({"valid_from": "2026-01-01"}, "valid_from", "Triwulan ini sudah berjalan"),
        ({"basis": " "}, "basis", "Isi nomor surat keputusannya."),
        ({"basis": "x" * 201}, "basis", "Paling panjang 200 huruf"),
    ],
)
def test_what_is_refused_is_said_beside_its_field_and_the_rest_stays(
    place: Place, above: Client, changed: dict[str, str], field: str, sentence: str
) -> None:
    answer = send(above, place, **{"basis": "Keputusan Nomor 7", **changed})

    assert answer.status_code == 422
    assert sentence in "".join(answer.context["form"].errors[field])
    page = answer.content.decode()
    assert "Keputusan Nomor 7" in page or field == "basis"
    assert not SurveyRule.objects.exists()


def test_reckoning_first_sets_nothing_and_says_how_many(place: Place, above: Client) -> None:
    for _ in range(20):
        draw(place, at=clock.now() - timedelta(days=3))
    may_be_closed(place, 4000)

    page = above.post(f"{PAGE}{place.kua.key}/", given(reckon="1", percent="40"))

    assert page.status_code == 200
    assert not SurveyRule.objects.exists()
    back = queries.lookback(place.kua, clock.now())
    assert back.finished == 20
    assert 8 <= back.asked(Decimal("0.4")) <= 12
    assert back.by_table < back.asked(Decimal("0.4")) < back.asked(Decimal(1)) == 20
    assert page.context["reckoned"] == back.asked(Decimal("0.4"))
    assert "Isian Anda di bawah" in page.content.decode()


def test_before_a_first_period_everybody_counts_as_asked(place: Place) -> None:
    draw(place, at=clock.now())

    assert queries.lookback(place.kua, clock.now()).by_table == 1


def test_who_was_faster_is_shown_and_what_was_typed_stays(place: Place, above: Client) -> None:
    send(above, place, percent="", way="everybody")

    late = send(above, place)

    assert late.status_code == 422
    page = late.content.decode()
    assert "baru saja diubah orang lain" in page
    assert "Semua orang ditanya" in page
    assert 'value="60"' in page
    assert 'name="seen" value="1"' in page
    assert send(above, place, seen="1").status_code == 302
    assert SurveyRule.objects.get().version == 2


def test_a_decree_is_named_in_every_rule(place: Place) -> None:
    with pytest.raises(RuleBroken):
        actions.set_rule(
            office=place.kua,
            valid_from=rules.coming_quarters(clock.now().date())[0],
            least_share=Decimal(1),
            period_length=PeriodLength.MONTH,
            order=Order.LIST,
            basis=" ",
            seen=0,
            by=manager_of(place.district),
            at=clock.now(),
        )


@pytest.mark.parametrize(
    ("day", "starts"),
    [("2026-01-01", "04-01 07-01"), ("2026-09-30", "10-01 01-01"), ("2026-12-31", "01-01 04-01")],
)
def test_a_rule_starts_with_one_of_the_next_two_quarters(day: str, starts: str) -> None:
    found = rules.coming_quarters(datetime.fromisoformat(day).replace(tzinfo=UTC).date())

    assert " ".join(one.strftime("%m-%d") for one in found) == starts


@pytest.mark.parametrize("share", [Fraction(0), Fraction(1, 10), Fraction(2, 5), Fraction(1)])
def test_the_mean_of_the_draw_is_that_of_every_way_it_can_go(share: Fraction) -> None:
    @cache
    def every_way(held: int, invited: int, left: int) -> Fraction:
        if not left:
            return Fraction(invited)
        drawn = chance(share, held, invited)
        yes, no = (
            every_way(held + 1, invited + step, left - 1) if weight else Fraction(0)
            for step, weight in ((1, drawn), (0, 1 - drawn))
        )
        return drawn * yes + (1 - drawn) * no

    for held in (0, 1, 4, 5, 12, 23):
        assert expected(share, held) == pytest.approx(float(every_way(0, 0, held)), abs=1e-6)


def may_be_closed(place: Place, people_served: int) -> None:
    """A closed period of an office so large that its table asks for few."""
    SurveyPeriod.objects.create(
        office=place.kua,
        starts_on="2026-05-01",
        ends_on="2026-05-31",
        population=people_served,
        invited=0,
        respondents=0,
        sums=dict.fromkeys(KEYS, 0),
        squares=0,
        closed_on="2026-06-15",
    )
