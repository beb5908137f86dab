"""Reporting without an account, and reading under seal, as people use the pages."""

from __future__ import annotations

import logging
import re
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.urls import reverse

from prima.integrity.models import IdentityRequest, SealedReport
from prima.integrity.tests.sealed import PHRASE, Realm, make_realm, sent
from prima.integrity.tests.test_gratuity_pages import browser, text
from prima.integrity.tests.test_sealing import png
from prima.integrity.views import tokens
from prima.kernel import limits_in_memory
from prima.kernel.idempotency import RememberedResult
from prima.kernel.limits import AttemptCount
from prima.offices.public import Role
from prima.offices.tests import people

HERE: dict[str, Any] = {"REMOTE_ADDR": "203.0.113.77", "HTTP_USER_AGENT": "Penanda-Unik-9"}


@pytest.fixture(autouse=True)
def nobody_at_the_door() -> None:
    limits_in_memory.forget()


@pytest.fixture
def realm(db: None) -> Realm:
    return make_realm()


def hidden(page: str, name: str) -> str:
    found = re.search(rf'name="{name}" value="([^"]+)"', page)
    assert found is not None
    return found.group(1)


def receipt_of(page: str) -> tuple[str, str]:
    number = re.search(r"WB-\d\d-[0-9A-Z]{6}-[0-9A-Z]", page)
    words = re.search(r">\s*((?:[a-z]+ ){8}[a-z]+)\s*<", page)
    assert number is not None
    assert words is not None
    return number.group(0), words.group(1)


def report(client: Client, realm: Realm, **more: object) -> str:
    form = text(client.post(reverse("integrity:wbs_where"), {"office": realm.kua.key}))
    data = {
        "form": hidden(form, "form"), "office": realm.kua.key, "what": "Meminta uang legalisasi.",
        "positions": [realm.position.pk], **more,
    }  # fmt: skip
    answer = client.post(reverse("integrity:wbs_submission"), data)
    assert answer.status_code == 200
    return text(answer)


def test_somebody_unknown_reports_talks_and_leaves_no_trace(
    realm: Realm, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    client = Client(**HERE)
    assert "Yang tidak terlindungi" in text(client.get(reverse("integrity:wbs")))
    paper = SimpleUploadedFile("siti-rahmah.png", png((b"tEXt", b"Author\0Siti")))
    page = report(client, realm, papers=paper, identity="Siti Maryam")
    number, words = receipt_of(page)
    recipient = browser(realm.recipients[0])
    one = SealedReport.objects.get(number=number)

    closed = text(recipient.get(one.get_absolute_url()))
    assert "Meminta uang" not in closed
    opened = text(recipient.post(one.get_absolute_url(), {"phrase": PHRASE}))
    assert "Meminta uang legalisasi." in opened
    assert "Siti Maryam" not in opened
    recipient.post(reverse("integrity:sealed_answered", args=[one.pk]), {"text": "Berapa?"})
    sent_words = {"number": number.lower(), "words": words.upper()}
    talk = text(client.post(reverse("integrity:wbs_opened"), sent_words))
    assert "Berapa?" in talk
    said = {"pass": hidden(talk, "pass"), "kind": "retaliation", "text": "Saya dipindah."}
    assert "tersegel" in text(client.post(reverse("integrity:wbs_said"), said))
    again = text(recipient.post(one.get_absolute_url(), {"phrase": PHRASE}))
    assert "Saya dipindah." in again
    assert "Balasan dendam" in again
    file = recipient.post(
        reverse("integrity:sealed_file", args=[one.pk, one.files.get().pk]), {"phrase": PHRASE}
    )
    assert file.content == png()
    assert not client.cookies
    assert not AttemptCount.objects.exists()
    assert not RememberedResult.objects.exists()
    assert [name for name in tables() if holds(name, "203.0.113.77", "Penanda-Unik-9")] == []
    assert "203.0.113.77" not in caplog.text
    assert words not in caplog.text


def tables() -> list[str]:
    with connection.cursor() as cursor:
        return connection.introspection.table_names(cursor)


def holds(table: str, *markers: str) -> bool:
    with connection.cursor() as cursor:
        quoted = connection.ops.quote_name(table)
        like = " OR ".join(["row::text LIKE %s"] * len(markers))
        cursor.execute(
            f"SELECT 1 FROM {quoted} AS row WHERE {like} LIMIT 1",  # noqa: S608 - own tables
            [f"%{marker}%" for marker in markers],
        )
        return cursor.fetchone() is not None


def test_a_form_pressed_twice_shows_the_same_words(realm: Realm) -> None:
    client = Client()
    form = text(client.post(reverse("integrity:wbs_where"), {"office": realm.kua.key}))
    data = {"form": hidden(form, "form"), "office": realm.kua.key, "what": "Meminta uang."}

    first = receipt_of(text(client.post(reverse("integrity:wbs_submission"), data)))
    second = receipt_of(text(client.post(reverse("integrity:wbs_submission"), data)))

    assert first == second
    assert SealedReport.objects.count() == 1


def test_an_old_or_foreign_form_keeps_what_was_typed(realm: Realm) -> None:
    data = {"form": "palsu", "office": realm.kua.key, "what": "Meminta uang."}

    answer = Client().post(reverse("integrity:wbs_submission"), data)

    assert answer.status_code == 422
    assert "sudah lama terbuka" in text(answer)
    assert "Meminta uang." in text(answer)
    assert tokens.form_key(hidden(text(answer), "form"))
    empty = Client().post(reverse("integrity:wbs_submission"), data | {"what": ""})
    assert "Tulis apa yang terjadi" in text(empty)
    nowhere = Client().post(reverse("integrity:wbs_submission"), {"office": "tidak-ada"})
    assert nowhere.status_code == 422


def test_where_nobody_is_left_a_letter_is_made_and_nothing_kept(realm: Realm) -> None:
    page = report(Client(), realm, name="Laila Sari Made Arta Petrus Kaban")

    assert "Bawa laporan ini ke lembaga lain" in page
    assert "Meminta uang legalisasi." in page
    assert not SealedReport.objects.exists()


def test_wrong_words_an_unknown_number_and_no_pass_are_answered_alike(realm: Realm) -> None:
    one, receipt = sent(realm)
    client = Client()
    right = {"number": receipt.number, "words": receipt.words}

    wrong = client.post(reverse("integrity:wbs_opened"), right | {"words": "satu dua"})
    unknown = client.post(reverse("integrity:wbs_opened"), right | {"number": "WB-26-AAAAAA-A"})

    assert (wrong.status_code, unknown.status_code) == (422, 422)
    assert masked(wrong) == masked(unknown)
    without = client.post(reverse("integrity:wbs_said"), {"pass": str(one.pk), "text": "x"})
    assert without.status_code == 422
    silent = {"pass": tokens.new_pass(one.pk), "kind": "talk", "text": ""}
    assert client.post(reverse("integrity:wbs_said"), silent).status_code == 422


def masked(answer: object) -> str:
    return re.sub(r'value="[^"]*"', "", text(answer))


def test_guesses_are_stopped_before_they_cost_anything(realm: Realm) -> None:
    client = Client()
    tried = {"number": "WB-26-AAAAAA-A", "words": "satu dua"}
    codes = [client.post(reverse("integrity:wbs_opened"), tried).status_code for _ in range(31)]

    assert codes[:30] == [422] * 30
    assert codes[30] == 429


def test_two_people_open_a_name_through_the_pages(realm: Realm) -> None:
    one, _receipt = sent(realm, identity="Siti Maryam, 0812")
    first, second = browser(realm.recipients[0]), browser(realm.recipients[1])
    address = reverse("integrity:identity_asked", args=[one.pk])
    assert first.post(address, {"phrase": PHRASE}).status_code == 422
    first.post(address, {"phrase": PHRASE, "reason": "Perlu saksi."})
    wish = IdentityRequest.objects.get()
    opening = reverse("integrity:identity_opened", args=[one.pk, wish.pk])

    assert "Perlu saksi." in text(second.post(one.get_absolute_url(), {"phrase": PHRASE}))
    assert first.post(opening, {"phrase": PHRASE}).status_code == 403
    assert second.post(opening, {"phrase": "salah sama sekali salah"}).status_code == 422
    assert "Siti Maryam, 0812" in text(second.post(opening, {"phrase": PHRASE}))
    assert "Siti Maryam, 0812" in text(first.post(opening, {"phrase": PHRASE}))
    refusal = reverse("integrity:identity_refused", args=[one.pk, wish.pk])
    assert "sudah diputuskan" in text(second.post(refusal, follow=True))


def test_recipients_enrol_are_let_in_share_and_move(realm: Realm) -> None:
    one, _receipt = sent(realm)
    first = browser(realm.recipients[0])
    assert one.number in text(first.get(reverse("integrity:sealed_reports")))
    moved = reverse("integrity:sealed_moved", args=[one.pk])
    first.post(moved, {"to": "checking", "seen": "1"})
    one.refresh_from_db()
    assert one.state == "checking"
    assert first.post(moved, {"to": "received", "seen": "2"}).status_code == 422
    fresh = people.acting(people.make_staff(realm.ministry, "Zaki", Role.REPORT_RECIPIENT))
    newcomer, keys = browser(fresh), reverse("integrity:report_keys")
    differing = newcomer.post(keys, {"phrase": PHRASE, "again": PHRASE + "x"})
    assert differing.status_code == 422
    newcomer.post(keys, {"phrase": PHRASE, "again": PHRASE})
    pk = text(first.get(keys)).split("/pengesahan/")[0].rsplit("/", 1)[1]
    first.post(reverse("integrity:recipient_confirmed", args=[pk]))
    assert newcomer.get(one.get_absolute_url()).status_code == 404
    shared = reverse("integrity:sealed_shared", args=[one.pk])
    assert first.post(shared, {"phrase": PHRASE}).status_code == 422
    first.post(shared, {"phrase": PHRASE, "to": pk})
    assert newcomer.get(one.get_absolute_url()).status_code == 200
    newcomer.post(reverse("integrity:recipient_ended", args=[pk]))
    assert newcomer.get(one.get_absolute_url()).status_code == 404


def test_who_moved_near_the_reported_is_sent_away(realm: Realm) -> None:
    one, _receipt = sent(realm)
    people.make_position(realm.district, "district_head", realm.keys[0].staff)

    answer = browser(realm.recipients[0]).post(
        one.get_absolute_url(), {"phrase": PHRASE}, follow=True
    )

    assert "tidak lagi untuk Anda" in text(answer)
    assert "legalisasi" not in text(answer)
