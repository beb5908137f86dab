"""What the title of a column says: an element, a code, an answer's number, or something else.

The words are those of PermenPANRB 14/2017 (list of elements and specimen questionnaire) and of
the forms that offices make from it.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from prima.surveys.core.elements import Element
from prima.surveys.core.reading.answers import plain

# Beginnings of words, the telling ones first; each counts three, those after the bar one.
_TELLING: Final[Mapping[str, str]] = {
    "requirements": "persyaratan syarat |",
    "procedure": "prosedur mekanisme alur | sistem",
    "time": "kecepatan waktu cepat | tepat lama",
    "cost": "biaya tarif gratis mahal | kewajaran",
    "product": "produk | hasil spesifikasi keluaran",
    "competence": "kompeten kemampuan keahlian kecakapan keterampilan cakap | mampu ahli terampil",
    "behaviour": "perilaku sopan kesopanan ramah keramahan | sikap",
    "complaints": "pengaduan aduan keluhan | penanganan",
    "facilities": "sarana prasarana fasilitas | kenyamanan",
    "middlemen": "percaloan calo perantara |",
    "levies": "pungli pungutan | liar",
    "rewards": "gratifikasi imbalan hadiah |",
    "discrimination": "diskriminasi diskriminatif membedakan |",
    "bribery": "suap penyuapan |",
}
_AROUND: Final = "[](){}\"'*:. "
_STRONG, _WEAK, _SHORT = 3, 1, 3
# Read in titles whose spaces are single.
_CODE: Final = re.compile(
    r"(?P<prefix>u|unsur|p|q|pertanyaan|soal|question|no)? ?[-.:_]? ?(?P<number>\d{1,2})"
    r"(?: ?[.\-_] ?(?P<question>\d{1,2})| ?(?P<letter>[a-h])(?![a-z]))?"
    r" ?(?:[.):\-–=] ?| |$)(?P<rest>.*)$"
)
_LINE: Final = re.compile(r"^\d{1,2} ?[.)] ?")
_KEY: Final = re.compile(r"^(?P<key>[a-z][a-z0-9_-]*?)(?:[.\-_](?P<question>\d{1,2}))?$")

# Columns that are no answers, by the beginning of their title (plain words).
STAMPS: Final = ("timestamp", "cap waktu", "stempel waktu", "waktu pengisian", "waktu kirim",
                 "submitted at", "completion time", "start time", "tanggal dan waktu")  # fmt: skip
IDENTITIES: Final = ("id", "no", "nomor", "kode responden", "token", "response id", "no responden",
                     "nomor responden", "id responden", "submission id")  # fmt: skip
PROFILES: Final[Mapping[str, tuple[str, ...]]] = {
    "sex": ("jenis kelamin", "gender", "kelamin", "sex", "l p"),
    "age": ("usia", "umur", "age"),
    "education": ("pendidikan", "education"),
    "occupation": ("pekerjaan", "profesi", "occupation"),
    "service": ("jenis layanan", "layanan", "jenis pelayanan", "pelayanan yang", "service"),
    "disability": ("disabilitas", "penyandang disabilitas"),
}


PROFILE_TITLES: Final[Mapping[str, str]] = {
    "sex": "Jenis kelamin",
    "age": "Usia",
    "education": "Pendidikan",
    "occupation": "Pekerjaan",
    "service": "Jenis layanan",
    "disability": "Penyandang disabilitas",
}


@dataclass(frozen=True, slots=True)
class Heading:
    """What one title says. `number` is the place in an order of elements (U8 is 8), if any."""

    key: str | None = None
    is_tie: bool = False
    number: int | None = None
    question: str = ""


def heading_of(title: str, elements: Sequence[Element]) -> Heading:
    """Read one title. Words decide before numbers: U8 is called by both orders."""
    bare = " ".join(title.casefold().split()).strip(_AROUND)
    keys = [element.key for element in elements]
    if bare in keys:
        return Heading(bare)
    if (match := _KEY.match(bare)) and match["key"] in keys:
        return Heading(match["key"], question=match["question"] or "")
    match = _CODE.match(bare)
    if match is None:
        return Heading(*_by_words(plain(bare), elements))
    key, is_tie = _by_words(plain(match["rest"]), elements)
    # "3. Pekerjaan" is the third line of a form, and no element.
    is_code = not match["rest"] or match["prefix"] in {"u", "unsur"} or key is not None
    number = int(match["number"]) if is_code else None
    return Heading(key, is_tie, number, match["question"] or match["letter"] or "")


def without_number(title: str) -> str:
    """The plain words of a title behind its code: "U1.2 Apakah cepat?" asks "apakah cepat"."""
    match = _CODE.match(" ".join(title.casefold().split()).strip(_AROUND))
    return plain(match["rest"] if match else title)


def _by_words(words: str, elements: Sequence[Element]) -> tuple[str | None, bool]:
    """The element whose words the title holds most; a tie is none."""
    scores = sorted(((_score(words, one), one.key) for one in elements), reverse=True)
    (best, key), (second, _other) = scores[0], (*scores, (0, ""))[1]
    if not best:
        return None, False
    return (None, True) if best == second else (key, False)


def _score(words: str, element: Element) -> int:
    if words == plain(element.name) or words == plain(element.question):
        return 100
    telling = _TELLING.get(element.key)
    if telling is None:
        telling = (
            " ".join(word for word in plain(element.name).split() if len(word) > _SHORT) + " |"
        )
    strong, _bar, weak = telling.partition("|")
    return _STRONG * _hits(words, strong) + _WEAK * _hits(words, weak)


def _hits(words: str, stems: str) -> int:
    return sum(any(word.startswith(stem) for word in words.split()) for stem in stems.split())


def says(title: str, beginnings: Sequence[str]) -> bool:
    """Whether a title begins with one of these words."""
    words = plain(_LINE.sub("", " ".join(title.replace("_", " ").split())))
    return any(words == start or words.startswith(f"{start} ") for start in beginnings)


def is_identity(title: str) -> bool:
    """`No` and `ID` by themselves; "No 3" and "No. 1 Persyaratan" are questions."""
    return plain(title.replace("_", " ")) in IDENTITIES


def is_running_number(title: str) -> bool:
    """Whether rows are merely counted in this column: such a number may begin again."""
    return plain(title) in {"no", "nomor"}


def identity_of(titles: Sequence[str]) -> int | None:
    """The column that tells one row from another: a moment, else a number."""
    stamps = [at for at, title in enumerate(titles) if says(title, STAMPS)]
    numbers = [at for at, title in enumerate(titles) if is_identity(title)]
    return next(iter(stamps or numbers), None)


def profile_of(title: str) -> str | None:
    """Which question about the respondent a title asks."""
    return next((kind for kind, starts in PROFILES.items() if says(title, starts)), None)
