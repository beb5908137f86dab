"""The signed receipt: what it says, what it never says, and that it outlives a change of keys."""

import json
from dataclasses import asdict
from datetime import timedelta

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from django.conf import settings
from django.test import Client
from django.urls import reverse

from prima.complaints import documents
from prima.complaints.core import receipt
from prima.complaints.rules import Channel, Kind
from prima.complaints.tests.scene import NOW, STORY, Hall, say
from prima.complaints.tests.test_views import text
from prima.complaints.views import passes
from prima.kernel.crypto import keys, signing
from prima.kernel.crypto.keys import FormerSigner

LATER = NOW + timedelta(days=3)


def is_genuine(content: bytes) -> bool:
    """As a stranger checks it: the file and a public key, nothing else."""
    file = json.loads(content)
    name = dict(line.split(": ", 1) for line in file["lines"][1:])["kunci"]
    key = next(one.public_key for one in signing.verify_keys() if one.key_id == name)
    try:
        Ed25519PublicKey.from_public_bytes(bytes.fromhex(key)).verify(
            bytes.fromhex(file["signature"]), "\n".join(file["lines"]).encode()
        )
    except InvalidSignature:
        return False
    return True


def test_the_digest_is_of_the_words_however_a_browser_ends_its_lines() -> None:
    plain = receipt.digest_of("ADU-26-000000-X", "Satu\nDua")

    assert receipt.digest_of("ADU-26-000000-X", " Satu\r\nDua\n") == plain
    assert receipt.digest_of("ADU-26-000000-Y", "Satu\nDua") != plain
    assert receipt.digest_of("ADU-26-000000-X", "Satu\nDua.") != plain


def test_a_receipt_says_what_was_received_and_until_when_and_nobody(hall: Hall) -> None:
    complaint = say(hall).complaint

    signed = documents.signed_receipt(complaint, at=LATER)

    said = dict(line.split(": ", 1) for line in signed.lines)
    assert said["nomor"] == complaint.number
    assert said["diterima"] == "2026-06-23T10:00:00+07:00"
    assert said["jenis"] == "pengaduan"
    assert set(said) >= {"batas-periksa", "batas-jawaban"}
    assert said["sidik-isi"] == receipt.digest_of(complaint.number, STORY)
    assert "Aminah" not in str(asdict(signed))
    assert "50.000" not in str(asdict(signed))
    assert is_genuine(signed.file)


def test_praise_has_a_receipt_without_dates(hall: Hall) -> None:
    praised = say(hall, kind=Kind.PRAISE, promise_part="", channel=Channel.WEB).complaint

    said = documents.signed_receipt(praised, at=LATER).lines

    assert "jenis: pujian" in said
    assert [line for line in said if line.startswith("batas-")] == []


def test_one_changed_sign_is_seen(hall: Hall) -> None:
    content = documents.signed_receipt(say(hall).complaint, at=LATER).file

    changed = content.replace(b"2026-06-23T10:00:00", b"2026-06-24T10:00:00")

    assert is_genuine(content)
    assert not is_genuine(changed)


def test_a_receipt_of_before_a_new_key_stays_genuine(hall: Hall) -> None:
    before = documents.signed_receipt(say(hall).complaint, at=NOW)
    old = signing.verify_keys()[0]
    settings.PRIMA_KEYS_FILE = settings.PRIMA_KEYS_FILE.with_name("new.json")
    former = FormerSigner(old.public_key, LATER.isoformat())
    keys.create_key_file(settings.PRIMA_KEYS_FILE, former_signers=[former])

    known = signing.verify_keys()

    assert [one.until for one in known] == [None, LATER]
    assert is_genuine(before.file)
    page = text(Client().get(reverse("complaints:keys")))
    assert old.key_id in page
    assert "dipakai sampai" in page


def test_a_pass_gives_the_file_and_the_sheet_and_a_stranger_neither(hall: Hall) -> None:
    complaint = say(hall).complaint
    address, mine = reverse("complaints:receipt"), passes.new_pass(complaint.pk)

    file = Client().post(address, {"pass": mine, "as": "file"})
    sheet = Client().post(address, {"pass": mine, "as": "paper"})
    stranger = Client().post(address, {"pass": "karangan", "as": "file"})

    assert is_genuine(file.content)
    assert file["Content-Disposition"].startswith("attachment")
    assert "data:image/svg+xml" in text(sheet)
    assert "Aminah" not in text(sheet)
    assert stranger.status_code == 302


def test_the_checker_is_one_file_with_the_keys_of_today(hall: Hall) -> None:
    answer = Client().get(reverse("complaints:checker"))

    page = text(answer)
    assert answer["Content-Disposition"].startswith("attachment")
    assert signing.verify_keys()[0].public_key in page
    assert "verifyByHand" in page
    assert "src=" not in page
    assert "http" not in page.replace(settings.SITE_URL, "")
