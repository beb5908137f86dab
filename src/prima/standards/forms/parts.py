"""The editor of one part of a draft: what is asked, and what the answers are as content."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from django import forms
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from prima.standards import rules
from prima.standards.core import drafting
from prima.standards.core.content import CLOCK_EVENTS
from prima.standards.core.keys import key_from
from prima.standards.forms.lines import LinesField, SayingField
from prima.standards.forms.rows import (
    MOST_ROWS,
    BasisForm,
    FeeForm,
    RequirementForm,
    RowForm,
    RowsFormSet,
    SituationForm,
    StepForm,
)
from prima.standards.models import ServiceCategory, StandardDraft

UNITS: Final = (
    ("working_minute", gettext_lazy("menit kerja")),
    ("working_hour", gettext_lazy("jam kerja")),
    ("working_day", gettext_lazy("hari kerja")),
    ("calendar_day", gettext_lazy("hari kalender")),
)
KINDS_OF_OFFICE: Final = (
    ("ministry", gettext_lazy("Kementerian")),
    ("regional", gettext_lazy("Kantor wilayah")),
    ("district", gettext_lazy("Kantor kabupaten atau kota")),
    ("subdistrict", gettext_lazy("Kantor urusan agama kecamatan")),
)
ASKS: Final = (
    ("nik", gettext_lazy("Nomor induk kependudukan (NIK)")),
    ("address", gettext_lazy("Alamat")),
)


class TextsForm(forms.Form):
    """A component that is a list of sentences."""

    items = LinesField(
        label=gettext_lazy("Isi"),
        help_text=gettext_lazy("Satu butir satu baris. Boleh disimpan sebelum lengkap."),
        rows=10,
        required=False,
    )


class ProductForm(forms.Form):
    """Produk pelayanan."""

    items = LinesField(
        label=gettext_lazy("Yang diterima pemohon"),
        help_text=gettext_lazy("Satu produk satu baris, misalnya Buku nikah"),
        rows=4,
        required=False,
    )
    validity = SayingField(
        label=gettext_lazy("Masa berlaku"),
        help_text=gettext_lazy("Misalnya: Berlaku selamanya"),
        required=False,
    )


class TimeForm(forms.Form):
    """Jangka waktu: how much of which unit, from when to when."""

    amount = forms.IntegerField(
        label=gettext_lazy("Lamanya"),
        min_value=1,
        max_value=9999,
        error_messages={
            "required": gettext_lazy("Isi lamanya dengan angka, misalnya 3"),
            "invalid": gettext_lazy("Isi lamanya dengan angka bulat, misalnya 3"),
        },
    )
    unit = forms.ChoiceField(label=gettext_lazy("Satuan"), choices=UNITS, widget=forms.RadioSelect)
    start_event = forms.ChoiceField(label=gettext_lazy("Dihitung sejak"))
    stop_event = forms.ChoiceField(label=gettext_lazy("Sampai"))
    note = SayingField(label=gettext_lazy("Penjelasan"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("start_event", "stop_event"):
            field = self.fields[name]
            assert isinstance(field, forms.ChoiceField)  # noqa: S101 - for the type checker
            # A moment of the SOP that was chosen in a file stays as it is.
            own = self.initial.get(name)
            events = [*CLOCK_EVENTS, *([own] if own and own not in CLOCK_EVENTS else [])]
            field.choices = [(event, rules.event_text(event).capitalize()) for event in events]


class ServiceForm(forms.Form):
    """A service the catalogue does not know yet, as citizens will read of it."""

    name = SayingField(
        label=gettext_lazy("Nama layanan"),
        max_length=150,
        error_messages={"required": gettext_lazy("Isi nama layanan seperti dikenal masyarakat")},
    )
    summary = SayingField(
        label=gettext_lazy("Ringkasan"),
        help_text=gettext_lazy("Satu atau dua kalimat: untuk siapa dan apa hasilnya"),
        required=False,
        max_length=400,
        rows=3,
    )
    category = forms.ChoiceField(label=gettext_lazy("Kelompok layanan"), required=False)
    owner = SayingField(
        label=gettext_lazy("Kementerian penanggung jawab"), required=False, max_length=150
    )
    offered_by = forms.MultipleChoiceField(
        label=gettext_lazy("Diberikan oleh"),
        choices=KINDS_OF_OFFICE,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    keywords = LinesField(
        label=gettext_lazy("Kata kunci"),
        help_text=gettext_lazy(
            "Kata yang diketik orang saat mencari layanan ini. Satu kata kunci satu baris."
        ),
        rows=4,
        required=False,
        most=80,
    )
    asks = forms.MultipleChoiceField(
        label=gettext_lazy("Data pribadi yang diperlukan produk"),
        help_text=gettext_lazy(
            "Nama dan cara menghubungi selalu diminta. Mintalah yang lain hanya bila produknya "
            "memuatnya."
        ),
        choices=ASKS,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    place_label = SayingField(
        label=gettext_lazy("Tempat, dalam beberapa kata"), required=False, max_length=80
    )
    place_note = SayingField(
        label=gettext_lazy("Tempat, dalam satu kalimat"), required=False, max_length=250
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        chosen = self.fields["category"]
        assert isinstance(chosen, forms.ChoiceField)  # noqa: S101 - for the type checker
        shelves = ServiceCategory.objects.values_list("key", "label")
        chosen.choices = [("", _("Pilih kelompok")), *shelves]


ROWS: Final[Mapping[str, type[RowForm]]] = {
    drafting.SITUATIONS: SituationForm,
    "requirements": RequirementForm,
    "procedure": StepForm,
    "fee": FeeForm,
    "legal_basis": BasisForm,
}
SINGLES: Final[Mapping[str, type[forms.Form]]] = {
    "completion_time": TimeForm,
    "product": ProductForm,
    drafting.SERVICE: ServiceForm,
}


class PartEditor:
    """One form or one list of rows for a part, filled from the draft or from what was sent."""

    def __init__(
        self,
        draft: StandardDraft,
        part: str,
        sent: MultiValueDict[str, str] | None = None,
        *,
        more: bool = False,
    ) -> None:
        self.draft, self.part = draft, part
        self.form: forms.Form | None = None
        self.rows: RowsFormSet | None = None
        if part in ROWS:
            self.rows = self._formset(sent, more=more)
        else:
            self.form = SINGLES.get(part, TextsForm)(sent, initial=self._initial())

    def is_valid(self) -> bool:
        """Whether what was sent can be kept."""
        editor = self.rows if self.rows is not None else self.form
        return editor is not None and editor.is_valid()

    def values(self) -> dict[str, Any]:
        """What was sent, as the draft keeps it."""
        if self.rows is not None:
            return (
                _VALUES_OF_ROWS[self.part](self)
                if self.part in _VALUES_OF_ROWS
                else {self.part: self.rows.rows()}
            )
        assert self.form is not None  # noqa: S101 - one of both is always there
        cleaned = self.form.cleaned_data
        if self.part == drafting.SERVICE:
            return dict(cleaned)
        return {self.part: cleaned if self.part in SINGLES else cleaned["items"]}

    def _formset(self, sent: MultiValueDict[str, str] | None, *, more: bool) -> RowsFormSet:
        rows = self._rows()
        formset: Any = forms.formset_factory(
            ROWS[self.part],
            formset=RowsFormSet,
            extra=1 if more or not rows else 0,
            can_order=True,
            can_delete=True,
            max_num=MOST_ROWS,
            validate_max=True,
        )
        made: RowsFormSet = formset(
            sent, initial=rows, prefix="baris", form_kwargs={"content": self.draft.content}
        )
        return made

    def _rows(self) -> list[dict[str, Any]]:
        data = self.draft.content_data
        if self.part != drafting.SITUATIONS:
            return list(data[self.part])
        questions = {row["key"]: row["label"] for row in data["situation_groups"]}
        return [
            row | {"question": questions.get(row["group"] or "", "")} for row in data["situations"]
        ]

    def _initial(self) -> dict[str, Any]:
        if self.part == drafting.SERVICE:
            own = {"owner": "Kementerian Agama", "offered_by": [self.draft.office.kind]}
            return {**own, **self.draft.service_data}
        stored = self.draft.content_data[self.part]
        return dict(stored or {}) if self.part in SINGLES else {"items": stored}


def _requirements(editor: PartEditor) -> dict[str, Any]:
    """Rows keep the key under which cases know them; a new row gets one from its words."""
    assert editor.rows is not None  # noqa: S101 - only called for rows
    known = {row["key"] for row in editor.draft.content_data["requirements"]}
    return {"requirements": _keyed(editor.rows.rows(), known, "text")}


def _situations(editor: PartEditor) -> dict[str, Any]:
    """Situations with the same question are the answers to it."""
    assert editor.rows is not None  # noqa: S101 - only called for rows
    data = editor.draft.content_data
    rows = _keyed(editor.rows.rows(), {row["key"] for row in data["situations"]}, "label")
    keys = {row["label"]: row["key"] for row in data["situation_groups"]}
    for row in rows:
        if row["question"] and row["question"] not in keys:
            keys[row["question"]] = key_from(row["question"], set(keys.values()))
    asked = dict.fromkeys(row["question"] for row in rows if row["question"])
    return {
        "situation_groups": [{"key": keys[label], "label": label} for label in asked],
        "situations": [
            {"key": row["key"], "label": row["label"], "group": keys.get(row["question"])}
            for row in rows
        ],
    }


def _keyed(rows: list[dict[str, Any]], known: set[str], words: str) -> list[dict[str, Any]]:
    """Give every row a key of its own; a key nobody knows, or sent twice, counts as none."""
    taken: set[str] = set()
    for row in rows:
        if row["key"] not in known or row["key"] in taken:
            row["key"] = key_from(row[words], known | taken)
        taken.add(row["key"])
    return rows


_VALUES_OF_ROWS: Final = {"requirements": _requirements, drafting.SITUATIONS: _situations}
