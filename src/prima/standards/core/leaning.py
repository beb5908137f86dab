"""Which versions of what an office has set still count, now or later."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Hashable, Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Version:
    """One version of a subject: a standard or SOP of a service, as an office set it."""

    id: int
    subject: Hashable
    number: int
    effective_on: dt.date
    ended_on: dt.date | None = None  # the first day without it, where it was withdrawn


def live(versions: Iterable[Version], on: dt.date) -> frozenset[int]:
    """The ids of the versions in force on this day, and of those that begin later.

    Give all versions of each subject: the one in force is the last that has begun.
    """
    by_subject: defaultdict[Hashable, list[Version]] = defaultdict(list)
    for version in versions:
        if version.ended_on is not None and version.ended_on <= on:
            continue
        by_subject[version.subject].append(version)
    found: set[int] = set()
    for of_subject in by_subject.values():
        found.update(one.id for one in of_subject if one.effective_on > on)
        begun = [one for one in of_subject if one.effective_on <= on]
        if begun:
            found.add(max(begun, key=lambda one: (one.effective_on, one.number)).id)
    return frozenset(found)
