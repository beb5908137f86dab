"""Where somebody who answered says how to reach them."""

from django import forms
from django.utils.translation import gettext_lazy as _

from prima.kernel.crypto import normalise_phone
from prima.kernel.errors import RuleBroken
from prima.surveys.rules import LONGEST_COMMENT, LONGEST_NAME


class ContactForm(forms.Form):
    """A name, a number, what it is about, and the consent without which nothing is kept."""

    name = forms.CharField(
        label=_("Nama panggilan Anda"),
        max_length=LONGEST_NAME,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
        error_messages={
            "required": _("Isi nama panggilan Anda."),
            "max_length": _("Nama paling panjang %(limit_value)d huruf. Silakan ringkas."),
        },
    )
    phone = forms.CharField(
        label=_("Nomor telepon"),
        help_text=_("Misalnya 0812 3456 7890"),
        max_length=40,
        widget=forms.TextInput(attrs={"autocomplete": "tel", "inputmode": "tel"}),
        error_messages={"required": _("Isi nomor telepon, misalnya 0812 3456 7890.")},
    )
    about = forms.CharField(
        label=_("Tentang apa?"),
        help_text=_(
            "Jawaban Anda tidak ikut terkirim. Tulis kantor, layanan, dan kejadiannya bila perlu."
        ),
        max_length=LONGEST_COMMENT,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={
            "required": _("Tulis sedikit tentang apa yang ingin dibicarakan."),
            "max_length": _(
                "Paling panjang %(limit_value)d huruf, sekarang %(show_value)d. Silakan ringkas."
            ),
        },
    )
    consent = forms.BooleanField(
        label=_("Saya setuju dihubungi lewat nomor ini untuk hal tersebut saja."),
        error_messages={"required": _("Centang persetujuan, atau tutup halaman ini.")},
    )

    def clean_phone(self) -> str:
        try:
            return normalise_phone(self.cleaned_data["phone"])
        except RuleBroken as wrong:
            raise forms.ValidationError(str(wrong)) from wrong
