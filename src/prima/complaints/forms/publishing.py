"""What everybody may read of a report."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from prima.complaints.forms.handling import SeenForm
from prima.complaints.models import Complaint
from prima.complaints.rules import LONGEST_SUMMARY, SHORTEST_SUMMARY, HeldBecause


class SummaryForm(SeenForm):
    """The moderator's own words."""

    title = _("Tampilkan di daftar publik")
    button = _("Tampilkan ringkasan")

    text = forms.CharField(
        label=_("Ringkasan"), min_length=SHORTEST_SUMMARY, max_length=LONGEST_SUMMARY,
        help_text=_(
            "Apa yang terjadi dan apa yang dilakukan kantor, tanpa nama orang, tanpa nomor, dan "
            "tanpa kata-kata pelapor."
        ),
        widget=forms.Textarea({"rows": 4}),
        error_messages={"required": _("Tulis ringkasannya")},
    )  # fmt: skip

    def __init__(self, data: Any, complaint: Complaint, *, text: str = "") -> None:
        super().__init__(data, complaint)
        self.fields["text"].initial = text


class HoldForm(SeenForm):
    """The reason it is not shown."""

    title = _("Jangan tampilkan")
    button = _("Simpan keputusan")

    reason = forms.ChoiceField(
        label=_("Mengapa tidak ditampilkan?"), widget=forms.RadioSelect,
        choices=HeldBecause.choices, error_messages={"required": _("Pilih alasannya")},
    )  # fmt: skip


class TakeDownForm(HoldForm):
    """The reason it does not stay."""

    title = _("Turunkan dari daftar publik")
    button = _("Turunkan")
