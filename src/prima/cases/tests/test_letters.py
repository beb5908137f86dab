"""What applicants are told, and what never stands in a letter."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from prima.cases import actions
from prima.cases.core import Applicant, CorrectionPoint
from prima.cases.models import Case
from prima.cases.tests.scene import (
    APPLICANT,
    NOW,
    Scene,
    finish,
    open_at_counter,
    open_item,
    opened_at_counter,
    walk_to,
)
from prima.kernel.messages import Channel, OutgoingMessage

LATER = NOW + timedelta(minutes=10)


def letters(case: Case) -> list[OutgoingMessage]:
    return list(OutgoingMessage.objects.filter(about_id=str(case.pk)).order_by("pk"))


def last(case: Case) -> str:
    return str(letters(case)[-1].body)


def test_receipt_is_confirmed_by_e_mail(scene: Scene) -> None:
    case = open_at_counter(scene)

    (letter,) = letters(case)

    assert (letter.channel, letter.recipient) == (Channel.EMAIL, "siti@contoh.id")
    assert case.number in str(letter.body)
    assert "/lacak/" in str(letter.body)


def test_without_an_address_a_whatsapp_message_is_prepared(scene: Scene) -> None:
    case = open_at_counter(scene, applicant=replace(APPLICANT, email=""))

    (letter,) = letters(case)

    assert (letter.channel, letter.recipient) == (Channel.WHATSAPP, "+6281234567890")


def test_who_gave_no_way_is_not_written_to(scene: Scene) -> None:
    case = open_at_counter(scene, applicant=Applicant(name="Pak Karto"))

    assert letters(case) == []


def test_a_request_for_correction_names_everything(scene: Scene) -> None:
    case = open_at_counter(scene)
    points = [
        CorrectionPoint("incorrect", "NIK keliru.", field="applicant_nik"),
        CorrectionPoint("incomplete", "Halaman 2 belum ada.", paper_key="buku-nikah"),
    ]

    actions.request_correction(open_item(case), points, by=scene.officer, at=LATER)

    assert "- NIK keliru.\n- Halaman 2 belum ada." in last(case)


def test_a_ready_product_is_told(scene: Scene) -> None:
    case = walk_to(scene, open_at_counter(scene), "hand_over")

    assert "sudah siap" in last(case)
    assert "KUA Cempaka" in last(case)


def test_a_refusal_says_reason_basis_and_the_way_to_object(scene: Scene) -> None:
    case = open_at_counter(scene)

    actions.refuse(case, reason="Akta palsu.", basis="PMA 30/2024", by=scene.head, at=LATER)

    for part in ("Akta palsu.", "PMA 30/2024", "keberatan", "Ombudsman"):
        assert part in last(case)


@pytest.mark.parametrize(("minutes", "words"), [(3, "mungkin selesai"), (-1, "belum dapat")])
def test_a_slipping_promise_is_told_with_the_new_and_the_first_date(
    scene: Scene, minutes: int, words: str
) -> None:
    case = finish(scene, open_at_counter(scene))
    assert case.due_at is not None

    actions.warn_late(at=case.due_at - timedelta(minutes=minutes))

    assert words in last(case)
    assert "minta maaf" in last(case)
    assert "sedang kami pastikan" in last(case)
    assert "Janji semula: Rabu, 18 November 2026, 09.15 WIB" in last(case)


def test_an_explained_delay_is_told_with_its_reason(scene: Scene) -> None:
    case = open_at_counter(scene)
    tomorrow = NOW + timedelta(days=1)

    actions.explain_delay(
        case, reason="Blangko habis.", expected_at=tomorrow, by=scene.officer, at=LATER
    )

    assert "Sebabnya: Blangko habis." in last(case)
    assert "Kamis, 19 November 2026" in last(case)
    assert "dihitung setelah berkas lengkap" in last(case)


def test_no_letter_holds_the_words_the_nik_or_an_officers_name(scene: Scene) -> None:
    opened = opened_at_counter(scene)
    walk_to(scene, opened.case, "archive")

    texts = [f"{letter.subject}\n{letter.body}" for letter in letters(opened.case)]

    assert len(texts) == 2
    for secret in (opened.words, "3201014505900001", "Nurul", opened.case.secret_hash):
        assert not any(secret in text for text in texts)
