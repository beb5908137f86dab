"""A person's own part of a procedure in words: what changed for them, and what they are asked."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _

from prima.sops.core.difference import Difference, RowChange
from prima.sops.core.model import REFUSED, Norm, SopDocument
from prima.sops.core.questions import Answer, Question
from prima.sops.documents.comparison import ComparedRow, comparison
from prima.sops.documents.table import exit_names, norm_words
from prima.sops.models.readers import ReadingTask


@dataclass(frozen=True, slots=True)
class AskedQuestion:
    """One question in words; its choices in the order of the question."""

    text: str
    choices: tuple[str, ...]
    number: int


@dataclass(frozen=True, slots=True)
class OwnChange:
    """One row that is not as it was for this person."""

    row: ComparedRow
    # Whether the row came to them or left them, in a sentence; empty where it stays theirs.
    handed: str


def asked_question(document: SopDocument, question: Question) -> AskedQuestion:
    """A question as a person reads it."""
    step = document.step(question.step)
    number = document.step_number(question.step)
    answer = exit_names().get(question.outcome, "")
    own = step.outcome_label(question.outcome)
    named = {"number": number, "step": step.text, "answer": f"{answer} ({own})" if own else answer}
    sentences = {
        "next": _("Setelah langkah %(number)d (%(step)s) selesai, apa langkah berikutnya?"),
        "branch": _("Bila jawaban langkah %(number)d (%(step)s) %(answer)s, apa lanjutannya?"),
        "norm": _("Berapa lama waktu baku langkah %(number)d (%(step)s)?"),
        "output": _("Apa keluaran langkah %(number)d (%(step)s)?"),
        "input": _("Apa kelengkapan langkah %(number)d (%(step)s)?"),
    }
    choices = tuple(_choice(document, question, one) for one in question.choices)
    return AskedQuestion(sentences[question.kind] % named, choices, number)


def own_changes(task: ReadingTask) -> list[OwnChange]:
    """What changed for this person, row by row, in the words of the form."""
    if task.before is None:
        return []
    before, after = task.before.document, task.version.document
    rows = comparison(before, after, Difference((), (), task.changes, ())).rows
    own = {step.key for step in task.steps}
    return [
        OwnChange(row, _handed(change, task, is_theirs=change.key in own))
        for row, change in zip(rows, task.changes, strict=True)
    ]


def _choice(document: SopDocument, question: Question, answer: Answer) -> str:
    if isinstance(answer, Norm):
        return norm_words(answer)
    if question.kind not in {"next", "branch"}:
        return answer
    return _("Permohonan ditolak") if answer == REFUSED else document.step(answer).text


def _handed(change: RowChange, task: ReadingTask, *, is_theirs: bool) -> str:
    if change.before is None or change.after is None or task.before is None:
        return ""
    had = task.before.document.duties_of(change.before)
    was_theirs = not task.duties.isdisjoint(had)
    if is_theirs and not was_theirs:
        return _("Langkah ini kini tugas Anda.")
    return "" if is_theirs else _("Langkah ini bukan tugas Anda lagi.")
