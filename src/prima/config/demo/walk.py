"""One application on its way: what everybody does with it, and when they come to it.

A walk is a generator: it gives the moment of its next act and is woken at that moment, so that the
acts of all cases happen in the order of the clock. Officers act while their office is open and
their hands are free; citizens act when they are awake.
"""

from __future__ import annotations

from collections.abc import Generator, Iterator, Sequence
from datetime import datetime, timedelta
from typing import Final

from prima.cases import public as cases
from prima.cases.public import Case, CaseStatus, Finish, Proof, Receiver, Relation, WorkItem
from prima.config.demo import correction, entry, meeting, sentences, voices
from prima.config.demo.applicants import invent
from prima.config.demo.dice import throw
from prima.config.demo.plan import Fate, Plan
from prima.config.demo.town import ZONE, Town, Worker
from prima.kernel import idempotency
from prima.kernel.actors import CITIZEN, Actor
from prima.offices.public import Duration
from prima.sops.public import HANDED_OVER, NO, PRODUCT_READY, REFUSED, SopDocument, Step

Moments = Iterator[datetime]
Turn = Generator[datetime, None, tuple[Worker, datetime]]

# How long an hour, a working day and a calendar day are at the desk.
MINUTES: Final = {"working_minute": 1, "working_hour": 60, "working_day": 450, "calendar_day": 320}
LATE: Final = frozenset({Fate.LATE, Fate.LATE_EXPLAINED})
_LAND_OFFICE: Final = 14_000
# Nobody keeps a person at the counter waiting for the whole of a long row.
_LONGEST_AT_HAND: Final = 8
_WAKES, _SLEEPS = 6, 21


class Walk:
    """The application of one plan, from the door to its end or to where it lies today."""

    def __init__(self, town: Town, plan: Plan, place: int, seed: int) -> None:
        self.town, self.plan = town, plan
        self.dice = throw(seed, "walk", plan.name)
        self.place = place
        self.calendar = town.calendar(plan.office)
        self.now = plan.arrives
        self.rows = 0
        self.case: Case
        self.words = ""
        self.corrected = False
        self.agreed: datetime | None = None

    @property
    def document(self) -> SopDocument:
        """The procedure the case was opened under."""
        return self.case.sop_version.automaton.document

    def run(self) -> Moments:
        """Everything that happens to the case, one act after the other."""
        yield from self._apply()
        item = self._open_row()
        while item is not None and item.step_key != self.plan.stops_at:
            if self.plan.fate == Fate.WITHDRAWN and self.rows == 1:
                yield from self._withdraw()
            elif self._is_refused_by_head(item):
                yield from self._refuse()
            elif correction.is_due(self, item):
                yield from correction.ask(self, item)
            else:
                yield from self._row(item)
            item = self._open_row()
        if item is not None and self.case.state != CaseStatus.WAITING:
            yield from self._lie(item)
        elif self.case.state == CaseStatus.COMPLETED:
            yield from voices.speak(self)

    # The clock

    def after(self, start: datetime, minutes: float) -> datetime:
        """So many working minutes later, at least one."""
        return self.calendar.add(start, Duration(max(1, round(minutes)), "working_minute")).at

    def turn(self, workers: Sequence[Worker], wish: datetime, minutes: float = 5) -> Turn:
        """Wait until one of them is free in office hours, and keep their hands full."""
        while True:
            moment = self.calendar.next_opening(wish)
            yield moment
            worker = min(workers, key=lambda one: one.free_at)
            if worker.free_at <= moment:
                break
            wish = worker.free_at
        worker.free_at = self.after(moment, min(minutes, _LONGEST_AT_HAND))
        self.now = moment
        return worker, moment

    def at_home(self, earliest: datetime) -> datetime:
        """The first moment from then on at which people are awake."""
        local = earliest.astimezone(ZONE)
        if _WAKES <= local.hour < _SLEEPS:
            return local
        morning = local.replace(hour=_WAKES, minute=self.dice.randrange(60))
        return morning if morning >= local else morning + timedelta(days=1)

    def able(self, item: WorkItem) -> list[Worker]:
        """Who may do this row."""
        return self.town.able(self.plan.office, item.duties)

    # The acts

    def _apply(self) -> Moments:
        by: Actor = CITIZEN
        if self.plan.online:
            yield self.now
        else:
            worker, _at = yield from self.turn(self.town.counter(self.plan.office), self.now)
            by = worker.actor
        district = self.town.offices[self.plan.office].name.rpartition(" ")[2]
        applicant = invent(self.dice, self.place, f"Kecamatan {district}")
        given = entry.application(self.town, self.plan, applicant, self.dice)
        opened = cases.open_case(given, key=idempotency.new_key(), by=by, at=self.now)
        self.case, self.words = opened.case, opened.words

    def _open_row(self) -> WorkItem | None:
        """The row at which the case is; none when it is over or waits for its applicant."""
        if self.case.state == CaseStatus.WAITING and self.agreed is None:
            return None
        items = self.case.items.open().only("step_key", "duties", "case")
        return items.first()

    def _is_refused_by_head(self, item: WorkItem) -> bool:
        makes_product = PRODUCT_READY in self.document.step(item.step_key).marks
        return self.plan.fate == Fate.REFUSED and makes_product

    def _row(self, item: WorkItem) -> Moments:
        step = self.document.step(item.step_key)
        if meeting.is_due(self, step):
            yield from meeting.agree(self, item)
        if PRODUCT_READY in step.marks and self.plan.fate in LATE:
            yield from self._delay()
        minutes = self._minutes(step)
        worker, at = yield from self.turn(self.able(item), self.after(self.now, minutes), minutes)
        if self.plan.online and step.key == "check":
            self._tick_papers(worker, at)
        item = cases.finish_step(item, self._how(step), by=worker.actor, at=at)
        self.case = item.case
        self.rows += 1

    def _minutes(self, step: Step) -> float:
        """Most rows take less than their norm; whoever applied from home still comes by."""
        norm = step.norm
        full = _LAND_OFFICE if norm.amount is None else norm.amount * MINUTES[norm.unit]
        if step.key == "check" and self.plan.online and not self.corrected:
            return full + self.dice.uniform(20, 500)
        return full * self.dice.uniform(0.3, 0.9)

    def _tick_papers(self, worker: Worker, at: datetime) -> None:
        for paper in self.case.papers.filter(is_mandatory=True, checked_at=None).order_by("pk"):
            form = cases.PaperForm.COPY if paper.form else cases.PaperForm.ORIGINAL
            cases.tick_paper(paper, form, by=worker.actor, at=at)

    def _how(self, step: Step) -> Finish:
        """Finish the row in the way the plan wants."""
        exit_key = step.exit_for(NO)
        if exit_key == REFUSED and self.plan.fate == Fate.REFUSED:
            reason, basis = self._refusal()
            return Finish(outcome=NO, note=reason, basis=basis)
        is_detour = exit_key not in {None, REFUSED, self.document.steps[0].key}
        if is_detour and self.dice.random() < 0.2:  # noqa: PLR2004 - now and then
            return Finish(outcome=NO, note="Persediaan blangko habis.")
        return Finish(
            outcome=step.outcomes[0],
            product_number=self._number() if PRODUCT_READY in step.marks else "",
            receiver=self._receiver() if HANDED_OVER in step.marks else None,
            happened_at=meeting.held_at(self, step),
        )

    def _refusal(self) -> tuple[str, str]:
        """Reason and legal basis, as the applicant reads them."""
        service = self.plan.service
        is_marriage = "nikah" in service or service == "rujuk"
        basis = sentences.NIKAH_BASIS if is_marriage else sentences.OTHER_BASIS
        return sentences.REFUSALS.get(service, sentences.OTHER_REFUSAL), basis

    def _refuse(self) -> Moments:
        """Where no row may refuse, the head of the office decides before the product is made."""
        head = self.town.head(self.plan.office)
        wish = self.after(self.now, self.dice.uniform(10, 200))
        _head, at = yield from self.turn([head], wish)
        reason, basis = self._refusal()
        self.case = cases.refuse(self.case, reason=reason, basis=basis, by=head.actor, at=at)

    def _number(self) -> str:
        local = self.now.astimezone(ZONE)
        prefix = self.town.offices[self.plan.office].number_prefix
        return f"B-{self.town.next_number(self.plan.office):04d}/{prefix}/{local:%m/%Y}"

    def _receiver(self) -> Receiver:
        luck = self.dice.random()
        if luck < 0.1:  # noqa: PLR2004 - a few send somebody
            return Receiver("Keluarga pemohon", Relation.FAMILY, Proof.SIGNATURE)
        proof = Proof.CODE if luck > 0.9 else Proof.SIGNATURE  # noqa: PLR2004 - or show the code
        return Receiver(self.case.applicant_name, Relation.APPLICANT, proof, self.words)

    def _withdraw(self) -> Moments:
        by: Actor = CITIZEN
        wish = self.at_home(self.now + timedelta(hours=self.dice.uniform(1, 40)))
        if self.plan.online:
            yield wish
            self.now = wish
        else:
            worker, _at = yield from self.turn(self.town.counter(self.plan.office), wish)
            by = worker.actor
        reason = self.dice.choice(sentences.WITHDRAWALS)
        self.case = cases.withdraw(self.case, reason=reason, by=by, at=self.now)

    def _delay(self) -> Moments:
        """The promise slips before the product is ready; who is honest says why."""
        late_by = self.dice.uniform(60, 900)
        due_at = self.case.due_at or self.now
        if self.plan.fate == Fate.LATE_EXPLAINED:
            expected_at = self.after(due_at, late_by)
            yield from self._explain(self.after(due_at, late_by / 3), expected_at)
        self.now = max(self.now, self.after(due_at, late_by))

    def _explain(self, wish: datetime, expected_at: datetime) -> Moments:
        head = self.town.head(self.plan.office)
        _head, at = yield from self.turn([head], max(wish, self.now))
        self.case = cases.explain_delay(
            self.case,
            reason=self.dice.choice(sentences.DELAYS),
            expected_at=max(expected_at, self.after(at, MINUTES["working_day"])),
            by=head.actor,
            at=at,
        )

    def _lie(self, item: WorkItem) -> Moments:
        """The case lies here: somebody may have taken it up, or said why it is late."""
        if self.dice.random() < 0.5:  # noqa: PLR2004 - every other one
            worker, at = yield from self.turn(self.able(item), self.after(self.now, 5))
            cases.take_item(item, by=worker.actor, at=at)
        if self.plan.fate == Fate.LATE_EXPLAINED and self.case.due_at is not None:
            expected_at = self.after(self.town.lasts_until, 2 * MINUTES["working_day"])
            yield from self._explain(self.after(self.case.due_at, 45), expected_at)
