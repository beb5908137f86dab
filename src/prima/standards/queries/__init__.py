"""Reads of services and standards. They are public: everybody sees what is in force."""

from prima.standards.queries.register import (
    BasisFinding,
    bases_in_force,
    leaning_on,
    regulations_with_leaning,
    top_ids,
    waiting_reviews,
)
from prima.standards.queries.services import (
    catalogue_files,
    check_catalogue,
    offices_offering,
    published_standard,
    published_standards,
    search,
    services_by_category,
    services_offered,
    setters,
    standard_for_page,
    standard_in_force,
    standards_in_force,
    standards_of_folder,
    today_at,
)

__all__ = [
    "BasisFinding",
    "bases_in_force",
    "catalogue_files",
    "check_catalogue",
    "leaning_on",
    "offices_offering",
    "published_standard",
    "published_standards",
    "regulations_with_leaning",
    "search",
    "services_by_category",
    "services_offered",
    "setters",
    "standard_for_page",
    "standard_in_force",
    "standards_in_force",
    "standards_of_folder",
    "today_at",
    "top_ids",
    "waiting_reviews",
]
