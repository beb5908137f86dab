"""The end of a case: product, hand-over, completion by the SOP, refusal, withdrawal."""

from __future__ import annotations

from datetime import datetime

from django.utils.translation import gettext as _

from prima.cases import permissions, rules
from prima.cases.actions import authority, clocks, holds, letters, walking
from prima.cases.actions.locking import lock_case
from prima.cases.actions.records import move, record, save, stale
from prima.cases.core import Receiver
from prima.cases.events import (
    CaseCompleted,
    CaseRefused,
    CaseWithdrawn,
    ProductHandedOver,
    ProductReady,
)
from prima.cases.models import Case
from prima.cases.rules import CaseStatus, Proof, Relation
from prima.kernel import codes, events, journal
from prima.kernel.actors import Actor
from prima.kernel.errors import RuleBroken, require
from prima.sops.public import HANDED_OVER, PRODUCT_READY


@journal.action
def record_product(case: Case, *, number: str, by: Actor, at: datetime) -> Case:
    """Say that the product is ready, before or beside the row of the SOP that marks it."""
    case = lock_case(case.pk, at)
    authority.require_worker(case, by=by)
    if case.product_ready_at is not None:
        raise stale()
    if not case.is_open:
        raise RuleBroken(_("Berkas ini sudah berakhir, sehingga tidak ada produk yang dicatat."))
    _require_running(case, by=by, at=at)
    fields = product_fields(case, number, at=at)
    fields |= clocks.after_events(case, frozenset({PRODUCT_READY}), at)
    save(case, **fields)
    tell_ready(case, by=by, at=at)
    return case


@journal.action
def hand_over(case: Case, receiver: Receiver, *, by: Actor, at: datetime) -> Case:
    """Give the product to the applicant or their proxy, with proof; also after completion."""
    case = lock_case(case.pk, at)
    authority.require_worker(case, by=by)
    if case.handed_over_at is not None:
        raise stale()
    if case.state != CaseStatus.COMPLETED:
        _require_running(case, by=by, at=at)
    fields = receiver_fields(case, receiver, by=by, at=at)
    if case.is_open:
        fields |= clocks.after_events(case, frozenset({HANDED_OVER}), at)
    save(case, **fields)
    tell_handed_over(case, by=by, at=at)
    return case


@journal.action
def refuse(case: Case, *, reason: str, basis: str, by: Actor, at: datetime) -> Case:
    """Refuse outside the rows of the SOP: reason, legal basis, and the way to object are told."""
    case = lock_case(case.pk, at)
    require(
        permissions.can_refuse(by, case),
        _("Penolakan ditetapkan oleh kepala kantor. Mintalah beliau memutuskannya."),
    )
    authority.require_not_own(case, by=by)
    holds.release_if_due(case, by=by, at=at)
    _refuse(case, {}, reason=reason, basis=basis, by=by, at=at)
    return case


@journal.action
def withdraw(case: Case, *, reason: str = "", by: Actor, at: datetime) -> Case:
    """The applicant takes the application back; nobody needs to say why."""
    case = lock_case(case.pk, at)
    require(permissions.can_withdraw(by, case))
    holds.release_if_due(case, by=by, at=at)
    fields = _end_fields(case, at) | {"outcome_reason": reason.strip()}
    move(case, CaseStatus.WITHDRAWN, **fields)
    walking.cancel(case.items.all(), at)
    record("case.withdrawn", case, by=by, at=at)
    events.publish(CaseWithdrawn(case.pk, case.office_id, case.service_id, at))
    return case


def _require_running(case: Case, *, by: Actor, at: datetime) -> None:
    """No product moves while the clock stands still: the wait would count as the office's time."""
    holds.release_if_due(case, by=by, at=at)
    rules.check_on_desk(case.state)


def product_fields(case: Case, number: str, *, at: datetime) -> clocks.Fields:
    """The number of the letter, book or deed, and since when it may be fetched."""
    if case.product_ready_at is not None:
        return {}
    number = number.strip() or case.product_number
    if not number:
        raise RuleBroken(_("Isi nomor produk, misalnya nomor surat atau nomor buku."))
    return clocks.put(case, product_number=number, product_ready_at=at)


def receiver_fields(
    case: Case, receiver: Receiver | None, *, by: Actor, at: datetime
) -> clocks.Fields:
    """Who took the product and how it is proven; a code is checked, not believed."""
    if case.handed_over_at is not None:
        return {}
    if case.product_ready_at is None:
        raise RuleBroken(_("Produk belum siap. Catat nomor produk sebelum menyerahkannya."))
    if receiver is None or not receiver.name.strip():
        raise RuleBroken(_("Isi nama orang yang menerima produk."))
    if receiver.proof == Proof.CODE and not codes.verify_secret(case.secret_hash, receiver.words):
        raise RuleBroken(_("Lima kata ini tidak cocok. Periksa ejaannya pada tanda terima."))
    return clocks.put(
        case,
        handed_over_at=at,
        handed_over_to=receiver.name.strip(),
        handed_over_relation=Relation(receiver.relation),
        handed_over_proof=Proof(receiver.proof),
        handed_over_by_id=by.id,
    )


def complete(case: Case, fields: clocks.Fields, *, by: Actor, at: datetime) -> None:
    """The last row is done: the case ends and the clock stops at the latest now."""
    fields = fields | clocks.stop(case, at) | {"ended_at": at}
    move(case, CaseStatus.COMPLETED, **fields)
    record("case.completed", case, by=by, at=at, minutes=case.working_minutes_used)
    events.publish(CaseCompleted(case.pk, case.office_id, case.service_id, at))


def refuse_by_procedure(
    case: Case, fields: clocks.Fields, *, reason: str, basis: str, by: Actor, at: datetime
) -> None:
    """A decision row of the SOP ends as refused."""
    _refuse(case, fields, reason=reason, basis=basis, by=by, at=at)


def tell_ready(case: Case, *, by: Actor, at: datetime, letter: bool = True) -> None:
    """Journal, letter and event of a product that may be fetched; none when it was just given."""
    record("case.product_ready", case, by=by, at=at)
    if letter:
        letters.ready(case, at=at)
    events.publish(ProductReady(case.pk, case.office_id, case.service_id, at))


def tell_handed_over(case: Case, *, by: Actor, at: datetime) -> None:
    """Journal and event of a hand-over."""
    record(
        "case.handed_over", case, by=by, at=at,
        relation=case.handed_over_relation, proof=case.handed_over_proof,
    )  # fmt: skip
    events.publish(ProductHandedOver(case.pk, case.office_id, case.service_id, at))


def _refuse(
    case: Case, fields: clocks.Fields, *, reason: str, basis: str, by: Actor, at: datetime
) -> None:
    if not reason.strip() or not basis.strip():
        raise RuleBroken(
            _("Tulis alasan penolakan dan dasar hukumnya. Pemohon berhak mengetahui keduanya.")
        )
    fields = fields | _end_fields(case, at)
    fields |= {"outcome_reason": reason.strip(), "outcome_basis": basis.strip()}
    move(case, CaseStatus.REFUSED, **fields)
    walking.cancel(case.items.all(), at)
    record("case.refused", case, by=by, at=at)
    letters.refused(case, at=at)
    events.publish(CaseRefused(case.pk, case.office_id, case.service_id, at))


def _end_fields(case: Case, at: datetime) -> clocks.Fields:
    """End an open hold first, so that its time is taken out, then stop the clock."""
    fields = clocks.release(case, at) if case.held_since is not None else {}
    return fields | clocks.stop(case, at) | {"ended_at": at}
