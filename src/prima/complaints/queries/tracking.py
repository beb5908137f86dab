"""What the person who spoke sees, by number and five words."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from django.db import connection
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from prima.complaints.models import Complaint, ComplaintEvent
from prima.complaints.rules import INTERNAL
from prima.kernel import codes, limits_in_memory
from prima.kernel.errors import RuleBroken, TooManyAttempts

_PER_NUMBER: Final = (10, 15 * 60)
_PER_ADDRESS: Final = (150, 15 * 60)
_PAPER: Final = ("waiting", "spoilt")

# What has this number or, where nothing has it, the next in order; beyond the last one the first.
# Both ends of both tables are always looked up, so that not even the last number stands out.
_AT_OR_AFTER: Final = """
    (SELECT number, secret_hash, 'report' AS what, 0 AS turn FROM complaints_complaint
     WHERE number >= %(number)s ORDER BY number LIMIT 1)
    UNION ALL
    (SELECT number, secret_hash, CASE WHEN spoilt_at IS NULL THEN 'waiting' ELSE 'spoilt' END, 0
     FROM complaints_printedslip
     WHERE number >= %(number)s AND used_by_id IS NULL ORDER BY number LIMIT 1)
    UNION ALL
    (SELECT number, secret_hash, 'report', 1 FROM complaints_complaint ORDER BY number LIMIT 1)
    UNION ALL
    (SELECT number, secret_hash, 'waiting', 1 FROM complaints_printedslip
     WHERE used_by_id IS NULL ORDER BY number LIMIT 1)
    ORDER BY turn, number LIMIT 1
"""


@dataclass(frozen=True, slots=True)
class Paper:
    """A slip whose words are right, and which nobody has typed in."""

    number: str
    is_spoilt: bool


class NotFound(RuleBroken):
    """Number and words do not belong together; whether the number exists is not said."""


def find_by_code(number: str, words: str, *, address: str, at: datetime) -> Complaint | Paper:
    """The complaint of this number and these words, or one and the same refusal for all else.

    An unknown number, wrong words and paper that nobody has typed in cost the same hashes and
    queries. Who asks is counted in memory only: nothing on the disk says that somebody looked.
    """
    spelled = codes.normalise_number(number)
    limits_in_memory.check("complaints.track", address, limit=_PER_ADDRESS, at=at)
    limits_in_memory.check("complaints.track", address, spelled, limit=_PER_NUMBER, at=at)
    try:
        what = _opened(spelled, words)
    except TooManyAttempts:
        limits_in_memory.give_back("complaints.track", address, spelled)
        raise
    if what in _PAPER:
        return Paper(spelled, is_spoilt=what == "spoilt")
    found = _whole().filter(number=spelled).first() if what else None
    if found is None:
        raise NotFound(
            _("Nomor laporan dan lima kata ini tidak cocok. Periksa ejaannya pada tanda terima.")
        )
    return found


def with_pass(complaint_id: int) -> Complaint | None:
    """A complaint whose words were given on the page before."""
    return _whole().filter(pk=complaint_id).first()


def talk_of(complaint: Complaint) -> list[ComplaintEvent]:
    """What happened, without the notes of the office."""
    return list(complaint.events.exclude(kind__in=sorted(INTERNAL)))


def _whole() -> QuerySet[Complaint]:
    return Complaint.objects.select_related("office", "handling_office", "service")


def _opened(number: str, words: str) -> str:
    """What these words of this very number open; a stranger's are hashed all the same."""
    with connection.cursor() as cursor:
        cursor.execute(_AT_OR_AFTER, {"number": number})
        found, secret_hash, what, _turn = cursor.fetchone() or ("", None, "", 0)
    is_right = codes.verify_secret(secret_hash, words)
    return str(what) if is_right and found == number else ""
