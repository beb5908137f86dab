"""The receipt a citizen takes home."""

import io
from datetime import timedelta

import pikepdf

from prima.cases import documents
from prima.cases.rules import CaseStatus
from prima.cases.tests.scene import (
    LONG,
    NOW,
    Scene,
    finish,
    open_at_counter,
    open_online,
    opened_at_counter,
)


def test_the_receipt_right_after_applying_shows_the_five_words(scene: Scene) -> None:
    opened = open_online(scene)

    said = documents.receipt(opened.case, words=opened.words, now=NOW)

    assert said["words"] == opened.words.split()
    assert len(said["words"]) == 5
    assert said["number"] == opened.case.number
    assert "lacak" in said["address"]
    assert opened.case.number not in said["address"]


def test_a_later_receipt_has_no_words(scene: Scene) -> None:
    case = open_at_counter(scene)

    assert documents.receipt(case, words=None, now=NOW)["words"] == []
    assert case.status == CaseStatus.RECEIVED


def test_the_receipt_promises_a_time_after_the_papers_are_complete(scene: Scene) -> None:
    case = open_at_counter(scene)

    assert documents.promise_sentence(case, NOW) == (
        "15 menit kerja setelah berkas dinyatakan lengkap"
    )

    case = finish(scene, case, at=NOW + timedelta(minutes=5))
    assert documents.promise_sentence(case, NOW) == "Rabu, 18 November 2026, 09.20 WIB"


def test_the_receipt_promises_a_date_when_the_clock_runs_from_receipt(scene: Scene) -> None:
    case = open_at_counter(scene, service=LONG)

    facts = dict(documents.receipt(case, words=None, now=NOW)["facts"])

    assert facts["Janji selesai"].startswith("Jumat, 20 November 2026")
    assert facts["Biaya"] == "Gratis"
    assert facts["Atas nama"] == "Siti Maryam"


def test_the_receipt_lists_what_was_handed_in(scene: Scene) -> None:
    case = open_at_counter(scene)

    papers = dict(documents.receipt(case, words=None, now=NOW)["papers"])

    assert papers["Buku nikah asli"] == "Diserahkan (asli)"


def test_the_receipt_is_a_tagged_pdf_of_one_page(scene: Scene) -> None:
    opened = opened_at_counter(scene)

    pdf = documents.receipt_pdf(opened.case, words=opened.words, now=NOW)

    with pikepdf.open(io.BytesIO(pdf)) as document:
        assert len(document.pages) == 1
        assert document.Root.MarkInfo.Marked
