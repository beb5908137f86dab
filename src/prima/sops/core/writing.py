"""A procedure as the catalogue file that `data.parse` reads back."""

from __future__ import annotations

from typing import Final

from prima.kernel import yaml_writing
from prima.sops.core.data import to_data
from prima.sops.core.model import SopDocument

_IN_LINE: Final = (
    "actors",
    "any",
    "applies_when",
    "exits",
    "marks",
    "must_differ_from",
    "none",
    "norm",
    "outcome_labels",
    "output",
    "standard_input",
)


def sop_file(document: SopDocument) -> str:
    """Return the text of `sops/<service>.yaml`."""
    return yaml_writing.text_of(to_data(document), in_line=_IN_LINE)
