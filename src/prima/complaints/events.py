"""What happened to a complaint, for the apps above; ids and states only, never a word of it."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class ComplaintReceived:
    """Somebody spoke."""

    complaint_id: int
    office_id: int
    at: datetime


@dataclass(frozen=True, slots=True)
class ClusterRaised:
    """The same substance came several times; `part` is the part of the promise."""

    cluster_id: int
    office_id: int
    service_id: int
    part: str
    count: int
    at: datetime


@dataclass(frozen=True, slots=True)
class ComplaintClosed:
    """A complaint was closed, or what its closing means changed (`closure`)."""

    complaint_id: int
    office_id: int
    closure: str
    at: datetime
