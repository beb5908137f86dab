"""The page that shows every message is made from the messages themselves."""

import os
import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from pytest_django import Settings

import prima
from prima.accounts.documents import reset_letter
from prima.cases import actions
from prima.cases.actions import letters
from prima.cases.core import CorrectionPoint
from prima.cases.models import Case
from prima.cases.rules import LateLevel
from prima.cases.tests import scene as stage
from prima.kernel.actors import SYSTEM
from prima.kernel.messages import OutgoingMessage
from prima.offices.public import Office
from prima.surveys.actions import send_invitation
from prima.surveys.models import Invitation

pytestmark = pytest.mark.django_db

PAGE = Path(prima.__file__).parents[2] / "docs/id/rujukan/pesan.md"
NOW = stage.NOW
HEAD = """\
# Pesan kepada pemohon dan pegawai

Setiap pesan yang dikirim Prima, dengan data contoh. Halaman ini dibuat dari pesannya sendiri;
bila sebuah pesan berubah, buat ulang:
`WRITE_MESSAGES=1 pytest tests/journeys/test_message_texts.py`.
Nama pemohon, NIK, dan nama petugas tidak pernah ada dalam pesan.
"""
# What differs at each run, and what is shown instead.
SAMPLES = (
    (r"TM-26-[0-9A-Z]{6}-[0-9A-Z]", "TM-26-7K3F9Q-C"),
    (r"Kode pesan: [0-9A-Z]{4}-[0-9A-Z]{4}", "Kode pesan: 7K3F-9QXC"),
    (r"/survei/[\w-]+/", "/survei/…/"),
)


def told(scene: stage.Scene) -> Iterator[tuple[str, str]]:
    """Every message once, in the order in which an applicant may meet them."""
    case = stage.open_at_counter(scene)
    yield last("Permohonan diterima")
    point = CorrectionPoint(
        "incorrect", "NIK pada formulir berbeda dengan KTP.", field="applicant_nik"
    )
    actions.request_correction(stage.open_item(case), [point], by=scene.officer, at=NOW)
    yield last("Perlu diperbaiki")
    yield from late(scene)
    ready = stage.walk_to_end(scene, stage.open_at_counter(scene))
    letters.ready(ready, at=NOW)
    yield last("Hasil siap diambil")
    actions.refuse(
        case, reason="Akta cerai tidak sah.", basis="PMA 30 Tahun 2024", by=scene.head, at=NOW
    )
    yield last("Permohonan ditolak")
    send_invitation(invitation_id=Invitation.objects.get().pk, by=SYSTEM, at=NOW)
    yield last("Undangan survei")
    letter = reset_letter(scene.staff["officer"].user, "https://layanan.contoh.go.id/sandi/…/")
    yield "Kata sandi baru (pegawai)", f"{letter.subject}\n\n{letter.body}"


def late(scene: stage.Scene) -> Iterator[tuple[str, str]]:
    case: Case = stage.finish(scene, stage.open_at_counter(scene))
    expected = NOW + timedelta(days=1)
    letters.late(case, LateLevel.SOON, expected, at=NOW)
    yield last("Mungkin terlambat")
    letters.late(case, LateLevel.LATE, expected, at=NOW)
    yield last("Terlambat")
    actions.explain_delay(
        case, reason="Blangko habis.", expected_at=expected, by=scene.officer, at=NOW
    )
    yield last("Keterlambatan dijelaskan")


def last(name: str) -> tuple[str, str]:
    message = OutgoingMessage.objects.latest("pk")
    return name, f"{message.subject}\n\n{message.body}"


def page(scene: stage.Scene) -> str:
    parts = [HEAD]
    for name, text in told(scene):
        subject, _gap, body = text.partition("\n\n")
        quoted = "\n".join(f"> {line}".rstrip() for line in body.splitlines())
        parts.append(f"## {name}\n\nPerihal: **{subject}**\n\n{quoted}\n")
    whole = "\n".join(parts)
    for pattern, sample in SAMPLES:
        whole = re.sub(pattern, sample, whole)
    return whole


@pytest.fixture
def scene(settings: Settings) -> stage.Scene:
    settings.SITE_URL = "https://layanan.contoh.go.id"
    made = stage.set_up()
    ways = {"phone": "0293-491234", "whatsapp": "+6281234500011"}
    Office.objects.filter(pk=made.office.pk).update(**ways)
    made.office.refresh_from_db()
    return made


def test_the_page_of_messages_shows_what_is_really_sent(scene: stage.Scene) -> None:
    made = page(scene)
    if os.environ.get("WRITE_MESSAGES"):
        PAGE.write_text(made, encoding="utf-8")

    assert PAGE.read_text(encoding="utf-8") == made


def test_every_message_to_applicants_has_its_parts(scene: stage.Scene) -> None:
    applicant = replace(stage.APPLICANT, email="")
    stage.open_at_counter(scene, applicant=applicant)
    for _name, text in told(scene):
        if "/sandi/" in text:
            continue
        assert "Yth. Bapak/Ibu," in text
        assert "Kode pesan: " in text
        assert "/cek-pesan/" in text
        for secret in (applicant.name, applicant.nik, "Nurul"):
            assert secret not in text
