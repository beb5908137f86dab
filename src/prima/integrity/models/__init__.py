"""Rows of integrity."""

from prima.integrity.models.gratuities import CustodyStep, Gratuity, GratuityFile

__all__ = ["CustodyStep", "Gratuity", "GratuityFile"]
