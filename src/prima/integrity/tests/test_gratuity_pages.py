"""The pages about gifts, as people use them."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from prima.accounts.models import User
from prima.cases.tests.uploads import png
from prima.integrity.models import Gratuity
from prima.integrity.tests.scene import House, make_house, noted
from prima.kernel import clock
from prima.kernel.actors import Actor
from prima.kernel.idempotency import new_key
from prima.kernel.journal.models import JournalEntry


@pytest.fixture
def house(db: None) -> House:
    return make_house()


def browser(actor: Actor) -> Client:
    client = Client()
    client.force_login(User.objects.get(pk=actor.id or 0))
    return client


def text(answer: object) -> str:
    return answer.content.decode()  # type: ignore[attr-defined,no-any-return]


def day(name: str) -> dict[str, str]:
    now = clock.now()
    return {f"{name}_day": str(now.day), f"{name}_month": str(now.month),
            f"{name}_year": str(now.year)}  # fmt: skip


GIFT = {
    "kind": "money",
    "value": "Rp 50.000",
    "occasion": "service",
    "relation": "service_user",
    "description": "Amplop",
    "place": "Loket 2",
    "chronology": "Ditinggal di meja.",
    "holder": "reporter",
}


def test_a_refusal_takes_one_choice_and_one_button_and_counts_once(house: House) -> None:
    officer = browser(house.officer)
    sent = {"kind": "money", "value": "50.000", "idempotency_key": new_key()}

    first = officer.post(reverse("integrity:refusal"), sent)
    second = officer.post(reverse("integrity:refusal"), sent)

    made = Gratuity.objects.get()
    assert (made.state, made.value) == ("refused", 50_000)
    assert first["Location"] == second["Location"] == made.get_absolute_url()
    assert "Penolakan tercatat" in text(officer.get(made.get_absolute_url()))
    nothing = officer.post(reverse("integrity:refusal"), {})
    assert nothing.status_code == 422
    assert "Pilih apa yang ditawarkan" in text(nothing)


@pytest.mark.parametrize("typed", ["banyak", "-5", "9" * 20])
def test_an_amount_nobody_can_read_is_asked_again(house: House, typed: str) -> None:
    answer = browser(house.officer).post(
        reverse("integrity:refusal"), {"kind": "money", "value": typed}
    )

    assert answer.status_code == 422
    assert typed in text(answer)


def test_a_report_goes_through_the_pages_to_its_owner(house: House) -> None:
    officer, upg = browser(house.officer), browser(house.upg)
    new = reverse("integrity:gratuity_new")
    sent = GIFT | day("happened_on") | {"evidence": [png("satu.png"), png("dua.png")]}
    kept = officer.post(new, sent | {"go": "keep", "reporter_phone": "0812 3456 7890"})
    gift = Gratuity.objects.get()
    assert kept["Location"] == gift.get_absolute_url()
    assert upg.get(gift.get_absolute_url()).status_code == 404
    page = text(officer.get(gift.get_absolute_url()))
    assert "Lapor ke UPG" in page
    assert "Wajib dilaporkan" in page

    officer.post(reverse("integrity:gratuity_reported", args=[gift.pk]))
    upg.post(reverse("integrity:gratuity_request", args=[gift.pk]), {"note": "Foto?", "seen": "2"})
    assert "Foto?" in text(officer.get(gift.get_absolute_url()))
    officer.post(
        reverse("integrity:gratuity_completion", args=[gift.pk]),
        {"addition": "Sudah.", "evidence": png("tiga.png"), "seen": "3"},
    )
    passed = {"holder": "upg", "name": "Nur Aini", "seen": "4", **day("since_on")}
    officer.post(
        reverse("integrity:gratuity_passing", args=[gift.pk]), passed | {"photo": png("f.png")}
    )
    upg.post(
        reverse("integrity:gratuity_forwarding", args=[gift.pk]),
        {"number": "GOL-1", "seen": "5", **day("on")},
    )
    upg.post(
        reverse("integrity:gratuity_decision", args=[gift.pk]),
        {"owner": "state", "decree": "KEP-9", "seen": "6", **day("on")},
    )
    upg.post(
        reverse("integrity:gratuity_handing_over", args=[gift.pk]),
        {"name": "KPKNL", "seen": "7", **day("since_on")},
    )

    gift.refresh_from_db()
    assert gift.state == "handed_over"
    page = text(upg.get(gift.get_absolute_url()))
    assert "KEP-9" in page
    photo = upg.get(reverse("integrity:gratuity_photo", args=[gift.pk, 2]))
    assert photo["Content-Type"] == "image/png"
    file = gift.files.first()
    assert file is not None
    paper = upg.get(reverse("integrity:gratuity_file", args=[gift.pk, file.pk]))
    assert paper["Content-Type"] == "image/png"
    assert upg.get(reverse("integrity:gratuity_photo", args=[gift.pk, 1])).status_code == 404


def test_what_was_typed_stays_beside_its_fault(house: House) -> None:
    officer = browser(house.officer)

    answer = officer.post(
        reverse("integrity:gratuity_new"), GIFT | {"reporter_nik": "12", "go": "send"}
    )

    assert answer.status_code == 422
    assert "Ditinggal di meja." in text(answer)
    assert "NIK terdiri atas 16 angka" in text(answer)


def test_who_was_slower_is_told_and_loses_nothing(house: House) -> None:
    made, upg = noted(house), browser(house.upg)
    address = reverse("integrity:gratuity_request", args=[made.pk])
    upg.post(address, {"note": "Foto?", "seen": "1"})
    officer = browser(house.officer)
    address = reverse("integrity:gratuity_completion", args=[made.pk])

    answer = officer.post(address, {"addition": "Kue lapis", "seen": "1"})

    assert answer.status_code == 409
    assert "Kue lapis" in text(answer)


def test_whether_it_must_be_reported_is_answered_with_the_rule_and_kept_nowhere(
    house: House,
) -> None:
    officer = browser(house.officer)
    asked = {"kind": "money", "value": "1.500.000", "occasion": "life_event", "relation": "other"}

    newer = text(officer.get(reverse("integrity:gratuity_question"), asked | {
        "happened_on_day": "20", "happened_on_month": "1", "happened_on_year": "2026",
    }))  # fmt: skip
    older = text(officer.get(reverse("integrity:gratuity_question"), asked | {
        "happened_on_day": "19", "happened_on_month": "1", "happened_on_year": "2026",
    }))  # fmt: skip
    half = officer.get(reverse("integrity:gratuity_question"), {"kind": "money"})

    assert "Tidak wajib dilaporkan" in newer
    assert "Peraturan KPK 1/2026" in newer
    assert "Rp1.000.000" in older
    assert "Tidak wajib" not in older
    assert half.status_code == 422
    assert not Gratuity.objects.exists()


def test_the_register_and_its_sheet_are_the_upgs_alone(house: House) -> None:
    noted(house)
    browser(house.officer).post(reverse("integrity:refusal"), {"kind": "food"})
    upg = browser(house.upg)

    assert "Siti Rahmah" in text(upg.get(reverse("integrity:gratuity_register")))
    refused = text(upg.get(reverse("integrity:gratuity_register") + "?tampil=tolak"))
    assert "Makanan atau minuman" in refused
    sheet = upg.post(reverse("integrity:gratuity_export"))
    assert sheet["Content-Disposition"].endswith('filename="gratifikasi.xlsx"')
    assert JournalEntry.objects.filter(what="gratuity.exported").count() == 2
    for actor in (house.head, house.manager, house.officer):
        assert browser(actor).get(reverse("integrity:gratuity_register")).status_code == 403
        assert browser(actor).post(reverse("integrity:gratuity_export")).status_code == 403


def test_a_report_lapses_by_the_upg_alone(house: House) -> None:
    made, upg = noted(house), browser(house.upg)
    lapsed = reverse("integrity:gratuity_lapsed", args=[made.pk])

    early = upg.post(lapsed, follow=True)
    upg.post(reverse("integrity:gratuity_request", args=[made.pk]), {"note": "Foto?", "seen": "1"})
    upg.post(lapsed)

    assert "Muat ulang halaman" in text(early)
    made.refresh_from_db()
    assert made.state == "lapsed"


def test_the_list_shows_what_is_due_and_nothing_of_others(house: House) -> None:
    noted(house)

    assert "Batas terdekat" in text(browser(house.officer).get(reverse("integrity:gratuities")))
    empty = text(browser(house.colleague).get(reverse("integrity:gratuities")))
    assert "Belum ada hadiah yang Anda catat" in empty
