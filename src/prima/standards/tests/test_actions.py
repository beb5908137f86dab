"""Loading the catalogue: all of it or nothing, twice is once, and a version is for ever."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from django.db import DatabaseError, IntegrityError, transaction

from prima.kernel.actors import CITIZEN, SYSTEM
from prima.kernel.errors import NotAllowed
from prima.kernel.models import JournalEntry
from prima.offices.public import Office
from prima.standards import actions, queries
from prima.standards.actions import CatalogueRefused, LoadResult
from prima.standards.models import Service, ServiceCategory, ServiceStandard
from prima.standards.tests.places import (
    CATALOGUE,
    NOW,
    change,
    make_district,
    make_office,
    manager_of,
    small_catalogue,
)

pytestmark = pytest.mark.django_db
KEY = "legalisasi-buku-nikah"
LATER = NOW + timedelta(days=30)


@pytest.fixture
def district() -> Office:
    return make_district()[0]


def load(folder: Path, office: Office, at: datetime = NOW) -> LoadResult:
    return actions.load_catalogue(folder, office=office, by=SYSTEM, at=at)


def test_the_whole_catalogue_is_loaded_with_progress_and_journal(district: Office) -> None:
    seen: list[tuple[int, int]] = []

    result = actions.load_catalogue(
        CATALOGUE,
        office=district,
        by=manager_of(district),
        at=NOW,
        progress=lambda done, total: seen.append((done, total)),
    )

    total = Service.objects.count()
    assert result == LoadResult(services_added=total, standards_added=total - 1)
    assert seen == [(done, total) for done in range(1, total + 1)]
    assert ServiceStandard.objects.filter(is_proposal=True, version=1).count() == total - 1
    entries = JournalEntry.objects.filter(chain=f"office:{district.pk}", actor_id=7)
    assert entries.filter(what="service.added").count() == total
    assert entries.filter(what="standard.proposed").count() == total - 1


def test_loading_the_same_catalogue_twice_changes_nothing(district: Office) -> None:
    load(CATALOGUE, district)
    entries = JournalEntry.objects.count()

    result = load(CATALOGUE, district, at=LATER)

    assert result == LoadResult(unchanged=ServiceStandard.objects.count())
    assert JournalEntry.objects.count() == entries


def test_a_changed_standard_becomes_a_new_version_and_the_old_one_stays(
    district: Office, tmp_path: Path
) -> None:
    folder = small_catalogue(tmp_path)
    load(folder, district)
    change(folder, KEY, "amount: 15", "amount: 10")

    result = load(folder, district, at=LATER)

    first, second = ServiceStandard.objects.order_by("version")
    assert result == LoadResult(standards_added=1)
    assert (first.version, first.content.completion_time.amount) == (1, 15)
    assert (second.version, second.content.completion_time.amount) == (2, 10)
    assert (first.effective_on, second.effective_on) == (date(2026, 9, 1), date(2026, 10, 1))


def test_a_changed_service_is_changed_in_place_without_a_new_version(
    district: Office, tmp_path: Path
) -> None:
    folder = small_catalogue(tmp_path)
    load(folder, district)
    change(folder, KEY, "name: Legalisasi buku nikah", "name: Legalisir buku nikah")

    result = load(folder, district, at=LATER)

    assert result == LoadResult(services_changed=1, unchanged=1)
    assert Service.objects.get().name == "Legalisir buku nikah"
    assert JournalEntry.objects.filter(what="service.changed").count() == 1


def test_a_catalogue_with_a_fault_changes_nothing_and_says_why(
    district: Office, tmp_path: Path
) -> None:
    folder = small_catalogue(tmp_path, KEY, "rujuk")
    line = change(folder, "rujuk", "unit: working_day", "unit: hari")

    with pytest.raises(CatalogueRefused) as refused:
        load(folder, district)

    assert not Service.objects.exists()
    assert not ServiceCategory.objects.exists()
    assert f"services/rujuk.yaml, baris {line}: " in str(refused.value)
    assert "tidak ada yang berubah" in str(refused.value)
    assert refused.value.problems[0].line == line
    change(folder, "rujuk", "unit: hari", "unit: working_day")
    assert load(folder, district).services_added == 2


def test_a_load_that_breaks_on_the_way_leaves_nothing_behind(
    district: Office, tmp_path: Path
) -> None:
    def stop(done: int, total: int) -> None:
        if done == total:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt), transaction.atomic():
        actions.load_catalogue(CATALOGUE, office=district, by=SYSTEM, at=NOW, progress=stop)

    assert not Service.objects.exists()
    assert load(small_catalogue(tmp_path), district).services_added == 1


def test_a_service_of_another_folder_stays(district: Office, tmp_path: Path) -> None:
    load(small_catalogue(tmp_path / "a", "rujuk"), district)

    load(small_catalogue(tmp_path / "b", KEY), district)

    assert set(Service.objects.values_list("key", flat=True)) == {KEY, "rujuk"}


def test_only_those_who_manage_the_office_may_load(tmp_path: Path, district: Office) -> None:
    folder = small_catalogue(tmp_path)
    elsewhere = make_office("kemenag-lain", kind="district")

    for actor in (CITIZEN, manager_of(elsewhere)):
        with pytest.raises(NotAllowed):
            actions.load_catalogue(folder, office=district, by=actor, at=NOW)

    actions.load_catalogue(folder, office=district, by=manager_of(district), at=NOW)


def test_a_set_standard_keeps_its_decree_and_its_day(district: Office, tmp_path: Path) -> None:
    folder = small_catalogue(tmp_path)
    change(
        folder,
        KEY,
        "proposal: true\n",
        "proposal: false\neffective_on: 2026-10-05\n"
        "decree: {number: '14 Tahun 2026', on: 2026-09-20, signatory: Kepala Kantor}\n",
    )

    load(folder, district)

    standard = ServiceStandard.objects.get()
    assert not standard.is_proposal
    assert standard.effective_on == date(2026, 10, 5)
    assert (standard.decree_number, standard.decree_on, standard.decree_signatory) == (
        "14 Tahun 2026",
        date(2026, 9, 20),
        "Kepala Kantor",
    )
    assert JournalEntry.objects.filter(what="standard.set").count() == 1


def test_a_proposal_that_is_set_unchanged_becomes_a_new_version(
    district: Office, tmp_path: Path
) -> None:
    folder = small_catalogue(tmp_path)
    load(folder, district)
    change(
        folder,
        KEY,
        "proposal: true\n",
        "proposal: false\ndecree: {number: '14', on: 2026-09-20, signatory: Kepala}\n",
    )

    load(folder, district, at=LATER)

    assert list(ServiceStandard.objects.values_list("version", "is_proposal")) == [
        (1, True),
        (2, False),
    ]


def test_a_version_counts_from_the_day_it_is_at_the_office(tmp_path: Path) -> None:
    east = make_office("kemenag-timur", kind="district")
    east.time_zone = "Asia/Jayapura"
    east.save()

    load(small_catalogue(tmp_path), east, at=datetime(2026, 9, 1, 16, 0, tzinfo=UTC))

    assert ServiceStandard.objects.get().effective_on == date(2026, 9, 2)


def test_the_database_refuses_to_change_or_remove_a_version(
    district: Office, tmp_path: Path
) -> None:
    load(small_catalogue(tmp_path), district)
    standard = ServiceStandard.objects.get()

    for forbidden in (
        lambda: ServiceStandard.objects.update(version=9),
        lambda: ServiceStandard.objects.filter(pk=standard.pk).delete(),
    ):
        with pytest.raises(DatabaseError), transaction.atomic():
            forbidden()

    assert ServiceStandard.objects.get() == standard


@pytest.mark.parametrize(
    "broken",
    [
        {"version": 1},
        {"version": 0},
        {"version": 2, "is_proposal": False},
        {"version": 2, "decree_number": "14"},
    ],
)
def test_impossible_versions_are_refused(
    district: Office, tmp_path: Path, broken: dict[str, object]
) -> None:
    load(small_catalogue(tmp_path), district)
    standard = ServiceStandard.objects.get()
    standard.pk = None

    for name, value in broken.items():
        setattr(standard, name, value)
    with pytest.raises(IntegrityError), transaction.atomic():
        standard.save(force_insert=True)

    standard.version, standard.is_proposal, standard.decree_number = 2, True, ""
    standard.save(force_insert=True)


@pytest.mark.parametrize(
    "broken", [{"key": "Huruf Besar"}, {"retired_on": date(2026, 1, 1)}, {"redirect_name": "X"}]
)
def test_impossible_services_are_refused(
    district: Office, tmp_path: Path, broken: dict[str, object]
) -> None:
    load(small_catalogue(tmp_path), district)

    with pytest.raises(IntegrityError), transaction.atomic():
        Service.objects.update(**broken)

    assert Service.objects.update(key="kunci-lain") == 1


def test_a_service_that_is_retired_has_no_standard_in_force_any_more(
    district: Office, tmp_path: Path
) -> None:
    folder = small_catalogue(tmp_path, "rujuk")
    load(folder, district)
    path = folder / "services/rujuk.yaml"
    head, _standard = path.read_text().split("\nstandard:")
    path.write_text(
        head + "\nretired: {on: 2026-10-01, note: Sudah pindah., redirect_name: Kantor lain}\n"
    )

    result = load(folder, district, at=LATER)

    service = Service.objects.get()
    assert result == LoadResult(services_changed=1)
    assert queries.standard_in_force(service, district, date(2026, 9, 30)) is not None
    assert queries.standard_in_force(service, district, date(2026, 10, 1)) is None
