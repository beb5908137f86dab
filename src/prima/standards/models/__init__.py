"""Tables of services, of their standards and of the rules they stand on."""

from prima.standards.models.charters import CharterPublication, ServiceCharter
from prima.standards.models.consultations import (
    ConsultationAgreement,
    ConsultationAttendance,
    ConsultationInput,
    ConsultationSignatory,
    PublicConsultation,
)
from prima.standards.models.drafts import StandardDraft
from prima.standards.models.regulations import (
    Citation,
    CitingDocument,
    Regulation,
    RegulationChange,
    Review,
)
from prima.standards.models.services import (
    KEY_PATTERN,
    Service,
    ServiceCategory,
    ServiceStandard,
)

__all__ = [
    "KEY_PATTERN",
    "CharterPublication",
    "Citation",
    "CitingDocument",
    "ConsultationAgreement",
    "ConsultationAttendance",
    "ConsultationInput",
    "ConsultationSignatory",
    "PublicConsultation",
    "Regulation",
    "RegulationChange",
    "Review",
    "Service",
    "ServiceCategory",
    "ServiceCharter",
    "ServiceStandard",
    "StandardDraft",
]
