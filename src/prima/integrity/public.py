"""The only door for other apps."""

from prima.integrity.actions.forgetting import forget_givers, forget_reports
from prima.integrity.actions.gratuities import (
    GiftReport,
    Whereabouts,
    decide_gift,
    forward_gift,
    hand_over,
    note_gift,
    refuse_gift,
)
from prima.integrity.models import Gratuity

__all__ = [
    "GiftReport",
    "Gratuity",
    "Whereabouts",
    "decide_gift",
    "forget_givers",
    "forget_reports",
    "forward_gift",
    "hand_over",
    "note_gift",
    "refuse_gift",
]
