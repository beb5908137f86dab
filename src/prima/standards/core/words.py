"""From what people type to the words that are compared: stems, synonyms, words that say nothing.

Stems are those of `kernel.stems`.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from functools import lru_cache
from typing import Final

from prima.kernel import stems

_WORD: Final = re.compile(r"[a-z0-9]+")
_APOSTROPHES: Final = re.compile(r"['’‘`ʼ]")

# Two ways to say one thing: from the stem people use to the stem the catalogue uses.
SYNONYMS: Final[Mapping[str, str]] = {
    "legalisir": "legalisasi",
    "leges": "legalisasi",
    "pengesahan": "legalisasi",
    "mengesahkan": "legalisasi",
    "disahkan": "legalisasi",
    "kawin": "nikah",
    "pengantin": "nikah",
    "catin": "nikah",
    "bimwin": "bimbing",
    "suscatin": "bimbing",
    "kursus": "bimbing",
    "balik": "rujuk",
    "salin": "fotokopi",
    "fotocopy": "fotokopi",
    "kopi": "fotokopi",
    "mesjid": "masjid",
    "mushola": "musala",
    "musholla": "musala",
    "mushalla": "musala",
    "surau": "musala",
    "langgar": "musala",
    "qiblat": "kiblat",
    "umroh": "umrah",
    "muallaf": "mualaf",
    "syahadat": "ikrar",
    "tpa": "tpq",
    "alquran": "quran",
    "koran": "quran",
    "pengganti": "duplikat",
    "ganti": "duplikat",
    "tanah": "wakaf",
    "waqaf": "wakaf",
    "wakap": "wakaf",
    "nadzir": "nazhir",
    "nazir": "nazhir",
    "konseling": "konsultasi",
    "tumpang": "numpang",
    "lajang": "status",
    "bujang": "status",
}

# Words that name no service; in a question they would only dilute the others.
_SILENT: Final = """ada adalah agar akan aku anda apa apakah atas atau bagaimana bagi bahwa berapa
    biaya bikin bisa buat cara dalam dan dapat dari dengan di dia dimana gimana harus hendak ingin
    ini itu jadi jika juga kalau kami kapan ke kepada kita layanan lewat mau melalui membuat
    mengurus mana minta nya oleh pada para pergi perlu saja sama saya sebagai secara supaya syarat
    tentang untuk urus yaitu yang"""
SILENT: Final = frozenset(_SILENT.split())

# Said as two words, meant as one.
_JOINED: Final = (
    (re.compile(r"\btanda tangan\b"), "tandatangan"),
    (re.compile(r"\bfoto kopi\b|\bfoto copy\b|\bphoto copy\b"), "fotokopi"),
    (re.compile(r"\bal[- ]?qur?an\b|\bal[- ]?quran\b"), "quran"),
)


def words(text: str) -> tuple[str, ...]:
    """Return the plain words of a text, in order, without those that say nothing."""
    plain = unicodedata.normalize("NFKD", text.casefold())
    plain = _APOSTROPHES.sub("", "".join(c for c in plain if not unicodedata.combining(c)))
    for pattern, joined in _JOINED:
        plain = pattern.sub(joined, plain)
    return tuple(word for word in _WORD.findall(plain) if word not in SILENT)


@lru_cache(maxsize=20_000)
def stem(word: str) -> str:
    """Return the stem under which a word is compared, its synonym when it has one."""
    found = stems.stem(word)
    return SYNONYMS.get(word) or SYNONYMS.get(found, found)


def known_words() -> frozenset[str]:
    """Return every word that has an own rule here: a typing error may be meant for one of them."""
    return frozenset(SYNONYMS)
