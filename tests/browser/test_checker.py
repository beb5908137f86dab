"""The checker of signed receipts, opened from a disk as anybody would: no server, no network."""

import secrets
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from hashlib import sha256, sha512
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from django.conf import settings
from playwright.sync_api import Browser, Page, expect

from prima.complaints import documents
from prima.complaints.core import receipt
from prima.kernel.crypto import keys, signing
from prima.kernel.crypto.keys import FormerSigner
from tests.browser import chromium, looking

pytestmark = pytest.mark.browser

NOW = datetime(2026, 6, 23, 3, tzinfo=UTC)
NUMBER, STORY = "ADU-26-4K7P2M-C", "Saya diminta membayar di loket,\npadahal gratis – “aneh”."
# RFC 8032, 7.1, test 3: key, message, signature.
RFC = (
    "fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025",
    "af82",
    (
        "6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac"
        "18ff9b538d16f290ae67f760984dc6594a7c15e9716ed28dc027beceea1ec40a"
    ),
)


@pytest.fixture
def page(
    started_browser: Browser, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Page]:
    """The page as it was saved, on a machine without a network."""
    own = Ed25519PrivateKey.generate().public_key().public_bytes_raw().hex()
    former = FormerSigner(own, NOW.isoformat())
    monkeypatch.setattr(settings, "PRIMA_KEYS_FILE", tmp_path / "keys.json")
    keys.create_key_file(tmp_path / "keys.json", former_signers=[former])
    saved = tmp_path / "pemeriksa.html"
    saved.write_bytes(documents.checker_page(at=NOW))
    with chromium.page_of(started_browser, 360, offline=True) as opened:
        opened.goto(saved.as_uri())
        yield opened


def given() -> tuple[str, str]:
    """A receipt's lines and their signature."""
    said = receipt.Receipt(
        number=NUMBER,
        office="KUA Cempaka (kua-cempaka)",
        kind="pengaduan",
        received_at=NOW,
        due=[("periksa", NOW + timedelta(days=3))],
        digest=receipt.digest_of(NUMBER, STORY),
        key_id=signing.verify_keys()[0].key_id,
        issued_at=NOW,
    )
    text = receipt.text_of(said)
    return text, signing.sign(text)


def judged(page: Page, isi: str, *, cerita: str = "", kunci: str = "") -> str:
    """What the page answers first."""
    page.locator("#isi").fill(isi)
    page.locator("#cerita").fill(cerita)
    page.locator("#kunci-lain").fill(kunci)
    page.get_by_role("button", name="Periksa").click()
    answer = page.locator("[data-jawaban]:visible").first
    expect(answer).to_be_visible()
    return answer.get_attribute("id") or ""


def test_a_genuine_receipt_is_known_as_a_file_and_from_paper(page: Page, tmp_path: Path) -> None:
    text, signature = given()
    saved = tmp_path / "tanda-terima.json"
    saved.write_bytes(receipt.file_of(text, signature))

    page.locator("#berkas").set_input_files(saved)
    expect(page.locator("#isi")).to_have_value(saved.read_text("utf-8"))
    page.get_by_role("button", name="Periksa").click()

    expect(page.locator("#good")).to_be_visible()
    expect(page.locator("#fakta")).to_contain_text(NUMBER)
    typed_off = receipt.code_of(text, signature).replace("\n", "\r\n") + "  \r\n"
    assert judged(page, typed_off, cerita=STORY.replace("\n", "\r\n")) == "good"
    expect(page.locator("#cerita-cocok")).to_be_visible()
    assert judged(page, typed_off, cerita=STORY + "!") == "good"
    expect(page.locator("#cerita-beda")).to_be_visible()
    assert looking.findings(page) == []
    assert not looking.scrolls_sideways(page)


def test_whatever_is_changed_is_seen(page: Page) -> None:
    text, signature = given()
    whole = receipt.code_of(text, signature)
    other = Ed25519PrivateKey.generate().public_key().public_bytes_raw().hex()
    present = signing.verify_keys()[0]
    former = signing.verify_keys()[1]

    assert judged(page, whole.replace("-23T", "-24T")) == "altered"
    broken = flip(signature, 3)
    assert judged(page, receipt.code_of(text, broken)) == "altered"
    assert judged(page, whole.replace(present.key_id, former.key_id)) == "altered"
    assert judged(page, whole, kunci=other) == "stranger"
    assert (
        judged(page, whole, kunci=f"{present.public_key[:32]} {present.public_key[32:]}") == "good"
    )
    assert judged(page, whole.rpartition("\n")[0]) == "unreadable"


def test_every_byte_of_text_and_signature_counts_with_and_without_the_browsers_own(
    page: Page,
) -> None:
    text, signature = given()
    key = signing.verify_keys()[0].public_key
    message = text.encode().hex()
    spots = [secrets.randbelow(len(text.encode())) for _ in range(6)]
    changed = [(flip(message, spot), signature) for spot in spots]
    changed += [(message, flip(signature, secrets.randbelow(64))) for _ in range(6)]

    assert ways(page, key, message, signature) == [True, True]
    assert ways(page, RFC[0], RFC[1], RFC[2]) == [True, True]
    assert {tuple(ways(page, key, *one)) for one in changed} == {(False, False)}


def test_the_sums_by_hand_are_those_of_the_standard(page: Page) -> None:
    for length in (0, 1, 55, 56, 63, 64, 111, 112, 128, 1000):
        content = secrets.token_bytes(length)
        by_hand = page.evaluate(
            "hex => [256, 512].map((n) => Checker.toHex(Checker.sha(n, Checker.fromHex(hex))))",
            content.hex(),
        )

        assert by_hand == [sha256(content).hexdigest(), sha512(content).hexdigest()]


def test_a_receipt_made_after_its_key_was_out_of_use_is_not_believed(
    started_browser: Browser, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(settings, "PRIMA_KEYS_FILE", tmp_path / "old.json")
    keys.create_key_file(tmp_path / "old.json")
    text, signature = given()
    former = FormerSigner(signing.verify_keys()[0].public_key, (NOW - timedelta(1)).isoformat())
    monkeypatch.setattr(settings, "PRIMA_KEYS_FILE", tmp_path / "new.json")
    keys.create_key_file(tmp_path / "new.json", former_signers=[former])
    saved = tmp_path / "pemeriksa.html"
    saved.write_bytes(documents.checker_page(at=NOW))

    with chromium.page_of(started_browser, 1280, offline=True) as page:
        page.goto(saved.as_uri())
        assert judged(page, receipt.code_of(text, signature)) == "late"


def flip(hexadecimal: str, spot: int) -> str:
    """The same bytes with one bit turned."""
    content = bytearray.fromhex(hexadecimal)
    content[spot] ^= 1 << secrets.randbelow(8)
    return content.hex()


def ways(page: Page, key: str, message: str, signature: str) -> list[bool]:
    """What the browser's own check says, and what the check by hand says."""
    found: list[bool] = page.evaluate(
        """async ([key, signature, message]) => {
            const bytes = [key, signature, message].map(Checker.fromHex);
            const known = await crypto.subtle.importKey(
              "raw", bytes[0], { name: "Ed25519" }, false, ["verify"]);
            return [
              await crypto.subtle.verify({ name: "Ed25519" }, known, bytes[1], bytes[2]),
              Checker.verifyByHand(...bytes),
            ];
        }""",
        [key, signature, message],
    )
    return found
