"""Why somebody looks up who spoke; and the card for those who go and look."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from prima.complaints.core.revealing import Trace, traces
from prima.complaints.models import Complaint, Reporter
from prima.complaints.rules import UnveilReason

TRACE_WORDS = {
    Trace.PHONE: _("nomor telepon"),
    Trace.NIK: _("NIK"),
    Trace.PLATE: _("nomor kendaraan"),
    Trace.EMAIL: _("alamat surel"),
    Trace.NAME: _("nama pelapor"),
    Trace.COPIED: _("kata-kata pelapor sendiri"),
}


class UnveilForm(forms.Form):
    """The reason; it is written down and the person who spoke can read that somebody looked."""

    reason = forms.ChoiceField(
        label=_("Untuk apa nama pelapor diperlukan?"),
        choices=[one for one in UnveilReason.choices if one[0] != UnveilReason.CALL_BACK],
        widget=forms.RadioSelect,
        error_messages={"required": _("Pilih untuk apa nama pelapor diperlukan")},
    )


def _part(label: Any, hint: Any, rows: int = 3) -> forms.CharField:
    return forms.CharField(
        label=label, help_text=hint, max_length=600, widget=forms.Textarea({"rows": rows}),
        error_messages={"required": _("Bagian ini belum diisi")},
    )  # fmt: skip


class TaskForm(forms.Form):
    """Only words of the handler; nothing that leads to the person who spoke passes."""

    where = _part(_("Tempat"), _("Misalnya: loket 2, ruang tunggu"), 1)
    problem = _part(_("Masalahnya, dengan kata Anda"), _("Jangan menyalin cerita pelapor."))
    to_check = _part(_("Yang perlu diperiksa"), _("Satu hal setiap baris."), 4)

    def __init__(self, complaint: Complaint, *args: Any) -> None:
        super().__init__(*args)
        self._complaint = complaint
        reporter = Reporter.objects.filter(complaint=complaint).first()
        self._names = [reporter.name or ""] if reporter else []

    def clean(self) -> dict[str, Any]:
        """Refuse what leads back; a card lies on a desk and is passed from hand to hand."""
        cleaned = super().clean() or self.cleaned_data
        for name in list(cleaned):
            found = self._told(cleaned[name])
            if found:
                self.add_error(name, _("Hapus dahulu: %(what)s") % {"what": found})
        return cleaned

    def told_by_story(self) -> str:
        """What the story gives away, as a warning before anything is passed on."""
        return listed(traces(self._complaint.story or "", names=self._names))

    def _told(self, text: str) -> str:
        return listed(traces(text, names=self._names, original=self._complaint.story or ""))


def listed(found: tuple[Trace, ...]) -> str:
    """What leads to a person, in words."""
    return ", ".join(str(TRACE_WORDS[one]) for one in found)
