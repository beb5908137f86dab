"""B1: whatever people do with a complaint, in whatever order, these things hold.

Real actions on a real database. Refused acts are part of the walk: a refusal changes nothing.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from random import Random
from typing import Any, Final

from django.db import transaction

from prima.complaints import actions
from prima.complaints.models import Complaint, Merge
from prima.complaints.rules import (
    ACTS,
    MOVES,
    ON_DESK,
    Closure,
    ComplaintStatus,
    Finding,
    Gravity,
    Maladministration,
)
from prima.complaints.tests.scene import NOW, Hall, say
from prima.kernel.actors import CITIZEN, SYSTEM, Actor
from prima.kernel.errors import RuleBroken
from prima.offices.public import StaffMember

REPLY: Final = actions.Reply(
    facts="Buku kas 23 Juni 2026 diperiksa.", decision="Uang dikembalikan.",
    reason="Layanan ini gratis.", next_step="Papan biaya dipasang 30 Juni 2026.",
    finding=Finding.JUSTIFIED,
)  # fmt: skip
SAID: Final = actions.Explanation("Boleh.", "Standar butir 3")
RARELY: Final = 0.1
# After an answer to both, what each person says to it is their own.
OVER: Final = (ComplaintStatus.ANSWERED, ComplaintStatus.CLOSED)
CITIZEN_DATES: Final = ("verify", "first_answer", "settle")


class Walk:
    """One complaint and everything that may happen to it, drawn by dice."""

    def __init__(self, hall: Hall, seed: int) -> None:
        self.hall, self.dice, self.at = hall, Random(seed), NOW
        self.complaint = say(hall, at=NOW).complaint
        self.other = self._another()
        self.before = self.now()
        self.done: list[str] = []

    def step(self) -> None:
        """One act by somebody, some hours later; then everything that must hold is asked."""
        self.at += timedelta(hours=self.dice.choice([1, 5, 26, 80, 400]))
        name = self.dice.choice(sorted(_ACTS))
        by = self.dice.choice([self.hall.handler, self.hall.head, self.hall.above])
        state, was_waiting = self.before.state, self.before.status == ComplaintStatus.WAITING
        dates, kept = self.dates(), self.kept()
        try:
            with transaction.atomic():
                _ACTS[name](self, by)
            refused = False
        except RuleBroken:
            refused = True
        self.done.append(f"{name}{' (refused)' if refused else ''}")
        after = self.now()
        assert not refused or (after.version, self.dates()) == (self.before.version, dates)
        self._check(after, state, name, refused=refused)
        if not was_waiting:
            assert all(self.dates()[key] <= due for key, due in dates.items())
        assert self.kept()[: len(kept)] == kept
        self.before = after

    def _check(
        self, after: Complaint, state: ComplaintStatus, name: str, *, refused: bool
    ) -> None:
        assert after.state == state or after.state in MOVES[state]
        if not refused and name in {one for acts in ACTS.values() for one in acts}:
            assert name in ACTS[state]
        assert (after.status == ComplaintStatus.CLOSED) == (after.closure in Closure.values)
        assert self.before.closed_at is None or after.closed_at == self.before.closed_at
        assert after.pauses.filter(ended_at=None).count() == (
            after.state == ComplaintStatus.WAITING
        )
        on_desk = after.state in ON_DESK or after.objections.filter(decided_at=None).exists()
        assert on_desk or after.due_at is None
        assert after.objections.filter(decided_at=None).count() == (
            after.closure == Closure.CONTESTED and not self._upheld(after)
        )
        open_ones = after.arbitrations.filter(decided_at=None).count()
        assert not open_ones or after.forwards > 1
        for one in Merge.objects.filter(complaint=after, parted_at=None).select_related("into"):
            assert one.into.handling_office_id == after.handling_office_id
            assert after.state in (ComplaintStatus.WAITING, one.into.state, *OVER)
        firsts = after.deadlines.values_list("stage", "basis", "started_at", "first_due_at")
        assert all(first >= started for _s, _b, started, first in firsts)

    def _another(self) -> Complaint:
        """A report of the same matter that is being handled."""
        told = say(self.hall, at=self.at).complaint
        return actions.verify(
            told, gravity=Gravity.SERVICE, seen=1, by=self.hall.handler, at=self.at
        )

    def lead(self, by: Actor) -> None:
        """Answer the other report; what is merged into it is answered too."""
        if self.other.state != ComplaintStatus.HANDLING:
            self.other = self._another()
        self.other = actions.answer(
            self.other, reply=REPLY, seen=self.other.version, by=by, at=self.at
        )

    def _upheld(self, after: Complaint) -> bool:
        last = after.objections.order_by("-raised_at").first()
        return last is not None and last.outcome == "upheld"

    def now(self) -> Complaint:
        """As the database has it."""
        return Complaint.objects.get(pk=self.complaint.pk)

    def dates(self) -> dict[int, datetime]:
        """Every date promised to the person who spoke, by row."""
        rows = self.complaint.deadlines.filter(stage__in=CITIZEN_DATES)
        return dict(rows.values_list("pk", "due_at"))

    def kept(self) -> list[tuple[int, datetime]]:
        """The first dates, which nothing changes."""
        rows = self.complaint.deadlines.order_by("pk")
        return list(rows.values_list("pk", "first_due_at"))

    def seen(self, by: Actor) -> dict[str, Any]:
        """What every act of staff carries."""
        return {"seen": self.before.version, "by": by, "at": self.at}


def _office(walk: Walk, _by: Actor) -> Any:
    return walk.dice.choice([walk.hall.place.kua, walk.hall.place.district])


def _name(walk: Walk, by: Actor) -> None:
    """Seldom: from then on only the office above has anything to do."""
    if walk.dice.random() > RARELY:
        raise RuleBroken("nobody is named this time")
    actions.name_reported(walk.complaint, staff=walk.hall.counter, **walk.seen(by))


def _grade(walk: Walk) -> Gravity:
    return walk.dice.choice([Gravity.SERVICE, Gravity.NORMATIVE, Gravity.SUPERVISORY])


def _staff(walk: Walk) -> StaffMember:
    actor = walk.dice.choice([walk.hall.handler, walk.hall.officer, walk.hall.head])
    return StaffMember.objects.get(user=actor.id or 0)


_ACTS: Final[dict[str, Callable[[Walk, Actor], object]]] = {
    "verify": lambda w, by: actions.verify(w.complaint, gravity=_grade(w), **w.seen(by)),
    "regrade": lambda w, by: actions.regrade(w.complaint, gravity=_grade(w), **w.seen(by)),
    "ask": lambda w, by: actions.ask(w.complaint, question="Loket berapa?", **w.seen(by)),
    "note": lambda w, by: actions.note(w.complaint, text="Catatan.", **w.seen(by)),
    "answer": lambda w, by: actions.answer(w.complaint, reply=REPLY, **w.seen(by)),
    # A complaint is never explained: always refused.
    "explain": lambda w, by: actions.explain(w.complaint, explanation=SAID, **w.seen(by)),
    "reopen": lambda w, by: actions.reopen(w.complaint, reason="Belum.", **w.seen(by)),
    "uphold": lambda w, by: actions.uphold(w.complaint, reason="Sudah.", **w.seen(by)),
    "assign": lambda w, by: actions.assign(w.complaint, staff=_staff(w), **w.seen(by)),
    "classify": lambda w, by: actions.classify(
        w.complaint, kind=Maladministration.MONEY, **w.seen(by)
    ),
    "name": _name,
    "forward": lambda w, by: actions.forward(
        w.complaint, to=_office(w, by), reason="Bukan di sini.", **w.seen(by)
    ),
    "place": lambda w, by: actions.place(
        w.complaint, office=_office(w, by), reason="Di sana.", **w.seen(by)
    ),
    "merge": lambda w, by: actions.merge(w.complaint, into=w.other, **w.seen(by)),
    "part": lambda w, by: actions.part(w.complaint, **w.seen(by)),
    "lead": lambda w, by: w.lead(by),
    "reply": lambda w, _by: actions.reply(w.complaint, text="Loket dua.", by=CITIZEN, at=w.at),
    "confirm": lambda w, _by: actions.confirm(w.complaint, by=CITIZEN, at=w.at),
    "contest": lambda w, _by: actions.contest(w.complaint, reason="Belum.", by=CITIZEN, at=w.at),
    "withdraw": lambda w, _by: (
        w.dice.random() < 0.1 and actions.withdraw(w.complaint, by=CITIZEN, at=w.at)
    ),
    "close_silent": lambda w, _by: actions.close_silent(w.complaint, by=SYSTEM, at=w.at),
    "ask_again": lambda w, _by: actions.ask_again(w.complaint, by=SYSTEM, at=w.at),
    "escalate": lambda w, _by: actions.escalate(w.complaint, by=SYSTEM, at=w.at),
}


def walk(hall: Hall, seed: int, steps: int) -> list[str]:
    """Walk so many steps and give what was done."""
    one = Walk(hall, seed)
    for _step in range(steps):
        one.step()
    return one.done
