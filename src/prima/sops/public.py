"""The only door for other apps."""

from prima.sops.actions import LoadedCatalogue, LoadedSops, load_catalogue, load_sops
from prima.sops.core import (
    DONE,
    NO,
    REFUSED,
    YES,
    Automaton,
    Condition,
    Ended,
    Identity,
    Norm,
    SopActor,
    SopDocument,
    Step,
    UnknownOutcomeError,
)
from prima.sops.documents import duration
from prima.sops.models import Sop, SopVersion
from prima.sops.queries import check_catalogue, published_version, version_in_force

__all__ = [
    "DONE",
    "NO",
    "REFUSED",
    "YES",
    "Automaton",
    "Condition",
    "Ended",
    "Identity",
    "LoadedCatalogue",
    "LoadedSops",
    "Norm",
    "Sop",
    "SopActor",
    "SopDocument",
    "SopVersion",
    "Step",
    "UnknownOutcomeError",
    "check_catalogue",
    "duration",
    "load_catalogue",
    "load_sops",
    "published_version",
    "version_in_force",
]
