"""A standard while it is being written: data that may lack anything, and what it still lacks."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Final, Literal

from prima.kernel.yaml_fields import is_empty_text
from prima.standards.core import parse
from prima.standards.core.content import CLOCK_EVENTS, COMPONENTS, StandardContent

# The situations are no component of the law: they say when a paper or a fee applies.
SITUATIONS: Final = "situations"
# What describes a service that the catalogue does not know yet.
SERVICE: Final = "service"
PARTS: Final = (SITUATIONS, *COMPONENTS)

Code = Literal[
    "empty",
    "question_with_one_answer",
    "no_copy_named",
    "no_usual_fee",
    "two_usual_fees",
    "no_way_to_pay",
    "fee_without_rule",
    "clock_stops_too_early",
    "rule_ended",
    "rule_twice",
    "unconfirmed",
    "no_validity",
]
Data = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Finding:
    """What keeps a part from being set, by a code that pages put into words."""

    part: str
    code: Code
    values: Mapping[str, str] = field(default_factory=dict, hash=False)


def blank() -> dict[str, Any]:
    """A draft in which nothing is written yet."""
    data: dict[str, Any] = {key: [] for key in COMPONENTS}
    return data | {
        "situation_groups": [],
        "situations": [],
        "completion_time": None,
        "product": {"items": [], "validity": ""},
        "to_confirm": {},
    }


def keys_of(part: str) -> tuple[str, ...]:
    """The keys of the content that one part of the editor writes."""
    return ("situation_groups", "situations") if part == SITUATIONS else (part,)


def is_empty(data: Data, part: str) -> bool:
    """Whether nothing is written in this part; texts like "-" only stand for something."""
    if part == "product":
        return not any(data.get("product", {}).get("items", ()))
    rows = data.get(part)
    if isinstance(rows, list) and rows and all(isinstance(row, str) for row in rows):
        return all(is_empty_text(row) for row in rows)
    return not rows


def findings(data: Data) -> tuple[Finding, ...]:
    """Return what is to be mended before the standard may be set, in the order of the form.

    All fourteen components must say something (UU 25/2009 article 21; PermenPANRB 15/2014), and
    what they say must fit together, as in a file of the catalogue (`core.checks`).
    """
    return tuple(_findings(data))


def _findings(data: Data) -> Iterator[Finding]:
    for part in PARTS:
        if part != SITUATIONS and is_empty(data, part):
            yield Finding(part, "empty")
        elif part in _CHECKS:
            yield from _CHECKS[part](data)
        if data.get("to_confirm", {}).get(part):
            yield Finding(part, "unconfirmed", {"text": data["to_confirm"][part]})


def open_parts(found: Iterable[Finding]) -> frozenset[str]:
    """The parts of which something was found."""
    return frozenset(one.part for one in found)


def complete(data: Data) -> StandardContent:
    """Return the content of a draft that may be set. Raises ValueError when it may not."""
    return parse.content_from_data(data)


def so_far(data: Data) -> StandardContent:
    """Return what is written, to be shown."""
    return parse.content_so_far(data)


def without_unknown_situations(data: Data) -> dict[str, Any]:
    """Let papers and fees forget the situations that are no longer asked."""
    known = {row["key"] for row in data["situations"]}
    return dict(data) | {
        part: [
            row | {"situations": [key for key in row["situations"] if key in known]}
            for row in data[part]
        ]
        for part in ("requirements", "fee")
    }


def _situations(data: Data) -> Iterator[Finding]:
    answers = Counter(row["group"] for row in data["situations"])
    for group in data["situation_groups"]:
        if answers[group["key"]] < 2:  # noqa: PLR2004 - a question needs two answers
            yield Finding(SITUATIONS, "question_with_one_answer", {"label": group["label"]})


def _requirements(data: Data) -> Iterator[Finding]:
    for row in data["requirements"]:
        if row["kind"] == "document" and not row["original"] and not row["copies"]:
            yield Finding("requirements", "no_copy_named", {"text": row["text"]})


def _fee(data: Data) -> Iterator[Finding]:
    usual = sum(not row["situations"] for row in data["fee"])
    if usual != 1:
        yield Finding("fee", "two_usual_fees" if usual else "no_usual_fee")
    rules = {row["rule"] for row in data["legal_basis"]}
    for row in data["fee"]:
        if row["amount"] and not row["payment_channel"]:
            yield Finding("fee", "no_way_to_pay", {"label": row["label"]})
        if row["rule"] not in rules:
            yield Finding("fee", "fee_without_rule", {"rule": row["rule"]})


def _completion_time(data: Data) -> Iterator[Finding]:
    time = data["completion_time"]
    order = {event: at for at, event in enumerate(CLOCK_EVENTS)}
    start, stop = order.get(time["start_event"]), order.get(time["stop_event"])
    same = time["start_event"] == time["stop_event"]
    if same or (start is not None and stop is not None and start >= stop):
        yield Finding("completion_time", "clock_stops_too_early")


def _product(data: Data) -> Iterator[Finding]:
    if is_empty_text(data["product"].get("validity", "")):
        yield Finding("product", "no_validity")


def _legal_basis(data: Data) -> Iterator[Finding]:
    seen: set[tuple[str, str]] = set()
    for row in data["legal_basis"]:
        if not row["in_force"]:
            yield Finding("legal_basis", "rule_ended", {"rule": row["rule"]})
        if (row["rule"], row["article"]) in seen:
            yield Finding("legal_basis", "rule_twice", {"rule": row["rule"]})
        seen.add((row["rule"], row["article"]))


_CHECKS: Final[Mapping[str, Callable[[Data], Iterator[Finding]]]] = {
    SITUATIONS: _situations,
    "requirements": _requirements,
    "fee": _fee,
    "completion_time": _completion_time,
    "product": _product,
    "legal_basis": _legal_basis,
}

# What must be said of a service nobody knows yet, in the order of the form.
SERVICE_FIELDS: Final = (
    "name",
    "summary",
    "category",
    "owner",
    "offered_by",
    "keywords",
    "place_label",
    "place_note",
)


def missing_of_service(data: Data, categories: Collection[str]) -> tuple[str, ...]:
    """Return what a new service still lacks; its shelf must be one of the catalogue."""
    missing = [name for name in SERVICE_FIELDS if not data.get(name)]
    if data.get("category") and data["category"] not in categories:
        missing.append("category")
    return tuple(missing)
