"""Who receives reports: they make their own key, and somebody else lets them in."""

from __future__ import annotations

from datetime import datetime
from typing import Final

from django.utils.translation import gettext as _

from prima.integrity import permissions
from prima.integrity.core import sealing
from prima.integrity.core.sealing import USUAL, Cost
from prima.integrity.models import Recipient
from prima.integrity.rules import reports as rules
from prima.integrity.rules.reports import RecipientState
from prima.kernel import journal
from prima.kernel.actors import Actor
from prima.kernel.crypto import shamir
from prima.kernel.errors import RuleBroken, require
from prima.offices.public import StaffMember

CHAIN: Final = "sealed"


@journal.action
def enrol(*, phrase: str, by: Actor, at: datetime, cost: Cost = USUAL) -> Recipient:
    """Make a pair of keys; the private half is kept under a phrase nobody else knows."""
    require(permissions.can_receive_reports(by))
    rules.check_phrase(phrase)
    staff = StaffMember.objects.select_for_update().get(user_id=by.id or 0)
    if Recipient.objects.filter(staff=staff).exclude(state=RecipientState.ENDED).exists():
        raise RuleBroken(_("Anda sudah mempunyai kunci. Akhiri dahulu kunci yang lama."))
    pair = sealing.new_pair()
    locked = rules.in_turn(lambda: sealing.lock(pair.private, phrase, cost=cost))
    made = Recipient.objects.create(
        staff=staff,
        public_key=pair.public,
        state=RecipientState.PENDING,
        passes=locked.passes,
        memory=locked.memory,
        salt=locked.salt,
        box=locked.box,
    )
    _tell("sealed.recipient_enrolled", made, by, at)
    return made


@journal.action
def confirm(recipient: Recipient, *, by: Actor, at: datetime) -> Recipient:
    """Let somebody in: by a recipient at work, or, while there is none, by another newcomer.

    So nobody who gives out roles becomes one by themselves.
    """
    require(permissions.can_receive_reports(by))
    rows = list(Recipient.objects.select_for_update().exclude(state=RecipientState.ENDED))
    active = [one for one in rows if one.state == RecipientState.ACTIVE]
    mine = next((one for one in rows if one.staff.user_id == by.id), None)
    held = next((one for one in rows if one.pk == recipient.pk), None)
    if held is None or held.state != RecipientState.PENDING:
        raise RuleBroken(_("Penerima ini sudah disahkan atau diakhiri. Muat ulang halaman."))
    may = mine is not None and mine.pk != held.pk and (mine in active or not active)
    require(may, _("Hanya penerima lain yang sudah aktif dapat mengesahkan."))
    if len(active) >= shamir.MOST:
        raise RuleBroken(_("Penerima sudah cukup banyak. Akhiri dahulu salah satunya."))
    held.state = RecipientState.ACTIVE
    held.confirmed_by = mine.staff if mine else None
    held.save(update_fields=["state", "confirmed_by"])
    _tell("sealed.recipient_confirmed", held, by, at)
    return held


@journal.action
def end(recipient: Recipient, *, by: Actor, at: datetime) -> None:
    """Stop receiving, for oneself alone: nobody can shut out the others one by one.

    Whoever lost the role receives and opens nothing any more without it.
    """
    require(permissions.can_receive_reports(by) and recipient.staff.user_id == by.id)
    held = Recipient.objects.select_for_update().get(pk=recipient.pk)
    held.state = RecipientState.ENDED
    held.save(update_fields=["state"])
    _tell("sealed.recipient_ended", held, by, at)


def _tell(what: str, recipient: Recipient, by: Actor, at: datetime) -> None:
    journal.append(what, about=recipient, chain=CHAIN, by=by, at=at)
