"""The door of this app: what the apps above may use."""

from prima.privacy.actions import (
    Wish,
    grant,
    lift,
    lift_hold,
    place_hold,
    refuse,
    run_retention,
    take_request,
)
from prima.privacy.models import DataRequest, LegalHold, RetentionNotice
from prima.privacy.queries import RegisterLine, plan, public_register
from prima.privacy.rules import HoldReason, RequestKind, RequestState, law

__all__ = [
    "DataRequest",
    "HoldReason",
    "LegalHold",
    "RegisterLine",
    "RequestKind",
    "RequestState",
    "RetentionNotice",
    "Wish",
    "grant",
    "law",
    "lift",
    "lift_hold",
    "place_hold",
    "plan",
    "public_register",
    "refuse",
    "run_retention",
    "take_request",
]
