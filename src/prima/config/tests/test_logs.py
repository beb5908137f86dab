"""The redactor finds every number of a person, however written, and spares what is none."""

from __future__ import annotations

import json
import logging
import re
import unicodedata
from urllib.parse import quote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from prima.config.logs import WithoutPersonalData, impersonal
from prima.kernel import codes

DIGITS = st.text(alphabet="0123456789", min_size=16, max_size=16)
GAPS = st.sampled_from(["", " ", ".", "-", "\u00a0", "–", "_", "+"])
WIDE = str.maketrans("0123456789", "０１２３４５６７８９")


@st.composite
def written(draw: st.DrawFn, digits: st.SearchStrategy[str]) -> str:
    """Digits as somebody may have typed them: grouped, with any gap, in either width."""
    plain, gap = draw(digits), draw(GAPS)
    groups = draw(st.sampled_from([(16,), (4, 4, 4, 4), (6, 6, 4), (2, 2, 2, 6, 4), (1,) * 16]))
    parts, rest = [], plain
    for size in groups:
        parts.append(rest[:size])
        rest = rest[size:]
    text = gap.join(part for part in [*parts, rest] if part)
    return text.translate(WIDE) if draw(st.booleans()) else text


CONTAINERS = st.sampled_from(
    [
        "{}",
        "NIK {} tidak cocok",
        "nik={}",
        "NIK:{}.",
        "('{}',)",
        "GET /cari/{} HTTP/1.1",
        "Traceback: ValueError: invalid literal for int(): '{}'",
        "DETAIL:  Key (nik)=({}) already exists.",
        "<{}>",
        "KCP-26-7K3F9Q-C {}",
    ]
)
PHONES = st.builds(
    "{}8{}".format,
    st.sampled_from(["0", "62", "+62", "+62 ", "62-", "0 "]),
    st.text(alphabet="0123456789", min_size=8, max_size=11),
)
WORDS = st.text(alphabet="abcdefghijklmnopqrstuvwxyz0123456789._-", min_size=1, max_size=20)


def digits_left(text: str) -> str:
    """All decimal digits that are still there, whatever their script."""
    found = (unicodedata.digit(sign, None) for sign in text)
    return "".join(str(one) for one in found if one is not None)


@given(written(DIGITS), CONTAINERS)
def test_no_nik_is_left_wherever_it_stands(nik: str, container: str) -> None:
    clean = impersonal(container.format(nik))

    assert len(digits_left(clean.replace("KCP-26-7K3F9Q-C", "").replace("HTTP/1.1", ""))) == 0


@given(written(DIGITS))
def test_no_nik_is_left_in_json_or_in_an_address(nik: str) -> None:
    assert digits_left(impersonal(json.dumps({"nik": nik}, ensure_ascii=False))) == ""
    plain = unicodedata.normalize("NFKC", nik)
    assert digits_left(impersonal(f"/cari/{quote(plain)}/ubah")) == ""
    assert digits_left(impersonal(f"/x?nik={quote(nik)}")) == ""


@given(PHONES, CONTAINERS)
def test_no_telephone_number_is_left(phone: str, container: str) -> None:
    clean = impersonal(container.format(phone))

    assert len(digits_left(clean.replace("KCP-26-7K3F9Q-C", "").replace("HTTP/1.1", ""))) == 0


@given(WORDS, st.sampled_from(["contoh.id", "mail.example.go.id", "x-y.org"]), CONTAINERS)
def test_no_address_of_a_person_is_left(name: str, host: str, container: str) -> None:
    clean = impersonal(container.format(f"{name}@{host}"))

    assert f"@{host}" not in clean
    assert name not in clean or len(name) < 4


@given(st.sampled_from(["TM", "KCP", "ML"]), st.integers(2025, 2099))
def test_no_number_of_a_case_is_eaten(prefix: str, year: int) -> None:
    number = codes.new_number(prefix, year)

    for line in (f"case {number} opened", f"{number} {number}", f'{{"number": "{number}"}}'):
        assert impersonal(line) == line


@pytest.mark.parametrize(
    "line",
    [
        "2026-11-22 18:37:01,123 INFO prima.kernel listening on 127.0.0.1:8000",
        "Job kernel.send_email[1234567](message_id=987654) ended: Success, lasted 0.123 s",
        "KCP-26-081234-5 opened",
        "TM-26-628123-4 TM-26-628124-5 closed",
        "sha256 9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0bb82cd15d6c15b0f00a08",
        "deadline 2026-11-23T16:00:00.000000Z, 14400 minutes",
        "PostgreSQL 18.1 (Debian 18.1-1) on port 54321, pid 2026112",
        "A sweep left out 1000000",
    ],
)
def test_what_speaks_of_nobody_is_left_as_it_is(line: str) -> None:
    assert impersonal(line) == line


def test_the_filter_cleans_the_finished_message() -> None:
    record = logging.LogRecord(
        "x", logging.INFO, "f", 1, "nik %s of %s", ("3273 0147 0893 0047", "a@contoh.id"), None
    )

    WithoutPersonalData().filter(record)

    assert not re.search(r"\d", record.getMessage())
    assert "contoh" not in record.getMessage()
