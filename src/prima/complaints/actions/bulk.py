"""Large numbers of complaints for measurements: copies of one that went through the real actions,
spread over offices and the weeks before. The one exception to the rule that only actions write.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Any, Final

from django.db import connection, transaction

from prima.complaints import rules
from prima.complaints.models import (
    Complaint,
    ComplaintDeadline,
    ComplaintEvent,
    ComplaintMarks,
    ComplaintPause,
    MissingItem,
    Reporter,
)
from prima.kernel import codes
from prima.kernel.copying import BATCH, LONGEST_PAST_WEEKS, copying

_CHILDREN: Final = (
    ComplaintEvent, ComplaintDeadline, ComplaintMarks, ComplaintPause, MissingItem, Reporter,
)  # fmt: skip


class NotAPatternError(ValueError):
    """It cannot be copied: it has files, or went from hand to hand."""


def copy_complaint(
    pattern: Complaint,
    count: int,
    *,
    offices: Sequence[int],
    progress: Callable[[int], None] = lambda _done: None,
    past_weeks: int = LONGEST_PAST_WEEKS,
) -> None:
    """Add `count` copies, dealt out to these offices, each some weeks earlier than the pattern.

    The words that open a copy are those of the pattern: both keep one hash. Left out are journal
    entries (a chain is only ever written by actions). Each batch is one transaction.
    """
    if pattern.files.exists() or pattern.passed.exists() or pattern.objections.exists():
        raise NotAPatternError("only a complaint without files, forwards and objections")
    done = 0
    for numbers in _batches(pattern, count):
        places = range(done, done + len(numbers))
        rows = {
            "pattern": pattern.pk,
            "numbers": numbers,
            # Every office has copies of every week.
            "weeks": [1 + place // len(offices) % past_weeks for place in places],
            "offices": [offices[place % len(offices)] for place in places],
        }
        with transaction.atomic():
            _copy(rows)
        done += len(numbers)
        progress(done)


def _batches(pattern: Complaint, count: int) -> Iterator[list[str]]:
    year = pattern.received_at.year
    taken = set(Complaint.objects.values_list("number", flat=True).iterator(chunk_size=BATCH))
    for start in range(0, count, BATCH):
        numbers: list[str] = []
        while len(numbers) < min(BATCH, count - start):
            number = codes.new_number(rules.NUMBER_PREFIX, year)
            if number not in taken:
                taken.add(number)
                numbers.append(number)
        yield numbers


def _copy(rows: dict[str, Any]) -> None:
    replaced = {
        "number": "fresh.number",
        "office_id": "fresh.office",
        "handling_office_id": "fresh.office",
        "assigned_to_id": "NULL",
    }
    with connection.cursor() as cursor:
        cursor.execute(copying(Complaint, replaced, _COMPLAINTS), rows)
        for child in _CHILDREN:
            cursor.execute(copying(child, {"complaint_id": "made.id"}, _ROWS_OF_THEM), rows)


_FRESH: Final = (
    "unnest(%(numbers)s::text[], %(weeks)s::integer[], %(offices)s::bigint[]) "
    "AS fresh (number, weeks, office)"
)
_COMPLAINTS: Final = f"FROM {{table}} AS old CROSS JOIN {_FRESH} WHERE old.id = %(pattern)s"
_ROWS_OF_THEM: Final = (
    f"FROM {{table}} AS old CROSS JOIN {_FRESH} JOIN complaints_complaint AS made "
    "ON made.number = fresh.number WHERE old.complaint_id = %(pattern)s"
)
