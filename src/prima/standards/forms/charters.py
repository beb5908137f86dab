"""Forms about the service charter: its text with the decision, and where it was made known."""

from __future__ import annotations

from typing import Any, Final

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from prima.standards.forms.lines import SayingField
from prima.standards.models.charters import LONGEST_PROMISE
from prima.standards.rules import PublicationMedium
from prima.ui.forms import DateField

# What evaluators look for in a charter (PEKPPP form F-01 number 5); an office puts it in its own
# words.
USUAL_PROMISES: Final[dict[str, Promise]] = {
    "promise_standard": gettext_lazy(
        "Kami sanggup menyelenggarakan pelayanan sesuai standar pelayanan yang telah ditetapkan."
    ),
    "promise_improvement": gettext_lazy(
        "Kami memperbaiki pelayanan terus-menerus dengan mendengar masukan Anda."
    ),
    "promise_redress": gettext_lazy(
        "Bila kami tidak menepati standar ini, kami bersedia menerima sanksi dan memberi ganti "
        "rugi sesuai ketentuan peraturan perundang-undangan."
    ),
}


def _promise(label: Any) -> SayingField:
    return SayingField(
        label=label,
        rows=3,
        max_length=LONGEST_PROMISE,
        error_messages={"required": gettext_lazy("Tulis janjinya")},
    )


class CharterForm(forms.Form):
    """The charter as it is signed."""

    promise_standard = _promise(gettext_lazy("Janji melayani sesuai standar"))
    promise_improvement = _promise(gettext_lazy("Janji memperbaiki layanan terus-menerus"))
    promise_redress = _promise(gettext_lazy("Janji bila standar tidak dipenuhi"))
    decision_number = SayingField(
        label=gettext_lazy("Nomor keputusan"),
        max_length=120,
        error_messages={"required": gettext_lazy("Isi nomor keputusan seperti pada naskahnya")},
    )
    signatory = SayingField(
        label=gettext_lazy("Nama penanda tangan"),
        max_length=150,
        error_messages={"required": gettext_lazy("Isi nama penanda tangan")},
    )
    position = SayingField(
        label=gettext_lazy("Jabatan"),
        help_text=gettext_lazy("Misalnya: Kepala KUA Cempaka"),
        max_length=150,
        error_messages={"required": gettext_lazy("Isi jabatan penanda tangan")},
    )
    place = SayingField(
        label=gettext_lazy("Ditandatangani di"),
        max_length=120,
        error_messages={"required": gettext_lazy("Isi tempat penandatanganan")},
    )
    signed_on = DateField(label=gettext_lazy("Tanggal ditandatangani"))
    valid_from = DateField(label=gettext_lazy("Berlaku mulai"))
    replaces = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def clean(self) -> dict[str, Any]:
        """A charter does not count before it was signed."""
        cleaned = super().clean() or self.cleaned_data
        signed_on, valid_from = cleaned.get("signed_on"), cleaned.get("valid_from")
        if signed_on and valid_from and valid_from < signed_on:
            self.add_error("valid_from", _("Isi tanggal penandatanganan atau sesudahnya"))
        return cleaned


class PublicationForm(forms.Form):
    """One medium in which the charter was made known."""

    medium = forms.ChoiceField(
        label=gettext_lazy("Media"),
        choices=PublicationMedium.choices,
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Pilih medianya")},
    )
    published_on = DateField(label=gettext_lazy("Tanggal"))
    proof = SayingField(
        label=gettext_lazy("Bukti"),
        help_text=gettext_lazy("Misalnya alamat laman, nama koran, atau letak papannya"),
        max_length=250,
        error_messages={"required": gettext_lazy("Tulis buktinya")},
    )
