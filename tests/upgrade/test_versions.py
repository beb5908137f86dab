"""Two versions meet: tables that are older or newer than the program, and pages left open."""

from __future__ import annotations

import re
from collections.abc import Callable
from http.cookiejar import CookieJar
from urllib.error import HTTPError
from urllib.parse import urlencode
from urllib.request import HTTPCookieProcessor, OpenerDirector, build_opener

import psycopg
import pytest
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.operations import (
    AlterModelTable,
    DeleteModel,
    RemoveField,
    RenameField,
    RenameModel,
)
from pytest_django import Settings

from conftest import Database, Server
from prima.config import cli, launch, release, tables
from prima.config.embedded import EmbeddedServerError, wait_until_answering
from tests.upgrade.conftest import RELEASES, Upgraded

Capture = pytest.CaptureFixture[str]
TAKES_AWAY = (AlterModelTable, DeleteModel, RemoveField, RenameField, RenameModel)


@pytest.fixture
def newer(own_database: Database, settings: Settings) -> Database:
    """What the next version leaves behind: a new table, a new column, a migration nobody knows."""
    settings.EMBEDDED_SERVER = None
    launch.create_keys()
    with psycopg.connect(own_database.owner_url) as owner:
        owner.execute("CREATE TABLE cases_future (id bigint PRIMARY KEY)")
        owner.execute("ALTER TABLE cases_case ADD COLUMN future text")
        owner.execute(
            "INSERT INTO django_migrations (app, name, applied)"
            " VALUES ('cases', '9999_future', now())"
        )
    return own_database


def _note(database: Database, *, oldest: str) -> None:
    with psycopg.connect(database.owner_url) as owner:
        owner.execute(
            "COMMENT ON TABLE django_migrations IS"
            f" 'prima: tables of 99.0.0, served from {oldest} on'"
        )


@pytest.mark.parametrize("command", [["serve", "--port=0"], ["journal", "verify"], ["init"]])
def test_a_newer_database_is_not_touched(
    newer: Database, command: list[str], capsys: Capture
) -> None:
    _note(newer, oldest="99.0.0")

    assert cli.main(command) == 1
    said = capsys.readouterr().err
    assert "dibuat untuk Prima 99.0.0" in said
    assert f"terpasang Prima {release.version()}" in said
    assert "pulihkan cadangan" in said


def test_a_newer_database_without_a_note_is_not_touched(newer: Database, capsys: Capture) -> None:
    assert cli.main(["serve", "--port=0"]) == 1
    assert "dibuat untuk Prima yang lebih baru" in capsys.readouterr().err


def test_going_back_by_one_version_goes_on_serving(
    newer: Database, start_server: Callable[..., Server]
) -> None:
    _note(newer, oldest="0.0.1")

    server = start_server()

    assert build_opener().open(f"{server.url}/layanan/").status == 200
    assert "masih dapat melayani untuk sementara" in server.log.read_text()


def test_every_version_notes_who_may_serve_on_its_tables(
    own_database: Database, settings: Settings
) -> None:
    settings.EMBEDDED_SERVER = None
    launch.migrate()

    assert tables._noted() == (release.version(), tables.OLDEST_READER)
    assert tables.fit().is_ready


@pytest.mark.parametrize(
    ("older", "newer"), [("0.9.1", "0.10.0"), ("0.2.0", "1.0.0"), ("0.2.0", "0.2.1")]
)
def test_versions_are_ordered_by_their_numbers(older: str, newer: str) -> None:
    assert tables.numbers(older) < tables.numbers(newer)


def test_what_older_versions_read_is_taken_away_only_with_notice(upgraded: Upgraded) -> None:
    """A migration that removes or renames makes going back impossible: then it must say so."""
    with psycopg.connect(upgraded.database.owner_url) as owner:
        known = set(owner.execute("SELECT app, name FROM django_migrations WHERE id <= %s",
                                  [upgraded.last_migration]).fetchall())  # fmt: skip
    loader = MigrationLoader(None)
    taken = [
        f"{app}.{name}: {operation.describe()}"
        for (app, name), migration in loader.disk_migrations.items()
        if (app, name) not in known
        for operation in migration.operations
        if isinstance(operation, TAKES_AWAY)
    ]

    if tables.numbers(tables.OLDEST_READER) <= tables.numbers(upgraded.release):
        assert taken == []


def test_the_tables_of_an_older_version_wait_for_init(upgraded: Upgraded) -> None:
    assert "Jalankan dahulu: prima init" in upgraded.refusal


def test_an_old_postgresql_is_named(
    own_database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("prima.config.embedded.LEAST_MAJOR_VERSION", 99)

    with pytest.raises(EmbeddedServerError, match="memerlukan versi 99"):
        wait_until_answering(own_database.application_url, seconds=0)


def test_a_page_left_open_over_an_upgrade_still_works(start_server: Callable[..., Server]) -> None:
    browser = build_opener(HTTPCookieProcessor(CookieJar()))
    before = start_server("--web-only")
    page = browser.open(f"{before.url}/lacak/").read().decode()
    token = re.findall(r'name="csrfmiddlewaretoken" value="([^"]+)"', page)[-1]
    (style,) = set(re.findall(r'href="(/static/[^"]+\.css)"', page)[:1])

    after = start_server("--web-only")

    status, answer = _send(browser, f"{after.url}/lacak/cari/", token)
    assert status == 422
    assert "tidak cocok" in answer
    assert browser.open(after.url + style).status == 200


def _send(browser: OpenerDirector, url: str, token: str) -> tuple[int, str]:
    form = {"csrfmiddlewaretoken": token, "number": "MP-26-7K3F9Q", "words": "a b c d e"}
    try:
        answer = browser.open(url, urlencode(form).encode())
    except HTTPError as error:
        return error.code, error.read().decode()
    return answer.status, answer.read().decode()


def test_a_release_is_stored() -> None:
    assert RELEASES
