"""States, tables of moves and small checks of integrity."""

from prima.integrity.rules.gratuities import MOVES as GRATUITY_MOVES
from prima.integrity.rules.gratuities import PASSES as CUSTODY_MOVES

__all__ = ["CUSTODY_MOVES", "GRATUITY_MOVES"]
