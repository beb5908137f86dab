"""Rows of privacy: requests, announcements of erasure, holds; and which cases are due."""

from prima.privacy.models.requests import DataRequest
from prima.privacy.models.retention import LegalHold, RetentionNotice

__all__ = ["DataRequest", "LegalHold", "RetentionNotice"]
