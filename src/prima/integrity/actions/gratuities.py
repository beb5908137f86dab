"""Noting, reporting and deciding gifts, and passing the thing on."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.core.files.base import File
from django.utils.translation import gettext as _

from prima.integrity import permissions
from prima.integrity.models import CustodyStep, Gratuity, GratuityFile
from prima.integrity.rules import gratuities as rules
from prima.integrity.rules.gratuities import GratuityState, Holder, Occasion, Relation
from prima.kernel import files, journal
from prima.kernel.actors import Actor
from prima.kernel.errors import RuleBroken, StaleRecord, require
from prima.offices.public import Office, StaffMember, duty_shown
from prima.standards.public import Service


@dataclass(frozen=True, slots=True)
class GiftReport:
    """The fields of the reporting form; texts of people are sealed where they are kept."""

    happened_on: date
    kind: str
    value: int | None
    earlier_value: int
    occasion: str
    relation: str
    description: str
    place: str
    giver_name: str
    giver_institution: str
    reason: str
    chronology: str
    reporter_nik: str
    reporter_phone: str
    reporter_address: str


@dataclass(frozen=True, slots=True)
class Whereabouts:
    """Who has the thing now, since when, and what can be seen of it."""

    holder: str
    since_on: date
    name: str = ""
    note: str = ""
    photo: File[bytes] | None = None


@journal.action
def refuse_gift(
    *, kind: str, value: int | None, service: Service | None, by: Actor, at: datetime
) -> Gratuity:
    """Note at the counter that a gift was offered and not taken; the reporter is who acts."""
    require(permissions.can_note(by))
    staff = _staff_of(by)
    made = Gratuity.objects.create(
        **_reporter(staff, by, at),
        state=GratuityState.REFUSED,
        kind=kind,
        value=value,
        service=service,
        occasion=Occasion.SERVICE,
        relation=Relation.SERVICE_USER,
        happened_on=today_in(staff.home_office, at),
        noted_at=at,
        ended_at=at,
    )
    _tell("gratuity.refused", made, by=by, at=at)
    return made


@journal.action
def note_gift(
    *,
    report: GiftReport,
    where: Whereabouts,
    evidence: Sequence[File[bytes]],
    send: bool,
    by: Actor,
    at: datetime,
) -> Gratuity:
    """Write down a gift that was taken; sent, it is reported to the UPG at once."""
    require(permissions.can_note(by))
    staff = _staff_of(by)
    today = today_in(staff.home_office, at)
    rules.check_day(report.happened_on, today)
    rules.check_day(where.since_on, today, earliest=report.happened_on)
    made = Gratuity.objects.create(
        **_reporter(staff, by, at),
        **asdict(report),
        state=GratuityState.REPORTED if send else GratuityState.RECEIVED,
        noted_at=at,
        reported_at=at if send else None,
    )
    _keep_evidence(made, evidence, at)
    _place(made, where, 1, at)
    _tell("gratuity.reported" if send else "gratuity.received", made, by=by, at=at)
    return made


@journal.action
def report_gift(gratuity: Gratuity, *, seen: int, by: Actor, at: datetime) -> Gratuity:
    """Send what was written down to the UPG."""
    require(permissions.is_reporter(by, gratuity))
    if gratuity.state == GratuityState.INCOMPLETE:
        raise RuleBroken(_("Lengkapi dahulu yang diminta UPG, lalu kirim lagi."))
    held = _held(gratuity, seen, GratuityState.REPORTED)
    held.reported_at = at
    return _kept(held, "gratuity.reported", by=by, at=at)


@journal.action
def complete_gift(
    gratuity: Gratuity,
    *,
    addition: str,
    evidence: Sequence[File[bytes]],
    seen: int,
    by: Actor,
    at: datetime,
) -> Gratuity:
    """Add what the UPG missed; the day of the first report stays."""
    require(permissions.is_reporter(by, gratuity))
    if gratuity.state != GratuityState.INCOMPLETE:
        raise RuleBroken(_("UPG tidak sedang menunggu kelengkapan laporan ini."))
    held = _held(gratuity, seen, GratuityState.REPORTED)
    held.chronology = "\n\n".join(filter(None, [held.chronology, addition.strip()]))
    held.incomplete_note = ""
    _keep_evidence(held, evidence, at)
    return _kept(held, "gratuity.completed", by=by, at=at)


@journal.action
def ask_for_more(gratuity: Gratuity, *, note: str, seen: int, by: Actor, at: datetime) -> Gratuity:
    """The report is incomplete, as the UPG or the commission says."""
    require(permissions.can_process(by, gratuity))
    if not note.strip():
        raise RuleBroken(_("Tulis apa yang perlu dilengkapi."))
    held = _held(gratuity, seen, GratuityState.INCOMPLETE)
    held.reported_at = held.reported_at or at
    held.incomplete_note, held.asked_at = note.strip(), at
    return _kept(held, "gratuity.found_incomplete", by=by, at=at)


@journal.action
def let_lapse(gratuity: Gratuity, *, seen: int, by: Actor, at: datetime) -> Gratuity:
    """It was not completed in time, so nothing follows (Peraturan KPK 2/2019)."""
    require(permissions.can_process(by, gratuity))
    held = _held(gratuity, seen, GratuityState.LAPSED)
    return _kept(held, "gratuity.lapsed", by=by, at=at)


@journal.action
def forward_gift(
    gratuity: Gratuity, *, on: date, number: str, seen: int, by: Actor, at: datetime
) -> Gratuity:
    """It is with the commission: through the UPG, or because the receiver reported there."""
    require(permissions.can_forward(by, gratuity))
    held = _held(gratuity, seen, GratuityState.FORWARDED)
    rules.check_day(on, today_in(held.office, at), earliest=held.happened_on)
    # Sent on again after it was completed, the first day stays: clocks do not begin anew.
    held.forwarded_on = held.forwarded_on or on
    held.commission_number = number.strip() or held.commission_number
    return _kept(held, "gratuity.forwarded", by=by, at=at)


@journal.action
def decide_gift(
    gratuity: Gratuity,
    *,
    owner: GratuityState,
    decree: str,
    on: date,
    seen: int,
    by: Actor,
    at: datetime,
) -> Gratuity:
    """Whose it is, as the decree of the commission says."""
    require(permissions.can_process(by, gratuity))
    if owner not in rules.OWNER or not decree.strip():
        raise RuleBroken(_("Isi nomor keputusan dan pilih milik siapa barang itu."))
    held = _held(gratuity, seen, owner)
    rules.check_day(on, today_in(held.office, at), earliest=held.forwarded_on)
    held.owner, held.decree_number, held.decided_on = owner, decree.strip(), on
    return _kept(held, "gratuity.decided", by=by, at=at)


@journal.action
def hand_over(
    gratuity: Gratuity, *, where: Whereabouts, seen: int, by: Actor, at: datetime
) -> Gratuity:
    """Carry the decree out: the thing goes to whom it belongs, and stays there."""
    require(permissions.can_process(by, gratuity))
    held = _held(gratuity, seen, GratuityState.HANDED_OVER)
    _check_since(held, where, at, earliest=held.decided_on)
    done = Whereabouts(
        rules.OWNER[GratuityState(held.owner)], where.since_on, where.name, where.note, where.photo
    )
    _place(held, done, _last(held).sequence + 1, at)
    return _kept(held, "gratuity.handed_over", by=by, at=at)


@journal.action
def pass_on(
    gratuity: Gratuity, *, where: Whereabouts, seen: int, by: Actor, at: datetime
) -> Gratuity:
    """The thing changed hands."""
    require(permissions.can_pass_on(by, gratuity))
    held = _locked(gratuity, seen)
    if not rules.MOVES[GratuityState(held.state)]:
        raise RuleBroken(_("Laporan ini sudah berakhir; barangnya tidak berpindah lagi."))
    last = _last(held)
    rules.check_pass(Holder(last.holder), Holder(where.holder))
    _check_since(held, where, at, earliest=last.since_on)
    _place(held, where, last.sequence + 1, at)
    return _kept(held, "gratuity.passed_on", by=by, at=at)


@journal.action
def note_export(gratuities: Sequence[Gratuity], *, by: Actor, at: datetime) -> None:
    """Who took the list out of the house, and of which reports."""
    require(bool(by.offices_with("manage_gratuities")))
    for one in gratuities:
        _tell("gratuity.exported", one, by=by, at=at)


def today_in(office: Office, at: datetime) -> date:
    """The date on the wall of an office."""
    return at.astimezone(ZoneInfo(office.time_zone)).date()


def _staff_of(by: Actor) -> StaffMember:
    staff = StaffMember.objects.select_related("home_office").filter(user_id=by.id or 0).first()
    require(staff is not None)
    assert staff is not None  # noqa: S101 - required above
    return staff


def _reporter(staff: StaffMember, by: Actor, at: datetime) -> dict[str, Any]:
    title = duty_shown(by, at) or _("Pegawai")
    return {"office": staff.home_office, "reporter": staff, "reporter_title": title}


def _keep_evidence(gratuity: Gratuity, evidence: Sequence[File[bytes]], at: datetime) -> None:
    if gratuity.files.count() + len(evidence) > rules.MOST_FILES:
        raise RuleBroken(
            _("Paling banyak %(most)d berkas bukti. Kurangi pilihannya.")
            % {"most": rules.MOST_FILES}
        )
    for upload in evidence:
        GratuityFile.objects.create(gratuity=gratuity, stored=files.store(upload, at=at))


def _place(gratuity: Gratuity, where: Whereabouts, sequence: int, at: datetime) -> None:
    CustodyStep.objects.create(
        gratuity=gratuity,
        sequence=sequence,
        holder=where.holder,
        name=where.name.strip(),
        note=where.note.strip(),
        photo=files.store(where.photo, at=at) if where.photo is not None else None,
        since_on=where.since_on,
        noted_at=at,
    )


def _check_since(
    held: Gratuity, where: Whereabouts, at: datetime, *, earliest: date | None
) -> None:
    last = _last(held).since_on
    floor = max(last, earliest) if earliest else last
    rules.check_day(where.since_on, today_in(held.office, at), earliest=floor)


def _last(gratuity: Gratuity) -> CustodyStep:
    step = gratuity.custody.order_by("sequence").last()
    if step is None:
        raise RuleBroken(_("Barang yang ditolak tidak pernah disimpan kantor."))
    return step


def _locked(gratuity: Gratuity, seen: int) -> Gratuity:
    held = (
        Gratuity.objects.select_for_update(of=("self",))
        .select_related("office", "reporter")
        .get(pk=gratuity.pk)
    )
    if held.version != seen:
        raise StaleRecord(
            _("Laporan ini baru saja diubah orang lain. Periksa isinya, lalu simpan lagi.")
        )
    held.version += 1
    return held


def _held(gratuity: Gratuity, seen: int, to: GratuityState) -> Gratuity:
    """The row for this transaction alone, moved in memory; refused when somebody was faster."""
    held = _locked(gratuity, seen)
    rules.check_move(GratuityState(held.state), to)
    held.state = to
    return held


def _kept(held: Gratuity, what: str, *, by: Actor, at: datetime) -> Gratuity:
    held.ended_at = None if held.state in rules.OPEN else at
    held.save()
    _tell(what, held, by=by, at=at)
    return held


def _tell(what: str, gratuity: Gratuity, *, by: Actor, at: datetime) -> None:
    journal.append(
        what,
        about=gratuity,
        chain=f"office:{gratuity.office_id}",
        by=by,
        at=at,
        payload={"kind": gratuity.kind, "state": gratuity.state},
    )
