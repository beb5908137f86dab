"""What the person who spoke sees, by number and five words."""

from __future__ import annotations

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

# The complaint of a number or, where nobody has it, of the next in order; beyond the last one the
# first. Both ends are always looked up, so that not even the last number stands out.
_AT_OR_AFTER: Final = """
    (SELECT number, secret_hash, 0 AS turn FROM complaints_complaint
     WHERE number >= %s ORDER BY number LIMIT 1)
    UNION ALL
    (SELECT number, secret_hash, 1 AS turn FROM complaints_complaint ORDER BY number LIMIT 1)
    ORDER BY turn LIMIT 1
"""


class NotFound(RuleBroken):
    """Number and words do not belong together; whether the number exists is not said."""


def find_by_code(number: str, words: str, *, address: str, at: datetime) -> Complaint:
    """The complaint of this number and these words, or one and the same refusal for all else.

    An unknown number and wrong words cost the same hashes and queries. Who asks is counted in
    memory only: nothing on the disk says that somebody looked.
    """
    spelled = codes.normalise_number(number)
    limits_in_memory.check("complaints.track", address, limit=_PER_ADDRESS, at=at)
    limits_in_memory.check("complaints.track", address, spelled, limit=_PER_NUMBER, at=at)
    try:
        fits = _words_fit(spelled, words)
    except TooManyAttempts:
        limits_in_memory.give_back("complaints.track", address, spelled)
        raise
    found = _whole().filter(number=spelled).first() if fits else None
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


def _words_fit(number: str, words: str) -> bool:
    """Whether these are the words of this very number; a stranger's are hashed all the same."""
    with connection.cursor() as cursor:
        cursor.execute(_AT_OR_AFTER, [number])
        found, secret_hash, _turn = cursor.fetchone() or ("", None, 0)
    is_right = codes.verify_secret(secret_hash, words)
    return is_right and bool(found == number)
