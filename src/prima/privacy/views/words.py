"""Rights in plain words: what may be asked, what follows, and what the law makes us keep."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext as _

from prima.cases.public import Case
from prima.kernel.personal_data import Group
from prima.privacy import rules
from prima.privacy.core.retention import Limit
from prima.privacy.rules import SLUGS, RequestKind


@dataclass(frozen=True, slots=True)
class Right:
    """One right with its article."""

    title: str
    text: str
    article: str


@dataclass(frozen=True, slots=True)
class Way:
    """A link to the form of one right."""

    title: str
    text: str
    url: str


def rights() -> list[Right]:
    """The rights of UU 27/2022 that this office answers within 72 hours."""
    return [
        Right(
            str(RequestKind(kind).label), text, _("UU 27/2022 pasal %(article)s") % {"article": of}
        )
        for kind, text, of in _texts()
    ]


def ways() -> list[Way]:
    """The same as links, for somebody whose number and words were checked."""
    return [
        Way(
            str(RequestKind(kind).label),
            text,
            reverse("privacy:ask", kwargs={"slug": SLUGS[RequestKind(kind)]}),
        )
        for kind, text, _of in _texts()
    ]


def follows(kind: RequestKind) -> str:
    """What happens after the button."""
    return {
        RequestKind.ACCESS: _(
            "Kami menjawab paling lama 3 × 24 jam. Setelah dikabulkan, salinannya Anda unduh di "
            "halaman ini selama 14 hari. Kami tidak mengirimnya lewat surel atau WhatsApp."
        ),
        RequestKind.CORRECTION: _(
            "Isi hanya data yang salah dengan isi yang benar. Kami menjawab paling lama 3 × 24 "
            "jam. Produk yang sudah terbit tidak ikut berubah; tanyakan di loket bila perlu."
        ),
        RequestKind.ERASURE: _(
            "Kami menjawab paling lama 3 × 24 jam. Bila dikabulkan, nama, NIK, kontak, alamat, "
            "dan berkas Anda hilang selamanya. Tanggal, keputusan, dan nomor produk tetap ada."
        ),
        RequestKind.CONSENT: _(
            "Berlaku seketika. Kami tidak lagi mengirim kabar atau undangan survei tentang "
            "berkas ini. Keadaan berkas tetap dapat Anda lihat di halaman lacak."
        ),
        RequestKind.RESTRICTION: _(
            "Kami menjawab paling lama 3 × 24 jam. Selama dibatasi, petugas tidak dapat membuka "
            "lampiran dan NIK Anda, dan data Anda tidak kami hapus."
        ),
    }[kind]


def button(kind: RequestKind) -> str:
    """The button says what it does."""
    return {
        RequestKind.ACCESS: _("Minta salinan data"),
        RequestKind.CORRECTION: _("Kirim pembetulan"),
        RequestKind.ERASURE: _("Minta penghapusan data"),
        RequestKind.CONSENT: _("Hentikan kabar dan undangan"),
        RequestKind.RESTRICTION: _("Minta pembatasan data"),
    }[kind]


def kept(case: Case, kind: RequestKind, now: datetime) -> str:
    """What cannot be erased in this case, said before it is asked."""
    if kind != RequestKind.ERASURE:
        return ""
    if case.is_open:
        return _("Berkas ini masih berjalan. Data baru dapat dihapus setelah berkas berakhir.")
    found = rules.law().class_of(case.service.key, rules.local_day(now, case.office.time_zone))
    if not found.kept_on_request:
        return ""
    return _("Yang tetap kami simpan: %(groups)s. %(why)s (%(basis)s).") % {
        "groups": groups(found.kept_on_request),
        "why": found.kept_why,
        "basis": found.law.basis,
    }


def groups(keys: object) -> str:
    """Groups of data in words."""
    return ", ".join(str(Group(key).label) for key in keys)  # type: ignore[attr-defined]


def limits(now: datetime) -> list[Limit]:
    """For which reasons in law a request may be refused."""
    return [one for one in rules.law().limits if one.law.valid_from <= now.date()]


def _texts() -> list[tuple[RequestKind, str, str]]:
    return [
        (
            RequestKind.ACCESS,
            _("Anda menerima salinan semua data Anda pada satu berkas."),
            "7, 13, 32",
        ),
        (
            RequestKind.CORRECTION,
            _("Nama, NIK, telepon, surel, atau alamat yang salah kami betulkan."),
            "6, 30",
        ),
        (
            RequestKind.ERASURE,
            _("Setelah berkas berakhir, data Anda kami hapus, kecuali yang wajib kami simpan."),
            _("8 dan 42 sampai 45"),
        ),
        (
            RequestKind.CONSENT,
            _("Kami tidak lagi mengirim kabar dan undangan survei. Berlaku seketika."),
            "9, 40",
        ),
        (
            RequestKind.RESTRICTION,
            _("Data Anda kami kunci sementara, misalnya selama Anda berkeberatan."),
            "11, 41",
        ),
    ]
