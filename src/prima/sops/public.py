"""The only door for other apps."""

from prima.sops.actions import LoadedCatalogue, LoadedSops, load_catalogue, load_sops
from prima.sops.core import (
    DONE,
    NO,
    REFUSED,
    YES,
    Automaton,
    Condition,
    Done,
    Ended,
    Identity,
    Misfit,
    Move,
    Norm,
    Replayed,
    SopActor,
    SopDocument,
    Step,
    UnknownOutcomeError,
    replay,
)
from prima.sops.core.automaton import COMPLETED
from prima.sops.core.model import HANDED_OVER, PRODUCT_READY, RECEIVED, step_event
from prima.sops.documents import duration
from prima.sops.models import Sop, SopVersion
from prima.sops.queries import (
    automaton_of,
    catalogue_files,
    check_catalogue,
    published_version,
    version_in_force,
)

__all__ = [
    "COMPLETED",
    "DONE",
    "HANDED_OVER",
    "NO",
    "PRODUCT_READY",
    "RECEIVED",
    "REFUSED",
    "YES",
    "Automaton",
    "Condition",
    "Done",
    "Ended",
    "Identity",
    "LoadedCatalogue",
    "LoadedSops",
    "Misfit",
    "Move",
    "Norm",
    "Replayed",
    "Sop",
    "SopActor",
    "SopDocument",
    "SopVersion",
    "Step",
    "UnknownOutcomeError",
    "automaton_of",
    "catalogue_files",
    "check_catalogue",
    "duration",
    "load_catalogue",
    "load_sops",
    "published_version",
    "replay",
    "step_event",
    "version_in_force",
]
