"""How an office comes to a process map: loaded from files, or copied from the office above."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from prima.kernel.errors import NotAllowed, RuleBroken, StaleRecord
from prima.offices.public import Office
from prima.sops import actions, queries
from prima.sops.core.processes import folder
from prima.sops.models import BusinessProcess, OfficeProcessMap
from prima.sops.queries.processes import map_of
from prima.sops.tests.places import KEY, NOW, make_district
from prima.sops.tests.process_maps import TODAY, add, load, one_group, writer
from prima.standards.public import CatalogueRefused, Service


@pytest.fixture
def district() -> Office:
    return make_district()[0]


@pytest.mark.django_db
class TestLoading:
    def test_files_database_and_files_are_the_same(self, tmp_path: Path, district: Office) -> None:
        place = one_group(tmp_path / "catalogue")

        loaded = load(place, district)

        assert (loaded.added, loaded.changed, loaded.retired) == (3, 0, 0)
        written = queries.catalogue_files(district)["processes/02.yaml"]
        again = tmp_path / "again"
        shutil.copytree(place, again)
        (again / "processes" / "02.yaml").write_text(written)
        assert folder.read(again, {KEY}) == folder.read(place, {KEY})
        assert load(again, district) == actions.LoadedProcesses()

    def test_what_the_files_changed_is_changed_and_what_they_left_out_is_retired(
        self, tmp_path: Path, district: Office
    ) -> None:
        place = one_group(tmp_path / "catalogue")
        load(place, district)
        file = place / "processes" / "02.yaml"
        first = file.read_text()
        file.write_text(
            "code: '02'\nname: Nikah dan rujuk\ngroup: core\nowner: Kepala\nprocesses:\n"
            "  - {code: '02.02', name: Arsip, owner: Petugas}\n"
        )

        loaded = load(place, district)

        assert (loaded.added, loaded.changed, loaded.retired) == (0, 1, 1)
        assert BusinessProcess.objects.get(code="02.01").retired_on == TODAY
        assert OfficeProcessMap.objects.get().on(TODAY).relations == ()
        file.write_text(first)
        assert load(place, district).changed == 2

    def test_a_map_that_people_changed_is_kept(self, tmp_path: Path, district: Office) -> None:
        place = one_group(tmp_path / "catalogue")
        load(place, district)
        add(district, "Baru")
        before = OfficeProcessMap.objects.get().on(TODAY)
        file = place / "processes" / "02.yaml"
        file.write_text(file.read_text().replace("name: Nikah", "name: Lain"))

        assert load(place, district).kept
        assert OfficeProcessMap.objects.get().on(TODAY) == before

    def test_a_fault_in_one_row_changes_nothing(self, tmp_path: Path, district: Office) -> None:
        place = one_group(tmp_path / "catalogue")
        file = place / "processes" / "02.yaml"
        file.write_text(file.read_text().replace(f"[{KEY}]", "[bukan-layanan]"))

        with pytest.raises(CatalogueRefused, match=r"processes/02.yaml, baris 9.*bukan-layanan"):
            load(place, district)

        assert not Service.objects.exists()
        assert not OfficeProcessMap.objects.exists()


@pytest.mark.django_db
class TestFollowing:
    def test_an_office_follows_the_map_of_the_office_above_until_it_has_its_own(
        self, tmp_path: Path
    ) -> None:
        district, kua = make_district()
        load(one_group(tmp_path / "catalogue"), district)
        followed = map_of(kua, TODAY)
        assert followed is not None
        assert not followed.is_of(kua)

        made = actions.adopt_map(kua, by=writer(kua), at=NOW)

        own = map_of(kua, TODAY)
        assert own is not None
        assert own.is_of(kua)
        assert own.value == followed.value
        assert made.adapted_from == district
        with pytest.raises(StaleRecord, match="sudah mempunyai peta sendiri"):
            actions.adopt_map(kua, by=writer(kua), at=NOW)

    def test_only_authors_and_managers_of_the_office_copy_a_map(self, tmp_path: Path) -> None:
        district, kua = make_district()
        load(one_group(tmp_path / "catalogue"), district)

        with pytest.raises(NotAllowed):
            actions.adopt_map(kua, by=writer(district), at=NOW)
        with pytest.raises(NotAllowed):
            actions.adopt_map(kua, by=writer(kua, permission="review_sops"), at=NOW)

        made = actions.adopt_map(kua, by=writer(kua, permission="manage_office"), at=NOW)
        assert made.office == kua

    def test_without_a_map_above_there_is_nothing_to_copy(self) -> None:
        kua = make_district()[1]

        with pytest.raises(RuleBroken, match="Belum ada peta"):
            actions.adopt_map(kua, by=writer(kua), at=NOW)
