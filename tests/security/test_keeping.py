"""What may lie in a browser, in a proxy or in the shipped installation: nothing of anybody."""

import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from django.db import connection, transaction

from prima.accounts.models import User
from prima.cases.tests import scene as stage
from prima.kernel.actors import SYSTEM
from prima.offices import public as offices
from tests.architecture import access
from tests.architecture.columns import COLUMNS
from tests.architecture.world import World

ROOT = Path(__file__).parents[2]
PAGES = [row for row in access.rows() if row.method == "GET"]


def opened(people: World, who: str, row: access.Row) -> Any:
    """The page; what opening it changes (a lock, a message seen) is undone."""
    with transaction.atomic():
        answer = people.visit(who).get(access.address(row, people))
        transaction.set_rollback(True)
    return answer


def kept(answer: Any) -> bool:
    """Whether a browser or a proxy may keep this answer."""
    return "no-store" not in answer.headers.get("Cache-Control", "")


def test_no_page_that_only_some_may_open_is_kept_by_anything(people: World) -> None:
    readers = [[who for who in COLUMNS if row.expected[who] == access.OPEN] for row in PAGES]
    some = [
        (row, who)
        for row, who in zip(PAGES, readers, strict=True)
        if who and "anonymous" not in who
    ]

    answers = {str(row): opened(people, who[0], row) for row, who in some}

    assert {answer.status_code for answer in answers.values()} == {200}
    assert [name for name, answer in answers.items() if kept(answer)] == []


def test_what_a_citizen_sees_by_number_and_words_is_kept_by_nothing(people: World) -> None:
    own = [row for row in PAGES if row.expected["anonymous"] == access.CODE]

    answers = [opened(people, "citizen", row) for row in own]
    shown = [answer for answer in answers if answer.status_code == 200]

    assert shown
    assert [answer for answer in shown if kept(answer)] == []


@pytest.mark.django_db
def test_an_office_whose_key_begins_like_another_is_another_office() -> None:
    scene = stage.set_up()
    district = scene.office.parent
    three, thirty = (make_office(key, district) for key in ("unit-3", "unit-30"))
    guest = offices.add_staff(
        office=three, email="tiga@example.go.id", name="Tiga", honorific="ibu",
        by=SYSTEM, at=stage.SET_UP,
    )  # fmt: skip
    offices.assign_role(
        guest, role="supervisor", office=three, starts_on=stage.SET_UP.date(),
        by=SYSTEM, at=stage.SET_UP,
    )  # fmt: skip

    actor = offices.actor_for(guest.user, stage.SET_UP)

    assert three.subtree_ids == {three.pk}
    assert actor.may("see_cases", three.pk)
    assert not actor.may("see_cases", thirty.pk)
    assert actor.offices_with("see_cases") == {three.pk}


def make_office(key: str, parent: offices.Office | None) -> offices.Office:
    return offices.create_office(
        key=key, name=key, kind="subdistrict", parent=parent, number_prefix="TM",
        by=SYSTEM, at=stage.SET_UP,
    )  # fmt: skip


@pytest.mark.django_db
def test_every_reference_between_tables_can_be_followed_back_by_an_index() -> None:
    """Without one a page that joins reads the whole table as soon as there are old rows."""
    with connection.cursor() as cursor:
        cursor.execute(WITHOUT_INDEX)
        missing = {f"{table}.{column}" for table, column in cursor.fetchall()}

    assert missing == READ_FROM_THE_ROW_ONLY


# Nobody asks which rows name these; an index would cost every finished step, and every row of a
# procedure that is compared with a million others (those are asked by their text first).
READ_FROM_THE_ROW_ONLY = {"cases_workitem.appointment_id", "sops_soprow.service_id"}

# A unique or plain index that begins with the column; only tables of our own.
WITHOUT_INDEX = """
    SELECT held.conrelid::regclass::text, pg_attribute.attname
    FROM pg_constraint AS held
    JOIN pg_attribute ON pg_attribute.attrelid = held.conrelid
        AND pg_attribute.attnum = held.conkey[1]
    WHERE held.contype = 'f'
    AND held.conrelid::regclass::text !~ '^(procrastinate|auth|django|account|mfa)_'
    AND NOT EXISTS (
        SELECT 1 FROM pg_index
        WHERE pg_index.indrelid = held.conrelid AND pg_index.indkey[0] = held.conkey[1]
    )
    ORDER BY 1, 2
"""


@pytest.mark.django_db
def test_a_new_installation_has_no_account_at_all() -> None:
    assert not User.objects.exists()


@pytest.mark.slow
def test_the_shipped_settings_pass_djangos_own_check_for_production(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("PRIMA_SITE_URL", "https://prima.example.go.id")
    monkeypatch.setenv("PRIMA_DATA_DIR", str(tmp_path))
    for name in ("PRIMA_DEBUG", "DJANGO_ALLOW_ASYNC_UNSAFE"):
        monkeypatch.delenv(name, raising=False)

    done = subprocess.run(
        [sys.executable, "manage.py", "check", "--deploy", "--fail-level", "WARNING"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )

    assert done.returncode == 0, done.stderr
