"""Handing a complaint to another office, saying where it belongs, another class, own limits."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from prima.complaints.core.limits import Stage
from prima.complaints.forms.handling import SeenForm, VerifyForm
from prima.complaints.models import Complaint
from prima.complaints.rules import LONGEST_TEXT, Gravity
from prima.offices.public import Office

_WHY = forms.Textarea({"rows": 3})


class OfficeForm(SeenForm):
    """An office near this one, and why."""

    office = forms.ModelChoiceField(
        label=_("Kantor"), queryset=Office.objects.none(), to_field_name="key",
        empty_label=_("Pilih kantor"), error_messages={"required": _("Pilih kantornya")},
    )  # fmt: skip
    text = forms.CharField(
        label=_("Alasan"), help_text=_("Pelapor membacanya."), max_length=LONGEST_TEXT,
        widget=_WHY, error_messages={"required": _("Tulis alasannya")},
    )  # fmt: skip
    field_order = ("office", "text", "seen")

    def __init__(self, data: Any, complaint: Complaint, **kwargs: Any) -> None:
        super().__init__(data, complaint, **kwargs)
        field = self.fields["office"]
        assert isinstance(field, forms.ModelChoiceField)  # noqa: S101 - declared above
        field.queryset = self.near(complaint)

    def near(self, complaint: Complaint) -> Any:
        """Those above, beside and below; whoever sits further away is reached through them."""
        office = complaint.handling_office
        top = office.parent or office
        return Office.objects.filter(Q(path__startswith=top.path) | Q(key__in=office.lineage))


class ForwardForm(OfficeForm):
    """To whom it goes."""

    title = _("Alihkan ke kantor lain")
    button = _("Alihkan laporan")

    def near(self, complaint: Complaint) -> Any:
        """Any of them but the one that has it."""
        return super().near(complaint).exclude(pk=complaint.handling_office_id)


class PlaceForm(OfficeForm):
    """Where it belongs, says the named official."""

    title = _("Tetapkan kantor yang menangani")
    button = _("Tetapkan kantor")


class RegradeForm(VerifyForm):
    """Another class of law."""

    title = _("Ubah golongan laporan")
    button = _("Ubah golongan")

    def __init__(self, data: Any, complaint: Complaint, **kwargs: Any) -> None:
        super().__init__(data, complaint, **kwargs)
        self.fields["gravity"].help_text = _(
            "Batas waktu penyelesaian hanya bisa menjadi lebih dekat."
        )


class LimitsForm(forms.Form):
    """The office's own days, beside those of law."""

    def __init__(
        self,
        data: Any,
        law: dict[tuple[Stage, str], int],
        own: dict[tuple[Stage, str], int],
    ) -> None:
        super().__init__(data)
        self.law = law
        for (stage, gravity), most in law.items():
            self.fields[_name(stage, gravity)] = forms.IntegerField(
                label=_label(stage, gravity), required=False, min_value=1, max_value=most,
                initial=own.get((stage, gravity)),
                help_text=_("Aturan: %(days)s hari kerja. Kosongkan bila sama.") % {"days": most},
                error_messages={
                    "max_value": _("Paling lama %(limit_value)s hari kerja, sesuai aturan"),
                    "min_value": _("Paling sedikit satu hari kerja"),
                    "invalid": _("Isi dengan angka, misalnya 3"),
                },
            )  # fmt: skip

    @property
    def days(self) -> dict[tuple[Stage, str], int | None]:
        """What was filled in, by stage and class."""
        return {key: self.cleaned_data[_name(*key)] for key in self.law}


def _name(stage: Stage, gravity: str) -> str:
    return f"{stage}_{gravity}" if gravity else stage


def _label(stage: Stage, gravity: str) -> Any:
    if stage == "verify":
        return _("Memeriksa laporan")
    if stage == "first_answer":
        return _("Jawaban pertama")
    return Gravity(gravity).label
