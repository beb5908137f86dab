"""Pages about offices, and what a request knows of who acts."""

from prima.offices.views.pages import office, start

__all__ = ["office", "start"]
