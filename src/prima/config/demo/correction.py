"""Something is missing: the office names it at once, and the applicant sends it, or does not."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Final

from prima.cases import public as cases
from prima.cases.public import CorrectableField, CorrectionPoint, Fault, GivenPaper, WorkItem
from prima.config.demo import sentences
from prima.config.demo.plan import Fate
from prima.config.demo.scans import scan
from prima.kernel.actors import CITIZEN
from prima.sops.public import NO

if TYPE_CHECKING:
    from prima.config.demo.walk import Walk

_TO_CORRECT: Final = frozenset({Fate.CORRECTED, Fate.UNANSWERED})


def is_due(walk: Walk, item: WorkItem) -> bool:
    """Whether the fault comes to light at this row: the first that may send the case back."""
    document = walk.document
    back = document.step(item.step_key).exit_for(NO) == document.steps[0].key
    return back and not walk.corrected and walk.plan.fate in _TO_CORRECT


def ask(walk: Walk, item: WorkItem) -> Iterator[datetime]:
    """Ask for the paper that is missing, sometimes for the address too, and wait."""
    walk.corrected = True
    wish = walk.after(walk.now, walk.dice.uniform(5, 120))
    worker, at = yield from walk.turn(walk.able(item), wish, 10)
    papers = walk.case.papers.filter(is_mandatory=True)
    key = papers.order_by("-pk").values_list("requirement_key", flat=True)[0]
    label = next(one.text for one in walk.case.standard.content.requirements if one.key == key)
    sentence = walk.dice.choice(sentences.LACKS).format(paper=label)
    points = [CorrectionPoint(Fault.INCOMPLETE, sentence, paper_key=key)]
    fields = {}
    if walk.dice.random() < 0.3:  # noqa: PLR2004 - one in three
        field = CorrectableField.ADDRESS
        points.append(CorrectionPoint(Fault.INCORRECT, sentences.WRONG_ADDRESS, field=field))
        fields[field.value] = f"{walk.case.applicant_address}, RT 02 RW 05"
    request = cases.request_correction(item, points, by=worker.actor, at=at)
    walk.case = request.case
    if walk.plan.fate == Fate.CORRECTED:
        yield from _answer(walk, key, fields)


def _answer(walk: Walk, key: str, fields: dict[str, str]) -> Iterator[datetime]:
    wish = walk.at_home(walk.now + timedelta(hours=walk.dice.uniform(3, 70)))
    if walk.plan.online:
        yield wish
        walk.now = wish
        request = cases.answer_correction(
            walk.case,
            files={key: [scan("Perbaikan", as_pdf=False)]},
            fields=fields,
            by=CITIZEN,
            at=wish,
        )
    else:
        worker, at = yield from walk.turn(walk.town.counter(walk.plan.office), wish)
        brought = GivenPaper(key, cases.PaperState.HANDED_IN, cases.PaperForm.ORIGINAL)
        request = cases.answer_correction(
            walk.case, given={key: brought}, fields=fields, by=worker.actor, at=at
        )
    walk.case = cases.Case.objects.get(pk=request.case_id)
