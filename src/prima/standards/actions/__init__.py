"""Everything that changes services, standards and the rules they stand on."""

from prima.standards.actions.catalogue import CatalogueRefused, LoadResult, load_catalogue
from prima.standards.actions.citing import (
    Citing,
    Written,
    end_citing,
    link_standards,
    link_unlinked,
    record_citations,
    record_standard,
)
from prima.standards.actions.register import (
    LoadedRegulations,
    RegulationDetails,
    add_regulation,
    correct_regulation,
    end_regulation,
    law,
    load_regulations,
)
from prima.standards.actions.reviews import close_review, open_review, open_reviews

__all__ = [
    "CatalogueRefused",
    "Citing",
    "LoadResult",
    "LoadedRegulations",
    "RegulationDetails",
    "Written",
    "add_regulation",
    "close_review",
    "correct_regulation",
    "end_citing",
    "end_regulation",
    "law",
    "link_standards",
    "link_unlinked",
    "load_catalogue",
    "load_regulations",
    "open_review",
    "open_reviews",
    "record_citations",
    "record_standard",
]
