"""The words of a row as they are compared: stems, without the small words that say nothing.

Two ways to write one thing ("penyerahan salinan", "Menyerahkan salinan") must meet, so words are
cut to their stems. Words that stand in every procedure ("berkas", "memeriksa") weigh little: two
rows that share only those are not alike.
"""

from __future__ import annotations

import re
import unicodedata
import zlib
from array import array
from collections.abc import Iterable
from functools import lru_cache
from typing import Final

import snowballstemmer

_STEMMER: Final = snowballstemmer.stemmer("indonesian")
_WORD: Final = re.compile(r"[a-z0-9]+")
_SMALL: Final = """
    akan atas atau bagi bahwa bila dalam dan dari dengan di guna ini itu jika ke kepada lalu nya
    oleh pada para sebagai serta tentang tersebut untuk yang
"""
_SILENT: Final = frozenset(_SMALL.split())
_SIGN: Final = 1 << 31

# What a stem that many rows share says about one, from 0 to 1: the logarithm of one row in how
# many has it, counted once over the rows of the catalogue's procedures. Any other word says 1.
_SAYS_LITTLE: Final[dict[float, str]] = {
    0.2: "surat",
    0.3: "berkas daftar lengkap mohon periksa tanda",
    0.4: "acara aju andatangan arsip catat dokumen iksa ima ita konsep nikah salin serah serta",
    0.5: "akta bukti buku data ktp nomor rekomendasi tangan usul verifikasi",
    0.6: """bimbing fotokop hadir hasil ikrar izin register saksi sertifikat siap simkah terang
        wakaf wali""",
    0.7: """asli awar beri cetak cocok dua duplikat esah ilai jadwal kirim lokasi minta nazhir
        syarat tugas""",
}


def words(text: str) -> tuple[str, ...]:
    """Return the stems of a text in their order, small words left out."""
    return tuple(_stem(word) for word in plain_words(text) if word not in _SILENT)


def plain_words(text: str) -> list[str]:
    """Return the words of a text as they stand, in small letters without accents."""
    plain = text.casefold()
    if not plain.isascii():
        plain = unicodedata.normalize("NFKD", plain)
        plain = "".join(c for c in plain if not unicodedata.combining(c))
    return _WORD.findall(plain)


@lru_cache(maxsize=50_000)
def _stem(word: str) -> str:
    return str(_STEMMER.stemWord(word))


@lru_cache(maxsize=50_000)
def token(word: str) -> int:
    """Return the number under which a stem is kept: a signed integer of 32 bits."""
    return _signed(zlib.crc32(word.encode()))


@lru_cache(maxsize=50_000)
def tokens(text: str) -> tuple[int, ...]:
    """Return the numbers of the stems of a text in their order."""
    return tuple(_token_of(word) for word in plain_words(text) if word not in _SILENT)


@lru_cache(maxsize=50_000)
def _token_of(word: str) -> int:
    return token(_stem(word))


def fingerprint(numbers: Iterable[int]) -> int:
    """Return one number for a sequence of numbers; another order gives another."""
    return _signed(zlib.crc32(array("i", numbers).tobytes()))


def _signed(number: int) -> int:
    """Fold an unsigned 32-bit number into PostgreSQL's `integer`."""
    return number - (1 << 32) if number >= _SIGN else number


WEIGHTS: Final[dict[int, float]] = {
    token(stem): weight for weight, stems in _SAYS_LITTLE.items() for stem in stems.split()
}


def weight(number: int) -> float:
    """Return how much the word behind this number says about a row, from 0 to 1."""
    return WEIGHTS.get(number, 1.0)
