"""The columns of the table as one form: names, duties, and room for one more."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any, Final

from django import forms
from django.forms.boundfield import BoundField
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from prima.offices.public import Duty
from prima.sops.core import SopActor, SopDocument
from prima.sops.core.editing import MAX_ACTORS, new_actor_key

APPLICANT: Final = "applicant"
OUTSIDER: Final = "outsider"
LONGEST_LABEL: Final = 60


def _label() -> forms.CharField:
    return forms.CharField(
        label=gettext_lazy("Nama pelaksana"),
        max_length=LONGEST_LABEL,
        widget=forms.TextInput({"autocomplete": "off"}),
        error_messages={"required": gettext_lazy("Isi nama pelaksana, misalnya Petugas loket")},
    )


def _part() -> forms.ChoiceField:
    choices = [
        (APPLICANT, _("Pemohon")),
        (OUTSIDER, _("Instansi atau pihak lain di luar kantor")),
        (_("Jabatan di kantor"), list(Duty.choices)),
    ]
    return forms.ChoiceField(label=gettext_lazy("Siapa dia"), choices=choices)


@dataclass(frozen=True, slots=True)
class Column:
    """One column on the page, with its two fields."""

    key: str
    number: int
    label: BoundField
    part: BoundField


class ColumnsForm(forms.Form):
    """All columns in their order; the last, empty row adds one when it is named."""

    new_label = _label()

    def __init__(self, data: Any = None, *, document: SopDocument) -> None:
        super().__init__(data)
        self.document = document
        for actor in document.actors:
            self.fields[f"label_{actor.key}"] = _label()
            self.fields[f"part_{actor.key}"] = _part()
            self.initial[f"label_{actor.key}"] = actor.label
            self.initial[f"part_{actor.key}"] = part_of(actor)
        self.fields["new_label"].required = False
        self.fields["new_part"] = _part()
        self.fields["new_part"].required = False

    def columns(self) -> list[Column]:
        """The columns as the page shows them."""
        return [
            Column(actor.key, number, self[f"label_{actor.key}"], self[f"part_{actor.key}"])
            for number, actor in enumerate(self.document.actors, start=1)
        ]

    def clean(self) -> dict[str, Any]:
        """No more columns than anybody can read."""
        given = super().clean() or {}
        if given.get("new_label") and len(self.document.actors) >= MAX_ACTORS:
            self.add_error("new_label", _("Tabel sudah penuh. Gabungkan pelaksana yang sama."))
        return given

    @property
    def changed(self) -> tuple[SopActor, ...]:
        """The columns as they were sent, with the new one; use it only when the form is valid."""
        given = self.cleaned_data
        columns = [
            _with_part(
                replace(actor, label=given[f"label_{actor.key}"]), given[f"part_{actor.key}"]
            )
            for actor in self.document.actors
        ]
        if given["new_label"]:
            key = new_actor_key(given["new_label"], self.document.actor_by_key)
            new = SopActor(key, given["new_label"])
            columns.append(_with_part(new, given["new_part"] or APPLICANT))
        return tuple(columns)


def part_of(actor: SopActor) -> str:
    """Who a column stands for: the applicant, an outsider, or a duty of the office."""
    if actor.external or actor.duty is None:
        return OUTSIDER if actor.external else APPLICANT
    return actor.duty


def _with_part(actor: SopActor, part: str) -> SopActor:
    if part in {APPLICANT, OUTSIDER}:
        return replace(actor, duty=None, external=part == OUTSIDER)
    return replace(actor, duty=part, external=False)
