"""The stage of the case tests, seen through the pages that look over everything."""

from prima.cases.tests.conftest import prepared_scene, scene

__all__ = ["prepared_scene", "scene"]
