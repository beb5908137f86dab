"""Letters read without a mailbox: what was written now, by whom, and hostile ones."""

from __future__ import annotations

from contextlib import suppress
from email.message import EmailMessage

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from prima.complaints.core import letters

NOW = "Mesin antrean rusak lagi."


@pytest.mark.parametrize(
    "tail",
    [
        "\n\nOn Tue, 23 Jun 2026 at 10:00, Prima <prima@contoh.id> wrote:\n> lama",
        "\n\nPada tanggal 23 Juni 2026 10.00,\nPrima <prima@contoh.id> menulis:\n> lama",
        "\n\n-----Original Message-----\nFrom: Prima\nlama",
        "\n\n----- Pesan Asli -----\nlama",
        "\n\nDari: Prima <prima@contoh.id>\nDikirim: Selasa\nlama",
        "\n________________________________\nlama",
        "\n-- \nAminah\nlama",
        "\n> lama\n> lama juga",
    ],
)
def test_only_what_was_written_now_is_taken(tail: str) -> None:
    assert letters.newest(NOW + tail) == NOW


def test_an_answer_below_the_quotation_is_not_lost() -> None:
    assert NOW in letters.newest(f"Pada Selasa Prima menulis:\n> lama\n\n{NOW}")


def test_a_page_becomes_words_without_its_programs() -> None:
    mail = EmailMessage()
    mail["From"] = "a@contoh.id"
    mail.set_content(
        "<style>p{}</style><p>Saya&nbsp;kecewa.</p><script>x()</script><p>Loket 2</p>",
        subtype="html",
    )

    assert letters.read(mail.as_bytes()).text == "Saya kecewa.\nLoket 2"


def test_an_unknown_character_set_is_read_as_well_as_can_be() -> None:
    raw = b"From: a@contoh.id\nContent-Type: text/plain; charset=tidak-ada\n\nHalo petugas"

    assert letters.read(raw).text == "Halo petugas"


def test_signs_that_turn_the_reading_direction_are_gone() -> None:
    raw = "From: a@contoh.id\nContent-Type: text/plain; charset=utf-8\n\nsa\u202eya\x00\x07"

    assert letters.read(raw.encode()).text == "saya"


def test_a_name_cannot_smuggle_in_another_line() -> None:
    raw = b"From: =?utf-8?q?Aminah=0ABcc=3A_x=40y=2Eid?= <a@contoh.id>\n\nHalo petugas"

    with pytest.raises(letters.Unreadable):
        letters.read(raw)


def test_a_thousand_nested_parts_are_refused() -> None:
    head = b"".join(
        b'Content-Type: multipart/mixed; boundary="%d"\n\n--%d\n' % (one, one)
        for one in range(2000)
    )

    with pytest.raises(letters.Unreadable):
        letters.read(b"From: a@contoh.id\n" + head + b"\n\nHalo")


@pytest.mark.parametrize("raw", [b"", b"Halo", b"From: \n\nx", b"From: bukan alamat\n\nx"])
def test_a_letter_from_nobody_is_refused(raw: bytes) -> None:
    with pytest.raises(letters.Unreadable):
        letters.read(raw)


@pytest.mark.parametrize(
    "text", ["\n" * 100_000, "> " * 50_000, "from: @" * 15_000, "Pada " * 20_000, " " * 100_000]
)
def test_no_text_keeps_the_reader_busy(text: str) -> None:
    letters.read(b"From: a@contoh.id\n\n" + text.encode())


@given(st.binary(max_size=600))
@settings(max_examples=100, deadline=None)
def test_any_bytes_are_a_letter_or_refused(raw: bytes) -> None:
    with suppress(letters.Unreadable):
        letters.read(b"From: a@contoh.id\n" + raw)
