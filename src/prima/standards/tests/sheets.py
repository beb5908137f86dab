"""Workbooks as people send them: ours with some cells changed, and worse."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from dataclasses import replace
from functools import cache

import openpyxl
from openpyxl.worksheet.worksheet import Worksheet

from prima.standards.core.faces import sipp_writing
from prima.standards.tests.published import published

SMALL = ("daftar-nikah", "rujuk")


@cache
def whole_workbook() -> bytes:
    """The workbook of the whole catalogue."""
    return sipp_writing.workbook(published())


@cache
def small_workbook() -> bytes:
    """The same with two services only."""
    services = [one for one in published().services if one.entry.key in SMALL]
    return sipp_writing.workbook(replace(published(), services=tuple(services)))


def cell_at(sheet: Worksheet, column: str, row: int) -> tuple[int, int]:
    """The place of a cell by the heading of its column."""
    heads = [cell.value for cell in sheet[1]]
    return row, heads.index(column) + 1


def changed(*changes: tuple[str, str, int, object], content: bytes | None = None) -> bytes:
    """The workbook after cells (sheet, column, row) were given other values."""
    book = openpyxl.load_workbook(io.BytesIO(content or small_workbook()))
    for name, column, row, value in changes:
        sheet = book[name]
        place = cell_at(sheet, column, row)
        sheet.cell(*place).value = value  # type: ignore[assignment]
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def repacked(change: Callable[[str, bytes], bytes], **more: bytes) -> bytes:
    """The workbook with its parts changed, and with others added."""
    file = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(small_workbook())) as old,
        zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for name in old.namelist():
            new.writestr(name, change(name, old.read(name)))
        for name, content in more.items():
            new.writestr(name, content)
    return file.getvalue()
