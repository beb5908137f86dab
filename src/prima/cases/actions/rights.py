"""What people may ask of their data once it is ours (UU 27/2022), carried out on one case.

Who asks, by when it is answered and what the law makes us keep is decided by the floor above; here
is what then happens to the rows. The journal says that it happened and to which columns, never
what stood in them.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import datetime, timedelta

from django.db.models import Model, QuerySet
from django.utils.translation import gettext as _

from prima.cases import permissions
from prima.cases.actions import persons
from prima.cases.actions.locking import lock_case
from prima.cases.actions.records import record, save
from prima.cases.events import ConsentWithdrawn, PersonErased
from prima.cases.models import Case, CaseFile, CorrectionItem
from prima.cases.rules import ErasureCause, NikReason
from prima.kernel import events, files, idempotency, journal, messages
from prima.kernel.actors import Actor
from prima.kernel.errors import RuleBroken, require
from prima.kernel.files import StoredFile
from prima.kernel.personal_data import ERASED_MARK, Group

# A letter that must not be joined with its case is written by a job soon after the end.
_LETTERS_AFTER_END = timedelta(days=7)

ERASABLE = frozenset({Group.IDENTITY, Group.CONTACT, Group.PAPERS, Group.TEXTS})


@journal.action
def erase_person_of(
    case: Case,
    *,
    cause: ErasureCause,
    kept: Collection[Group] = (),
    by: Actor,
    at: datetime,
) -> Case:
    """Take the person out of an ended case; dates, decisions and the number of the product stay.

    `kept` are the groups a law makes the office keep. Done twice it changes nothing.
    """
    case = lock_case(case.pk)
    require(permissions.can_decide_on_data(by, case))
    if case.erased_at is not None:
        return case
    if case.is_open:
        raise RuleBroken(
            _("Berkas ini masih berjalan. Data baru dapat dihapus setelah berkas berakhir.")
        )
    groups = ERASABLE - set(kept)
    count = _erase_beside(case, groups, at=at)
    save(case, **_emptied(case, groups, at))
    idempotency.forget(case)
    record(
        "case.person_erased", case, by=by, at=at, cause=cause.value, files=count,
        erased=sorted(one.value for one in groups),
    )  # fmt: skip
    events.publish(PersonErased(case.pk, case.office_id, case.service_id, at))
    return case


@journal.action
def correct_person(case: Case, fields: Mapping[str, str], *, by: Actor, at: datetime) -> Case:
    """Put right what the applicant showed to be wrong (art. 30); also after the end."""
    case = lock_case(case.pk)
    require(permissions.can_decide_on_data(by, case))
    if case.erased_at is not None:
        raise RuleBroken(_("Data pada berkas ini sudah dihapus, sehingga tidak dapat dibetulkan."))
    save(case, **persons.columns_of(fields))
    record("case.person_corrected", case, by=by, at=at, fields=sorted(fields))
    return case


def check_correction(fields: Mapping[str, str]) -> None:
    """Refuse now, with a sentence, what could not be written into a case later."""
    persons.columns_of(fields)


@journal.action
def stop_notices(case: Case, *, by: Actor, at: datetime) -> Case:
    """The applicant wants no notice and no question any more (art. 40); takes effect at once."""
    case = lock_case(case.pk)
    require(
        permissions.can_receive_for_applicant(by, case) or permissions.can_decide_on_data(by, case)
    )
    if case.notices_stopped_at is None:
        save(case, notices_stopped_at=at)
        record("case.notices_stopped", case, by=by, at=at)
        events.publish(ConsentWithdrawn(case.pk, case.office_id, case.service_id, at))
    return case


@journal.action
def restrict(case: Case, *, by: Actor, at: datetime) -> Case:
    """Lock the data (art. 41): no file, no whole NIK, no notice, no erasure until it is lifted."""
    case = lock_case(case.pk)
    require(permissions.can_decide_on_data(by, case))
    if case.restricted_at is None:
        save(case, restricted_at=at)
        record("case.data_restricted", case, by=by, at=at)
    return case


@journal.action
def lift_restriction(case: Case, *, by: Actor, at: datetime) -> Case:
    """The reason of the lock is over."""
    case = lock_case(case.pk)
    require(permissions.can_decide_on_data(by, case))
    if case.restricted_at is not None:
        save(case, restricted_at=None)
        record("case.restriction_lifted", case, by=by, at=at)
    return case


@journal.action
def show_nik(case: Case, *, reason: NikReason, by: Actor, at: datetime) -> str:
    """Give the whole NIK to somebody who works on the case, and write down who and why."""
    case = lock_case(case.pk)
    require(permissions.can_work(by, case))
    check_not_restricted(case)
    if not case.applicant_nik:
        raise RuleBroken(_("Berkas ini tidak memuat NIK."))
    record("case.nik_shown", case, by=by, at=at, reason=reason.value)
    return str(case.applicant_nik)


def check_not_restricted(case: Case) -> None:
    """Nobody opens what its person asked to lock."""
    if case.restricted_at is not None:
        raise RuleBroken(
            _("Pemohon meminta data pada berkas ini dibatasi. Hubungi pengelola kantor.")
        )


def _emptied(case: Case, groups: Collection[Group], at: datetime) -> dict[str, object]:
    """The columns of the case as they are without its person."""
    fields: dict[str, object] = {}
    if Group.IDENTITY in groups:
        fields |= {
            "applicant_name": ERASED_MARK,
            "applicant_nik": "",
            "nik_index": "",
            "applicant_address": "",
            "applicant_staff_id": None,
            "handed_over_to": _marked(case.handed_over_to),
        }
    if Group.CONTACT in groups:
        fields |= {
            "applicant_phone": "",
            "phone_index": "",
            "applicant_email": "",
            "notices_stopped_at": case.notices_stopped_at or at,
        }
    if Group.TEXTS in groups:
        fields |= {
            "outcome_reason": _marked(case.outcome_reason),
            "delay_reason": _marked(case.delay_reason),
        }
    if set(groups) >= ERASABLE:
        fields["erased_at"] = at
    return fields


def _erase_beside(case: Case, groups: Collection[Group], *, at: datetime) -> int:
    """Files, notices and what officers wrote; gives how many files are gone."""
    count = 0
    if Group.PAPERS in groups:
        stored = CaseFile.objects.filter(case=case).values("stored_id")
        count = files.remove(StoredFile.objects.filter(pk__in=stored), at=at)
    if Group.CONTACT in groups:
        messages.erase_about(case)
        addresses = {str(case.applicant_email or ""), str(case.applicant_phone or "")}
        ended_at = case.ended_at or at
        messages.erase_unlinked(addresses, since=ended_at, until=ended_at + _LETTERS_AFTER_END)
    if Group.TEXTS in groups:
        _mark(case.items.all(), "note")
        _mark(case.holds.all(), "note")
        _mark(CorrectionItem.objects.filter(request__case=case), "sentence")
    return count


def _mark(rows: QuerySet[Model], column: str) -> None:
    rows.exclude(**{column: ""}).update(**{column: ERASED_MARK})


def _marked(text: str) -> str:
    return ERASED_MARK if text else ""
