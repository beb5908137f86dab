"""Large numbers of old cases for measurements and demonstrations: the one exception to the rule
that only actions write. A case that went through the real actions is copied with earlier times,
so every copy has the shape, the encrypted columns and the constraints of the real thing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any, Final

from django.db import connection, transaction

from prima.cases.models import Case, CasePaper, Hold, LateWarning, WorkItem
from prima.kernel import codes
from prima.kernel.copying import BATCH, LONGEST_PAST_WEEKS, copying

_CHILDREN: Final = (WorkItem, CasePaper, Hold, LateWarning)


class NotAPatternError(ValueError):
    """The case cannot be copied: it is not over, or it has files or corrections of its own."""


def copy_ended_case(
    pattern: Case,
    count: int,
    *,
    progress: Callable[[int], None] = lambda _done: None,
    past_weeks: int = LONGEST_PAST_WEEKS,
) -> None:
    """Add `count` copies of an ended case, spread over the weeks before it.

    Left out are journal entries (a chain is only ever written by actions), messages and events.
    Works in the transaction of the caller or in one per batch; `progress` hears how many are done.
    """
    _check(pattern)
    done = 0
    for numbers in _batches(pattern, count):
        weeks = [1 + (done + place) % past_weeks for place in range(len(numbers))]
        with transaction.atomic():
            _copy(pattern, numbers, weeks)
        done += len(numbers)
        progress(done)


def _check(pattern: Case) -> None:
    if pattern.is_open or pattern.files.exists() or pattern.corrections.exists():
        raise NotAPatternError("only an ended case without files and corrections can be copied")


def _batches(pattern: Case, count: int) -> Iterator[list[str]]:
    prefix = pattern.office.number_prefix
    year = pattern.received_at.year
    taken = set(Case.objects.filter(office=pattern.office).values_list("number", flat=True))
    for start in range(0, count, BATCH):
        numbers: list[str] = []
        while len(numbers) < min(BATCH, count - start):
            number = codes.new_number(prefix, year)
            if number not in taken:
                taken.add(number)
                numbers.append(number)
        yield numbers


def _copy(pattern: Case, numbers: list[str], weeks: list[int]) -> None:
    with connection.cursor() as cursor:
        given: dict[str, Any] = {"pattern": pattern.pk, "numbers": numbers, "weeks": weeks}
        cursor.execute(copying(Case, {"number": "fresh.number"}, _CASES), given)
        for child in _CHILDREN:
            cursor.execute(copying(child, {"case_id": "made.id"}, _ROWS_OF_CASES), given)


_FRESH: Final = "unnest(%(numbers)s::text[], %(weeks)s::integer[]) AS fresh (number, weeks)"
_CASES: Final = f"FROM {{table}} AS old CROSS JOIN {_FRESH} WHERE old.id = %(pattern)s"
_ROWS_OF_CASES: Final = (
    f"FROM {{table}} AS old CROSS JOIN {_FRESH} "
    "JOIN cases_case AS made ON made.number = fresh.number WHERE old.case_id = %(pattern)s"
)
