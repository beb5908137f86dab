"""Reads of services and standards. They are public: everybody sees what is in force."""

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
    "catalogue_files",
    "check_catalogue",
    "offices_offering",
    "published_standard",
    "published_standards",
    "search",
    "services_by_category",
    "services_offered",
    "setters",
    "standard_for_page",
    "standard_in_force",
    "standards_in_force",
    "standards_of_folder",
    "today_at",
]
