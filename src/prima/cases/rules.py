"""The states of a case, the one table of moves, and the small pure checks of the domain."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from types import MappingProxyType
from typing import Final, Literal

from django.db.models import TextChoices
from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from prima.cases.core import CorrectionPoint
from prima.kernel.errors import RuleBroken
from prima.offices.public import Obstacle, Task
from prima.sops.public import Barrier, BarrierKind, SopDocument, Step


class CaseStatus(TextChoices):
    """What a person needs to know; where the case stands is said by its open work items."""

    RECEIVED = "received", _("Diterima")
    IN_PROCESS = "in_process", _("Diproses")
    WAITING = "waiting", _("Menunggu pemohon")
    COMPLETED = "completed", _("Selesai")
    REFUSED = "refused", _("Ditolak")
    WITHDRAWN = "withdrawn", _("Dicabut pemohon")


class Channel(TextChoices):
    """Where the application came in."""

    ONLINE = "online", _("Daring")
    COUNTER = "counter", _("Loket")


class PaperState(TextChoices):
    """How far one required paper has come to the office."""

    MISSING = "missing", _("Belum ada")
    TO_BRING = "to_bring", _("Dibawa ke kantor")
    UPLOADED = "uploaded", _("Diunggah")
    HANDED_IN = "handed_in", _("Diserahkan")


class PaperForm(TextChoices):
    """What lies on the desk: the paper itself or a copy of it."""

    ORIGINAL = "original", _("Asli")
    COPY = "copy", _("Salinan")


class HoldReason(TextChoices):
    """Why the clock of the promise stands still; there is no other lawful reason."""

    CORRECTION = "correction", _("Menunggu perbaikan dari pemohon")
    FIXED_DATE = "fixed_date", _("Menunggu tanggal yang dipilih pemohon")


class Fault(TextChoices):
    """What is wrong with a paper or a field."""

    INCOMPLETE = "incomplete", _("Belum lengkap")
    INCORRECT = "incorrect", _("Belum benar")


class CorrectableField(TextChoices):
    """The fields of an application that the applicant may be asked to correct."""

    NAME = "applicant_name", _("Nama pemohon")
    NIK = "applicant_nik", _("NIK")
    PHONE = "applicant_phone", _("Nomor telepon")
    EMAIL = "applicant_email", _("Alamat surel")
    ADDRESS = "applicant_address", _("Alamat")


class Relation(TextChoices):
    """Who took the product home."""

    APPLICANT = "applicant", _("Pemohon sendiri")
    FAMILY = "family", _("Keluarga")
    PROXY = "proxy", _("Penerima kuasa")


class Proof(TextChoices):
    """How the hand-over is proven."""

    SIGNATURE = "signature", _("Tanda tangan penerima")
    CODE = "code", _("Lima kata pemohon")


class ErasureCause(TextChoices):
    """Why a person was taken out of a case."""

    REQUEST = "request", _("Permintaan pemilik data")
    RETENTION = "retention", _("Masa simpan berakhir")


class NikReason(TextChoices):
    """Why an officer needs all sixteen digits; there is no other."""

    COMPARE = "compare", _("Mencocokkan dengan KTP atau KK yang dibawa pemohon")
    REGISTER = "register", _("Menulis pada buku nikah, akta, atau surat yang dimohon")
    POPULATION = "population", _("Memeriksa ke dinas kependudukan")
    CORRECT = "correct", _("Membetulkan NIK yang salah")


class VersionChoice(TextChoices):
    """What becomes of a running case when its procedure gets a new version."""

    MOVED = "moved", _("Dipindahkan")
    STAYS = "stays", _("Dibiarkan berjalan")


class LateLevel(TextChoices):
    """What the applicant is told about a promise that slips; each level once."""

    SOON = "soon", _("Segera jatuh tempo")
    LATE = "late", _("Terlambat")


# The units a standard may promise in (offices.core.Unit).
PromiseUnit = Literal["working_minute", "working_hour", "working_day", "calendar_day"]

OPEN = frozenset({CaseStatus.RECEIVED, CaseStatus.IN_PROCESS, CaseStatus.WAITING})
ENDED = frozenset(set(CaseStatus) - OPEN)
ON_DESK = OPEN - {CaseStatus.WAITING}
HERE = frozenset({PaperState.UPLOADED, PaperState.HANDED_IN})

MOVES: Mapping[CaseStatus, frozenset[CaseStatus]] = MappingProxyType(
    {
        CaseStatus.RECEIVED: frozenset(set(CaseStatus) - {CaseStatus.RECEIVED}),
        CaseStatus.IN_PROCESS: frozenset(
            set(CaseStatus) - {CaseStatus.RECEIVED, CaseStatus.IN_PROCESS}
        ),
        CaseStatus.WAITING: frozenset(
            {CaseStatus.IN_PROCESS, CaseStatus.WITHDRAWN, CaseStatus.REFUSED}
        ),
        **dict.fromkeys(ENDED, frozenset()),
    }
)

# Why no appointment of a person serves for a row; `who` are the columns of the procedure.
OBSTACLES: Mapping[Obstacle, Promise] = MappingProxyType(
    {
        "no_position": _("Langkah “%(step)s” dikerjakan oleh petugas lain di kantor ini."),
        "other_duty": _("Langkah “%(step)s” dikerjakan oleh petugas lain di kantor ini."),
        "out_of_scope": _(
            "Surat penugasan Anda tidak mencakup langkah “%(step)s”. "
            "Langkah ini dikerjakan oleh %(who)s."
        ),
        "strategic": _(
            "Langkah “%(step)s” menentukan status hukum, jadi tidak dapat diputus oleh Plh. atau "
            "Plt. Yang berwenang: %(who)s definitif, atau penerima pelimpahan wewenang yang "
            "suratnya menyebut langkah ini."
        ),
    }
)

# Why a running case cannot move to another version of its procedure.
BARRIERS: Mapping[BarrierKind, Promise] = MappingProxyType(
    {
        "unknown_row": _("Langkah “%(step)s” sudah dikerjakan, tetapi tidak ada di versi baru."),
        "not_applying": _(
            "Langkah “%(step)s” sudah dikerjakan, tetapi menurut versi baru tidak berlaku untuk "
            "keadaan pemohon ini."
        ),
        "not_open": _(
            "Langkah “%(step)s” sudah dikerjakan, tetapi urutan versi baru lain: “%(other)s” "
            "harus lebih dahulu."
        ),
        "unknown_outcome": _(
            "Langkah “%(step)s” sudah dikerjakan dengan hasil yang tidak ada di versi baru."
        ),
        "would_end": _(
            "Menurut versi baru berkas ini sudah selesai setelah “%(step)s”, padahal masih ada "
            "yang dikerjakan."
        ),
        "other_actor": _(
            "Langkah “%(step)s” sudah dikerjakan, tetapi di versi baru pelaksananya lain: %(who)s."
        ),
        "same_person": _(
            "Langkah “%(step)s” dan “%(other)s” dikerjakan satu orang, padahal versi baru meminta "
            "dua orang."
        ),
        "moment_passed": _(
            "Di versi baru, waktu penting bagi janji dicatat pada langkah “%(step)s”, padahal "
            "langkah itu sudah lewat."
        ),
        "open_row_gone": _(
            "Langkah “%(step)s” sedang menunggu dikerjakan, tetapi tidak ada di versi baru."
        ),
    }
)

# A warning goes out when this share of the promised working time is left (a fifth).
SOON_SHARE = 5
# An SOP that loops without end is a fault of its author; no path is walked further than this.
LONGEST_PATH = 200
# Papers of one application, with some room for what is sent again.
MOST_FILES = 40
# A sentence the applicant reads on a phone, not a decree.
LONGEST_SENTENCE = 500


def check_move(current: CaseStatus, target: CaseStatus) -> None:
    """Refuse every change of status that the table does not name."""
    if target not in MOVES[current]:
        raise RuleBroken(
            gettext("Berkas berstatus “%(current)s” tidak dapat diubah menjadi “%(target)s”.")
            % {"current": current.label, "target": target.label}
        )


def task(document: SopDocument, step: Step, duties: Sequence[str]) -> Task:
    """What the offices are asked about a row: may somebody's appointments do it?"""
    return Task(document.service, step.key, duties, strategic=step.strategic)


def obstacle(found: Obstacle, document: SopDocument, step: Step) -> str:
    """Why none of a person's appointments serves for the row, and who can do it."""
    who = ", ".join(actor.label for actor in document.actors_of(step))
    return str(OBSTACLES[found]) % {"step": step.text, "who": who}


def barrier(found: Barrier, before: SopDocument, after: SopDocument) -> str:
    """Why the case cannot move, in the words of the versions that know the rows."""
    known = {step.key: step.text for step in (*before.steps, *after.steps)}
    step = after.position.get(found.step_key)
    actors = () if step is None else after.actors_of(after.steps[step])
    return str(BARRIERS[found.kind]) % {
        "step": known.get(found.step_key, found.step_key),
        "other": known.get(found.other, found.other),
        "who": ", ".join(actor.label for actor in actors),
    }


def check_on_desk(status: CaseStatus) -> None:
    """Work on a case is possible only while it is neither waiting nor over."""
    if status in ENDED:
        raise RuleBroken(
            gettext("Berkas ini sudah berakhir (%(status)s). Tidak ada langkah yang tersisa.")
            % {"status": status.label}
        )
    if status == CaseStatus.WAITING:
        raise RuleBroken(
            gettext("Berkas ini sedang menunggu pemohon. Lanjutkan setelah pemohon menjawab.")
        )


def check_outcome(outcome: str, outcomes: Collection[str], note: str) -> None:
    """An outcome must be one of the row's, and a no must be explained."""
    if outcome not in outcomes:
        raise RuleBroken(gettext("Pilih salah satu hasil yang tersedia pada langkah ini."))
    if outcome == "no" and not note.strip():
        raise RuleBroken(gettext("Tulis alasannya agar pemohon dan rekan Anda memahaminya."))


def check_moment(at: datetime, *before: datetime | None) -> None:
    """Nothing happens before what has happened: a clock that ran back stops the change, not more.

    The sentence is for whoever is there, also an applicant; the operator is told by the doctor.
    """
    if any(moment is not None and moment > at for moment in before):
        raise RuleBroken(
            gettext(
                "Jam sistem kami sedang tertinggal, jadi perubahan ini belum disimpan. Beri tahu "
                "pengelola agar jamnya disetel, lalu coba lagi."
            )
        )


def check_open(status: CaseStatus) -> None:
    """An ended case is not touched any more."""
    if status in ENDED:
        raise RuleBroken(
            gettext("Berkas ini sudah berakhir (%(status)s), sehingga tidak dapat diubah.")
            % {"status": status.label}
        )


def check_happened(happened_at: datetime | None, now: datetime) -> None:
    """Work may be entered later than it was done, never before."""
    if happened_at is not None and happened_at > now:
        raise RuleBroken(gettext("Waktu mengerjakan tidak boleh di masa depan."))


def check_point(point: CorrectionPoint, known_papers: Collection[str]) -> None:
    """A fault is of one paper or one field, and the applicant is told it in a sentence."""
    is_paper = point.paper_key in known_papers and not point.field
    is_field = point.field in CorrectableField.values and not point.paper_key
    if not (is_paper or is_field) or point.fault not in Fault.values:
        raise RuleBroken(gettext("Pilih syarat atau isian yang perlu diperbaiki."))
    if not point.sentence.strip():
        raise RuleBroken(gettext("Tulis satu kalimat untuk setiap kekurangan."))
    if len(point.sentence) > LONGEST_SENTENCE:
        raise RuleBroken(
            gettext("Satu kalimat paling panjang %(most)d huruf.") % {"most": LONGEST_SENTENCE}
        )


class AssessmentKind(TextChoices):
    """The two forms of PermenPANRB 35/2012."""

    MONITORING = "monitoring", _("Formulir M (monitoring)")
    EVALUATION = "evaluation", _("Formulir E (evaluasi)")


class Conclusion(TextChoices):
    """What an evaluation ends in."""

    KEEP = "keep", _("Tetap dipakai")
    REVISE = "revise", _("Diubah")


@dataclass(frozen=True, slots=True)
class EvaluationForm:
    """Form E as a rule has it from a day on; the evidence says whether its source was read."""

    rule: str
    valid_from: date
    source_checked: bool
    statements: Mapping[str, Promise]


# From memory of the annex of the rule, in our own words: check them before relying on them.
EVALUATION_FORMS: Final = (
    EvaluationForm(
        "PermenPANRB 35/2012",
        date(2012, 1, 1),
        source_checked=False,
        statements={
            "performance": _("SOP ini membantu meningkatkan kinerja."),
            "understood": _("SOP ini mudah dipahami."),
            "carried_out": _("SOP ini mudah dilaksanakan."),
            "everybody": _("Semua orang dapat menjalankan perannya masing-masing."),
            "problems": _("SOP ini mampu mengatasi masalah yang muncul dalam prosesnya."),
            "needs": _("SOP ini menjawab kebutuhan peningkatan kinerja kantor."),
            "fits": _("SOP ini sejalan dengan SOP lain."),
        },
    ),
)


def evaluation_form(on: date) -> EvaluationForm:
    """The form that counts on a day: the latest that is valid by then."""
    return max(
        (one for one in EVALUATION_FORMS if one.valid_from <= on), key=lambda one: one.valid_from
    )
