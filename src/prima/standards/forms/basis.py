"""What is said of a rule that was chosen from the register for a standard."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from prima.standards.forms.lines import SayingField

LONGEST_ARTICLE = 100


class ChosenBasisForm(forms.Form):
    """Article and purpose; the name, the full title and the source are those of the register."""

    article = forms.CharField(
        label=_("Pasal"),
        help_text=_("Misalnya: 4 ayat (2). Kosongkan bila seluruh aturan yang dimaksud."),
        max_length=LONGEST_ARTICLE,
        required=False,
    )
    about = SayingField(
        label=_("Mengatur apa di sini"),
        error_messages={"required": _("Isi apa yang diaturnya untuk layanan ini")},
    )
