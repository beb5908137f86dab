"""A browser that follows redirects and fills in the forms it finds, with a code app beside it."""

import base64
import hashlib
import hmac
import re
import struct
import time
from collections.abc import Mapping
from http import HTTPStatus
from urllib.parse import urljoin

from tests.drills import pages
from tests.security.visitor import Answer, Visitor

MOST_REDIRECTS = 5
CODE_SECONDS = 30


class Browser(Visitor):
    """One person in front of one screen."""

    def __init__(self, url: str) -> None:
        super().__init__(url)
        self.path = "/"
        self.page = ""

    def open(self, path: str) -> str:
        """Open a page, wherever it leads."""
        return self._follow(path, self.get(path))

    def send(
        self,
        with_field: str,
        values: Mapping[str, object],
        *,
        files: bool = False,
        form: pages.Form | None = None,
    ) -> str:
        """Fill in the form of the present page that has this field, or this one, and send it."""
        form = form or next(
            one
            for one in pages.forms(self.page)
            if one.method == "post" and with_field in {*one.fields, *one.choices}
        )
        target = urljoin(self.path, form.action or self.path)
        answer = self.post(target, {**form.fields, **values}, is_form=not files)
        return self._follow(target, answer)

    def _follow(self, path: str, answer: Answer) -> str:
        for _turn in range(MOST_REDIRECTS):
            if answer.status not in {HTTPStatus.FOUND, HTTPStatus.SEE_OTHER}:
                break
            path = urljoin(path, answer.headers["Location"])
            answer = self.get(path)
        self.path, self.page = path, answer.content.decode(errors="replace")
        assert answer.status == HTTPStatus.OK, f"{path}: {answer.status}\n{_errors(self.page)}"
        return self.page


def code_of(secret: str, *, now: float | None = None) -> str:
    """What the code app on a telephone shows (RFC 6238)."""
    moment = int((time.time() if now is None else now) // CODE_SECONDS)
    key = base64.b32decode(secret + "=" * (-len(secret) % 8))
    digest = hmac.new(key, struct.pack(">Q", moment), hashlib.sha1).digest()
    place = digest[-1] & 15
    number = struct.unpack(">I", digest[place : place + 4])[0] & 0x7FFFFFFF
    return f"{number % 1_000_000:06d}"


def _errors(page: str) -> str:
    found = re.search(r'class="[^"]*error-summary.*?</(?:div|section)>', page, re.DOTALL)
    return re.sub(r"<[^>]+>|\s+", " ", found.group() if found else page)[:800]
