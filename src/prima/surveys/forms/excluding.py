"""Which days are left out of a period, and why."""

from typing import Final

from django import forms
from django.utils.translation import gettext_lazy as _

from prima.ui.forms import DateField

LONGEST: Final = 500


class ExclusionForm(forms.Form):
    """All answers of these days are left out, of a person's own never one alone."""

    first_day = DateField(label=_("Hari pertama"))
    last_day = DateField(label=_("Hari terakhir"))
    reason = forms.CharField(
        label=_("Alasan"),
        help_text=_("Dibaca semua orang di halaman kantor. Jangan tulis nama."),
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={
            "required": _("Tulis alasannya."),
            "max_length": _(
                "Alasan paling panjang %(limit_value)d huruf, sekarang %(show_value)d."
                " Silakan ringkas."
            ),
        },
    )
