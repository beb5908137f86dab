"""What is typed: a wish, and an answer."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from prima.cases.public import CorrectableField
from prima.privacy.actions import Wish
from prima.privacy.core.retention import Limit
from prima.privacy.rules import LONGEST_TEXT, HoldReason, RequestKind

_HINTS = {
    CorrectableField.NAME: _("Seperti tertulis di KTP"),
    CorrectableField.NIK: _("16 angka di KTP atau KK"),
    CorrectableField.PHONE: _("Misalnya 0812 3456 7890"),
    CorrectableField.EMAIL: _("Misalnya nama@contoh.id"),
    CorrectableField.ADDRESS: _("Jalan, RT/RW, desa atau kelurahan, kecamatan"),
}


class WishForm(forms.Form):
    """One kind of request; only a correction and a reason need typing."""

    def __init__(self, *args: Any, kind: RequestKind, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if kind == RequestKind.CORRECTION:
            self.fields.update(_new_values())
        if kind in {RequestKind.CORRECTION, RequestKind.ERASURE, RequestKind.RESTRICTION}:
            self.fields["reason"] = _reason(kind)

    @property
    def wish(self) -> Wish:
        """What was typed, as the action takes it."""
        return _wish(self.cleaned_data)


class CounterForm(forms.Form):
    """The same for a person who stands at the counter, with the proof that it is they."""

    kind = forms.ChoiceField(
        label=_("Apa yang diminta"),
        choices=RequestKind.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Pilih apa yang diminta")},
    )
    identity = forms.BooleanField(
        label=_("KTP asli sudah saya lihat dan sesuai dengan pemohon berkas ini"),
        error_messages={"required": _("Lihat dahulu KTP asli pemohon, lalu centang")},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields.update(_new_values())
        self.fields["reason"] = _reason(RequestKind.CORRECTION)

    @property
    def wish(self) -> Wish:
        """What was typed; new values count only for a correction."""
        found = _wish(self.cleaned_data)
        is_correction = self.cleaned_data["kind"] == RequestKind.CORRECTION
        return found if is_correction else Wish(found.reason)


class GrantForm(forms.Form):
    """A word to the person beside what is done."""

    answer = forms.CharField(
        label=_("Pesan untuk pemohon"),
        help_text=_("Tampil di halaman hak data pemohon"),
        required=False,
        max_length=LONGEST_TEXT,
        widget=forms.Textarea({"rows": 3}),
    )


class RefusalForm(forms.Form):
    """Why not: the law, and a sentence."""

    limit = forms.ChoiceField(
        label=_("Dasar hukum"),
        widget=forms.RadioSelect,
        error_messages={"required": _("Pilih dasar hukum penolakan")},
    )
    answer = forms.CharField(
        label=_("Alasan untuk pemohon"),
        help_text=_("Dengan kalimat yang mudah dimengerti"),
        max_length=LONGEST_TEXT,
        widget=forms.Textarea({"rows": 3}),
        error_messages={"required": _("Tulis alasan dengan kalimat yang mudah dimengerti")},
    )

    def __init__(self, *args: Any, limits: Iterable[Limit], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [(one.key, f"{one.label} ({one.law.basis})") for one in limits]
        self.fields["limit"].choices = choices  # type: ignore[attr-defined]


class HoldForm(forms.Form):
    """Why a case is kept longer than its time."""

    reason = forms.ChoiceField(label=_("Alasan penahanan"), choices=HoldReason.choices)


def _new_values() -> dict[str, forms.CharField]:
    """A field for each value that can be corrected; all of them may stay empty."""
    return {
        key.value: forms.CharField(
            label=key.label,
            help_text=_HINTS[key],
            required=False,
            max_length=400,
            widget=forms.TextInput({"autocomplete": "off"}),
        )
        for key in CorrectableField
    }


def _reason(kind: RequestKind) -> forms.CharField:
    label = _("Bukti atau penjelasan") if kind == RequestKind.CORRECTION else _("Alasan Anda")
    return forms.CharField(
        label=label,
        required=False,
        max_length=LONGEST_TEXT,
        widget=forms.Textarea({"rows": 3}),
    )


def _wish(cleaned: dict[str, Any]) -> Wish:
    fields = {
        key.value: cleaned[key.value].strip()
        for key in CorrectableField
        if cleaned.get(key.value, "").strip()
    }
    return Wish(cleaned.get("reason", "").strip(), fields)
