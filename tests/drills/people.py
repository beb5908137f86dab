"""Citizens and officers who use the pages as browsers do, and note what they were promised.

A citizen who gets no answer sends the same form again, with the same key, until one comes: that
is what people do. What was acknowledged stands in the ledger and must be found afterwards.
"""

from __future__ import annotations

import http.client
import io
import re
import threading
import time
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from http import HTTPStatus
from random import Random

from django.core.files.base import ContentFile
from PIL import Image

from tests.browser.code_app import CodeApps
from tests.browser.town import OFFICE, PASSWORD, SERVICE, email_of
from tests.drills import pages
from tests.security.visitor import Answer, Visitor

GONE = (OSError, http.client.HTTPException)
# Shown on the receipt; signs and words as kernel.codes makes them.
NUMBER = re.compile(r"\b[A-Z]{2,3}-\d\d-[0-9A-Z]{6}-[0-9A-Z]\b")
WORDS = re.compile(r"(?<=>)[a-z]+(?: [a-z]+){4}(?=<)")
STEP_FORM = re.compile(r"langkah-(\d+)")
AGAIN_SECONDS = 0.2
SECOND_FACTOR = "/masuk/faktor-kedua/"


class Person(Visitor):
    """A browser behind an address of its own."""

    def __init__(self, url: str, address: str) -> None:
        super().__init__(url)
        self.address = address

    @property
    def cookie(self) -> str:
        """What this browser sends along."""
        return "; ".join(f"{one.key}={one.value}" for one in self.cookies.values())

    def ask(
        self, method: str, path: str, *, body: bytes = b"", headers: Mapping[str, str]
    ) -> Answer:
        """Ask once; the server in front would say where from."""
        sent = {"X-Forwarded-For": self.address, **headers}
        return super().ask(method, path, body=body, headers=sent)


@dataclass
class Applied:
    """One application as its sender knows it."""

    name: str
    key: str
    pictures: dict[str, int] = field(default_factory=dict)  # paper -> seed of the picture
    number: str = ""
    words: str = ""
    tries: int = 0


@dataclass
class Finished:
    """One step as the officer who finished it knows it."""

    number: str
    item: int


@dataclass
class Ledger:
    """What was acknowledged, by everybody together."""

    applied: list[Applied] = field(default_factory=list)
    finished: list[Finished] = field(default_factory=list)
    page_seconds: list[float] = field(default_factory=list)
    refused: dict[int, int] = field(default_factory=dict)
    unanswered: int = 0
    lock: threading.Lock = field(default_factory=threading.Lock)

    def note_refusal(self, status: int) -> None:
        """Count an answer that was no page, or no answer at all (0)."""
        with self.lock:
            self.refused[status] = self.refused.get(status, 0) + 1


def picture(seed: int) -> ContentFile[bytes]:
    """A photo that nobody else sends; made again from its seed to compare."""
    out = io.BytesIO()
    image(seed).save(out, "PNG")
    return ContentFile(out.getvalue(), name=f"foto-{seed}.png")


def image(seed: int) -> Image.Image:
    """Noise does not compress, so the file is as large as it looks."""
    dice = Random(seed)
    side = dice.choice((32, 128, 320))
    return Image.frombytes("RGB", (side, side), dice.randbytes(3 * side * side))


class Crowd:
    """Threads that live until they are told to go home."""

    def __init__(self, url: str, seed: int, *, pause: float = 0.1) -> None:
        self.url = url
        self.seed = seed
        self.pause = pause
        self.ledger = Ledger()
        self.apps = CodeApps()
        self.stop = threading.Event()
        self.threads: list[threading.Thread] = []

    def start(self, *, citizens: int, officers: tuple[str, ...]) -> None:
        """Send them in."""
        for place in range(citizens):
            self._run(f"citizen-{place}", self._citizen, place)
        for role in officers:
            self._run(role, self._officer, role)

    def go_home(self) -> None:
        """Everybody finishes what they have begun."""
        self.stop.set()
        for thread in self.threads:
            thread.join(timeout=120)
            assert not thread.is_alive(), f"{thread.name} never came home"

    def _run(self, name: str, work: object, *arguments: object) -> None:
        assert callable(work)
        thread = threading.Thread(target=work, args=arguments, name=name, daemon=True)
        self.threads.append(thread)
        thread.start()

    def _citizen(self, place: int) -> None:
        dice = Random(self.seed * 1000 + place)
        count = 0
        while not self.stop.wait(self.pause * dice.random()):
            count += 1
            address = f"10.{place}.{count // 250}.{count % 250 + 1}"
            citizen = Citizen(self, Person(self.url, address), f"Warga {place}-{count}")
            citizen.apply(dice)

    def _officer(self, role: str) -> None:
        dice = Random(f"{self.seed}-{role}")
        officer = Officer(self, Person(self.url, "10.200.0.1"), role)
        while not self.stop.wait(self.pause * dice.random()):
            with suppress(*GONE):
                officer.work(dice)


@dataclass
class Citizen:
    """Somebody who applies once."""

    crowd: Crowd
    browser: Person
    name: str

    def apply(self, dice: Random) -> None:
        """Fill in the form, send it until it is answered, read the receipt."""
        form = self._form()
        if form is None:
            return
        case = Applied(self.name, form.fields["idempotency_key"])
        fields = self.filled(form, case, dice)
        if self.sent(form.action, fields, case):
            self.read_receipt(case)
            with self.crowd.ledger.lock:
                self.crowd.ledger.applied.append(case)

    def _form(self) -> pages.Form | None:
        while not self.crowd.stop.is_set():
            with suppress(*GONE):
                began = time.monotonic()
                answer = self.browser.get(f"/ajukan/{SERVICE}/?kantor={OFFICE}")
                if answer.status == HTTPStatus.OK:
                    self.crowd.ledger.page_seconds.append(time.monotonic() - began)
                    return next(one for one in pages.forms(answer.text) if one.files)
                self.crowd.ledger.note_refusal(answer.status)
            self.crowd.stop.wait(AGAIN_SECONDS)
        return None

    def filled(self, form: pages.Form, case: Applied, dice: Random) -> dict[str, object]:
        """What this person types, and the photos they choose."""
        fields: dict[str, object] = dict(form.fields)
        fields |= {"name": self.name, "phone": "0812 3456 7890", "email": "warga@contoh.example"}
        for name in form.files:
            paper = name.removeprefix("file_")
            if dice.random() < 0.5:
                case.pictures[paper] = dice.randrange(10**9)
                fields[name] = picture(case.pictures[paper])
            else:
                fields[f"bring_{paper}"] = "on"
        return fields

    def sent(self, action: str, fields: Mapping[str, object], case: Applied) -> bool:
        """Whether it was taken; the same form goes again when no answer comes."""
        while True:
            case.tries += 1
            for value in fields.values():
                if isinstance(value, ContentFile):
                    value.seek(0)
            try:
                answer = self.browser.post(action, fields, is_form=False)
            except GONE:
                self.crowd.ledger.unanswered += 1
            else:
                if answer.status == HTTPStatus.FOUND:
                    return True
                self.crowd.ledger.note_refusal(answer.status)
                if answer.status < HTTPStatus.INTERNAL_SERVER_ERROR:
                    return False
            time.sleep(AGAIN_SECONDS)

    def read_receipt(self, case: Applied) -> None:
        """Note number and words, as one should."""
        while not case.number:
            with suppress(*GONE):
                answer = self.browser.get("/ajukan/terkirim/")
                if answer.status == HTTPStatus.OK:
                    case.number = _first(NUMBER.finditer(answer.text))
                    case.words = _first(WORDS.finditer(answer.text))
                    return
                self.crowd.ledger.note_refusal(answer.status)
            time.sleep(AGAIN_SECONDS)


def log_in(browser: Person, role: str, apps: CodeApps) -> None:
    """Password, and the code of the app where the person has one."""
    sent = {"login": email_of(role), "password": PASSWORD}
    answer = browser.post("/masuk/", sent, token_from="/masuk/")
    place = answer.headers.get("Location", "")
    if place.startswith(SECOND_FACTOR):
        browser.post(SECOND_FACTOR, {"code": apps.next_code(role)}, token_from=SECOND_FACTOR)


@dataclass
class Officer:
    """Somebody who finishes steps all day."""

    crowd: Crowd
    browser: Person
    role: str

    def work(self, dice: Random) -> None:
        """Take one case of the list and finish its open step."""
        answer = self.browser.get("/meja/")
        if answer.status == HTTPStatus.FOUND:
            self._enter()
            return
        if answer.status != HTTPStatus.OK:
            self.crowd.ledger.note_refusal(answer.status)
            return
        found = [link for link in pages.links(answer.text) if NUMBER.search(link)]
        if found:
            self._finish(dice.choice(found[:20]))

    def _enter(self) -> None:
        log_in(self.browser, self.role, self.crowd.apps)

    def _finish(self, link: str) -> None:
        page = self.browser.get(link)
        form = next((one for one in pages.forms(page.text) if STEP_FORM.match(one.identity)), None)
        if page.status != HTTPStatus.OK or form is None:
            return
        fields = dict(form.fields)
        for name in fields:
            if name.endswith("product_number"):
                fields[name] = f"B-{form.identity.removeprefix('langkah-')}/KUA/2026"
        for name, choices in form.choices.items():
            fields.setdefault(name, "yes" if "yes" in choices else choices[0])
        while True:
            with suppress(*GONE):
                answer = self.browser.post(form.action, fields)
                if answer.status == HTTPStatus.FOUND:
                    found = STEP_FORM.match(form.identity)
                    assert found is not None
                    done = Finished(_first(NUMBER.finditer(link)), int(found.group(1)))
                    with self.crowd.ledger.lock:
                        self.crowd.ledger.finished.append(done)
                    return
                self.crowd.ledger.note_refusal(answer.status)
                if answer.status < HTTPStatus.INTERNAL_SERVER_ERROR:
                    return
            time.sleep(AGAIN_SECONDS)


def _first(found: Iterator[re.Match[str]]) -> str:
    return next(found).group()
