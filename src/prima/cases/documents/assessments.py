"""Forms M and E in words: what each row says, what really happened, and the sheet on paper."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Final, Protocol

from django.utils.formats import date_format
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from prima.cases.core.assessing import BAD, GOOD, Answer
from prima.cases.models import SopAssessment
from prima.cases.rules import evaluation_form
from prima.kernel import clock
from prima.kernel.documents import render_pdf
from prima.sops.public import Norm, Step, duration

_TEMPLATE: Final = Path(__file__).resolve().parents[1] / "typst" / "assessment.typ"


class Figure(Protocol):
    """What a row needs of `queries.StepFigure`."""

    @property
    def done(self) -> int: ...
    @property
    def cases(self) -> int: ...
    @property
    def median(self) -> float: ...
    @property
    def ninetieth(self) -> float: ...
    @property
    def late(self) -> int: ...
    @property
    def yes(self) -> int: ...
    @property
    def no(self) -> int: ...
    @property
    def repeated(self) -> int: ...


@dataclass(frozen=True, slots=True)
class AssessmentRow:
    """One row: its text, the norm it is held against, and what really happened, in sentences."""

    number: int
    text: str
    norm: str = ""
    happened: tuple[str, ...] = ()
    is_slow: bool = False
    answer: Answer = field(default_factory=Answer)


def assessment_rows(
    assessment: SopAssessment, figures: Mapping[str, Figure]
) -> list[AssessmentRow]:
    """The rows of the form with their answers so far."""
    answers = assessment.rows
    if assessment.is_evaluation:
        statements = evaluation_form(assessment.first_day).statements
        return [
            AssessmentRow(number, str(text), answer=answers.get(key, Answer()))
            for number, (key, text) in enumerate(statements.items(), start=1)
        ]
    return [
        _row(number, step, figures.get(step.key), answers.get(step.key, Answer()))
        for number, step in enumerate(assessment.version.document.steps, start=1)
    ]


def assessment_facts(assessment: SopAssessment) -> list[list[str]]:
    """What the form is about."""
    facts = [
        [_("SOP"), str(assessment.version)],
        [_("Kantor"), assessment.office.name],
        [
            _("Masa"),
            _("%(first)s sampai %(last)s")
            % {
                "first": date_format(assessment.first_day, "j F Y"),
                "last": date_format(assessment.last_day, "j F Y"),
            },
        ],
    ]
    if assessment.set_at is not None:
        zone = assessment.office.time_zone
        facts.append([_("Ditetapkan"), clock.format_moment(assessment.set_at, zone)])
        facts.append([_("Oleh"), assessment.signer_name])
    return facts


def assessment_source(assessment: SopAssessment) -> str:
    """By which rule the form is made, and whether its wording was checked."""
    form = evaluation_form(assessment.first_day)
    if form.source_checked:
        return form.rule
    return _("Menurut %(rule)s; susunan kata belum dicocokkan dengan lampirannya.") % {
        "rule": form.rule
    }


def assessment_pdf(
    assessment: SopAssessment, figures: Mapping[str, Figure], *, now: datetime
) -> bytes:
    """The form on A4 landscape: signed, or as a draft that says so."""
    data = {
        "lang": get_language() or "id",
        "title": str(assessment.get_kind_display()),
        "office": assessment.office.name,
        "facts": assessment_facts(assessment),
        "head": _head(assessment),
        "rows": [_cells(assessment, row) for row in assessment_rows(assessment, figures)],
        "conclusion": _conclusion(assessment),
        "state": "" if assessment.is_set else _("Rancangan, belum ditetapkan"),
        "signer": assessment.signer_name,
        "signer_word": _("Yang menetapkan"),
        "footer": assessment_source(assessment),
    }  # fmt: skip
    return render_pdf(_TEMPLATE, data, at=assessment.set_at or now)


def _row(number: int, step: Step, figure: Figure | None, answer: Answer) -> AssessmentRow:
    norm = step.norm
    words = duration(norm.amount, norm.unit) if norm.amount is not None else norm.note
    if figure is None:
        happened = (_("Tidak ada yang dikerjakan pada masa ini."),)
        return AssessmentRow(number, step.text, words, happened, answer=answer)
    return AssessmentRow(
        number, step.text, words, tuple(_happened(step, figure)), _is_slow(norm, figure), answer
    )


def _happened(step: Step, figure: Figure) -> list[str]:
    said = [
        _("%(cases)d berkas: separuh dalam %(half)d menit, 9 dari 10 dalam %(nine)d menit.")
        % {
            "cases": figure.cases,
            "half": round(figure.median),
            "nine": round(figure.ninetieth),
        }
    ]
    if figure.late:
        said.append(
            _("Lewat waktu: %(late)d dari %(done)d.") % {"late": figure.late, "done": figure.done}
        )
    if step.symbol == "decision":
        said.append(
            _("Ya %(yes)d kali, Tidak %(no)d kali.") % {"yes": figure.yes, "no": figure.no}
        )
    if figure.repeated:
        said.append(_("Diulang %(times)d kali.") % {"times": figure.repeated})
    return said


def _is_slow(norm: Norm, figure: Figure) -> bool:
    """More than one in ten was late."""
    return norm.kind == "working" and figure.late * 10 > figure.done


def _head(assessment: SopAssessment) -> list[str]:
    if assessment.is_evaluation:
        return [_("No."), _("Pernyataan"), _("Jawaban"), _("Catatan")]
    return [
        _("No."), _("Prosedur"), _("Waktu baku"), _("Kenyataan"), _("Penilaian"), _("Catatan"),
        _("Tindak lanjut"),
    ]  # fmt: skip


def _cells(assessment: SopAssessment, row: AssessmentRow) -> list[str]:
    answer = row.answer
    if assessment.is_evaluation:
        words = {GOOD: _("Ya"), BAD: _("Tidak")}
        return [str(row.number), row.text, words.get(answer.judgement, ""), answer.note]
    words = {GOOD: _("Berjalan baik"), BAD: _("Kurang")}
    judgement = words.get(answer.judgement, "")
    happened = " ".join(row.happened)
    return [
        str(row.number), row.text, row.norm, happened, judgement, answer.note, answer.follow_up
    ]  # fmt: skip


def _conclusion(assessment: SopAssessment) -> str:
    if not assessment.conclusion:
        return ""
    return _("Kesimpulan: %(conclusion)s. %(reason)s") % {
        "conclusion": assessment.get_conclusion_display(),
        "reason": assessment.conclusion_note,
    }
