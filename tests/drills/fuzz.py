"""Every address and every form with hostile words, one run for each role (A2, A3, A10).

The OpenAPI document is made here from the routes and from the forms that each role finds on its
pages; schemathesis makes the requests, with our own dictionary for every free text.
`DRILL_EXAMPLES` (12), `DRILL_SEED`, `DRILL_PORT`.
"""

import os
import re
import warnings
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path
from typing import Any
from urllib.parse import urldefrag, urlsplit

import requests
import schemathesis
from django.urls import URLPattern, URLResolver, get_resolver
from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis import strategies as st
from schemathesis.core.result import Ok
from schemathesis.generation import GenerationMode

from prima.cases.models import Case
from tests.browser import town as towns
from tests.browser.town import Town
from tests.drills import compare, pages
from tests.drills.house import House
from tests.drills.people import Person
from tests.drills.report import Report, say
from tests.drills.visits import at_work

SEED = int(os.environ.get("DRILL_SEED", "20261122"))
EXAMPLES = int(os.environ.get("DRILL_EXAMPLES", "12"))
MOST_PAGES = int(os.environ.get("DRILL_PAGES", "70"))
ROLES = ("anonymous", "citizen", "officer", "supervisor", "head", "manager")

DICTIONARY = (
    "=HYPERLINK(\"http://jahat.example\";\"x\")", "+1+1", "-2+3", "@SUM(A1)", "\t=1+1", "＝1+1",
    "' OR 1=1 --", "'; DROP TABLE cases_case; --", "\\", "%", "%s %(name)s", "{{ 7*7 }}",
    "{% debug %}", "${7*7}", "#{7*7}", "../../../../etc/passwd", "..\\..\\boot.ini",
    "/etc/passwd\x00.png", "file:///etc/passwd", "a\r\nBcc: semua@contoh.example", "a\r\n\r\n<h1>",
    "\x00", "a\x00b", "\x08\x1b[31m", "\u202egnp.exe", "nama\u200btanpa\u200dlebar\ufeff",
    "3201014505900001", "3201 0145 0590 0001", "３２０１０１４５０５９００００１", "ꦱꦸꦒꦼꦁ ꦫꦮꦸꦃ",
    "السلام عليكم", "😀" * 40, "a\u0301" * 200, "\ufffe\uffff", "ud\u0131", "İ", "ß",
    "x" * 100_000,
    "<script>alert(1)</script>", "\"><img src=x onerror=alert(1)>", "javascript:alert(1)",
    "0", "-1", "1e309", "NaN", "99999999999999999999", "2026-02-30", "24:61", "null", "[]", "{}",
    "()=>{}", "nama@contoh.example\nCc: lain@contoh.example", " " * 50, "", "𝕊𝕚𝕥𝕚",
)  # fmt: skip

DOCUMENTED = {
    "get": {200, 302, 400, 403, 404, 405, 410, 422, 429},
    "post": {200, 302, 400, 403, 404, 405, 409, 410, 413, 422, 423, 429},
}
# These end the visit of the one who fuzzes, or are files and streams.
LEFT_OUT = re.compile(
    r"^/(keluar|kunci|langsung|static|masuk|lacak/tutup|bahasa)/|\.pdf$|^mailto|^tel"
)
_addresses = count(1)


@dataclass
class Role:
    """One person with their browser, and the forms found on their pages."""

    name: str
    person: Person
    start: tuple[str, ...]
    forms: dict[str, pages.Form] = field(default_factory=dict)
    visited: int = 0

    def look_around(self) -> None:
        """Follow links from page to page and note each form once, by the shape of its address."""
        waiting, seen = list(self.start), set[str]()
        while waiting and self.visited < MOST_PAGES:
            place = waiting.pop(0)
            if place in seen or LEFT_OUT.search(place):
                continue
            seen.add(place)
            answer = self.person.get(place)
            self.visited += 1
            if not answer.headers.get("Content-Type", "").startswith("text/html"):
                continue
            self._note(place, answer.text)
            found = [urldefrag(link)[0] for link in pages.links(answer.text)]
            waiting += [link for link in found if link.startswith("/") and "//" not in link]

    def _note(self, place: str, text: str) -> None:
        for form in pages.forms(text):
            action = form.action or place
            path = urlsplit(action).path
            if not LEFT_OUT.search(path):
                self.forms.setdefault(f"{form.method} {re.sub('[0-9]+', '0', path)}", form)
                form.action = action


def run(folder: Path) -> int:
    """The whole drill."""
    warnings.simplefilter("ignore")
    report = Report("fuzz", SEED)
    house = House(folder)
    town = house.build(lambda: towns.build(towns.moment_of_build()))
    with house.open(worker=False):
        report.figures["roles"] = {}
        for name in ROLES:
            _fuzz(_role(house, town, name), report)
        _round_trip(house, report)
        report.figures["faults_in_the_log"] = house.web.log.read_text().count("Internal Server")
        report.check("no fault in the log", not report.figures["faults_in_the_log"])
        report.check("the pages still answer", house.status("/layanan/") == 200)
    return report.finish()


def _role(house: House, town: Town, name: str) -> Role:
    if name == "anonymous":
        return Role(
            name, Person(house.url, "10.90.0.1"), ("/", "/lacak/", "/kinerja/", compare.FORM)
        )
    if name == "citizen":
        person = Person(house.url, "10.90.0.2")
        number, words = town.codes["asked"]
        person.post("/lacak/cari/", {"number": number, "words": words}, token_from="/lacak/")
        return Role(name, person, ("/lacak/berkas/", "/lacak/berkas/pencabutan/"))
    return Role(name, at_work(house.url, name), ("/meja/", "/loket/", "/kelola/", "/penyelia/"))


def _fuzz(role: Role, report: Report) -> None:
    role.look_around()
    operations = {**_routes(), **_forms(role)}
    document = {
        "openapi": "3.0.3",
        "info": {"title": "Prima", "version": "1"},
        "paths": operations,
    }
    schema = schemathesis.openapi.from_dict(document)
    say(f"{role.name}: {role.visited} pages, {len(role.forms)} forms, {len(operations)} addresses")
    statuses: Counter[int] = Counter()
    wrong: dict[str, str] = {}
    for result in schema.get_all_operations():
        assert isinstance(result, Ok), result
        _attack(result.ok(), role, statuses, wrong)
    figures = report.figures["roles"]
    figures[role.name] = {
        "pages": role.visited,
        "forms": len(role.forms),
        "addresses": len(operations),
        "requests": sum(statuses.values()),
        "statuses": dict(sorted(statuses.items())),
    }
    report.check(
        f"{role.name}: no 5xx, no undocumented status, nothing unescaped", not wrong, wrong
    )


def _attack(operation: Any, role: Role, statuses: Counter[int], wrong: dict[str, str]) -> None:
    session = requests.Session()

    @seed(SEED)
    @settings(
        max_examples=EXAMPLES,
        deadline=None,
        database=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(case=operation.as_strategy(generation_mode=GenerationMode.POSITIVE))
    def ask(case: Any) -> None:
        name = f"{operation.method} {operation.path}"
        try:
            answer = case.call(
                base_url=role.person.origin, headers=_headers(role), session=session,
                allow_redirects=False, timeout=60,
            )  # fmt: skip
        except (requests.exceptions.InvalidHeader, UnicodeError, ValueError):
            return  # nothing that a browser could send
        statuses[answer.status_code] += 1
        if answer.status_code not in DOCUMENTED[operation.method.lower()]:
            wrong.setdefault(
                name, f"{answer.status_code} for {case.body or case.path_parameters}"[:300]
            )
        if b"<script>alert(1)" in answer.content or b"<img src=x onerror" in answer.content:
            wrong.setdefault(name, "unescaped")

    ask()


def _headers(role: Role) -> dict[str, str]:
    place = next(_addresses)
    token = next((one.value for key, one in role.person.cookies.items() if "csrf" in key), "")
    return {
        "Cookie": role.person.cookie,
        "X-CSRFToken": token,
        "Origin": role.person.origin,
        "X-Forwarded-For": f"10.{100 + place // 62500}.{place // 250 % 250}.{place % 250 + 1}",
    }


TEXT = {"type": "string", "format": "hostile"}


def _routes() -> dict[str, Any]:
    """Every address of the site, its parts and some usual queries filled from the dictionary."""
    found = {}
    for path in _paths(get_resolver().url_patterns, "/"):
        if LEFT_OUT.search(path):
            continue
        names = re.findall(r"{(\w+)}", path)
        parameters = [
            {"name": name, "in": "path", "required": True, "schema": TEXT | {"minLength": 1}}
            for name in names
        ] + [
            {"name": name, "in": "query", "schema": TEXT}
            for name in ("q", "kantor", "keadaan", "halaman", "next", "page")
        ]
        found[path] = {"get": {"parameters": parameters, "responses": _responses("get")}}
    return found


def _paths(patterns: list[Any], prefix: str) -> Iterator[str]:
    for one in patterns:
        route = re.sub(r"<(?:\w+:)?(\w+)>", r"{\1}", str(one.pattern))
        if isinstance(one, URLResolver):
            yield from _paths(one.url_patterns, prefix + route)
        elif isinstance(one, URLPattern) and not re.search(r"[\^$(]", route):
            yield prefix + route


def _forms(role: Role) -> dict[str, Any]:
    """Each form with its real choices or anything; its hidden fields as they were, or anything."""
    found: dict[str, Any] = {}
    for form in role.forms.values():
        if form.method != "post":
            continue
        properties: dict[str, Any] = {
            name: TEXT for name in form.fields if name != "csrfmiddlewaretoken"
        }
        properties |= {
            name: {"anyOf": [{"type": "string", "enum": some}, TEXT]}
            for name, some in form.choices.items()
        }
        content = {"schema": {"type": "object", "properties": properties}}
        body = {"content": {"application/x-www-form-urlencoded": content}}
        found[form.action] = {"post": {"requestBody": body, "responses": _responses("post")}}
    return found


def _responses(method: str) -> Mapping[str, Any]:
    return {str(status): {"description": "documented"} for status in DOCUMENTED[method]}


def _hostile() -> st.SearchStrategy[str]:
    words = st.sampled_from(DICTIONARY)
    return st.one_of(
        words, words, st.text(max_size=200), st.builds("".join, st.lists(words, max_size=3))
    )


schemathesis.openapi.format("hostile", _hostile())


def _round_trip(house: House, report: Report) -> None:
    """A name comes back as it was typed, or is refused beside its field and still stands there."""
    changed, kept, refused = [], 0, 0
    for place, word in enumerate(DICTIONARY):
        person = Person(house.url, f"10.99.0.{place + 1}")
        form = compare.form_of(person.get(compare.FORM).text)
        fields: dict[str, object] = {**form.fields, "name": word, "phone": "0812 3456 7890"}
        fields |= {f"bring_{name.removeprefix('file_')}": "on" for name in form.files}
        before = set(Case.objects.values_list("pk", flat=True))
        answer = person.post(form.action, fields, is_form=False)
        new = Case.objects.exclude(pk__in=before).first()
        if answer.status == 302 and new is not None:
            kept += 1
            if _plain(new.applicant_name) != _plain(word):
                changed.append((word[:40], new.applicant_name[:40]))
        elif answer.status == 422 and "error-summary" in answer.text:
            refused += 1
        else:
            changed.append((word[:40], f"status {answer.status}"))
    report.figures["round_trip"] = {"kept": kept, "refused": refused}
    report.check("names come back as typed or are refused clearly", not changed, changed)


def _plain(text: str) -> str:
    """White space at the ends and kinds of white space are no part of a name."""
    return " ".join(text.split())
