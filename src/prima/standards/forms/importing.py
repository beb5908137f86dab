"""The form that takes a file of services."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from prima.offices.public import Office
from prima.standards import documents
from prima.standards.core.faces import formats
from prima.standards.core.faces.opening_files import MAX_BYTES, FileRefusedError
from prima.standards.core.faces.shape import ReadCatalogue
from prima.standards.forms.drafts import OfficeField


class ImportForm(forms.Form):
    """For which office, and the file."""

    office = OfficeField(
        queryset=Office.objects.none(), label=gettext_lazy("Kantor"), empty_label=None
    )
    file = forms.FileField(
        label=gettext_lazy("Berkas"),
        help_text=gettext_lazy("XLSX, JSON-LD, atau JSON, paling besar 5 MB."),
        widget=forms.FileInput({"accept": ".xlsx,.json,.jsonld"}),
        error_messages={
            "required": gettext_lazy("Pilih berkasnya"),
            "empty": gettext_lazy("Berkas ini kosong. Pilih berkas yang berisi layanan."),
        },
    )

    def __init__(
        self,
        *args: Any,
        offices: QuerySet[Office],
        categories: dict[str, str],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.categories = categories
        self.found: ReadCatalogue | None = None
        chosen = self.fields["office"]
        assert isinstance(chosen, forms.ModelChoiceField)  # noqa: S101 - for the type checker
        chosen.queryset = offices

    def clean_file(self) -> Any:
        """Read the file; what is wrong with single rows the page shows as a table."""
        file = self.cleaned_data["file"]
        try:
            self.found = formats.read(file.read(MAX_BYTES + 1), self.categories)
        except FileRefusedError as refused:
            raise forms.ValidationError(documents.refusal_text(refused.reason)) from None
        if self.found.faults:
            raise forms.ValidationError(
                _("Ada bagian berkas yang belum benar; tidak ada yang disimpan. Lihat daftarnya.")
            )
        return file
