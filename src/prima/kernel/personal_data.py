"""The register of personal data: which column says what about whom, why, and what ends it.

UU 27/2022 art. 31 wants a record of processing. Each app declares its columns in a module
`personal_data` of its own (an earlier app knows nothing of a later one); this module gathers them.
The page of rights, the reference page and the erasure are made from the same rows, so that none
of them can promise what another does not do.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib import import_module
from importlib.util import find_spec
from types import ModuleType
from typing import Any, Final

from django.apps import apps
from django.db import models
from django.utils.translation import gettext_lazy as _

from prima.kernel.errors import Sentence

# What stands in a column that may not be empty once its personal content is gone. It is data, so
# it is not translated.
ERASED_MARK: Final = "[dihapus]"


class Whose(models.TextChoices):
    """Whom a column speaks of."""

    APPLICANT = "applicant", _("Pemohon")
    RECEIVER = "receiver", _("Penerima produk")
    RESPONDENT = "respondent", _("Penjawab survei")
    REPORTER = "reporter", _("Pelapor")
    STAFF = "staff", _("Pegawai")
    VISITOR = "visitor", _("Pengunjung situs")
    REPRESENTATIVE = "representative", _("Wakil masyarakat")
    GIVER = "giver", _("Pemberi gratifikasi")


class DataClass(models.TextChoices):
    """The two classes of UU 27/2022 art. 4."""

    GENERAL = "general", _("Umum")
    SPECIFIC = "specific", _("Spesifik")


class Basis(models.TextChoices):
    """Why it may be processed (UU 27/2022 art. 20 paragraph 2)."""

    PUBLIC_TASK = "public_task", _("Tugas pelayanan publik")
    LEGAL_OBLIGATION = "legal_obligation", _("Kewajiban hukum")
    CONSENT = "consent", _("Persetujuan Anda")


class Fate(models.TextChoices):
    """What becomes of a column when its person is erased."""

    BLANKED = "blanked", _("Dikosongkan")
    MARKED = "marked", _("Diganti tanda “dihapus”")
    REMOVED = "removed", _("Barisnya dihapus")
    KEPT = "kept", _("Tetap disimpan")
    EXPIRES = "expires", _("Hilang sendiri pada waktunya")


class Group(models.TextChoices):
    """What is kept or erased together."""

    IDENTITY = "identity", _("nama, NIK, dan alamat")
    CONTACT = "contact", _("nomor telepon, surel, dan pemberitahuan")
    PAPERS = "papers", _("berkas yang diunggah")
    TEXTS = "texts", _("catatan dan alasan yang ditulis petugas")
    OTHER = "other", _("data lain")


@dataclass(frozen=True, slots=True)
class PersonalField:
    """One column with personal data, as the record of processing names it."""

    model: str  # "cases.Case"
    field: str
    what: Sentence
    purpose: Sentence
    whose: Whose
    group: Group
    retention: str  # key of a retention class
    fate: Fate
    basis: Basis = Basis.PUBLIC_TASK
    data_class: DataClass = DataClass.GENERAL

    @property
    def label(self) -> str:
        """The column as the register names it: "cases.Case.applicant_nik"."""
        return f"{self.model}.{self.field}"

    @property
    def is_sealed(self) -> bool:
        """Whether the database holds it encrypted or hashed only."""
        column = apps.get_model(self.model)._meta.get_field(self.field)
        return type(column).__name__ in _SEALED_TYPES or self.field in _SEALED_BY_HAND


# Bytes of people are kept as boxes only.
_SEALED_TYPES: Final = frozenset({"EncryptedTextField", "BinaryField"})
# Sealed or hashed before they reach their column.
_SEALED_BY_HAND: Final = frozenset({"sealed", "nik_index", "phone_index", "key", "password"})

Rows = Callable[[int], "models.QuerySet[Any]"]


def register() -> tuple[PersonalField, ...]:
    """Every declared column, in the order of the floors."""
    return tuple(one for module in _modules() for one in getattr(module, "FIELDS", ()))


def rows_of_case() -> Mapping[str, Rows]:
    """By model: the rows that speak of the person of one case; given by the app that knows."""
    found: dict[str, Rows] = {}
    for module in _modules():
        found |= getattr(module, "ROWS_OF_CASE", {})
    return found


def not_personal() -> frozenset[str]:
    """Columns whose name sounds like a person's but that hold none, as the apps declare."""
    return frozenset(
        label for module in _modules() for label in getattr(module, "NOT_PERSONAL", ())
    )


@lru_cache(maxsize=1)
def _modules() -> tuple[ModuleType, ...]:
    return tuple(_declared())


def _declared() -> Iterator[ModuleType]:
    for config in apps.get_app_configs():
        name = f"{config.name}.personal_data"
        if config.name.startswith("prima.") and find_spec(name) is not None:
            yield import_module(name)


_FILES: Final = _("Memeriksa persyaratan")
_NOTICES: Final = _("Mengabari Anda tentang berkas Anda")

FIELDS: Final = (
    PersonalField(
        "kernel.StoredFile", "original_name", _("Nama dan isi berkas yang diunggah"), _FILES,
        Whose.APPLICANT, Group.PAPERS, "service-case", Fate.BLANKED,
        data_class=DataClass.SPECIFIC,
    ),
    PersonalField(
        "kernel.OutgoingMessage", "recipient", _("Alamat tujuan pemberitahuan"), _NOTICES,
        Whose.APPLICANT, Group.CONTACT, "notices", Fate.BLANKED,
    ),
    PersonalField(
        "kernel.OutgoingMessage", "body", _("Isi pemberitahuan"), _NOTICES,
        Whose.APPLICANT, Group.CONTACT, "notices", Fate.BLANKED,
    ),
    PersonalField(
        "kernel.RememberedResult", "sealed", _("Nomor dan lima kata pada formulir terkirim"),
        _("Agar formulir yang terkirim dua kali menjadi satu berkas"),
        Whose.APPLICANT, Group.OTHER, "form-results", Fate.REMOVED,
    ),
    PersonalField(
        "kernel.AttemptCount", "key", _("Alamat jaringan dalam bentuk tersamar"),
        _("Mencegah orang mencoba-coba nomor berkas"),
        Whose.VISITOR, Group.OTHER, "attempts", Fate.EXPIRES,
    ),
)  # fmt: skip

# Names and keys we make ourselves, and subjects, which may hold neither a link nor a long number.
NOT_PERSONAL: Final = frozenset(
    {
        "kernel.StoredFile.stored_name",
        "kernel.OutgoingMessage.subject",
        "kernel.OutgoingMessage.reason",
    }
)
