"""Which days are left out of a period, and why."""

from typing import Any, Final

from django import forms
from django.utils.translation import gettext_lazy as _

from prima.kernel.errors import RuleBroken
from prima.surveys import rules
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

    def clean_reason(self) -> str:
        """Too short a reason is said beside its field; the action refuses it all the same."""
        reason = str(self.cleaned_data["reason"])
        try:
            rules.check_reason(reason)
        except RuleBroken as error:
            raise forms.ValidationError(str(error)) from error
        return reason

    def clean(self) -> dict[str, Any]:
        """Days in order, said beside the second of them."""
        given = self.cleaned_data
        first, last = given.get("first_day"), given.get("last_day")
        if first and last and last < first:
            self.add_error(
                "last_day", _("Tanggal terakhir tidak boleh mendahului tanggal pertama.")
            )
        return given
