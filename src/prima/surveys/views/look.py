"""How a person wants the survey to look: remembered in the address, as nothing else is kept."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import wraps
from typing import Final
from urllib.parse import urlencode

from django.http import HttpResponse
from django.utils import translation
from django.utils.translation import gettext as _

from prima.kernel.http import ActorRequest

EASY: Final = "mudah"
ENGLISH: Final = "en"
PLAIN: Final = "id"
_LANGUAGES: Final = {EASY: "id", ENGLISH: "en", PLAIN: "id"}


@dataclass(frozen=True, slots=True)
class Way:
    """A button that changes the look and keeps what was answered."""

    label: str
    query: str
    language: str


@dataclass(frozen=True, slots=True)
class Look:
    """One question a page or all on one; plain words, easy words or English; large letters."""

    words: str = ""  # empty: as the visitor reads the rest of the site
    is_whole: bool = False
    is_large: bool = False

    @classmethod
    def of(cls, request: ActorRequest) -> "Look":
        """What the address says; anything else in it is left aside."""
        words = request.GET.get("bahasa", "")
        return cls(
            words=words if words in _LANGUAGES else "",
            is_whole=request.GET.get("tampilan") == "semua",
            is_large=request.GET.get("huruf") == "besar",
        )

    @property
    def language(self) -> str:
        """The language of the page."""
        return _LANGUAGES.get(self.words) or translation.get_language() or PLAIN

    @property
    def is_easy(self) -> bool:
        return self.words == EASY

    @property
    def query(self) -> str:
        """The end of an address that looks like this; empty for the usual look."""
        chosen = {
            "bahasa": self.words,
            "tampilan": "semua" if self.is_whole else "",
            "huruf": "besar" if self.is_large else "",
        }
        found = urlencode({name: value for name, value in chosen.items() if value})
        return f"?{found}" if found else ""

    @property
    def ways(self) -> list[Way]:
        """What may be changed, each named by what one gets."""
        languages = (
            (PLAIN, "Bahasa Indonesia", "id"), (EASY, "Bahasa mudah", "id"),
            (ENGLISH, "English", "en"),
        )  # fmt: skip
        now = self.words or self.language
        ways = [
            Way(name, replace(self, words=words).query, code)
            for words, name, code in languages
            if words != now
        ]
        large = _("Huruf biasa") if self.is_large else _("Huruf besar")
        whole = (
            _("Satu pertanyaan per halaman") if self.is_whole else _("Semua dalam satu halaman")
        )
        return [
            *ways,
            Way(large, replace(self, is_large=not self.is_large).query or "?", ""),
            Way(whole, replace(self, is_whole=not self.is_whole).query or "?", ""),
        ]


def looking(
    view: Callable[..., HttpResponse],
) -> Callable[..., HttpResponse]:
    """Call the view with the look of the address, in its language."""

    @wraps(view)
    def looked(request: ActorRequest, **place: str) -> HttpResponse:
        look = Look.of(request)
        with translation.override(look.language):
            request.LANGUAGE_CODE = look.language
            return view(request, look=look, **place)

    return looked
