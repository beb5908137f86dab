"""Offices, a service, draws and answers for tests, made by the real actions."""

import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import count
from pathlib import Path

from prima.kernel.actors import CITIZEN, SYSTEM, Actor
from prima.offices.public import Office
from prima.offices.tests import people
from prima.standards.public import Service, load_catalogue
from prima.standards.tests.places import small_catalogue
from prima.surveys import actions
from prima.surveys.core.elements import KEYS
from prima.surveys.models import Invitation
from prima.surveys.rules import PeriodLength, Window, window_of

# A Tuesday morning in June 2026; July is long over when the periods of June are closed.
NOW = datetime(2026, 6, 23, 3, tzinfo=UTC)
# Answers of that morning can no longer be changed.
SETTLED = datetime(2026, 6, 25, 3, tzinfo=UTC)
LATER = datetime(2026, 7, 20, 3, tzinfo=UTC)
JUNE = window_of(NOW.date(), PeriodLength.MONTH)

_case_ids: Iterator[int] = count(1)


@dataclass(frozen=True, slots=True)
class Place:
    """A district with one KUA and a service both give."""

    district: Office
    kua: Office
    service: Service


def make_place() -> Place:
    """The smallest tree in which figures are added up."""
    district = people.make_district()
    kua = people.make_office(parent=district)
    with tempfile.TemporaryDirectory() as folder:
        catalogue = small_catalogue(Path(folder) / "catalogue")
        load_catalogue(catalogue, office=district, by=SYSTEM, at=NOW)
    return Place(district, kua, Service.objects.get())


def draw(place: Place, *, office: Office | None = None, at: datetime = NOW) -> Invitation:
    """One more completed case in the draw."""
    return actions.draw_respondent(
        case_id=next(_case_ids),
        office_id=(office or place.kua).pk,
        service_id=place.service.pk,
        by=SYSTEM,
        at=at,
    )


def fill(
    invitation: Invitation, level: int = 4, *, comment: str = "", at: datetime = NOW, **other: int
) -> None:
    """The citizen answers every question with the same level, but for those named."""
    actions.answer_survey(
        token=invitation.token,
        answers={**dict.fromkeys(KEYS, level), **other},
        comment=comment,
        key=f"key-{invitation.pk}",
        by=CITIZEN,
        at=at,
    )


def answered(
    place: Place,
    how_many: int,
    level: int = 4,
    *,
    office: Office | None = None,
    at: datetime = NOW,
) -> None:
    """So many cases were completed, drawn and answered."""
    for _ in range(how_many):
        fill(draw(place, office=office, at=at), level, at=at)


def close(office: Office, window: Window = JUNE, at: datetime = LATER) -> None:
    """The system counts the period."""
    actions.close_period(office=office, window=window, by=SYSTEM, at=at)


def manager_of(office: Office) -> Actor:
    """Somebody who manages the office."""
    return Actor(id=7, kind="staff", grants={"manage_office": frozenset({office.pk})})
