"""The Ombudsman pack: whole for the person who spoke, without them for everybody else."""

import hashlib
import io
import json
import zipfile
from datetime import timedelta

import pikepdf
from django.test import Client
from django.urls import reverse

from prima.complaints import actions, documents
from prima.complaints.rules import Gravity
from prima.complaints.tests.scene import NOW, STORY, Hall, answered, fresh, say, verified
from prima.complaints.tests.test_papers import given
from prima.complaints.tests.test_views import browser
from prima.complaints.views import passes
from prima.kernel.actors import CITIZEN
from prima.kernel.tests.test_traces import CANARY
from prima.sops.tests.pdf_words import words

LATE = NOW + timedelta(days=120)


def opened(content: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        assert archive.testzip() is None
        return {name: archive.read(name) for name in archive.namelist()}


def paper(parts: dict[str, bytes]) -> str:
    with pikepdf.open(io.BytesIO(parts["kronologi.pdf"])) as pdf:
        return bare(words(pdf))


def bare(text: str) -> str:
    """Without blanks: a PDF knows where letters stand, not where words end."""
    return "".join(text.split())


def test_the_own_pack_has_words_files_missed_dates_and_true_digests(hall: Hall) -> None:
    complaint = say(hall, uploads=[given()]).complaint
    verified(hall, complaint, Gravity.SERVICE)

    parts = opened(documents.ombudsman_pack(fresh(complaint), own=True, at=LATE))

    told, page = json.loads(parts["laporan.json"]), paper(parts)
    assert bare(STORY) in page
    assert bare("Aminah Zahra") in page
    assert told["cerita"] == STORY
    assert any(one["terlewat"] for one in told["batas_waktu"])
    assert bare("Tidak ada batas waktu yang terlewat") not in page
    assert parts["lampiran/lampiran-1.jpg"]
    lines = parts["SHA256SUMS.txt"].decode().splitlines()
    sums = {name: digest for digest, name in (line.split("  ") for line in lines)}
    del parts["SHA256SUMS.txt"]
    assert sums == {name: hashlib.sha256(one).hexdigest() for name, one in parts.items()}


def test_the_pack_of_the_office_has_nothing_of_who_spoke(hall: Hall) -> None:
    complaint = say(hall, uploads=[given()], wish="Kembalikan uang saya.").complaint
    answered(hall, verified(hall, complaint))
    actions.contest(
        fresh(complaint), reason="Uang saya belum kembali.", by=CITIZEN, at=NOW + timedelta(days=3)
    )

    parts = opened(documents.ombudsman_pack(fresh(complaint), own=False, at=LATE))

    everything = paper(parts) + bare(parts["laporan.json"].decode())
    for private in ("Aminah", "0812", "diminta membayar", "Kembalikan uang", "belum kembali"):
        assert bare(private) not in everything
    assert bare("Uang dikembalikan hari ini.") in everything
    assert set(parts) == {"kronologi.pdf", "laporan.json", "SHA256SUMS.txt"}
    assert CANARY.encode() not in b"".join(parts.values())


def test_notes_of_the_office_stand_in_neither(hall: Hall) -> None:
    complaint = say(hall).complaint
    actions.note(complaint, text="Periksa kamera loket.", seen=1, by=hall.handler, at=NOW)

    for own in (True, False):
        parts = opened(documents.ombudsman_pack(fresh(complaint), own=own, at=NOW))
        assert "kamera" not in paper(parts) + parts["laporan.json"].decode()


def test_the_pack_is_given_for_a_pass_and_to_whoever_decides(hall: Hall) -> None:
    complaint = say(hall).complaint
    mine, address = passes.new_pass(complaint.pk), reverse("complaints:own_pack")
    staff = reverse("complaints:office_pack", args=[complaint.number])

    assert "tanda-terima.json" in opened(Client().post(address, {"pass": mine}).content)
    assert Client().post(address, {"pass": "karangan"}).status_code == 302
    assert "tanda-terima.json" not in opened(browser(hall.head).get(staff).content)
    assert browser(hall.handler).get(staff).status_code == 403
