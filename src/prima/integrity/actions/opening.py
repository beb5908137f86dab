"""Opening what is sealed: only by somebody's own phrase, never kept, each time noted.

A recipient who has meanwhile come to serve with or over the reported loses their key at the next
try, before a word is shown.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from prima.integrity.actions.reports import tell
from prima.integrity.core import sealing
from prima.integrity.core.conflicts import Reported
from prima.integrity.core.sealing import WrongSecretError
from prima.integrity.models import (
    IdentityBox,
    IdentityRequest,
    Recipient,
    ReportKey,
    SealedFile,
    SealedReport,
    conflicts,
    receiving,
    unsealing,
)
from prima.integrity.models.unsealing import Unsealed
from prima.integrity.rules.reports import IdentityState, RecipientState, in_turn
from prima.kernel import journal
from prima.kernel.actors import Actor
from prima.kernel.errors import RuleBroken, require


class WrongPhrase(RuleBroken):
    """The phrase does not open one's own key."""

    def __init__(self) -> None:
        super().__init__(_("Kalimat sandi ini tidak membuka kunci Anda. Periksa ejaannya."))


@dataclass(frozen=True, slots=True)
class Hands:
    """What one person holds while one request is answered: never stored."""

    key: ReportKey
    own: bytes  # the private half of the recipient
    report: bytes  # the private half of the report


@journal.action
def open_report(report: SealedReport, *, phrase: str, by: Actor, at: datetime) -> Unsealed | None:
    """Everything of a report; None, and the key is gone, for who must no longer see it."""
    hands = _hands(report, phrase, by)
    if _is_kept_from(report, hands, by, at):
        return None
    tell("sealed.opened", report, by=by, at=at)
    return unsealing.unsealed(report, hands.report)


@journal.action
def open_file(file: SealedFile, *, phrase: str, by: Actor, at: datetime) -> bytes | None:
    """One attachment."""
    hands = _hands(file.report, phrase, by)
    if _is_kept_from(file.report, hands, by, at):
        return None
    tell("sealed.file_opened", file.report, by=by, at=at)
    return sealing.unseal(bytes(file.body), hands.report)


@journal.action
def share(report: SealedReport, *, to: Recipient, phrase: str, by: Actor, at: datetime) -> bool:
    """Let another recipient read too; False, and nothing is shared, where anybody may not."""
    hands = _hands(report, phrase, by)
    if _is_kept_from(report, hands, by, at):
        return False
    if to.state != RecipientState.ACTIVE or conflicts.is_kept_from(
        to, _reported(report, hands), at
    ):
        raise RuleBroken(_("Orang ini tidak boleh menerima laporan ini."))
    box = sealing.seal(hands.report, bytes(to.public_key))
    ReportKey.objects.get_or_create(report=report, recipient=to, defaults={"box": box})
    tell("sealed.shared", report, by=by, at=at)
    return True


@journal.action
def ask_identity(
    report: SealedReport, *, reason: str, phrase: str, by: Actor, at: datetime
) -> IdentityRequest | None:
    """Ask to know who wrote it: one's own share is sealed to the others, and one of them decides.

    Alone it opens nothing: the key needs two shares.
    """
    hands = _hands(report, phrase, by)
    if _is_kept_from(report, hands, by, at):
        return None
    if report.identity is None or hands.key.share is None:
        raise RuleBroken(_("Pelapor tidak menitipkan nama, atau bagian kuncinya bukan pada Anda."))
    if not reason.strip():
        raise RuleBroken(_("Tulis mengapa nama pelapor perlu dibuka."))
    others = list(
        report.keys.exclude(pk=hands.key.pk).filter(share__isnull=False)
        .select_related("recipient")
    )  # fmt: skip
    if not others:
        raise RuleBroken(_("Tidak ada orang kedua yang memegang bagian kuncinya."))
    if report.requests.filter(state=IdentityState.ASKED).exists():
        raise RuleBroken(_("Permintaan lain masih menunggu orang kedua."))
    made = IdentityRequest.objects.create(
        report=report,
        asked_by=hands.key.recipient,
        state=IdentityState.ASKED,
        reason=sealing.seal(reason.strip().encode(), bytes(report.public_key)),
    )
    share_of = sealing.unseal(bytes(hands.key.share), hands.own)
    for other in others:
        box = sealing.seal(share_of, bytes(other.recipient.public_key))
        IdentityBox.objects.create(request=made, recipient=other.recipient, box=box)
    tell("sealed.identity_asked", report, by=by, at=at)
    return made


@journal.action
def open_identity(request: IdentityRequest, *, phrase: str, by: Actor, at: datetime) -> str | None:
    """The second person opens it, and from then on these two can read it, each by their phrase."""
    held = IdentityRequest.objects.select_for_update().get(pk=request.pk)
    hands = _hands(held.report, phrase, by)
    if _is_kept_from(held.report, hands, by, at):
        return None
    box = held.boxes.filter(recipient=hands.key.recipient).first()
    require(box is not None)
    assert box is not None  # noqa: S101 - required above
    given = sealing.unseal(bytes(box.box), hands.own)
    identity = bytes(held.report.identity or b"")
    if held.state == IdentityState.OPENED:
        tell("sealed.identity_read", held.report, by=by, at=at)
        return sealing.open_identity(identity, given).decode()
    if held.state != IdentityState.ASKED or hands.key.share is None:
        raise RuleBroken(_("Permintaan ini sudah diputuskan. Muat ulang halaman."))
    own_share = sealing.unseal(bytes(hands.key.share), hands.own)
    key = sealing.joined_key([given, own_share])
    opened = sealing.open_identity(identity, key).decode()
    _settle(held, IdentityState.OPENED, hands.key.recipient)
    for one in (held.asked_by, hands.key.recipient):
        sealed = sealing.seal(key, bytes(one.public_key))
        IdentityBox.objects.create(request=held, recipient=one, box=sealed)
    tell("sealed.identity_opened", held.report, by=by, at=at)
    return opened


@journal.action
def refuse_identity(request: IdentityRequest, *, by: Actor, at: datetime) -> None:
    """The second person says no; the share that was given goes."""
    held = IdentityRequest.objects.select_for_update().get(pk=request.pk)
    key = receiving.key_of(held.report, by)
    require(key is not None and key.recipient_id != held.asked_by_id)
    assert key is not None  # noqa: S101 - required above
    if held.state != IdentityState.ASKED:
        raise RuleBroken(_("Permintaan ini sudah diputuskan. Muat ulang halaman."))
    _settle(held, IdentityState.REFUSED, key.recipient)
    tell("sealed.identity_refused", held.report, by=by, at=at)


def _settle(held: IdentityRequest, state: IdentityState, by: Recipient) -> None:
    held.boxes.all().delete()
    held.state, held.decided_by = state, by
    held.save(update_fields=["state", "decided_by"])


def _hands(report: SealedReport, phrase: str, by: Actor) -> Hands:
    key = receiving.key_of(report, by)
    require(key is not None)
    assert key is not None  # noqa: S101 - required above
    try:
        locked = key.recipient.locked
        own = in_turn(lambda: sealing.unlock(locked, phrase))
    except WrongSecretError:
        raise WrongPhrase from None
    return Hands(key, own, sealing.unseal(bytes(key.box), own))


def _reported(report: SealedReport, hands: Hands) -> Reported:
    body = json.loads(sealing.unseal(bytes(report.body), hands.report))
    return unsealing.reported_in(body)


def _is_kept_from(report: SealedReport, hands: Hands, by: Actor, at: datetime) -> bool:
    """Whether people have moved so that this one may not know; then the key goes for good."""
    if not conflicts.is_kept_from(hands.key.recipient, _reported(report, hands), at):
        return False
    IdentityBox.objects.filter(request__report=report, recipient=hands.key.recipient).delete()
    hands.key.delete()
    tell("sealed.conflict_found", report, by=by, at=at)
    return True
