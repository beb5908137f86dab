"""What is filled in to exchange files with the national channel."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

from django import forms
from django.core.files.base import File
from django.utils.translation import gettext_lazy as _

from prima.complaints.core.national import LONGEST_NUMBER, Line, ListError, read_list
from prima.surveys.public import table_files

MOST_BYTES: Final = 5 * 1024 * 1024


class ListForm(forms.Form):
    """The list as it was downloaded there."""

    table = forms.FileField(
        label=_("Daftar dari SP4N-LAPOR"),
        help_text=_(
            "XLSX atau CSV dengan kolom “ID laporan” dan “Status”, paling besar 5 MB. Kolom "
            "“Nomor Prima” boleh ada."
        ),
        widget=forms.FileInput({"accept": ".xlsx,.csv"}),
        error_messages={"required": _("Pilih berkasnya"), "empty": _("Berkas ini kosong")},
    )

    def clean_table(self) -> list[Line]:
        """The rows, or every sentence about what is wrong with them."""
        sent: File[bytes] = self.cleaned_data["table"]
        if (sent.size or 0) > MOST_BYTES:
            raise forms.ValidationError(_("Berkas ini lebih besar dari 5 MB."))
        try:
            return read_list(_rows(sent))
        except ListError as error:
            raise forms.ValidationError(list(error.faults)) from None
        except table_files.SheetError as error:
            raise forms.ValidationError(list(error.faults)) from None


class LinkForm(forms.Form):
    """Our number and the one there."""

    number = forms.CharField(
        label=_("Nomor laporan"), max_length=40,
        error_messages={"required": _("Isi nomor laporan kita")},
    )  # fmt: skip
    tracking = forms.CharField(
        label=_("Nomor SP4N"), max_length=LONGEST_NUMBER + 4,
        error_messages={"required": _("Isi nomor SP4N seperti pada laman SP4N-LAPOR.")},
    )  # fmt: skip


def _rows(sent: File[bytes]) -> Iterator[list[str]]:
    """Rows of the first sheet; the readers work on a file of the disk."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "daftar"
        with path.open("wb") as copy:
            for chunk in sent.chunks():
                copy.write(chunk)
        source = table_files.open_source(path, sheet=None, delimiter=None)[0]
        for batch in source.batches(_silent):
            yield from batch


def _silent(_done: int, _whole: int) -> Any:
    return None
