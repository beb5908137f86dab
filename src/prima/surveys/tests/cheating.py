"""Offices that hold their survey honestly or not, invented by dice: pure, seeded, no database.

Honest offices differ: how content people are, how many answer in the office's own network, whose
telephones share an address, how fast people read. One person's nine answers hang together.
"""

from collections import defaultdict
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from random import Random

from prima.surveys.core.signals import COUNTED, DayCount, Ended, Material, Trace, counted, is_fast

FIRST = date(2026, 6, 1)
DAYS = 30
# What an officer's own filling looks like on the clock.
CHEAT_SECONDS = (8.0, 25.0)


@dataclass(frozen=True, slots=True)
class Answer:
    """One invented answer about a free service."""

    day: int
    marks: tuple[int, ...]
    trace: Trace
    officer: int


@dataclass(slots=True)
class Town:
    """An office, its people and its officers in one period."""

    dice: Random
    people: int = 80
    content: float = 0.0
    wireless: float = 0.1
    crowded: float = 0.05
    answers: list[Answer] = field(default_factory=list)
    ended: dict[int, list[bool]] = field(default_factory=lambda: defaultdict(list))

    def live(self) -> "Town":
        """A month in which everybody is honest: nine of ten cases are completed, half answer."""
        for _ in range(self.people):
            officer, day = self.dice.randrange(4), self.dice.randrange(DAYS)
            is_completed = self.dice.random() < 0.92
            self.ended[officer].append(is_completed)
            if is_completed and self.dice.random() < 0.5:
                self.answers.append(self.honest(day, officer))
        return self

    def honest(self, day: int, officer: int) -> Answer:
        """Somebody reads the nine questions and marks what they think."""
        mood = self.dice.gauss(self.content, 0.7)
        marks = [self._mark(mood) for _ in range(9)]
        marks[3] = 4 if self.dice.random() < 0.95 else 3
        waits = self.dice.random() < self.wireless
        # Who waits in the office's network answers there and then, and hurries a little.
        seconds = self.dice.lognormvariate(3.9 if waits else 4.1, 0.45)
        later = self.dice.random() >= (0.95 if waits else 0.6)
        trace = Trace(
            is_fast(seconds), not later, "desk-net" if waits else "", self._place(waits=waits)
        )
        return Answer(
            day + (self.dice.randrange(1, 12) if later else 0), tuple(marks), trace, officer
        )

    def _place(self, *, waits: bool) -> str:
        """Village halls share a telephone; in the office's network one in twelve is alike."""
        if waits:
            return f"model-{self.dice.randrange(12)}"
        crowd = self.dice.random() < self.crowded
        return f"hall-{self.dice.randrange(6)}" if crowd else f"own-{self.dice.getrandbits(64)}"

    def _mark(self, mood: float) -> int:
        felt = mood + self.dice.gauss(0, 0.5)
        return 4 if felt > 0 else 3 if felt > -1.3 else 2 if felt > -2.2 else 1

    def material(self, before: "Town | None" = None) -> Material:
        """What the closing would count, in nightly batches of five and more."""
        sums = self.marks()
        straight = self.straight()
        completed = sum(sum(cases) for cases in self.ended.values())
        return Material(
            answers=len(self.answers),
            **sums,
            at_desk_before=before.marks()["at_desk"] if before else 0,
            traced_before=before.marks()["traced"] if before else 0,
            straight=straight,
            straight_before=before.straight() if before else 0,
            answers_before=len(before.answers) if before else 0,
            free=len(self.answers),
            charged=sum(answer.marks[3] < 4 for answer in self.answers),
            completed=completed,
            drawn=completed,
            noted=len(self.answers),
            kept=len(self.answers),
            days=tuple(self._days()),
            officers=tuple(Ended(len(cases), sum(cases)) for cases in self.ended.values()),
        )

    def marks(self) -> dict[str, int]:
        """What mixing counts of the traces."""
        sums = dict.fromkeys(COUNTED, 0)
        for batch in self._batches():
            for key, count in counted(batch, {"desk-net"}).items():
                sums[key] += count
        return sums

    def straight(self) -> int:
        return sum(len(set(answer.marks)) == 1 for answer in self.answers)

    def _batches(self) -> list[list[tuple[Trace, bool]]]:
        batches: list[list[tuple[Trace, bool]]] = []
        waiting: list[tuple[Trace, bool]] = []
        ordered = sorted(self.answers, key=lambda answer: answer.day)
        for place, answer in enumerate(ordered):
            waiting.append((answer.trace, set(answer.marks) == {4}))
            is_last_of_day = place + 1 == len(ordered) or ordered[place + 1].day != answer.day
            if is_last_of_day and len(waiting) >= 5:
                batches.append(waiting)
                waiting = []
        return [*batches, waiting]

    def _days(self) -> list[DayCount]:
        by_day: dict[int, list[Answer]] = defaultdict(list)
        for answer in self.answers:
            by_day[answer.day].append(answer)
        return [
            DayCount(
                FIRST + timedelta(days=day),
                len(given),
                sum(set(answer.marks) == {4} for answer in given),
                sum(sum(answer.marks) <= 18 for answer in given),
            )
            for day, given in sorted(by_day.items())
        ]


def an_office(dice: Random) -> tuple[Town, Town]:
    """The month before and this month of one honest office, which drifts a little."""
    content = dice.uniform(-0.6, 0.6)
    traits = {
        "people": dice.randrange(40, 300),
        "wireless": dice.uniform(0, 0.2),
        "crowded": dice.uniform(0, 0.12),
    }
    before = Town(dice, content=content, **traits).live()  # type: ignore[arg-type]
    now = Town(dice, content=content + dice.gauss(0, 0.08), **traits).live()  # type: ignore[arg-type]
    return before, now


def fills_in(town: Town, share: float = 0.3) -> Town:
    """An officer opens links of their clients at the desk and gives the best marks."""
    for _ in range(round(len(town.answers) * share / (1 - share))):
        seconds = town.dice.uniform(*CHEAT_SECONDS)
        trace = Trace(
            is_fast(seconds), True, "desk-net" if town.dice.random() < 0.9 else "", "desk"
        )
        town.answers.append(Answer(town.dice.randrange(DAYS), (4,) * 9, trace, 0))
    return town


def hides_bad_day(town: Town, how_many: int = 10) -> Town:
    """After a bad answer an officer asks friends for the best marks within two days."""
    bad = town.honest(12, 0)
    town.answers.append(replace(bad, day=12, marks=(2, 2, 1, 4, 2, 2, 1, 1, 2)))
    for _ in range(how_many):
        friend = town.honest(13 + town.dice.randrange(2), 0)
        town.answers.append(replace(friend, day=13 + town.dice.randrange(2), marks=(4,) * 9))
    return town


def picks_happy(town: Town, share: float = 0.5) -> Town:
    """One officer ends half of the cases so that whoever is unhappy never comes into the draw."""
    town.ended[1] = [done and town.dice.random() >= share for done in town.ended[1]]
    return town


def a_year(dice: Random, cheat: float = 0.0, months: int = 6) -> Material:
    """A month of an office after some others; with `cheat` one answer of so many is the officer's.

    What a single month hardly shows adds up over the others.
    """
    past, now = an_office(dice)
    earlier = [_another_month(past, dice) for _ in range(months)]
    if cheat:
        earlier, now = [fills_in(town, cheat) for town in earlier], fills_in(now, cheat)
    marks = [town.marks() for town in earlier]
    return replace(
        now.material(past),
        at_desk_before=sum(month["at_desk"] for month in marks),
        traced_before=sum(month["traced"] for month in marks),
    )


def _another_month(town: Town, dice: Random) -> Town:
    """Another month of the same office."""
    return Town(dice, town.people, town.content, town.wireless, town.crowded).live()
