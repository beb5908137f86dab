"""The nine elements of the survey: key, code, name, question and the four answers.

Source: PermenPANRB 14/2017, list of elements and specimen questionnaire; question wording
shortened by us, answer labels of procedure, time, cost and product not yet compared with the
printed annex. Answers are stored by key, never by number: the regulation's list puts complaints
8th and facilities 9th, its specimen questionnaire the other way round, and published tables
follow either order.
"""

from dataclasses import dataclass
from enum import StrEnum


def gettext_noop(text: str) -> str:
    """Mark a sentence for the language catalogue; whoever shows it translates it."""
    return text


class ElementOrder(StrEnum):
    """Which of the regulation's two orders numbers the elements U1 to U9."""

    LIST = "list"
    QUESTIONNAIRE = "questionnaire"


@dataclass(frozen=True, slots=True)
class Element:
    """Unsur pelayanan: one thing every respondent is asked about; `answers` from the lowest up."""

    key: str
    name: str
    question: str
    answers: tuple[str, ...]


ELEMENTS: tuple[Element, ...] = (
    Element(
        "requirements",
        gettext_noop("Persyaratan"),
        gettext_noop("Apakah persyaratan yang diminta sesuai dengan pelayanannya?"),
        (
            gettext_noop("Tidak sesuai"),
            gettext_noop("Kurang sesuai"),
            gettext_noop("Sesuai"),
            gettext_noop("Sangat sesuai"),
        ),
    ),
    Element(
        "procedure",
        gettext_noop("Sistem, mekanisme, dan prosedur"),
        gettext_noop("Apakah prosedur pelayanan mudah Anda ikuti?"),
        (
            gettext_noop("Tidak mudah"),
            gettext_noop("Kurang mudah"),
            gettext_noop("Mudah"),
            gettext_noop("Sangat mudah"),
        ),
    ),
    Element(
        "time",
        gettext_noop("Waktu penyelesaian"),
        gettext_noop("Apakah pelayanan diselesaikan dengan cepat?"),
        (
            gettext_noop("Tidak cepat"),
            gettext_noop("Kurang cepat"),
            gettext_noop("Cepat"),
            gettext_noop("Sangat cepat"),
        ),
    ),
    Element(
        "cost",
        gettext_noop("Biaya/tarif"),
        gettext_noop("Bagaimana biaya yang Anda bayar untuk pelayanan ini?"),
        (
            gettext_noop("Sangat mahal"),
            gettext_noop("Cukup mahal"),
            gettext_noop("Murah"),
            gettext_noop("Gratis"),
        ),
    ),
    Element(
        "product",
        gettext_noop("Produk spesifikasi jenis pelayanan"),
        gettext_noop("Apakah hasil yang Anda terima sesuai dengan yang dijanjikan?"),
        (
            gettext_noop("Tidak sesuai"),
            gettext_noop("Kurang sesuai"),
            gettext_noop("Sesuai"),
            gettext_noop("Sangat sesuai"),
        ),
    ),
    Element(
        "competence",
        gettext_noop("Kompetensi pelaksana"),
        gettext_noop("Apakah petugas kompeten melayani Anda?"),
        (
            gettext_noop("Tidak kompeten"),
            gettext_noop("Kurang kompeten"),
            gettext_noop("Kompeten"),
            gettext_noop("Sangat kompeten"),
        ),
    ),
    Element(
        "behaviour",
        gettext_noop("Perilaku pelaksana"),
        gettext_noop("Apakah petugas sopan dan ramah kepada Anda?"),
        (
            gettext_noop("Tidak sopan dan ramah"),
            gettext_noop("Kurang sopan dan ramah"),
            gettext_noop("Sopan dan ramah"),
            gettext_noop("Sangat sopan dan ramah"),
        ),
    ),
    Element(
        "complaints",
        gettext_noop("Penanganan pengaduan, saran, dan masukan"),
        gettext_noop("Bagaimana pengaduan, saran, dan masukan ditangani di kantor ini?"),
        (
            gettext_noop("Tidak ada"),
            gettext_noop("Ada, tetapi tidak berfungsi"),
            gettext_noop("Berfungsi, kurang maksimal"),
            gettext_noop("Dikelola dengan baik"),
        ),
    ),
    Element(
        "facilities",
        gettext_noop("Sarana dan prasarana"),
        gettext_noop("Bagaimana keadaan sarana dan prasarana di kantor ini?"),
        (
            gettext_noop("Buruk"),
            gettext_noop("Cukup"),
            gettext_noop("Baik"),
            gettext_noop("Sangat baik"),
        ),
    ),
)

KEYS: tuple[str, ...] = tuple(element.key for element in ELEMENTS)
SCALE: tuple[int, ...] = (1, 2, 3, 4)


def ordered(order: ElementOrder) -> tuple[Element, ...]:
    """The nine elements as they are numbered U1 to U9 in the chosen order."""
    if order is ElementOrder.LIST:
        return ELEMENTS
    *first, complaints, facilities = ELEMENTS
    return (*first, facilities, complaints)


def codes(order: ElementOrder) -> dict[str, str]:
    """Code (U1 to U9) of each element key in the chosen order."""
    return {element.key: f"U{place}" for place, element in enumerate(ordered(order), start=1)}
