"""Whose data a leak may have shown: no row of its own, only what the other rows say together."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q
from django.utils.translation import gettext as _

from prima.cases.public import Case
from prima.kernel.errors import RuleBroken
from prima.kernel.personal_data import Whose, register
from prima.offices.public import Office
from prima.privacy.rules import ANSWER_WITHIN


@dataclass(frozen=True, slots=True)
class Breach:
    """A failure of protection: what happened, when, and the cases whose people are to be told."""

    office: Office
    start: datetime
    end: datetime
    found: datetime
    what: str
    done: str
    affected: tuple[tuple[str, str], ...]
    kinds: tuple[str, ...]

    @property
    def due(self) -> datetime:
        """Within 3 x 24 hours of the discovery (art. 46), through nights and holidays."""
        return self.found + ANSWER_WITHIN


def breach_of(
    office: Office, *, start: datetime, end: datetime, found: datetime, what: str, done: str
) -> Breach:
    """Everybody whose data this office and those below held at some moment of the leak."""
    if not (start <= end and start <= found):
        raise RuleBroken(
            _("Waktu akhir harus setelah waktu awal, dan kejadian diketahui setelah dimulai.")
        )
    held = Case.objects.filter(
        Q(erased_at=None) | Q(erased_at__gt=start),
        office__in=Office.objects.in_subtree(office),
        received_at__lte=end,
    ).order_by("number")
    people = {Whose.APPLICANT, Whose.RECEIVER}
    shown = [one for one in register() if one.whose in people and one.model == "cases.Case"]
    return Breach(
        office, start, end, found, what, done,
        affected=tuple((one.number, _reached_by(one)) for one in held),
        kinds=tuple(dict.fromkeys(str(one.what) for one in shown)),
    )  # fmt: skip


def _reached_by(case: Case) -> str:
    """How the office can tell them; the address itself stays where it is."""
    if case.applicant_email:
        return "surel"
    return "telepon" if case.applicant_phone else "loket"
