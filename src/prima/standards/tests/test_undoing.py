"""A revocation that was a mistake is taken back, and what people decided meanwhile stands."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.test import Client

from prima.kernel.actors import SYSTEM
from prima.kernel.errors import NotAllowed, RuleBroken, StaleRecord
from prima.kernel.models import JournalEntry
from prima.offices import public as offices
from prima.offices.public import Office, Role
from prima.standards import actions
from prima.standards.models import Regulation, RegulationChange, Review, Service
from prima.standards.rules import ReviewResult
from prima.standards.tests.places import NOW, make_district, small_catalogue
from prima.standards.tests.rules_scene import PESANTREN, TODAY, actor, cite, end, rule

pytestmark = pytest.mark.django_db
WRONG = "Yang dicabut aturan lain"


@pytest.fixture
def places(tmp_path: Path) -> tuple[Office, Office]:
    """A district and its KUA, with one service and the register."""
    district, kua = make_district()
    folder = small_catalogue(tmp_path / "katalog")
    actions.load_catalogue(folder, office=district, by=SYSTEM, at=NOW)
    return district, kua


def undo(regulation: Regulation, by: object = SYSTEM, *, reason: str = WRONG) -> list[Review]:
    return actions.undo_end(
        regulation, reason=reason, revision=regulation.revision, by=by, at=NOW,  # type: ignore[arg-type]
    )  # fmt: skip


def test_a_rule_counts_again_and_what_waited_is_closed_as_mistaken(
    places: tuple[Office, Office],
) -> None:
    district, kua = places
    service = Service.objects.get()
    cite(service, district, ["UU 18/2019"])
    cite(service, kua, ["UU 18/2019"])
    end(rule(), replaced_by=rule("pma-30-2020"))
    answered = Review.objects.get(office=kua)
    actions.close_review(
        answered, result="change", note="Disusun ulang", by=actor(kua, "verify_sops"), at=NOW
    )

    closed = undo(rule(), actor(district, "verify_sops"))

    assert [one.office for one in closed] == [district]
    assert closed[0].result == ReviewResult.MISTAKEN
    assert closed[0].note == WRONG
    answered.refresh_from_db()
    assert (answered.result, answered.note) == (ReviewResult.CHANGE, "Disusun ulang")
    found = rule()
    assert (found.in_force_until, found.ended_because) == (None, "")
    assert not found.changes.exists()
    entry = JournalEntry.objects.get(what="regulation.end_undone")
    assert entry.payload == {"from": TODAY.isoformat(), "reviews": 1}
    # It may be revoked again, and then asks for reviews again.
    assert len(end(rule())) == 2


def test_what_the_file_of_law_says_of_two_rules_stays(places: tuple[Office, Office]) -> None:
    amended = RegulationChange.objects.filter(effect="amends", regulation__in_force_until=None)
    change = amended.select_related("regulation", "by")[0]
    end(change.regulation, replaced_by=change.by)
    assert RegulationChange.objects.get(pk=change.pk).effect == "replaces"

    undo(rule(change.regulation.key))

    assert RegulationChange.objects.get(pk=change.pk).effect == "amends"


def test_only_what_was_ended_here_is_taken_back_by_whoever_may_end_it(
    places: tuple[Office, Office],
) -> None:
    district, kua = places
    by_file = Regulation.objects.exclude(in_force_until=None)[0]
    with pytest.raises(RuleBroken, match="tidak dicatat di sini"):
        undo(by_file)
    with pytest.raises(RuleBroken, match="tidak dicatat di sini"):
        undo(rule())
    end(rule())
    for nobody in (actor(kua, "verify_sops"), actor(district, "write_standards")):
        with pytest.raises(NotAllowed):
            undo(rule(), nobody)
    with pytest.raises(RuleBroken, match="mengapa"):
        undo(rule(), reason=" ")
    shown = rule()
    undo(rule())
    with pytest.raises(StaleRecord):
        undo(shown)


def test_the_page_says_what_will_be_closed_and_takes_it_back(
    places: tuple[Office, Office],
) -> None:
    district, _kua = places
    staff = offices.add_staff(
        office=district, email="verifikator@example.go.id", name="Sari", honorific="ibu",
        by=SYSTEM, at=NOW,
    )  # fmt: skip
    offices.assign_role(
        staff, role=Role.VERIFIER, office=district, starts_on=TODAY, by=SYSTEM, at=NOW
    )
    browser = Client()
    browser.force_login(staff.user)
    cite(Service.objects.get(), district, ["UU 18/2019"])
    page = f"/kelola/dasar-hukum/{rule(PESANTREN).pk}/"
    assert "Pencabutan keliru" not in browser.get(page).content.decode()
    end(rule())
    assert "Pencabutan keliru" in browser.get(page).content.decode()

    asked = browser.get(f"{page}pencabutan/pembatalan/").content.decode()
    empty = browser.post(f"{page}pencabutan/pembatalan/", {"reason": "", "revision": 1})
    sent = {"reason": WRONG, "revision": 1}
    answer = browser.post(f"{page}pencabutan/pembatalan/", sent, follow=True)

    assert "Peninjauan yang akan ditutup" in asked
    assert "Dicabut dengan aturan baru" in asked
    assert empty.status_code == 422
    assert "1 peninjauan ulang ditutup" in answer.content.decode()
    review = Review.objects.get()
    told = browser.get(f"/kelola/dasar-hukum/peninjauan/{review.pk}/").content.decode()
    assert "Keliru dibuka" in told
    assert WRONG in told
