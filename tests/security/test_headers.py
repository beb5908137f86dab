"""What every kind of answer of the real server carries, compared with a reviewed list."""

import re
from collections.abc import Callable
from typing import Any

import pytest

from prima.cases.tests.scene import SHORT
from tests.architecture.world import World
from tests.security.visitor import Answer, Visitor

pytestmark = pytest.mark.slow
StartServer = Callable[..., Any]

PAGE_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
    "font-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'; "
    "frame-ancestors 'none'"
)
# Of every answer, whatever it is.
ALWAYS = {
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "referrer-policy": "same-origin",
    "permissions-policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
    "x-permitted-cross-domain-policies": "none",
    "content-security-policy": PAGE_POLICY,
}
# These name us, or what runs here.
NEVER = {"server", "x-powered-by", "access-control-allow-origin", "via"}
WATCHED = {*ALWAYS, *NEVER, "strict-transport-security", "content-disposition"}


def watched(answer: Answer) -> dict[str, str]:
    headers = {name.lower(): value for name, value in answer.headers.items()}
    return {name: value for name, value in headers.items() if name in WATCHED}


def test_every_kind_of_answer_carries_its_headers(
    open_house: World, start_server: StartServer
) -> None:
    visitor = Visitor(start_server("--web-only").url)
    home = visitor.get("/")
    style = re.search(r'href="(/static/[^"]+\.css)"', home.text)
    assert style
    kept_secret = {"referrer-policy": "no-referrer"}
    # Made by us from published text, so it may be read in the browser.
    sheet = {"content-disposition": f'inline; filename="sop-{SHORT}.pdf"'}
    expected: dict[str, dict[str, str]] = {
        "/": {},
        "/lacak/": {},
        "/masuk/": {},
        "/meja/": {},  # sent to the log-in page
        "/tidak-ada/": {},
        "/survei/tidak-ada/": kept_secret,
        f"/layanan/{SHORT}/sop.pdf": sheet,
    }

    found = {path: watched(visitor.get(path)) for path in expected}
    refused = watched(visitor.post("/lacak/cari/", {}))  # without its token
    wrong_method = watched(visitor.ask("DELETE", "/", headers={}))

    assert found == {path: ALWAYS | own for path, own in expected.items()}
    assert refused == wrong_method == ALWAYS
    # A file is answered before the frame header is added; the policy forbids frames as well.
    file = watched(visitor.get(style.group(1)))
    assert file == {name: value for name, value in ALWAYS.items() if name != "x-frame-options"}


def test_behind_tls_cookies_and_transport_are_bound_to_it(
    open_house: World, start_server: StartServer
) -> None:
    server = start_server(
        "--web-only",
        PRIMA_SITE_URL="https://prima.contoh.example",
        PRIMA_PROXY_ADDRESSES="127.0.0.1",
    )
    behind = {"Host": "prima.contoh.example", "X-Forwarded-Proto": "https"}
    visitor = Visitor(server.url)

    plain = visitor.get("/masuk/", Host="prima.contoh.example")
    page = visitor.get("/masuk/", **behind)
    foreign = visitor.get("/masuk/", **(behind | {"Host": "jahat.example"}))

    assert plain.status == 301
    assert plain.headers["Location"] == "https://prima.contoh.example/masuk/"
    assert page.headers["Strict-Transport-Security"] == "max-age=31536000"
    assert watched(page) == ALWAYS | {"strict-transport-security": "max-age=31536000"}
    [cookie] = page.headers.get_all("Set-Cookie") or []
    assert cookie.startswith("__Host-prima-csrf=")
    assert {"Secure", "HttpOnly", "Path=/", "SameSite=Lax"} <= set(cookie.split("; "))
    assert "Domain" not in cookie
    assert foreign.status == 400


def test_the_notes_of_a_citizen_are_for_our_pages_only(
    open_house: World, start_server: StartServer
) -> None:
    visitor = Visitor(start_server("--web-only").url)
    opened = open_house.cases["a"]

    answer = visitor.post(
        "/lacak/cari/",
        {"number": opened.case.number, "words": opened.words},
        token_from="/lacak/",
    )
    page = visitor.get("/lacak/berkas/")

    [note] = [one for one in answer.headers.get_all("Set-Cookie") or [] if "prima_lacak" in one]
    assert {"HttpOnly", "Path=/lacak/", "SameSite=Strict"} <= set(note.split("; "))
    assert opened.case.number not in note
    assert opened.words.split()[0] not in note
    assert answer.headers["Location"] == "/lacak/berkas/"  # neither number nor words
    assert "no-store" in page.headers["Cache-Control"]
    assert page.headers["Referrer-Policy"] in {"same-origin", "no-referrer"}
