"""Kinds of offices, duties, roles and the one table that says what a role may do."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date, timedelta
from typing import Final

from django.db.models import TextChoices
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from prima.kernel.errors import RuleBroken
from prima.offices.core.substitution import Reason


class OfficeKind(TextChoices):
    """Levels of the ministry, from the top down."""

    MINISTRY = "ministry", _("Kementerian")
    REGIONAL = "regional", _("Kantor wilayah")
    DISTRICT = "district", _("Kantor kabupaten atau kota")
    SUBDISTRICT = "subdistrict", _("Kantor urusan agama kecamatan")


class TimeZone(TextChoices):
    """The three zones of Indonesia; none has summer time."""

    WIB = "Asia/Jakarta", _("WIB (Jakarta)")
    WITA = "Asia/Makassar", _("WITA (Makassar)")
    WIT = "Asia/Jayapura", _("WIT (Jayapura)")


class Honorific(TextChoices):
    """How a person wishes to be addressed."""

    BAPAK = "bapak", _("Bapak")
    IBU = "ibu", _("Ibu")


class Duty(TextChoices):
    """Tugas: what a position does in a SOP, the same word in every office."""

    FRONT_OFFICE = "front_office", _("Petugas loket")
    ADMINISTRATOR = "administrator", _("Pengadministrasi")
    MARRIAGE_REGISTRAR = "marriage_registrar", _("Penghulu")
    WAKAF_OFFICER = "wakaf_officer", _("Petugas wakaf")
    ISLAMIC_GUIDANCE = "islamic_guidance", _("Penyuluh agama Islam")
    UNIT_HEAD = "unit_head", _("Kepala KUA")
    MADRASAH_SECTION = "madrasah_section", _("Seksi pendidikan madrasah")
    PESANTREN_SECTION = "pesantren_section", _("Seksi pendidikan diniyah dan pondok pesantren")
    ISLAMIC_SECTION = "islamic_section", _("Seksi bimbingan masyarakat Islam")
    WAKAF_SECTION = "wakaf_section", _("Penyelenggara zakat dan wakaf")
    GENERAL_SECTION = "general_section", _("Subbagian tata usaha")
    DISTRICT_HEAD = "district_head", _("Kepala kantor kabupaten atau kota")


class Role(TextChoices):
    """Peran: what a person may see and do in an office and all offices below it."""

    OFFICER = "officer", _("Petugas")
    SUPERVISOR = "supervisor", _("Penyelia")
    HEAD = "head", _("Kepala")
    MANAGER = "manager", _("Pengelola")
    AUTHOR = "author", _("Penyusun")
    REVIEWER = "reviewer", _("Peninjau")
    VERIFIER = "verifier", _("Verifikator")
    ENUMERATOR = "enumerator", _("Surveyor")
    COMPLAINT_OFFICER = "complaint_officer", _("Petugas pengaduan")
    UPG = "upg", _("Petugas UPG")
    REPORT_RECIPIENT = "report_recipient", _("Penerima laporan pelanggaran")


# What each duty does in the procedures, for whoever sets up an office.
DUTY_WORK: Final = {
    Duty.FRONT_OFFICE: _("Menerima permohonan, memeriksa syarat, dan menyerahkan hasil."),
    Duty.ADMINISTRATOR: _("Mencatat, mengetik, dan mengarsipkan."),
    Duty.MARRIAGE_REGISTRAR: _("Memeriksa calon pengantin dan mencatat peristiwa nikah."),
    Duty.WAKAF_OFFICER: _("Menyiapkan akta ikrar wakaf dan memeriksa tanahnya."),
    Duty.ISLAMIC_GUIDANCE: _("Memberi bimbingan dan penyuluhan."),
    Duty.UNIT_HEAD: _("Memutus dan menandatangani di kantor urusan agama."),
    Duty.MADRASAH_SECTION: _("Memeriksa permohonan tentang madrasah."),
    Duty.PESANTREN_SECTION: _("Memeriksa permohonan tentang pesantren dan pendidikan diniyah."),
    Duty.ISLAMIC_SECTION: _("Memeriksa permohonan tentang bimbingan masyarakat Islam."),
    Duty.WAKAF_SECTION: _("Memeriksa permohonan tentang zakat dan wakaf."),
    Duty.GENERAL_SECTION: _("Mengurus surat, nomor, dan arsip kantor."),
    Duty.DISTRICT_HEAD: _("Memutus dan menandatangani di kantor kabupaten atau kota."),
}


class AppointmentKind(TextChoices):
    """How somebody comes to act in a position (UU 30/2014 art. 13 and 14)."""

    DEFINITIVE = "definitive", _("Definitif")
    ACTING_TEMPORARY = "acting_temporary", _("Pelaksana harian (Plh.)")
    ACTING_VACANT = "acting_vacant", _("Pelaksana tugas (Plt.)")
    DELEGATION = "delegation", _("Pelimpahan wewenang")


class AbsenceReason(TextChoices):
    """Why somebody is away, no finer than the office needs it."""

    LEAVE = "leave", _("Cuti")
    TRAVEL = "travel", _("Perjalanan dinas")
    TRAINING = "training", _("Pendidikan dan pelatihan")
    OTHER = "other", _("Berhalangan lainnya")


class CoverLevel(TextChoices):
    """How near a duty without anybody is; each is told once."""

    AHEAD = "ahead", _("Akan kosong")
    NOW = "now", _("Sedang kosong")


class CalendarDayKind(TextChoices):
    """Why the whole country is closed."""

    HOLIDAY = "holiday", _("Hari libur nasional")
    JOINT_LEAVE = "joint_leave", _("Cuti bersama")


class ChangeState(TextChoices):
    """Where a proposed change of the calendar stands; everything but a proposal is final."""

    PROPOSED = "proposed", _("Menunggu persetujuan")
    APPROVED = "approved", _("Disetujui")
    REJECTED = "rejected", _("Ditolak")
    WITHDRAWN = "withdrawn", _("Ditarik kembali")


class SeasonKind(TextChoices):
    """Seasons with office hours of their own."""

    RAMADAN = "ramadan", _("Ramadan")


# One person leads; the other duties may be shared by several.
SINGLE_DUTIES: Final = frozenset({Duty.UNIT_HEAD, Duty.DISTRICT_HEAD})

# Signing is a step of a SOP like any other, so whoever leads also works cases; which steps are
# theirs is decided by the positions they hold, not by the role.
PERMISSIONS: Final[Mapping[Role, frozenset[str]]] = {
    Role.OFFICER: frozenset({"see_cases", "work_cases", "register_cases"}),
    Role.SUPERVISOR: frozenset(
        {"see_cases", "work_cases", "see_workload", "review_sops", "handle_complaints"}
    ),
    Role.HEAD: frozenset(
        {
            "see_cases",
            "work_cases",
            "see_workload",
            "see_performance",
            "approve_sops",
            "set_standards",
            "handle_complaints",
            "decide_complaints",
        }
    ),
    Role.MANAGER: frozenset({"manage_office"}),
    Role.AUTHOR: frozenset({"write_sops", "write_standards"}),
    Role.REVIEWER: frozenset({"review_sops"}),
    Role.VERIFIER: frozenset({"verify_sops"}),
    Role.ENUMERATOR: frozenset({"ask_survey"}),
    Role.COMPLAINT_OFFICER: frozenset({"handle_complaints"}),
    Role.UPG: frozenset({"manage_gratuities"}),
    Role.REPORT_RECIPIENT: frozenset({"receive_reports"}),
}

# What standing in for somebody of another office gives there, besides the position itself: to see
# and work on its cases, and nothing of what its head sees of people.
STAND_IN_PERMISSIONS: Final = frozenset({"see_cases", "work_cases"})

# What each role may do, for whoever gives it.
ROLE_WORK: Final = {
    Role.OFFICER: _("Menerima berkas di loket dan mengerjakan langkah sesuai jabatannya."),
    Role.SUPERVISOR: _(
        "Melihat berkas yang terlambat dan pembagian kerja, ikut mengerjakan, dan meninjau SOP."
    ),
    Role.HEAD: _(
        "Melihat ringkasan janji, mengerjakan langkah yang menjadi tugasnya, serta mengesahkan "
        "SOP dan standar pelayanan."
    ),
    Role.MANAGER: _(
        "Mengelola kantor, pegawai, jabatan, peran, dan kalender. Tanpa melihat berkas."
    ),
    Role.AUTHOR: _("Menyusun SOP dan standar pelayanan. Tanpa melihat berkas."),
    Role.REVIEWER: _("Meninjau isi SOP dan memberi catatan sebelum diperiksa Verifikator."),
    Role.VERIFIER: _("Memeriksa bentuk dan dasar SOP sebelum disahkan Kepala."),
    Role.ENUMERATOR: _(
        "Menanyai pemohon yang terpilih undian tentang pelayanan kantor lain. Bukan pegawai "
        "kantor yang dinilai."
    ),
    Role.COMPLAINT_OFFICER: _(
        "Menerima, memeriksa, dan menjawab laporan masyarakat. Tanpa melihat berkas."
    ),
    Role.UPG: _(
        "Menerima laporan gratifikasi, meneruskannya ke KPK, dan menyimpan barangnya. Tanpa "
        "melihat berkas."
    ),
    Role.REPORT_RECIPIENT: _(
        "Membaca laporan pelanggaran yang disegel baginya, setelah disahkan penerima lain. Tanpa "
        "melihat berkas."
    ),
}

ALL_PERMISSIONS: Final = frozenset().union(*PERMISSIONS.values())

# Why an appointment is refused, in the words of the person who makes it.
REFUSALS: Final[Mapping[Reason, Promise]] = {
    "dates": _("Tanggal terakhir tidak boleh mendahului tanggal mulai."),
    "no_end": _("Isi tanggal terakhir. Penugasan pengganti selalu ada batas waktunya."),
    "no_deed": _("Isi nomor, tanggal, dan penanda tangan surat perintah atau keputusannya."),
    "signed_by_substitute": _(
        "Surat ini ditandatangani Plh. atau Plt., padahal pengganti tidak dapat menunjuk "
        "pengganti. Mintalah surat dari pejabat definitif atau atasannya."
    ),
    "nobody_to_stand_in_for": _("Pilih pejabat yang digantikan atau yang melimpahkan wewenang."),
    "needless_principal": _(
        "Penugasan definitif dan Plt. tidak menggantikan siapa pun. Kosongkan pilihan itu."
    ),
    "other_position": _("Pejabat yang dipilih memegang jabatan lain. Pilih pejabat jabatan ini."),
    "chain": _(
        "Pejabat yang dipilih sendiri seorang pengganti. Wewenang pengganti tidak dapat "
        "diteruskan; pilih pejabat definitif."
    ),
    "self": _("Seseorang tidak dapat menggantikan dirinya sendiri. Pilih pegawai lain."),
    "scope_of_own": _("Pejabat definitif memegang seluruh tugas jabatan. Kosongkan cakupan."),
    "principal_not_there": _(
        "Pejabat itu tidak memegang jabatan ini sepanjang tanggal tersebut. Sesuaikan tanggalnya."
    ),
    "not_absent": _(
        "Plh. hanya untuk pejabat yang sedang tidak di tempat. Catat dahulu cutinya, atau "
        "sesuaikan tanggal dengan cuti yang sudah dicatat."
    ),
    "not_vacant": _(
        "Jabatan ini masih ada pejabat definitifnya pada tanggal tersebut. Plt. hanya untuk "
        "jabatan yang kosong; bila pejabatnya berhalangan, tunjuk Plh."
    ),
    "plt_still_there": _(
        "Jabatan ini masih dijalankan Plt. pada tanggal tersebut. Akhiri penugasan Plt. dahulu."
    ),
    "occupied": _(
        "Jabatan ini hanya untuk satu orang dan masih ada pejabatnya pada tanggal tersebut. "
        "Akhiri dahulu penugasan pejabat itu."
    ),
    "already": _("Pegawai ini sudah memangku jabatan itu pada tanggal tersebut."),
    "covered": _(
        "Sudah ada pengganti pada tanggal tersebut. Akhiri penugasan itu dahulu, atau pilih "
        "tanggal lain."
    ),
    "substitute_absent": _(
        "Pegawai ini sendiri tercatat tidak di tempat pada tanggal tersebut. Pilih pegawai lain."
    ),
}

# Who holds one of these, or sees the cases of more than one office, sees so much that a stolen
# password alone must not open it (ASVS 6.3.3).
SEES_MUCH: Final = frozenset(
    {"manage_office", "see_performance", "manage_gratuities", "receive_reports"}
)

# How an Indonesian office writes who signs for whom, before the title of the position.
TITLE_PREFIXES: Final[Mapping[str, str]] = {
    AppointmentKind.DEFINITIVE: "",
    AppointmentKind.ACTING_TEMPORARY: "Plh. ",
    AppointmentKind.ACTING_VACANT: "Plt. ",
    AppointmentKind.DELEGATION: "a.n. ",
}

# Which kind of office may stand under which.
CHILDREN: Final[Mapping[OfficeKind, frozenset[OfficeKind]]] = {
    OfficeKind.MINISTRY: frozenset({OfficeKind.REGIONAL, OfficeKind.DISTRICT}),
    OfficeKind.REGIONAL: frozenset({OfficeKind.DISTRICT}),
    OfficeKind.DISTRICT: frozenset({OfficeKind.SUBDISTRICT}),
    OfficeKind.SUBDISTRICT: frozenset(),
}


def acting_title(kind: str, title: str) -> str:
    """The title under which somebody acts: "Plh. Kepala KUA"; no kind is one's own position."""
    return f"{TITLE_PREFIXES.get(kind, '')}{title}"


def may_stand_under(kind: OfficeKind, parent: OfficeKind | None) -> bool:
    """Whether an office of this kind may have such a parent; any kind may be the top of a tree."""
    return parent is None or kind in CHILDREN[parent]


def needs_second_factor(held: Mapping[str, Collection[int]], *, is_for_all: bool) -> bool:
    """Whether somebody with these permissions, by office, must prove more than a password."""
    if not any(held.values()):
        return False
    sees_much = any(held.get(permission) for permission in SEES_MUCH)
    return is_for_all or sees_much or len(held.get("see_cases", ())) > 1


def check_end_of_appointment(starts_on: date, ends_on: date, *, today: date) -> None:
    """Refuse a last day that would take back authority under which somebody has already acted.

    Work done up to now rests on the appointment, so it ends today at the earliest, and within
    today by its moment (`ended_at`). An earlier date of the deed changes nothing about that.
    """
    _check_dates(starts_on, ends_on)
    if ends_on < today:
        raise RuleBroken(_("Tanggal itu sudah lewat. Pilih hari ini atau sesudahnya."))


def check_end_of_role(starts_on: date, ends_on: date, *, today: date) -> None:
    """Refuse a last day before yesterday: who saw what until then stays as it was.

    A role counts for whole days and has no moment. So yesterday is the way to take it away now,
    and how long it counted today is told by the journal.
    """
    _check_dates(starts_on, ends_on)
    if ends_on < today - timedelta(days=1):
        raise RuleBroken(
            _(
                "Tanggal itu sudah lewat. Pilih hari ini atau sesudahnya, atau kemarin bila peran "
                "harus berhenti sekarang juga."
            )
        )


def _check_dates(starts_on: date, ends_on: date) -> None:
    if ends_on < starts_on:
        raise RuleBroken(REFUSALS["dates"])


def is_in_force(on: date, starts_on: date, ends_on: date | None) -> bool:
    """Whether an appointment counts on this date; its last day is included."""
    return starts_on <= on and (ends_on is None or on <= ends_on)
