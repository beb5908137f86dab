"""What was loaded can be written back as files, and loading those changes nothing."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings

from prima.kernel.actors import SYSTEM
from prima.kernel.yaml_fields import open_file
from prima.offices.public import Office
from prima.sops import public as sops
from prima.sops.core import data
from prima.sops.core.writing import sop_file
from prima.sops.tests.strategies import any_documents
from prima.standards.core import catalogue
from prima.standards.tests.places import CATALOGUE, NOW, change, make_district, small_catalogue


def write(files: dict[str, str], folder: Path) -> Path:
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    return folder


def load(folder: Path, office: Office, days: int = 0) -> sops.LoadedCatalogue:
    at = NOW + timedelta(days=days)
    return sops.load_catalogue(folder, office=office, by=SYSTEM, at=at)


@pytest.mark.django_db
def test_the_catalogue_written_back_says_what_was_loaded(tmp_path: Path) -> None:
    district, _kua = make_district()
    load(CATALOGUE, district)

    written = write(sops.catalogue_files(district), tmp_path)

    before, after = catalogue.read(CATALOGUE), catalogue.read(written)
    assert after.problems == ()
    assert (after.categories, after.entries) == (before.categories, before.entries)
    names = sorted(path.name for path in (CATALOGUE / "sops").iterdir())
    assert sorted(path.name for path in (written / "sops").iterdir()) == names
    for name in names:
        assert read_sop(written / "sops" / name) == read_sop(CATALOGUE / "sops" / name)


@pytest.mark.django_db
def test_loading_what_was_written_back_changes_nothing(tmp_path: Path) -> None:
    district, _kua = make_district()
    load(CATALOGUE, district)
    written = write(sops.catalogue_files(district), tmp_path / "first")

    again = load(written, district, days=40)

    assert (again.standards.services_changed, again.standards.standards_added) == (0, 0)
    assert again.sops.added == 0
    assert sops.catalogue_files(district) == sops.catalogue_files(district)
    assert write(sops.catalogue_files(district), tmp_path / "second").is_dir()
    for path in (tmp_path / "first").rglob("*.yaml"):
        other = tmp_path / "second" / path.relative_to(tmp_path / "first")
        assert other.read_bytes() == path.read_bytes()


@pytest.mark.django_db
def test_a_set_standard_is_written_with_its_decree_and_the_day_it_names(tmp_path: Path) -> None:
    district, _kua = make_district()
    folder = small_catalogue(tmp_path / "catalogue")
    set_by = "proposal: false\neffective_on: 2026-12-01\ndecree:\n  number: B-1/2026\n"
    signed = "  'on': 2026-11-20\n  signatory: Kepala Kantor"
    change(folder, "legalisasi-buku-nikah", "proposal: true", set_by + signed)
    load(folder, district)

    text = sops.catalogue_files(district)["services/legalisasi-buku-nikah.yaml"]

    assert "effective_on: 2026-12-01" in text
    assert "number: B-1/2026" in text
    written = write(sops.catalogue_files(district), tmp_path / "written")
    assert load(written, district, days=3).standards.standards_added == 0


@pytest.mark.django_db
def test_an_office_writes_only_what_it_has_set_itself() -> None:
    district, kua = make_district()
    load(CATALOGUE, district)

    files = sops.catalogue_files(kua)

    assert set(files) == {"services/_categories.yaml", "services/pendaftaran-haji.yaml"}


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60)
@given(document=any_documents())
def test_any_procedure_written_is_read_back_equal(
    tmp_path: Path, document: sops.SopDocument
) -> None:
    path = tmp_path / "any.yaml"
    path.write_text(sop_file(document))

    assert read_sop(path) == document


def read_sop(path: Path) -> sops.SopDocument:
    fields, source = open_file(path, path.name)
    assert fields is not None, source.problems
    return data.parse(fields)
