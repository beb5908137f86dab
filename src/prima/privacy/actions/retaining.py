"""Erasing what has been kept long enough: announced first, held up where it is still needed."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from prima.cases import public as cases
from prima.cases.public import Case, ErasureCause
from prima.complaints import public as complaints
from prima.integrity import public as integrity
from prima.kernel import journal, messages
from prima.kernel.actors import Actor
from prima.kernel.errors import RuleBroken, require
from prima.kernel.sweeping import each
from prima.privacy import permissions
from prima.privacy.actions.common import kept_still
from prima.privacy.actions.decisions import forget_wishes
from prima.privacy.models import DataRequest, LegalHold, RetentionNotice
from prima.privacy.models.due import moment_of, outdated, ready, unannounced
from prima.privacy.rules import GRACE, HoldReason
from prima.surveys import public as surveys

_BATCH = 500


@dataclass(frozen=True, slots=True)
class Retained:
    """What one run did."""

    announced: int
    erased: int
    notices: int


def run_retention(*, by: Actor, at: datetime) -> Retained:
    """Announce, then erase what was announced long enough ago. Run again it changes nothing more.

    Each case is a transaction of its own, so that the fault of one holds up no other, and a run
    that was cut goes on where it stood.
    """
    require(permissions.can_run_retention(by))
    announced = 0
    while batch := _announce(by=by, at=at):
        announced += batch
    _withdraw(at)
    ripe = list(ready(at).values_list("pk", flat=True))
    erased = each(ripe, lambda pk: _erase(pk, by=by, at=at))
    return Retained(announced, erased, _forget_notices(by=by, at=at))


@journal.action
def place_hold(case: Case, reason: HoldReason, *, by: Actor, at: datetime) -> LegalHold:
    """Keep a case although its time is over, because somebody still needs it."""
    require(permissions.can_decide(by, case.office_id))
    case = kept_still(case.pk)
    if case.erased_at is not None:
        raise RuleBroken(_("Data pada berkas ini sudah dihapus."))
    hold, is_new = LegalHold.objects.get_or_create(
        case=case,
        lifted_at=None,
        defaults={"reason": reason, "placed_at": at, "placed_by_id": _person(by)},
    )
    if is_new:
        _note("legal_hold.placed", hold, by=by, at=at, reason=HoldReason(reason).value)
    return hold


@journal.action
def lift_hold(case: Case, *, by: Actor, at: datetime) -> None:
    """Nobody needs it any more; the grace of an announcement that waited starts anew."""
    require(permissions.can_decide(by, case.office_id))
    hold = LegalHold.objects.select_for_update().filter(case=case, lifted_at=None).first()
    if hold is None:
        return
    hold.lifted_at, hold.lifted_by_id = at, by.id
    hold.save(update_fields=["lifted_at", "lifted_by"])
    RetentionNotice.objects.filter(case=case, erased_at=None).update(
        announced_at=at, erase_after=at + GRACE
    )
    _note("legal_hold.lifted", hold, by=by, at=at)


@journal.action
def _announce(*, by: Actor, at: datetime) -> int:
    """One batch of cases that have been kept long enough and were not named yet."""
    rows = [
        RetentionNotice(case=case, retention_class=key, announced_at=at, erase_after=at + GRACE)
        for key, case in unannounced(at, most=_BATCH)
    ]
    RetentionNotice.objects.bulk_create(rows)
    for office_id, count in sorted(Counter(row.case.office_id for row in rows).items()):
        first = next(row for row in rows if row.case.office_id == office_id)
        journal.append(
            "retention.announced", about=first, chain=f"office:{office_id}", by=by, at=at,
            payload={"cases": count},
        )  # fmt: skip
    return len(rows)


def _withdraw(at: datetime) -> None:
    """Who writes again after the announcement extends the time: it will be announced anew."""
    stale = list(outdated(at).values_list("pk", flat=True))
    RetentionNotice.objects.filter(pk__in=stale).delete()


@journal.action
def _erase(pk: int, *, by: Actor, at: datetime) -> int:
    """One case; what has come up since the list was made is asked again under the lock."""
    notice = RetentionNotice.objects.select_for_update(of=("self",)).get(pk=pk)
    kept_still(notice.case_id)
    if not ready(at).filter(pk=pk).exists():
        return 0
    cases.erase_person_of(notice.case, cause=ErasureCause.RETENTION, by=by, at=at)
    forget_wishes(notice.case)
    notice.erased_at = at
    notice.save(update_fields=["erased_at"])
    return 1


def _forget_notices(*, by: Actor, at: datetime) -> int:
    """Copies of what is kept elsewhere: letters, links, old requests; nobody misses them."""
    surveys.forget_links(by=by, at=at)
    surveys.forget_contacts(before=moment_of("survey-contacts", at).date(), by=by, at=at)
    complaints.forget_people(before=moment_of("complaints", at), by=by, at=at)
    integrity.forget_givers(before=moment_of("gratuities", at), by=by, at=at)
    integrity.forget_reports(before=moment_of("sealed-reports", at).date(), by=by, at=at)
    old = moment_of("data-requests", at)
    DataRequest.objects.filter(decided_at__lt=old).update(wish="", answer="")
    return messages.erase_older(moment_of("notices", at))


def _person(by: Actor) -> int:
    assert by.id is not None  # noqa: S101 - whoever manages an office has an account
    return by.id


def _note(what: str, hold: LegalHold, *, by: Actor, at: datetime, **payload: object) -> None:
    journal.append(
        what,
        about=hold,
        chain=f"office:{hold.case.office_id}",
        by=by,
        at=at,
        payload={"case": hold.case_id, **payload},
    )
