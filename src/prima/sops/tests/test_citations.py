"""The legal basis of procedures: linked to the register, and in force when they are approved."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from django.test import Client

from prima.kernel.actors import SYSTEM
from prima.kernel.errors import RuleBroken
from prima.sops import actions
from prima.sops.actions import Signature
from prima.sops.models import SopDraft, SopVersion
from prima.sops.tests.people import Desk
from prima.sops.tests.places import NOW
from prima.standards import public as standards
from prima.standards.actions import end_regulation
from prima.standards.models import CitingDocument, Regulation, Review
from prima.standards.rules import CitingKind, ReviewResult

pytestmark = pytest.mark.django_db
TODAY = NOW.date()
OLD, NEW = "UU 18/2019", "PMA 30/2024 pasal 4"


def test_versions_written_before_the_register_are_linked(desk: Desk) -> None:
    old = SopVersion.objects.get()
    content = old.content | {"identity": old.content["identity"] | {"legal_basis": [OLD]}}
    version = SopVersion.objects.create(
        sop=old.sop, number=2, content=content, content_hash="0" * 64, effective_on=TODAY,
        is_proposal=True, recorded_at=NOW,
    )  # fmt: skip

    actions.stand_on_law(by=SYSTEM, at=NOW)

    assert actions.link_sops(by=SYSTEM, at=NOW) == 0
    document = CitingDocument.objects.get(kind=CitingKind.SOP, object_id=version.pk)
    assert document.citations.get().key == "uu-18-2019"


def draft_citing(desk: Desk, *texts: str) -> SopDraft:
    """A revision of the procedure that cites these."""
    author = desk.actor("author")
    draft = actions.plan_draft(
        desk.service, desk.district, purpose="Dasar hukum diganti", by=author, at=NOW
    )
    draft = actions.start_draft(draft, by=author, at=NOW)
    identity = replace(draft.document.identity, legal_basis=texts)
    document = replace(draft.document, identity=identity)
    return actions.save_draft(draft, document, revision=draft.revision, by=author, at=NOW)


def signed(desk: Desk, draft: SopDraft, effective_on: date = TODAY) -> SopDraft:
    """Take a draft through review and verification to the signature."""
    actions.submit(draft, by=desk.actor("author"), at=NOW)
    actions.review(draft, by=desk.actor("reviewer"), at=NOW)
    actions.verify(draft, by=desk.actor("verifier"), at=NOW)
    signature = Signature("01/SOP/2026", "Kepala Kantor", "Hj. Aminah", TODAY, effective_on)
    return actions.approve(draft, signature, by=desk.actor("head"), at=NOW)


def end(key: str, on: date = TODAY) -> None:
    """Mark a rule as revoked."""
    end_regulation(
        Regulation.objects.get(key=key), on=on, replaced_by=None, reason="Dicabut", revision=0,
        by=SYSTEM, at=NOW,
    )  # fmt: skip


def test_no_draft_without_a_basis_is_handed_in(desk: Desk) -> None:
    with pytest.raises(RuleBroken, match="Dasar hukum belum diisi"):
        actions.submit(draft_citing(desk), by=desk.actor("author"), at=NOW)


@pytest.mark.parametrize("basis", [("kebiasaan kantor",), ("PMA 99/2024",)])
def test_a_basis_nobody_can_find_is_no_basis(desk: Desk, basis: tuple[str, ...]) -> None:
    with pytest.raises(RuleBroken, match="Tidak satu pun dasar hukum"):
        actions.submit(draft_citing(desk, *basis), by=desk.actor("author"), at=NOW)


def test_a_basis_that_has_ended_keeps_a_draft_from_being_handed_in(desk: Desk) -> None:
    draft = draft_citing(desk, OLD, NEW)
    end("uu-18-2019")

    with pytest.raises(RuleBroken, match="UU 18/2019 tidak berlaku lagi sejak 1 September 2026"):
        actions.submit(draft, by=desk.actor("author"), at=NOW)


def test_a_rule_to_come_may_be_cited_once_the_day_of_effect_is_as_late(desk: Desk) -> None:
    begins = TODAY + timedelta(days=30)
    Regulation.objects.filter(key="pma-30-2024").update(in_force_from=begins)
    draft = draft_citing(desk, NEW)

    with pytest.raises(RuleBroken, match="PMA 30/2024 baru berlaku 1 Oktober 2026"):
        signed(desk, draft)
    draft.refresh_from_db()
    signature = Signature("01/SOP/2026", "Kepala Kantor", "Hj. Aminah", TODAY, begins)
    approved = actions.approve(draft, signature, by=desk.actor("head"), at=NOW)

    assert approved.effective_on == begins


def test_a_rule_that_ends_after_the_approval_stops_the_publication(desk: Desk) -> None:
    draft = signed(desk, draft_citing(desk, NEW))
    end("pma-30-2024")

    with pytest.raises(RuleBroken, match="PMA 30/2024 tidak berlaku lagi"):
        actions.publish(draft, by=desk.actor("head"), at=NOW)


def test_a_procedure_goes_from_a_revoked_basis_to_a_new_version(desk: Desk) -> None:
    end("pma-30-2024")
    review = Review.objects.get(kind=CitingKind.SOP)
    assert review.closed_at is None

    version = actions.publish(signed(desk, draft_citing(desk, OLD)), by=desk.actor("head"), at=NOW)

    document = CitingDocument.objects.get(kind=CitingKind.SOP, object_id=version.pk)
    assert document.citations.get().key == "uu-18-2019"
    review.refresh_from_db()
    assert review.result == ReviewResult.CHANGE


def test_a_withdrawn_procedure_is_not_reviewed_any_more(desk: Desk) -> None:
    end("pma-30-2024")

    actions.withdraw_version(
        SopVersion.objects.get(), reason="Layanan berhenti", withdrawn_on=TODAY,
        by=desk.actor("head"), at=NOW,
    )  # fmt: skip

    assert not standards.waiting_reviews(frozenset({desk.district.pk})).filter(kind="sop").exists()


def test_the_list_of_drafts_shows_what_is_to_be_reviewed(desk: Desk) -> None:
    end("pma-30-2024")
    review = Review.objects.get(kind=CitingKind.SOP)
    client = Client()
    client.force_login(desk.people["author"].user)

    page = client.get("/kelola/sop/").content.decode()

    assert "Perlu ditinjau ulang" in page
    assert f"/kelola/dasar-hukum/peninjauan/{review.pk}/" in page
    assert "PMA 30/2024 tidak berlaku lagi" in page
