"""What an office lacks to keep the rules on standards and procedures, service by service.

Sources: UU 25/2009 articles 15, 20 to 22 (standard, public, charter); PermenPANRB 15/2014 (the
fourteen components); PermenPANRB 35/2012 (a procedure for each service); PP 96/2012 article 33
(review). PEKPPP form F-01 asks for the same.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Final

# Every kind of fault of a service, the gravest first.
CODES: Final = (
    "no_standard",
    "standard_not_set",
    "empty_component",
    "standard_basis_ended",
    "no_sop",
    "sop_longer",
    "sop_basis_ended",
    "review_late",
    "not_heard",
)


@dataclass(frozen=True, slots=True)
class Subject:
    """What is known of one service of an office."""

    has_standard: bool = True
    is_proposal: bool = False
    empty: tuple[str, ...] = ()  # labels of components without content
    standard_ended: tuple[str, ...] = ()  # rules it cites that have ended
    has_sop: bool = True
    minutes: int | None = None  # the longest normal way through the procedure
    promised: int | None = None
    sop_ended: tuple[str, ...] = ()
    late_reviews: int = 0
    was_heard: bool = True


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing that is missing or wrong, with what its sentence needs."""

    code: str
    values: Mapping[str, object] = field(default_factory=dict)


def faults(subject: Subject) -> tuple[Fault, ...]:
    """Everything this service lacks, in the order of `CODES`."""
    return tuple(Fault(code, values) for code, is_there, values in _judged(subject) if is_there)


def _judged(one: Subject) -> Iterable[tuple[str, bool, dict[str, object]]]:
    yield "no_standard", not one.has_standard, {}
    yield "standard_not_set", one.has_standard and one.is_proposal, {}
    yield "empty_component", bool(one.empty), {"parts": ", ".join(one.empty)}
    yield (
        "standard_basis_ended",
        bool(one.standard_ended),
        {"rules": ", ".join(one.standard_ended)},
    )
    yield "no_sop", not one.has_sop, {}
    is_longer = one.minutes is not None and one.promised is not None and one.minutes > one.promised
    yield "sop_longer", is_longer, {"minutes": one.minutes, "promised": one.promised}
    yield "sop_basis_ended", bool(one.sop_ended), {"rules": ", ".join(one.sop_ended)}
    yield "review_late", bool(one.late_reviews), {"count": one.late_reviews}
    yield "not_heard", one.has_standard and not one.was_heard, {}


def counts(found: Iterable[tuple[Fault, ...]]) -> dict[str, int]:
    """How many services have each kind of fault, also where nobody has it."""
    seen = Counter(one.code for row in found for one in row)
    return {code: seen[code] for code in CODES}
