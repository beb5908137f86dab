"""From the sealed trace of an answer to the signal of a closed period, by the real actions."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from django.db import InternalError, connection, transaction
from django.db.utils import ProgrammingError

from prima.kernel import events
from prima.kernel.actors import CITIZEN, SYSTEM, Actor
from prima.kernel.errors import NotAllowed
from prima.kernel.models import JournalEntry
from prima.surveys import actions, queries, rules
from prima.surveys.actions.material import material_of
from prima.surveys.actions.signals import trace_of
from prima.surveys.core.elements import KEYS
from prima.surveys.core.signals import Origin
from prima.surveys.events import FeeSaidOnFreeService
from prima.surveys.models import Ballot, OfficeNetwork, SurveySignal, TraceCount
from prima.surveys.tests.places import JUNE, LATER, NOW, Place, answered, close, draw, make_place

pytestmark = pytest.mark.django_db
DESK = Origin(network="203.0.113.7", browser="Mozilla/5.0 (meja)", seconds=9)


@pytest.fixture
def place() -> Place:
    return make_place()


def send(place: Place, origin: Origin, level: int = 4, **other: int) -> None:
    invitation = draw(place)
    actions.answer_survey(
        token=invitation.token,
        answers={**dict.fromkeys(KEYS, level), **other},
        comment="",
        key=f"key-{invitation.pk}",
        origin=origin,
        by=CITIZEN,
        at=NOW,
    )


def from_home(number: int) -> Origin:
    return Origin(network=f"198.51.100.{number}", browser=f"telepon {number}", seconds=70)


def works_here(place: Place) -> None:
    actions.note_office_network(office=place.kua, network=DESK.network, by=SYSTEM, at=NOW)


def leader(*offices: int) -> Actor:
    return Actor(id=9, kind="staff", grants={"see_performance": frozenset(offices)})


def kinds(place: Place) -> set[str]:
    return set(SurveySignal.objects.filter(office=place.kua).values_list("kind", flat=True))


def test_an_officer_who_fills_in_at_the_desk_raises_signals(place: Place) -> None:
    works_here(place)
    for number in range(12):
        send(place, from_home(number), level=3, cost=4)
    for _ in range(8):
        send(place, DESK)

    close(place.kua)

    assert {"fast", "marked", "at_desk"} <= kinds(place)
    marks = dict(TraceCount.objects.values_list("mark", "count"))
    assert marks == {
        "traced": 20, "fast": 8, "shared": 8, "from_office": 8, "same_day": 20, "marked": 8,
        "at_desk": 8,
    }  # fmt: skip


def test_people_who_answer_from_home_raise_none_but_that_of_the_day(place: Place) -> None:
    works_here(place)
    for number in range(20):
        send(place, from_home(number), level=3, cost=4)

    close(place.kua)

    assert kinds(place) <= {"same_day"}


def test_a_trace_is_sealed_and_gone_after_mixing(place: Place) -> None:
    for _ in range(5):
        send(place, DESK)
    with connection.cursor() as cursor:
        cursor.execute("SELECT to_jsonb(row)::text FROM surveys_ballot AS row")
        stored = " ".join(row[0] for row in cursor.fetchall())
    assert DESK.network not in stored
    assert "meja" not in stored
    opened = " ".join(str(ballot.sealed) for ballot in Ballot.objects.all())
    assert DESK.network not in opened
    assert '"place"' in opened

    actions.mix_ballots(
        office=place.kua, month=NOW.date().replace(day=1), by=SYSTEM, at=NOW + timedelta(days=2)
    )

    assert not Ballot.objects.exists()
    with connection.cursor() as cursor:
        cursor.execute("SELECT to_jsonb(row)::text FROM surveys_surveyresponse AS row")
        kept = " ".join(row[0] for row in cursor.fetchall())
    assert "place" not in kept
    assert "fast" not in kept


def test_the_same_telephone_is_another_place_in_another_office(place: Place) -> None:
    one, other = draw(place), draw(place, office=place.district)
    places = {trace_of(DESK, invitation, NOW).place for invitation in (one, other)}
    networks = {trace_of(DESK, invitation, NOW).network for invitation in (one, other)}

    assert (len(places), len(networks)) == (2, 2)


def test_a_network_nobody_used_for_three_months_is_forgotten(place: Place) -> None:
    works_here(place)

    actions.note_office_network(
        office=place.kua, network="192.0.2.1", by=SYSTEM, at=NOW + timedelta(days=100)
    )

    assert OfficeNetwork.objects.count() == 1
    with pytest.raises(NotAllowed):
        actions.note_office_network(
            office=place.kua, network="192.0.2.1", by=leader(place.kua.pk), at=NOW
        )


@pytest.fixture
def heard() -> Iterator[list[FeeSaidOnFreeService]]:
    """What other apps would hear."""
    found: list[FeeSaidOnFreeService] = []
    events.subscribe(FeeSaidOnFreeService, found.append)
    yield found
    events.unsubscribe(FeeSaidOnFreeService, found.append)


def shown_to(actor: Actor) -> dict[str, queries.SignalLine]:
    return {line.kind: line for group in queries.signals_for(actor) for line in group.lines}


def test_a_fee_on_a_free_service_is_told_to_the_office_above_alone(
    place: Place, heard: list[FeeSaidOnFreeService]
) -> None:
    for number in range(12):
        send(place, from_home(number), level=3, cost=2 if number < 6 else 4)

    close(place.kua)

    assert "cost" in kinds(place)
    above = shown_to(leader(place.district.pk, place.kua.pk))
    own = shown_to(leader(place.kua.pk))
    assert above.keys() - own.keys() == {"cost"}
    assert above["cost"].services == ((place.service.name, 6, 12),)
    assert queries.signals_for(Actor(id=3, kind="staff", grants={})) == []
    said = heard[0]
    assert len(heard) == 1
    assert (said.office_id, said.service_id) == (place.kua.pk, place.service.pk)
    assert (said.count, said.base) == (6, 12)
    # Entered with the office above; the journal of the office itself says nothing of it.
    entry = JournalEntry.objects.get(what="survey.fee_said")
    assert entry.chain == rules.chain_of(place.district.pk)
    assert entry.payload == {"service_id": place.service.pk, "count": 6, "base": 12}


def test_whoever_guards_gifts_is_told_of_a_fee_unless_they_lead_the_office(place: Place) -> None:
    place.kua.parent = None  # as in an office that stands alone
    place.kua.save()
    for number in range(12):
        send(place, from_home(number), level=3, cost=2 if number < 6 else 4)

    close(place.kua)

    here = frozenset({place.kua.pk})
    guard = Actor(id=8, kind="staff", grants={"manage_gratuities": here})
    leading = Actor(
        id=9, kind="staff", grants={"manage_gratuities": here, "see_performance": here}
    )
    assert shown_to(guard).keys() == {"cost"}
    assert shown_to(guard)["cost"].services == ((place.service.name, 6, 12),)
    assert "cost" not in shown_to(leading)
    own = rules.chain_of(place.kua.pk)
    assert not JournalEntry.objects.filter(chain=own, what="survey.fee_said").exists()


def test_a_free_service_that_is_called_free_is_not_told(
    place: Place, heard: list[FeeSaidOnFreeService]
) -> None:
    for number in range(12):
        send(place, from_home(number), level=3, cost=3 if number == 0 else 4)

    close(place.kua)

    assert heard == []
    assert not JournalEntry.objects.filter(what="survey.fee_said").exists()


def test_an_office_with_nobody_above_never_reads_of_its_own_fees(
    place: Place, heard: list[FeeSaidOnFreeService]
) -> None:
    for number in range(12):
        invitation = draw(place, office=place.district)
        answers = {**dict.fromkeys(KEYS, 3), "cost": 2}
        actions.answer_survey(
            token=invitation.token, answers=answers, comment="", key=f"top-{number}",
            by=CITIZEN, at=NOW,
        )  # fmt: skip

    close(place.district)

    assert [one.office_id for one in heard] == [place.district.pk]
    assert "cost" not in shown_to(leader(place.district.pk))


def test_nothing_is_judged_before_a_period_closes(place: Place) -> None:
    for _ in range(20):
        send(place, DESK)
    actions.run_periodic_work(by=SYSTEM, at=NOW + timedelta(days=2))

    assert TraceCount.objects.exists()
    assert not SurveySignal.objects.exists()


def test_answers_taken_out_of_the_database_are_missed(place: Place) -> None:
    answered(place, 6)
    actions.mix_ballots(
        office=place.kua, month=NOW.date().replace(day=1), by=SYSTEM, at=NOW + timedelta(days=2)
    )
    period = actions.close_period(office=place.kua, window=JUNE, by=SYSTEM, at=LATER)
    material = material_of(period)

    assert (material.noted, material.kept) == (6, 6)


def test_a_signal_cannot_be_changed_or_removed(place: Place) -> None:
    works_here(place)
    for _ in range(12):
        send(place, DESK)
    close(place.kua)

    for change in (
        lambda: SurveySignal.objects.update(count=1),
        lambda: SurveySignal.objects.all().delete(),
    ):
        with pytest.raises((InternalError, ProgrammingError)), transaction.atomic():
            change()
    assert SurveySignal.objects.exists()
