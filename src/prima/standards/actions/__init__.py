"""Everything that changes services, standards and the rules they stand on."""

from prima.standards.actions.catalogue import CatalogueRefused, LoadResult, load_catalogue

__all__ = ["CatalogueRefused", "LoadResult", "load_catalogue"]
