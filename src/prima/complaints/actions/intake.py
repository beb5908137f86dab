"""Taking in what somebody says: nothing is deleted, nothing is asked twice."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from django.core.files.base import File
from django.utils.translation import gettext as _

from prima.complaints import permissions, rules
from prima.complaints.actions import deadlines, marking, records, slips
from prima.complaints.events import ComplaintReceived
from prima.complaints.models import (
    Complaint,
    ComplaintDeadline,
    ComplaintFile,
    PrintedSlip,
    ReportedStaff,
    Reporter,
)
from prima.complaints.rules import (
    TYPED_BY_STAFF,
    Channel,
    Closure,
    ComplaintStatus,
    EventKind,
    Identity,
    Kind,
)
from prima.kernel import codes, events, files, idempotency, journal
from prima.kernel.actors import Actor
from prima.kernel.crypto import blind_index, normalise_phone
from prima.kernel.errors import RuleBroken, require
from prima.offices.public import Office, StaffMember
from prima.standards.public import Service

PURPOSE = "complaints.submit"
PHONE_INDEX = "complaints.phone"


@dataclass(frozen=True, slots=True)
class ReporterData:
    """Who speaks and how to reach them."""

    name: str
    phone: str = ""
    email: str = ""


@dataclass(frozen=True, slots=True)
class Submission:
    """Everything that comes in at once."""

    kind: Kind
    identity: Identity
    channel: Channel
    office: Office
    story: str = field(repr=False)
    service: Service | None = None
    promise_part: str = ""
    wish: str = field(default="", repr=False)
    place: str = field(default="", repr=False)
    event_on: date | None = None
    reporter: ReporterData | None = field(default=None, repr=False)
    reported: Sequence[StaffMember] = ()
    # About somebody of the office, whoever it is: the office above reads it first.
    is_about_staff: bool = False
    uploads: Sequence[File[bytes]] = ()
    # When it was said or written on paper, where staff type it in later.
    heard_at: datetime | None = None
    # The number printed on the paper, where it has one.
    slip_number: str = ""


@dataclass(frozen=True, slots=True)
class Received:
    """The new complaint and, this once, the five words that open its page.

    The words are empty where somebody has had them since before: on the torn-off part of a slip.
    """

    complaint: Complaint
    words: str = field(repr=False)


def submit(submission: Submission, *, key: str, by: Actor, at: datetime) -> Received:
    """Take it in, or give back what this form has already led to.

    `key` travels in the form; the words are kept nowhere in the clear, and what is remembered
    opens only with that key.
    """
    if len(key) < idempotency.SHORTEST_KEY:
        raise RuleBroken(_("Formulir ini sudah lama terbuka. Muat ulang, lalu kirim lagi."))
    known = idempotency.recall(key, PURPOSE)
    if known is not None:
        return _received_before(known)
    try:
        return _submit(submission, key=key, by=by, at=at)
    except idempotency.AlreadyDone as earlier:
        return _received_before(earlier.result)


@journal.action
def _submit(submission: Submission, *, key: str, by: Actor, at: datetime) -> Received:
    _check_door(submission, by)
    _check(submission, at)
    slip = _slip(submission)
    words = codes.new_secret() if slip is None else ""
    # The clock starts when it was said, not when somebody found the time to type it.
    heard = submission.heard_at or at
    complaint = _drawn_up(submission, slip, words, by=by, at=heard)
    dates = [] if complaint.kind == Kind.PRAISE else deadlines.first(complaint, heard)
    _keep(complaint, slip)
    idempotency.remember(key, PURPOSE, f"{complaint.number} {words}", about=complaint)
    marking.mark_said(complaint)
    _keep_people(complaint, submission)
    for upload in submission.uploads:
        ComplaintFile.objects.create(
            complaint=complaint, stored=files.store(upload, sound_too=True, at=at)
        )
    if complaint.kind == Kind.PRAISE:
        _thank(complaint, by=by, at=heard)
    else:
        ComplaintDeadline.objects.bulk_create(dates)
        records.tell(
            complaint, EventKind.RECEIVED, by=by, at=heard,
            brought=complaint.kind, identity=complaint.identity, channel=complaint.channel,
        )  # fmt: skip
    events.publish(ComplaintReceived(complaint.pk, complaint.office_id, at))
    return Received(complaint, words)


def _check_door(submission: Submission, by: Actor) -> None:
    """A person speaks for themselves; at the counter somebody of that office writes it down."""
    if submission.channel in TYPED_BY_STAFF or submission.channel == Channel.OPEN311:
        # The program of a partner acts by the key of somebody of that office.
        require(permissions.can_register(by, submission.office.pk))
    elif submission.channel == Channel.WEB:
        require(permissions.can_speak(by))
    else:
        require(by.kind == "system")


def _check(submission: Submission, at: datetime) -> None:
    rules.check_story(submission.story)
    if submission.heard_at is not None:
        rules.check_heard(submission.channel, submission.heard_at, at)
    if (submission.identity == Identity.UNKNOWN) != (submission.reporter is None):
        raise RuleBroken(_("Isi nama Anda, atau pilih melapor tanpa nama."))
    if len(submission.uploads) > rules.MOST_FILES:
        raise RuleBroken(_("Paling banyak lima berkas. Kurangi berkasnya, lalu kirim lagi."))


def _slip(submission: Submission) -> PrintedSlip | None:
    if not submission.slip_number:
        return None
    return slips.held_slip(submission.office, submission.slip_number, submission.channel)


def _drawn_up(
    submission: Submission, slip: PrintedSlip | None, words: str, *, by: Actor, at: datetime
) -> Complaint:
    typed = submission.channel in TYPED_BY_STAFF
    year = rules.local_day(at, submission.office.time_zone).year
    return Complaint(
        number=slip.number if slip else _free_number(year),
        secret_hash=slip.secret_hash if slip else codes.hash_secret(words),
        kind=submission.kind,
        identity=submission.identity,
        channel=submission.channel,
        office=submission.office,
        handling_office=_in_whose_hands(submission),
        service=submission.service,
        promise_part=submission.promise_part,
        story=submission.story.strip(),
        wish=submission.wish.strip(),
        place=submission.place.strip(),
        event_on=submission.event_on,
        received_at=at,
        typed_by_id=by.id if typed else None,
    )


def _keep(complaint: Complaint, slip: PrintedSlip | None) -> None:
    complaint.save()
    if slip is not None:
        slip.used_by = complaint
        slip.save(update_fields=["used_by"])


def _in_whose_hands(submission: Submission) -> Office:
    """Nobody handles a complaint about a colleague: then it goes to the office above."""
    above = submission.office.parent
    if above is not None and (submission.reported or submission.is_about_staff):
        return above
    return submission.office


def _keep_people(complaint: Complaint, submission: Submission) -> None:
    reporter = submission.reporter
    if reporter is not None:
        phone = normalise_phone(reporter.phone) if reporter.phone else ""
        Reporter.objects.create(
            complaint=complaint,
            name=reporter.name.strip(),
            phone=phone,
            email=reporter.email.strip(),
            phone_index=blind_index(phone, PHONE_INDEX) if phone else "",
        )
    ReportedStaff.objects.bulk_create(
        ReportedStaff(complaint=complaint, staff=one) for one in submission.reported
    )


def _thank(complaint: Complaint, *, by: Actor, at: datetime) -> None:
    """Praise needs no answer: it is passed on and closed with thanks."""
    records.move(complaint, ComplaintStatus.CLOSED)
    complaint.closure, complaint.closed_at = Closure.CONFIRMED, at
    complaint.save()
    records.tell(complaint, EventKind.THANKED, by=by, at=at, channel=complaint.channel)


def _free_number(year: int) -> str:
    """A number nobody has; random, so that it tells nothing about how many there are."""
    while True:
        number = codes.new_number(rules.NUMBER_PREFIX, year)
        if not slips.is_taken(number):
            return number


def _received_before(result: str) -> Received:
    number, _separator, words = result.partition(" ")
    found = Complaint.objects.select_related("office", "handling_office", "service")
    return Received(found.get(number=number), words)
