"""Every form that anybody may send is counted in the database, and counts no neighbour out."""

from collections.abc import Mapping
from typing import Any

import pytest
from django.test import Client

from prima.kernel.limits import AttemptCount
from tests.architecture import access, world
from tests.architecture.world import World

# Leaving is never refused: it costs nothing, and who may not leave stays open to the next person.
NEVER_REFUSED = frozenset({"account_logout", "cases:leave"})

HERE = "203.0.113.5"
ELSEWHERE = "198.51.100.7"
BEYOND_ANY_LIMIT = 1_000_000

# What is typed, where an empty form would not come as far as the count.
TYPED: Mapping[str, Mapping[str, str]] = {
    "account_login": {"login": "siapa@contoh.id", "password": "salah"},
    "account_reset_password": {"email": "siapa@contoh.id"},
    "cases:tracked": {"number": "TM-26-000000-X", "words": "satu dua tiga empat lima"},
}


def public_forms() -> list[str]:
    return [
        route
        for route, view in access.views()
        if "POST" in access.methods(view)
        and not getattr(view, "login_required", True)
        and route not in NEVER_REFUSED
    ]


def send(client: Client, route: str, world_: World, address: str) -> Any:
    row = access.Row(route, "POST", "a", {})
    return client.post(
        access.address(row, world_), TYPED.get(route, {}), headers={}, REMOTE_ADDR=address
    )


@pytest.fixture
def people() -> World:
    return world.build()


@pytest.mark.django_db
def test_every_form_that_anybody_may_send_is_limited(people: World) -> None:
    unlimited = []

    for route in public_forms():
        AttemptCount.objects.all().delete()
        before = send(people.visit("citizen"), route, people, HERE)
        AttemptCount.objects.update(count=BEYOND_ANY_LIMIT)
        after = send(Client(), route, people, HERE)
        if before.status_code == 429 or not _says_wait(after):
            unlimited.append((route, before.status_code, after.status_code))

    assert public_forms()
    assert unlimited == []


def _says_wait(answer: Any) -> bool:
    return (
        answer.status_code == 429
        and 0 < int(answer.headers["Retry-After"]) <= 3600
        and "Terlalu banyak percobaan. Silakan coba lagi dalam" in answer.content.decode()
    )
