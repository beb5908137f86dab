"""Shapes that components are drawn from: views make them, templates only print them."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, NamedTuple

Tone = Literal["neutral", "info", "success", "warning", "danger"]
State = Literal["done", "now", "late", "next"]

# Every promise stands at this place of the row, so that kept lies left and missed right.
PROMISE_AT_PERCENT = 64


class Fact(NamedTuple):
    """One line of a list of facts."""

    label: str
    value: object


class Crumb(NamedTuple):
    """One step of the trail; the last one has no address."""

    label: str
    url: str = ""


@dataclass(frozen=True, slots=True)
class MenuItem:
    """One line of a menu; the count is work that waits, None when nothing is counted."""

    url: str
    label: str
    count: int | None = None
    current: bool = False


@dataclass(frozen=True, slots=True)
class Moment:
    """One point of the journey of a record."""

    label: str
    note: str = ""
    state: State = "next"


@dataclass(frozen=True, slots=True)
class Step:
    """One step of an SOP beside the work; `current` is the one this page is about."""

    number: int
    label: str
    note: str = ""
    state: State = "next"
    url: str = ""


@dataclass(frozen=True, slots=True)
class FlowStep:
    """One step of a service as a citizen sees it; a filled number is the office's turn."""

    label: str
    note: str = ""
    by_office: bool = False


@dataclass(frozen=True, slots=True)
class Promised:
    """One of the three things every citizen asks: cost, time, place."""

    label: str
    value: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class CheckItem:
    """One thing to bring or to check; without a name it is only for the reader's own ticks."""

    label: str
    note: str = ""
    name: str = ""
    value: str = "1"
    checked: bool = False


@dataclass(frozen=True, slots=True)
class Situation:
    """A filter or a case of the citizen: a link that changes the address."""

    label: str
    url: str
    current: bool = False
    count: int | None = None


@dataclass(frozen=True, slots=True)
class KeptRow:
    """How one service keeps its promise; the three durations share one unit."""

    label: str
    median: float
    ninetieth: float
    promise: float
    figures: str
    url: str = ""

    @property
    def is_kept(self) -> bool:
        """Kept when 9 of 10 people were served within the promised time."""
        return self.ninetieth <= self.promise

    @property
    def dot(self) -> str:
        """Place of the 90th percentile along the row, as an SVG length."""
        return self._place(self.ninetieth)

    @property
    def start(self) -> str:
        """Place of the median along the row, as an SVG length."""
        return self._place(self.median)

    @property
    def reference(self) -> str:
        """Place of the promise along the row, as an SVG length."""
        return f"{PROMISE_AT_PERCENT}%"

    def _place(self, duration: float) -> str:
        if self.promise <= 0:
            return "0%"
        # Far beyond the promise the mark stops at the edge; the figures say how far.
        return f"{min(duration / self.promise * PROMISE_AT_PERCENT, 98):.1f}%"


def trail(*parts: str) -> Sequence[Crumb]:
    """Crumbs from label, address, label, address, …, label of this page."""
    labels, urls = parts[::2], parts[1::2]
    padded = (*urls, "")[: len(labels)]
    return [Crumb(label, url) for label, url in zip(labels, padded, strict=True)]
