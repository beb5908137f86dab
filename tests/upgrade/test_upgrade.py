"""A populated database of every past release is brought to this version, and nothing is lost."""

from __future__ import annotations

import itertools
import json
import lzma
import os
import subprocess
import sys
import tarfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from http import HTTPStatus
from pathlib import Path

import psycopg
import pytest
from django.apps import apps
from django.db import connections
from django.test import Client, override_settings
from procrastinate.contrib.django import app as jobs
from psycopg.conninfo import conninfo_to_dict
from pytest_django import DjangoDbBlocker

from conftest import Cluster, Database, drop, using
from prima.cases.public import (
    Case,
    CaseStatus,
    Finish,
    Proof,
    Receiver,
    Relation,
    WorkItem,
    finish_step,
)
from prima.config import embedded
from prima.kernel import journal
from prima.kernel.actors import Actor
from prima.kernel.crypto import EncryptedTextField
from prima.kernel.errors import RuleBroken
from prima.kernel.files import StoredFile, read
from prima.offices import public as offices
from prima.sops.core import content_hash
from prima.sops.models import SopVersion
from prima.sops.public import HANDED_OVER, PRODUCT_READY
from prima.standards.models import ServiceStandard
from tests.upgrade import remnants
from tests.upgrade.rows import Column, Content, contents
from tests.upgrade.storing import program

HERE = Path(__file__).parent
TOP = HERE.parents[1]
RELEASES = sorted(path.parent.name for path in HERE.glob("*/database.sql.xz"))
MONDAY = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)

# What later migrations meant to do with stored rows: tables under another name; tables and columns
# that changed, and why.
RENAMED = {"offices_positionholder": "offices_appointment"}
MEANT: dict[str, str] = {
    "django_migrations": "grows with each migration",
    "django_content_type": "names the models of this version",
    "auth_permission": "names the models of this version",
}
# Routes a member of staff opens every day; all of them are lists.
STAFF_PAGES = ("/meja/", "/loket/", "/cari-berkas/")
PUBLIC_PAGES = ("/", "/layanan/", "/kinerja/", "/kinerja/kepuasan/", "/lacak/", "/privasi/")


@dataclass(frozen=True)
class Upgraded:
    """One stored release after `prima init` of this version."""

    release: str
    folder: Path
    database: Database
    environment: dict[str, str]
    before: dict[Column, Content]
    after: dict[Column, Content]

    def init(self) -> str:
        """What an operator types after installing the new version."""
        done = subprocess.run(
            [sys.executable, "-m", "prima.config.cli", "init"],
            cwd=TOP,
            env=self.environment,
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout


@pytest.fixture(scope="module", params=RELEASES)
def upgraded(
    request: pytest.FixtureRequest,
    cluster: Cluster,
    django_db_setup: None,
    django_db_blocker: DjangoDbBlocker,
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[Upgraded]:
    """The database of the release, restored as its owner, and brought forward by `prima init`."""
    release: str = request.param
    folder = tmp_path_factory.mktemp(f"data-{release}")
    with tarfile.open(HERE / release / "data.tar.xz") as archive:
        archive.extractall(folder, filter="data")
    database = cluster.empty()
    _restore(HERE / release, database)
    with psycopg.connect(database.owner_url) as connection:
        before = contents(connection)
    found = Upgraded(release, folder, database, _environment(folder, database), before, {})
    assert "Basis data siap" in found.init()
    with psycopg.connect(database.owner_url) as connection:
        found.after.update(contents(connection))
    with using(database, django_db_blocker), _places(folder):
        yield found
    drop(database)


@pytest.fixture
def next_morning(
    upgraded: Upgraded, cluster: Cluster, django_db_blocker: DjangoDbBlocker
) -> Iterator[Database]:
    """People work on: in a copy, because the other tests compare what was stored."""
    connections.close_all()
    copy = cluster.clone(upgraded.database)
    with using(copy, django_db_blocker):
        yield copy
    drop(copy)


def _restore(stored: Path, database: Database) -> None:
    """As `pg_dump` wrote it, by its owner; the roles of this run may have other names."""
    dump = lzma.decompress((stored / "database.sql.xz").read_bytes()).decode()
    for was, url in (
        (embedded.APPLICATION, database.application_url),
        (embedded.OWNER, database.owner_url),
    ):
        dump = dump.replace(was, str(conninfo_to_dict(url)["user"]))
    subprocess.run(
        [program("psql"), "-X", "-q", "-v", "ON_ERROR_STOP=1", "-d", database.owner_url],
        input=dump,
        stdout=subprocess.DEVNULL,
        text=True,
        check=True,
    )


def _environment(folder: Path, database: Database) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith("PRIMA_")}
    return {
        **kept,
        "PYTHONPATH": "src",
        "PRIMA_DATA_DIR": str(folder),
        "DATABASE_URL": database.application_url,
        "DATABASE_OWNER_URL": database.owner_url,
    }


@contextmanager
def _places(folder: Path) -> Iterator[None]:
    """This process reads the keys, files and anchors of the stored release."""
    with override_settings(
        PRIMA_KEYS_FILE=folder / "keys.json",
        FILES_DIR=folder / "files",
        ANCHOR_DIR=folder / "anchors",
    ):
        yield


def _now(column: Column) -> Column:
    """The name a column of the release has today."""
    return Column(RENAMED.get(column.table, column.table), column.name)


def test_no_row_that_was_stored_is_lost_or_changed(upgraded: Upgraded) -> None:
    """Numbers, states, promises, hashes, sealed texts: all columns of all tables, byte by byte."""
    changed = {
        f"{column.table}.{column.name}"
        for column, content in upgraded.before.items()
        if column.table not in MEANT and upgraded.after.get(_now(column)) != content
    }

    assert len(upgraded.before) > 300
    assert sorted(changed - set(MEANT)) == []


def test_a_second_run_changes_nothing(upgraded: Upgraded) -> None:
    upgraded.init()

    with psycopg.connect(upgraded.database.owner_url) as connection:
        assert contents(connection) == upgraded.after


def test_a_migration_that_touched_one_row_would_be_seen(
    upgraded: Upgraded, next_morning: Database
) -> None:
    with psycopg.connect(next_morning.owner_url) as connection:
        connection.execute("UPDATE cases_case SET due_at = due_at + interval '1 minute'")
        found = contents(connection)

    changed = {column for column in found if found[column] != upgraded.after[column]}
    assert changed == {Column("cases_case", "due_at")}


def test_the_application_may_still_not_change_its_past(upgraded: Upgraded) -> None:
    with (
        psycopg.connect(upgraded.database.application_url) as connection,
        pytest.raises(psycopg.errors.InsufficientPrivilege),
    ):
        connection.execute("DELETE FROM kernel_journalentry")


def test_every_sealed_value_says_what_it_said(upgraded: Upgraded) -> None:
    release = json.loads((HERE / upgraded.release / "facts.json").read_text())
    fields = {
        Column(model._meta.db_table, str(field.column)): (model, field.attname)
        for model in apps.get_models()
        for field in model._meta.concrete_fields
        if isinstance(field, EncryptedTextField)
    }

    for name, fact in release["sealed"].items():
        model, attribute = fields[_now(Column(*name.split(".")))]
        assert remnants.opened(model, attribute) == fact, name


def test_every_file_opens(upgraded: Upgraded) -> None:
    stored = list(StoredFile.objects.all())

    assert stored
    assert all(len(read(file)) == file.size for file in stored)


def test_the_journal_is_whole_up_to_the_anchor_of_that_time(upgraded: Upgraded) -> None:
    (anchor,) = (upgraded.folder / "anchors").glob("*")

    assert journal.verify(anchor).is_whole


def test_procedures_and_standards_read_as_they_were_written(upgraded: Upgraded) -> None:
    versions = SopVersion.objects.all()

    assert versions
    for version in versions:
        assert content_hash(version.automaton.document) == version.content_hash
    for standard in ServiceStandard.objects.all():
        assert standard.content.to_data() == standard.content_data


def test_every_job_that_waits_is_known_to_this_version(upgraded: Upgraded) -> None:
    """A job of the old version that nobody knows any more would be a letter nobody gets."""
    with psycopg.connect(upgraded.database.owner_url) as connection:
        rows = connection.execute("SELECT DISTINCT task_name FROM procrastinate_jobs").fetchall()

    assert {name for (name,) in rows} <= set(jobs.tasks)


def test_citizens_and_officers_find_their_pages(next_morning: Database) -> None:
    officer, _actor = next(one for one in _staff() if one[1].offices_with("register_cases"))
    browser = Client()

    for page in PUBLIC_PAGES:
        assert browser.get(page).status_code == HTTPStatus.OK, page
    browser.force_login(officer.user)
    for page in STAFF_PAGES:
        assert browser.get(page).status_code == HTTPStatus.OK, page


def test_a_running_case_is_finished_under_the_procedure_it_began_with(
    next_morning: Database,
) -> None:
    case = (
        Case.objects.filter(status=CaseStatus.IN_PROCESS, held_since=None, items__recorded_at=None)
        .order_by("pk")
        .distinct()[0]
    )

    moments = (MONDAY + timedelta(minutes=5 * row) for row in itertools.count())
    while item := case.items.open().first():
        _finish(item, at=next(moments))
    finished = Case.objects.get(pk=case.pk)

    assert finished.status == CaseStatus.COMPLETED
    assert finished.number == case.number
    assert finished.promised_at == case.promised_at
    assert finished.sop_version_id == case.sop_version_id
    assert journal.verify().is_whole


def _staff() -> list[tuple[offices.StaffMember, Actor]]:
    people = offices.StaffMember.objects.select_related("user").order_by("pk")
    return [(one, offices.actor_for(one.user, MONDAY)) for one in people]


def _finish(item: WorkItem, *, at: datetime) -> None:
    """The first who may finish the row does; the software itself says who may not."""
    step = item.case.sop_version.automaton.document.step(item.step_key)
    how = Finish(
        outcome=step.outcomes[0],
        product_number="B-0471/2026" if PRODUCT_READY in step.marks else "",
        receiver=Receiver("Rekaan", Relation.APPLICANT, Proof.SIGNATURE)
        if HANDED_OVER in step.marks
        else None,
    )
    for _person, actor in _staff():
        with suppress(RuleBroken):
            finish_step(item, how, by=actor, at=at)
            return
    raise AssertionError(f"Nobody could finish {item.step_key}")
