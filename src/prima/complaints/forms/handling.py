"""What those who handle a complaint fill in."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from prima.complaints.actions import Reply
from prima.complaints.core.answers import FEWEST_WORDS, blanks, gaps
from prima.complaints.models import Complaint
from prima.complaints.rules import GRAVITIES_OF, LONGEST_TEXT, Finding, Gravity, Kind, Missing


class SeenForm(forms.Form):
    """Carries which version of the complaint its reader saw, and how the act is called."""

    title: Any = ""
    button: Any = ""

    seen = forms.IntegerField(widget=forms.HiddenInput, min_value=1)

    def __init__(self, data: Any, complaint: Complaint, **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        self.fields["seen"].initial = complaint.version


class VerifyForm(SeenForm):
    """The class of law."""

    title = _("Periksa dan tentukan golongannya")
    button = _("Tetapkan golongan")

    gravity = forms.ChoiceField(
        label=_("Golongan laporan"), widget=forms.RadioSelect,
        error_messages={"required": _("Pilih golongannya")},
    )  # fmt: skip

    def __init__(self, data: Any, complaint: Complaint, **kwargs: Any) -> None:
        super().__init__(data, complaint, **kwargs)
        field = self.fields["gravity"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101 - declared above
        field.choices = [(one, Gravity(one).label) for one in GRAVITIES_OF[Kind(complaint.kind)]]


def _part(label: Any, hint: Any, rows: int = 3) -> forms.CharField:
    return forms.CharField(
        label=label, help_text=hint, max_length=LONGEST_TEXT,
        widget=forms.Textarea({"rows": rows}),
        error_messages={"required": _("Bagian ini belum diisi")},
    )  # fmt: skip


class AskForm(SeenForm):
    """What is missing, as a list and in words."""

    title = _("Minta pelapor melengkapi")
    button = _("Kirim permintaan")

    items = forms.MultipleChoiceField(
        label=_("Apa yang perlu dilengkapi?"),
        choices=Missing.choices,
        widget=forms.CheckboxSelectMultiple,
        required=False,
        help_text=_("Sebut semuanya sekaligus. Waktu kantor berhenti sampai pelapor menjawab."),
    )
    text = forms.CharField(
        label=_("Penjelasan untuk pelapor"),
        max_length=LONGEST_TEXT,
        required=False,
        widget=forms.Textarea({"rows": 3}),
    )


class NoteForm(SeenForm):
    """A note for colleagues."""

    title = _("Catatan untuk rekan")
    button = _("Simpan catatan")
    text = _part(_("Catatan"), _("Hanya dibaca petugas yang menangani laporan ini."))


class ReopenForm(SeenForm):
    """Why it is taken up again."""

    title = _("Buka kembali laporan")
    button = _("Buka kembali")
    text = _part(_("Alasan dibuka kembali"), _("Pelapor membacanya."))


class AnswerForm(SeenForm):
    """An answer with everything a good one names."""

    title = _("Jawab laporan")
    button = _("Kirim jawaban")

    finding = forms.ChoiceField(
        label=_("Hasil pemeriksaan"), choices=Finding.choices, widget=forms.RadioSelect,
        error_messages={"required": _("Pilih hasilnya")},
    )  # fmt: skip
    facts = _part(_("Yang kami temukan"), _("Fakta hasil pemeriksaan, dengan tanggalnya."))
    decision = _part(_("Keputusan kami"), _("Apa yang diputuskan."))
    reason = _part(_("Alasannya"), _("Aturan atau standar yang menjadi dasar."))
    next_step = _part(_("Selanjutnya"), _("Siapa mengerjakan apa, sampai kapan."))
    as_it_is = forms.CharField(
        label=_("Alasan mengirim apa adanya"), required=False, max_length=300,
        help_text=_("Isi hanya bila bagian yang ditandai memang tidak dapat dilengkapi."),
    )  # fmt: skip
    field_order = ("finding", "facts", "decision", "reason", "next_step", "as_it_is", "seen")

    def clean(self) -> dict[str, Any]:
        """Say which part is too thin; with a reason it may be sent all the same."""
        said = super().clean() or {}
        parts = {str(one): str(said.get(one, "")) for one in FEWEST_WORDS}
        for part, text in parts.items():
            for blank in blanks(text):
                self.add_error(part, _("Bagian ini belum diisi: %(blank)s") % {"blank": blank})
        if self.errors or said.get("as_it_is", "").strip():
            return said
        for gap in gaps(parts):
            if gap == "date":
                self.add_error("next_step", _("Sebut tanggalnya, misalnya 30 Juni 2026"))
            else:
                self.add_error(gap, _("Bagian ini terlalu singkat. Tulis lebih lengkap"))
        return said

    @property
    def reply(self) -> Reply:
        """Everything in the words of the action."""
        said = self.cleaned_data
        return Reply(
            facts=said["facts"],
            decision=said["decision"],
            reason=said["reason"],
            next_step=said["next_step"],
            finding=Finding(said["finding"]),
            as_it_is=said["as_it_is"],
        )
