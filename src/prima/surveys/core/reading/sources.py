"""What a sheet is before anybody asks what it means: rows of text with their numbers."""

from collections.abc import Callable, Iterator
from typing import Protocol

Row = list[str]
Advance = Callable[[int, int], None]

BATCH = 5000


class Source(Protocol):
    """A file that can be read again and again, in pieces of at most `BATCH` rows.

    Rows are numbered from 1 and blank ones count, as a spreadsheet numbers them. `told` says how
    the file was read, in sentences for a person.
    """

    @property
    def name(self) -> str: ...

    @property
    def told(self) -> tuple[str, ...]: ...

    @property
    def is_ragged(self) -> bool:
        """Whether a row with more cells than the header has may have slipped."""

    def batches(self, advance: Advance) -> Iterator[list[Row]]: ...


def column_letter(place: int) -> str:
    """The name of a column in a spreadsheet: 0 is A, 26 is AA."""
    letters = ""
    place += 1
    while place:
        place, rest = divmod(place - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters
