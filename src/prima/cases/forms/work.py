"""What an officer fills in on the page of a case: the row of the SOP, and papers seen."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.forms.boundfield import BoundField
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from prima.cases.actions import Finish
from prima.cases.core import Receiver
from prima.cases.models import Case, CasePaper
from prima.cases.queries import Turn
from prima.cases.rules import PaperForm, Proof, Relation
from prima.sops.public import (
    COMPLETED,
    DONE,
    HANDED_OVER,
    NO,
    PRODUCT_READY,
    REFUSED,
    YES,
    Step,
)
from prima.ui.forms import Noted

# Chosen on a decision card, it leads to the page that names every fault; it is no outcome.
CORRECTION = "correction"


class ReceiverForm(forms.Form):
    """Who takes the product home, and how that is proven."""

    receiver_name = forms.CharField(
        label=gettext_lazy("Nama penerima"),
        max_length=120,
        widget=forms.TextInput({"autocomplete": "off"}),
        error_messages={"required": gettext_lazy("Isi nama orang yang menerima produk")},
    )
    relation = forms.ChoiceField(
        label=gettext_lazy("Yang menerima"),
        choices=Relation.choices,
        initial=Relation.APPLICANT,
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Pilih siapa yang menerima")},
    )
    proof = forms.ChoiceField(
        label=gettext_lazy("Bukti serah terima"),
        choices=Proof.choices,
        initial=Proof.SIGNATURE,
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Pilih bukti serah terima")},
    )
    words = forms.CharField(
        label=gettext_lazy("Lima kata pada tanda terima"),
        help_text=gettext_lazy("Hanya bila buktinya lima kata"),
        max_length=200,
        required=False,
        widget=forms.TextInput(
            {"autocomplete": "off", "autocapitalize": "none", "spellcheck": "false"}
        ),
    )

    def clean(self) -> dict[str, Any]:
        """A code is typed, not believed."""
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("proof") == Proof.CODE and not cleaned.get("words", "").strip():
            self.add_error("words", _("Isi lima kata dari tanda terima pemohon"))
        return cleaned

    @property
    def receiver(self) -> Receiver:
        """The receiver as the action takes them."""
        return Receiver(
            name=self.cleaned_data["receiver_name"],
            relation=self.cleaned_data["relation"],
            proof=self.cleaned_data["proof"],
            words=self.cleaned_data["words"],
        )


@dataclass(frozen=True, slots=True)
class Asked:
    """What one row asks of the person who finishes it, read from the SOP and the case."""

    is_decision: bool
    corrects: bool
    refuses: bool
    # A no leads out of an order-free group, and what is open beside the row closes undone.
    leaves: bool
    number: bool
    needs_number: bool
    receiver: bool

    @classmethod
    def of(cls, case: Case, step: Step) -> Asked:
        """Read the row: its exits, and the moments it marks on the clock."""
        after = case.sop_version.automaton.after(step.key, step.outcomes[0], case.facts)
        is_ready = case.product_ready_at is not None
        marks_ready = PRODUCT_READY in step.marks or after == COMPLETED
        is_decision = step.symbol == "decision"
        return cls(
            is_decision=is_decision,
            corrects=step.exit_for(NO) == case.sop_version.automaton.document.steps[0].key,
            refuses=step.exit_for(NO) == REFUSED,
            leaves=case.sop_version.automaton.document.leaves_group(step, NO),
            number=not is_ready and (marks_ready or not is_decision),
            needs_number=not is_ready and marks_ready and not case.product_number,
            receiver=HANDED_OVER in step.marks and case.handed_over_at is None,
        )


class StepForm(ReceiverForm):
    """One row of the SOP: only the fields this row asks for are on the form."""

    outcome = forms.ChoiceField(
        label=gettext_lazy("Keputusan Anda"),
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Pilih keputusan Anda")},
    )
    product_number = forms.CharField(
        label=gettext_lazy("Nomor produk"),
        max_length=80,
        required=False,
        widget=forms.TextInput({"autocomplete": "off"}),
    )
    note = forms.CharField(
        label=gettext_lazy("Catatan"),
        max_length=2000,
        required=False,
        widget=forms.Textarea({"rows": 3}),
    )
    basis = forms.CharField(
        label=gettext_lazy("Dasar hukum penolakan"),
        help_text=gettext_lazy("Aturan dan pasalnya. Pemohon membacanya bersama alasannya."),
        max_length=1000,
        required=False,
        widget=forms.Textarea({"rows": 2}),
    )
    field_order = ("outcome", "product_number", "receiver_name", "relation", "proof", "words")

    def __init__(self, data: Any = None, *, turn: Turn, case: Case) -> None:
        super().__init__(data, prefix=f"langkah{turn.item.pk}")
        self.turn = turn
        self.asked = Asked.of(case, turn.step)
        self._keep_only_asked()
        if self.asked.is_decision:
            outcome = self.fields["outcome"]
            assert isinstance(outcome, forms.ChoiceField)  # noqa: S101 - for the type checker
            outcome.choices = list(_outcomes(turn.step, self.asked))
        if self.asked.number:
            number = self.fields["product_number"]
            number.initial = case.product_number
            number.help_text = (
                _("Nomor surat, buku, atau akta. Pemohon menerima kabar bahwa produknya siap.")
                if self.asked.needs_number
                else _("Bila sudah ada, misalnya dari buku agenda")
            )
        if self.asked.receiver:
            self.fields["receiver_name"].initial = case.applicant_name

    def _keep_only_asked(self) -> None:
        if not self.asked.is_decision:
            del self.fields["outcome"]
        if not self.asked.refuses:
            del self.fields["basis"]
        else:
            self.fields["note"].label = _("Catatan atau alasan")
        if not self.asked.number:
            del self.fields["product_number"]
        if not self.asked.receiver:
            for name in ReceiverForm.base_fields:
                del self.fields[name]

    @property
    def chosen(self) -> str:
        """What was chosen; a row without a decision is simply done."""
        return str(self.cleaned_data.get("outcome", "")) if self.asked.is_decision else DONE

    @property
    def asks_correction(self) -> bool:
        """Whether the officer wants to ask the applicant instead of finishing the row."""
        return self.asked.is_decision and self.data.get(self.add_prefix("outcome")) == CORRECTION

    def clean(self) -> dict[str, Any]:
        """A no is explained, a refusal has its legal basis, a product its number."""
        cleaned = super().clean()
        if self.chosen == NO:
            self._require("note", _("Tulis alasannya, agar pemohon dan rekan Anda memahaminya"))
            if self.asked.refuses:
                self._require("basis", _("Tulis dasar hukum penolakan"))
        elif self.asked.needs_number:
            self._require("product_number", _("Isi nomor produk, misalnya nomor surat"))
        return cleaned

    def _require(self, name: str, sentence: str) -> None:
        if not str(self.cleaned_data.get(name, "")).strip():
            self.add_error(name, sentence)

    @property
    def how(self) -> Finish:
        """The act as the action takes it."""
        return Finish(
            outcome=self.chosen,
            note=self.cleaned_data["note"],
            basis=self.cleaned_data.get("basis", "") if self.chosen == NO else "",
            product_number=self.cleaned_data.get("product_number", ""),
            receiver=self.receiver if self.asked.receiver else None,
        )

    @property
    def typed(self) -> list[tuple[str, str]]:
        """What was typed, to be given back when the form itself has no place any more."""
        texts = ("product_number", "receiver_name", "note", "basis")
        here = [self[name] for name in texts if name in self.fields]
        rows = [(str(bound.label), str(bound.value() or "")) for bound in here]
        return [(label, text) for label, text in rows if text.strip()]


def _outcomes(step: Step, asked: Asked) -> Iterator[tuple[str, object]]:
    """The cards of a decision: the author's words, and what follows."""
    yield YES, Noted(step.outcome_label(YES) or _("Ya"))
    correction = _("Jam janji berhenti sampai pemohon menjawab.")
    if asked.corrects:
        label = step.outcome_label(NO) or _("Perlu diperbaiki pemohon")
        yield CORRECTION, Noted(label, correction)
        return
    yield CORRECTION, Noted(_("Perlu diperbaiki pemohon"), correction)
    label = step.outcome_label(NO) or _("Tidak")
    if asked.refuses:
        yield NO, Noted(label, _("Permohonan ditolak. Perlu alasan dan dasar hukum."))
    elif asked.leaves:
        yield (
            NO,
            Noted(
                label,
                _(
                    "Kembali ke langkah sebelumnya. Langkah lain yang sedang berjalan bersamaan "
                    "ditutup dan nanti diulang. Perlu alasan."
                ),
            ),
        )
    else:
        yield NO, Noted(label, _("Kembali ke langkah sebelumnya. Perlu alasan."))


# Nothing chosen never takes away a tick that a colleague has set meanwhile.
UNSEEN, UNTICK = "", "untick"


class PapersForm(forms.Form):
    """Every paper of a case at once: not seen yet, seen as original, seen as a copy."""

    def __init__(
        self, data: Any = None, *, papers: Sequence[tuple[CasePaper, str]], form_id: str = ""
    ) -> None:
        super().__init__(data)
        self._papers = [paper for paper, _label in papers]
        for paper, label in papers:
            seen = _seen(paper)
            nothing = (
                (UNTICK, gettext_lazy("Batalkan centang"))
                if seen
                else (UNSEEN, gettext_lazy("Belum dilihat"))
            )
            self.fields[_name(paper)] = forms.ChoiceField(
                label=label,
                choices=[
                    nothing,
                    (PaperForm.ORIGINAL, gettext_lazy("Asli dilihat")),
                    (PaperForm.COPY, gettext_lazy("Salinan dilihat")),
                ],
                required=False,
                initial=seen,
                # The list stands beside the decision but travels with it.
                widget=forms.Select(
                    {"form": form_id, "aria-label": label, "class": "select input--10"}
                ),
            )

    def of(self, paper: CasePaper) -> BoundField:
        """The control of one paper."""
        return self[_name(paper)]

    @property
    def changed(self) -> Iterator[tuple[CasePaper, PaperForm | None]]:
        """Papers to tick, or to untick (None); what was not chosen stays as it is."""
        for paper in self._papers:
            chosen = self.cleaned_data.get(_name(paper), UNSEEN)
            if chosen == UNTICK:
                yield paper, None
            elif chosen not in {UNSEEN, _seen(paper)}:
                yield paper, PaperForm(chosen)


def _name(paper: CasePaper) -> str:
    return f"syarat{paper.pk}"


def _seen(paper: CasePaper) -> str:
    return paper.form if paper.checked_at is not None else UNSEEN
