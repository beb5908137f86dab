"""Rows of integrity."""

from prima.integrity.models.gratuities import CustodyStep, Gratuity, GratuityFile
from prima.integrity.models.reports import (
    IdentityBox,
    IdentityRequest,
    Recipient,
    ReportKey,
    SealedFile,
    SealedMessage,
    SealedReport,
)

__all__ = [
    "CustodyStep",
    "Gratuity",
    "GratuityFile",
    "IdentityBox",
    "IdentityRequest",
    "Recipient",
    "ReportKey",
    "SealedFile",
    "SealedMessage",
    "SealedReport",
]
