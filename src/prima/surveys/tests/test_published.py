"""What anybody gets of a closed period: charts, papers, open data, and nothing small."""

import csv
import io
import json
from datetime import date

import openpyxl
import pikepdf
import pytest
from django.test import Client
from django.urls import reverse
from django.utils import translation

from prima.kernel import events
from prima.offices.public import Office
from prima.offices.tests import people
from prima.surveys import queries
from prima.surveys.core.elements import KEYS
from prima.surveys.core.report import FollowUpRow
from prima.surveys.events import LowElement
from prima.surveys.models import SurveyPeriod
from prima.surveys.queries import reports
from prima.surveys.rules import PeriodLength, window_of
from prima.surveys.tests.places import NOW, answered, close, draw, fill, make_place

TODAY = date(2026, 11, 20)


def close_with(office: Office, respondents: int, month: int, **levels: int) -> SurveyPeriod:
    """A closed period in which everybody gave 4, but for the elements named."""
    window = window_of(date(2026, month, 1), PeriodLength.MONTH)
    return SurveyPeriod.objects.create(
        office=office,
        starts_on=window.starts_on,
        ends_on=window.ends_on,
        population=respondents * 2,
        invited=respondents * 2,
        respondents=respondents,
        sums={key: respondents * levels.get(key, 4) for key in KEYS},
        squares=respondents * 36**2,
        closed_on=date(2026, month + 1, 20),
    )


@pytest.fixture
def office(db: None) -> Office:
    return people.make_office(parent=people.make_district())


def page_of(client: Client, office: Office) -> str:
    return client.get(reverse("surveys:office_figures", args=[office.key])).content.decode()


def paper(client: Client, name: str, office: Office, month: str = "2026-06") -> bytes:
    found = client.get(reverse(f"surveys:{name}", args=[office.key, month]))
    assert found.status_code == 200
    assert "attachment" in found["Content-Disposition"]
    return b"".join(found)


def test_the_page_draws_periods_and_elements_with_their_tables(
    client: Client, office: Office
) -> None:
    close_with(office, 10, 5, time=2)
    close_with(office, 12, 6, time=3)

    page = page_of(client, office)

    assert page.count('<svg class="chart"') == 2
    assert "<title>Nilai setiap unsur" in page
    assert "Tabel angka setiap unsur" in page
    assert page.count("/laporan.pdf") == 2
    assert "data.csv" in page


def test_one_period_alone_is_no_trend_and_nine_answers_no_paper(
    client: Client, office: Office
) -> None:
    close_with(office, 9, 5)
    close_with(office, 12, 6)

    assert page_of(client, office).count('<svg class="chart"') == 1
    assert page_of(client, office).count("/laporan.pdf") == 1
    for name in ("report_pdf", "publication_pdf", "workbook"):
        few = client.get(reverse(f"surveys:{name}", args=[office.key, "2026-05"]))
        assert few.status_code == 404


@pytest.mark.parametrize("month", ["2026-13", "juni", "2026-07", "2026-6"])
def test_a_month_without_a_closed_period_has_no_paper(
    client: Client, office: Office, month: str
) -> None:
    close_with(office, 12, 6)

    answer = client.get(reverse("surveys:report_pdf", args=[office.key, month]))

    assert answer.status_code == 404


def test_the_papers_of_a_period_can_be_opened(client: Client, office: Office) -> None:
    close_with(office, 12, 6, time=3)

    for name in ("report_pdf", "publication_pdf"):
        with pikepdf.open(io.BytesIO(paper(client, name, office))) as document:
            assert str(document.Root.Lang) == "id"
    book = openpyxl.load_workbook(io.BytesIO(paper(client, "workbook", office)))
    assert book["Unsur"]["C4"].value == 36
    assert "Lembar data" not in book.sheetnames


def test_open_data_holds_what_may_be_shown_and_nothing_else(
    client: Client, office: Office
) -> None:
    close_with(office, 9, 5)
    close_with(office, 12, 6, time=3)

    sheet = client.get(reverse("surveys:data_csv", args=[office.key]))
    rows = list(csv.DictReader(io.StringIO(b"".join(sheet).decode())))
    said = json.loads(client.get(reverse("surveys:data_json", args=[office.key])).content)

    assert {row["starts_on"] for row in rows} == {"2026-06-01"}
    assert [row["mean"] for row in rows if row["element"] == "time"] == ["3.000"]
    (period,) = said["periods"]
    assert period["index"] == rows[0]["index"] == "97.22"
    assert period["respondents"] == 12
    assert said["method"]["least_answers"] == 10


def test_a_report_compares_with_the_period_before_and_is_indonesian(office: Office) -> None:
    close_with(office, 10, 5, time=2)
    close_with(office, 12, 6, time=3)

    with translation.override("en"):
        report = queries.report_of(office, date(2026, 6, 1), TODAY)

    assert report is not None
    assert report.period == "Juni 2026"
    assert report.issued_on == date(2026, 7, 16)
    time = next(one for one in report.elements if one.key == "time")
    assert (str(time.value), str(time.previous)) == ("75.00", "50.00")
    assert [point.name for point in report.earlier] == ["Mei 2026", "Juni 2026"]


def test_the_register_of_improvements_gives_the_follow_up(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    close_with(office, 12, 6)
    monkeypatch.setattr(reports, "_follow_up", reports._nothing)
    row = FollowUpRow("Waktu", "Dua loket", "31 Agustus 2026", "Kepala")

    assert queries.report_of(office, date(2026, 6, 1), TODAY).follow_up == ()  # type: ignore[union-attr]
    reports.offer_follow_up_by(lambda _office, _start, _on: (row,))

    report = queries.report_of(office, date(2026, 6, 1), TODAY)
    assert report is not None
    assert report.follow_up == (row,)


def test_who_received_what_stands_in_the_report_and_few_are_counted_together(db: None) -> None:
    place = make_place()
    answered(place, 10, level=3)
    close(place.kua)

    report = queries.report_of(place.kua, date(2026, 6, 1), TODAY)

    assert report is not None
    assert report.profiles[-1].title == "Layanan yang diterima"
    assert [row.count for row in report.profiles[-1].rows] == [10]
    assert report.channels is not None
    assert [row.label for row in report.channels.rows] == ["Tautan undangan"]


def test_the_three_weakest_elements_are_told_when_a_period_is_closed(db: None) -> None:
    place = make_place()
    heard: list[LowElement] = []
    events.subscribe(LowElement, heard.append)
    for _ in range(10):
        fill(draw(place), 4, time=2, cost=3, product=1, at=NOW)

    close(place.kua)
    close(place.kua)

    events.unsubscribe(LowElement, heard.append)
    assert [(one.element, one.mean_permille) for one in heard] == [
        ("product", 1000), ("time", 2000), ("cost", 3000),
    ]  # fmt: skip
    assert {one.period_id for one in heard} == {SurveyPeriod.objects.get().pk}
