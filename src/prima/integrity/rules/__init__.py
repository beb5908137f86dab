"""States, tables of moves and small checks of integrity."""

from prima.integrity.rules.gratuities import MOVES as GRATUITY_MOVES
from prima.integrity.rules.gratuities import PASSES as CUSTODY_MOVES
from prima.integrity.rules.reports import IDENTITY_MOVES, RECIPIENT_MOVES
from prima.integrity.rules.reports import MOVES as REPORT_MOVES

__all__ = [
    "CUSTODY_MOVES",
    "GRATUITY_MOVES",
    "IDENTITY_MOVES",
    "RECIPIENT_MOVES",
    "REPORT_MOVES",
]
