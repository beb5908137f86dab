"""Reads the reviewed table of who may open what, and asks the site the same."""

import csv
import inspect
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from http import HTTPStatus
from pathlib import Path
from urllib.parse import urlsplit

from django.db import transaction
from django.urls import URLPattern, URLResolver, get_resolver, resolve, reverse
from ninja.operation import PathView

from tests.architecture.columns import COLUMNS, PEOPLE, SILENT
from tests.architecture.world import ARGUMENTS, OBJECTS, QUERIES, World

TABLE = Path(__file__).with_name("access.csv")

# The words of the table.
OPEN = "open"  # the page
ASKS = "asks"  # the same form again, with what is missing
MOVED = "moved"  # sent on to another page
CODE = "code"  # sent to the page that asks for number and words
LOGIN = "login"  # sent to the log-in page
HIDDEN = "hidden"  # 404, as if it did not exist
FORBIDDEN = "forbidden"  # 403
WORDS = frozenset({OPEN, ASKS, MOVED, CODE, LOGIN, HIDDEN, FORBIDDEN})
# Of people who only write or judge procedures a line may say nothing: then a page that all other
# staff see alike is the same to them, and any other page is shut, hidden or forbidden.
SHUT = "shut"

METHODS = frozenset({"GET", "POST", "PUT"})

BY_STATUS = {
    HTTPStatus.OK: OPEN,
    HTTPStatus.FOUND: MOVED,
    HTTPStatus.SEE_OTHER: MOVED,
    HTTPStatus.UNPROCESSABLE_ENTITY: ASKS,
    HTTPStatus.NOT_FOUND: HIDDEN,
    HTTPStatus.FORBIDDEN: FORBIDDEN,
    HTTPStatus.PRECONDITION_REQUIRED: ASKS,  # for the version that is changed
    HTTPStatus.UNAUTHORIZED: LOGIN,  # a program is told instead of being sent there
}
BY_TARGET = {"account_login": LOGIN, "cases:track": CODE, "privacy:rights": CODE}


@dataclass(frozen=True)
class Row:
    """What the table says of one way to ask one address about a record of one office."""

    route: str
    method: str
    object: str
    expected: dict[str, str]

    def differs(self, found: dict[str, str]) -> bool:
        """Whether anybody was answered otherwise than the table says."""
        shut = {HIDDEN, FORBIDDEN}
        return any(
            word not in shut if self.expected[who] == SHUT else word != self.expected[who]
            for who, word in found.items()
        )

    def __str__(self) -> str:
        return f"{self.method} {self.route} ({self.object})"


def rows(table: Path = TABLE) -> list[Row]:
    """Read the table; a word it does not know is refused."""
    with table.open(encoding="utf-8", newline="") as file:
        found = [
            Row(
                line["route"],
                line["method"],
                line["object"],
                {name: line[name] or _unsaid(line) for name in COLUMNS},
            )
            for line in csv.DictReader(file)
        ]
    for row in found:
        unknown = set(row.expected.values()) - WORDS - {SHUT}
        if unknown or row.method not in METHODS or row.object not in OBJECTS:
            message = f"{row}: {sorted(unknown)} is not in the vocabulary"
            raise ValueError(message)
    return found


def _unsaid(line: dict[str, str]) -> str:
    """What a line that is silent about somebody says of them."""
    others = {line[name] for name in PEOPLE if name not in SILENT}
    return others.pop() if len(others) == 1 else SHUT


def routes(resolver: URLResolver | None = None, prefix: str = "") -> Iterator[str]:
    """Give the full name of every address; one without a name is given by its pattern."""
    for name, _view in views(resolver, prefix):
        yield name


def views(
    resolver: URLResolver | None = None, prefix: str = ""
) -> Iterator[tuple[str, Callable[..., object]]]:
    """Give every address with the view behind it."""
    for entry in (resolver or get_resolver()).url_patterns:
        if isinstance(entry, URLResolver):
            space = f"{entry.namespace}:" if entry.namespace else ""
            yield from views(entry, prefix + space)
        elif isinstance(entry, URLPattern):
            name = f"{prefix}{entry.name}" if entry.name else f"(no name) {entry.pattern}"
            yield name, entry.callback


def methods(view: Callable[..., object]) -> frozenset[str]:
    """The methods a view says it answers to (`require_safe` and its kin); empty when none."""
    layer: object = view
    while layer is not None:
        if inspect.isfunction(layer):
            known = inspect.getclosurevars(layer).nonlocals
            said = known.get("request_method_list")
            if said is not None:
                return frozenset(said)
            if isinstance(route := known.get("self"), PathView):  # of the API
                return frozenset(name for one in route.operations for name in one.methods)
        layer = getattr(layer, "__wrapped__", None)
    return frozenset()


def address(row: Row, world: World) -> str:
    """Make the address of a row, with a record of the office it names."""
    arguments = ARGUMENTS[row.route](world, row.object) if row.route in ARGUMENTS else {}
    query = QUERIES[row.route](world, row.object) if row.route in QUERIES else ""
    return reverse(row.route, kwargs=dict(arguments)) + query


def is_public(path: str) -> bool:
    """Tell whether the view behind an address is marked as open to everybody."""
    return not getattr(resolve(urlsplit(path).path).func, "login_required", True)


def ask(row: Row, path: str, who: str, world: World) -> str:
    """Ask the site as this person, and answer with a word of the table; nothing is kept."""
    with transaction.atomic():
        sent, kind = _sent(path)
        response = world.visit(who).generic(row.method, path, sent, content_type=kind)
        transaction.set_rollback(True)
    return word(response.status_code, response.headers.get("Location", ""))


def _sent(path: str) -> tuple[str, str]:
    """Nothing: as a body without a field, or as JSON with none."""
    is_call = path.startswith("/api/")
    return ("{}", "application/json") if is_call else ("", "application/octet-stream")


def word(status: int, location: str) -> str:
    """Translate an answer; what the table has no word for is given as its number."""
    found = BY_STATUS.get(HTTPStatus(status), str(status))
    if found != MOVED:
        return found
    path = urlsplit(location).path
    return next((name for to, name in BY_TARGET.items() if reverse(to) == path), MOVED)
