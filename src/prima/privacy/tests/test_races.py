"""Who presses twice asks once."""

from __future__ import annotations

from pathlib import Path

import pytest
from pytest_django import Settings

from prima.cases.tests import scene as stage
from prima.kernel.actors import CITIZEN
from prima.kernel.crypto import keys
from prima.kernel.tests.support import run_together
from prima.privacy import actions
from prima.privacy.actions import Wish
from prima.privacy.models import DataRequest
from prima.privacy.rules import RequestKind


@pytest.mark.usefixtures("own_database")
def test_a_button_pressed_twice_at_once_asks_once(settings: Settings, tmp_path: Path) -> None:
    settings.FILES_DIR, settings.ANCHOR_DIR = tmp_path / "files", tmp_path / "anchors"
    if not settings.PRIMA_KEYS_FILE.exists():
        keys.create_key_file(settings.PRIMA_KEYS_FILE)
    case = stage.open_online(stage.set_up()).case

    def ask() -> int:
        kind = RequestKind.ACCESS
        return actions.take_request(case, kind, Wish(), by=CITIZEN, at=stage.NOW).pk

    found = run_together(*[ask] * 4)

    assert len(set(found)) == 1
    assert DataRequest.objects.count() == 1
