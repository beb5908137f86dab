"""The application from home: where, in which situation, with which papers, by whom."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.forms.boundfield import BoundField
from django.http import QueryDict  # noqa: TID251 - a form reads what HTTP carries
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from prima.cases.core import Applicant, GivenPaper
from prima.cases.forms.person import PersonForm
from prima.cases.rules import PaperState
from prima.offices.public import Office
from prima.standards.public import Requirement, StandardContent
from prima.ui.forms import Noted

GROUP_PREFIX = "kelompok_"


class PlaceForm(forms.Form):
    """The first page: which office, and which situation; asked with GET, nothing personal."""

    def __init__(
        self,
        *args: Any,
        offices: Sequence[tuple[Office, str]],
        content: StandardContent,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kantor"] = forms.ChoiceField(
            label=gettext_lazy("Kantor yang melayani Anda"),
            choices=[(office.key, Noted(office.name, note)) for office, note in offices],
            widget=forms.RadioSelect,
            error_messages={"required": gettext_lazy("Pilih kantor yang melayani Anda.")},
        )
        for group in content.situation_groups:
            members = [one for one in content.situations if one.group == group.key]
            self.fields[f"{GROUP_PREFIX}{group.key}"] = forms.ChoiceField(
                label=group.label,
                choices=[(one.key, one.label) for one in members],
                widget=forms.RadioSelect,
                initial=members[0].key,
            )
        free = [(one.key, one.label) for one in content.situations if one.group is None]
        if free:
            self.fields["keadaan"] = forms.MultipleChoiceField(
                label=gettext_lazy("Centang yang berlaku bagi Anda"),
                choices=free,
                widget=forms.CheckboxSelectMultiple,
                required=False,
            )

    @staticmethod
    def chosen(asked: QueryDict) -> set[str]:
        """Every situation in an address, of questions and of free ticks."""
        named = {str(asked[name]) for name in asked if name.startswith(GROUP_PREFIX)}
        return {key for key in named | set(asked.getlist("keadaan")) if key}

    @staticmethod
    def answered(content: StandardContent, asked: QueryDict) -> QueryDict:
        """What was asked for, with the usual answer to every question the address leaves open."""
        filled = asked.copy()
        for group in content.situation_groups:
            members = [one.key for one in content.situations if one.group == group.key]
            filled.setdefault(f"{GROUP_PREFIX}{group.key}", members[0])
        return filled

    @staticmethod
    def initial_of(content: StandardContent, chosen: set[str]) -> dict[str, object]:
        """The form as a link of the service page has already answered it."""
        initial: dict[str, object] = {
            f"{GROUP_PREFIX}{one.group}": one.key
            for one in content.situations
            if one.group is not None and one.key in chosen
        }
        return initial | {"keadaan": sorted(chosen)}


@dataclass(frozen=True, slots=True)
class PaperFields:
    """One required paper on the form: its upload, its tick, and what was kept from before."""

    requirement: Requirement
    file: BoundField
    bring: BoundField
    kept_name: str


class ApplicationForm(PersonForm):
    """The second page: papers and person. One submission is one case."""

    name = forms.CharField(
        label=gettext_lazy("Nama lengkap"),
        help_text=gettext_lazy("Seperti tertulis di KTP"),
        max_length=120,
        widget=forms.TextInput({"autocomplete": "name"}),
        error_messages={"required": gettext_lazy("Isi nama Anda seperti tertulis di KTP")},
    )
    phone = forms.CharField(
        label=gettext_lazy("Nomor telepon"),
        help_text=gettext_lazy("Untuk memberi tahu bila ada yang kurang atau surat sudah siap"),
        max_length=30,
        required=False,
        widget=forms.TextInput({"autocomplete": "tel", "inputmode": "tel"}),
    )
    email = forms.EmailField(
        label=gettext_lazy("Alamat surel, bila ada"),
        max_length=200,
        required=False,
        widget=forms.EmailInput({"autocomplete": "email"}),
        error_messages={
            "invalid": gettext_lazy("Alamat surel belum benar. Tulis seperti nama@contoh.id")
        },
    )
    nik = forms.CharField(
        label=gettext_lazy("NIK"),
        help_text=gettext_lazy("16 angka, ada di KTP. Disimpan tersandi."),
        max_length=24,
        required=False,
        widget=forms.TextInput({"inputmode": "numeric", "autocomplete": "off"}),
    )
    address = forms.CharField(
        label=gettext_lazy("Alamat tempat tinggal"),
        max_length=400,
        required=False,
        widget=forms.Textarea({"rows": 2, "autocomplete": "street-address"}),
    )

    def __init__(
        self,
        *args: Any,
        requirements: Sequence[Requirement],
        kept: Mapping[str, str],
        asks: Sequence[str] = (),
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self._documents = [row for row in requirements if row.kind == "document"]
        self.kept = kept  # names of files that came with an earlier, refused sending
        for field in ("nik", "address"):
            if field not in asks:
                del self.fields[field]
        for row in self._documents:
            self.fields[f"file_{row.key}"] = forms.FileField(
                label=row.text,
                help_text=row.note,
                required=False,
                allow_empty_file=True,
                widget=forms.FileInput({"accept": ".jpg,.jpeg,.png,.pdf"}),
            )
            self.fields[f"bring_{row.key}"] = forms.BooleanField(
                label=gettext_lazy("Saya bawa ke kantor"), required=False
            )

    @property
    def person_fields(self) -> list[BoundField]:
        """The fields about the person, in the order of the form."""
        order = ("name", "nik", "phone", "email", "address")
        return [self[name] for name in order if name in self.fields]

    @property
    def papers(self) -> Iterator[PaperFields]:
        """The fields of each required paper."""
        for row in self._documents:
            yield PaperFields(
                row, self[f"file_{row.key}"], self[f"bring_{row.key}"], self.kept.get(row.key, "")
            )

    def clean(self) -> dict[str, Any]:
        """Somebody must be reachable, and every paper uploaded or promised for the visit."""
        cleaned = super().clean() or self.cleaned_data
        if not self.errors.keys() & {"phone", "email"} and not (
            cleaned.get("phone") or cleaned.get("email")
        ):
            self.add_error(
                "phone", _("Isi nomor telepon atau alamat surel, agar kami dapat mengabari Anda")
            )
        for row in self._documents:
            has_file = cleaned.get(f"file_{row.key}") or row.key in self.kept
            if not has_file and not cleaned.get(f"bring_{row.key}"):
                self.add_error(
                    f"file_{row.key}",
                    _("%(paper)s: unggah fotonya, atau centang “Saya bawa ke kantor”")
                    % {"paper": row.text},
                )
        return cleaned

    @property
    def applicant(self) -> Applicant:
        """The person as the action takes them."""
        values = {
            name: self.cleaned_data.get(name, "")
            for name in ("name", "nik", "phone", "email", "address")
        }
        return Applicant(**values)

    @property
    def given(self) -> list[GivenPaper]:
        """Papers that will be brought."""
        return [
            GivenPaper(row.key, PaperState.TO_BRING)
            for row in self._documents
            if self.cleaned_data.get(f"bring_{row.key}")
        ]

    @property
    def uploads(self) -> dict[str, list[Any]]:
        """Files that came with this submission, by the key of their paper."""
        found = {row.key: self.files.get(f"file_{row.key}") for row in self._documents}
        return {key: [upload] for key, upload in found.items() if upload}
