"""What an officer types to find a case."""

from django import forms
from django.utils.translation import gettext_lazy as _


class SearchForm(forms.Form):
    """One box; sent with POST, so that no NIK or telephone number stands in an address."""

    typed = forms.CharField(
        label=_("Nomor berkas, NIK, nomor telepon, atau nama"),
        help_text=_("NIK dan nomor telepon ditulis lengkap"),
        min_length=3,
        max_length=120,
        widget=forms.TextInput({"autocomplete": "off", "spellcheck": "false"}),
        error_messages={
            "required": _("Isi nomor berkas, NIK, nomor telepon, atau nama"),
            "min_length": _("Isi sedikitnya tiga huruf atau angka"),
        },
    )
