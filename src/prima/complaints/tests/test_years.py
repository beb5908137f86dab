"""Figures of a year for everybody: counted at night, added up below an office, late means late."""

import csv
import io
from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from prima.complaints import actions, tasks
from prima.complaints.models import YearFigures
from prima.complaints.queries.years import counted_in, years_of, years_to_count
from prima.complaints.rules import Kind
from prima.complaints.tests.scene import NOW, Hall, answered, say, verified
from prima.complaints.tests.test_views import text
from prima.kernel import clock
from prima.kernel.actors import CITIZEN, SYSTEM
from prima.kernel.errors import NotAllowed

# 1 January 2026 at 06.00 in Jakarta: still the old year in Greenwich.
NEW_YEAR = datetime(2025, 12, 31, 23, tzinfo=UTC)


def counted(hall: Hall, at: datetime) -> None:
    for year in years_to_count(hall.place.kua, at):
        figures = counted_in(hall.place.kua, year, at)
        actions.keep_year(hall.place.kua, year, figures, by=SYSTEM, at=at)


def test_what_came_in_a_year_is_counted_by_what_became_of_it(hall: Hall) -> None:
    told = verified(hall, say(hall).complaint)
    answered(hall, told)
    actions.confirm(told, by=CITIZEN, at=NOW + timedelta(days=3))
    say(hall)
    say(hall, kind=Kind.PRAISE, promise_part="")
    say(hall, at=NEW_YEAR)

    counted(hall, NOW + timedelta(days=200))

    this, before = years_of(hall.place.district), years_of(None)
    assert this == before
    (year,) = this
    assert (year.year, year.received, year.on_time, year.late) == (2026, 3, 1, 2)
    assert (year.open, year.confirmed, year.on_time_percent) == (2, 1, 33)


def test_a_year_is_counted_anew_while_it_may_change_and_once_later(hall: Hall) -> None:
    say(hall, at=NEW_YEAR)
    counted(hall, NOW)
    assert years_to_count(hall.place.kua, NOW + timedelta(days=365)) == [2026, 2027]
    assert years_to_count(hall.place.kua, NOW + timedelta(days=800)) == [2027, 2028]
    assert years_to_count(hall.place.district, NOW) == []
    counted(hall, NOW)
    assert YearFigures.objects.count() == 1
    with pytest.raises(NotAllowed):
        actions.keep_year(hall.place.kua, 2026, {}, by=hall.head, at=NOW)


def test_everybody_reads_the_page_and_the_table(
    hall: Hall, monkeypatch: pytest.MonkeyPatch
) -> None:
    client, address = Client(), reverse("complaints:years")
    assert "Belum ada angka" in text(client.get(address))
    say(hall)
    monkeypatch.setattr(clock, "now", lambda: NOW + timedelta(days=1))
    tasks.count_years(0)

    with CaptureQueriesContext(connection) as seen:
        page = text(client.get(address, {"kantor": hall.place.district.key}))
    assert len(seen.captured_queries) <= 4
    assert "bersama semua kantor di bawahnya" in page
    assert hall.place.kua.name in page
    file = client.get(reverse("complaints:years_file"), {"kantor": hall.place.kua.key})
    (line,) = csv.DictReader(io.StringIO(text(file)))
    assert (line["year"], line["received"], line["open"]) == ("2026", "1", "1")
    assert client.get(address, {"kantor": "tidak-ada"}).status_code == 404
