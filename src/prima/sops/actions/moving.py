"""The moves of a draft between its author and those who judge it."""

from __future__ import annotations

from datetime import datetime

from django.utils.translation import gettext as _

from prima.kernel import journal
from prima.kernel.actors import Actor
from prima.kernel.errors import RuleBroken
from prima.sops import rules
from prima.sops.actions import checking, common, rows
from prima.sops.models import SopDraft
from prima.sops.rules import Act


@journal.action
def submit(draft: SopDraft, *, by: Actor, at: datetime) -> SopDraft:
    """Hand the draft to the reviewers; with a finding that is an error it stays."""
    draft = common.locked(draft)
    if (draft.state, Act.SUBMIT) in rules.ACTS:
        common.check_may(draft, Act.SUBMIT, by=by)
        checking.check_content(draft, on=common.today(draft.sop.office, at))
    draft = common.move(draft, Act.SUBMIT, by=by, at=at)
    rows.index_draft(draft)
    return draft


@journal.action
def recall(draft: SopDraft, *, by: Actor, at: datetime) -> SopDraft:
    """The author takes it back to go on writing."""
    draft = common.move(common.locked(draft), Act.RECALL, by=by, at=at)
    rows.forget_draft(draft)
    return draft


@journal.action
def review(draft: SopDraft, *, by: Actor, at: datetime, remark: str = "") -> SopDraft:
    """A reviewer has read all of it and has no objection left."""
    draft = common.locked(draft)
    if (draft.state, Act.REVIEW) in rules.ACTS:
        common.check_may(draft, Act.REVIEW, by=by)
        checking.check_no_open_comment(draft)
    return common.move(draft, Act.REVIEW, by=by, at=at, reason=remark)


@journal.action
def return_to_author(draft: SopDraft, *, reason: str, by: Actor, at: datetime) -> SopDraft:
    """Give it back with what is to be changed; number and signature of an approval are void."""
    void = {
        "number": "",
        "effective_on": None,
        "approved_on": None,
        "signer_title": "",
        "signer_name": "",
        "signer_nip": "",
    }
    draft = common.move(common.locked(draft), Act.RETURN, by=by, at=at, reason=reason, **void)
    rows.forget_draft(draft)
    return draft


@journal.action
def verify(draft: SopDraft, *, by: Actor, at: datetime, remark: str = "") -> SopDraft:
    """Form, basis and content were checked: it may go to who approves."""
    draft = common.locked(draft)
    if (draft.state, Act.VERIFY) in rules.ACTS:
        common.check_may(draft, Act.VERIFY, by=by)
        reviewers = draft.judges(Act.REVIEW)
        if not reviewers:
            raise RuleBroken(_("Belum ada yang meninjau rancangan ini. Mintalah Peninjau dahulu."))
        checking.check_other_person(draft, rules.VERIFY, reviewers, by=by, at=at)
        checking.check_no_open_comment(draft)
        checking.check_content(draft, on=common.today(draft.sop.office, at))
    return common.move(draft, Act.VERIFY, by=by, at=at, reason=remark)


@journal.action
def drop_draft(draft: SopDraft, *, reason: str, by: Actor, at: datetime) -> SopDraft:
    """Give the draft up; it stays readable with the reason."""
    draft = common.move(common.locked(draft), Act.DROP, by=by, at=at, reason=reason)
    rows.forget_draft(draft)
    return draft
