"""Frames for answers, and whether answers of an office are approved before they are sent."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from prima.complaints import permissions, rules
from prima.complaints.models import AnswerFrame, ApprovalRule
from prima.kernel import journal
from prima.kernel.actors import Actor
from prima.kernel.errors import RuleBroken, require
from prima.offices.public import Office


@dataclass(frozen=True, slots=True)
class FrameText:
    """The parts of an answer, with gaps in square brackets."""

    title: str
    facts: str = ""
    decision: str = ""
    reason: str = ""
    next_step: str = ""


@journal.action
def set_approval(office: Office, *, wanted: bool, by: Actor, at: datetime) -> None:
    """From now on who leads the office approves its answers, or no longer."""
    require(permissions.can_set_limits(by, office.pk))
    Office.objects.select_for_update(no_key=True).get(pk=office.pk)
    now = ApprovalRule.objects.filter(office=office, ended_at=None)
    if wanted == now.exists():
        return
    if wanted:
        ApprovalRule.objects.create(office=office, set_at=at)
    else:
        now.update(ended_at=at)
    _tell("complaint.approval_set", office, by=by, at=at, wanted=wanted)


@journal.action
def keep_frame(
    office: Office,
    said: FrameText,
    *,
    replaces: AnswerFrame | None = None,
    by: Actor,
    at: datetime,
) -> AnswerFrame:
    """A new frame; one it replaces is kept and offered no more."""
    require(permissions.can_keep_frames(by, office.pk))
    parts = asdict(said)
    if not said.title.strip() or not any(parts[one].strip() for one in rules.ANSWER_PARTS):
        raise RuleBroken(_("Isi judulnya dan paling sedikit satu bagian."))
    if replaces is not None:
        _retire(office, replaces, at)
    made = AnswerFrame.objects.create(
        office=office, written_by_id=by.id or 0, written_at=at, **parts
    )
    _tell("complaint.frame_kept", office, by=by, at=at, frame=made.pk)
    return made


@journal.action
def retire_frame(frame: AnswerFrame, *, by: Actor, at: datetime) -> None:
    """Offered no more."""
    require(permissions.can_keep_frames(by, frame.office_id))
    _retire(frame.office, frame, at)
    _tell("complaint.frame_retired", frame.office, by=by, at=at, frame=frame.pk)


def _retire(office: Office, frame: AnswerFrame, at: datetime) -> None:
    changed = AnswerFrame.objects.filter(pk=frame.pk, office=office, retired_at=None)
    if not changed.update(retired_at=at):
        raise RuleBroken(_("Kerangka itu sudah diganti atau dihapus. Muat ulang halaman ini."))


def _tell(what: str, office: Office, *, by: Actor, at: datetime, **payload: object) -> None:
    journal.append(
        what, about=office, chain=rules.chain_of(office.pk), by=by, at=at, payload=payload
    )
