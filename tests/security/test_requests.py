"""What a request cannot do: change by a link, use another method, sort by a secret, lead away."""

import itertools
import re
from collections.abc import Iterator, Mapping
from datetime import timedelta
from http import HTTPStatus
from typing import Any, cast
from urllib.parse import urlencode, urljoin, urlsplit

from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from prima.accounts import actions as accounts
from prima.accounts.models import User
from prima.cases.models import Case
from prima.cases.tests import scene as stage
from prima.kernel import clock, idempotency
from prima.kernel.actors import SYSTEM
from prima.kernel.limits import AttemptCount
from tests.architecture import access
from tests.architecture.world import World
from tests.security.visitor import BROUGHT

ROWS = access.rows()
PAGES = [row for row in ROWS if row.method == "GET"]
FORMS = [row for row in ROWS if row.method == "POST"]
METHODS = {row.route: {one.method for one in ROWS if one.route == row.route} for row in ROWS}

# Views without the token, each with its reason in the code.
WITHOUT_TOKEN = {
    "ui:language",
    "surveys:answer",
    "surveys:change",
    "surveys:closing",
    "surveys:contact_request",
    # Nobody is signed in there: a signed form, number and words, or a signed pass is the key.
    "complaints:submission",
    "complaints:followed",
    "complaints:talked",
    "complaints:receipt",
    "complaints:own_pack",
    # The key of a partner stands in the form.
    "complaints:open311_requests",
    # The whole body is signed.
    "complaints:incoming",
    "integrity:wbs_where",
    "integrity:wbs_submission",
    "integrity:wbs_opened",
    "integrity:wbs_said",
    "complaints:given",
}

# Reading a page may note when the session was last seen; the link of a password letter moves its
# key out of the address into the session.
MAY_BE_WRITTEN = re.compile(r'^(INSERT INTO|UPDATE|DELETE FROM) "django_session"')
WRITES = re.compile(r"(?i)\s*(INSERT|UPDATE|DELETE|TRUNCATE|MERGE|SELECT .* FOR UPDATE)")

OTHER_METHODS = ("PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "GEHEIM")

PASSWORD = "melati-pagi-tujuh-lonceng"
OTHER_SITES = (
    "https://jahat.example/",
    "//jahat.example/",
    "///jahat.example/",
    "/\\jahat.example/",
    "\\\\jahat.example/",
    "https:jahat.example",
    "https:///jahat.example",
    "http://localhost@jahat.example/",
    " //jahat.example/",
    "/\t/jahat.example/",
    "javascript:alert(1)",
    "data:text/html,<script>alert(1)</script>",
)
ORACLES = {
    name: value
    for value in ("applicant_nik", "-applicant_name", "secret_hash", "done_by__password__regex")
    for name in ("ordering", "sort", "order_by", "o", "urut")
} | {
    "applicant_nik__startswith": "3",
    "applicant_name__regex": "^S",
    "secret_hash__startswith": "$argon2id$",
    "office__staff__user__password__contains": "a",
}
# Different in every answer; and links of a page carry on what stands behind its address.
FRESH = re.compile(
    r'(name="(?:csrfmiddlewaretoken|idempotency_key|next)" value=")[^"]*|\?[^"<\s]*'
    r"|challenge&quot;: &quot;[^&]*"
)


def test_only_reviewed_views_do_without_the_form_token() -> None:
    """The API asks for the token in its own door, of sessions only; the next test tries it."""
    exempt = {name for name, view in access.views() if getattr(view, "csrf_exempt", False)}

    assert {name for name in exempt if not name.startswith("api:")} == WITHOUT_TOKEN


def test_every_other_form_needs_its_token(people: World) -> None:
    accepted = []
    for row in FORMS:
        if row.route in WITHOUT_TOKEN:
            continue
        client = Client(enforce_csrf_checks=True, raise_request_exception=False)
        client.force_login(people.users["officer_a"])

        answer = client.post(access.address(row, people))

        if answer.status_code != 403 or _shape(row) not in answer.content.decode():
            accepted.append((str(row), answer.status_code))

    assert accepted == []


def _shape(row: access.Row) -> str:
    """What a refusal has: a page for people its heading, an answer for programs its type."""
    return '"/api/#not-allowed"' if row.route.startswith("api:") else "<h1"


def test_opening_a_page_changes_nothing(people: World) -> None:
    writes = []
    for who, row in itertools.product(("anonymous", "citizen", "officer_a", "head"), PAGES):
        with transaction.atomic():
            client, path = people.visit(who), access.address(row, people)
            with CaptureQueriesContext(connection) as seen:
                client.get(path)
            transaction.set_rollback(True)
        # Programs are counted at every door of the API, so that none reads without end.
        counted = "kernel_attemptcount" if row.route.startswith("api:") else "-"
        writes += [(who, str(row), sql[:120]) for sql in _writes(seen) if counted not in sql]

    assert writes == []


def _writes(seen: CaptureQueriesContext) -> Iterator[str]:
    for query in seen.captured_queries:
        sql = query["sql"]
        if WRITES.match(sql) and not MAY_BE_WRITTEN.match(sql):
            yield sql


def test_no_address_answers_to_other_methods(people: World) -> None:
    answered = []
    for who, row in itertools.product(("anonymous", "officer_a"), ROWS):
        client, path = people.visit(who), access.address(row, people)
        for method in {*OTHER_METHODS} - METHODS[row.route]:
            found = client.generic(method, path)
            word = access.word(found.status_code, found.headers.get("Location", ""))
            if word not in {"405", access.LOGIN}:
                answered.append((who, method, str(row), word))

    assert answered == []


def test_no_list_can_be_sorted_or_sifted_by_a_secret(people: World) -> None:
    different, opened = [], set()
    for who, row in itertools.product(("anonymous", "officer_a", "head"), PAGES):
        client, path = people.visit(who), access.address(row, people)

        plain = _undone(client, path, _query(path))
        sifted = _undone(client, path, {**_query(path), **ORACLES})

        opened |= {(who, row.route)} if plain[0] == HTTPStatus.OK else set()
        if plain != sifted:
            different.append((who, str(row)))

    assert different == []
    assert {("officer_a", "insight:my_work"), ("head", "insight:supervisor")} <= opened


def _undone(client: Client, path: str, query: dict[str, str]) -> tuple[int, str, str]:
    """The page as it is shown; what opening it changes (a lock, a message seen) is undone."""
    with transaction.atomic():
        shown = _shown(client.get(path, query))
        transaction.set_rollback(True)
    return shown


def _query(path: str) -> dict[str, str]:
    return dict(part.split("=") for part in urlsplit(path).query.split("&") if part)


def _shown(answer: Any) -> tuple[int, str, str]:
    content = answer.content.decode("latin-1")
    place = urlsplit(answer.headers.get("Location", "")).path
    is_page = answer.headers["Content-Type"].startswith("text/html")
    return answer.status_code, place, FRESH.sub("", content) if is_page else ""


def test_no_link_leads_through_us_to_another_site(people: World) -> None:
    user = people.users["officer_a"]
    accounts.set_password(user, password=PASSWORD, by=SYSTEM, at=clock.now())
    led_away = []

    for target in OTHER_SITES:
        AttemptCount.objects.all().delete()
        for answer in _answers_with_next(user, target):
            place = urlsplit(urljoin("http://testserver/", answer.headers.get("Location", "?")))
            if answer.status_code != 302 or place[:2] != ("http", "testserver"):
                led_away.append((target, answer.status_code, place.geturl()))

    assert led_away == []


def _answers_with_next(user: User, target: str) -> tuple[Any, ...]:
    """Log in, unlock and change the language, each asked to go on to the target."""
    client, sent = Client(), {"password": PASSWORD, "next": target}
    query = urlencode({"next": target})
    entered = client.post(f"{reverse('account_login')}?{query}", sent | {"login": user.email})
    client.post(reverse("account_lock"))
    unlocked = client.post(f"{reverse('account_unlock')}?{query}", sent)
    stranger = Client(headers={"referer": target})
    chosen = stranger.post(reverse("ui:language"), {"language": "en", "next": target})
    return entered, unlocked, chosen


def test_a_link_to_our_own_page_is_followed_after_log_in(people: World) -> None:
    user = people.users["officer_a"]
    accounts.set_password(user, password=PASSWORD, by=SYSTEM, at=clock.now())

    entered = Client().post(
        reverse("account_login"), {"login": user.email, "password": PASSWORD, "next": "/meja/?x=1"}
    )

    assert entered.headers["Location"] == "/meja/?x=1"


# Fields of the row, and of the forms officers fill, that nobody may set from outside.
PLANTED = {
    "status": "completed",
    "office": "2",
    "office_id": "2",
    "channel": "counter",
    "number": "TM-26-AAAAAA-A",
    "secret_hash": "x",
    "received_at": "2020-01-01",
    "due_at": "2099-01-01",
    "due_provisional": "on",
    "ended_at": "2020-01-01",
    "result": "Selesai",
    "product_number": "KK-1",
    "registered_by": "1",
    "by": "1",
    "at": "2020-01-01",
}


def test_a_public_form_sets_no_other_field_of_the_case(people: World) -> None:
    address = reverse("cases:submission", kwargs={"key": stage.LONG}) + "?kantor=kua-cempaka"
    form = {"name": "Siti Maryam", "phone": "0812 3456 7890", **BROUGHT}
    before = set(Case.objects.values_list("pk", flat=True))

    Client().post(address, {**form, "idempotency_key": idempotency.new_key()})
    Client().post(address, {**form, **PLANTED, "idempotency_key": idempotency.new_key()})

    rows = Case.objects.exclude(pk__in=before).order_by("pk").values()
    honest, planted = cast("list[dict[str, Any]]", list(rows))
    moments = ("received_at", "clock_started_at", "due_at")
    own = {"id", "number", "secret_hash", *moments}
    assert _without(honest, own) == _without(planted, own)
    assert planted["number"] != PLANTED["number"]
    assert planted["secret_hash"].startswith("$argon2id$")
    for moment in moments:
        assert abs(planted[moment] - honest[moment]) < timedelta(minutes=1)


def _without(values: Mapping[str, Any], names: set[str]) -> dict[str, Any]:
    return {name: value for name, value in values.items() if name not in names}
