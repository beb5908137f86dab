"""States of a complaint, the one table of moves, the words of its classes, and small checks."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from functools import lru_cache
from importlib.resources import files
from typing import Final
from zoneinfo import ZoneInfo

import yaml
from django.db.models import TextChoices
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from prima.complaints.core.limits import Limit, Stage, limit_of, read_limits
from prima.complaints.rules.words import (
    CallBackOutcome as CallBackOutcome,
)
from prima.complaints.rules.words import (
    DraftOutcome as DraftOutcome,
)
from prima.complaints.rules.words import (
    HeldBecause as HeldBecause,
)
from prima.complaints.rules.words import (
    Missing as Missing,
)
from prima.complaints.rules.words import (
    Moderation as Moderation,
)
from prima.complaints.rules.words import (
    UnveilReason as UnveilReason,
)
from prima.kernel.errors import RuleBroken

NUMBER_PREFIX: Final = "ADU"
LONGEST_STORY: Final = 8000
LONGEST_TEXT: Final = 4000
SHORTEST_STORY: Final = 10
SHORTEST_SUMMARY: Final = 20
LONGEST_SUMMARY: Final = 500
MOST_FILES: Final = 5
# A second forward needs somebody named who decides where it belongs.
MOST_FORWARDS: Final = 2


class Kind(TextChoices):
    """What somebody brings."""

    COMPLAINT = "complaint", gettext_lazy("Pengaduan")
    ASPIRATION = "aspiration", gettext_lazy("Usul atau harapan")
    INFORMATION = "information", gettext_lazy("Pertanyaan")
    PRAISE = "praise", gettext_lazy("Pujian")


class Identity(TextChoices):
    """Who knows who speaks."""

    NAMED = "named", gettext_lazy("Sebut nama saya")
    HIDDEN = "hidden", gettext_lazy("Rahasiakan nama saya")
    UNKNOWN = "unknown", gettext_lazy("Tanpa nama")


class Channel(TextChoices):
    """How it came."""

    WEB = "web", gettext_lazy("Halaman ini")
    PHONE = "phone", gettext_lazy("Telepon")
    COUNTER = "counter", gettext_lazy("Datang langsung")
    SLIP = "slip", gettext_lazy("Lembar kertas")
    MAIL = "mail", gettext_lazy("Surel")
    MESSAGE = "message", gettext_lazy("Pesan telepon")
    SURVEY = "survey", gettext_lazy("Survei kepuasan")
    OPEN311 = "open311", gettext_lazy("Open311")
    LAPOR = "lapor", gettext_lazy("SP4N-LAPOR!")


# Channels on which a member of staff writes down what somebody says.
TYPED_BY_STAFF: Final = frozenset({Channel.PHONE, Channel.COUNTER, Channel.SLIP, Channel.LAPOR})
# Paper may lie in a village for weeks; what is older was lost and is told as new.
MOST_DAYS_ON_PAPER: Final = 60


# Slips with a number of their own: so many at one press, so many out at a time.
MOST_SLIPS_AT_ONCE: Final = 48
MOST_OPEN_SLIPS: Final = 500


class PromisePart(TextChoices):
    """Which part of the promise was not kept; the words a citizen uses for the components."""

    TIME = "time", gettext_lazy("Terlambat dari waktu yang dijanjikan")
    COST = "cost", gettext_lazy("Diminta biaya yang tidak ada dalam janji")
    REQUIREMENTS = "requirements", gettext_lazy("Diminta syarat yang tidak ada dalam janji")
    PROCEDURE = "procedure", gettext_lazy("Langkahnya tidak seperti yang dijanjikan")
    PRODUCT = "product", gettext_lazy("Hasilnya salah atau tidak lengkap")
    CONDUCT = "conduct", gettext_lazy("Sikap petugas")
    FACILITIES = "facilities", gettext_lazy("Tempat dan sarana")
    OTHER = "other", gettext_lazy("Hal lain")


class Gravity(TextChoices):
    """Classes of law, each with a limit of its own (`law/limits.yaml`)."""

    INFORMATION = "information", gettext_lazy("Permintaan informasi")
    ASPIRATION = "aspiration", gettext_lazy("Aspirasi")
    NORMATIVE = "normative", gettext_lazy("Pengaduan yang terjawab dari aturan")
    SERVICE = "service", gettext_lazy("Pengaduan pelayanan")
    SUPERVISORY = "supervisory", gettext_lazy("Pengaduan yang perlu pemeriksaan")


GRAVITIES_OF: Final[Mapping[Kind, tuple[Gravity, ...]]] = {
    Kind.COMPLAINT: (Gravity.NORMATIVE, Gravity.SERVICE, Gravity.SUPERVISORY),
    Kind.ASPIRATION: (Gravity.ASPIRATION,),
    Kind.INFORMATION: (Gravity.INFORMATION,),
    Kind.PRAISE: (),
}


class ComplaintStatus(TextChoices):
    """Where it stands, as far as the person who spoke needs to know."""

    RECEIVED = "received", gettext_lazy("Diterima")
    WAITING = "waiting", gettext_lazy("Menunggu pelapor")
    HANDLING = "handling", gettext_lazy("Ditangani")
    ANSWERED = "answered", gettext_lazy("Dijawab")
    CLOSED = "closed", gettext_lazy("Selesai")
    ELSEWHERE = "elsewhere", gettext_lazy("Diteruskan ke lembaga lain")
    WITHDRAWN = "withdrawn", gettext_lazy("Dicabut pelapor")


class Closure(TextChoices):
    """What "closed" means, kept apart everywhere."""

    CONFIRMED = "confirmed", gettext_lazy("Dinyatakan selesai oleh pelapor")
    UNCONFIRMED = "unconfirmed", gettext_lazy("Belum ditanggapi pelapor")
    CONTESTED = "contested", gettext_lazy("Dibantah pelapor")


class Maladministration(TextChoices):
    """Classes of the Ombudsman's yearly report, so that figures can be compared with it."""

    DELAY = "delay", gettext_lazy("Penundaan berlarut")
    NO_SERVICE = "no_service", gettext_lazy("Tidak memberikan pelayanan")
    PROCEDURE = "procedure", gettext_lazy("Penyimpangan prosedur")
    MONEY = "money", gettext_lazy("Meminta uang, barang, atau jasa")
    POWER = "power", gettext_lazy("Penyalahgunaan wewenang")
    NEGLECT = "neglect", gettext_lazy("Pengabaian kewajiban")
    INCOMPETENCE = "incompetence", gettext_lazy("Tidak kompeten")
    DISCRIMINATION = "discrimination", gettext_lazy("Diskriminasi")
    PARTIALITY = "partiality", gettext_lazy("Berpihak")


class ObjectionOutcome(TextChoices):
    """What became of an objection."""

    REOPENED = "reopened", gettext_lazy("Dibuka kembali")
    UPHELD = "upheld", gettext_lazy("Jawaban dipertahankan")
    SETTLED = "settled", gettext_lazy("Pelapor menyatakan selesai")


class Finding(TextChoices):
    """Whether the office found it to be so."""

    JUSTIFIED = "justified", gettext_lazy("Terbukti")
    PARTLY = "partly", gettext_lazy("Terbukti sebagian")
    UNFOUNDED = "unfounded", gettext_lazy("Tidak terbukti")
    NONE = "none", gettext_lazy("Bukan pengaduan")


# What counts for the days since the last justified complaint.
COUNTED_FINDINGS: Final = (Finding.JUSTIFIED, Finding.PARTLY)

_S = ComplaintStatus
MOVES: Final[Mapping[ComplaintStatus, frozenset[ComplaintStatus]]] = {
    _S.RECEIVED: frozenset({_S.WAITING, _S.HANDLING, _S.ELSEWHERE, _S.WITHDRAWN, _S.CLOSED}),
    # What was asked is given: back to where it was.
    _S.WAITING: frozenset({_S.RECEIVED, _S.HANDLING, _S.WITHDRAWN}),
    _S.HANDLING: frozenset({_S.WAITING, _S.ANSWERED, _S.ELSEWHERE, _S.WITHDRAWN}),
    # Closed as confirmed, unconfirmed or contested.
    _S.ANSWERED: frozenset({_S.CLOSED}),
    # Reopened; or the same closed state under another word of the person who spoke.
    _S.CLOSED: frozenset({_S.HANDLING, _S.CLOSED}),
    # It comes back when the other body was the wrong one.
    _S.ELSEWHERE: frozenset({_S.HANDLING}),
    _S.WITHDRAWN: frozenset(),
}

OPEN: Final = (_S.RECEIVED, _S.WAITING, _S.HANDLING, _S.ANSWERED)
# The office must act: these are the ones that can be late.
ON_DESK: Final = (_S.RECEIVED, _S.HANDLING)


class Speaker(TextChoices):
    """Who a line of the talk is from."""

    REPORTER = "reporter", gettext_lazy("Pelapor")
    OFFICE = "office", gettext_lazy("Kantor")
    SYSTEM = "system", gettext_lazy("Sistem")


class EventKind(TextChoices):
    """What happened to a complaint, in the words of its timeline."""

    RECEIVED = "received", gettext_lazy("Laporan diterima")
    VERIFIED = "verified", gettext_lazy("Laporan diperiksa dan diteruskan")
    ASKED = "asked", gettext_lazy("Kantor bertanya kepada pelapor")
    REPLIED = "replied", gettext_lazy("Pelapor menjawab")
    NOTED = "noted", gettext_lazy("Catatan petugas")
    ANSWERED = "answered", gettext_lazy("Kantor menjawab")
    CONFIRMED = "confirmed", gettext_lazy("Pelapor menyatakan selesai")
    CONTESTED = "contested", gettext_lazy("Pelapor membantah jawaban")
    CLOSED = "closed", gettext_lazy("Ditutup karena tidak ditanggapi")
    REOPENED = "reopened", gettext_lazy("Dibuka kembali")
    WITHDRAWN = "withdrawn", gettext_lazy("Dicabut pelapor")
    FORWARDED = "forwarded", gettext_lazy("Laporan dialihkan ke kantor lain")
    PLACED = "placed", gettext_lazy("Pejabat menetapkan kantor yang menangani")
    REGRADED = "regraded", gettext_lazy("Golongan laporan diubah")
    ESCALATED = "escalated", gettext_lazy("Terlambat; diteruskan ke atasan")
    ASSIGNED = "assigned", gettext_lazy("Petugas ditunjuk")
    CLASSIFIED = "classified", gettext_lazy("Digolongkan menurut Ombudsman")
    LOCATED = "located", gettext_lazy("Langkah SOP ditentukan")
    UPHELD = "upheld", gettext_lazy("Kantor di atasnya mempertahankan jawaban")
    ASKED_AGAIN = "asked_again", gettext_lazy("Ditanya lagi apakah sudah selesai")
    PROPOSED = "proposed", gettext_lazy("Diusulkan menjadi perubahan SOP")
    THANKED = "thanked", gettext_lazy("Pujian diteruskan kepada kantor")
    WENT_ON = "went_on", gettext_lazy("Waktu melengkapi habis; laporan tetap ditangani")
    UNVEILED = "unveiled", gettext_lazy("Petugas membuka nama pelapor")
    MERGED = "merged", gettext_lazy("Dijawab bersama laporan lain tentang hal yang sama")
    PARTED = "parted", gettext_lazy("Dijawab tersendiri lagi")
    DRAFTED = "drafted", gettext_lazy("Konsep jawaban diajukan")
    GIVEN_BACK = "given_back", gettext_lazy("Konsep jawaban dikembalikan")
    RELAYED = "relayed", gettext_lazy("Disampaikan juga ke SP4N-LAPOR, tanpa nama pelapor")


# What staff may do in which state: pages offer it, actions refuse everything else.
ACTS: Final[Mapping[ComplaintStatus, tuple[str, ...]]] = {
    _S.RECEIVED: ("verify", "ask", "note", "assign", "name", "forward", "place"),
    _S.WAITING: ("note",),
    _S.HANDLING: (
        "approve",
        "give_back",
        "answer",
        "explain",
        "ask",
        "note",
        "assign",
        "classify",
        "locate",
        "name",
        "forward",
        "place",
        "regrade",
        "merge",
        "part",
    ),
    _S.ANSWERED: ("locate", "note"),
    _S.CLOSED: ("reopen", "uphold", "classify", "locate", "note"),
    _S.ELSEWHERE: ("reopen", "note"),
    _S.WITHDRAWN: ("note",),
}

# Stages the office must meet; the others are the time of the person who spoke.
OF_OFFICE: Final[tuple[Stage, ...]] = (
    "verify", "first_answer", "settle", "arbiter", "objection",
)  # fmt: skip

# Which limits an office may make shorter, by stage and class.
OWN_LIMITS: Final[tuple[tuple[Stage, str], ...]] = (
    ("verify", ""),
    ("first_answer", ""),
    *(("settle", str(one)) for one in Gravity),
)

# Who kept silent is asked again so long after the closing.
ASK_AGAIN_DAYS: Final = 28

# Ketentuan Prima: the first official hears of a missed date on the day after it, the next one
# when so many more working days passed.
ESCALATION_DAYS: Final = 2

# So many of the same substance within half a year are no accident any more.
FEWEST_IN_CLUSTER: Final = 3
CLUSTER_DAYS: Final = 180

# Somebody answered the telephone and the question.
REACHED: Final = (CallBackOutcome.SETTLED, CallBackOutcome.PARTLY, CallBackOutcome.NOT_SETTLED)
# Ketentuan Prima: of each office one in ten of what was closed in a month is asked by telephone.
CALL_BACK_SHARE: Final = 10
FEWEST_CALL_BACKS: Final = 3
MOST_CALL_BACKS: Final = 20

# What a good answer names, in its order.
ANSWER_PARTS: Final = ("facts", "decision", "reason", "next_step")

# Never shown to the person who spoke.
INTERNAL: Final = frozenset(
    {
        EventKind.NOTED,
        EventKind.ASSIGNED,
        EventKind.CLASSIFIED,
        EventKind.LOCATED,
        EventKind.DRAFTED,
        EventKind.GIVEN_BACK,
    }
)


@lru_cache(maxsize=1)
def legal_limits() -> tuple[Limit, ...]:
    """The limits of law, as the file of this app has them."""
    text = files("prima.complaints").joinpath("law/limits.yaml").read_text("utf-8")
    return read_limits(yaml.safe_load(text)["limits"])


def legal_limit(stage: Stage, gravity: str, on: date) -> Limit:
    """The limit of law in force on a day."""
    return limit_of(legal_limits(), stage, gravity, on)


def check_move(current: ComplaintStatus, target: ComplaintStatus) -> None:
    """Only the moves of the table."""
    if target not in MOVES[current]:
        raise RuleBroken(
            _("Laporan ini sudah %(state)s. Muat ulang halaman untuk melihat keadaannya.")
            % {"state": current.label.lower()}
        )


def check_act(act: str, current: ComplaintStatus) -> None:
    """Only what the table of acts offers in this state."""
    if act not in ACTS[current]:
        raise RuleBroken(
            _("Ini tidak dapat dilakukan: laporannya %(state)s. Muat ulang halaman ini.")
            % {"state": current.label.lower()}
        )


def way_of_answer(kind: Kind) -> str:
    """A question is explained, everything else is answered with what was found."""
    return "explain" if kind == Kind.INFORMATION else "answer"


def check_way_of_answer(act: str, kind: Kind) -> None:
    """Each kind has its own answer."""
    if act != way_of_answer(kind):
        raise RuleBroken(_("Jenis laporan ini dijawab dengan isian lain. Muat ulang halaman ini."))


def check_gravity(kind: Kind, gravity: Gravity) -> None:
    """A class belongs to what was brought."""
    if gravity not in GRAVITIES_OF[kind]:
        raise RuleBroken(_("Golongan itu tidak sesuai dengan jenis laporannya. Pilih yang lain."))


def check_story(story: str) -> None:
    """Something must be told; how well is never a reason to refuse."""
    if len(story.strip()) < SHORTEST_STORY:
        raise RuleBroken(_("Ceritakan sedikit lebih panjang, supaya kami mengerti masalahnya."))


def check_heard(channel: Channel, heard_at: datetime, now: datetime) -> None:
    """The moment on paper counts, within bounds; from home it is always now."""
    if channel not in TYPED_BY_STAFF:
        raise RuleBroken(_("Waktu laporan ini dicatat oleh sistem, tidak dapat diisi."))
    if heard_at > now:
        raise RuleBroken(_("Waktu diterima belum terjadi. Periksa tanggal dan jamnya."))
    if now - heard_at > timedelta(days=MOST_DAYS_ON_PAPER):
        raise RuleBroken(
            _("Waktu diterima paling lama %(days)d hari yang lalu. Periksa tanggalnya.")
            % {"days": MOST_DAYS_ON_PAPER}
        )


def chain_of(office_id: int) -> str:
    """The journal chain of an office."""
    return f"office:{office_id}"


def local_day(at: datetime, time_zone: str) -> date:
    """The date on the calendar of an office."""
    return at.astimezone(ZoneInfo(time_zone)).date()
