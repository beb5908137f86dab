"""A browser of our own for the real server: cookies, form tokens, uploads, every header."""

import http.client
import re
from collections.abc import Mapping
from dataclasses import dataclass
from email.message import Message
from http.cookies import SimpleCookie
from typing import Any
from urllib.parse import urlencode, urlsplit

from django.test.client import BOUNDARY, MULTIPART_CONTENT, encode_multipart

from prima.cases import actions
from prima.kernel import idempotency

# The papers of the short service, all promised for a visit.
BROUGHT = {f"bring_{key}": "on" for key in ("buku-nikah", "ktp", "fotokopi-buku-nikah")}

TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="([^"]+)"')
HIDDEN_KEY = re.compile(r'name="idempotency_key" value="([^"]+)"')


def on_receipt(key: str) -> tuple[str, str]:
    """Number and words of the case that was opened by the form with this key."""
    known = idempotency.recall(key, actions.OPEN_CASE_PURPOSE)
    assert known is not None, "no case was opened"
    number, _space, words = known.partition(" ")
    return number, words


@dataclass(frozen=True)
class Answer:
    """What came back."""

    status: int
    headers: Message
    content: bytes

    @property
    def text(self) -> str:
        """The page."""
        return self.content.decode()

    def hidden(self, pattern: re.Pattern[str]) -> str:
        """The value of a hidden field of the page."""
        found = pattern.search(self.text)
        assert found, self.text[:2000]
        return found.group(1)


class Visitor:
    """One person in front of one browser; redirects are not followed."""

    def __init__(self, url: str) -> None:
        self.place = urlsplit(url)
        self.origin = url
        self.cookies: SimpleCookie = SimpleCookie()

    def get(self, path: str, **headers: str) -> Answer:
        """Open a page."""
        return self.ask("GET", path, headers=headers)

    def post(
        self, path: str, fields: Mapping[str, Any], *, token_from: str = "", is_form: bool = True
    ) -> Answer:
        """Send a form; the token is read from the page that is named, as a browser would."""
        sent = dict(fields)
        if token_from:
            sent["csrfmiddlewaretoken"] = self.get(token_from).hidden(TOKEN)
        if is_form:
            body, kind = urlencode(sent).encode(), "application/x-www-form-urlencoded"
        else:
            body, kind = encode_multipart(BOUNDARY, sent), MULTIPART_CONTENT
        return self.ask("POST", path, body=body, headers={"Content-Type": kind})

    def ask(
        self, method: str, path: str, *, body: bytes = b"", headers: Mapping[str, str]
    ) -> Answer:
        """Ask once, with the cookies of this browser."""
        connection = http.client.HTTPConnection(
            self.place.hostname or "", self.place.port, timeout=60
        )
        sent = {"Origin": self.origin, **headers}
        if self.cookies:
            sent["Cookie"] = "; ".join(f"{one.key}={one.value}" for one in self.cookies.values())
        connection.request(method, path, body=body or None, headers=sent)
        response = connection.getresponse()
        content = response.read()
        for line in response.headers.get_all("Set-Cookie") or []:
            self.cookies.load(line)
        connection.close()
        return Answer(response.status, response.headers, content)
