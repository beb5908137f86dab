"""What a rule is called: its kind, number and year, said shortly and in full."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final, NamedTuple


class KindName(NamedTuple):
    """How rules of one kind are written; `%s` stands for who issued them."""

    short: str
    full: str


# From the highest rank down (UU 12/2011 article 7), then decisions and letters.
KINDS: Final[Mapping[str, KindName]] = {
    "uud": KindName("UUD", "Undang-Undang Dasar Negara Republik Indonesia"),
    "uu": KindName("UU", "Undang-Undang"),
    "perppu": KindName("Perppu", "Peraturan Pemerintah Pengganti Undang-Undang"),
    "pp": KindName("PP", "Peraturan Pemerintah"),
    "perpres": KindName("Perpres", "Peraturan Presiden"),
    "keppres": KindName("Keppres", "Keputusan Presiden"),
    "inpres": KindName("Inpres", "Instruksi Presiden"),
    "pma": KindName("PMA", "Peraturan Menteri Agama"),
    "permenpanrb": KindName(
        "PermenPANRB",
        "Peraturan Menteri Pendayagunaan Aparatur Negara dan Reformasi Birokrasi",
    ),
    "permen": KindName("Peraturan Menteri %s", "Peraturan Menteri %s"),
    "pbm": KindName("PBM", "Peraturan Bersama Menteri Agama dan Menteri Dalam Negeri"),
    "perlem": KindName("Peraturan %s", "Peraturan %s"),
    "kma": KindName("KMA", "Keputusan Menteri Agama"),
    "kepmenpanrb": KindName(
        "Keputusan MenPANRB",
        "Keputusan Menteri Pendayagunaan Aparatur Negara dan Reformasi Birokrasi",
    ),
    "kepmen": KindName("Keputusan Menteri %s", "Keputusan Menteri %s"),
    "skb": KindName("SKB", "Keputusan Bersama Menteri"),
    "kepdirjen": KindName("SK Dirjen %s", "Keputusan Direktur Jenderal %s"),
    "pedoman": KindName(
        "Pedoman MenPANRB",
        "Pedoman Menteri Pendayagunaan Aparatur Negara dan Reformasi Birokrasi",
    ),
    "se": KindName("SE %s", "Surat Edaran %s"),
    "perda": KindName("Perda %s", "Peraturan Daerah %s"),
    "pergub": KindName("Pergub %s", "Peraturan Gubernur %s"),
    "perbup": KindName("Perbup %s", "Peraturan Bupati %s"),
    "perwali": KindName("Perwali %s", "Peraturan Wali Kota %s"),
    "other": KindName("%s", "%s"),
}

# Kinds that say nothing without the name of who issued the rule.
ISSUED: Final = frozenset(kind for kind, name in KINDS.items() if "%s" in name.full)

# Names of issuers as people shorten them (key), and as the register keeps them.
ISSUERS: Final[Mapping[str, str]] = {
    "bimbingan masyarakat islam": "Bimas Islam",
    "bimas islam": "Bimas Islam",
    "bimasislam": "Bimas Islam",
    "bimas": "Bimas Islam",
    "pendidikan islam": "Pendis",
    "pendis": "Pendis",
    "kpk": "KPK",
    "komisi pemberantasan korupsi": "KPK",
    "bssn": "BSSN",
    "badan siber dan sandi negara": "BSSN",
    "ombudsman": "Ombudsman",
    "bkn": "BKN",
    "badan kepegawaian negara": "BKN",
    "kepala bkn": "BKN",
    "kepala badan kepegawaian negara": "BKN",
    "komisi informasi": "Komisi Informasi",
    "badan wakaf indonesia": "BWI",
    "bwi": "BWI",
    "anri": "ANRI",
    "mahkamah agung": "Mahkamah Agung",
    "menpanrb": "MenPANRB",
    "menpan rb": "MenPANRB",
    "menpan": "MenPANRB",
    "menteri panrb": "MenPANRB",
    "menteri pan dan rb": "MenPANRB",
    "menteri pan rb": "MenPANRB",
    "menteri pendayagunaan aparatur negara dan reformasi birokrasi": "MenPANRB",
    "menag": "Menag",
    "menteri agama": "Menag",
    "dagri": "Dalam Negeri",
    "keu": "Keuangan",
    "pmk": "Keuangan",
    "dikbud": "Pendidikan dan Kebudayaan",
    "dikbudristek": "Pendidikan, Kebudayaan, Riset, dan Teknologi",
    "kes": "Kesehatan",
    "kumham": "Hukum dan Hak Asasi Manusia",
    "kominfo": "Komunikasi dan Informatika",
}
_TAIL: Final = re.compile(
    r"\s(?:kementerian agama|kemenag|republik indonesia|ri)\b.*$", re.IGNORECASE
)


@dataclass(frozen=True, slots=True, order=True)
class RuleName:
    """One rule; two writings of the same rule give the same value."""

    kind: str
    number: str
    year: int | None
    issuer: str = ""

    @property
    def key(self) -> str:
        """The same in small letters and hyphens: `pma-30-2024`."""
        parts = (self.kind, self.issuer, self.number, str(self.year or ""))
        return "-".join(filter(None, (_slug(part) for part in parts)))

    @property
    def short(self) -> str:
        """As officers write it among themselves: "PMA 30/2024"."""
        head = KINDS[self.kind].short.replace("%s", self.issuer).strip()
        if not self.year:
            return " ".join(filter(None, (head, self.number)))
        return f"{head} {self.number}/{self.year}" if self.number else f"{head} {self.year}"

    @property
    def full(self) -> str:
        """As a letter writes it: "Peraturan Menteri Agama Nomor 30 Tahun 2024"."""
        words = [KINDS[self.kind].full.replace("%s", self.issuer).strip()]
        if self.number:
            words.append(f"Nomor {self.number}")
        if self.year:
            words.append(f"Tahun {self.year}")
        return " ".join(words)


def issuer_name(written: str) -> str:
    """The one name of an issuer, however it was shortened."""
    plain = " ".join(_TAIL.sub("", written).replace("-", " ").replace(".", " ").split()).strip(
        " ,"
    )
    known = ISSUERS.get(plain.lower())
    if known:
        return known
    return " ".join(word if word.isupper() else word.capitalize() for word in plain.split())


def _slug(text: str) -> str:
    return re.sub(r"[^a-z0-9]+", "-", text.lower()).strip("-")
