"""Whatever is typed stays text: scripts in every field, Chromium on every page that shows it."""

from collections.abc import Iterator
from urllib.parse import urlsplit

import pytest
from django.test import Client
from django.urls import reverse
from playwright.sync_api import Browser, BrowserContext, Page

from prima.cases import actions
from prima.cases.actions import OpenedCase
from prima.cases.core import CorrectionPoint
from prima.cases.models import Case
from prima.cases.tests import scene as stage
from prima.kernel import clock, idempotency
from prima.offices.public import actor_for
from tests.architecture.world import World
from tests.browser import serving
from tests.security.visitor import BROUGHT, on_receipt

pytestmark = [pytest.mark.browser, pytest.mark.slow]

# Each sets the mark when it runs; a policy that stops it is reported to the console all the same.
MARK = "window.__ran=1"
PAYLOADS = (
    f"<script>{MARK}</script>",
    f'"><script>{MARK}</script>',
    f"'><img src=x onerror={MARK}>",
    f'" autofocus onfocus="{MARK}',
    f"</textarea><svg onload={MARK}>",
    f"</title></head><body onload={MARK}>",
    f'<a href="javascript:{MARK}">Klik</a>',
    f'<iframe srcdoc="<script>parent.{MARK}</script>"></iframe>',
    f"{{% load i18n %}}{{{{ settings.SECRET_KEY }}}}<script>{MARK}</script>",
    f"-->]]><script>{MARK}</script>",
    f'<form action="https://jahat.example/"><input autofocus onfocus={MARK}>',
    f'<div hx-on:click="{MARK}" hx-get="/" data-x="\u003cscript\u003e">Rini</div>',
)
# What Chromium says when the policy stopped something: nothing may come that far.
STOPPED = ("Content Security Policy", "Refused to")


# No page of ours has any of these.
BORN_OF_TEXT = "main script, iframe, [onerror], [onload], [onfocus]"


@pytest.fixture
def site(own_database: object) -> Iterator[str]:
    with serving.served() as url:
        yield url


def apply(payload: str) -> OpenedCase:
    """Through the public form: the name, the address, the name of a file."""
    key = idempotency.new_key()
    form = {
        "idempotency_key": key, "name": payload[:120], "address": payload, **BROUGHT,
        "phone": "0812 3456 7890", "nik": "3201014505900001",
    }  # fmt: skip
    address = reverse("cases:submission", kwargs={"key": stage.LONG}) + "?kantor=kua-cempaka"
    answer = Client().post(address, form)
    assert answer.status_code == 302, answer.content.decode()
    number, words = on_receipt(key)
    return OpenedCase(Case.objects.get(number=number), words)


def ask_back(world: World, opened: OpenedCase, payload: str) -> None:
    """Through the officer: a sentence the citizen reads."""
    now = clock.now()
    point = CorrectionPoint("incorrect", payload, paper_key="ktp")
    officer = actor_for(world.users["officer_a"], now)
    actions.request_correction(stage.open_item(opened.case), [point], by=officer, at=now)


def test_nothing_that_was_typed_runs_on_any_page_of_anybody(
    open_house: World, site: str, started_browser: Browser
) -> None:
    cases = [apply(payload) for payload in PAYLOADS]
    for opened, payload in zip(cases, PAYLOADS, strict=True):
        ask_back(open_house, opened, payload)
    said: list[str] = []
    seen: list[str] = []

    for who in ("officer_a", "supervisor", "head"):
        page = open_page(started_browser, site, open_house.visit(who), said)
        seen += [look(page, path) for path in staff_pages(who, cases)]
        seen.append(search(page))
        page.context.close()
    for opened in cases:
        citizen = Client()
        sent = {"number": opened.case.number, "words": opened.words}
        assert citizen.post(reverse("cases:tracked"), sent).status_code == 302
        page = open_page(started_browser, site, citizen, said)
        seen.append(look(page, reverse("cases:followed")))
        page.context.close()

    assert said == []
    everything = "\n".join(seen)
    assert [one for one in PAYLOADS if one[:120] not in everything] == []  # shown, as plain text


def staff_pages(who: str, cases: list[OpenedCase]) -> list[str]:
    """The lists, and the pages of all cases for the officer, of one for the others."""
    numbers = [{"number": opened.case.number} for opened in cases]
    pages = [reverse("insight:my_work"), reverse("cases:case", kwargs=numbers[0])]
    if who == "officer_a":
        pages += [reverse("cases:case", kwargs=number) for number in numbers[1:]]
        pages += [reverse("cases:answer", kwargs=number) for number in numbers]
    else:
        pages.append(reverse("insight:supervisor"))
    if who == "head":
        pages.append(reverse("insight:head"))
    return pages


def open_page(started_browser: Browser, site: str, client: Client, said: list[str]) -> Page:
    """A page of a browser that holds what this person's browser holds."""
    context: BrowserContext = started_browser.new_context(base_url=site, locale="id-ID")
    host = urlsplit(site).hostname or ""
    context.add_cookies(
        [
            {"name": name, "value": one.value, "domain": host, "path": "/"}
            for name, one in client.cookies.items()
        ]
    )
    page = context.new_page()
    page.on("console", lambda line: said.append(line.text) if is_alarm(line.text) else None)
    page.on("pageerror", lambda error: said.append(str(error)))
    page.on("dialog", lambda dialog: said.append(dialog.message))
    return page


def is_alarm(line: str) -> bool:
    return any(word in line for word in STOPPED)


def look(page: Page, path: str) -> str:
    """Open a page and press on what was typed; give what a person reads."""
    answer = page.goto(path)
    assert answer is not None
    assert answer.status == 200, path
    return _read(page)


def search(page: Page) -> str:
    page.goto(reverse("cases:search"))
    page.locator("input[name=typed]").fill("0812 3456 7890")
    page.locator("input[name=typed]").press("Enter")
    page.wait_for_url("**/cari-berkas/hasil/")
    return _read(page)


def _read(page: Page) -> str:
    """What stands on the page and in its fields; nothing that was typed became an element."""
    assert page.evaluate("window.__ran") is None
    assert page.locator(BORN_OF_TEXT).count() == 0
    fields = page.locator("input, textarea").evaluate_all("all => all.map(one => one.value)")
    return "\n".join([page.locator("body").inner_text(), *fields])
