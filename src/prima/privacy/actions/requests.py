"""Taking in what a person asks of their data; the clock of 72 hours starts here."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from django.utils.translation import gettext as _

from prima.cases import public as cases
from prima.cases.public import Case, CorrectableField
from prima.kernel import journal
from prima.kernel.actors import Actor
from prima.kernel.errors import RuleBroken, require
from prima.privacy import permissions
from prima.privacy.actions.common import kept_still
from prima.privacy.models import DataRequest
from prima.privacy.rules import (
    ANSWER_WITHIN,
    LONGEST_TEXT,
    RequestChannel,
    RequestKind,
    RequestState,
)


@dataclass(frozen=True, slots=True)
class Wish:
    """What stands in a request beside its kind: words, and new values by field."""

    reason: str = ""
    fields: Mapping[str, str] = field(default_factory=dict)

    def sealed_text(self) -> str:
        """As it is kept, encrypted by its column."""
        if not self.reason and not self.fields:
            return ""
        return json.dumps({"reason": self.reason, "fields": dict(self.fields)})

    @classmethod
    def of(cls, request: DataRequest) -> Wish:
        """What was asked, read back."""
        if not request.wish:
            return cls()
        found = json.loads(request.wish)
        return cls(found["reason"], found["fields"])


@journal.action
def take_request(
    case: Case, kind: RequestKind, wish: Wish, *, by: Actor, at: datetime
) -> DataRequest:
    """Write a request down; one of the same kind that still waits is given back instead.

    A withdrawn consent needs nobody's decision: it takes effect in this transaction (art. 40).
    """
    require(permissions.can_take_request(by, case.office_id))
    case = kept_still(case.pk)  # a button pressed twice at once finds the first request
    waiting = DataRequest.objects.waiting().filter(case=case, kind=kind).first()
    if waiting is not None:
        return waiting
    _check(case, kind, wish)
    is_counter = by.kind == "staff"
    request = DataRequest.objects.create(
        case=case,
        kind=kind,
        channel=RequestChannel.COUNTER if is_counter else RequestChannel.ONLINE,
        taken_by_id=by.id if is_counter else None,
        received_at=at,
        due_at=at + ANSWER_WITHIN,
        wish=wish.sealed_text(),
    )
    note("data_request.taken", request, by=by, at=at, channel=request.channel)
    if kind == RequestKind.CONSENT:
        cases.stop_notices(case, by=by, at=at)
        _settle(request, at=at)
        note("data_request.granted", request, by=by, at=at)
    return request


def note(what: str, request: DataRequest, *, by: Actor, at: datetime, **payload: object) -> None:
    """The line in the journal of the office: ids and enums only."""
    journal.append(
        what,
        about=request,
        chain=f"office:{request.case.office_id}",
        by=by,
        at=at,
        payload={"kind": RequestKind(request.kind).value, "case": request.case_id, **payload},
    )


def _settle(request: DataRequest, *, at: datetime) -> None:
    request.state, request.decided_at = RequestState.GRANTED, at
    request.save(update_fields=["state", "decided_at"])


def _check(case: Case, kind: RequestKind, wish: Wish) -> None:
    if case.erased_at is not None:
        raise RuleBroken(_("Data Anda pada berkas ini sudah kami hapus."))
    if len(wish.reason) > LONGEST_TEXT:
        raise RuleBroken(
            _("Ringkas menjadi paling banyak %(most)d huruf.") % {"most": LONGEST_TEXT}
        )
    if kind != RequestKind.CORRECTION:
        return
    unknown = set(wish.fields) - set(CorrectableField.values)
    if unknown or not any(text.strip() for text in wish.fields.values()):
        raise RuleBroken(_("Isi sedikitnya satu data yang perlu dibetulkan."))
    # Refused now, while the person can mend it, not when the manager agrees.
    cases.check_correction(wish.fields)
