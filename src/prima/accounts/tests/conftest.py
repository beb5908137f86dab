"""People and time for the tests of accounts; read before Django is ready, so models come late."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from prima.accounts.tests.entry import EMAIL, NOW, PASSWORD, Wait
from prima.kernel import clock
from prima.kernel.actors import SYSTEM

if TYPE_CHECKING:
    from prima.accounts.models import User


@pytest.fixture
def user() -> User:
    """Somebody with an account."""
    from prima.accounts import actions

    return actions.create_user(email=EMAIL, name="Siti", password=PASSWORD, by=SYSTEM, at=NOW)


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """The equal time of an answer is tested on its own."""
    monkeypatch.setattr("prima.accounts.views.passwords.SAME_TIME", 0.0)


@pytest.fixture
def wait(monkeypatch: pytest.MonkeyPatch) -> Wait:
    """Let the server's clock stand, and move when told."""
    moment = [NOW]
    monkeypatch.setattr(clock, "now", lambda: moment[0])

    def move(**span: float) -> None:
        moment[0] += timedelta(**span)

    return move
