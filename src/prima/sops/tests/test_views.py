"""The public page of a procedure and its sheet: the same rows, readable without the picture."""

from __future__ import annotations

import io
import re
from html import unescape

import pikepdf
import pytest
from django.test import Client

from prima.kernel.actors import SYSTEM
from prima.sops import public
from prima.sops.core.bpmn_reading import read_bpmn
from prima.sops.models import SopVersion
from prima.sops.tests.pdf_words import words
from prima.sops.tests.places import CATALOGUE, KEY, NOW, make_district

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module", autouse=True)
def _catalogue(prepared: None) -> None:
    district, _kua = make_district()
    public.load_catalogue(CATALOGUE, office=district, by=SYSTEM, at=NOW)


def page(client: Client, key: str = KEY, query: str = "") -> str:
    response = client.get(f"/layanan/{key}/sop/{query}")
    assert response.status_code == 200
    return unescape(response.content.decode())


def test_the_page_shows_every_row_with_its_norms(client: Client) -> None:
    shown = page(client)

    document = SopVersion.objects.get(sop__service__key=KEY).document
    for step in document.steps:
        assert step.text in shown
        assert ", ".join(step.standard_input) in shown
        assert ", ".join(step.output) in shown
    assert shown.count('<svg class="sop-svg"') == len(document.steps)
    assert "Petugas loket: keputusan, Ya (Lengkap) ke langkah 3" in shown
    assert "Tidak (Belum lengkap) ke langkah 1" in shown
    assert "Tidak (Tidak cocok) berarti ditolak" in shown


def test_the_page_compares_office_time_with_the_promise(client: Client) -> None:
    shown = page(client)

    assert "Waktu petugas paling lama 8 menit. Janji kepada masyarakat 15 menit." in shown
    assert "dihitung sejak berkas lengkap sampai produk diserahkan" in shown
    assert "* Usulan waktu" in shown


def test_a_row_says_in_which_situation_it_applies(client: Client) -> None:
    shown = page(client, "daftar-nikah")

    assert "Hanya bila: “Di luar kantor KUA, atau di luar hari dan jam kerja”" in shown
    exempt = "Di luar kantor KUA, dan calon pengantin tidak mampu atau korban bencana"
    assert f"Tidak bila: “{exempt}”" in shown


def test_nothing_is_invented_for_the_office_to_set(client: Client) -> None:
    shown = page(client)

    assert "SOP ini masih usulan" in shown
    assert shown.count("Ditetapkan oleh kantor") == 3


def test_the_page_has_no_inline_style_or_script(client: Client) -> None:
    shown = page(client)

    assert not re.search(r"\sstyle=|<style|<script(?! [^>]*src)|\son[a-z]+=", shown)


def test_an_office_may_be_asked_for(client: Client) -> None:
    assert "Kemenag Tirtamulya" in page(client, query="?kantor=kua-cempaka")
    assert client.get(f"/layanan/{KEY}/sop/?kantor=tidak-ada").status_code == 404


@pytest.mark.parametrize("key", ["tidak-ada", "pendaftaran-haji"])
def test_without_a_procedure_there_is_no_page(client: Client, key: str) -> None:
    assert client.get(f"/layanan/{key}/sop/").status_code == 404
    assert client.get(f"/layanan/{key}/sop.pdf").status_code == 404
    assert client.get(f"/layanan/{KEY}/sop/").status_code == 200


def pdf_text(content: bytes) -> str:
    """Words of a PDF, by the map from glyphs to letters that every font in it carries."""
    with pikepdf.open(io.BytesIO(content)) as pdf:
        return words(pdf)


def test_the_diagram_can_be_taken_to_another_tool(client: Client) -> None:
    response = client.get(f"/layanan/{KEY}/sop.bpmn?kantor=kua-cempaka")

    assert f'href="/layanan/{KEY}/sop.bpmn?kantor=kua-cempaka"' in page(
        client, query="?kantor=kua-cempaka"
    )
    assert response["Content-Type"] == "application/xml"
    assert response["Content-Disposition"] == f'attachment; filename="sop-{KEY}.bpmn"'
    document = SopVersion.objects.get(sop__service__key=KEY).document
    assert read_bpmn(response.content).document == document
    assert client.get("/layanan/tidak-ada/sop.bpmn").status_code == 404


@pytest.mark.parametrize("key", [KEY, "daftar-nikah"])
def test_page_and_sheet_list_the_same_rows(client: Client, key: str) -> None:
    shown = page(client, key)

    response = client.get(f"/layanan/{key}/sop.pdf")

    assert response["Content-Type"] == "application/pdf"
    assert response["Content-Disposition"] == f'inline; filename="sop-{key}.pdf"'
    printed = pdf_text(response.content)
    rows = re.findall(r'<td class="no">(\d+)</td><td class="act">(.*?)</td>', shown)
    assert len(rows) == len(SopVersion.objects.get(sop__service__key=key).document.steps)
    places = [printed.find(f"{number}{text}".replace(" ", "")) for number, text in rows]
    assert -1 not in places
    assert places == sorted(places)


def test_the_document_is_also_given_on_f4_and_on_no_other_paper(client: Client) -> None:
    shown = page(client, query="?kantor=kua-cempaka")

    assert f'href="/layanan/{KEY}/sop.pdf?kantor=kua-cempaka&kertas=f4"' in shown
    response = client.get(f"/layanan/{KEY}/sop.pdf?kantor=kua-cempaka&kertas=f4")
    with pikepdf.open(io.BytesIO(response.content)) as pdf:
        assert round(float(pdf.pages[0].mediabox[2]) / 72 * 25.4) == 330
    assert client.get(f"/layanan/{KEY}/sop.pdf?kertas=b7").status_code == 404


def test_the_procedure_is_also_given_for_word_processors_and_for_the_wall(client: Client) -> None:
    shown = page(client, query="?kantor=kua-cempaka")

    for name, kind in (
        ("sop.docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
        ("poster.pdf", "application/pdf"),
    ):
        address = f"/layanan/{KEY}/{name}?kantor=kua-cempaka"
        assert f'href="{address}"' in shown
        response = client.get(address)
        assert (response.status_code, response["Content-Type"]) == (200, kind)
        assert client.get(f"{address}&kertas=b7").status_code == 404
        assert client.get(f"/layanan/tidak-ada/{name}").status_code == 404
