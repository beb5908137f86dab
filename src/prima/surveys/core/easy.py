"""The nine questions in easy language (bahasa mudah): short, everyday words.

The answers keep their order and their weight of 1 to 4; only the words are simpler. For people who
read little, and for those to whom somebody reads aloud.
"""

from collections.abc import Mapping
from typing import NamedTuple

from prima.surveys.core.elements import gettext_noop


class EasyWords(NamedTuple):
    """One question and its four answers from 1 to 4."""

    question: str
    answers: tuple[str, str, str, str]


EASY: Mapping[str, EasyWords] = {
    "requirements": EasyWords(
        gettext_noop("Apakah surat-surat yang diminta sudah pas?"),
        (
            gettext_noop("Tidak pas"),
            gettext_noop("Kurang pas"),
            gettext_noop("Pas"),
            gettext_noop("Sangat pas"),
        ),
    ),
    "procedure": EasyWords(
        gettext_noop("Apakah cara mengurusnya mudah?"),
        (
            gettext_noop("Tidak mudah"),
            gettext_noop("Kurang mudah"),
            gettext_noop("Mudah"),
            gettext_noop("Sangat mudah"),
        ),
    ),
    "time": EasyWords(
        gettext_noop("Apakah selesainya cepat?"),
        (
            gettext_noop("Tidak cepat"),
            gettext_noop("Kurang cepat"),
            gettext_noop("Cepat"),
            gettext_noop("Sangat cepat"),
        ),
    ),
    "cost": EasyWords(
        gettext_noop("Berapa biayanya menurut Anda?"),
        (
            gettext_noop("Sangat mahal"),
            gettext_noop("Cukup mahal"),
            gettext_noop("Murah"),
            gettext_noop("Gratis"),
        ),
    ),
    "product": EasyWords(
        gettext_noop("Apakah hasilnya sesuai janji?"),
        (
            gettext_noop("Tidak sesuai"),
            gettext_noop("Kurang sesuai"),
            gettext_noop("Sesuai"),
            gettext_noop("Sangat sesuai"),
        ),
    ),
    "competence": EasyWords(
        gettext_noop("Apakah petugas pandai bekerja?"),
        (
            gettext_noop("Tidak pandai"),
            gettext_noop("Kurang pandai"),
            gettext_noop("Pandai"),
            gettext_noop("Sangat pandai"),
        ),
    ),
    "behaviour": EasyWords(
        gettext_noop("Apakah petugas sopan dan ramah?"),
        (
            gettext_noop("Tidak ramah"),
            gettext_noop("Kurang ramah"),
            gettext_noop("Ramah"),
            gettext_noop("Sangat ramah"),
        ),
    ),
    "complaints": EasyWords(
        gettext_noop("Kalau ada keluhan, apakah diurus?"),
        (
            gettext_noop("Tidak ada tempat mengeluh"),
            gettext_noop("Ada, tetapi tidak diurus"),
            gettext_noop("Diurus, tetapi kurang baik"),
            gettext_noop("Diurus dengan baik"),
        ),
    ),
    "facilities": EasyWords(
        gettext_noop("Bagaimana ruang dan tempat duduknya?"),
        (
            gettext_noop("Buruk"),
            gettext_noop("Cukup"),
            gettext_noop("Baik"),
            gettext_noop("Sangat baik"),
        ),
    ),
}
