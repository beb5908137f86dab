"""The stage of the case tests, a watch that can be set, and a citizen with a telephone."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from django.test import Client

from prima.cases.tests.conftest import prepared_scene, scene
from prima.kernel import clock
from tests.journeys.citizen import Citizen

__all__ = ["prepared_scene", "scene"]


class Watch:
    """What time it is on every page of this test."""

    def __init__(self, at: datetime) -> None:
        self.now = at

    def later(self, **span: float) -> datetime:
        """Some time passes."""
        self.now += timedelta(**span)
        return self.now


@pytest.fixture
def watch(scene: object, monkeypatch: pytest.MonkeyPatch) -> Watch:
    """An ordinary working morning in the office of the stage."""
    from prima.cases.tests.scene import NOW

    watch = Watch(NOW)
    monkeypatch.setattr(clock, "now", lambda: watch.now)
    return watch


@pytest.fixture
def citizen(scene: object, watch: Watch) -> Citizen:
    """Somebody who was never here before."""
    return Citizen(Client())
