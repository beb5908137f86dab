"""Reading the letters of a PDF back, by the glyph map that each of its fonts carries."""

from __future__ import annotations

import re

import pikepdf


def words(pdf: pikepdf.Pdf) -> str:
    """All letters in the order they are printed, without spaces."""
    return "".join(_page(page) for page in pdf.pages).replace(" ", "")


def words_by_page(pdf: pikepdf.Pdf) -> list[str]:
    """The same, sheet by sheet."""
    return [_page(page).replace(" ", "") for page in pdf.pages]


def connector_letters(page: pikepdf.Page) -> list[str]:
    """The letters of the off-page connectors of a sheet, in the order they are printed.

    They stand in what is drawn but not read aloud, alone in their piece of text.
    """
    fonts = {name: _letters(font) for name, font in page.resources["/Font"].items()}
    current: dict[int, str] = {}
    depth: list[bool] = []
    piece = ""
    found = []
    for instruction in pikepdf.parse_content_stream(page):
        operator, operands = str(instruction.operator), instruction.operands
        if operator in {"BMC", "BDC"}:
            depth.append(str(operands[0]) == "/Artifact")
        elif operator == "EMC":
            depth.pop()
        elif operator == "BT":
            piece = ""
        elif operator == "Tf":
            current = fonts[str(operands[0])]
        elif operator in {"Tj", "TJ"}:
            piece += "".join(_decode(part, current) for part in _strings(operands[0]))
        elif operator == "ET" and any(depth):
            found.append(piece)
    return [text for text in found if re.fullmatch(r"[A-Z]{1,2}", text)]


def _page(page: pikepdf.Page) -> str:
    fonts = page.resources.get("/Font", pikepdf.Dictionary())
    maps = {name: _letters(font) for name, font in fonts.items()}
    current: dict[int, str] = {}
    found = []
    for instruction in pikepdf.parse_content_stream(page):
        operator, operands = str(instruction.operator), instruction.operands
        if operator == "Tf":
            current = maps[str(operands[0])]
        elif operator in {"Tj", "TJ"}:
            found += [_decode(piece, current) for piece in _strings(operands[0])]
    return "".join(found)


def _strings(value: pikepdf.Object) -> list[bytes]:
    pieces = value if isinstance(value, pikepdf.Array) else [value]
    return [bytes(piece) for piece in pieces if isinstance(piece, pikepdf.String)]


def _decode(piece: bytes, letters: dict[int, str]) -> str:
    codes = (int.from_bytes(piece[at : at + 2]) for at in range(0, len(piece), 2))
    return "".join(letters.get(code, "") for code in codes)


def _letters(font: pikepdf.Object) -> dict[int, str]:
    table = font["/ToUnicode"].read_bytes().decode("ascii", "ignore")
    letters: dict[int, str] = {}
    for block in re.findall(r"beginbfchar(.*?)endbfchar", table, re.DOTALL):
        for code, text in re.findall(r"<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]+)>", block):
            letters[int(code, 16)] = bytes.fromhex(text).decode("utf-16-be")
    return letters
