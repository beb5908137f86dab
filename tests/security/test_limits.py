"""Every form that anybody may send is counted, and counts no neighbour out."""

import signal
from collections.abc import Callable, Mapping
from typing import Any

import pytest
from django.test import Client, RequestFactory
from django.urls import reverse

from prima.cases.tests.scene import SHORT
from prima.kernel import idempotency, limits_in_memory
from prima.kernel.http import network_address
from prima.kernel.limits import AttemptCount
from tests.architecture import access
from tests.architecture.world import World
from tests.security.visitor import BROUGHT, Visitor, on_receipt

StartServer = Callable[..., Any]

# Leaving is never refused: it costs nothing, and who may not leave stays open to the next person.
NEVER_REFUSED = frozenset({"account_logout", "cases:leave", "privacy:leave"})

HERE = "203.0.113.5"
ELSEWHERE = "198.51.100.7"
BEYOND_ANY_LIMIT = 1_000_000

# What is typed, where an empty form would not come as far as the count.
TYPED: Mapping[str, Mapping[str, str]] = {
    "account_login": {"login": "siapa@contoh.id", "password": "salah"},
    "account_reset_password": {"email": "siapa@contoh.id"},
    "cases:tracked": {"number": "TM-26-000000-X", "words": "satu dua tiga empat lima"},
    "privacy:entered": {"number": "TM-26-000000-X", "words": "satu dua tiga empat lima"},
    "complaints:followed": {"number": "ADU-26-000000-X", "words": "satu dua tiga empat lima"},
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


def test_every_form_that_anybody_may_send_is_limited(people: World) -> None:
    unlimited = []

    for route in public_forms():
        AttemptCount.objects.all().delete()
        limits_in_memory.forget()
        before = send(people.visit("citizen"), route, people, HERE)
        _use_up()
        after = send(Client(), route, people, HERE)
        if before.status_code == 429 or not _says_wait(after):
            unlimited.append((route, before.status_code, after.status_code))

    assert public_forms()
    assert unlimited == []


def _use_up() -> None:
    """Whatever was counted, in a table or in memory, is beyond any limit now."""
    AttemptCount.objects.update(count=BEYOND_ANY_LIMIT)
    counts = limits_in_memory._counts
    counts.update({key: (BEYOND_ANY_LIMIT, ends_at) for key, (_few, ends_at) in counts.items()})


def _says_wait(answer: Any) -> bool:
    return (
        answer.status_code == 429
        and 0 < int(answer.headers["Retry-After"]) <= 3600
        and "Terlalu banyak percobaan. Silakan coba lagi dalam" in answer.content.decode()
    )


def test_fifty_people_behind_one_address_all_apply_and_all_follow_their_case(
    people: World,
) -> None:
    """A village hall, or a mobile network: the first try is refused, for want of a name."""
    address = reverse("cases:submission", kwargs={"key": SHORT}) + "?kantor=kua-cempaka"
    statuses = []

    for _person in range(50):
        key = idempotency.new_key()
        form = {"idempotency_key": key, "phone": "0812 3456 7890", **BROUGHT}
        phone = Client(REMOTE_ADDR=HERE)
        refused = phone.post(address, form)
        opened = phone.post(address, form | {"name": "Siti Maryam"})
        number, words = on_receipt(key)
        found = phone.post(reverse("cases:tracked"), {"number": number, "words": words})
        statuses.append((refused.status_code, opened.status_code, found.status_code))

    assert set(statuses) == {(422, 302, 302)}


def test_failures_of_a_stranger_never_shut_a_case_for_its_owner(people: World) -> None:
    opened = people.cases["a"]
    wrong = {"number": opened.case.number, "words": "satu dua tiga empat lima"}
    right = {"number": opened.case.number, "words": opened.words}
    address = reverse("cases:tracked")

    attack = [Client(REMOTE_ADDR=ELSEWHERE).post(address, wrong) for _ in range(11)]
    stopped = Client(REMOTE_ADDR=ELSEWHERE).post(address, right)
    owner = Client(REMOTE_ADDR=HERE).post(address, right)

    assert [answer.status_code for answer in attack] == [422] * 10 + [429]
    assert stopped.status_code == 429
    assert owner.status_code == 302


def test_who_is_stopped_while_applying_keeps_what_was_typed(people: World) -> None:
    address = reverse("cases:submission", kwargs={"key": SHORT}) + "?kantor=kua-cempaka"
    form = {"idempotency_key": idempotency.new_key(), "name": "Siti Maryam"}
    Client(REMOTE_ADDR=HERE).post(address, form)
    AttemptCount.objects.update(count=BEYOND_ANY_LIMIT)

    answer = Client(REMOTE_ADDR=HERE).post(address, form)

    assert answer.status_code == 429
    assert 'value="Siti Maryam"' in answer.content.decode()
    assert f'value="{form["idempotency_key"]}"' in answer.content.decode()


@pytest.mark.parametrize(
    ("written", "counted"),
    [
        ("203.0.113.5", "203.0.113.5"),
        ("::ffff:203.0.113.5", "203.0.113.5"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
        ("2001:db8:1:2:ffff::1", "2001:db8:1:2::/64"),
        ("", ""),
    ],
)
def test_a_subscriber_counts_as_one_however_many_addresses_they_have(
    written: str, counted: str
) -> None:
    assert network_address(RequestFactory().get("/", REMOTE_ADDR=written)) == counted


def test_a_limit_survives_a_restart_of_the_server(start_server: StartServer) -> None:
    first = start_server("--web-only")
    guess = {"login": "siapa@contoh.id", "password": "salah"}
    before = [Visitor(first.url).post("/masuk/", guess, token_from="/masuk/") for _ in range(11)]
    first.process.send_signal(signal.SIGINT)
    first.process.wait(timeout=30)

    second = start_server("--web-only")
    after = Visitor(second.url).post("/masuk/", guess, token_from="/masuk/")

    assert [answer.status for answer in before] == [422] * 10 + [429]
    assert after.status == 429
    assert int(after.headers["Retry-After"]) > 0
