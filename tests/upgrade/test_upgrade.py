"""A populated database of every past release is brought to this version, and nothing is lost."""

from __future__ import annotations

import itertools
import json
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from http import HTTPStatus

import psycopg
import pytest
from django.apps import apps
from django.test import Client
from procrastinate.contrib.django import app as jobs

from conftest import Database
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
from prima.config import installation
from prima.kernel import journal
from prima.kernel.actors import Actor
from prima.kernel.crypto import EncryptedTextField
from prima.kernel.errors import RuleBroken
from prima.kernel.files import StoredFile, read
from prima.offices import public as offices
from prima.sops.core import content_hash
from prima.sops.models import SopVersion
from prima.sops.public import HANDED_OVER, PRODUCT_READY
from prima.standards.actions import RegulationDetails, correct_regulation, law
from prima.standards.models import CitingDocument, Regulation, ServiceStandard
from prima.standards.public import CitingKind, bases_in_force
from tests.upgrade import remnants
from tests.upgrade.conftest import HERE, Upgraded, prima
from tests.upgrade.rows import Column, contents

MONDAY = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)

# What later migrations meant to do with stored rows: tables under another name; tables and columns
# that changed, and why.
RENAMED = {"offices_positionholder": "offices_appointment"}
MEANT: dict[str, str] = {
    "django_migrations": "grows with each migration",
    "django_content_type": "names the models of this version",
    "auth_permission": "names the models of this version",
    "kernel_journalentry": "grows when the rules of law are loaded; the anchor guards the past",
    "kernel_journalhead": "the last entry of each chain",
    "kernel_outgoingmessage.state": "“sent” became handed over or said to be sent",
}
# Routes a member of staff opens every day; all of them are lists.
STAFF_PAGES = ("/meja/", "/loket/", "/cari-berkas/")
PUBLIC_PAGES = ("/", "/layanan/", "/kinerja/", "/kinerja/kepuasan/", "/lacak/", "/privasi/")


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
    prima("init", environment=upgraded.environment)

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


def test_every_sealed_value_says_what_it_said(stored: Upgraded) -> None:
    release = json.loads((HERE / stored.release / "facts.json").read_text())
    fields = {
        Column(model._meta.db_table, str(field.column)): (model, field.attname)
        for model in apps.get_models()
        for field in model._meta.concrete_fields
        if isinstance(field, EncryptedTextField)
    }

    for name, fact in release["sealed"].items():
        model, attribute = fields[_now(Column(*name.split(".")))]
        assert remnants.opened(model, attribute) == fact, name


def test_every_file_opens(stored: Upgraded) -> None:
    files = list(StoredFile.objects.all())

    assert files
    assert all(len(read(file)) == file.size for file in files)


def test_the_journal_is_whole_up_to_the_anchor_of_that_time(stored: Upgraded) -> None:
    (anchor,) = (stored.folder / "anchors").glob("*")

    assert journal.verify(anchor).is_whole


def test_procedures_and_standards_read_as_they_were_written(stored: Upgraded) -> None:
    versions = SopVersion.objects.all()

    assert versions
    for version in versions:
        assert content_hash(version.automaton.document) == version.content_hash
    for standard in ServiceStandard.objects.all():
        assert standard.content.to_data() == standard.content_data


def test_the_rules_of_law_are_there_and_every_version_is_linked(stored: Upgraded) -> None:
    """Nobody has to load the catalogue first: an SOP can be approved on the morning after."""
    cited = CitingDocument.objects.values_list("kind", "object_id")
    basis = SopVersion.objects.filter(is_proposal=False).first() or SopVersion.objects.first()
    assert basis is not None

    assert {entry.name.key for entry in law()} <= {one.key for one in Regulation.objects.all()}
    assert {pk for kind, pk in cited if kind == CitingKind.SOP} == _ids(SopVersion)
    assert {pk for kind, pk in cited if kind == CitingKind.STANDARD} == _ids(ServiceStandard)
    texts = basis.content["identity"]["legal_basis"]
    assert not [one for one in bases_in_force(texts, MONDAY.date()) if one.is_hard]


def test_an_upgrade_keeps_what_an_office_corrected_in_the_rules(next_morning: Database) -> None:
    rule = Regulation.objects.get(key="uu-25-2009")
    top = offices.Office.objects.get(parent=None)
    author = Actor(1, "staff", {"write_standards": frozenset({top.pk})})
    correct_regulation(
        rule, RegulationDetails(about="Pelayanan publik, dibetulkan"), revision=rule.revision,
        by=author, at=MONDAY,
    )  # fmt: skip

    installation.follow_law(at=MONDAY)

    assert Regulation.objects.get(pk=rule.pk).about == "Pelayanan publik, dibetulkan"


def _ids(model: type[SopVersion | ServiceStandard]) -> set[int]:
    return set(model._default_manager.values_list("pk", flat=True))


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
