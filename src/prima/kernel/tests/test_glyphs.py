"""Paper is printed whatever was typed: a letter that the font lacks is a mark, never an error."""

from __future__ import annotations

import pytest

from prima.kernel.documents import render_pdf
from prima.kernel.documents.glyphs import MISSING, covered, printable
from prima.kernel.tests.test_documents import AT, SHEET, sheet


@pytest.mark.parametrize(
    "text", ["Akta Nikah", "Café – “ya” · €5", "baris\nkedua", "kata\u200bkata"]
)
def test_letters_of_the_font_stay_as_they_are(text: str) -> None:
    assert printable(text) == text


@pytest.mark.parametrize("letter", ["\u0628", "\u4e2d", "\U0001f600", "\x07", "\x00", "\ue000"])
def test_a_letter_without_a_shape_becomes_a_mark(letter: str) -> None:
    assert printable({letter: [f"a{letter}z", 3, None, (letter,)]}) == {
        letter: [f"a{MISSING}z", 3, None, [MISSING]]
    }


def test_the_mark_itself_can_be_drawn() -> None:
    assert {ord(MISSING), ord("a"), ord("·")} <= covered()
    assert len(covered()) > 800


def test_any_letter_is_accepted_on_paper_for_the_archive() -> None:
    typed = "\u0628\u4e2d\U0001f600\x07 selesai"

    pdf = render_pdf(SHEET, sheet(typed), at=AT)

    assert pdf.startswith(b"%PDF")
