"""Opening a file by what it is, not by what it is called."""

import zipfile
from pathlib import Path
from typing import Final

from prima.surveys.core.reading import text_files, workbook_files
from prima.surveys.core.reading.faults import SheetError, listed
from prima.surveys.core.reading.sources import Source

SAVE_AS: Final = "Simpan lembarnya sebagai XLSX atau CSV dari aplikasi lembar kerja, lalu ulangi."
_OTHER: Final = {
    b"\xd0\xcf\x11\xe0": f"Ini buku kerja lama (XLS) atau terkunci kata sandi. {SAVE_AS}",
    b"%PDF": f"Ini PDF, bukan lembar jawaban. {SAVE_AS}",
    b"\x1f\x8b": "Berkas ini dimampatkan (gzip). Buka dahulu, lalu ulangi dengan isinya.",
    b"\x89PNG": f"Ini gambar, bukan lembar jawaban. {SAVE_AS}",
    b"\xff\xd8\xff": f"Ini gambar, bukan lembar jawaban. {SAVE_AS}",
}
__all__ = ["SAVE_AS", "SheetError", "open_source"]

_HTML: Final = (b"<!doctype", b"<html", b"<table", b"<?xml")
_ZIP: Final = b"PK\x03\x04"


def open_source(path: Path, *, sheet: str | None, delimiter: str | None) -> list[Source]:
    """What can be read of the file: one text, or the sheets of a workbook that may be meant.

    SheetError when it is something else, empty, damaged or dishonest.
    """
    with path.open("rb") as file:
        head = file.read(512)
    for mark, sentence in _OTHER.items():
        if head.startswith(mark):
            raise SheetError(sentence)
    if head.startswith(_ZIP):
        return _sheets(path, sheet)
    if head.lstrip(b"\xef\xbb\xbf \r\n\t").lower().startswith(_HTML):
        raise SheetError(f"Ini halaman web atau XML, bukan lembar jawaban. {SAVE_AS}")
    if sheet is not None:
        raise SheetError("--sheet hanya untuk buku kerja (XLSX); berkas ini teks.")
    return [text_files.open_text(path, delimiter)]


def _sheets(path: Path, wanted: str | None) -> list[Source]:
    _refuse_other_zips(path)
    names = workbook_files.sheets_of(path)
    if wanted is not None and wanted not in names:
        raise SheetError(f"Lembar “{wanted}” tidak ada. Yang ada: {listed(names)}.")
    chosen = names if wanted is None else [wanted]
    return [workbook_files.open_sheet(path, name, names) for name in chosen]


def _refuse_other_zips(path: Path) -> None:
    """A form's answers come zipped; sheets of free office programs are zip files too."""
    try:
        with zipfile.ZipFile(path) as parts:
            names = set(parts.namelist()[:1000])
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError):
        raise SheetError(workbook_files.UNREADABLE) from None
    if "content.xml" in names:
        raise SheetError(f"Ini lembar ODS. {SAVE_AS}")
    if "xl/workbook.xml" not in names and any(name.lower().endswith(".csv") for name in names):
        raise SheetError("Berkas ini arsip ZIP berisi CSV. Buka arsipnya, lalu ulangi dengan CSV.")
