"""How the fixed words of standards and rules are said to people."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Final

from django.db.models import TextChoices
from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from prima.kernel.errors import RuleBroken
from prima.standards.core.bases import Fault, Judged
from prima.standards.core.content import CompletionTime, Requirement
from prima.standards.core.drafting import Finding

# The names of the fourteen components in PermenPANRB 15/2014.
COMPONENT_LABELS: Final[Mapping[str, Promise]] = {
    "requirements": gettext_lazy("Persyaratan"),
    "procedure": gettext_lazy("Sistem, mekanisme, dan prosedur"),
    "completion_time": gettext_lazy("Jangka waktu pelayanan"),
    "fee": gettext_lazy("Biaya atau tarif"),
    "product": gettext_lazy("Produk pelayanan"),
    "complaint_handling": gettext_lazy("Penanganan pengaduan, saran, dan masukan"),
    "legal_basis": gettext_lazy("Dasar hukum"),
    "facilities": gettext_lazy("Sarana, prasarana, dan fasilitas"),
    "staff_competence": gettext_lazy("Kompetensi pelaksana"),
    "internal_supervision": gettext_lazy("Pengawasan internal"),
    "staff_number": gettext_lazy("Jumlah pelaksana"),
    "service_guarantee": gettext_lazy("Jaminan pelayanan"),
    "safety_guarantee": gettext_lazy("Jaminan keamanan dan keselamatan pelayanan"),
    "staff_evaluation": gettext_lazy("Evaluasi kinerja pelaksana"),
}


class RegulationKind(TextChoices):
    """Kinds of rules, the highest rank first (UU 12/2011 article 7); keys of `core.rule_names`."""

    UUD = "uud", gettext_lazy("Undang-Undang Dasar")
    UU = "uu", gettext_lazy("Undang-Undang (UU)")
    PERPPU = "perppu", gettext_lazy("Peraturan Pemerintah Pengganti Undang-Undang (Perppu)")
    PP = "pp", gettext_lazy("Peraturan Pemerintah (PP)")
    PERPRES = "perpres", gettext_lazy("Peraturan Presiden (Perpres)")
    KEPPRES = "keppres", gettext_lazy("Keputusan Presiden (Keppres)")
    INPRES = "inpres", gettext_lazy("Instruksi Presiden (Inpres)")
    PMA = "pma", gettext_lazy("Peraturan Menteri Agama (PMA)")
    PERMENPANRB = "permenpanrb", gettext_lazy("Peraturan Menteri PANRB")
    PERMEN = "permen", gettext_lazy("Peraturan menteri lain")
    PBM = "pbm", gettext_lazy("Peraturan Bersama Menteri (PBM)")
    PERLEM = "perlem", gettext_lazy("Peraturan lembaga atau badan")
    KMA = "kma", gettext_lazy("Keputusan Menteri Agama (KMA)")
    KEPMENPANRB = "kepmenpanrb", gettext_lazy("Keputusan Menteri PANRB")
    KEPMEN = "kepmen", gettext_lazy("Keputusan menteri lain")
    SKB = "skb", gettext_lazy("Keputusan Bersama Menteri (SKB)")
    KEPDIRJEN = "kepdirjen", gettext_lazy("Keputusan Direktur Jenderal")
    PEDOMAN = "pedoman", gettext_lazy("Pedoman Menteri PANRB")
    SE = "se", gettext_lazy("Surat Edaran (SE)")
    PERDA = "perda", gettext_lazy("Peraturan Daerah (Perda)")
    PERGUB = "pergub", gettext_lazy("Peraturan Gubernur (Pergub)")
    PERBUP = "perbup", gettext_lazy("Peraturan Bupati (Perbup)")
    PERWALI = "perwali", gettext_lazy("Peraturan Wali Kota (Perwali)")
    OTHER = "other", gettext_lazy("Lainnya, tanpa nomor")


class EffectKind(TextChoices):
    """What a later rule does to an earlier one."""

    AMENDS = "amends", gettext_lazy("mengubah")
    REPLACES = "replaces", gettext_lazy("mencabut atau mengganti")


class CitingKind(TextChoices):
    """What stands on a legal basis."""

    STANDARD = "standard", gettext_lazy("Standar pelayanan")
    SOP = "sop", gettext_lazy("SOP")


class ReviewCause(TextChoices):
    """Why something is to be reviewed."""

    REVOKED = "revoked", gettext_lazy("Dasar hukumnya tidak berlaku lagi")
    PERIODIC = "periodic", gettext_lazy("Waktunya ditinjau ulang")
    OTHER = "other", gettext_lazy("Sebab lain")


class ReviewResult(TextChoices):
    """What a review ends in (PermenPANRB 15/2014: kept or changed)."""

    KEEP = "keep", gettext_lazy("Tetap dipakai")
    CHANGE = "change", gettext_lazy("Diubah")
    MISTAKEN = "mistaken", gettext_lazy("Keliru dibuka")


# What a person may answer; the third follows when the revocation itself was a mistake.
REVIEW_ANSWERS: Final = (ReviewResult.KEEP, ReviewResult.CHANGE)

# How long somebody has to decide. No rule says it: a month is time for one meeting.
REVIEW_DAYS: Final = 30

STANDING_LABELS: Final[Mapping[str, Promise]] = {
    "in_force": gettext_lazy("Berlaku"),
    "unsure": gettext_lazy("Tanggal berlaku belum dicatat"),
    "not_yet": gettext_lazy("Belum berlaku"),
    "ended": gettext_lazy("Tidak berlaku lagi"),
}

EVENT_LABELS: Final[Mapping[str, Promise]] = {
    "received": gettext_lazy("permohonan diterima"),
    "papers_complete": gettext_lazy("berkas dinyatakan lengkap"),
    "product_ready": gettext_lazy("hasil siap diambil"),
    "handed_over": gettext_lazy("hasil diserahkan kepada Anda"),
}


class StandardDraftState(TextChoices):
    """Where a draft stands (PermenPANRB 15/2014: drafted, discussed, set)."""

    DRAFT = "draft", gettext_lazy("Sedang disusun")
    IN_CONSULTATION = "in_consultation", gettext_lazy("Dibahas dengan masyarakat")
    SET = "set", gettext_lazy("Ditetapkan")
    DROPPED = "dropped", gettext_lazy("Dibatalkan")


# While the public discusses a text it stays as it is; it is written on after that.
DRAFT_MOVES: Final[Mapping[str, frozenset[str]]] = {
    StandardDraftState.DRAFT: frozenset({"in_consultation", "set", "dropped"}),
    StandardDraftState.IN_CONSULTATION: frozenset({"draft", "set", "dropped"}),
    StandardDraftState.SET: frozenset(),
    StandardDraftState.DROPPED: frozenset(),
}
OPEN_DRAFT_STATES: Final = tuple(state for state, moves in DRAFT_MOVES.items() if moves)


class PublicationMedium(TextChoices):
    """Where a charter is made known; evaluators ask for printed and electronic media (F-01)."""

    POSTER = "poster", gettext_lazy("Poster atau papan di kantor")
    PRINT = "print", gettext_lazy("Media cetak")
    SITE = "site", gettext_lazy("Laman kantor")
    SOCIAL = "social", gettext_lazy("Media sosial")
    BROADCAST = "broadcast", gettext_lazy("Radio atau televisi")


PRINTED_MEDIA: Final = frozenset({PublicationMedium.POSTER, PublicationMedium.PRINT})


class ConsultationTopic(TextChoices):
    """What the public is heard on (PermenPANRB 16/2017)."""

    DRAFT = "draft", gettext_lazy("Rancangan standar atau kebijakan")
    PRACTICE = "practice", gettext_lazy("Pelaksanaan standar")
    IMPACT = "impact", gettext_lazy("Dampak dan evaluasi pelayanan")


class ParticipantGroup(TextChoices):
    """The groups of the community; `core.consulting.GROUPS` says since when each counts."""

    USERS = "users", gettext_lazy("Pengguna layanan")
    EXPERTS = "experts", gettext_lazy("Ahli, praktisi, atau akademisi")
    INSTITUTIONS = "institutions", gettext_lazy("Instansi terkait")
    ORGANISATIONS = "organisations", gettext_lazy("Organisasi masyarakat sipil")
    MEDIA = "media", gettext_lazy("Media massa")


class SignatorySide(TextChoices):
    """For whom somebody signs the minutes."""

    PROVIDER = "provider", gettext_lazy("Penyelenggara")
    COMMUNITY = "community", gettext_lazy("Wakil masyarakat")


class InputResponse(TextChoices):
    """What the office answered to something that was said."""

    ACCEPTED = "accepted", gettext_lazy("Diterima")
    PARTLY = "partly", gettext_lazy("Diterima sebagian")
    REFUSED = "refused", gettext_lazy("Tidak diterima")


class AgreementOutcome(TextChoices):
    """What became of an agreement."""

    DONE = "done", gettext_lazy("Sudah dilaksanakan")
    NOT_FOLLOWED = "not_followed", gettext_lazy("Tidak dilaksanakan")


# What keeps a part from being set, and what to do about it.
FINDING_SENTENCES: Final[Mapping[str, Promise]] = {
    "empty": gettext_lazy("Bagian ini belum diisi."),
    "question_with_one_answer": gettext_lazy(
        "Pertanyaan “%(label)s” baru punya satu jawaban. Tambahkan jawaban lain, atau kosongkan "
        "pertanyaannya."
    ),
    "no_copy_named": gettext_lazy(
        "“%(text)s” belum menyebut asli atau salinan. Centang asli, atau isi jumlah salinan."
    ),
    "no_usual_fee": gettext_lazy(
        "Belum ada biaya yang berlaku umum. Tambahkan satu baris tanpa keadaan; bila gratis "
        "tulis 0."
    ),
    "two_usual_fees": gettext_lazy(
        "Ada dua biaya yang berlaku umum. Pilih keadaan pada salah satunya."
    ),
    "no_way_to_pay": gettext_lazy("Biaya “%(label)s” belum menyebut cara membayar."),
    "fee_without_rule": gettext_lazy(
        "Aturan biaya “%(rule)s” belum ada di bagian Dasar hukum. Tambahkan di sana."
    ),
    "clock_stops_too_early": gettext_lazy(
        "Waktu berhenti harus sesudah waktu mulai. Pilih saat yang lain."
    ),
    "rule_ended": gettext_lazy("%(rule)s tidak berlaku lagi. Ganti dengan aturan penggantinya."),
    "rule_twice": gettext_lazy("%(rule)s ditulis dua kali. Satukan menjadi satu baris."),
    "no_validity": gettext_lazy("Isi masa berlaku produk, misalnya “Berlaku selamanya”."),
    "unconfirmed": gettext_lazy("Masih perlu dipastikan: %(text)s"),
}

PART_LABELS: Final[Mapping[str, Promise]] = {
    "situations": gettext_lazy("Keadaan pemohon"),
    **COMPONENT_LABELS,
    "service": gettext_lazy("Keterangan layanan"),
}


# What stands in the address of a part of the editor.
PART_SLUGS: Final[Mapping[str, str]] = {
    "service": "layanan",
    "situations": "keadaan",
    "requirements": "persyaratan",
    "procedure": "prosedur",
    "completion_time": "jangka-waktu",
    "fee": "biaya",
    "product": "produk",
    "complaint_handling": "pengaduan",
    "legal_basis": "dasar-hukum",
    "facilities": "sarana",
    "staff_competence": "kompetensi",
    "internal_supervision": "pengawasan",
    "staff_number": "jumlah-pelaksana",
    "service_guarantee": "jaminan-pelayanan",
    "safety_guarantee": "jaminan-keamanan",
    "staff_evaluation": "evaluasi",
}


def finding_text(found: Finding) -> str:
    """Say what is to be mended in a draft."""
    return str(FINDING_SENTENCES[found.code]) % found.values


def check_draft_move(current: str, target: str) -> None:
    """Refuse a move the table does not have."""
    if target not in DRAFT_MOVES[current]:
        raise RuleBroken(
            _("Rancangan ini sudah tidak dapat diubah. Muat ulang halaman untuk melihatnya.")
        )


def time_text(time: CompletionTime) -> str:
    """Say the promised time in a few words: "15 menit", "1 jam kerja", "5 hari kerja"."""
    count = time.amount
    if time.unit == "working_minute":
        text = ngettext("%(count)d menit", "%(count)d menit", count)
    elif time.unit == "working_hour":
        text = ngettext("%(count)d jam kerja", "%(count)d jam kerja", count)
    elif time.unit == "working_day":
        text = ngettext("%(count)d hari kerja", "%(count)d hari kerja", count)
    else:
        text = ngettext("%(count)d hari kalender", "%(count)d hari kalender", count)
    return text % {"count": count}


def event_text(event: str) -> str:
    """Say a moment on the clock; a step of the SOP has its own name there."""
    label = EVENT_LABELS.get(event)
    return str(label) if label else _("langkah yang disebut di SOP selesai")


def form_text(requirement: Requirement) -> str:
    """Say in which form a requirement is met: original, copies, condition or attendance."""
    if requirement.kind == "attendance":
        return _("hadir sendiri")
    if requirement.kind == "condition":
        return _("syarat")
    copies = ngettext("%(count)d salinan", "%(count)d salinan", requirement.copies) % {
        "count": requirement.copies
    }
    if not requirement.original:
        return copies
    if not requirement.copies:
        return _("asli")
    return _("asli dan %(copies)s") % {"copies": copies}


# What is wrong with a legal basis, and what to do about it.
BASIS_SENTENCES: Final[Mapping[Fault, Promise]] = {
    "none": gettext_lazy(
        "Dasar hukum belum diisi. Tulis sedikitnya satu aturan yang berlaku, misalnya "
        "“PMA 30/2024 pasal 4”."
    ),
    "unreadable": gettext_lazy(
        "“%(written)s” tidak dikenali sebagai aturan. Tulis jenis, nomor, dan tahunnya, misalnya "
        "“PMA 30/2024 pasal 4”."
    ),
    "unknown": gettext_lazy(
        "%(rule)s belum ada di daftar dasar hukum. Tambahkan dahulu di halaman Dasar hukum."
    ),
    "ended": gettext_lazy(
        "%(rule)s tidak berlaku lagi sejak %(day)s%(by)s. Ganti dengan aturan yang berlaku."
    ),
    "future": gettext_lazy(
        "%(rule)s baru berlaku %(day)s, sesudah tanggal efektif %(on)s. Pilih tanggal efektif "
        "yang lebih kemudian, atau aturan yang sudah berlaku."
    ),
    "unsure": gettext_lazy(
        "%(rule)s terbit pada tahun yang sama dan tanggal mulai berlakunya belum dicatat. Periksa "
        "naskahnya, lalu isi tanggalnya di halaman Dasar hukum."
    ),
    "unchecked": gettext_lazy("%(rule)s belum dicocokkan dengan naskahnya."),
    "nothing_in_force": gettext_lazy(
        "Tidak satu pun dasar hukum yang ditulis berlaku pada %(on)s menurut daftar dasar hukum. "
        "Tulis sedikitnya satu aturan yang berlaku."
    ),
}


def basis_sentence(found: Judged, on: date) -> str:
    """Say what is wrong with a legal basis that is to count on this day."""
    return str(BASIS_SENTENCES[found.fault]) % {
        "written": found.written,
        "rule": found.rule.short if found.rule else found.key,
        "on": date_format(on, "j F Y"),
        "day": _turning_day(found),
        "by": _("; diganti %(rule)s") % {"rule": found.rule.ended_by}
        if found.rule and found.rule.ended_by
        else "",
    }


def coming_sentence(found: Judged) -> str:
    """Say of a rule to come what to mind while the day of effect is not settled."""
    return _("%(rule)s baru berlaku %(day)s. Tanggal efektif nanti tidak boleh mendahuluinya.") % {
        "rule": found.rule.short if found.rule else "",
        "day": _turning_day(found),
    }


def _turning_day(found: Judged) -> str:
    """The first day without the rule, or its own first day; its year where no day is known."""
    if found.rule is None:
        return ""
    term = found.rule.term
    if found.fault == "ended" and term.ends_on is not None:
        return date_format(term.ends_on + timedelta(days=1), "j F Y")
    if term.starts_on is not None:
        return date_format(term.starts_on, "j F Y")
    return _("tahun %(year)s") % {"year": term.year} if term.year else ""
