"""The cross-functional map of a process that an SOP describes: its rows in the lanes of actors."""

from __future__ import annotations

from collections.abc import Mapping

from prima.sops.core.drawing import exits_of
from prima.sops.core.model import DONE, REFUSED, SopDocument, Step
from prima.sops.core.processes.lanes import Activity, LaneMap, Way

# What the words for a free order stand under, beside those for yes, no and refused.
FREE = "free"


def lanes_of_procedure(document: SopDocument, names: Mapping[str, str]) -> LaneMap:
    """Rows as activities, columns as lanes; `names` are words for yes, no, refused and free."""
    return LaneMap(
        tuple(actor.label for actor in document.actors),
        tuple(_activity(document, at, step, names) for at, step in enumerate(document.steps)),
        tuple(
            Way(at, one.target, "" if one.outcome == DONE else names[one.outcome])
            for at in range(len(document.steps))
            for one in exits_of(document, at)
            if not isinstance(one.target, str)
        ),
    )


def _activity(document: SopDocument, at: int, step: Step, names: Mapping[str, str]) -> Activity:
    lanes = tuple(actor.label for actor in document.actors_of(step))
    return Activity(
        text=f"{at + 1}. {step.text}",
        # A row without actors stands in the first column, as in the table.
        lanes=lanes or (document.actors[0].label,),
        kind="round" if step.symbol == "terminator" else "process",
        note="; ".join(_notes(document, at, step, names)),
    )


def _notes(document: SopDocument, at: int, step: Step, names: Mapping[str, str]) -> list[str]:
    """What a line cannot say: an end by refusal, and rows that need not wait for each other."""
    ends = [
        names[REFUSED] if one.outcome == DONE else f"{names[one.outcome]}: {names[REFUSED]}"
        for one in exits_of(document, at)
        if one.target == REFUSED
    ]
    return [*ends, names[FREE]] if step.group else ends
