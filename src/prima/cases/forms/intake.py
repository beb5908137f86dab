"""The application as an officer takes it in at the counter: one page, in the order of the talk."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.forms.boundfield import BoundField
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from prima.cases.core import Applicant, GivenPaper
from prima.cases.forms.acts import ACCEPTED
from prima.cases.forms.person import PersonForm
from prima.cases.rules import PaperForm, PaperState
from prima.offices.public import StaffMember
from prima.standards.public import (
    Requirement,
    StandardContent,
    form_text,
    requirements_for,
    settle_situations,
)

GROUP = "kelompok_"
# Not a colleague; and somebody of the same name who does not work here.
NOT_STAFF, NAMESAKE = "bukan", "senama"
# What is not on the desk.
NOTHING = "belum"


@dataclass(frozen=True, slots=True)
class PaperRow:
    """One paper of the standard: when it is needed, what is on the desk, and its file."""

    text: str
    note: str
    needed_as: str
    only_for: str
    given: BoundField
    file: BoundField
    kept_name: str


class IntakeForm(PersonForm):
    """Situation, papers and person. A missing paper is recorded, not refused."""

    name = forms.CharField(
        label=gettext_lazy("Nama lengkap"),
        help_text=gettext_lazy("Seperti tertulis di KTP"),
        max_length=120,
        widget=forms.TextInput({"autocomplete": "off"}),
        error_messages={"required": gettext_lazy("Isi nama pemohon seperti tertulis di KTP")},
    )
    phone = forms.CharField(
        label=gettext_lazy("Nomor telepon"),
        help_text=gettext_lazy("Tanpa nomor, pemohon tidak dapat kami kabari"),
        max_length=30,
        required=False,
        widget=forms.TextInput({"autocomplete": "off", "inputmode": "tel"}),
    )
    nik = forms.CharField(
        label=gettext_lazy("NIK"),
        help_text=gettext_lazy("16 angka. Isi hanya bila layanan ini memerlukannya."),
        max_length=24,
        required=False,
        widget=forms.TextInput({"inputmode": "numeric", "autocomplete": "off"}),
    )
    email = forms.EmailField(
        label=gettext_lazy("Alamat surel"),
        max_length=200,
        required=False,
        widget=forms.EmailInput({"autocomplete": "off"}),
        error_messages={
            "invalid": gettext_lazy("Alamat surel belum benar. Tulis seperti nama@contoh.id")
        },
    )
    address = forms.CharField(
        label=gettext_lazy("Alamat tempat tinggal"),
        max_length=400,
        required=False,
        widget=forms.Textarea({"rows": 2, "autocomplete": "off"}),
    )
    staff = forms.ChoiceField(
        label=gettext_lazy("Apakah pemohon pegawai kantor ini?"),
        help_text=gettext_lazy("Pegawai tidak boleh mengerjakan permohonannya sendiri"),
        initial=NOT_STAFF,
        error_messages={"required": gettext_lazy("Pilih apakah pemohon pegawai kantor ini")},
    )

    def __init__(
        self,
        *args: Any,
        content: StandardContent,
        people: Sequence[StaffMember],
        kept: dict[str, str] | None = None,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self._content, self._people, self._kept = content, people, kept or {}
        self._documents = [row for row in content.requirements if row.kind == "document"]
        self._add_situations()
        for row in self._documents:
            self._add_paper(row)
        chosen = self.fields["staff"]
        assert isinstance(chosen, forms.ChoiceField)  # noqa: S101 - for the type checker
        chosen.choices = [
            (NOT_STAFF, _("Bukan pegawai kantor ini")),
            *((str(one.pk), one.name) for one in people),
            (NAMESAKE, _("Bukan, hanya namanya sama")),
        ]

    def _add_situations(self) -> None:
        """Questions of the standard with one answer each, then what may hold besides."""
        for group in self._content.situation_groups:
            members = [one for one in self._content.situations if one.group == group.key]
            self.fields[f"{GROUP}{group.key}"] = forms.ChoiceField(
                label=group.label,
                choices=[(one.key, one.label) for one in members],
                initial=members[0].key,
                widget=forms.RadioSelect,
                error_messages={"required": gettext_lazy("Pilih salah satu keadaan")},
            )
        free = [(one.key, one.label) for one in self._content.situations if one.group is None]
        if free:
            self.fields["keadaan"] = forms.MultipleChoiceField(
                label=gettext_lazy("Keadaan pemohon"),
                choices=free,
                required=False,
                widget=forms.CheckboxSelectMultiple,
            )

    def _add_paper(self, row: Requirement) -> None:
        self.fields[f"syarat_{row.key}"] = forms.ChoiceField(
            label=row.text,
            choices=[
                (NOTHING, gettext_lazy("Belum ada")),
                (PaperForm.ORIGINAL, gettext_lazy("Asli")),
                (PaperForm.COPY, gettext_lazy("Salinan")),
            ],
            initial=NOTHING,
            widget=forms.RadioSelect,
            error_messages={
                "required": _("%(paper)s: pilih apa yang diserahkan") % {"paper": row.text}
            },
        )
        self.fields[f"berkas_{row.key}"] = forms.FileField(
            label=_("Foto atau PDF: %(paper)s") % {"paper": row.text},
            required=False,
            allow_empty_file=True,
            widget=forms.FileInput({"accept": ACCEPTED}),
        )

    @property
    def situation_fields(self) -> list[BoundField]:
        """The questions about the applicant's situation."""
        return [self[name] for name in self.fields if name.startswith((GROUP, "keadaan"))]

    @property
    def papers(self) -> Iterator[PaperRow]:
        """Papers that are always needed first, then those of a situation."""
        labels = {one.key: one.label for one in self._content.situations}
        for row in sorted(self._documents, key=lambda one: bool(one.situations)):
            yield PaperRow(
                text=row.text,
                note=row.note,
                needed_as=form_text(row),
                only_for=", ".join(labels[key] for key in row.situations),
                given=self[f"syarat_{row.key}"],
                file=self[f"berkas_{row.key}"],
                kept_name=self._kept.get(row.key, ""),
            )

    @property
    def person_fields(self) -> list[BoundField]:
        """The fields about the person, in the order of the talk."""
        return [self[name] for name in ("name", "phone", "nik", "email", "address", "staff")]

    def clean(self) -> dict[str, Any]:
        """Somebody who has the name of a colleague must be told apart from them."""
        cleaned = super().clean() or self.cleaned_data
        name = _plain(cleaned.get("name", ""))
        namesakes = [one.name for one in self._people if _plain(one.name) == name]
        if name and namesakes and cleaned.get("staff") == NOT_STAFF:
            self.add_error(
                "staff",
                _("Nama ini sama dengan nama pegawai %(name)s. Pilih salah satu.")
                % {"name": namesakes[0]},
            )
        return cleaned

    @property
    def situations(self) -> frozenset[str]:
        """What was chosen, with one answer to every question."""
        chosen = {
            self.cleaned_data[name]
            for name in self.fields
            if name.startswith(GROUP) and self.cleaned_data.get(name)
        }
        chosen |= set(self.cleaned_data.get("keadaan", ()))
        return settle_situations(self._content, chosen)

    @property
    def given(self) -> list[GivenPaper]:
        """What lies on the desk; a tick at a paper this situation does not need says nothing."""
        return [
            GivenPaper(row.key, PaperState.HANDED_IN, self.cleaned_data[f"syarat_{row.key}"])
            for row in self._needed
            if self.cleaned_data[f"syarat_{row.key}"] != NOTHING
        ]

    @property
    def all_uploads(self) -> dict[str, list[Any]]:
        """Files that came with this submission, by the key of their paper."""
        found = {row.key: self.files.get(f"berkas_{row.key}") for row in self._documents}
        return {key: [upload] for key, upload in found.items() if upload}

    def needed(self, uploads: dict[str, list[Any]]) -> dict[str, list[Any]]:
        """Of these files the ones this situation asks for; the others are not applied with."""
        keys = {row.key for row in self._needed}
        return {key: some for key, some in uploads.items() if key in keys}

    @property
    def applicant(self) -> Applicant:
        """The person as the action takes them."""
        texts = ("name", "nik", "phone", "email", "address")
        staff = self.cleaned_data["staff"]
        return Applicant(
            **{name: self.cleaned_data[name] for name in texts},
            staff_id=int(staff) if staff.isdecimal() else None,
        )

    @property
    def _needed(self) -> list[Requirement]:
        needed = requirements_for(self._content, self.situations)
        return [row for row in needed if row.kind == "document"]


def _plain(name: str) -> str:
    return " ".join(name.split()).casefold()
