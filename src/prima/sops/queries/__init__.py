"""Reads of procedures: versions, which everybody sees, and drafts of the people who write them."""

from prima.sops.queries.drafts import drafts_for, saver_of, sop_reviews, standard_of, step_keys
from prima.sops.queries.versions import (
    automaton_of,
    catalogue_files,
    check_catalogue,
    duty_needs,
    in_force_today,
    institution,
    last_withdrawal,
    offered_services,
    office_minutes,
    page_of,
    published_version,
    scope_choices,
    situation_words,
    version_in_force,
    versions_in_force,
)

__all__ = [
    "automaton_of",
    "catalogue_files",
    "check_catalogue",
    "drafts_for",
    "duty_needs",
    "in_force_today",
    "institution",
    "last_withdrawal",
    "offered_services",
    "office_minutes",
    "page_of",
    "published_version",
    "saver_of",
    "scope_choices",
    "situation_words",
    "sop_reviews",
    "standard_of",
    "step_keys",
    "version_in_force",
    "versions_in_force",
]
