"""What a reporter does, without an account, and what is written about a sealed report."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from prima.integrity.core import sealing
from prima.integrity.core.conflicts import Reported
from prima.integrity.core.sealing import USUAL, Cost
from prima.integrity.models import (
    Recipient,
    ReportKey,
    SealedFile,
    SealedMessage,
    SealedReport,
    receiving,
)
from prima.integrity.rules import reports as rules
from prima.integrity.rules.reports import MessageKind, ReportState
from prima.kernel import codes, files, journal
from prima.kernel.actors import Actor
from prima.kernel.errors import RuleBroken, StaleRecord, require


@dataclass(frozen=True, slots=True)
class Story:
    """What somebody reports: whom, what, when and where."""

    reported: Reported
    office_name: str
    position_titles: tuple[str, ...]
    what: str
    when: str
    where: str


@dataclass(frozen=True, slots=True)
class Receipt:
    """All a reporter takes along."""

    number: str
    words: str


class NobodyLeft(RuleBroken):
    """Everybody who could receive the report serves with or under the reported."""

    def __init__(self) -> None:
        super().__init__(
            _(
                "Tidak ada penerima yang bebas dari orang atau kantor yang Anda laporkan. Laporan "
                "ini tidak kami simpan. Bawa naskah di bawah ke lembaga lain."
            )
        )


@journal.action
def submit(
    *,
    form_key: str,
    story: Story,
    identity: str,
    papers: Sequence[bytes],
    by: Actor,
    at: datetime,
    cost: Cost = USUAL,
) -> Receipt:
    """Seal a report to those who may receive it; sent twice it is one, with the same words."""
    require(by.kind == "citizen")
    words = sealing.words_of(form_key, codes.WORDS)
    digest = sealing.form_digest(form_key)
    known = SealedReport.objects.filter(form_digest=digest).first()
    if known is not None:
        return Receipt(known.number, words)
    recipients = receiving.free_recipients(story.reported, at)
    _check_recipients(recipients, identity)
    pair = sealing.new_pair()
    locked = rules.in_turn(lambda: sealing.lock(pair.private, words, cost=cost))
    parts = _identity(identity, recipients)
    made = SealedReport(
        number=codes.new_number("WB", at.year),
        form_digest=digest,
        state=ReportState.RECEIVED,
        received_on=at.date(),
        public_key=pair.public,
        body=sealing.seal(json.dumps(asdict(story)).encode(), pair.public),
        identity=parts.box if parts else None,
        passes=locked.passes,
        memory=locked.memory,
        salt=locked.salt,
        box=locked.box,
    )
    SealedReport.objects.bulk_create([made], ignore_conflicts=True)
    first = SealedReport.objects.get(form_digest=digest)
    if first.pk != made.pk:  # the same form at the same time, in another process
        return Receipt(first.number, words)
    for one in recipients:
        key = sealing.seal(pair.private, bytes(one.public_key))
        share = parts.shares[one.pk] if parts else None
        ReportKey.objects.create(report=made, recipient=one, box=key, share=share)
    _attach(made, papers)
    tell("sealed.received", made, by=by, at=at)
    return Receipt(made.number, words)


@journal.action
def say(
    report: SealedReport, *, text: str, kind: MessageKind, by: Actor, at: datetime
) -> SealedMessage:
    """The reporter adds something, tells of retaliation, or says who they are.

    Who they are is said for good: nobody can make it unsaid, and staff cannot say it for them.
    """
    require(by.kind == "citizen")
    if kind == MessageKind.IDENTITY:
        SealedReport.objects.filter(pk=report.pk).update(is_revealed=True)
    made = _write(report, text, kind=kind, author=None, at=at)
    tell("sealed.reporter_wrote", report, by=by, at=at, kind=kind)
    return made


@journal.action
def answer(report: SealedReport, *, text: str, by: Actor, at: datetime) -> SealedMessage:
    """A recipient writes to the reporter; nobody has to be known for it."""
    author = receiving.key_of(report, by)
    require(author is not None)
    assert author is not None  # noqa: S101 - required above
    made = _write(report, text, kind=MessageKind.TALK, author=author.recipient, at=at)
    tell("sealed.answered", report, by=by, at=at)
    return made


@journal.action
def move(
    report: SealedReport, *, to: ReportState, seen: int, by: Actor, at: datetime
) -> SealedReport:
    """Say how far the report is."""
    require(receiving.key_of(report, by) is not None)
    held = SealedReport.objects.select_for_update().get(pk=report.pk)
    rules.check_move(ReportState(held.state), to)
    if held.version != seen:
        raise StaleRecord(_("Laporan ini baru saja diubah orang lain. Muat ulang halaman."))
    held.state, held.version = to, held.version + 1
    held.ended_on = at.date() if to in rules.FOUND else None
    held.save(update_fields=["state", "ended_on", "version"])
    tell("sealed.moved", held, by=by, at=at, state=to)
    return held


def tell(what: str, report: SealedReport, *, by: Actor, at: datetime, **payload: str) -> None:
    """One entry in the chain of this report alone."""
    journal.append(what, about=report, chain=report.chain, by=by, at=at, payload=payload)


def _check_recipients(recipients: Sequence[Recipient], identity: str) -> None:
    if not recipients:
        raise NobodyLeft
    if identity and len(recipients) < sealing.NEEDED:
        raise RuleBroken(
            _(
                "Baru satu orang dapat menerima laporan ini, jadi nama Anda tidak dapat dijaga "
                "dua orang. Kosongkan nama, lalu kirim lagi."
            )
        )


def _identity(identity: str, recipients: Sequence[Recipient]) -> sealing.SplitIdentity | None:
    if not identity:
        return None
    publics = {one.pk: bytes(one.public_key) for one in recipients}
    return sealing.split_identity(identity.encode(), publics)


def _attach(report: SealedReport, papers: Sequence[bytes]) -> None:
    if len(papers) > rules.MOST_FILES:
        raise RuleBroken(_("Pilih paling banyak %(most)d berkas.") % {"most": rules.MOST_FILES})
    for content in papers:
        body = sealing.seal(files.cleaned(content), bytes(report.public_key))
        SealedFile.objects.create(report=report, body=body)


def _write(
    report: SealedReport, text: str, *, kind: MessageKind, author: Recipient | None, at: datetime
) -> SealedMessage:
    if not text.strip():
        raise RuleBroken(_("Tulis pesannya."))
    sealed = sealing.seal(text.strip().encode(), bytes(report.public_key))
    return SealedMessage.objects.create(
        report=report, author=author, kind=kind, body=sealed, said_on=at.date()
    )
