"""What a phone must fetch before a citizen can read: the whole first visit, nothing cached."""

from typing import Protocol

import pytest
from playwright.sync_api import Browser
from pytest_django import Settings

from prima.cases.tests import scene as scenes
from prima.kernel.actors import SYSTEM
from prima.kernel.crypto import keys
from prima.offices.public import Office
from prima.sops.public import load_catalogue
from prima.standards.public import Service
from tests.browser import chromium

pytestmark = pytest.mark.browser

MOST_BYTES = 40_000


class Server(Protocol):
    """The real server process: it sends style sheets compressed, under names made of content."""

    url: str


@pytest.fixture
def addresses(own_database: object, settings: Settings) -> list[str]:
    """Home, and every service of the catalogue we ship."""
    if not settings.PRIMA_KEYS_FILE.exists():
        keys.create_key_file(settings.PRIMA_KEYS_FILE)
    scenes.set_up()
    district = Office.objects.get(kind="district")
    load_catalogue(settings.CATALOGUE_DIR, office=district, by=SYSTEM, at=scenes.SET_UP)
    return ["/", *(f"/layanan/{service.key}/" for service in Service.objects.all())]


def weight(started: Browser, url: str) -> int:
    """Bytes over the wire, headers with them, of a first visit."""
    fetched: list[int] = []
    with chromium.page_of(started, 360) as page:
        session = page.context.new_cdp_session(page)
        session.send("Network.enable")
        session.on(
            "Network.loadingFinished",
            lambda event: fetched.append(int(event["encodedDataLength"])),
        )
        page.goto(url, wait_until="networkidle")
    return sum(fetched)


def test_a_first_visit_is_light(
    started_browser: Browser, addresses: list[str], server: Server
) -> None:
    weights = {path: weight(started_browser, server.url + path) for path in addresses}

    assert len(weights) > 10
    assert all(weights.values())
    assert {path: size for path, size in weights.items() if size > MOST_BYTES} == {}
