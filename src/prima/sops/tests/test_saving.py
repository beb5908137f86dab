"""Starting and saving a draft: nothing is overwritten, and nothing typed is lost."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from prima.kernel.actors import SYSTEM
from prima.kernel.errors import NotAllowed, RuleBroken, StaleRecord
from prima.sops import actions, queries
from prima.sops.actions import Origin
from prima.sops.models import SopDraft, SopVersion
from prima.sops.queries import course as reads
from prima.sops.rules import DraftKind, DraftState
from prima.sops.tests import test_course as course
from prima.sops.tests.people import Desk
from prima.sops.tests.places import NOW

pytestmark = pytest.mark.django_db


def test_who_saves_what_somebody_else_has_saved_is_told_by_whom_and_when(desk: Desk) -> None:
    mine = course.start(desk)
    theirs = SopDraft.objects.get()
    other = desk.actor("second_author")
    at = NOW + timedelta(minutes=41)
    actions.save_draft(
        theirs, course.changed(theirs.document, "Satu"), revision=1, by=other, at=at
    )

    with pytest.raises(StaleRecord, match=r"Second_Author pada 1 September 2026 09\.41") as told:
        actions.save_draft(
            mine, course.changed(mine.document, "Dua"), revision=1,
            by=desk.actor("author"), at=NOW,
        )  # fmt: skip

    assert "belum disimpan dan masih ada" in str(told.value)
    mine.refresh_from_db()
    assert (mine.revision, mine.document.steps[-1].text) == (2, "Satu")
    actions.save_draft(
        mine, course.changed(mine.document, "Dua"), revision=2, by=desk.actor("author"), at=NOW
    )
    assert SopDraft.objects.get().document.steps[-1].text == "Dua"
    assert queries.saver_of(SopDraft.objects.get()) == "Author"


def test_saving_the_same_again_is_no_new_save(desk: Desk) -> None:
    draft = course.written(desk)

    again = actions.save_draft(
        draft, draft.document, revision=draft.revision, by=desk.actor("second_author"), at=NOW
    )

    assert again.revision == 2
    assert not again.authors.filter(pk=desk.people["second_author"].user_id).exists()


def test_half_a_procedure_is_saved_and_a_program_gone_wrong_is_not(desk: Desk) -> None:
    draft = course.start(desk)
    half = replace(draft.document, steps=draft.document.steps[:1], actors=())

    saved = actions.save_draft(draft, half, revision=1, by=desk.actor("author"), at=NOW)

    assert saved.document == half
    for wrong in (
        replace(half, service="layanan-lain"),
        replace(half, steps=half.steps * 201),
        replace(half, actors=(draft.document.actors * 60)),
    ):
        with pytest.raises(RuleBroken):
            actions.save_draft(saved, wrong, revision=2, by=desk.actor("author"), at=NOW)


def test_only_authors_of_the_office_write(desk: Desk) -> None:
    draft = course.start(desk)

    for who in ("reviewer", "verifier", "head", "manager", "officer"):
        with pytest.raises(NotAllowed):
            actions.save_draft(draft, draft.document, revision=1, by=desk.actor(who), at=NOW)
        with pytest.raises(NotAllowed):
            actions.plan_draft(
                desk.service, desk.district, purpose="x", by=desk.actor(who), at=NOW
            )
        with pytest.raises(NotAllowed):
            actions.take_newer_base(draft, by=desk.actor(who), at=NOW)
    with pytest.raises(NotAllowed):
        actions.plan_draft(desk.service, desk.district, purpose="x", by=SYSTEM, at=NOW)


def test_a_handed_in_draft_is_not_written(desk: Desk) -> None:
    draft = course.handed_in(desk)

    with pytest.raises(StaleRecord, match="Ditinjau"):
        actions.save_draft(
            draft, course.changed(draft.document, "Lain"), revision=draft.revision,
            by=desk.actor("author"), at=NOW,
        )  # fmt: skip

    actions.recall(draft, by=desk.actor("author"), at=NOW)
    saved = actions.save_draft(
        draft, course.changed(draft.document, "Lain"), revision=draft.revision,
        by=desk.actor("author"), at=NOW,
    )  # fmt: skip
    assert saved.document.steps[-1].text == "Lain"


def test_a_plan_says_why_and_fits_what_the_office_has(desk: Desk) -> None:
    by = desk.actor("author")

    with pytest.raises(RuleBroken, match="alasannya"):
        actions.plan_draft(desk.service, desk.district, purpose=" ", by=by, at=NOW)
    with pytest.raises(RuleBroken, match="sudah punya SOP"):
        actions.plan_draft(
            desk.service, desk.district, purpose="x", kind=DraftKind.NEW, by=by, at=NOW
        )
    with pytest.raises(RuleBroken, match="Belum ada SOP"):
        actions.plan_draft(
            desk.service, desk.kua, purpose="x", kind=DraftKind.EDITORIAL, by=by, at=NOW
        )

    assert actions.plan_draft(
        desk.service, desk.kua, purpose="x", by=by, at=NOW
    ).kind == DraftKind.NEW  # fmt: skip


def plan_in_kua(desk: Desk) -> SopDraft:
    return actions.plan_draft(
        desk.service, desk.kua, purpose="Loket kami satu.", by=desk.actor("author"), at=NOW
    )


def test_a_new_procedure_begins_with_its_first_and_last_row(desk: Desk) -> None:
    draft = actions.start_draft(plan_in_kua(desk), by=desk.actor("author"), at=NOW)

    assert [step.key for step in draft.document.steps] == ["start", "end"]
    assert draft.document.identity.title == desk.service.name
    assert draft.base is None


def test_a_revision_begins_with_the_version_before_it_unless_asked_otherwise(desk: Desk) -> None:
    draft = course.start(desk)
    actions.drop_draft(draft, reason="x", by=desk.actor("author"), at=NOW)
    blank = course.start(desk, origin=Origin(is_blank=True))

    assert draft.document == SopVersion.objects.get().document
    assert len(blank.document.steps) == 2


def test_a_ready_document_may_be_where_to_begin(desk: Desk) -> None:
    found = reads.catalogue_document(desk.service)

    draft = actions.start_draft(
        plan_in_kua(desk), origin=Origin(document=found), by=desk.actor("author"), at=NOW
    )

    assert found is not None
    assert draft.document == found
    other = replace(found, service="layanan-lain")
    actions.drop_draft(draft, reason="x", by=desk.actor("author"), at=NOW)
    with pytest.raises(RuleBroken, match="layanan lain"):
        actions.start_draft(
            plan_in_kua(desk), origin=Origin(document=other), by=desk.actor("author"), at=NOW
        )


def test_another_office_s_procedure_is_adapted_with_a_reason_or_not_at_all(desk: Desk) -> None:
    version, draft = SopVersion.objects.get(), plan_in_kua(desk)
    by = desk.actor("author")

    with pytest.raises(RuleBroken, match="mengapa"):
        actions.start_draft(draft, origin=Origin(adapted_from=version), by=by, at=NOW)

    draft = actions.start_draft(
        draft, origin=Origin(adapted_from=version, because="Loketnya satu."), by=by, at=NOW
    )
    assert (draft.adapted_from, draft.document) == (version, version.document)


def test_several_are_planned_but_one_is_in_work(desk: Desk) -> None:
    first, second = course.plan(desk), course.plan(desk)
    by = desk.actor("author")
    actions.start_draft(first, by=by, at=NOW)

    with pytest.raises(StaleRecord, match="rancangan lain"):
        actions.start_draft(second, by=by, at=NOW)
    with pytest.raises(IntegrityError, match="sop_draft_one_in_work"), transaction.atomic():
        SopDraft.objects.filter(pk=second.pk).update(state=DraftState.DRAFT)

    actions.drop_draft(first, reason="Digabung.", by=by, at=NOW)
    second.refresh_from_db()
    assert actions.start_draft(second, by=by, at=NOW).state == DraftState.DRAFT


def test_what_was_planned_as_new_becomes_a_revision_once_there_is_a_version(desk: Desk) -> None:
    draft = plan_in_kua(desk)
    first = SopVersion.objects.get()
    SopVersion.objects.create(
        sop=draft.sop, number=1, content=first.content, content_hash=first.content_hash,
        effective_on=NOW.date(), is_proposal=False, recorded_at=NOW,
    )  # fmt: skip

    draft = actions.start_draft(draft, by=desk.actor("author"), at=NOW)

    assert (draft.kind, draft.base) == (DraftKind.REVISION, draft.sop.last_version())


@pytest.mark.parametrize(
    ("changed", "name"),
    [
        ({"state": "zz"}, "sop_draft_state_is_known"),
        ({"kind": "new"}, "sop_draft_base_fits_kind"),
        ({"purpose": ""}, "sop_draft_has_a_purpose"),
        ({"revision": 0}, "sop_draft_revision"),
        ({"adapted_because": "x"}, "sop_draft_adapted_says_why"),
        ({"state": "approved"}, "sop_draft_approved_is_signed"),
        ({"state": "published"}, "sop_draft_approved_is_signed|sop_draft_published_has_version"),
    ],
)
def test_the_database_refuses_drafts_that_cannot_be(
    desk: Desk, changed: dict[str, object], name: str
) -> None:
    draft = course.plan(desk)

    with pytest.raises(IntegrityError, match=name), transaction.atomic():
        SopDraft.objects.filter(pk=draft.pk).update(**changed)
