"""A case in the words of its applicant: the heading is the answer, the date the largest thing."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from prima.cases import documents
from prima.cases.models import DeadlineMove
from prima.cases.models.work import Outcome
from prima.cases.queries import StepLine, TrackPage
from prima.cases.rules import CaseStatus
from prima.kernel import clock
from prima.kernel.crypto import mask_phone
from prima.sops.public import SopDocument
from prima.ui.components import Fact, Moment


@dataclass(frozen=True, slots=True)
class DateBox:
    """The promised date with what may be said about it."""

    label: str
    value: str
    note: str = ""
    was: str = ""
    late: bool = False


@dataclass(frozen=True, slots=True)
class Advice:
    """What the applicant is to do now, mostly nothing."""

    title: str
    text: str
    tone: str = "success"


def heading(page: TrackPage) -> str:
    """Who reads one line knows."""
    case = page.case
    ended = {
        CaseStatus.COMPLETED: _("Permohonan Anda selesai"),
        CaseStatus.REFUSED: _("Permohonan Anda tidak dapat kami penuhi"),
        CaseStatus.WITHDRAWN: _("Permohonan ini sudah Anda cabut"),
    }
    if case.state in ended:
        return ended[case.state]
    open_words = (
        (page.correction is not None, _("Ada yang perlu Anda perbaiki")),
        (case.state == CaseStatus.WAITING, _("Berkas menunggu tanggal yang Anda pilih")),
        (case.product_ready_at is not None, _("Sudah siap Anda ambil")),
        (page.deadline.is_late, _("Kami terlambat, dan kami minta maaf")),
        (case.state == CaseStatus.RECEIVED, _("Berkas Anda sudah kami terima")),
        (True, _("Berkas Anda sedang kami kerjakan")),
    )
    return next(words for holds, words in open_words if holds)


def datebox(page: TrackPage, now: datetime) -> DateBox | None:
    """The promise; when it slipped the new date, the old one and the reason."""
    case, read = page.case, page.deadline
    zone = case.office.time_zone
    if case.ended_at is not None:
        return DateBox(_("Berakhir"), clock.format_moment(case.ended_at, zone))
    if case.product_ready_at is not None:
        return _ready(page, case.product_ready_at)
    if read.state == "paused" and case.held_since is not None:
        return DateBox(
            _("Jam janji berhenti sejak"), clock.format_moment(case.held_since, zone), _waits(page)
        )
    if read.due_at is None:
        return DateBox(
            _("Kami berjanji selesai dalam"),
            documents.promised_time(case),
            _("Dihitung sejak berkas dinyatakan lengkap."),
        )
    return _promise(page, read.due_at, now)


def _promise(page: TrackPage, due_at: datetime, now: datetime) -> DateBox:
    """The date in force; a missed one beside the new date."""
    read, zone = page.deadline, page.case.office.time_zone
    due = clock.format_moment(due_at, zone)
    if read.is_late and page.expected_at is not None:
        return DateBox(
            _("Tanggal baru"), clock.format_moment(page.expected_at, zone), was=due, late=True
        )
    if read.is_late:
        return DateBox(_("Seharusnya selesai"), due, _("Kami sedang mengerjakannya."), late=True)
    return DateBox(_("Kami berjanji selesai paling lambat"), due, _note(page, now))


def _ready(page: TrackPage, since: datetime) -> DateBox:
    """Nobody waits for a date any more; a promise that was missed is still said."""
    zone, due = page.case.office.time_zone, page.deadline.due_at
    is_late = due is not None and since > due
    was = clock.format_moment(due, zone) if due is not None and is_late else ""
    return DateBox(_("Siap diambil sejak"), clock.format_moment(since, zone), was=was)


def _waits(page: TrackPage) -> str:
    """Until when a promise stands still; its date would be wrong before the clock runs again."""
    until = page.held_until
    if until is None:
        return _("Berjalan lagi setelah Anda menjawab; tanggal janji bergeser selama itu.")
    return _("Berjalan lagi %(date)s, tanggal yang Anda pilih.") % {
        "date": clock.format_date(until, page.case.office.time_zone)
    }


def moments(page: TrackPage) -> list[Moment]:
    """The journey: what was done and when, what is being done, what comes."""
    document = page.case.sop_version.automaton.document
    case = page.case
    late = page.deadline.is_late and case.is_open and case.product_ready_at is None
    zone = page.case.office.time_zone
    shown = [_moment(line, document, zone, late=late) for line in page.lines]
    if not page.case.is_open:
        shown = [moment for moment in shown if moment.state == "done"]
    return shown


def facts(page: TrackPage) -> list[Fact]:
    """What stands on the receipt, without a name."""
    case = page.case
    rows = [
        Fact(_("Nomor"), case.number),
        Fact(_("Layanan"), case.service.name),
        Fact(_("Kantor"), case.office.name),
        Fact(_("Diterima"), clock.format_moment(case.received_at, case.office.time_zone)),
        Fact(_("Biaya"), documents.fee_words(case)),
    ]
    if case.applicant_phone:
        rows.append(Fact(_("Kabar dikirim ke"), mask_phone(case.applicant_phone)))
    if case.product_number:
        rows.append(Fact(_("Nomor produk"), case.product_number))
    return rows


def to_do(page: TrackPage) -> Advice | None:
    """One sentence that takes away the doubt whether something must be done."""
    case = page.case
    if case.state == CaseStatus.REFUSED:
        # The way to object stands here too: not everybody left an address for the letter.
        text = _(
            "Alasan: %(reason)s. Dasar hukum: %(basis)s. Bila tidak setuju, Anda berhak "
            "mengajukan keberatan tertulis ke kantor paling lama 21 hari kerja sejak keputusan "
            "ini Anda terima."
        ) % {
            "reason": case.outcome_reason.rstrip(". "),
            "basis": case.outcome_basis.rstrip(". "),
        }
        return Advice(_("Mengapa tidak dapat dipenuhi"), text, "danger")
    if not case.is_open or page.correction is not None:
        return None
    if case.product_ready_at is not None and case.handed_over_at is None:
        return Advice(
            _("Silakan datang ke kantor"),
            _("Bawa KTP dan tanda terima. Boleh diwakilkan dengan surat kuasa."),
        )
    if page.deadline.is_late and case.delay_reason:
        return Advice(_("Mengapa terlambat"), case.delay_reason, "warning")
    return Advice(
        _("Anda tidak perlu melakukan apa-apa"),
        _("Kami mengabari Anda bila ada yang kurang atau bila sudah siap diambil."),
    )


def _moment(line: StepLine, document: SopDocument, zone: str, *, late: bool) -> Moment:
    who = ", ".join(actor.label for actor in document.actors if actor.key in line.step.actors)
    if line.item is not None and line.item.outcome == Outcome.CANCELLED:
        return Moment(line.step.text, who, "next")
    if line.item is not None and line.item.happened_at is not None:
        return Moment(line.step.text, clock.format_moment(line.item.happened_at, zone), "done")
    if line.item is not None:
        since = _("%(who)s, sejak %(moment)s") % {
            "who": who,
            "moment": clock.format_moment(line.item.opened_at, zone),
        }
        return Moment(line.step.text, since, "late" if late else "now")
    return Moment(line.step.text, who, "next")


def _moved_note(page: TrackPage, move: DeadlineMove, left: str) -> str:
    """A date that is not the one on the receipt says why, and which one that was."""
    first = page.deadline.promised_at or move.before
    return _("%(left)s. Hari kerja kantor berubah: %(reason)s. Janji semula %(first)s.") % {
        "left": left,
        "reason": move.change.reason.rstrip("."),
        "first": clock.format_moment(first, page.case.office.time_zone),
    }


def _note(page: TrackPage, now: datetime) -> str:
    if page.deadline.due_at is None:
        return ""
    left = clock.format_relative(page.deadline.due_at, at=now)
    if page.moved is not None and page.moved.after == page.deadline.due_at:
        return _moved_note(page, page.moved, left)
    if page.deadline.provisional:
        return _("%(left)s. Tanggal ini perkiraan: hari libur tahun itu belum ditetapkan.") % {
            "left": left
        }
    return _("%(left)s. Berjalan sesuai rencana.") % {"left": left}
