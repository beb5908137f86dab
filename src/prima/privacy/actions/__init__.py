"""Verbs that change a request or what is kept; each is one transaction with its entries."""

from prima.privacy.actions.breaches import record_breach
from prima.privacy.actions.decisions import grant, lift, refuse
from prima.privacy.actions.requests import Wish, take_request
from prima.privacy.actions.retaining import lift_hold, place_hold, run_retention

__all__ = [
    "Wish",
    "grant",
    "lift",
    "lift_hold",
    "place_hold",
    "record_breach",
    "refuse",
    "run_retention",
    "take_request",
]
