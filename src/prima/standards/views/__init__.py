"""Pages of standards."""

from prima.standards.views.standards import standard

__all__ = ["standard"]
