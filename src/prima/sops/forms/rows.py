"""One row of the table as a form, and the row a sent form makes."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import Any, Final, cast

from django import forms
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from prima.kernel.yaml_fields import LONGEST, LONGEST_KEY
from prima.sops.core import DONE, NO, REFUSED, YES, Condition, Norm, SopDocument, Step
from prima.sops.core.editing import MAX_AMOUNT, side_key, with_symbol
from prima.sops.core.model import HANDED_OVER, PAPERS_COMPLETE, PRODUCT_READY, RECEIVED
from prima.sops.forms.lines import LinesField
from prima.standards.public import Situation

SYMBOLS: Final = (
    ("terminator", gettext_lazy("Mulai atau selesai")),
    ("process", gettext_lazy("Proses")),
    ("decision", gettext_lazy("Keputusan")),
)
UNITS: Final = (
    ("working_minute", gettext_lazy("menit")),
    ("working_hour", gettext_lazy("jam kerja")),
    ("working_day", gettext_lazy("hari kerja")),
    ("calendar_day", gettext_lazy("hari kalender")),
)
KINDS: Final = (
    ("working", gettext_lazy("Waktu kerja petugas")),
    ("waiting", gettext_lazy("Waktu menunggu")),
    ("external", gettext_lazy("Waktu pemohon atau pihak luar")),
)
MARKS: Final = (
    (RECEIVED, gettext_lazy("Permohonan diterima")),
    (PAPERS_COMPLETE, gettext_lazy("Berkas lengkap")),
    (PRODUCT_READY, gettext_lazy("Produk siap")),
    (HANDED_OVER, gettext_lazy("Produk diserahkan")),
)
# Folded away below the others.
RARE_FIELDS: Final = (
    "kind", "norm_note", "proposal", "together", "marks", "strategic", "applies_any",
    "applies_none", "must_differ_from", "group", "thread",
)  # fmt: skip
# Letters of an activity in a list of rows to choose from.
_SHORT: Final = 60


def _texts(label: Any, *, most: int = LONGEST, **kwargs: Any) -> forms.CharField:
    attrs = {"autocomplete": "off"}
    return forms.CharField(
        label=label, required=False, max_length=most, widget=forms.TextInput(attrs), **kwargs
    )


def _choices(label: Any, **kwargs: Any) -> forms.MultipleChoiceField:
    return forms.MultipleChoiceField(
        label=label, required=False, widget=forms.CheckboxSelectMultiple, **kwargs
    )


class RowForm(forms.Form):
    """Everything one row says. Nothing is required: a draft may be half, and findings say what."""

    text = _texts(gettext_lazy("Kegiatan"))
    actor = forms.ChoiceField(label=gettext_lazy("Pelaksana"), required=False)
    amount = forms.IntegerField(
        label=gettext_lazy("Waktu"),
        required=False,
        min_value=1,
        max_value=MAX_AMOUNT,
        widget=forms.TextInput({"inputmode": "numeric", "autocomplete": "off"}),
        error_messages={
            "invalid": gettext_lazy("Isi waktu dengan angka bulat, misalnya 5"),
            "min_value": gettext_lazy("Isi waktu dengan angka mulai dari 1"),
            "max_value": gettext_lazy("Isi angka paling banyak 9999, atau pilih satuan lain"),
        },
    )
    unit = forms.ChoiceField(label=gettext_lazy("Satuan"), choices=UNITS)
    standard_input = LinesField(label=gettext_lazy("Kelengkapan"))
    output = LinesField(label=gettext_lazy("Keluaran"))
    note = _texts(gettext_lazy("Keterangan"))
    symbol = forms.ChoiceField(
        label=gettext_lazy("Simbol"), choices=SYMBOLS, widget=forms.RadioSelect
    )
    exit_yes = forms.ChoiceField(label=gettext_lazy("Bila Ya, ke"), required=False)
    label_yes = _texts(gettext_lazy("Kata untuk Ya"), most=60)
    exit_no = forms.ChoiceField(label=gettext_lazy("Bila Tidak, ke"), required=False)
    label_no = _texts(gettext_lazy("Kata untuk Tidak"), most=60)
    exit_done = forms.ChoiceField(label=gettext_lazy("Sesudah langkah ini, ke"), required=False)
    kind = forms.ChoiceField(label=gettext_lazy("Macam waktu"), choices=KINDS)
    norm_note = _texts(gettext_lazy("Keterangan waktu"))
    proposal = forms.BooleanField(
        label=gettext_lazy("Waktu ini usulan, belum diukur"), required=False
    )
    together = _choices(gettext_lazy("Dikerjakan bersama"))
    must_differ_from = _choices(gettext_lazy("Orangnya harus berbeda dari"))
    applies_any = _choices(gettext_lazy("Hanya bila"))
    applies_none = _choices(gettext_lazy("Tidak bila"))
    marks = _choices(gettext_lazy("Saat yang ditandai langkah ini"), choices=MARKS)
    strategic = forms.BooleanField(
        label=gettext_lazy("Langkah strategis: tidak diputus Plh. atau Plt."), required=False
    )

    group = _texts(
        gettext_lazy("Kelompok urutan bebas"),
        most=LONGEST_KEY,
        help_text=gettext_lazy("Langkah berdampingan dengan nama kelompok yang sama."),
    )
    thread = _texts(
        gettext_lazy("Jalur"),
        most=LONGEST_KEY,
        help_text=gettext_lazy("Langkah satu jalur tetap berurutan; jalur lain boleh bersamaan."),
    )

    def __init__(
        self,
        data: Any = None,
        *,
        document: SopDocument,
        step: Step,
        situations: Iterable[Situation] = (),
    ) -> None:
        super().__init__(data, initial=_initial(step))
        self.step = step
        self._offer("actor", [("", _("Belum dipilih")), *_columns(document)])
        self._offer("together", _columns(document))
        rows = [(one.key, row_name(document, one)) for one in document.steps]
        onwards = [("", _("Langkah berikutnya")), *rows]
        refusal = (REFUSED, _("Ditolak, berkas ditutup"))
        for outcome in (YES, NO, DONE):
            may_refuse = outcome == NO or step.exit_for(outcome) == REFUSED
            self._offer(f"exit_{outcome}", [*onwards, *([refusal] if may_refuse else [])])
        self._offer("must_differ_from", [row for row in rows if row[0] != step.key])
        known = {one.key: one.label for one in situations}
        # A situation the standard no longer has stays visible until the author takes it out.
        named = {**{key: key for key in sorted(step.applies_when.situations)}, **known}
        for name in ("applies_any", "applies_none"):
            self._offer(name, list(named.items()))

    @property
    def changed(self) -> Step:
        """The row as it was sent; use it only when the form is valid."""
        given = self.cleaned_data
        row = with_symbol(self.step, given["symbol"])
        turned = row.symbol != self.step.symbol and not self._says_where(row)
        return replace(
            row,
            text=given["text"],
            actors=tuple(filter(None, dict.fromkeys([given["actor"], *given["together"]]))),
            norm=Norm(
                given["amount"], given["unit"], given["kind"], given["norm_note"],
                given["proposal"],
            ),
            standard_input=given["standard_input"],
            output=given["output"],
            note=given["note"],
            applies_when=Condition(
                frozenset(given["applies_any"]), frozenset(given["applies_none"])
            ),
            must_differ_from=tuple(given["must_differ_from"]),
            marks=tuple(given["marks"]),
            outcome_labels=self._pairs(row, "label"),
            # A symbol chosen just now: the way on is kept until the author names another.
            exits=row.exits if turned else self._pairs(row, "exit"),
            strategic=given["strategic"],
            group=side_key(given["group"], "kelompok"),
            thread=side_key(given["thread"], "jalur"),
        )  # fmt: skip

    def _says_where(self, row: Step) -> bool:
        return any(self.cleaned_data[f"exit_{outcome}"] for outcome in row.outcomes)

    def _pairs(self, row: Step, kind: str) -> tuple[tuple[str, str], ...]:
        found = ((one, self.cleaned_data.get(f"{kind}_{one}", "")) for one in row.outcomes)
        return tuple((outcome, value) for outcome, value in found if value)

    def _offer(self, name: str, choices: list[tuple[str, str]]) -> None:
        field = cast(forms.ChoiceField, self.fields[name])
        field.choices = choices
        field.error_messages["invalid_choice"] = _(
            "Pilihan ini sudah tidak ada di rancangan. Pilih yang lain"
        )


def row_name(document: SopDocument, step: Step) -> str:
    """A row in a list to choose from: its number and the beginning of what is done."""
    words = Truncator(step.text).chars(_SHORT) or _("(kegiatan belum diisi)")
    return f"{document.step_number(step.key)}. {words}"


def _columns(document: SopDocument) -> list[tuple[str, str]]:
    return [(actor.key, actor.label) for actor in document.actors]


def _initial(step: Step) -> dict[str, Any]:
    first, *others = step.actors or ("",)
    norm = step.norm
    return {
        "text": step.text,
        "actor": first,
        "together": others,
        "amount": norm.amount,
        "unit": norm.unit,
        "kind": norm.kind,
        "norm_note": norm.note,
        "proposal": norm.proposal,
        "standard_input": step.standard_input,
        "output": step.output,
        "note": step.note,
        "symbol": step.symbol,
        **{f"exit_{outcome}": step.exit_for(outcome) or "" for outcome in (YES, NO, DONE)},
        **{f"label_{outcome}": step.outcome_label(outcome) or "" for outcome in (YES, NO)},
        "applies_any": sorted(step.applies_when.any),
        "applies_none": sorted(step.applies_when.none),
        "must_differ_from": list(step.must_differ_from),
        "marks": list(step.marks),
        "strategic": step.strategic,
        "group": step.group,
        "thread": step.thread,
    }
