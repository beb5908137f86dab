"""A machine that does with gifts whatever anybody might try, in any order (B3)."""

from __future__ import annotations

from datetime import timedelta
from typing import Any, ClassVar

import pytest
from hypothesis import strategies as st
from hypothesis.stateful import invariant, precondition, rule, run_state_machine_as_test

from prima.integrity.actions import gratuities as actions
from prima.integrity.actions.gratuities import Whereabouts
from prima.integrity.models import Gratuity
from prima.integrity.queries import gratuities as queries
from prima.integrity.rules.gratuities import MOVES, OWNER, PASSES, GratuityState, Holder
from prima.integrity.tests.machines import SETTINGS, Undone
from prima.integrity.tests.scene import AT_DESK, CAKE, TODAY, House, make_house
from prima.kernel.actors import Actor
from prima.offices.tests.people import NOW

PEOPLE = ("officer", "colleague", "head", "manager", "upg", "other_upg")
who = st.sampled_from(PEOPLE)
which = st.integers(0, 4)
days = st.integers(-1, 3)


class Gifts(Undone):
    """At most five gifts; what is remembered of each is compared after every step."""

    house: ClassVar[House]

    def __init__(self) -> None:
        super().__init__()
        self.known: dict[int, dict[str, Any]] = {}
        self.actor: Actor | None = None
        self.tried_on: int | None = None

    def gift(self, which: int, name: str) -> tuple[Gratuity, dict[str, Any]]:
        pks = sorted(self.known)
        self.actor = getattr(self.house, name)
        self.tried_on = pks[which % len(pks)]
        found = Gratuity.objects.select_related("reporter", "office").get(pk=self.tried_on)
        return found, {"seen": found.version, "by": self.actor, "at": NOW}

    @precondition(lambda self: len(self.known) < 5)
    @rule(name=who, send=st.booleans(), refused=st.booleans())
    def begins(self, name: str, send: bool, refused: bool) -> None:
        by = getattr(self.house, name)
        if refused:
            made = actions.refuse_gift(kind="food", value=None, service=None, by=by, at=NOW)
        else:
            made = actions.note_gift(
                report=CAKE, where=AT_DESK, evidence=(), send=send, by=by, at=NOW
            )
        self.known[made.pk] = {}
        self.actor = self.tried_on = None

    @precondition(lambda self: self.known)
    @rule(which=which, name=who)
    def reports(self, which: int, name: str) -> None:
        gift, common = self.gift(which, name)
        with self.tried():
            actions.report_gift(gift, **common)

    @precondition(lambda self: self.known)
    @rule(which=which, name=who)
    def asks_for_more(self, which: int, name: str) -> None:
        gift, common = self.gift(which, name)
        with self.tried():
            actions.ask_for_more(gift, note="Foto", **common)

    @precondition(lambda self: self.known)
    @rule(which=which, name=who)
    def completes(self, which: int, name: str) -> None:
        gift, common = self.gift(which, name)
        with self.tried():
            actions.complete_gift(gift, addition="Ini", evidence=(), **common)

    @precondition(lambda self: self.known)
    @rule(which=which, name=who)
    def lets_lapse(self, which: int, name: str) -> None:
        gift, common = self.gift(which, name)
        with self.tried():
            actions.let_lapse(gift, **common)

    @precondition(lambda self: self.known)
    @rule(which=which, name=who, after=days)
    def forwards(self, which: int, name: str, after: int) -> None:
        gift, common = self.gift(which, name)
        with self.tried():
            actions.forward_gift(gift, on=TODAY - timedelta(days=after), number="", **common)

    @precondition(lambda self: self.known)
    @rule(which=which, name=who, owner=st.sampled_from(GratuityState), after=days)
    def decides(self, which: int, name: str, owner: GratuityState, after: int) -> None:
        gift, common = self.gift(which, name)
        on = TODAY - timedelta(days=after)
        with self.tried():
            actions.decide_gift(gift, owner=owner, decree="KEP-1", on=on, **common)

    @precondition(lambda self: self.known)
    @rule(which=which, name=who, holder=st.sampled_from(Holder), after=days)
    def passes_on(self, which: int, name: str, holder: Holder, after: int) -> None:
        gift, common = self.gift(which, name)
        where = Whereabouts(holder, TODAY - timedelta(days=after))
        with self.tried():
            actions.pass_on(gift, where=where, **common)

    @precondition(lambda self: self.known)
    @rule(which=which, name=who, after=days)
    def hands_over(self, which: int, name: str, after: int) -> None:
        gift, common = self.gift(which, name)
        where = Whereabouts("", TODAY - timedelta(days=after), name="Penerima")
        with self.tried():
            actions.hand_over(gift, where=where, **common)

    @invariant()
    def nothing_happens_but_what_may(self) -> None:
        for pk, before in self.known.items():
            gift = Gratuity.objects.select_related("reporter", "office").get(pk=pk)
            now = _seen(gift)
            if before and now != before:
                assert pk == self.tried_on
                self.changed_rightly(gift, before, now)
            _is_sound(gift, now)
            self.known[pk] = now

    def changed_rightly(self, gift: Gratuity, before: dict[str, Any], now: dict[str, Any]) -> None:
        assert self.actor is not None
        is_own = gift.reporter.user_id == self.actor.id
        is_upg = self.actor.may("manage_gratuities", gift.office_id)
        assert is_own or is_upg
        if before["state"] != now["state"]:
            assert now["state"] in MOVES[before["state"]]
            assert is_own == (before["state"] in {"received", "incomplete"}) or not is_own
        for name in ("reported_at", "forwarded_on", "decided_on", "owner"):
            assert before[name] in (None, "", now[name])
        # Nothing that was noted of the way is changed, and at most one hand follows.
        way, past = now["way"], before["way"]
        assert way[: len(past)] == past
        assert len(way) <= len(past) + 1
        if len(way) > len(past) and now["state"] != "handed_over":
            assert Holder(way[-1][0]) in PASSES[Holder(past[-1][0])]
        # Deadlines that run are not moved by anything that happens.
        for label, due in before["due"].items():
            assert now["due"].get(label, due) == due


def _seen(gift: Gratuity) -> dict[str, Any]:
    clocks = queries.clocks_of(gift, NOW)
    return {
        "state": GratuityState(gift.state),
        "owner": gift.owner,
        "reported_at": gift.reported_at,
        "forwarded_on": gift.forwarded_on,
        "decided_on": gift.decided_on,
        "way": [(step.holder, step.since_on) for step in gift.custody.order_by("sequence")],
        "due": {one.rule.key: one.due_at for one in clocks},
    }


def _is_sound(gift: Gratuity, now: dict[str, Any]) -> None:
    assert now["way"] == sorted(now["way"], key=lambda one: one[1])
    assert bool(now["way"]) != gift.is_refused
    if now["state"] == "handed_over":
        assert now["way"][-1][0] == OWNER[GratuityState(gift.owner)]
    for name in ("head", "manager", "colleague"):
        actor = getattr(Gifts.house, name)
        if gift.reporter.user_id != actor.id:
            assert not queries.gratuities_for(actor).filter(pk=gift.pk).exists()


@pytest.mark.django_db
def test_the_machine_of_gifts_finds_nothing() -> None:
    Gifts.house = make_house()

    run_state_machine_as_test(Gifts, settings=SETTINGS)
