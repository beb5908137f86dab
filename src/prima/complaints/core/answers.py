"""What an answer lacks: facts, decision, reason, next step, a date; said, never forbidden."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final, Literal

Gap = Literal["facts", "decision", "reason", "next_step", "date"]

# Fewer words than these say nothing somebody could check.
FEWEST_WORDS: Final[Mapping[Gap, int]] = {
    "facts": 6, "decision": 3, "reason": 5, "next_step": 5,
}  # fmt: skip

_MONTHS: Final = (
    "januari|februari|maret|april|mei|juni|juli|agustus|september|oktober|november|desember"
)
_DATE: Final = re.compile(
    rf"\b\d{{1,2}} (?:{_MONTHS})\b|\b\d{{1,2}}[-/.]\d{{1,2}}[-/.]\d{{2,4}}\b"
    r"|\b\d{4}-\d{2}-\d{2}\b|\b\d+ hari\b|\bhari ini\b|\bbesok\b",
    re.IGNORECASE,
)
_WORD: Final = re.compile(r"\w+")


_BLANK: Final = re.compile(r"\[[^\[\]\n]{0,80}\]")


def blanks(said: str) -> tuple[str, ...]:
    """The gaps of a frame that nobody has filled in, as they stand there."""
    return tuple(_BLANK.findall(said))


def gaps(parts: Mapping[str, str]) -> tuple[Gap, ...]:
    """The parts that are too thin, in their order; `date` where no part names a day."""
    thin: list[Gap] = [
        part
        for part, fewest in FEWEST_WORDS.items()
        if len(_WORD.findall(parts.get(part, ""))) < fewest
    ]
    if not any(_DATE.search(said) for said in parts.values()):
        thin.append("date")
    return tuple(thin)
