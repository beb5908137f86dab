"""The demonstration from outside: built twice alike, kept, begun anew, apart from real data."""

import functools
import json
from datetime import date, timedelta
from pathlib import Path

import pytest
from django.conf import settings as django_settings
from django.core.mail import EmailMessage
from django.db import transaction
from pytest_django import Settings

from conftest import Database
from prima.cases.public import Case
from prima.config import cli, demo, demo_mark, demo_mode
from prima.config.commands import demo as command
from prima.config.demo import plan
from prima.config.demo.town import ZONE, moment
from prima.config.tests.test_demo import facts, quiet
from prima.kernel import journal
from prima.offices import public as offices
from prima.offices.core import WorkingCalendar
from prima.offices.tests.calendars import content

TODAY = date(2026, 10, 28)
NOW = moment(TODAY, 14)
SMALL = functools.partial(demo.build, now=NOW, size=3)


@pytest.fixture
def _small(
    own_database: Database, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, settings: Settings
) -> None:
    """A few cases are enough here; keys, anchors and files lie in folders of the test."""
    settings.ANCHOR_DIR = tmp_path / "anchors"
    settings.DATA_DIR = tmp_path
    monkeypatch.setattr(demo, "build", SMALL)


@pytest.mark.django_db
def test_the_same_seed_and_moment_give_the_same_facts() -> None:
    told = []
    for _time in range(2):
        with transaction.atomic():
            SMALL(TODAY, 3, quiet)
            told.append(facts())
            transaction.set_rollback(True)

    assert told[0] == told[1]
    assert json.loads(told[0])


def test_another_seed_gives_other_cases() -> None:
    calendar = WorkingCalendar(content())

    three, four = (plan.draw(lambda _office: calendar, seed, NOW, plan.CASES) for seed in (3, 4))

    assert len(three) == len(four)
    assert [one.arrives for one in three] != [one.arrives for one in four]


@pytest.mark.slow
@pytest.mark.usefixtures("_small")
def test_a_second_run_keeps_the_data_and_a_fresh_one_begins_anew(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert cli.main(["demo", "--no-serve"]) == 0
    first = capsys.readouterr().out
    numbers = set(Case.objects.values_list("number", flat=True))
    journal.write_anchor()

    assert cli.main(["demo", "--no-serve"]) == 0
    second = capsys.readouterr().out
    assert set(Case.objects.values_list("number", flat=True)) == numbers

    assert cli.main(["demo", "--no-serve", "--fresh"]) == 0
    assert numbers.isdisjoint(Case.objects.values_list("number", flat=True))
    assert demo_mark.read() == "ready"
    assert journal.write_anchor().exists()
    for printed in (first, second):
        assert "/masuk/" in printed
        assert "ahmad@tirtamulya.example" in printed
        assert any(number in printed for number in numbers)
    assert first != second


@pytest.mark.slow
@pytest.mark.usefixtures("_small")
def test_what_was_cut_off_is_built_again() -> None:
    def cut_off(done: int, _total: int) -> None:
        if done > 5:
            raise KeyboardInterrupt

    demo_mark.write("building")
    with pytest.raises(KeyboardInterrupt):
        SMALL(TODAY, 1, cut_off)
    assert Case.objects.exists()

    command.prepare(TODAY, 1, fresh=False)

    assert demo_mark.read() == "ready"
    assert offices.StaffMember.objects.count() == 20


def test_letters_to_invented_people_stay_in_a_folder(
    settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.DATA_DIR, settings.PRIMA_DEMO = tmp_path, False
    monkeypatch.delenv("PRIMA_SMTP_HOST", raising=False)

    demo_mode.switch_on()
    EmailMessage("Kabar", "Isi", to=["siti@warga.example"]).send()

    assert django_settings.PRIMA_DEMO
    letters = list((tmp_path / demo_mode.MAIL_FOLDER).iterdir())
    assert "siti@warga.example" in letters[0].read_text()


def test_a_mail_server_of_ones_own_is_used(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.PRIMA_DEMO = False
    monkeypatch.setenv("PRIMA_SMTP_HOST", "mail.example")
    before = django_settings.EMAIL_BACKEND

    demo_mode.switch_on()

    assert django_settings.PRIMA_DEMO
    assert before == django_settings.EMAIL_BACKEND


@pytest.mark.parametrize("later", range(0, 365, 5))
def test_on_any_day_there_are_enough_cases_and_a_month_of_answers_is_closed(later: int) -> None:
    calendar = WorkingCalendar(content())
    now = moment(date(2026, 1, 20) + timedelta(days=later), 10)

    drawn = plan.draw(lambda _office: calendar, 1, now, plan.CASES)

    last = now.astimezone(ZONE).date()
    first = plan.first_day(last)
    recent = [one for one in drawn if last - timedelta(days=60) <= one.arrives.date() <= last]
    assert first <= last - timedelta(days=60)
    assert len(recent) >= 150
    assert all(one.arrives <= now for one in drawn if one.stops_at)
    assert first.day == 1 or first == last - timedelta(days=60)
