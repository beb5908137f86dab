"""Taking in what comes by letter or message: once, answered, and joined to its report."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Final

from django.conf import settings
from django.core.files.base import ContentFile
from django.urls import reverse
from django.utils.translation import gettext as _

from prima.complaints import permissions, rules
from prima.complaints.actions.intake import PHONE_INDEX, Received, ReporterData, Submission, submit
from prima.complaints.actions.intake import PURPOSE as SUBMITTED
from prima.complaints.actions.talking import reply
from prima.complaints.core.letters import Attached
from prima.complaints.models import Complaint, ComplaintFile, IntakeMessage
from prima.complaints.rules import Channel, Identity, Kind
from prima.kernel import clock, files, idempotency, journal, messages
from prima.kernel.actors import CITIZEN, Actor
from prima.kernel.crypto import blind_index
from prima.kernel.errors import RuleBroken, require
from prima.offices.public import Office

PURPOSE: Final = "complaints.intake"
SAME_TALK: Final = timedelta(days=1)
# What a file is called comes from a stranger and goes out in our letter: no address in it.
_NAME_SIGNS: Final = re.compile(r"[^\w .()-]")
_LONGEST_NAME: Final = 40


@dataclass(frozen=True, slots=True)
class Incoming:
    """One letter or message of a person, whatever it came by."""

    channel: Channel
    # What the sender's system calls it; the same name from the same sender is the same thing.
    identity: str
    office: Office
    reporter: ReporterData = field(repr=False)
    text: str = field(repr=False)
    attached: Sequence[Attached] = ()
    # Numbers of reports it may be an answer to.
    numbers: Sequence[str] = ()
    # Whether we write to the sender; a gateway passes on what it is answered.
    is_answered: bool = True


@dataclass(frozen=True, slots=True)
class Taken:
    """What became of it, and what a gateway may tell the sender at once."""

    kept: IntakeMessage
    complaint: Complaint
    answer: str = field(default="", repr=False)


def office_for(keys: Iterable[str]) -> Office | None:
    """The office of the first key that is one, else that of the setting, else the top."""
    for key in [*keys, settings.INTAKE_OFFICE]:
        found = Office.objects.filter(key=key[:60]).first() if key else None
        if found is not None:
            return found
    return Office.objects.filter(parent=None).order_by("pk").first()


@journal.action
def take_in(incoming: Incoming, *, by: Actor, at: datetime) -> Taken:
    """Make a report of it, or an answer in the timeline of the report it names; only once."""
    require(permissions.can_take_in(by))
    kept = _claim(incoming, at)
    if kept.complaint is not None:
        return Taken(kept, kept.complaint, _answer_again(kept.complaint, incoming))
    earlier = _answered_report(incoming, at)
    if earlier is not None:
        kept.complaint, kept.is_reply = earlier, True
        answer = _add(earlier, incoming, at)
    else:
        kept.complaint, answer = _new(incoming, by=by, at=at)
    kept.save(update_fields=["complaint", "is_reply"])
    return Taken(kept, kept.complaint, answer)


def _answer_again(complaint: Complaint, incoming: Incoming) -> str:
    """The same receipt while the first sending is remembered: its answer may have been lost."""
    known = idempotency.recall(_key(incoming), SUBMITTED)
    words = known.partition(" ")[2] if known else ""
    return _receipt(Received(complaint, words), [], is_cut=False) if words else ""


def _claim(incoming: Incoming, at: datetime) -> IntakeMessage:
    """The row of this very letter; of two at once the second waits here for the first."""
    sender = incoming.reporter.email or incoming.reporter.phone
    name = "\x1f".join([incoming.channel, sender, incoming.identity])
    fingerprint = blind_index(name, PURPOSE)
    IntakeMessage.objects.bulk_create(
        [IntakeMessage(fingerprint=fingerprint, taken_at=at)], ignore_conflicts=True
    )
    return IntakeMessage.objects.select_for_update().get(fingerprint=fingerprint)


def _answered_report(incoming: Incoming, at: datetime) -> Complaint | None:
    """The open report whose number is named by the very person who made it.

    A sender can be forged: all that is won is a line in the timeline, and nothing is shown. People
    write messages in pieces: what follows within a day belongs to the report it follows.
    """
    mine = Complaint.objects.filter(status__in=rules.OPEN).select_related("reporter", "office")
    named = mine.filter(number__in=incoming.numbers[: rules.MOST_FILES])
    for one in named:
        reporter = getattr(one, "reporter", None)
        if reporter is not None and _is_same(incoming.reporter, reporter.email, reporter.phone):
            return one
    if incoming.channel != Channel.MESSAGE:
        return None
    same = blind_index(incoming.reporter.phone, PHONE_INDEX)
    recent = mine.filter(channel=Channel.MESSAGE, reporter__phone_index=same)
    return recent.filter(received_at__gt=at - SAME_TALK).order_by("-received_at").first()


def _is_same(person: ReporterData, email: object, phone: object) -> bool:
    if person.email:
        return str(email).strip().lower() == person.email
    return bool(person.phone) and str(phone) == person.phone


def _add(complaint: Complaint, incoming: Incoming, at: datetime) -> str:
    text = incoming.text.strip()[: rules.LONGEST_TEXT] or _("Lihat lampirannya.")
    reply(complaint, text=text, by=CITIZEN, at=at)
    refused = _keep_files(complaint, incoming.attached, at)
    if refused:
        subject = _("Tambahan untuk laporan %(number)s") % {"number": complaint.number}
        _tell(complaint, incoming, subject, _about_refused(refused), at)
    return ""


def _new(incoming: Incoming, *, by: Actor, at: datetime) -> tuple[Complaint, str]:
    said = incoming.text.strip()
    if len(said) < rules.SHORTEST_STORY:
        # Too little is completed later by asking; it is no reason to send anybody away.
        said = "\n\n".join(filter(None, [said, _("Pesan ini hampir tanpa tulisan.")]))
    told = Submission(
        kind=Kind.COMPLAINT,
        identity=Identity.HIDDEN,
        channel=incoming.channel,
        office=incoming.office,
        story=said[: rules.LONGEST_STORY],
        reporter=incoming.reporter,
    )
    received = submit(told, key=_key(incoming), by=by, at=at)
    complaint = received.complaint
    refused = _keep_files(complaint, incoming.attached, at)
    answer = _receipt(received, refused, is_cut=len(said) > rules.LONGEST_STORY)
    subject = _("Laporan %(number)s sudah kami terima") % {"number": complaint.number}
    _tell(complaint, incoming, subject, answer, at)
    return complaint, answer


def _key(incoming: Incoming) -> str:
    """Known to us alone, since the name of a letter is known to its sender."""
    sender = incoming.reporter.email or incoming.reporter.phone
    return blind_index(f"{sender}\x1f{incoming.identity}", f"{PURPOSE}.key")


def _keep_files(complaint: Complaint, attached: Sequence[Attached], at: datetime) -> list[str]:
    """Keep what the rules of uploads let in; gives the names of the rest."""
    refused = [_shown(one.name) for one in attached[rules.MOST_FILES :]]
    for one in attached[: rules.MOST_FILES]:
        try:
            upload = ContentFile(one.content, name=one.name)
            stored = files.store(upload, sound_too=True, at=at)
        except RuleBroken:
            refused.append(_shown(one.name))
        else:
            ComplaintFile.objects.create(complaint=complaint, stored=stored)
    return refused[: 2 * rules.MOST_FILES]


def _shown(name: str) -> str:
    return _NAME_SIGNS.sub("", name)[-_LONGEST_NAME:].strip() or _("tanpa nama")


def _receipt(received: Received, refused: list[str], *, is_cut: bool) -> str:
    """Number and words, what applies, and when what happens."""
    complaint = received.complaint
    zone = complaint.office.time_zone
    lines = [
        _("Laporan Anda tentang %(office)s sudah kami terima.") % {"office": complaint.office},
        "",
        _("Nomor laporan: %(number)s") % {"number": complaint.number},
        _("Lima kata: %(words)s") % {"words": received.words},
        "",
        _("Buka %(address)s, lalu isi nomor dan lima kata itu untuk melihat jawabannya.")
        % {"address": f"{settings.SITE_URL}{reverse('complaints:track')}"},
        _("Untuk menambah keterangan, kirim lagi ke alamat yang sama dan tulis nomornya di judul.")
        if complaint.channel == Channel.MAIL
        else _("Untuk menambah keterangan, kirim pesan lagi yang dimulai dengan nomornya."),
        _("Nama dan alamat Anda hanya dilihat petugas yang menangani, bukan yang dilaporkan."),
    ]
    if complaint.due_at is not None:
        day = clock.format_date(complaint.due_at, zone)
        lines.append(_("Laporan diperiksa paling lambat %(day)s.") % {"day": day})
    if is_cut:
        lines += ["", _("Pesan Anda panjang, jadi hanya bagian awalnya yang masuk ke laporan.")]
    return "\n".join(lines + (["", _about_refused(refused)] if refused else []))


def _about_refused(refused: list[str]) -> str:
    return _(
        "Berkas ini tidak dapat kami terima: %(names)s. Yang dapat diterima: paling banyak lima "
        "foto JPG, gambar PNG, atau PDF, masing-masing 10 MB."
    ) % {"names": ", ".join(refused)}


def _tell(complaint: Complaint, incoming: Incoming, subject: str, body: str, at: datetime) -> None:
    """By the way it came; an address no letter can go to is no reason to lose the report."""
    if not incoming.is_answered:
        return
    by_mail = incoming.channel == Channel.MAIL
    try:
        messages.prepare(
            messages.Channel.EMAIL if by_mail else messages.Channel.WHATSAPP,
            recipient=incoming.reporter.email if by_mail else incoming.reporter.phone,
            subject=subject,
            body=body,
            at=at,
            about=complaint,
            # A letter with the five words stands in nobody's list.
            place_id=None if by_mail else complaint.handling_office_id,
        )
    except RuleBroken:
        return
