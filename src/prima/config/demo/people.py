"""Who works in the invented district: three offices below it and twenty people with their duties.

District, places, people, addresses and telephone numbers are made up; e-mail addresses end in a
top-level domain that is reserved for examples (RFC 2606), so no letter ever leaves.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from prima.offices.public import Duty, Honorific, OfficeKind, Role

DISTRICT: Final = "kemenag-tirtamulya"
CEMPAKA: Final = "kua-cempaka"
WANAJAYA: Final = "kua-wanajaya"
SUKARASA: Final = "kua-sukarasa"
UNITS: Final = (CEMPAKA, WANAJAYA, SUKARASA)


@dataclass(frozen=True, slots=True)
class Place:
    """One office as it is entered."""

    key: str
    kind: OfficeKind
    name: str
    prefix: str
    address: str
    phone: str
    email: str


PLACES: Final = (
    Place(
        DISTRICT,
        OfficeKind.DISTRICT,
        "Kantor Kementerian Agama Kabupaten Tirtamulya",
        "KT",
        "Jalan Merdeka 1, Tirtamulya",
        "(0200) 555001",
        "kabupaten@tirtamulya.example",
    ),
    Place(
        CEMPAKA,
        OfficeKind.SUBDISTRICT,
        "KUA Kecamatan Cempaka",
        "CP",
        "Jalan Cempaka Raya 14, Cempaka, Tirtamulya",
        "(0200) 555014",
        "kua.cempaka@tirtamulya.example",
    ),
    Place(
        WANAJAYA,
        OfficeKind.SUBDISTRICT,
        "KUA Kecamatan Wanajaya",
        "WJ",
        "Jalan Balai Desa 3, Wanajaya, Tirtamulya",
        "(0200) 555023",
        "kua.wanajaya@tirtamulya.example",
    ),
    Place(
        SUKARASA,
        OfficeKind.SUBDISTRICT,
        "KUA Kecamatan Sukarasa",
        "SR",
        "Jalan Pasar Lama 8, Sukarasa, Tirtamulya",
        "(0200) 555038",
        "kua.sukarasa@tirtamulya.example",
    ),
)


@dataclass(frozen=True, slots=True)
class Person:
    """One member of staff: where, what they may see, and which positions they hold."""

    office: str
    name: str
    honorific: Honorific
    role: Role
    positions: tuple[tuple[Duty, str], ...]
    # What they do for the office's procedures and standards, beside the role above.
    also: tuple[Role, ...] = ()

    @property
    def email(self) -> str:
        """The log-in name; no two of them have the same first name."""
        return f"{self.name.split()[0].lower()}@tirtamulya.example"


FRONT: Final = (Duty.FRONT_OFFICE, "Petugas loket")
REGISTRAR: Final = (Duty.MARRIAGE_REGISTRAR, "Penghulu")
GUIDANCE: Final = (Duty.ISLAMIC_GUIDANCE, "Penyuluh agama Islam")
WAKAF: Final = (Duty.WAKAF_OFFICER, "Petugas wakaf")
UNIT_HEAD: Final = (Duty.UNIT_HEAD, "Kepala KUA")
CLERK: Final = (Duty.ADMINISTRATOR, "Pengadministrasi")

PEOPLE: Final = (
    Person(
        DISTRICT,
        "Lukman Ramdani",
        Honorific.BAPAK,
        Role.HEAD,
        ((Duty.DISTRICT_HEAD, "Kepala Kantor Kemenag"),),
    ),
    Person(
        DISTRICT,
        "Ratna Puspitasari",
        Honorific.IBU,
        Role.SUPERVISOR,
        ((Duty.GENERAL_SECTION, "Kepala Subbag Tata Usaha"),),
        also=(Role.VERIFIER,),
    ),
    Person(
        DISTRICT,
        "Asep Suryaman",
        Honorific.BAPAK,
        Role.SUPERVISOR,
        ((Duty.ISLAMIC_SECTION, "Kepala Seksi Bimas Islam"),),
    ),
    Person(
        DISTRICT,
        "Wahyu Prasetya",
        Honorific.BAPAK,
        Role.OFFICER,
        ((Duty.MADRASAH_SECTION, "Pelaksana Seksi Madrasah"),),
        also=(Role.AUTHOR,),
    ),
    Person(
        DISTRICT,
        "Nur Aisyah Rahma",
        Honorific.IBU,
        Role.OFFICER,
        ((Duty.PESANTREN_SECTION, "Pelaksana Seksi Pesantren"),),
        also=(Role.REVIEWER,),
    ),
    Person(
        DISTRICT,
        "Dewi Anggraini",
        Honorific.IBU,
        Role.OFFICER,
        ((Duty.FRONT_OFFICE, "Petugas loket terpadu"),),
    ),
    Person(
        DISTRICT,
        "Bayu Saputra",
        Honorific.BAPAK,
        Role.OFFICER,
        ((Duty.FRONT_OFFICE, "Petugas loket terpadu"),),
    ),
    Person(
        DISTRICT,
        "Indah Permatasari",
        Honorific.IBU,
        Role.MANAGER,
        ((Duty.ADMINISTRATOR, "Pengelola data dan sistem"),),
    ),
    Person(CEMPAKA, "Ahmad Fauzan Hadi", Honorific.BAPAK, Role.HEAD, (UNIT_HEAD,)),
    Person(CEMPAKA, "Maman Sulaeman", Honorific.BAPAK, Role.OFFICER, (REGISTRAR,)),
    Person(
        CEMPAKA, "Siti Khadijah", Honorific.IBU, Role.OFFICER, (GUIDANCE, WAKAF), (Role.AUTHOR,)
    ),
    Person(CEMPAKA, "Rina Marlina", Honorific.IBU, Role.OFFICER, (FRONT,)),
    Person(CEMPAKA, "Yusuf Maulana", Honorific.BAPAK, Role.SUPERVISOR, (CLERK, FRONT)),
    Person(WANAJAYA, "Dadang Kurnia", Honorific.BAPAK, Role.HEAD, (UNIT_HEAD,)),
    Person(WANAJAYA, "Hasan Basri Lubis", Honorific.BAPAK, Role.OFFICER, (REGISTRAR,)),
    Person(WANAJAYA, "Fitri Handayani", Honorific.IBU, Role.OFFICER, (GUIDANCE, WAKAF)),
    Person(WANAJAYA, "Tuti Rosmiati", Honorific.IBU, Role.OFFICER, (CLERK, FRONT)),
    Person(SUKARASA, "Endang Rohaeni", Honorific.IBU, Role.HEAD, (UNIT_HEAD,)),
    Person(SUKARASA, "Iwan Setiawan", Honorific.BAPAK, Role.OFFICER, (REGISTRAR, GUIDANCE, WAKAF)),
    Person(SUKARASA, "Lilis Sumiati", Honorific.IBU, Role.OFFICER, (CLERK, FRONT)),
)
