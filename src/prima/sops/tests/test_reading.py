"""Who is asked to read a version, what they state, and that neither is ever changed."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from functools import partial

import pytest
from django.db import connection, transaction
from django.db.utils import DatabaseError
from django.test.utils import CaptureQueriesContext

from prima.accounts.public import disable_user
from prima.kernel.actors import SYSTEM
from prima.kernel.errors import NotAllowed, RuleBroken
from prima.kernel.models import JournalEntry
from prima.offices.public import (
    AppointmentKind,
    Duty,
    appoint,
    end_appointment,
    record_absence,
)
from prima.sops import actions
from prima.sops.core import Norm, SopActor, SopDocument
from prima.sops.models import Acknowledgement, DistributionEntry, ReadingReminder
from prima.sops.models.readers import readers_of
from prima.sops.queries import reading as reads
from prima.sops.rules import DraftKind
from prima.sops.tests import reading_people as people
from prima.sops.tests.people import Desk
from prima.sops.tests.places import NOW
from prima.sops.tests.reading_people import BEGINS, LETTER, TODAY

pytestmark = pytest.mark.django_db


def test_who_has_a_row_is_asked_and_nobody_else(desk: Desk) -> None:
    people.hold(desk.kua, "rahmah")
    people.hold(desk.kua, "kepala", Duty.UNIT_HEAD)
    people.hold(desk.kua, "penghulu", Duty.WAKAF_OFFICER)
    people.hold(desk.district, "sekretaris", Duty.FRONT_OFFICE)

    version = people.publish(desk)

    assert people.names_of(version) == ["Kepala", "Rahmah"]
    own = {one.staff_id: one.steps for one in readers_of([version.pk], NOW)}
    document = version.document
    assert frozenset().union(*own.values()) == {
        step.key for step in document.steps if document.is_office_step(step)
    }


def test_the_list_follows_those_who_come_and_go(desk: Desk) -> None:
    leaver = people.hold(desk.kua, "pindah", ends_on=BEGINS - timedelta(days=1))
    stayer = people.hold(desk.kua, "tetap")
    people.hold(desk.kua, "datang", starts_on=BEGINS)
    people.hold(desk.kua, "kemudian", starts_on=BEGINS + timedelta(days=3))
    version = people.publish(desk)

    assert people.names_of(version) == ["Datang", "Tetap"]
    assert people.names_of(version, NOW + timedelta(days=10)) == ["Datang", "Kemudian", "Tetap"]
    end_appointment(people.own_appointment(stayer), ends_on=TODAY, at_once=True, by=SYSTEM, at=NOW)
    disable_user(leaver.user, by=SYSTEM, at=NOW)
    assert people.names_of(version) == ["Datang"]


def test_who_stands_in_on_the_day_is_asked_too_but_not_of_strategic_rows(desk: Desk) -> None:
    head = people.hold(desk.kua, "kepala", Duty.UNIT_HEAD)
    stand_in = people.hold(desk.kua, "wakil", Duty.WAKAF_OFFICER)
    early = people.hold(desk.kua, "lebih-dulu", Duty.WAKAF_OFFICER)
    place = people.position(desk.kua, Duty.UNIT_HEAD)
    record_absence(head, starts_on=TODAY, ends_on=BEGINS, reason="leave", by=SYSTEM, at=NOW)
    for staff, first, last in (
        (early, TODAY, BEGINS - timedelta(days=1)),
        (stand_in, BEGINS, BEGINS),
    ):
        appoint(
            place, staff, starts_on=first, ends_on=last, kind=AppointmentKind.ACTING_TEMPORARY,
            stands_in_for=people.own_appointment(head), deed=LETTER, by=SYSTEM, at=NOW,
        )  # fmt: skip

    version = people.publish(desk)

    assert people.names_of(version) == ["Kepala", "Wakil"]


def test_a_letter_for_one_step_asks_about_that_step_only(desk: Desk) -> None:
    head = people.hold(desk.kua, "kepala", Duty.UNIT_HEAD)
    helper = people.hold(desk.kua, "penerima", Duty.WAKAF_OFFICER)
    steps = desk.sop.versions.get().document
    own = [step.key for step in steps.steps if Duty.UNIT_HEAD in steps.duties_of(step)]
    appoint(
        people.position(desk.kua, Duty.UNIT_HEAD), helper, starts_on=TODAY, ends_on=BEGINS,
        kind=AppointmentKind.DELEGATION, stands_in_for=people.own_appointment(head), deed=LETTER,
        scope=[f"{desk.service.key}:{own[0]}"], by=SYSTEM, at=NOW,
    )  # fmt: skip

    version = people.publish(desk)

    assert [step.key for step in people.task(version, helper).steps] == own[:1]


def test_a_nearer_procedure_a_newer_version_and_a_withdrawal_end_the_asking(desk: Desk) -> None:
    people.hold(desk.kua, "rahmah")
    first = people.publish(desk)
    second = people.publish(desk, lambda old: _norm(old, 9), ahead=14)
    later = NOW + timedelta(days=14)

    assert people.names_of(first) == people.names_of(second) == ["Rahmah"]
    assert people.names_of(first, later) == []
    actions.withdraw_version(
        first, reason="Digabung.", withdrawn_on=TODAY + timedelta(days=8),
        by=desk.actor("head", NOW + timedelta(days=8)), at=NOW + timedelta(days=8),
    )  # fmt: skip
    assert people.names_of(first, NOW + timedelta(days=9)) == []
    assert people.names_of(second, later) == ["Rahmah"]


def test_a_file_of_the_catalogue_asks_nobody(desk: Desk) -> None:
    people.hold(desk.kua, "rahmah")

    assert people.names_of(desk.sop.versions.get()) == []
    assert not DistributionEntry.objects.exists()


def test_what_changed_is_told_by_the_rows_of_the_person(desk: Desk) -> None:
    head, officer = people.hold(desk.kua, "kepala", Duty.UNIT_HEAD), people.hold(desk.kua, "siti")
    version = people.publish(desk, lambda old: _norm(old, 9, duty=Duty.UNIT_HEAD))

    changed = people.task(version, head).changes
    assert [[field.name for field in row.fields] for row in changed] == [["norm"]]
    assert people.task(version, officer).changes == ()
    assert changed[0].key in {one.step for one in people.task(version, head).questions}


def test_who_loses_their_last_row_reads_that_too_and_is_asked_nothing(desk: Desk) -> None:
    head = people.hold(desk.kua, "kepala", Duty.UNIT_HEAD)
    version = people.publish(desk, _without_head)

    task = people.task(version, head)

    assert (task.steps, task.questions) == ((), ())
    assert [row.key for row in task.changes]
    people.read(desk, version, head)
    assert reads.to_read(desk.actor("kepala"), NOW) == []


def test_reading_is_stated_once_with_all_answers_right(desk: Desk) -> None:
    officer = people.hold(desk.kua, "siti")
    version = people.publish(desk)
    desk.people["siti"] = officer
    by, task = desk.actor("siti"), people.task(version, officer)
    right = people.right_answers(task)
    wrong = {**right, task.questions[0].key: task.questions[0].right + 1}

    for answers in (wrong, {}):
        with pytest.raises(RuleBroken, match="belum tepat"):
            actions.acknowledge(version, answers, by=by, at=NOW)
    with pytest.raises(NotAllowed):
        actions.acknowledge(version, right, by=desk.actor("officer"), at=NOW)
    assert not Acknowledgement.objects.exists()
    said = actions.acknowledge(version, right, by=by, at=NOW)

    assert actions.acknowledge(version, {}, by=by, at=NOW) == said
    assert said.questions == [one.key for one in task.questions]
    entry = JournalEntry.objects.get(what="sop.acknowledged")
    assert (entry.chain, entry.payload["version"]) == (f"office:{desk.kua.pk}", 2)
    assert reads.unread_count(by, NOW) == 0


def test_a_correction_of_the_writing_asks_nothing_of_who_read_what_it_corrects(
    desk: Desk,
) -> None:
    reader, other = people.hold(desk.kua, "siti"), people.hold(desk.kua, "tuti")
    first = people.publish(desk)
    people.read(desk, first, reader)
    typo = people.publish(desk, _typo, kind=DraftKind.EDITORIAL)

    assert people.task(typo, reader).questions == ()
    assert people.task(typo, reader).before == first
    assert len(people.task(typo, other).questions) == 3
    people.read(desk, typo, reader)
    assert Acknowledgement.objects.get(version=typo).questions == []


def test_what_was_read_last_is_what_the_next_is_compared_with(desk: Desk) -> None:
    officer = people.hold(desk.kua, "siti")
    first = people.publish(desk, lambda old: _norm(old, 9))
    people.read(desk, first, officer)
    people.publish(desk, lambda old: _norm(old, 8))
    third = people.publish(desk, lambda old: _norm(old, 7))

    task = people.task(third, officer)

    assert (task.before, task.is_from_last_read) == (first, True)
    (norm,) = [field for row in task.changes for field in row.fields]
    assert (norm.before.amount, norm.after.amount) == (9, 7)


@pytest.mark.parametrize("model", [DistributionEntry, Acknowledgement, ReadingReminder])
def test_what_was_asked_and_stated_is_final(desk: Desk, model: type) -> None:
    officer = people.hold(desk.kua, "siti")
    version = people.publish(desk)
    actions.remind_readers(at=NOW)
    people.read(desk, version, officer)
    rows = model.objects.all()  # type: ignore[attr-defined]
    assert rows.exists()

    for change in (lambda: rows.update(version=version), rows.delete):
        with pytest.raises(DatabaseError), transaction.atomic():
            change()


def test_many_versions_cost_one_query_for_the_menu(desk: Desk) -> None:
    desk.people["siti"] = people.hold(desk.kua, "siti")
    by = desk.actor("siti")
    versions = [people.publish(desk, partial(_norm, minutes=n)) for n in (6, 7, 8)]

    with CaptureQueriesContext(
        connection,
    ) as seen:
        count = reads.unread_count(by, NOW)

    # Of three that begin on one day only the last will count.
    assert (count, len(seen)) == (1, 1)
    assert [one.version for one in reads.to_read(by, NOW)] == versions[-1:]


def test_the_lists_of_many_versions_cost_a_fixed_number_of_queries(desk: Desk) -> None:
    people.hold(desk.kua, "siti")
    people.hold(desk.kua, "tuti")
    by = desk.actor("head")

    def cost() -> int:
        with CaptureQueriesContext(connection) as seen:
            states = reads.reading_states(by, NOW)
            lines = reads.readers(by, states[0].version, NOW, unread=True)
            reads.reader_lines(states[0].version, lines, NOW)
        return len(seen)

    people.publish(desk)
    first = cost()
    for amount, ahead in ((6, 14), (7, 21)):
        people.publish(desk, partial(_norm, minutes=amount), ahead=ahead)

    assert (cost(), len(reads.reading_states(by, NOW))) == (first, 3)


def test_a_supervisor_sees_their_own_people_only(desk: Desk) -> None:
    people.hold(desk.kua, "siti")
    version = people.publish(desk)

    state = reads.reading_state(desk.actor("reviewer"), version.pk, NOW)

    assert state is not None
    assert (state.total, state.unread, state.is_near, state.is_late) == (1, 1, True, True)
    assert reads.reading_state(desk.actor("officer"), version.pk, NOW) is None
    assert reads.reading_states(desk.actor("officer"), NOW) == []


def _norm(document: SopDocument, minutes: int, *, duty: str = Duty.FRONT_OFFICE) -> SopDocument:
    """Another time for the last row of this duty."""
    place = max(
        place for place, step in enumerate(document.steps) if duty in document.duties_of(step)
    )
    steps = list(document.steps)
    steps[place] = replace(steps[place], norm=Norm(minutes, "working_minute"))
    return replace(document, steps=tuple(steps))


def _typo(document: SopDocument) -> SopDocument:
    *steps, last = document.steps
    return replace(document, steps=(*steps, replace(last, text=f"{last.text} kantor")))


def _without_head(document: SopDocument) -> SopDocument:
    """The rows of the head are the registrar's now."""
    actors = [
        SopActor(one.key, "Penghulu", Duty.MARRIAGE_REGISTRAR)
        if one.duty == Duty.UNIT_HEAD
        else one
        for one in document.actors
    ]
    return replace(document, actors=tuple(actors))
