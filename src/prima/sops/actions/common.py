"""What every action on a draft does: lock it, check the move, write its course and the journal."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _

from prima.kernel import journal
from prima.kernel.actors import Actor
from prima.kernel.errors import RuleBroken, StaleRecord, require
from prima.offices.public import Office
from prima.sops import permissions, rules
from prima.sops.actions import letters
from prima.sops.models import DraftMove, SopDraft
from prima.sops.rules import Act, DraftState

LONGEST_REASON = 500


def locked(draft: SopDraft) -> SopDraft:
    """The row as it is now, held until the end of the action: of two people one waits here."""
    rows = SopDraft.objects.select_for_update(of=("self",))
    return rows.select_related("sop__service", "sop__office", "base").get(pk=draft.pk)


def move(
    draft: SopDraft, act: Act, *, by: Actor, at: datetime, reason: str = "", **fields: Any
) -> SopDraft:
    """Take a locked draft to where the table of moves says, or say in a sentence why not."""
    before = DraftState(draft.state)
    to = rules.ACTS.get((before, act))
    if to is None:
        raise StaleRecord(
            _("Rancangan ini sekarang berstatus “%(state)s”. Muat ulang halaman.")
            % {"state": before.label}
        )
    check_may(draft, act, by=by)
    reason = checked_reason(reason, is_needed=to.needs_reason)
    draft.state = to.after
    for name, value in fields.items():
        setattr(draft, name, value)
    draft.save(update_fields=["state", *fields])
    note(draft, act, before, reason=reason, by=by, at=at)
    letters.tell_next(draft, act, by=by, at=at)
    return draft


def check_may(draft: SopDraft, act: Act, *, by: Actor) -> None:
    """The permission of the table, and four eyes."""
    wanted = rules.ACTS[DraftState(draft.state), act]
    require(permissions.can_any(by, wanted.permissions, draft.sop.office_id))
    if wanted.by_others:
        require(
            not draft.authors.filter(pk=by.id).exists(),
            _("Rancangan ini ikut Anda susun, jadi harus dinilai oleh orang lain."),
        )


def note(
    draft: SopDraft, act: Act, before: str, *, reason: str, by: Actor, at: datetime
) -> DraftMove:
    """Write the course of the draft, and the same in the journal without the words."""
    made = DraftMove.objects.create(
        draft=draft, act=act, before=before, after=draft.state, reason=reason, by_id=person(by),
        at=at,
    )  # fmt: skip
    record(
        f"sop_draft.{_PAST[act]}", draft, by=by, at=at,
        payload={"before": str(before), "after": str(draft.state), "revision": draft.revision},
    )  # fmt: skip
    return made


_PAST = {
    Act.PLAN: "planned",
    Act.START: "started",
    Act.SUBMIT: "submitted",
    Act.RECALL: "recalled",
    Act.REVIEW: "reviewed",
    Act.RETURN: "returned",
    Act.VERIFY: "verified",
    Act.APPROVE: "approved",
    Act.PUBLISH: "published",
    Act.DROP: "dropped",
}


def record(
    what: str, draft: SopDraft, *, by: Actor, at: datetime, payload: dict[str, Any] | None = None
) -> None:
    """One entry in the chain of the office the procedure is for."""
    chain = f"office:{draft.sop.office_id}"
    journal.append(what, about=draft, chain=chain, by=by, at=at, payload=payload or {})


def person(by: Actor) -> int:
    """Who acts; a procedure is written and judged by people, never by the system."""
    if by.id is None:
        raise RuleBroken(_("SOP disusun dan disahkan oleh pegawai yang masuk dengan akunnya."))
    return by.id


def checked_reason(text: str, *, is_needed: bool = True) -> str:
    """The reason without blanks around it; refused when it is missing or too long to be read."""
    reason = text.strip()
    if is_needed and not reason:
        raise RuleBroken(_("Tulis alasannya, supaya rekan Anda tahu apa yang harus dilakukan."))
    if len(reason) > LONGEST_REASON:
        raise RuleBroken(
            _("Alasan terlalu panjang. Ringkas menjadi paling banyak %(most)d huruf.")
            % {"most": LONGEST_REASON}
        )
    return reason


def today(office: Office, at: datetime) -> date:
    """The date it is at the office."""
    return local(office, at).date()


def local(office: Office, at: datetime) -> datetime:
    """The moment by the clock of the office."""
    return at.astimezone(ZoneInfo(office.time_zone))
