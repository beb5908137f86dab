"""What a citizen does over HTTP, in the order people do it; nothing is read past the pages."""

from __future__ import annotations

import html
import re
from collections.abc import Iterable
from dataclasses import dataclass

from django.test import Client
from django.urls import reverse

PERSON = {"name": "Siti Maryam", "phone": "0812 3456 7890", "email": "siti@contoh.id"}
PAPERS = ("buku-nikah", "ktp", "fotokopi-buku-nikah")


@dataclass
class Citizen:
    """One person in front of one browser."""

    browser: Client
    number: str = ""
    words: str = ""

    def read(self, address: str) -> str:
        """The text of a page, as a person reads it."""
        page = self.browser.get(address, follow=True)
        assert page.status_code == 200, (address, page.status_code)
        return text_of(page.content.decode())

    def apply(
        self, service: str, *, office: str = "kua-cempaka", papers: Iterable[str] = PAPERS
    ) -> str:
        """Send the form and keep number and words, as the receipt asks; gives its text."""
        place = f"?kantor={office}"
        asked = self.browser.get(reverse("cases:apply", kwargs={"key": service}) + place)
        form = _hidden(asked.content.decode()) | PERSON
        brought = {f"bring_{key}": "on" for key in papers}
        address = reverse("cases:submission", kwargs={"key": service})
        sent = self.browser.post(address + place, form | brought)
        assert sent.status_code == 302, text_of(sent.content.decode())
        page = self.browser.get(sent["Location"])
        self.number = str(page.context["number"])
        self.words = str(page.context["spoken"])
        return text_of(page.content.decode())

    def track(self) -> str:
        """Type number and words, and read the page of the case."""
        answer = self.browser.post(
            reverse("cases:tracked"), {"number": self.number, "words": self.words}
        )
        assert answer.status_code == 302, text_of(answer.content.decode())
        return self.read(answer["Location"])

    def answer_correction(self) -> str:
        """Promise to bring everything the office asked for."""
        page = self.browser.get(reverse("cases:followed")).content.decode()
        asked = re.findall(r'name="(bring_\d+)"', page)
        assert asked, "the office asked for nothing"
        self.browser.post(reverse("cases:citizen_correction"), dict.fromkeys(asked, "on"))
        return self.track()

    def survey_link(self) -> str | None:
        """The link on the page of the case, for those who were drawn."""
        page = self.browser.get(reverse("cases:followed")).content.decode()
        found = re.search(r'href="(/survei/[^"]+)"', page)
        return found.group(1) if found else None

    def answer_survey(self, level: int = 4) -> str:
        """Answer the nine questions with the same level, and send; gives the last page."""
        address = self.survey_link()
        assert address is not None
        page = self.browser.get(address).content.decode()
        while 'name="send"' not in page:
            page = self.browser.post(address, _hidden(page) | {"answer": level}).content.decode()
        last = self.browser.post(address, _hidden(page) | {"comment": "", "send": "1"})
        return self.read(last["Location"])


def text_of(page: str) -> str:
    """The words of a page without its marks, one space between them."""
    body = re.sub(r"<(script|style|svg)\b.*?</\1>", " ", page, flags=re.DOTALL)
    return re.sub(r"\s+", " ", html.unescape(re.sub(r"<[^>]+>", " ", body))).strip()


def _hidden(page: str) -> dict[str, str]:
    return dict(re.findall(r'type="hidden" name="(\w+)" value="([^"]*)"', page))
