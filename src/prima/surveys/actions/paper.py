"""Paper forms: printed for one drawn person, typed by two from outside, counted when alike."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import datetime
from enum import StrEnum

from django.utils.translation import gettext as _

from prima.kernel import journal
from prima.kernel.actors import Actor
from prima.kernel.codes import new_number, normalise_number
from prima.kernel.errors import RuleBroken, StaleRecord, require
from prima.surveys import permissions, rules
from prima.surveys.actions.answers import NOBODY, LinkClosed, lock_open, put_in_box
from prima.surveys.actions.interviews import require_asking, require_open
from prima.surveys.core.double_entry import Reading, compare, settle
from prima.surveys.core.sealed import SealedAnswer
from prima.surveys.models import AskingTask, PaperEntry, PaperSheet
from prima.surveys.models.independence import independent_offices
from prima.surveys.rules import Channel

_PREFIX = "LS"
_SECOND = 2


class Typed(StrEnum):
    """What came of typing a sheet."""

    ONCE = "once"
    DIFFERS = "differs"
    COUNTED = "counted"


@journal.action
def give_sheet(task: AskingTask, *, by: Actor, at: datetime) -> PaperSheet:
    """A paper form for somebody who would rather write; asked again it is the same sheet.

    The person leaves the list: the sheet is their way to answer now, beside their own link.
    """
    require_asking(by, task)
    AskingTask.objects.select_for_update().get(pk=task.pk)
    known = PaperSheet.objects.filter(invitation_id=task.invitation_id).first()
    if known is not None:
        return known
    invitation = require_open(task, at)
    sheet = PaperSheet.objects.create(
        number=new_number(_PREFIX, at.year),
        invitation=invitation,
        office_id=task.office_id,
        printed_on=rules.local_day(at, invitation.office.time_zone),
    )
    chain = rules.chain_of(task.office_id)
    journal.append("survey.sheet_printed", about=sheet, chain=chain, by=by, at=at)
    return sheet


@journal.action
def type_sheet(
    *,
    number: str,
    answers: Mapping[str, int],
    comment: str,
    by: Actor,
    at: datetime,
    profile: Mapping[str, str] = NOBODY,
) -> Typed:
    """Type what stands on a sheet; the second person's typing is compared with the first one's."""
    rules.check_answers(answers)
    rules.check_comment(comment)
    rules.check_profile(profile)
    sheet = _locked(normalise_number(number), by)
    earlier = list(sheet.entries.order_by("turn"))
    if any(entry.typist_id == by.id for entry in earlier):
        raise RuleBroken(_("Anda sudah mengetik lembar ini. Ketikan kedua dibuat orang lain."))
    if len(earlier) >= _SECOND:
        raise StaleRecord(_("Lembar ini sudah diketik dua orang. Samakan bedanya dengan kertas."))
    reading = Reading(dict(answers), comment.strip(), dict(profile))
    chain = rules.chain_of(sheet.office_id)
    journal.append("survey.sheet_typed", about=sheet, chain=chain, by=by, at=at)
    if not earlier:
        _keep(sheet, reading, turn=1, by=by)
        return Typed.ONCE
    if compare(earlier[0].reading, reading):
        _keep(sheet, reading, turn=_SECOND, by=by)
        return Typed.DIFFERS
    _count(sheet, reading, at=at)
    return Typed.COUNTED


@journal.action
def settle_sheet(
    sheet: PaperSheet,
    *,
    answers: Mapping[str, int],
    comment: str,
    by: Actor,
    at: datetime,
    profile: Mapping[str, str] = NOBODY,
) -> None:
    """Set what two people read differently, with the paper in hand; only then the sheet counts."""
    locked = _locked(sheet.number, by)
    entries = list(locked.entries.order_by("turn"))
    if len(entries) < _SECOND:
        raise StaleRecord(_("Lembar ini belum diketik dua orang."))
    anew = Reading(answers, comment.strip(), dict(profile))
    reading = settle(entries[0].reading, entries[1].reading, anew)
    rules.check_answers(reading.answers)
    rules.check_comment(reading.comment)
    rules.check_profile(reading.profile)
    chain = rules.chain_of(locked.office_id)
    journal.append("survey.sheet_settled", about=locked, chain=chain, by=by, at=at)
    _count(locked, reading, at=at)


def _locked(number: str, by: Actor) -> PaperSheet:
    """The sheet with this number, held; a wrong number and somebody else's sheet look alike."""
    sheet = PaperSheet.objects.select_for_update().filter(number=number).first()
    if sheet is None or not permissions.can_ask(by, sheet.office_id, independent_offices(by)):
        require(bool(independent_offices(by)))
        raise LinkClosed(
            _("Nomor lembar ini tidak ada, sudah dihitung, atau bukan untuk Anda. Periksa lagi.")
        )
    return sheet


def _keep(sheet: PaperSheet, reading: Reading, *, turn: int, by: Actor) -> None:
    content = {
        "answers": dict(reading.answers),
        "comment": reading.comment,
        "profile": dict(reading.profile),
    }
    PaperEntry.objects.create(
        sheet=sheet, typist_id=by.id or 0, turn=turn, sealed=json.dumps(content)
    )


def _count(sheet: PaperSheet, reading: Reading, *, at: datetime) -> None:
    """One answer like any other; number, readings and who typed them are gone with that."""
    put_in_box(
        lock_open(sheet.invitation_id),
        SealedAnswer(dict(reading.answers), reading.comment, dict(reading.profile)),
        channel=Channel.PAPER,
        key=f"paper-sheet-{sheet.pk}",
        at=at,
    )
    sheet.delete()
