"""Messages of services at the signed door, from recorded bodies."""

from __future__ import annotations

import hashlib
import hmac
import json
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st
from pytest_django.fixtures import Settings

from prima.accounts.public import User
from prima.complaints import actions
from prima.complaints.actions import messaging
from prima.complaints.core import channels
from prima.complaints.models import Complaint
from prima.complaints.rules import Channel, EventKind, Identity
from prima.complaints.tests.scene import NOW, Hall
from prima.kernel import clock, codes
from prima.kernel.actors import SYSTEM
from prima.kernel.errors import NotAllowed, StaleRecord
from prima.kernel.messages import MessageState, OutgoingMessage

PAYLOADS = Path(__file__).parent / "payloads"
SECRET = "rahasia-yang-cukup-panjang"
HEADERS = {"whatsapp": "X-Hub-Signature-256", "umum": "X-Prima-Signature"}


@pytest.fixture(autouse=True)
def _set_up(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    settings.INTAKE_SECRETS = {"whatsapp": SECRET, "umum": SECRET}
    settings.INTAKE_WHATSAPP_VERIFY = "kata-pembuka-kita"
    monkeypatch.setattr(clock, "now", lambda: NOW + timedelta(minutes=5))


def recorded(name: str, **changes: Any) -> bytes:
    body = (PAYLOADS / f"{name}.json").read_bytes()
    return json.dumps(json.loads(body) | changes).encode() if changes else body


def send(body: bytes, service: str = "whatsapp", *, signature: str | None = None) -> Any:
    right = hmac.new(SECRET.encode(), body, hashlib.sha256).hexdigest()
    given_ = f"sha256={right}" if signature is None else signature
    return Client().post(
        reverse("complaints:incoming", args=[service]), body, content_type="application/json",
        headers={HEADERS[service]: given_},
    )  # fmt: skip


def test_a_whatsapp_message_becomes_a_report_whose_receipt_an_officer_sends(hall: Hall) -> None:
    answer = send(recorded("whatsapp_text"))

    assert answer.json() == {"taken": 1}
    complaint = Complaint.objects.select_related("reporter").get()
    assert (complaint.channel, complaint.identity) == (Channel.MESSAGE, Identity.HIDDEN)
    assert complaint.reporter.phone == "+6281234567890"
    assert complaint.reporter.name == "Aminah Zahra"
    (receipt,) = OutgoingMessage.objects.all()
    assert receipt.channel == "whatsapp"
    words = str(receipt.body).split("Lima kata: ")[1].split("\n")[0]
    assert codes.verify_secret(complaint.secret_hash, words)


def test_the_same_delivery_again_changes_nothing(hall: Hall) -> None:
    for _time in range(3):
        send(recorded("whatsapp_text"))

    assert Complaint.objects.count() == OutgoingMessage.objects.count() == 1


def test_what_follows_within_a_day_joins_the_same_report(hall: Hall) -> None:
    send(recorded("whatsapp_text"))
    send(recorded("whatsapp_image"))

    complaint = Complaint.objects.get()
    line = complaint.events.get(kind=EventKind.REPLIED)
    assert str(line.text).startswith("Ini kuitansinya")
    assert "tidak ikut tersimpan" in str(line.text)


def test_what_comes_later_is_a_report_of_its_own_unless_it_names_the_number(
    hall: Hall, monkeypatch: pytest.MonkeyPatch
) -> None:
    send(recorded("umum"), "umum")
    first = Complaint.objects.get()
    later = NOW + timedelta(days=3)
    monkeypatch.setattr(clock, "now", lambda: later)
    sent_at = int(later.timestamp())
    named = f"{first.number.lower()} sekarang sudah beres"

    joined = send(recorded("umum", id="dua", sent_at=sent_at, text=named), "umum").json()
    apart = send(recorded("umum", id="tiga", sent_at=sent_at), "umum").json()

    assert joined == {"number": first.number, "reply": "", "joined": True}
    assert apart["number"] != first.number


def test_a_gateway_gets_the_receipt_and_gets_it_again_when_the_answer_was_lost(
    hall: Hall,
) -> None:
    first = send(recorded("umum", office=hall.place.kua.key), "umum").json()
    again = send(recorded("umum", office=hall.place.kua.key), "umum").json()

    complaint = Complaint.objects.get()
    words = first["reply"].split("Lima kata: ")[1].split("\n")[0]
    assert codes.verify_secret(complaint.secret_hash, words)
    assert again == first
    assert complaint.office == hall.place.kua
    assert not OutgoingMessage.objects.exists()


def test_a_message_may_begin_with_the_key_of_the_office(hall: Hall) -> None:
    key = hall.place.kua.key
    send(recorded("umum", text=f"#{key} Antrean di loket 2 macet."), "umum")

    complaint = Complaint.objects.get()
    assert complaint.office == hall.place.kua
    assert complaint.story == "Antrean di loket 2 macet."


def test_reports_of_delivery_are_nobodys_words(hall: Hall) -> None:
    assert send(recorded("whatsapp_status")).json() == {"taken": 0}
    assert not Complaint.objects.exists()


@pytest.mark.parametrize("signature", ["", "sha256=", "sha256=" + "0" * 64, "sha1=abc", "é"])
def test_a_body_without_our_signature_is_refused(hall: Hall, signature: str) -> None:
    assert send(recorded("whatsapp_text"), signature=signature).status_code == 403
    assert not Complaint.objects.exists()


def test_without_a_secret_the_door_stays_shut(hall: Hall, settings: Settings) -> None:
    settings.INTAKE_SECRETS = {"whatsapp": "", "umum": ""}
    body = recorded("whatsapp_text")
    empty = hmac.new(b"", body, hashlib.sha256).hexdigest()

    assert send(body, signature=f"sha256={empty}").status_code == 403


def test_what_is_too_old_too_new_or_too_large_is_not_taken(hall: Hall) -> None:
    old = int((NOW - timedelta(days=8)).timestamp())
    early = int((NOW + timedelta(hours=1)).timestamp())

    assert send(recorded("umum", sent_at=old), "umum").status_code == 400
    assert send(recorded("umum", sent_at=early), "umum").status_code == 400
    assert send(recorded("umum", sent_at=10**30), "umum").status_code == 400
    assert send(b"x" * 300_000, "umum").status_code == 413
    assert send(recorded("umum", phone="+62123"), "umum").status_code == 400
    assert not Complaint.objects.exists()


@pytest.mark.parametrize(
    "body",
    [b"", b"{}", b"[]", b"null", b'{"object":"page","entry":[]}', b"[" * 50_000, b"\xff\xfe",
     b'{"id":1,"sent_at":1,"phone":"+6281234567890","text":"x"}'],
)  # fmt: skip
def test_a_signed_body_of_another_form_is_refused_in_words(hall: Hall, body: bytes) -> None:
    for service in HEADERS:
        answer = send(body, service)
        assert answer.status_code == 400
        assert "bentuk" in answer.json()["error"]


def test_a_sender_without_end_is_asked_to_wait(
    hall: Hall, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(messaging, "PER_SENDER", (1, 60))
    send(recorded("umum"), "umum")

    answer = send(recorded("umum", id="dua"), "umum")

    assert answer.status_code == 429
    assert int(answer["Retry-After"]) > 0


def test_meta_is_greeted_by_the_word_we_agreed_on(hall: Hall) -> None:
    address = reverse("complaints:incoming", args=["whatsapp"])
    asked = {"hub.mode": "subscribe", "hub.challenge": "1158201444"}

    right = Client().get(address, asked | {"hub.verify_token": "kata-pembuka-kita"})
    wrong = Client().get(address, asked | {"hub.verify_token": "lain"})

    assert right.content == b"1158201444"
    assert wrong.status_code == 403
    assert Client().get(reverse("complaints:incoming", args=["lain"])).status_code == 404


def test_an_officer_opens_the_receipt_and_says_it_was_sent(hall: Hall, client: Client) -> None:
    send(recorded("umum", office=hall.place.kua.key), "whatsapp")
    send(recorded("whatsapp_text"))
    complaint = Complaint.objects.get()
    message = OutgoingMessage.objects.get()
    with pytest.raises(NotAllowed):
        actions.open_receipt(complaint, message, by=hall.officer, at=NOW)

    link = actions.open_receipt(complaint, message, by=hall.above, at=NOW)
    assert link.startswith("https://wa.me/6281234567890?text=")
    actions.confirm_receipt(complaint, message, by=hall.above, at=NOW)
    message.refresh_from_db()
    assert message.state == MessageState.SAID_SENT
    with pytest.raises(StaleRecord):
        actions.confirm_receipt(complaint, message, by=hall.above, at=NOW)


@given(st.recursive(st.none() | st.integers() | st.text(max_size=8),
                    lambda inner: st.lists(inner, max_size=3)
                    | st.dictionaries(st.sampled_from(
                        ["object", "entry", "changes", "field", "value", "messages", "contacts",
                         "id", "text", "phone", "sent_at", "type", "from", "timestamp"]),
                        inner, max_size=5)))  # fmt: skip
def test_any_json_is_messages_or_refused(found: Any) -> None:
    for service in HEADERS:
        try:
            channels.read(service, json.dumps(found).encode())
        except channels.Malformed:
            continue


def test_the_page_of_the_report_leads_to_whatsapp_and_back(
    hall: Hall, client: Client, settings: Settings
) -> None:
    settings.INTAKE_OFFICE = hall.place.kua.key
    send(recorded("whatsapp_text"))
    complaint, message = Complaint.objects.get(), OutgoingMessage.objects.get()
    client.force_login(User.objects.get(pk=hall.handler.id or 0))
    page = reverse("complaints:complaint", args=[complaint.number])
    address = reverse("complaints:receipt_sent", args=[complaint.number, message.pk])

    assert "Kirim lewat WhatsApp" in client.get(page).content.decode()
    opened = client.post(address)
    assert "https://wa.me/6281234567890" in opened.content.decode()
    assert opened["Referrer-Policy"] == "no-referrer"
    assert client.post(address, {"sent": "1"}).status_code == 302
    assert "Kirim lewat WhatsApp" not in client.get(page).content.decode()
    assert client.post(address).status_code == 404


def test_only_the_system_takes_messages_in(hall: Hall) -> None:
    found = channels.read("umum", recorded("umum"))

    with pytest.raises(NotAllowed):
        actions.take_messages(found, is_answered=False, by=hall.handler, at=NOW)
    (taken,) = actions.take_messages(found, is_answered=False, by=SYSTEM, at=NOW)
    assert taken.complaint == Complaint.objects.get()
