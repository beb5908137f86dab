"""A case in the words of the desk: promise, rows, papers, history; pages only print them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from prima.cases import documents
from prima.cases.models import CorrectionRequest, WorkItem
from prima.cases.models.work import Outcome
from prima.cases.queries import CasePage, StepLine
from prima.cases.queries.cases import PaperLine
from prima.cases.queries.turns import who
from prima.cases.rules import CaseStatus, Channel
from prima.kernel import clock
from prima.kernel.crypto import mask_email, mask_nik, mask_phone
from prima.offices.public import WorkingCalendar, acting_title, calendar_of
from prima.sops.public import Norm, SopDocument, duration
from prima.ui.components import Fact, State, Step, Tone
from prima.ui.formats import decimal

HOUR = 60
# A working day of Perpres 21/2023 has 7.5 hours without the break.
DAY = 450
MOST_MINUTES = 2 * HOUR
MOST_HOURS = 2 * DAY

TONES: Mapping[CaseStatus, Tone] = {
    CaseStatus.RECEIVED: "info",
    CaseStatus.IN_PROCESS: "info",
    CaseStatus.WAITING: "warning",
    CaseStatus.COMPLETED: "success",
    CaseStatus.REFUSED: "danger",
    CaseStatus.WITHDRAWN: "neutral",
}


@dataclass(frozen=True, slots=True)
class Promise:
    """The promise in the head of the page: the date, and what is left of it."""

    label: str
    note: str
    is_late: bool = False


@dataclass(frozen=True, slots=True)
class PastStep:
    """One closed row in the history: how long it took beside its norm."""

    label: str
    outcome: str
    person: str
    moment: str
    norm: str
    took: str
    is_over: bool
    note: str


@dataclass(frozen=True, slots=True)
class PastPause:
    """A time the clock stood still, or a round of correction."""

    label: str
    moment: str
    lines: list[str]


def working_time(minutes: int) -> str:
    """Working minutes in the unit people feel: "83 menit", "4,5 jam kerja", "2 hari kerja"."""
    if minutes < 1:
        return _("kurang dari 1 menit")
    if minutes <= MOST_MINUTES:
        return _("%(n)s menit") % {"n": minutes}
    if minutes <= MOST_HOURS:
        return _("%(n)s jam kerja") % {"n": _short(minutes / HOUR)}
    return _("%(n)s hari kerja") % {"n": _short(minutes / DAY)}


def promise(page: CasePage) -> Promise:
    """The promise and what is left of it, from the one deadline everybody shows."""
    case, read = page.case, page.deadline
    if read.due_at is None:
        return Promise(
            _("Janji %(time)s") % {"time": documents.promised_time(case)},
            _("Jam janji belum berjalan: mulai setelah berkas lengkap.") if case.is_open else "",
        )
    due = clock.format_moment(read.due_at, case.office.time_zone)
    left = read.remaining_minutes or 0
    if read.state == "stopped":
        used = working_time(case.working_minutes_used or 0)
        kept = _("Terlambat, %(used)s") if read.is_late else _("Ditepati dalam %(used)s")
        return Promise(_("Janji selesai %(due)s") % {"due": due}, kept % {"used": used})
    if read.state == "paused":
        note = _("Jam janji berhenti, sisa %(left)s") % {"left": working_time(max(left, 0))}
        return Promise(_("Janji selesai %(due)s, bergeser") % {"due": due}, note)
    if read.is_late:
        note = _("Terlambat %(late)s") % {"late": working_time(-left)}
        return Promise(_("Seharusnya selesai %(due)s") % {"due": due}, note, is_late=True)
    note = _("%(left)s lagi") % {"left": working_time(left)}
    if read.provisional:
        note = _("%(left)s lagi, perkiraan: hari libur belum ditetapkan") % {
            "left": working_time(left)
        }
    if read.was_moved and read.promised_at is not None:
        first = clock.format_moment(read.promised_at, case.office.time_zone)
        note = _("%(note)s; janji semula %(first)s") % {"note": note, "first": first}
    return Promise(_("Janji selesai %(due)s") % {"due": due}, note)


def came_in(page: CasePage) -> str:
    """Where from and when."""
    case = page.case
    moment = clock.format_moment(case.received_at, case.office.time_zone)
    if case.channel == Channel.ONLINE:
        return _("Diajukan dari rumah, %(moment)s") % {"moment": moment}
    return _("Diterima di loket, %(moment)s") % {"moment": moment}


def applicant(page: CasePage) -> list[Fact]:
    """Who asks, with numbers masked: enough to recognise them, not to copy them."""
    case = page.case
    rows = [Fact(_("Nama"), case.applicant_name)]
    masked = (
        (_("NIK"), mask_nik(case.applicant_nik or "")),
        (_("Telepon"), mask_phone(case.applicant_phone or "")),
        (_("Surel"), mask_email(case.applicant_email or "") if case.applicant_email else ""),
        (_("Alamat"), case.applicant_address or ""),
    )
    rows += [Fact(label, text) for label, text in masked if text]
    if case.situations:
        known = {one.key: one.label for one in case.standard.content.situations}
        named = [known.get(key, key) for key in case.situations]
        rows.append(Fact(_("Keadaan"), ", ".join(named)))
    if case.applicant_staff_id is not None:
        rows.append(Fact(_("Pemohon"), _("Pegawai kantor ini; ia tidak mengerjakan berkas ini")))
    return rows


def ending(page: CasePage) -> list[Fact]:
    """What came out of it: product, hand-over, and the reason of an end."""
    case, zone = page.case, page.case.office.time_zone
    rows = []
    if case.product_number:
        rows.append(Fact(_("Nomor produk"), case.product_number))
    if case.product_ready_at is not None:
        rows.append(Fact(_("Produk siap"), clock.format_moment(case.product_ready_at, zone)))
    if case.handed_over_at is not None:
        text = _("%(name)s (%(relation)s), %(moment)s") % {
            "name": case.handed_over_to,
            "relation": str(case.get_handed_over_relation_display()).lower(),
            "moment": clock.format_moment(case.handed_over_at, zone),
        }
        rows.append(Fact(_("Diserahkan kepada"), text))
        rows.append(Fact(_("Bukti"), case.get_handed_over_proof_display()))
    if case.ended_at is not None:
        rows.append(Fact(_("Berakhir"), clock.format_moment(case.ended_at, zone)))
    if case.outcome_reason:
        rows.append(Fact(_("Alasan"), case.outcome_reason))
    if case.outcome_basis:
        rows.append(Fact(_("Dasar hukum"), case.outcome_basis))
    return rows


def steps(page: CasePage, now: datetime) -> list[Step]:
    """The rows of the SOP: who did them and in what time, who is at it, who comes."""
    document, calendar = page.case.sop_version.automaton.document, calendar_of(page.case.office)
    return [
        Step(
            line.number,
            line.step.text,
            _note(line, document, calendar, now),
            _state(line, page, now),
        )
        for line in page.lines
    ]


def history(page: CasePage) -> Iterator[PastStep]:
    """Rows that were worked on, the oldest first; one reached twice is told by its last visit."""
    calendar, zone = calendar_of(page.case.office), page.case.office.time_zone
    closed = [
        (line.item.happened_at, line.number, line.step, line.item)
        for line in page.lines
        if line.item is not None
        and line.item.happened_at is not None
        and line.item.outcome != Outcome.CANCELLED
    ]
    for happened_at, _number, step, item in sorted(closed, key=lambda row: row[:2]):
        took = max(0, calendar.working_minutes_between(item.opened_at, happened_at))
        yield PastStep(
            label=step.text,
            outcome=step.outcome_label(item.outcome) or str(item.get_outcome_display()),
            person=_person_and_title(item),
            moment=clock.format_moment(happened_at, zone),
            norm=norm(step.norm),
            took=working_time(took),
            is_over=item.due_at is not None and happened_at > item.due_at,
            note=item.note,
        )


def corrections(page: CasePage) -> list[PastPause]:
    """Rounds of correction with every fault that was named."""
    labels = {line.paper.pk: label_of(line) for line in page.papers}
    zone = page.case.office.time_zone
    return [
        PastPause(
            _("Permintaan perbaikan ke-%(round)d") % {"round": request.round},
            _asked_and_answered(request, zone),
            [
                f"{labels.get(one.paper_id or 0) or one.get_field_display()}: {one.sentence}"
                for one in request.items.all()
            ],
        )
        for request in page.corrections
    ]


def holds(page: CasePage) -> list[PastPause]:
    """Times the clock stood still."""
    zone = page.case.office.time_zone
    found = []
    for hold in page.holds:
        begin = clock.format_moment(hold.started_at, zone)
        if hold.ended_at is None:
            moment = _("sejak %(begin)s") % {"begin": begin}
        else:
            moment = _("%(begin)s sampai %(end)s, %(time)s tidak dihitung") % {
                "begin": begin,
                "end": clock.format_moment(hold.ended_at, zone),
                "time": working_time(hold.working_minutes or 0),
            }
        found.append(
            PastPause(hold.get_reason_display(), moment, [hold.note] if hold.note else [])
        )
    return found


def label_of(line: PaperLine) -> str:
    """The text of a requirement as the standard has it."""
    return line.requirement.text if line.requirement else line.paper.requirement_key


def checked(line: PaperLine, zone: str) -> str:
    """Who has seen a paper and when."""
    if line.paper.checked_at is None:
        return ""
    return _("Dilihat %(name)s, %(moment)s") % {
        "name": person(line.paper.checked_by),
        "moment": clock.format_moment(line.paper.checked_at, zone),
    }


def person(user: object) -> str:
    """The name of a member of staff; nobody is the applicant."""
    if user is None:
        return _("Pemohon")
    staff = getattr(user, "staff", None)
    return str(staff.name) if staff is not None else str(user)


def norm(given: Norm) -> str:
    """The norm of a row in words."""
    if given.amount is None:
        return given.note or _("tanpa waktu baku")
    return duration(given.amount, given.unit)


def running(item: WorkItem, calendar: WorkingCalendar, now: datetime) -> str:
    """How long a row has been waiting, and who is at it."""
    minutes = max(0, calendar.working_minutes_between(item.opened_at, now))
    time = working_time(minutes)
    if item.taken_by is None:
        return _("berjalan %(time)s") % {"time": time}
    return _("berjalan %(time)s, dikerjakan %(name)s") % {
        "time": time,
        "name": person(item.taken_by),
    }


def _note(line: StepLine, document: SopDocument, calendar: WorkingCalendar, now: datetime) -> str:
    item = line.item
    if item is None or item.outcome == Outcome.CANCELLED:
        return f"{who(document, line.step)} · {norm(line.step.norm)}"
    if item.happened_at is None:
        return _("%(who)s · waktu baku %(norm)s, %(running)s") % {
            "who": who(document, line.step),
            "norm": norm(line.step.norm),
            "running": running(item, calendar, now),
        }
    took = calendar.working_minutes_between(item.opened_at, item.happened_at)
    return f"{person(item.done_by)} · {working_time(max(0, took))}"


def _person_and_title(item: WorkItem) -> str:
    """Who did it; of one who stood in also as what, and under which letter."""
    name, held, position = person(item.done_by), item.appointment, item.position
    if held is None or position is None or held.is_definitive:
        return name
    return _("%(name)s, %(title)s (surat %(deed)s)") % {
        "name": name,
        "title": acting_title(held.kind, position.title),
        "deed": held.deed_number,
    }


def _state(line: StepLine, page: CasePage, now: datetime) -> State:
    if line.item is None or line.item.outcome == Outcome.CANCELLED:
        return "next"
    if not line.item.is_open:
        return "done"
    is_late = line.item.due_at is not None and line.item.due_at < now
    return "late" if is_late and page.case.state != CaseStatus.WAITING else "now"


def _asked_and_answered(request: CorrectionRequest, zone: str) -> str:
    asked = clock.format_moment(request.asked_at, zone)
    if request.answered_at is None:
        return _("diminta %(asked)s, belum dijawab") % {"asked": asked}
    return _("diminta %(asked)s, dijawab %(answered)s") % {
        "asked": asked,
        "answered": clock.format_moment(request.answered_at, zone),
    }


def _short(value: float) -> str:
    """One decimal with the comma of the language, none when it is whole."""
    rounded = round(value, 1)
    return str(int(rounded)) if rounded == int(rounded) else decimal(rounded)
