"""Answering a request: what was asked is carried out in the transaction that says so."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, datetime
from typing import Final

from django.conf import settings
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from prima.cases import public as cases
from prima.cases.public import Case, ErasureCause
from prima.kernel import journal, messages
from prima.kernel.actors import Actor
from prima.kernel.errors import RuleBroken, require
from prima.kernel.messages import Channel
from prima.kernel.personal_data import Group
from prima.privacy import permissions, rules
from prima.privacy.actions.common import kept_still
from prima.privacy.actions.requests import Wish, note
from prima.privacy.models import DataRequest, LegalHold
from prima.privacy.rules import RequestKind, RequestState

# The reason in law that is named where a register must be kept.
LEGAL_ARCHIVE: Final = "legal-archive"


@journal.action
def grant(request: DataRequest, *, answer: str, by: Actor, at: datetime) -> DataRequest:
    """Do what was asked. What a law makes the office keep is kept, and said."""
    request = _locked(request, by=by)
    kept = kept_groups(request, at)
    state = RequestState.PARTLY if kept else RequestState.GRANTED
    rules.check_move(RequestState(request.state), state)
    _tell(request, at=at)
    _CARRY_OUT[RequestKind(request.kind)](request, by, at)
    limit = LEGAL_ARCHIVE if kept else ""
    _decide(request, state, answer=answer, limit=limit, kept=kept, by=by, at=at)
    return request


@journal.action
def refuse(
    request: DataRequest, *, limit: str, answer: str, by: Actor, at: datetime
) -> DataRequest:
    """Say no, with the reason in law and in words."""
    request = _locked(request, by=by)
    rules.check_move(RequestState(request.state), RequestState.REFUSED)
    if limit not in rules.law().limits_on(request.kind, _day(request, at)):
        raise RuleBroken(_("Pilih dasar hukum penolakan."))
    if not answer.strip():
        raise RuleBroken(_("Tulis alasan penolakan dengan kalimat yang dimengerti pemohon."))
    _tell(request, at=at)
    _decide(request, RequestState.REFUSED, answer=answer, limit=limit, kept=[], by=by, at=at)
    return request


@journal.action
def lift(request: DataRequest, *, by: Actor, at: datetime) -> DataRequest:
    """The reason of a granted restriction is over: the data may be worked with again."""
    request = _locked(request, by=by)
    if request.kind != RequestKind.RESTRICTION or request.state != RequestState.GRANTED:
        raise RuleBroken(_("Tidak ada pembatasan yang berlaku pada permintaan ini."))
    cases.lift_restriction(request.case, by=by, at=at)
    note("data_request.lifted", request, by=by, at=at)
    return request


def kept_groups(request: DataRequest, at: datetime) -> list[str]:
    """What the law makes the office keep although its erasure is asked."""
    if request.kind != RequestKind.ERASURE:
        return []
    found = rules.law().class_of(request.case.service.key, _day(request, at))
    return list(found.kept_on_request)


def _locked(request: DataRequest, *, by: Actor) -> DataRequest:
    """The request as it is now; of two managers the second is told."""
    found = (
        DataRequest.objects.select_for_update(of=("self",))
        .select_related("case__office", "case__service")
        .get(pk=request.pk)
    )
    require(permissions.can_decide(by, found.case.office_id))
    return found


def _day(request: DataRequest, at: datetime) -> date:
    return rules.local_day(at, request.case.office.time_zone)


def _decide(
    request: DataRequest,
    state: RequestState,
    *,
    answer: str,
    limit: str,
    kept: list[str],
    by: Actor,
    at: datetime,
) -> None:
    request.state, request.decided_at, request.decided_by_id = state, at, by.id
    request.answer, request.limit, request.kept = answer.strip(), limit, kept
    request.save(update_fields=["state", "decided_at", "decided_by", "answer", "limit", "kept"])
    note(
        f"data_request.{state.value}", request, by=by, at=at, limit=limit or None, kept=kept,
        hours=int((at - request.received_at).total_seconds() // 3600),
    )  # fmt: skip


def _tell(request: DataRequest, *, at: datetime) -> None:
    """A notice without the answer in it: that is read with number and words.

    None after an erasure: it would need the address that is to be gone. The page tells it.
    """
    case = request.case
    channel = Channel.EMAIL if case.applicant_email else Channel.WHATSAPP
    recipient = case.applicant_email or case.applicant_phone
    if not recipient or request.kind == RequestKind.ERASURE:
        return
    with translation.override(settings.LANGUAGE_CODE):
        messages.prepare(
            channel,
            recipient=recipient,
            subject=_("Jawaban atas permintaan data Anda"),
            body=_(
                "Permintaan Anda tentang data pada berkas %(number)s sudah kami jawab. Bacalah "
                "jawabannya dengan nomor berkas dan lima kata di halaman ini:\n\n%(address)s\n\n"
                "Kami tidak pernah meminta lima kata Anda lewat pesan."
            )
            % {
                "number": case.number,
                "address": f"{settings.SITE_URL}{reverse('privacy:rights')}",
            },
            at=at,
            about=case,
        )


def _correct(request: DataRequest, by: Actor, at: datetime) -> None:
    """Old and new value stand nowhere but in the case itself."""
    cases.correct_person(request.case, Wish.of(request).fields, by=by, at=at)
    request.wish = ""
    request.save(update_fields=["wish"])


def _erase(request: DataRequest, by: Actor, at: datetime) -> None:
    """What a dispute, an audit or the police need is not erased by a request either (art. 15)."""
    kept_still(request.case_id)
    if LegalHold.objects.filter(case=request.case_id, lifted_at=None).exists():
        raise RuleBroken(
            _(
                "Penghapusan berkas ini sedang ditahan. Tolak dengan dasar hukumnya, atau akhiri "
                "dahulu penahanannya."
            )
        )
    kept = [Group(one) for one in kept_groups(request, at)]
    cases.erase_person_of(request.case, cause=ErasureCause.REQUEST, kept=kept, by=by, at=at)
    forget_wishes(request.case)
    request.wish = ""


def forget_wishes(case: Case) -> None:
    """What was written in requests about a case goes with its person; that they were stays."""
    DataRequest.objects.filter(case=case).update(wish="", answer="")


def _give_copy(_request: DataRequest, _by: Actor, _at: datetime) -> None:
    """Nothing is stored: the copy is made when it is fetched, for as long as it is offered."""


def _restrict(request: DataRequest, by: Actor, at: datetime) -> None:
    cases.restrict(request.case, by=by, at=at)


def _stop(request: DataRequest, by: Actor, at: datetime) -> None:
    cases.stop_notices(request.case, by=by, at=at)


_CARRY_OUT: Final[Mapping[RequestKind, Callable[[DataRequest, Actor, datetime], None]]] = {
    RequestKind.ACCESS: _give_copy,
    RequestKind.CORRECTION: _correct,
    RequestKind.ERASURE: _erase,
    RequestKind.CONSENT: _stop,
    RequestKind.RESTRICTION: _restrict,
}
