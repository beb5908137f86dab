"""What an applicant sees of their own case, by its number and five words."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from django.db import connection
from django.utils.translation import gettext as _

from prima.cases.core import CaseDeadline
from prima.cases.models import Case, CorrectionRequest, DeadlineMove, LateWarning
from prima.cases.queries.cases import StepLine, deadline, step_lines
from prima.kernel import codes, limits
from prima.kernel.errors import RuleBroken, TooManyAttempts

# Guesses on one number are counted for everybody together and would let a stranger lock out its
# owner; so they are counted per address and number, and per address over all numbers.
_PER_NUMBER = (10, 15 * 60)
# The address may be a village hall in which fifty people look at their cases.
_PER_ADDRESS = (150, 15 * 60)

# The case of a number or, where nobody has it, of the next number in order; beyond the last one
# the first. Both ends are always looked up, so that not even the last number stands out.
_AT_OR_AFTER: Final = """
    (SELECT number, secret_hash, 0 AS turn FROM cases_case
     WHERE number >= %s ORDER BY number LIMIT 1)
    UNION ALL
    (SELECT number, secret_hash, 1 AS turn FROM cases_case ORDER BY number LIMIT 1)
    ORDER BY turn LIMIT 1
"""


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

    Limits come first, then the semaphore inside the hash. Neither the answer nor its time tells
    whether a number exists: up to the verdict both ways do the same work, and a case is loaded
    only once its words are right. Not inside an action: a count that is rolled back is lost.
    """
    spelled = codes.normalise_number(number)
    limits.check("cases.track", address, limit=_PER_ADDRESS, at=at)
    limits.check("cases.track", address, spelled, limit=_PER_NUMBER, at=at)
    try:
        fits = _words_fit(spelled, words)
    except TooManyAttempts:
        # The bench is busy and no word was looked at: who presses again ten times in a flood of
        # other people's guesses must not be shut out for a quarter of an hour.
        limits.give_back("cases.track", address, spelled)
        raise
    case = Case.objects.filter(number=spelled).first() if fits else None
    if case is None:
        raise NotFound(
            _("Nomor berkas dan lima kata ini tidak cocok. Periksa ejaannya pada tanda terima.")
        )
    return case


def _words_fit(number: str, words: str) -> bool:
    """Whether these are the words of this very number.

    A number nobody has is checked against the hash of its neighbour: one row is found, fetched,
    read and hashed either way, hence nothing beside the hash is left out (building a case that is
    there took 0.14 ms more, which 2,000 timings told from one that is not). Even the words of
    the neighbour open nothing: the number must be the one that was asked for.
    """
    with connection.cursor() as cursor:
        cursor.execute(_AT_OR_AFTER, [number])
        # No row only in a house that never had a case.
        found, secret_hash, _turn = cursor.fetchone() or ("", None, 0)
    is_right = codes.verify_secret(secret_hash, words)
    return is_right and bool(found == number)


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
