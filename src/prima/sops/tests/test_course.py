"""A draft from the plan to a version, and every act that is refused on the way."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from prima.kernel.errors import NotAllowed, RuleBroken, StaleRecord
from prima.kernel.models import JournalEntry
from prima.offices.public import Role
from prima.sops import actions, queries
from prima.sops.actions import Origin, Signature
from prima.sops.core import SopDocument
from prima.sops.models import Sop, SopDraft, SopVersion
from prima.sops.rules import ACTS, Act, DraftKind, DraftState
from prima.sops.tests.people import Desk, employ
from prima.sops.tests.places import NOW

pytestmark = pytest.mark.django_db
TODAY = NOW.date()
SIGNATURE = Signature(
    "SOP-07/KT/2026", "Kepala Kantor", "H. Lukman", TODAY, TODAY + timedelta(days=7),
    "197001012000031001",
)  # fmt: skip


def plan(desk: Desk, kind: DraftKind | None = None) -> SopDraft:
    return actions.plan_draft(
        desk.service, desk.district, purpose="Dasar hukumnya berganti.", kind=kind,
        by=desk.actor("author"), at=NOW,
    )  # fmt: skip


def start(desk: Desk, kind: DraftKind | None = None, origin: Origin | None = None) -> SopDraft:
    return actions.start_draft(plan(desk, kind), origin=origin, by=desk.actor("author"), at=NOW)


def changed(document: SopDocument, text: str = "Menyimpan satu fotokopi dalam map") -> SopDocument:
    *steps, last = document.steps
    return replace(document, steps=(*steps, replace(last, text=text)))


def written(desk: Desk, kind: DraftKind | None = None) -> SopDraft:
    draft = start(desk, kind)
    return actions.save_draft(
        draft, changed(draft.document), revision=draft.revision, by=desk.actor("author"), at=NOW
    )


def handed_in(desk: Desk) -> SopDraft:
    return actions.submit(written(desk), by=desk.actor("author"), at=NOW)


def reviewed(desk: Desk) -> SopDraft:
    return actions.review(handed_in(desk), by=desk.actor("reviewer"), at=NOW)


def verified(desk: Desk) -> SopDraft:
    return actions.verify(reviewed(desk), by=desk.actor("verifier"), at=NOW)


def approved(desk: Desk) -> SopDraft:
    return actions.approve(verified(desk), SIGNATURE, by=desk.actor("head"), at=NOW)


def test_a_draft_becomes_the_next_version_with_number_signer_and_dates(desk: Desk) -> None:
    draft = approved(desk)

    version = actions.publish(draft, by=desk.actor("head"), at=NOW)

    draft.refresh_from_db()
    assert (draft.state, draft.version) == (DraftState.PUBLISHED, version)
    assert (version.number, version.kind, version.is_proposal) == (2, DraftKind.REVISION, False)
    assert version.supersedes == desk.sop.versions.get(number=1)
    identity = version.document.identity
    assert (identity.number, identity.effective_on) == ("SOP-07/KT/2026", "2026-09-08")
    assert identity.approved_by == "Kepala Kantor, H. Lukman"
    assert identity.revised_on == "2026-09-01"
    assert version.document.steps[-1].text == "Menyimpan satu fotokopi dalam map"
    before = queries.version_in_force(desk.service, desk.district, TODAY)
    after = queries.version_in_force(desk.service, desk.district, SIGNATURE.effective_on)
    assert (before, after) == (version.supersedes, version)


def test_every_act_is_in_the_course_and_in_the_journal(desk: Desk) -> None:
    actions.publish(approved(desk), by=desk.actor("head"), at=NOW)

    course = SopDraft.objects.get().moves.values_list("act", "before", "after")
    journal = JournalEntry.objects.filter(what__startswith="sop_draft.").order_by("sequence")

    assert list(course) == [
        ("plan", "planned", "planned"),
        ("start", "planned", "draft"),
        ("submit", "draft", "in_review"),
        ("review", "in_review", "in_review"),
        ("verify", "in_review", "verified"),
        ("approve", "verified", "approved"),
        ("publish", "approved", "published"),
    ]
    assert [entry.what.removeprefix("sop_draft.") for entry in journal] == [
        "planned", "started", "saved", "submitted", "reviewed", "verified", "approved",
        "published",
    ]  # fmt: skip
    assert JournalEntry.objects.filter(what="sop.published").count() == 1


def act_on(desk: Desk, draft: SopDraft, act: Act, who: str) -> None:
    """Do this act as this person, with everything it asks for."""
    by, reason = desk.actor(who), "Waktu langkah 3 belum jelas."
    do: dict[Act, Callable[[], object]] = {
        Act.START: lambda: actions.start_draft(draft, by=by, at=NOW),
        Act.SUBMIT: lambda: actions.submit(draft, by=by, at=NOW),
        Act.RECALL: lambda: actions.recall(draft, by=by, at=NOW),
        Act.REVIEW: lambda: actions.review(draft, by=by, at=NOW),
        Act.RETURN: lambda: actions.return_to_author(draft, reason=reason, by=by, at=NOW),
        Act.VERIFY: lambda: actions.verify(draft, by=by, at=NOW),
        Act.APPROVE: lambda: actions.approve(draft, SIGNATURE, by=by, at=NOW),
        Act.PUBLISH: lambda: actions.publish(draft, by=by, at=NOW),
        Act.DROP: lambda: actions.drop_draft(draft, reason=reason, by=by, at=NOW),
    }
    do[act]()


PREPARED = {
    DraftState.PLANNED: plan,
    DraftState.DRAFT: written,
    DraftState.IN_REVIEW: reviewed,
    DraftState.VERIFIED: verified,
    DraftState.APPROVED: approved,
}
WHO_MAY = {
    "write_sops": {"author", "second_author"},
    "review_sops": {"reviewer"},
    "verify_sops": {"verifier"},
    "approve_sops": {"head"},
}


@pytest.mark.parametrize("act", [act for act in Act if act != Act.PLAN])
@pytest.mark.parametrize("state", PREPARED)
def test_each_person_may_do_what_the_table_of_moves_says_and_nothing_else(
    desk: Desk, state: DraftState, act: Act
) -> None:
    move = ACTS.get((state, act))
    may = set().union(*(WHO_MAY[one] for one in move.permissions)) if move else set()
    draft = PREPARED[state](desk)

    for who in desk.people.keys() - may:
        with pytest.raises(NotAllowed if move else StaleRecord):
            act_on(desk, draft, act, who)
    draft.refresh_from_db()
    assert draft.state == state
    if move:
        act_on(desk, draft, act, min(may))
        draft.refresh_from_db()
        assert draft.state == move.after


@pytest.mark.parametrize("state", [DraftState.PUBLISHED, DraftState.DROPPED])
def test_what_is_over_stays_as_it_is(desk: Desk, state: DraftState) -> None:
    if state == DraftState.PUBLISHED:
        actions.publish(draft := approved(desk), by=desk.actor("head"), at=NOW)
    else:
        draft = actions.drop_draft(plan(desk), reason="Batal.", by=desk.actor("author"), at=NOW)

    for act in set(Act) - {Act.PLAN}:
        with pytest.raises(StaleRecord):
            act_on(desk, draft, act, "head")
    with pytest.raises(StaleRecord):
        actions.save_draft(
            draft, draft.document, revision=draft.revision, by=desk.actor("author"), at=NOW
        )


@pytest.mark.parametrize(
    ("state", "act", "who"),
    [
        (DraftState.PLANNED, Act.DROP, "author"),
        (DraftState.IN_REVIEW, Act.RETURN, "reviewer"),
        (DraftState.VERIFIED, Act.RETURN, "head"),
    ],
)
def test_giving_back_and_giving_up_say_why(
    desk: Desk, state: DraftState, act: Act, who: str
) -> None:
    draft = PREPARED[state](desk)
    do = actions.drop_draft if act == Act.DROP else actions.return_to_author

    with pytest.raises(RuleBroken, match="alasannya"):
        do(draft, reason="  ", by=desk.actor(who), at=NOW)
    with pytest.raises(RuleBroken, match="Ringkas"):
        do(draft, reason="a" * 501, by=desk.actor(who), at=NOW)

    do(draft, reason="Belum perlu.", by=desk.actor(who), at=NOW)
    assert draft.moves.filter(reason="Belum perlu.", act=act).exists()


def test_who_wrote_in_a_draft_never_judges_it_whatever_roles_they_hold(desk: Desk) -> None:
    everything = (Role.AUTHOR, Role.REVIEWER, Role.VERIFIER, Role.HEAD)
    desk.people["all"] = employ(desk.district, "all", *everything)
    draft = written(desk)
    draft = actions.save_draft(
        draft, changed(draft.document, "Menyimpan berkas"), revision=draft.revision,
        by=desk.actor("all"), at=NOW,
    )  # fmt: skip
    actions.submit(draft, by=desk.actor("author"), at=NOW)

    for act in (Act.REVIEW, Act.RETURN, Act.VERIFY):
        with pytest.raises(NotAllowed, match="ikut Anda susun"):
            act_on(desk, draft, act, "all")
    act_on(desk, draft, Act.REVIEW, "reviewer")
    act_on(desk, draft, Act.VERIFY, "verifier")
    with pytest.raises(NotAllowed, match="ikut Anda susun"):
        act_on(desk, draft, Act.APPROVE, "all")

    act_on(desk, draft, Act.APPROVE, "head")


def test_one_person_judges_twice_only_where_there_is_nobody_else(desk: Desk) -> None:
    both = employ(desk.district, "both", Role.REVIEWER, Role.VERIFIER)
    desk.people["both"] = both
    draft = actions.review(handed_in(desk), by=desk.actor("both"), at=NOW)

    with pytest.raises(RuleBroken, match="dikerjakan oleh Verifier"):
        actions.verify(draft, by=desk.actor("both"), at=NOW)

    desk.people["verifier"].user.is_active = False
    desk.people["verifier"].user.save()
    assert actions.verify(draft, by=desk.actor("both"), at=NOW).state == DraftState.VERIFIED


def test_a_draft_nobody_reviewed_is_not_verified(desk: Desk) -> None:
    draft = handed_in(desk)

    with pytest.raises(RuleBroken, match="Peninjau"):
        actions.verify(draft, by=desk.actor("verifier"), at=NOW)

    returned = actions.return_to_author(
        actions.review(draft, by=desk.actor("reviewer"), at=NOW),
        reason="Perbaiki langkah 2.", by=desk.actor("verifier"), at=NOW,
    )  # fmt: skip
    again = actions.submit(returned, by=desk.actor("author"), at=NOW)
    with pytest.raises(RuleBroken, match="Peninjau"):
        actions.verify(again, by=desk.actor("verifier"), at=NOW)


def test_the_signature_of_an_approval_is_void_once_it_is_given_back(desk: Desk) -> None:
    draft = approved(desk)

    draft = actions.return_to_author(draft, reason="Nomor keliru.", by=desk.actor("head"), at=NOW)

    assert (draft.number, draft.signer_name, draft.approved_on) == ("", "", None)


@pytest.mark.parametrize(
    ("field", "value", "sentence"),
    [
        ("number", " ", "nomor SOP"),
        ("name", "", "jabatan dan nama"),
        ("nip", "12345", "18 angka"),
        ("approved_on", TODAY + timedelta(days=1), "belum tiba"),
        ("approved_on", TODAY + timedelta(days=8), "belum tiba"),
        ("effective_on", TODAY - timedelta(days=1), "mendahului"),
    ],
)
def test_an_approval_needs_number_signer_and_dates_in_order(
    desk: Desk, field: str, value: Any, sentence: str
) -> None:
    draft = verified(desk)

    with pytest.raises(RuleBroken, match=sentence):
        actions.approve(draft, replace(SIGNATURE, **{field: value}), by=desk.actor("head"), at=NOW)

    draft = actions.approve(draft, SIGNATURE, by=desk.actor("head"), at=NOW)
    assert draft.state == DraftState.APPROVED


def test_what_was_approved_for_a_day_that_passed_is_published_for_a_later_one(desk: Desk) -> None:
    draft, later = approved(desk), NOW + timedelta(days=10)

    with pytest.raises(RuleBroken, match="sudah lewat"):
        actions.publish(draft, by=desk.actor("head", later), at=later)

    version = actions.publish(
        draft, by=desk.actor("head", later), at=later, effective_on=later.date()
    )
    assert version.effective_on == later.date()
    assert version.document.identity.effective_on == later.date().isoformat()


def test_a_version_published_meanwhile_is_looked_at_first(desk: Desk, tmp_path: Path) -> None:
    draft = written(desk)
    first = desk.sop.versions.get()
    newer = SopVersion.objects.create(
        sop=desk.sop, number=2, content=first.content, content_hash=first.content_hash,
        effective_on=TODAY, is_proposal=False, recorded_at=NOW,
    )  # fmt: skip

    with pytest.raises(RuleBroken, match="Versi 2 terbit"):
        actions.submit(draft, by=desk.actor("author"), at=NOW)

    draft = actions.take_newer_base(draft, by=desk.actor("author"), at=NOW)
    assert draft.base == newer
    assert actions.submit(draft, by=desk.actor("author"), at=NOW).state == DraftState.IN_REVIEW
    with pytest.raises(StaleRecord):
        actions.take_newer_base(draft, by=desk.actor("author"), at=NOW)


def test_a_finding_of_the_validator_keeps_a_draft_with_its_author(desk: Desk) -> None:
    draft = start(desk)
    document = draft.document
    slow = tuple(
        replace(step, norm=replace(step.norm, amount=step.norm.amount and 450))
        for step in document.steps
    )
    draft = actions.save_draft(
        draft, replace(document, steps=slow), revision=draft.revision,
        by=desk.actor("author"), at=NOW,
    )  # fmt: skip

    with pytest.raises(RuleBroken, match="janji kepada masyarakat"):
        actions.submit(draft, by=desk.actor("author"), at=NOW)

    draft = actions.save_draft(
        draft, changed(document), revision=draft.revision, by=desk.actor("author"), at=NOW
    )
    assert actions.submit(draft, by=desk.actor("author"), at=NOW).state == DraftState.IN_REVIEW


def test_nothing_changed_is_nothing_to_review(desk: Desk) -> None:
    draft = start(desk)

    with pytest.raises(RuleBroken, match="Belum ada yang berubah"):
        actions.submit(draft, by=desk.actor("author"), at=NOW)


def test_a_typo_changes_words_only(desk: Desk) -> None:
    draft = start(desk, DraftKind.EDITORIAL)
    document = draft.document
    longer = replace(document.steps[1], norm=replace(document.steps[1].norm, amount=4))
    draft = actions.save_draft(
        draft, replace(document, steps=(document.steps[0], longer, *document.steps[2:])),
        revision=draft.revision, by=desk.actor("author"), at=NOW,
    )  # fmt: skip

    with pytest.raises(RuleBroken, match="Ralat hanya membetulkan tulisan"):
        actions.submit(draft, by=desk.actor("author"), at=NOW)

    draft = actions.save_draft(
        draft, changed(document), revision=draft.revision, by=desk.actor("author"), at=NOW
    )
    draft = actions.submit(draft, by=desk.actor("author"), at=NOW)
    actions.review(draft, by=desk.actor("reviewer"), at=NOW)
    actions.verify(draft, by=desk.actor("verifier"), at=NOW)
    actions.approve(draft, SIGNATURE, by=desk.actor("head"), at=NOW)
    version = actions.publish(draft, by=desk.actor("head"), at=NOW)
    assert version.kind == DraftKind.EDITORIAL


def test_a_number_is_one_procedure_s_and_the_signed_day_counts(desk: Desk) -> None:
    actions.publish(approved(desk), by=desk.actor("head"), at=NOW)
    SopVersion.objects.create(
        sop=Sop.objects.create(service=desk.service, office=desk.kua), number=1, content={},
        content_hash="0", effective_on=TODAY, is_proposal=False, recorded_at=NOW,
        sop_number="SOP-01",
    )  # fmt: skip
    draft = start(desk)
    document = changed(draft.document, "Menyimpan berkas dalam lemari")
    draft = actions.save_draft(
        draft, document, revision=draft.revision, by=desk.actor("author"), at=NOW
    )
    actions.submit(draft, by=desk.actor("author"), at=NOW)
    actions.review(draft, by=desk.actor("reviewer"), at=NOW)
    actions.verify(draft, by=desk.actor("verifier"), at=NOW)
    head = desk.actor("head")

    # The version before begins in a week; nothing may begin before it.
    with pytest.raises(RuleBroken, match="baru berlaku pada 8 September 2026"):
        actions.approve(draft, replace(SIGNATURE, effective_on=TODAY), by=head, at=NOW)

    # The other office may number as it likes; within one office a number is one procedure's.
    actions.approve(draft, replace(SIGNATURE, number="SOP-01"), by=head, at=NOW)
    with pytest.raises(RuleBroken, match="disahkan untuk 8 September 2026"):
        actions.publish(draft, by=head, at=NOW, effective_on=TODAY + timedelta(days=30))
    assert actions.publish(draft, by=head, at=NOW).sop_number == "SOP-01"
