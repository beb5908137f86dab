"""The only door for other apps."""

from prima.standards.actions import CatalogueRefused, LoadResult, load_catalogue
from prima.standards.core.catalogue import SopEvents
from prima.standards.core.choose import (
    UnknownSituationError,
    fee_for,
    requirements_for,
    settle_situations,
)
from prima.standards.core.content import (
    COMPONENTS,
    CompletionTime,
    Fee,
    LegalBasis,
    ProcedureStep,
    Product,
    Requirement,
    Situation,
    SituationGroup,
    StandardContent,
)
from prima.standards.models import Service, ServiceCategory, ServiceStandard
from prima.standards.queries import (
    catalogue_files,
    check_catalogue,
    offices_offering,
    published_standard,
    published_standards,
    search,
    services_by_category,
    services_offered,
    standard_in_force,
    standards_in_force,
    standards_of_folder,
)
from prima.standards.rules import COMPONENT_LABELS, event_text, form_text, time_text

__all__ = [
    "COMPONENTS",
    "COMPONENT_LABELS",
    "CatalogueRefused",
    "CompletionTime",
    "Fee",
    "LegalBasis",
    "LoadResult",
    "ProcedureStep",
    "Product",
    "Requirement",
    "Service",
    "ServiceCategory",
    "ServiceStandard",
    "Situation",
    "SituationGroup",
    "SopEvents",
    "StandardContent",
    "UnknownSituationError",
    "catalogue_files",
    "check_catalogue",
    "event_text",
    "fee_for",
    "form_text",
    "load_catalogue",
    "offices_offering",
    "published_standard",
    "published_standards",
    "requirements_for",
    "search",
    "services_by_category",
    "services_offered",
    "settle_situations",
    "standard_in_force",
    "standards_in_force",
    "standards_of_folder",
    "time_text",
]
