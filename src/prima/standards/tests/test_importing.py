"""Drafts out of a file: all of them, or none and a list of what is to be mended."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from prima.kernel.errors import NotAllowed, RuleBroken
from prima.standards import actions, queries
from prima.standards.core.faces import formats
from prima.standards.core.faces.formats import FORMATS
from prima.standards.models import StandardDraft
from prima.standards.queries import drafting as reads
from prima.standards.tests.drafts import KEY, Desk, make_desk
from prima.standards.tests.places import NOW, small_catalogue
from prima.standards.tests.sheets import changed

pytestmark = pytest.mark.django_db

URL = "/kelola/standar/berkas/"


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return make_desk(small_catalogue(tmp_path / "katalog", KEY, "rujuk", "pendaftaran-haji"))


def file_of(name: str) -> bytes:
    found = queries.catalogue_file(name, None)
    assert found is not None
    return found.content


def take(desk: Desk, content: bytes, who: str = "author") -> actions.ImportedDrafts:
    found = formats.read(content, reads.shelf_words())
    assert found.faults == ()
    in_force = reads.in_force_by_key(desk.district)
    return actions.import_drafts(
        desk.district, found.services, in_force, by=desk.actor(who), at=NOW
    )


def upload(desk: Desk, content: bytes, who: str = "author") -> Any:
    client = Client()
    client.force_login(desk.people[who].user)
    file = SimpleUploadedFile("standar.xlsx", content)
    return client.post(URL, {"office": desk.district.pk, "file": file})


def test_a_file_that_says_what_is_in_force_begins_no_draft(desk: Desk) -> None:
    for name in FORMATS:
        result = take(desk, file_of(name))

        assert result.drafts == []
        assert (result.same, result.ended) == (2, 1)


def test_only_services_that_differ_become_drafts_and_one_step_writes_them(desk: Desk) -> None:
    content = changed(("Layanan", "Jumlah pelaksana", 3, "Tiga orang"), content=file_of("sipp"))

    result = take(desk, content)

    (draft,) = result.drafts
    assert draft.content.staff_number == ("Tiga orang",)
    assert draft.base is not None
    assert draft.office == desk.district
    assert result.same == 1
    assert draft.writers.get() == desk.people["author"].user


def test_a_service_nobody_knows_is_described_in_its_draft(desk: Desk) -> None:
    document = json.loads(file_of("hsds"))
    one = next(row for row in document["contents"] if row["prima"]["key"] == "rujuk")
    one["prima"]["key"], one["name"] = "bimbingan-manasik", "Bimbingan manasik"
    document["contents"] = [one]

    (draft,) = take(desk, json.dumps(document).encode()).drafts

    assert draft.service is None
    assert draft.title == "Bimbingan manasik"
    assert draft.service_data["category"] == "nikah-keluarga"
    assert draft.service_data["place_label"]


def test_one_open_draft_refuses_the_whole_file_by_its_name(desk: Desk) -> None:
    desk.draft(confirmed=False)
    content = changed(
        ("Layanan", "Jumlah pelaksana", 2, "Dua orang"),
        ("Layanan", "Jumlah pelaksana", 3, "Tiga orang"),
        content=file_of("sipp"),
    )

    with pytest.raises(RuleBroken, match="Legalisasi buku nikah"):
        take(desk, content)

    assert StandardDraft.objects.count() == 1


def test_only_authors_take_files(desk: Desk) -> None:
    content = changed(("Layanan", "Jumlah pelaksana", 3, "Tiga orang"), content=file_of("sipp"))

    with pytest.raises(NotAllowed):
        take(desk, content, "head")

    assert take(desk, content, "author").drafts


def test_an_upload_leads_to_the_drafts_and_says_how_many(desk: Desk) -> None:
    content = changed(("Layanan", "Jumlah pelaksana", 3, "Tiga orang"), content=file_of("sipp"))

    response = upload(desk, content)

    assert response.headers["Location"] == reverse("standards:drafts")
    client = Client()
    client.force_login(desk.people["author"].user)
    assert (
        StandardDraft.objects.get().title
        in client.get(reverse("standards:drafts")).content.decode()
    )


def test_broken_rows_are_listed_and_nothing_is_kept(desk: Desk) -> None:
    content = changed(
        ("Layanan", "Jumlah pelaksana", 3, "Tiga orang"),
        ("Biaya", "Besaran (rupiah)", 2, "gratis"),
        content=file_of("sipp"),
    )

    response = upload(desk, content)

    page = response.content.decode()
    assert response.status_code == 422
    assert "Besaran (rupiah)" in page
    assert "“gratis” bukan angka bulat" in page
    assert not StandardDraft.objects.exists()


def test_files_that_cannot_be_read_say_why_beside_the_field(desk: Desk) -> None:
    for content, said in (
        (b"\x89PNG", "tidak dapat dibuka"),
        (b"", "Berkas ini kosong"),
        (b"x" * (5 * 1024 * 1024 + 1), "lebih dari 5 MB"),
        (b"[" * 500, "terlalu bertingkat"),
    ):
        response = upload(desk, content)

        assert response.status_code == 422
        assert said in response.content.decode()


def test_the_page_offers_the_sheet_of_the_office(desk: Desk) -> None:
    client = Client()
    client.force_login(desk.people["author"].user)

    assert f"/katalog/sipp.xlsx?kantor={desk.district.key}" in client.get(URL).content.decode()


def test_another_persons_office_cannot_be_named(desk: Desk) -> None:
    client = Client()
    client.force_login(desk.people["stranger"].user)
    file = SimpleUploadedFile("standar.xlsx", file_of("sipp"))

    response = client.post(URL, {"office": desk.district.pk, "file": file})

    assert response.status_code == 422
    assert not StandardDraft.objects.exists()
