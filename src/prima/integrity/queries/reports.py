"""Sealed reports for those who may know of them, and the years everybody may count."""

from __future__ import annotations

from datetime import date
from typing import Final

from django.db.models import Count
from django.db.models.functions import ExtractYear

from prima.integrity.core import sealing
from prima.integrity.core.sealing import Locked, WrongSecretError
from prima.integrity.models import Recipient, SealedReport
from prima.integrity.models.reports import SealedReportQuerySet
from prima.integrity.rules.reports import FEWEST_COUNTED, RecipientState, in_turn
from prima.kernel import codes
from prima.kernel.actors import Actor
from prima.offices.public import Office, OfficeKind


def reports_for(actor: Actor) -> SealedReportQuerySet:
    """Those sealed to this person; for everybody else there is none."""
    return SealedReport.objects.of(actor).order_by("-received_on", "number")


def own_recipient(actor: Actor) -> Recipient | None:
    """One's own key, at work or waiting."""
    mine = Recipient.objects.filter(staff__user_id=actor.id or 0)
    return mine.exclude(state=RecipientState.ENDED).first()


def with_words(number: str, typed: str) -> tuple[SealedReport, bytes] | None:
    """The report a number and its words open, with its key; as slow for what does not exist."""
    words = codes.normalise_secret(typed)
    found = _kept().filter(number=codes.normalise_number(number)).first()
    try:
        locked = found.locked if found else _NOTHING
        key = in_turn(lambda: sealing.unlock(locked, words))
    except WrongSecretError:
        return None
    return (found, key) if found else None


def _kept() -> SealedReportQuerySet:
    """Those that still say something."""
    return SealedReport.objects.filter(erased_on=None)


def counts_by_year(today: date) -> list[tuple[int, int]]:
    """Reports of years that are over, five or more, where a ministry runs the house."""
    if not Office.objects.filter(kind=OfficeKind.MINISTRY, parent=None).exists():
        return []
    years = (
        SealedReport.objects.filter(received_on__year__lt=today.year)
        .annotate(year=ExtractYear("received_on"))
        .values_list("year")
        .annotate(count=Count("pk"))
    )
    return sorted((year, count) for year, count in years if count >= FEWEST_COUNTED)


def _nothing() -> Locked:
    """What is tried where no report has the number: under words nobody kept."""
    return Locked(sealing.USUAL.passes, sealing.USUAL.memory, bytes(range(16)), bytes(range(72)))


_NOTHING: Final = _nothing()
