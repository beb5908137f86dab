"""What officers do with notices about a case: send them by WhatsApp, call where mail was lost."""

from __future__ import annotations

from datetime import datetime

from prima.cases import permissions
from prima.cases.actions.records import record
from prima.cases.models import Case
from prima.kernel import journal, messages
from prima.kernel.actors import Actor
from prima.kernel.errors import require
from prima.kernel.messages import GivenUpReason, OutgoingMessage


@journal.action
def open_notice(message: OutgoingMessage, case: Case, *, by: Actor, at: datetime) -> str:
    """Note that WhatsApp is opened with it, and give the address that does so."""
    require(permissions.can_send_notices(by, case))
    messages.mark_opened(message, at=at)
    record("case.notice_opened", case, by=by, at=at, notice=message.pk)
    return message.link


@journal.action
def confirm_notice(message: OutgoingMessage, case: Case, *, by: Actor, at: datetime) -> None:
    """The officer says that it was sent; nobody else can know."""
    require(permissions.can_send_notices(by, case))
    messages.mark_sent(message, at=at)
    record("case.notice_sent", case, by=by, at=at, notice=message.pk)


@journal.action
def give_up_notice(
    message: OutgoingMessage, case: Case, reason: GivenUpReason, *, by: Actor, at: datetime
) -> None:
    """It cannot be sent; the reason stays beside it."""
    require(permissions.can_send_notices(by, case))
    messages.give_up(message, reason, at=at)
    record("case.notice_given_up", case, by=by, at=at, notice=message.pk, reason=reason.value)


@journal.action
def handle_lost_notice(message: OutgoingMessage, case: Case, *, by: Actor, at: datetime) -> None:
    """The applicant was reached by telephone after an e-mail did not arrive."""
    require(permissions.can_send_notices(by, case))
    messages.mark_handled(message, at=at)
    record("case.notice_handled", case, by=by, at=at, notice=message.pk)


@journal.action
def repeat_notice(message: OutgoingMessage, case: Case, *, by: Actor, at: datetime) -> None:
    """Send an e-mail that did not arrive once more."""
    require(permissions.can_repeat_notices(by, case))
    messages.send_again(message)
    record("case.notice_repeated", case, by=by, at=at, notice=message.pk)
