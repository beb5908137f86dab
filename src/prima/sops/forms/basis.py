"""The article of a rule that was chosen from the register."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

LONGEST_ARTICLE = 100


class ArticleForm(forms.Form):
    """Which part of the rule the procedure stands on."""

    article = forms.CharField(
        label=_("Pasal"),
        help_text=_("Misalnya: 4 ayat (2). Kosongkan bila seluruh aturan yang dimaksud."),
        max_length=LONGEST_ARTICLE,
        required=False,
    )
