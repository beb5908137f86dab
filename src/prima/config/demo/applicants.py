"""Invented applicants: names put together, numbers that no person and no telephone has."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Final

from prima.cases.public import Applicant
from prima.config.demo.dice import Dice

# No regency of Jawa Barat has the number 99: whole and well-formed, and nobody's.
_AREA: Final = "329999"
# Every number of this block begins 0812 0000, which no operator has given out.
_PHONE: Final = "0812 0000 {:04d}"
_WOMEN: Final = (
    "Siti", "Nur", "Dewi", "Rina", "Euis", "Yuni", "Wati", "Fatimah", "Ayu", "Lestari",
    "Nurul", "Sri", "Maya", "Imas", "Halimah",
)  # fmt: skip
_MEN: Final = (
    "Ahmad", "Muhammad", "Agus", "Budi", "Cecep", "Dedi", "Eko", "Hendra", "Ujang", "Rudi",
    "Taufik", "Yanto", "Zaenal", "Rahmat", "Ilham",
)  # fmt: skip
_LAST: Final = (
    "Hidayat", "Nurjanah", "Saputri", "Permana", "Gunawan", "Ramadhani", "Suherman", "Wulandari",
    "Maulida", "Firmansyah", "Kusuma", "Mulyani", "Hermawan", "Syarif", "Anwar", "Kartika",
)  # fmt: skip
_STREETS: Final = ("Melati", "Kenanga", "Flamboyan", "Balai Desa", "Pesantren", "Sawah Besar")
_WOMAN_ADDS: Final = 40
_YOUNGEST: Final = date(2004, 1, 1)


def invent(dice: Dice, place: int, district: str) -> Applicant:
    """One applicant; `place` keeps numbers apart."""
    woman = dice.random() < 0.5  # noqa: PLR2004 - as many women as men
    name = f"{dice.choice(_WOMEN if woman else _MEN)} {dice.choice(_LAST)}"
    born = _YOUNGEST - timedelta(days=dice.randrange(40 * 365))
    day = born.day + (_WOMAN_ADDS if woman else 0)
    street = f"Jalan {dice.choice(_STREETS)} {dice.randrange(1, 90)}"
    mailed = dice.random() < 0.3  # noqa: PLR2004 - most leave a telephone number only
    email = f"{name.lower().replace(' ', '.')}{place}@warga.example"
    return Applicant(
        name=name,
        nik=f"{_AREA}{day:02d}{born:%m%y}{place % 10_000:04d}",
        phone=_PHONE.format(place % 10_000),
        email=email if mailed else "",
        address=f"{street}, {district}, Kabupaten Tirtamulya",
    )
