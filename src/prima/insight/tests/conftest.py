"""The stage of the case tests, seen through the pages that look over everything."""

from prima.cases.tests.conftest import scene

__all__ = ["scene"]
