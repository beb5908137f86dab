"""The door of this app: what the apps above may use."""

from prima.privacy.actions import (
    Wish,
    grant,
    lift,
    lift_hold,
    place_hold,
    record_breach,
    refuse,
    run_retention,
    take_request,
)
from prima.privacy.documents import breach_pdf
from prima.privacy.models import DataRequest, LegalHold, RetentionNotice
from prima.privacy.models.breaches import Breach, breach_of
from prima.privacy.queries import RegisterLine, plan, public_register
from prima.privacy.rules import HoldReason, RequestKind, RequestState, law

__all__ = [
    "Breach",
    "DataRequest",
    "HoldReason",
    "LegalHold",
    "RegisterLine",
    "RequestKind",
    "RequestState",
    "RetentionNotice",
    "Wish",
    "breach_of",
    "breach_pdf",
    "grant",
    "law",
    "lift",
    "lift_hold",
    "place_hold",
    "plan",
    "public_register",
    "record_breach",
    "refuse",
    "run_retention",
    "take_request",
]
