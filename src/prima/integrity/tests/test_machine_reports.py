"""A machine in which people report, open, ask for names and change their posts at will (B4)."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

import pytest
from hypothesis import strategies as st
from hypothesis.stateful import invariant, precondition, rule, run_state_machine_as_test

from prima.integrity.actions import opening
from prima.integrity.actions import reports as actions
from prima.integrity.models import IdentityRequest, Recipient, ReportKey, SealedReport, conflicts
from prima.integrity.rules.reports import IdentityState, MessageKind, ReportState
from prima.integrity.tests.machines import SETTINGS, Undone
from prima.integrity.tests.sealed import PHRASE, Realm, make_realm, sent, story_of
from prima.kernel.actors import CITIZEN, SYSTEM, Actor
from prima.kernel.journal.models import JournalEntry
from prima.offices import actions as offices
from prima.offices.public import Appointment
from prima.offices.tests import people
from prima.offices.tests.people import NOW, TODAY

if TYPE_CHECKING:
    import uuid

SECRET = "Siti Maryam, 0812"
someone = st.integers(0, 4)
which = st.integers(0, 2)


class Reports(Undone):
    """Four recipients and the manager; at most three reports about the same head."""

    realm: ClassVar[Realm]

    def __init__(self) -> None:
        super().__init__()
        # In the order made: numbers and keys of reports are drawn by chance, a run must not be.
        self.made: list[uuid.UUID] = []
        self.revealed: set[str] = set()
        self.readers: dict[str, set[int]] = {}

    def actor(self, number: int) -> Actor:
        return (*self.realm.recipients, self.realm.manager)[number]

    def report(self, which: int) -> SealedReport:
        return SealedReport.objects.get(pk=self.made[which % len(self.made)])

    def is_kept_from(self, by: Actor) -> bool:
        mine = Recipient.objects.filter(staff__user_id=by.id or 0).first()
        reported = story_of(self.realm).reported
        return mine is None or conflicts.is_kept_from(mine, reported, NOW)

    @precondition(lambda self: len(self.made) < 3)
    @rule(named=st.booleans())
    def is_sent(self, named: bool) -> None:
        with self.tried():
            report, _receipt = sent(self.realm, identity=SECRET if named else "")
            self.made.append(report.pk)
            held = ReportKey.objects.filter(report=report).select_related("recipient__staff")
            for key in held:
                assert not conflicts.is_kept_from(
                    key.recipient, story_of(self.realm).reported, NOW
                )

    @precondition(lambda self: bool(self.made))
    @rule(who=someone, which=which)
    def is_opened(self, who: int, which: int) -> None:
        report, by = self.report(which), self.actor(who)
        kept_from = self.is_kept_from(by)
        had = report.keys.filter(recipient__staff__user_id=by.id or 0).exists()
        opened = None
        with self.tried():
            opened = opening.open_report(report, phrase=PHRASE, by=by, at=NOW)
        assert (opened is not None) == (had and not kept_from)
        if opened is not None:
            assert opened.what == story_of(self.realm).what
        if kept_from:
            assert not report.keys.filter(recipient__staff__user_id=by.id or 0).exists()

    @precondition(lambda self: bool(self.made))
    @rule(which=which, kind=st.sampled_from(MessageKind))
    def is_spoken_of(self, which: int, kind: MessageKind) -> None:
        report = self.report(which)
        actions.say(report, text="Tambahan", kind=kind, by=CITIZEN, at=NOW)
        if kind == MessageKind.IDENTITY:
            self.revealed.add(report.number)

    @precondition(lambda self: bool(self.made))
    @rule(who=someone, which=which, to=st.sampled_from(ReportState))
    def is_worked_on(self, who: int, which: int, to: ReportState) -> None:
        report, by = self.report(which), self.actor(who)
        had = report.keys.filter(recipient__staff__user_id=by.id or 0).exists()
        with self.tried():
            actions.answer(report, text="Kapan?", by=by, at=NOW)
            assert had
        with self.tried():
            actions.move(report, to=to, seen=report.version, by=by, at=NOW)
            assert had
        with self.tried():
            actions.say(report, text="x", kind=MessageKind.IDENTITY, by=by, at=NOW)
            raise AssertionError("staff cannot speak for the reporter")

    @precondition(lambda self: bool(self.made))
    @rule(who=someone, whom=st.integers(0, 3), which=which)
    def is_shared(self, who: int, whom: int, which: int) -> None:
        report, by = self.report(which), self.actor(who)
        to = Recipient.objects.get(staff__user_id=self.actor(whom).id or 0)
        with self.tried():
            if opening.share(report, to=to, phrase=PHRASE, by=by, at=NOW):
                assert not self.is_kept_from(by)
                assert not self.is_kept_from(self.actor(whom))

    @precondition(lambda self: bool(self.made))
    @rule(who=someone, which=which)
    def a_name_is_asked_for(self, who: int, which: int) -> None:
        with self.tried():
            opening.ask_identity(
                self.report(which), reason="Saksi", phrase=PHRASE, by=self.actor(who), at=NOW
            )

    @precondition(lambda self: IdentityRequest.objects.exists())
    @rule(who=someone, which=which, refuse=st.booleans())
    def a_wish_is_answered(self, who: int, which: int, refuse: bool) -> None:
        wishes = list(IdentityRequest.objects.order_by("pk"))
        wish, by = wishes[which % len(wishes)], self.actor(who)
        kept_from = self.is_kept_from(by)
        with self.tried():
            if refuse:
                opening.refuse_identity(wish, by=by, at=NOW)
                return
            name = opening.open_identity(wish, phrase=PHRASE, by=by, at=NOW)
            if name is not None:
                assert name == SECRET
                assert not kept_from
                self.readers.setdefault(wish.report.number, set()).add(by.id or 0)

    @rule(who=st.integers(0, 3), ends=st.booleans())
    def somebody_moves(self, who: int, ends: bool) -> None:
        staff = Recipient.objects.get(staff__user_id=self.actor(who).id or 0).staff
        held = Appointment.objects.filter(staff=staff, ends_on=None).first()
        with self.tried():
            if ends and held is not None:
                offices.end_appointment(held, ends_on=TODAY, by=SYSTEM, at=NOW)
            elif held is None:
                # Into the reported office itself, or to the head of the one above.
                office = self.realm.kua if who % 2 else self.realm.district
                duty = "administrator" if who % 2 else "district_head"
                place = office.positions.filter(duty=duty).first() or people.make_position(
                    office, duty
                )
                offices.appoint(place, staff, starts_on=TODAY, by=SYSTEM, at=NOW)

    @invariant()
    def a_name_needs_two_people(self) -> None:
        for wish in IdentityRequest.objects.select_related(
            "asked_by__staff", "decided_by__staff", "report"
        ):
            if wish.state == IdentityState.OPENED:
                assert wish.decided_by is not None
                assert wish.decided_by_id != wish.asked_by_id
        opened: dict[str, set[int]] = {}
        for wish in IdentityRequest.objects.filter(state=IdentityState.OPENED).select_related(
            "asked_by__staff", "decided_by__staff", "report"
        ):
            pair = {wish.asked_by.staff.user_id}
            if wish.decided_by is not None:
                pair.add(wish.decided_by.staff.user_id)
            opened.setdefault(wish.report.number, set()).update(pair)
        for number, readers in self.readers.items():
            assert readers <= opened[number]

    @invariant()
    def who_spoke_up_stays_known_and_nobody_else_becomes_it(self) -> None:
        now = set(SealedReport.objects.filter(is_revealed=True).values_list("number", flat=True))
        assert now == self.revealed

    @invariant()
    def each_report_has_a_chain_of_its_own(self) -> None:
        for entry in JournalEntry.objects.filter(about_type="integrity.sealedreport"):
            assert entry.chain == f"sealed:{entry.about_id.replace('-', '')}"


@pytest.mark.django_db
def test_the_machine_of_sealed_reports_finds_nothing() -> None:
    Reports.realm = make_realm(4)

    run_state_machine_as_test(Reports, settings=SETTINGS)
