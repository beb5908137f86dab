"""Loading procedures: all or nothing, twice is once, and a version is for ever."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest
from django.db import DatabaseError, transaction

from prima.kernel.actors import CITIZEN, SYSTEM, Actor
from prima.kernel.errors import NotAllowed
from prima.kernel.models import JournalEntry
from prima.offices.public import Office
from prima.sops import actions, queries
from prima.sops.core import content_hash
from prima.sops.models import Sop, SopVersion, versions
from prima.sops.tests.places import CATALOGUE, KEY, NOW, change, make_district, small_catalogue
from prima.standards.public import CatalogueRefused, Service, ServiceStandard

pytestmark = pytest.mark.django_db
LATER = NOW + timedelta(days=30)


@pytest.fixture
def offices() -> tuple[Office, Office]:
    return make_district()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return small_catalogue(tmp_path / "catalogue")


def test_the_whole_catalogue_is_loaded_with_progress_and_journal(
    offices: tuple[Office, Office],
) -> None:
    district = offices[0]
    manager = Actor(7, "staff", {"manage_office": frozenset({district.pk})})
    seen: list[tuple[int, int]] = []

    loaded = actions.load_catalogue(
        CATALOGUE, office=district, by=manager, at=NOW, progress=lambda *step: seen.append(step)
    )

    count = len(list((CATALOGUE / "sops").glob("*.yaml")))
    assert (loaded.sops.added, loaded.sops.unchanged) == (count, 0)
    assert loaded.standards.standards_added == ServiceStandard.objects.count() == count
    assert seen[-1][0] == seen[-1][1]
    entries = JournalEntry.objects.filter(chain=f"office:{district.pk}", what="sop.proposed")
    assert entries.count() == count


def test_the_same_content_twice_changes_nothing(
    offices: tuple[Office, Office], folder: Path
) -> None:
    actions.load_catalogue(folder, office=offices[0], by=SYSTEM, at=NOW)
    before = JournalEntry.objects.count()

    again = actions.load_catalogue(folder, office=offices[0], by=SYSTEM, at=LATER)

    assert (again.sops.added, again.sops.unchanged) == (0, 1)
    assert SopVersion.objects.count() == 1
    assert JournalEntry.objects.count() == before


def test_changed_content_is_a_new_version_from_its_day(
    offices: tuple[Office, Office], folder: Path
) -> None:
    actions.load_catalogue(folder, office=offices[0], by=SYSTEM, at=NOW)
    change(folder, "Menyimpan satu fotokopi", "Menyimpan satu fotokopi dalam map")
    seen: list[tuple[int, int]] = []

    loaded = actions.load_sops(
        folder, office=offices[0], by=SYSTEM, at=LATER, progress=lambda *step: seen.append(step)
    )

    service = Service.objects.get(key=KEY)
    first, second = SopVersion.objects.order_by("number")
    assert (loaded.added, seen) == (1, [(1, 1)])
    assert (first.number, second.number) == (1, 2)
    assert queries.version_in_force(service, offices[0], date(2026, 9, 30)) == first
    assert queries.version_in_force(service, offices[0], second.effective_on) == second
    assert queries.version_in_force(service, offices[0], date(2026, 8, 31)) is None


def test_the_day_in_the_file_decides_when_a_version_begins(
    offices: tuple[Office, Office], folder: Path
) -> None:
    change(folder, "identity:", "identity:\n  effective_on: 2027-01-04")

    actions.load_catalogue(folder, office=offices[0], by=SYSTEM, at=NOW)

    assert SopVersion.objects.get().effective_on == date(2027, 1, 4)


def test_the_nearest_office_above_decides(offices: tuple[Office, Office], folder: Path) -> None:
    district, kua = offices
    actions.load_catalogue(folder, office=district, by=SYSTEM, at=NOW)
    service = Service.objects.get(key=KEY)
    inherited = queries.version_in_force(service, kua, date(2026, 9, 2))
    change(folder, "Menyimpan satu fotokopi", "Menyimpan satu fotokopi dalam map")

    actions.load_sops(folder, office=kua, by=SYSTEM, at=NOW)

    own = queries.version_in_force(service, kua, date(2026, 9, 2))
    assert inherited is not None
    assert own is not None
    assert (inherited.sop.office, own.sop.office) == (district, kua)
    assert queries.published_version(service, date(2026, 9, 2)) == inherited
    assert queries.in_force_today(service, kua, NOW)[0] == own
    assert queries.in_force_today(service, None, NOW)[0] == inherited


def test_a_fault_anywhere_loads_nothing(offices: tuple[Office, Office], folder: Path) -> None:
    change(folder, "amount: 3,", "amount: 30,")

    with pytest.raises(CatalogueRefused, match="V9"):
        actions.load_catalogue(folder, office=offices[0], by=SYSTEM, at=NOW)

    assert not Service.objects.exists()
    assert not Sop.objects.exists()
    change(folder, "amount: 30,", "amount: 3,")
    actions.load_catalogue(folder, office=offices[0], by=SYSTEM, at=NOW)
    assert SopVersion.objects.count() == 1


def test_procedures_alone_are_held_against_the_standards_in_force(
    offices: tuple[Office, Office], folder: Path
) -> None:
    actions.load_catalogue(folder, office=offices[0], by=SYSTEM, at=NOW)
    change(folder, "amount: 3,", "amount: 30,")

    with pytest.raises(CatalogueRefused, match="V9"):
        actions.load_sops(folder, office=offices[0], by=SYSTEM, at=LATER)

    assert SopVersion.objects.count() == 1


@pytest.mark.parametrize("load", [actions.load_catalogue, actions.load_sops])
def test_only_who_manages_the_office_may_load(
    offices: tuple[Office, Office], folder: Path, load: type
) -> None:
    district, kua = offices
    elsewhere = Actor(7, "staff", {"manage_office": frozenset({kua.pk})})
    for actor in (CITIZEN, elsewhere):
        with pytest.raises(NotAllowed):
            load(folder, office=district, by=actor, at=NOW)

    actions.load_catalogue(folder, office=district, by=SYSTEM, at=NOW)
    manager = Actor(7, "staff", {"manage_office": frozenset({district.pk})})
    load(folder, office=district, by=manager, at=NOW)


def test_the_database_refuses_to_change_or_remove_a_version(
    offices: tuple[Office, Office], folder: Path
) -> None:
    actions.load_catalogue(folder, office=offices[0], by=SYSTEM, at=NOW)
    version = SopVersion.objects.get()

    with pytest.raises(DatabaseError), transaction.atomic():
        SopVersion.objects.update(effective_on=date(2020, 1, 1))
    with pytest.raises(DatabaseError), transaction.atomic():
        version.delete()

    version.refresh_from_db()
    assert version.content_hash == content_hash(version.document)


def test_a_stored_version_gives_the_procedure_back(
    offices: tuple[Office, Office], folder: Path
) -> None:
    actions.load_catalogue(folder, office=offices[0], by=SYSTEM, at=NOW)

    version = SopVersion.objects.select_related("sop__service").get()

    assert version.automaton.first() == ["submit"]
    assert version.document is version.document, "read once for each content"
    assert str(version) == "Legalisasi Buku Nikah v1"
    assert version.get_absolute_url() == f"/layanan/{KEY}/sop/"


def test_old_contents_leave_the_memory_when_it_is_full(
    offices: tuple[Office, Office], folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(versions, "_KEPT", 1)
    monkeypatch.setattr(versions, "_automata", {})
    actions.load_catalogue(folder, office=offices[0], by=SYSTEM, at=NOW)
    change(folder, "Menyimpan satu fotokopi", "Menyimpan satu fotokopi dalam map")
    actions.load_sops(folder, office=offices[0], by=SYSTEM, at=LATER)

    first, second = SopVersion.objects.order_by("number")

    assert first.document.steps[-1].text == "Menyimpan satu fotokopi"
    assert second.document.steps[-1].text == "Menyimpan satu fotokopi dalam map"
    assert len(versions._automata) == 1
