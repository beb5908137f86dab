"""One case as its office sees it: where it stands, what was done, what is promised."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from prima.cases.core import CaseDeadline, deadline_of
from prima.cases.models import (
    Case,
    CaseFile,
    CasePaper,
    CorrectionRequest,
    Hold,
    LateWarning,
    WorkItem,
)
from prima.cases.models.case import CaseQuerySet
from prima.kernel import codes
from prima.kernel.actors import Actor
from prima.kernel.crypto import blind_index
from prima.offices.public import calendar_of
from prima.sops.public import Step
from prima.standards.public import Requirement


@dataclass(frozen=True, slots=True)
class StepLine:
    """One row of the SOP as the case met it: done (perhaps several times), open, or ahead."""

    number: int
    step: Step
    state: str
    item: WorkItem | None


@dataclass(frozen=True, slots=True)
class PaperLine:
    """A requirement of the standard beside what this applicant brought."""

    paper: CasePaper
    requirement: Requirement | None
    files: list[CaseFile]


@dataclass(frozen=True, slots=True)
class CasePage:
    """Everything the page of a case shows, read in a fixed number of statements."""

    case: Case
    now: datetime
    deadline: CaseDeadline
    lines: list[StepLine]
    open_items: list[WorkItem]
    papers: list[PaperLine]
    other_files: list[CaseFile]
    corrections: list[CorrectionRequest]
    holds: list[Hold]
    warnings: list[LateWarning]


def cases_for(actor: Actor) -> CaseQuerySet:
    """The cases this person may see, with what a list shows of them."""
    return Case.objects.visible_to(actor).select_related("office", "service")


def find_applications(actor: Actor, typed: str) -> CaseQuerySet:
    """Visible cases by number, exact NIK, exact telephone number or part of a name; newest first.

    NIK and telephone are found by their keyed hash, so only whole numbers are.
    """
    found = cases_for(actor).order_by("-received_at")
    digits = "".join(sign for sign in typed if sign.isdigit())
    if codes.is_valid_number(typed):
        return found.filter(number=codes.normalise_number(typed))
    if any(sign.isalpha() for sign in typed):
        return found.filter(applicant_name__icontains=" ".join(typed.split()), erased_at=None)
    if len(digits) == 16:  # noqa: PLR2004 - the length of a NIK
        return found.filter(nik_index=blind_index(digits, "nik"))
    return found.filter(phone_index=blind_index(_international(digits), "phone"))


def deadline(case: Case, now: datetime) -> CaseDeadline:
    """The one deadline of a case that page, paper, message and dashboard show."""
    return deadline_of(case.clock, calendar_of(case.office), now)


def case_for_receipt(number: str) -> Case:
    """The case of a number that a form's own key has just given back: its applicant is here."""
    return Case.objects.select_related("office", "service", "standard", "sop_version").get(
        number=number
    )


def case_page(actor: Actor, number: str, now: datetime) -> CasePage | None:
    """The page of a case this person may see, or None: somebody else's case does not exist."""
    case = (
        cases_for(actor)
        .select_related("sop_version", "standard", "registered_by", "handed_over_by")
        .filter(number=number)
        .first()
    )
    return None if case is None else _page(case, now)


def step_lines(case: Case, items: list[WorkItem]) -> list[StepLine]:
    """The rows of the SOP that apply to this case, each with its last visit.

    Rows whose condition does not hold are left out: the applicant should not wait for them.
    """
    document = case.sop_version.automaton.document
    last = {item.step_key: item for item in sorted(items, key=lambda one: one.visit)}
    lines = []
    for number, step in enumerate(document.steps, start=1):
        item = last.get(step.key)
        if item is None and not step.applies_when.holds(case.facts):
            continue
        lines.append(StepLine(number, step, _state(item), item))
    return lines


def _page(case: Case, now: datetime) -> CasePage:
    items = list(
        case.items.select_related("done_by__staff", "appointment", "position", "taken_by__staff")
    )
    papers = list(case.papers.select_related("checked_by__staff").order_by("pk"))
    present = case.files.filter(stored__removed_at=None)
    files = list(present.select_related("stored").order_by("pk"))
    corrections = case.corrections.prefetch_related("items__paper").order_by("round")
    return CasePage(
        case=case,
        now=now,
        deadline=deadline(case, now),
        lines=step_lines(case, items),
        open_items=[item for item in items if item.is_open],
        papers=_paper_lines(case, papers, files),
        other_files=[file for file in files if file.paper_id is None],
        corrections=list(corrections),
        holds=list(case.holds.order_by("started_at")),
        warnings=list(case.late_warnings.order_by("given_at")),
    )


def _paper_lines(case: Case, papers: list[CasePaper], files: list[CaseFile]) -> list[PaperLine]:
    requirements = {row.key: row for row in case.standard.content.requirements}
    return [
        PaperLine(
            paper,
            requirements.get(paper.requirement_key),
            [file for file in files if file.paper_id == paper.pk],
        )
        for paper in papers
    ]


def _state(item: WorkItem | None) -> str:
    if item is None:
        return "ahead"
    return "open" if item.is_open else "done"


def _international(digits: str) -> str:
    """A number as it was indexed: "0812…" and "62812…" are the same telephone."""
    local = digits.removeprefix("62").removeprefix("0")
    return f"+62{local}"
