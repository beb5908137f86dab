"""A district with a KUA and their managers at their screens, for the tests of managers' pages."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from django.test import Client
    from pytest_django.fixtures import Settings

    from prima.offices.models import Office, StaffMember


@pytest.fixture
def district(db: None, monkeypatch: pytest.MonkeyPatch, settings: Settings) -> Office:
    """A district on a Tuesday morning, with a mail server."""
    from prima.kernel import clock
    from prima.offices.tests import people

    monkeypatch.setattr(clock, "now", lambda: people.NOW)
    settings.MAIL_IS_SET_UP = True
    return people.make_district()


@pytest.fixture
def office(district: Office) -> Office:
    """A KUA of the district."""
    from prima.offices.tests import people

    return people.make_office(parent=district)


@pytest.fixture
def boss(district: Office) -> StaffMember:
    """The manager of the district."""
    from prima.offices.tests import people

    return people.make_staff(district, "Dewi Lestari", "manager")


@pytest.fixture
def manager(client: Client, boss: StaffMember) -> Client:
    """The manager of the district at their screen."""
    client.force_login(boss.user)
    return client


@pytest.fixture
def local(client: Client, office: Office) -> Client:
    """The manager of the KUA alone."""
    from prima.offices.tests import people

    client.force_login(people.make_staff(office, "Wati", "manager").user)
    return client
