"""The identity block as a form; number, dates and signer are set when the SOP is approved."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from prima.sops.core import Identity
from prima.sops.forms.lines import LinesField

_EACH = _("Tulis satu per baris.")


class IdentityForm(forms.Form):
    """Bagian identitas (PermenPANRB 35/2012), without what only the approval knows."""

    title = forms.CharField(
        label=_("Nama SOP"), max_length=300, error_messages={"required": _("Isi nama SOP")}
    )
    institution = forms.CharField(label=_("Nama instansi"), max_length=300, required=False)
    work_unit = forms.CharField(label=_("Satuan kerja"), max_length=300, required=False)
    legal_basis = LinesField(label=_("Dasar hukum"), help_text=_EACH)
    executor_qualification = LinesField(label=_("Kualifikasi pelaksana"), help_text=_EACH)
    related_sops = LinesField(label=_("Keterkaitan"), help_text=_EACH)
    equipment = LinesField(label=_("Peralatan dan perlengkapan"), help_text=_EACH)
    warnings = LinesField(
        label=_("Peringatan"),
        help_text=_("Apa akibatnya bila SOP ini tidak dilaksanakan. Tulis satu per baris."),
    )
    records = LinesField(
        label=_("Pencatatan dan pendataan"),
        help_text=_("Buku dan formulir yang harus diisi. Tulis satu per baris."),
    )

    def __init__(self, data: Any = None, *, identity: Identity) -> None:
        super().__init__(
            data, initial={name: getattr(identity, name) for name in self.base_fields}
        )
        self.identity = identity

    @property
    def changed(self) -> Identity:
        """The block as it was sent; use it only when the form is valid."""
        return replace(self.identity, **self.cleaned_data)
