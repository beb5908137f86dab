"""The shape of a copy of somebody's data: the same for the page, the PDF and the machine."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any, Final

FORMAT: Final = 1


@dataclass(frozen=True, slots=True)
class Row:
    """One value with its name."""

    key: str
    label: str
    value: str


@dataclass(frozen=True, slots=True)
class Section:
    """Values that belong together."""

    key: str
    title: str
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class PersonCopy:
    """Everything one case holds about its applicant, and nothing about anybody else."""

    number: str
    office: str
    made_at: str
    sections: tuple[Section, ...]

    def as_plain(self) -> dict[str, Any]:
        """For a machine: plain data with the same keys in every language."""
        return {"format": FORMAT, **asdict(self)}
