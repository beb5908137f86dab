"""The wall poster: one sheet, stages of the people who act, the promise, the price, the way in."""

from __future__ import annotations

import io
from dataclasses import replace

import pikepdf
import pytest
from django.conf import settings

from prima.kernel.yaml_fields import open_file
from prima.sops import documents
from prima.sops.core import NO, REFUSED, Condition, Norm, SopActor, SopDocument
from prima.sops.core.data import parse
from prima.sops.documents.poster import facts, stages
from prima.sops.tests.pdf_words import words
from prima.sops.tests.places import CATALOGUE, KEY
from prima.sops.tests.test_sheet import NOW, procedure, version_of
from prima.sops.tests.test_validation import changed, good
from prima.standards.public import StandardContent, standards_of_folder


def content_of(key: str) -> StandardContent:
    found: StandardContent = standards_of_folder(CATALOGUE)[key]
    return found


def document_of(key: str) -> SopDocument:
    fields, source = open_file(CATALOGUE / "sops" / f"{key}.yaml", key)
    assert fields is not None
    assert not source.problems
    return parse(fields)


def poster(
    document: SopDocument, content: StandardContent | None = None, paper: str = "a3"
) -> pikepdf.Pdf:
    pdf = documents.poster_pdf(
        version_of(document), content, situations={}, language="id", at=NOW,
        paper=documents.POSTERS[paper],
    )  # fmt: skip
    return pikepdf.open(io.BytesIO(pdf))


def test_neighbouring_rows_of_the_same_people_are_one_stage() -> None:
    shown = stages(good(), {})

    assert [(one.number, one.who, one.is_citizen) for one in shown] == [
        (1, "Pemohon", True), (2, "Loket", False), (3, "Pemohon", True), (4, "Loket", False),
    ]  # fmt: skip
    assert shown[3].texts == ("Mencetak", "Menandatangani", "Mengarsipkan")
    assert shown[3].time == "15 menit"
    assert shown[1].ways == ("Tidak: kembali ke tahap 1",)


def test_ways_are_said_in_the_words_of_the_author() -> None:
    refused = changed("check", exits=((NO, REFUSED),), outcome_labels=((NO, "Belum lengkap"),))
    skipping = changed("pay", exits=(("done", "archive"),))

    assert stages(refused, {})[1].ways == ("Belum lengkap: permohonan ditolak",)
    assert stages(skipping, {})[2].ways == ("Setelah itu: lanjut ke tahap 4",)


def test_waiting_is_said_beside_work_and_proposed_times_have_a_star() -> None:
    waiting = changed("sign", norm=Norm(7, "calendar_day", "waiting"))
    proposed = changed("sign", norm=Norm(5, "working_minute", proposal=True))
    alone = changed("pay", norm=Norm(None, "working_day", "external", "sesuai jadwal bank"))

    assert stages(waiting, {})[3].time == "10 menit\npaling lama 7 hari"
    assert stages(proposed, {})[3].time == "15 menit*"
    assert stages(alone, {})[2].time == "sesuai jadwal bank"


def test_a_row_for_some_people_says_for_whom_and_an_outside_body_is_not_the_citizen() -> None:
    some = changed("pay", applies_when=Condition(any=frozenset({"luar"})))
    outside = replace(
        good(), actors=(SopActor("applicant", "Bank", external=True), good().actors[1])
    )

    assert stages(some, {"luar": "Di luar kantor"})[2].texts == (
        "Membayar (Hanya bila: “Di luar kantor”)",
    )
    assert not any(one.is_citizen for one in stages(outside, {}))


def test_the_promise_and_every_price_stand_on_top() -> None:
    time, price, product = facts(content_of("daftar-nikah"))

    assert time[:2] == ("Waktu", "5 hari kerja")
    assert price[:2] == ("Biaya", "Gratis")
    assert "Akad di luar kantor KUA, atau di luar hari dan jam kerja: Rp600.000" in price[2]
    assert product[0] == "Hasil"


@pytest.mark.parametrize(("paper", "wide", "high"), [("a3", 297, 420), ("a2", 420, 594)])
@pytest.mark.parametrize("key", [KEY, "daftar-nikah", "ikrar-wakaf"])
def test_a_procedure_of_the_catalogue_is_one_upright_sheet(
    key: str, paper: str, wide: int, high: int
) -> None:
    document = document_of(key)

    pdf = poster(document, content_of(key), paper)

    (page,) = pdf.pages
    assert [round(float(page.mediabox[at]) / 72 * 25.4) for at in (2, 3)] == [wide, high]
    said = words(pdf)
    for stage in stages(document, {}):
        assert all(text.replace(" ", "") in said for text in stage.texts)
    address = f"{settings.SITE_URL}/layanan/{key}/".split("//")[1]
    assert address in said


def test_thirty_rows_of_seven_people_are_one_sheet_and_two_hundred_lose_no_row() -> None:
    assert len(poster(procedure(30)).pages) == 1

    said = words(poster(procedure(200)))

    assert all(f"Memeriksa{at:03d}" in said for at in range(200))


def test_the_poster_is_tagged_for_reading_aloud_and_shows_what_was_typed() -> None:
    document = procedure(3, actors=2, text="#a *b* $c$ <d> @e \\f")

    pdf = poster(document)

    with pdf.open_metadata() as metadata:
        assert metadata["pdfuaid:part"] == "1"
    assert "#a*b*$c$<d>@e\\f001" in words(pdf)
