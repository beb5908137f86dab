"""Verbs that change shared answers and the log of the desk; each is one transaction."""

from prima.knowledge.actions.desk import Asked, take_question
from prima.knowledge.actions.writing import (
    Said,
    give_back,
    hand_in,
    publish,
    rewrite,
    withdraw,
    write,
)

__all__ = [
    "Asked",
    "Said",
    "give_back",
    "hand_in",
    "publish",
    "rewrite",
    "take_question",
    "withdraw",
    "write",
]
