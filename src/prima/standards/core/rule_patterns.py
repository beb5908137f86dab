"""How the kinds, numbers and years of rules are written, as patterns over repaired text."""

from __future__ import annotations

import re
from typing import Final

_RI: Final = r"(?:\s*\b(?:republik\s+indonesia|r\.?i)\b\.?)?"
_ABBREVIATED: Final = r"(?:\s*\([A-Za-z. -]{2,20}\))?"
NOMOR: Final = r"\b(?:nomor|nomer|nmr|nomo|no|nr)\b\s*[.:]*\s*"
_NUMBER_WORD: Final = rf"(?:[,:]?\s*{NOMOR})"
YEAR_WORD: Final = r"(?:\b|(?<=\d)|(?<=/))(?:tahun|tahn|thun|thn|th)\b[.:]?"
_NUMBER: Final = r"(?=[A-Za-z./\- ]{0,24}?\d)[A-Za-z0-9]+(?:\s*[./-]\s*[A-Za-z0-9]+)*?"
FULL_YEAR: Final = r"(?:19|20)\d\d(?!\d)"
_YEAR: Final = (
    rf"(?:\s*[/-]\s*(?:{YEAR_WORD}\s*)?|\s*,?\s*{YEAR_WORD}\s*|\s+)(?P<year>{FULL_YEAR})"
)
_SHORT: Final = rf"(?P<little>\d{{1,4}})(?:\s*/\s*|\s*{YEAR_WORD}\s*)(?P<two>\d\d)(?![\d/.])"
_REVERSED: Final = (
    rf"\s*{YEAR_WORD}\s*(?P<early>{FULL_YEAR})\s*{_NUMBER_WORD}\s*(?P<late>\d+[A-Z]?)\b"
)
_ISSUER_LETTER: Final = r"(?!\b(?:tentang|tahun|nomor|no|pasal|jo)\b)[A-Za-z .,&()-]"
_ISSUER: Final = rf"(?P<issuer>(?:{_ISSUER_LETTER}){{2,90}}?)"

_PANRB: Final = (
    r"(?:pan\s*-?\s*(?:dan\s*)?-?\s*rb|panrb|pan|pendayagunaan\s+aparatur\s+negara"
    r"(?:\s*(?:dan|&)\s*reformasi\s+birokrasi)?)"
)
_DIRJEN: Final = r"(?:dirjen|direktur\s+jenderal|ditjen)"

_DECISION: Final = r"(?:(?:surat\s+)?keputusan|kep|sk)\.?"
_BODY: Final = (
    r"(?:badan\s+siber\s+dan\s+sandi\s+negara|badan\s+kepegawaian\s+negara|"
    r"badan\s+wakaf\s+indonesia|bssn|bkn|bwi|anri|kpk|komisi\s+pemberantasan\s+korupsi|"
    r"komisi\s+informasi|ombudsman|mahkamah\s+agung)"
)
_SOME_BODY: Final = rf"(?:badan|lembaga|komisi)\s(?:{_ISSUER_LETTER}){{2,80}}?"

# Kind, how its name is written, and whether the issuer is named behind it. Where two readings
# begin at one place the longer one counts.
_HEADS: Final[tuple[tuple[str, str], ...]] = (
    ("uu", r"undang-undang|u\.?u\b\.?|uu(?=\d)"),
    ("perppu", r"peraturan\s+pemerintah\s+pengganti\s+undang-undang|perp+u"),
    ("pp", r"peraturan\s+pemerintah|p\.?p\b\.?|pp(?=\d)"),
    ("perpres", r"peraturan\s+presiden|perpres"),
    ("keppres", r"keputusan\s+presiden|kep+res"),
    ("inpres", r"instruksi\s+presiden|inpres"),
    ("pma", r"(?:peraturan|per)\s+(?:menteri\s+agama|menag)|permen\s*agama|permenag|pma"),
    ("kma", r"(?:(?:surat\s+)?keputusan|kep|sk)\s+(?:menteri\s+agama|menag)|kepmenag|kma"),
    ("permenpanrb", rf"(?:peraturan\s+menteri|permen)\s*-?\s*{_PANRB}"),
    ("kepmenpanrb", rf"(?:keputusan\s+menteri|kepmen)\s*-?\s*{_PANRB}"),
    ("pedoman", rf"pedoman\s+(?:menteri|men)\s*{_PANRB}"),
    ("permen", rf"(?:peraturan\s+menteri|permen)\s*{_ISSUER}"),
    ("permen", r"(?P<issuer>pmk)"),
    ("kepmen", rf"(?:keputusan\s+menteri|kepmen)\s*{_ISSUER}"),
    ("perlem", rf"(?:peraturan|perka)\s+(?P<issuer>(?:kepala\s+)?{_BODY})(?:\s+pusat)?"),
    ("perlem", rf"peraturan\s+(?P<issuer>(?:kepala\s+)?{_SOME_BODY})"),
    ("kepdirjen", rf"{_DECISION}\s*{_DIRJEN}\s+{_ISSUER}"),
    ("kepdirjen", rf"kepdirjen\s+{_ISSUER}"),
    ("kepdirjen", rf"(?:{_DECISION}\s*{_DIRJEN}|kepdirjen)(?=[^A-Za-z]+(?:\w+\W+)?dj)"),
    ("se", rf"(?:surat\s+edaran|edaran|s\.?e\b\.?)\s*{_ISSUER}"),
    ("perda", rf"(?:peraturan\s+daerah|perda)\s*{_ISSUER}"),
    ("pergub", rf"(?:peraturan\s+gubernur|pergub)\s*{_ISSUER}"),
    ("perbup", rf"(?:peraturan\s+bupati|perbup)\s*{_ISSUER}"),
    ("perwali", rf"(?:peraturan\s+wali\s*kota|perwali|perwal)\s*{_ISSUER}"),
)
_THEIRS: Final = r"(?:\s+agama(?:\s*(?:dan|,|&)\s*menteri\s+dalam\s+negeri)?)?"
_JOINT_HEADS: Final = (
    ("pbm", rf"peraturan\s+bersama\s+(?:para\s+)?menteri{_THEIRS}|pbm"),
    ("skb", r"(?:surat\s+)?keputusan\s+bersama(?:\s+\w+)?(?:\s+menteri)?"),
    ("skb", r"skb(?:\s+\w+\s+menteri)?"),
)


def _compiled(head: str, tail: str) -> re.Pattern[str]:
    opening = rf"(?<![A-Za-z0-9])(?:{head})(?![A-Za-z]){_ABBREVIATED}{_RI}{_ABBREVIATED}"
    return re.compile(opening + tail, re.IGNORECASE)


_PLAIN_TAIL: Final = (
    rf"(?:{_REVERSED}|\s*{_NUMBER_WORD}?\s*(?:(?P<number>{_NUMBER}){_YEAR}|{_SHORT}))"
)
_JOINT: Final = rf"{_NUMBER}(?:\s*{YEAR_WORD}\s*{FULL_YEAR})?"
AND: Final = r"\s*(?:,\s*dan\b|,|\bdan\b|&)\s*"
_JOINT_TAIL: Final = (
    rf"\s*{_NUMBER_WORD}?\s*(?P<number>(?:{_JOINT}{AND}{_NUMBER_WORD}?\s*)+{_NUMBER}){_YEAR}"
)
PATTERNS: Final = (
    *((kind, _compiled(head, _JOINT_TAIL)) for kind, head in _JOINT_HEADS),
    *((kind, _compiled(head, _PLAIN_TAIL)) for kind, head in (*_HEADS, *_JOINT_HEADS)),
    # The old numbering of the ministry names itself: KEP/25/M.PAN/2/2004.
    ("kepmenpanrb", _compiled(r"(?P<number>kep/\d+/m\.pan/\d+)(?=/)", r"/(?P<year>\d{4})")),
)
CONSTITUTION: Final = re.compile(
    r"(?<!\w)(?:undang-undang\s+dasar|u\.?u\.?d\b\.?)(?:\s+(?:negara|nri?|republik\s+indonesia|ri))*"
    r"(?:\s*(?:19|'|\u2019)?\s*(?:tahun)?\s*(?:1945|'?45))?",
    re.IGNORECASE,
)
# A rule that only stands in the title of another: "tentang Perubahan atas PMA 90/2013".
IN_TITLE: Final = re.compile(
    r"\btentang\b.*\b(?:pelaksanaan|perubahan(?:\s+\w+){0,3}\s+atas|pencabutan(?:\s+atas)?|"
    r"penetapan|peraturan\s+pelaksana(?:an)?(?:\s+dari)?)\s*$",
    re.IGNORECASE | re.DOTALL,
)
