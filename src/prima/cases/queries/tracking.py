"""What an applicant sees of their own case, by its number and five words."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from prima.cases.core import CaseDeadline
from prima.cases.models import Case, CorrectionRequest, DeadlineMove, LateWarning
from prima.cases.queries.cases import StepLine, deadline, step_lines
from prima.kernel import codes, limits
from prima.kernel.errors import RuleBroken

# Guesses on one number are counted for everybody together and would let a stranger lock out its
# owner; so they are counted per address and number, and per address over all numbers.
_PER_NUMBER = (10, 15 * 60)
# The address may be a village hall in which fifty people look at their cases.
_PER_ADDRESS = (150, 15 * 60)


class NotFound(RuleBroken):
    """Number and words do not belong together; whether the number exists is not said."""


@dataclass(frozen=True, slots=True)
class TrackPage:
    """What the tracking page shows: no name, no address, no officer's name."""

    case: Case
    deadline: CaseDeadline
    lines: list[StepLine]
    correction: CorrectionRequest | None
    told_late: LateWarning | None
    expected_at: datetime | None
    delay_reason: str
    held_until: datetime | None
    moved: DeadlineMove | None


def find_by_code(number: str, words: str, *, address: str, at: datetime) -> Case:
    """The case of this number and these words, or one and the same refusal for all else.

    Limits come first, then the semaphore inside the hash; an unknown number costs a hash as well,
    so that neither the answer nor its time tells whether a number exists. Not inside an action:
    a count that is rolled back is lost.
    """
    spelled = codes.normalise_number(number)
    limits.check("cases.track", address, limit=_PER_ADDRESS, at=at)
    limits.check("cases.track", address, spelled, limit=_PER_NUMBER, at=at)
    case = Case.objects.select_related("office", "service").filter(number=spelled).first()
    if not codes.verify_secret(case.secret_hash if case else None, words) or case is None:
        raise NotFound(
            _("Nomor berkas dan lima kata ini tidak cocok. Periksa ejaannya pada tanda terima.")
        )
    return case


def case_with_code(case_id: int) -> Case | None:
    """A case whose number and words this browser has just given."""
    found = Case.objects.select_related("office", "service", "sop_version", "standard")
    return found.filter(pk=case_id).first()


def track_page(case_id: int, now: datetime) -> TrackPage:
    """The tracking page of a case whose words were given; the session keeps only its id."""
    case = Case.objects.select_related("office", "service", "sop_version", "standard").get(
        pk=case_id
    )
    items = list(case.items.all())
    told = case.late_warnings.order_by("-given_at").first()
    correction = case.corrections.filter(answered_at=None).prefetch_related("items__paper").first()
    return TrackPage(
        case=case,
        deadline=deadline(case, now),
        lines=step_lines(case, items),
        correction=correction if case.is_open else None,
        told_late=told,
        expected_at=_ahead(case.expected_at, told.expected_at if told else None, now=now),
        delay_reason=case.delay_reason,
        held_until=_held_until(case),
        moved=case.deadline_moves.select_related("change").last(),
    )


def _ahead(*dates: datetime | None, now: datetime) -> datetime | None:
    """The first of the dates that still lies ahead: a new promise that was missed is none."""
    return next((one for one in dates if one is not None and one > now), None)


def _held_until(case: Case) -> datetime | None:
    """The date the applicant chose, while the case waits for it."""
    if case.held_since is None:
        return None
    hold = case.holds.filter(ended_at=None).first()
    return hold.planned_until if hold else None
