"""Reads the reviewed table of who may open what, and asks the site the same."""

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from http import HTTPStatus
from pathlib import Path
from urllib.parse import urlsplit

from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, resolve, reverse

from tests.architecture.world import ARGUMENTS, COLUMNS, World

TABLE = Path(__file__).with_name("access.csv")

# The words of the table.
OPEN = "open"  # the page, a redirect to another page, or the same form with what is missing
LOGIN = "login"  # sent to the log-in page
HIDDEN = "hidden"  # 404, as if it did not exist
FORBIDDEN = "forbidden"  # 403
WORDS = frozenset({OPEN, LOGIN, HIDDEN, FORBIDDEN})

OPEN_STATUSES = frozenset(
    {HTTPStatus.OK, HTTPStatus.FOUND, HTTPStatus.SEE_OTHER, HTTPStatus.UNPROCESSABLE_ENTITY}
)


@dataclass(frozen=True)
class Row:
    """What the table says of one way to ask one address."""

    route: str
    method: str
    expected: dict[str, str]


def rows(table: Path = TABLE) -> list[Row]:
    """Read the table; a word it does not know is refused."""
    with table.open(encoding="utf-8", newline="") as file:
        found = [
            Row(line["route"], line["method"], {name: line[name] for name in COLUMNS})
            for line in csv.DictReader(file)
        ]
    for row in found:
        unknown = set(row.expected.values()) - WORDS
        if unknown or row.method not in {"GET", "POST"}:
            message = f"{row.route}: {row.method} {sorted(unknown)} is not in the vocabulary"
            raise ValueError(message)
    return found


def routes(resolver: URLResolver | None = None, prefix: str = "") -> Iterator[str]:
    """Give the full name of every address; one without a name is given by its pattern."""
    for entry in (resolver or get_resolver()).url_patterns:
        if isinstance(entry, URLResolver):
            space = f"{entry.namespace}:" if entry.namespace else ""
            yield from routes(entry, prefix + space)
        elif isinstance(entry, URLPattern):
            yield f"{prefix}{entry.name}" if entry.name else f"(no name) {entry.pattern}"


def address(route: str, world: World) -> str:
    """Make the address of a route, with the records of office A."""
    arguments = ARGUMENTS[route](world) if route in ARGUMENTS else {}
    return reverse(route, kwargs=dict(arguments))


def is_public(path: str) -> bool:
    """Tell whether the view behind an address is marked as open to everybody."""
    return not getattr(resolve(path).func, "login_required", True)


def ask(row: Row, path: str, who: str, world: World) -> str:
    """Ask the site as this person, and answer with a word of the table."""
    client = Client(raise_request_exception=False)
    if who in world.users:
        client.force_login(world.users[who])
    response = client.generic(row.method, path)
    return word(response.status_code, response.headers.get("Location", ""))


def word(status: int, location: str) -> str:
    """Translate an answer; what the table has no word for is given as its number."""
    if status in {HTTPStatus.FOUND, HTTPStatus.SEE_OTHER} and _is_login(location):
        return LOGIN
    if status in OPEN_STATUSES:
        return OPEN
    names = {HTTPStatus.NOT_FOUND: HIDDEN, HTTPStatus.FORBIDDEN: FORBIDDEN}
    return names.get(HTTPStatus(status), str(status))


def _is_login(location: str) -> bool:
    return urlsplit(location).path == reverse("account_login")
