"""When a rule ends, everything that leans on it is reviewed, and nothing else."""

from __future__ import annotations

from copy import deepcopy
from datetime import date, timedelta

import pytest

from prima.kernel.actors import SYSTEM, Actor
from prima.kernel.errors import NotAllowed, RuleBroken, StaleRecord
from prima.kernel.models import JournalEntry
from prima.offices.public import Office
from prima.standards import actions, queries
from prima.standards.models import CitingDocument, Review, Service
from prima.standards.rules import CitingKind, ReviewCause, ReviewResult
from prima.standards.tests.places import CATALOGUE, NOW, make_district
from prima.standards.tests.rules_scene import PESANTREN, TODAY, actor, cite, end, rule, services

pytestmark = pytest.mark.django_db
LATER = NOW + timedelta(days=10)


@pytest.fixture(scope="module")
def prepared_places(prepared: None) -> tuple[Office, Office]:
    """A district and its KUA, with the whole catalogue in force."""
    district, kua = make_district()
    actions.load_catalogue(CATALOGUE, office=district, by=SYSTEM, at=NOW)
    return district, kua


@pytest.fixture
def places(prepared_places: tuple[Office, Office]) -> tuple[Office, Office]:
    return deepcopy(prepared_places)


@pytest.fixture
def district(places: tuple[Office, Office]) -> Office:
    return places[0]


def test_ending_a_rule_opens_exactly_the_reviews_of_what_leans_on_it(
    places: tuple[Office, Office],
) -> None:
    district, kua = places
    first, second, third, fourth = services()[:4]
    cite(first, district, ["UU 18/2019"])
    # Its newer version cites it too: one review for both.
    cite(second, kua, ["UU 18/2019"], version=1)
    cite(second, kua, ["UU 18/2019 pasal 5"], version=2)
    # The version in force no longer does.
    cite(third, kua, ["UU 18/2019"], version=1)
    cite(third, kua, ["UU 25/2009"], version=2)
    # Another office does for the same service, from next month on.
    cite(fourth, kua, ["UU 25/2009"])
    cite(fourth, district, ["UU 18/2019"], effective_on=TODAY + timedelta(days=30))
    standards = CitingDocument.objects.filter(
        kind=CitingKind.STANDARD, citations__regulation__key=PESANTREN
    ).values_list("service", flat=True)

    opened = end(rule(), actor(district, "set_standards"))

    assert {(one.kind, one.service_id, one.office_id) for one in opened} == {
        ("sop", first.pk, district.pk),
        ("sop", second.pk, kua.pk),
        ("sop", fourth.pk, district.pk),
        ("standard", standards.get(), district.pk),
    }
    assert Review.objects.count() == len(opened) == 4
    assert {one.due_on for one in opened} == {TODAY + timedelta(days=30)}
    entries = JournalEntry.objects.filter(what="review.opened")
    assert entries.filter(chain=f"office:{kua.pk}").count() == 1
    assert {one.kind for one in queries.leaning_on(rule(), TODAY)} == {"sop", "standard"}
    assert len(queries.leaning_on(rule(), TODAY)) == 4


def test_a_withdrawn_sop_and_a_retired_service_are_not_reviewed(district: Office) -> None:
    first, second = services()[:2]
    withdrawn = cite(first, district, ["UU 18/2019"])
    cite(second, district, ["UU 18/2019"])
    Service.objects.filter(pk=second.pk).update(
        retired_on=TODAY, retired_note="Pindah", redirect_name="Kementerian lain"
    )
    actions.end_citing(CitingKind.SOP, withdrawn.object_id, on=TODAY, by=SYSTEM, at=NOW)
    actions.end_citing(CitingKind.SOP, 999_999, on=TODAY, by=SYSTEM, at=NOW)

    opened = end(rule())

    assert {one.kind for one in opened} == {"standard"}


def test_a_rule_that_ends_in_the_future_is_reviewed_now(district: Office) -> None:
    cite(services()[0], district, ["UU 18/2019"])
    next_year = date(2027, 1, 1)

    opened = end(rule(), actor(district, "verify_sops"), on=next_year)

    assert len(opened) == 2
    assert rule().standing_on(date(2026, 12, 31)) == "in_force"
    assert rule().standing_on(next_year) == "ended"


def test_a_rule_is_ended_once_and_no_review_is_opened_twice(district: Office) -> None:
    end(rule())
    before = Review.objects.count()

    with pytest.raises(StaleRecord):
        end(rule())
    again = actions.open_reviews(rule(), by=SYSTEM, at=LATER)

    assert again == []
    assert Review.objects.count() == before == 1


@pytest.mark.parametrize(
    ("key", "on", "successor", "sentence"),
    [
        ("uu-27-2022", date(2022, 10, 17), "", "sesudah aturan ini mulai"),
        ("pma-30-2024", date(2023, 1, 1), "", "mendahului tahun"),
        ("pma-30-2024", TODAY, "pma-30-2024", "dirinya sendiri"),
        ("uu-1-1974", date(2015, 1, 1), "uu-27-2022", "baru berlaku sesudah"),
    ],
)
def test_an_end_that_cannot_be_is_refused(
    district: Office, key: str, on: date, successor: str, sentence: str
) -> None:
    by = rule(successor) if successor else None
    with pytest.raises(RuleBroken, match=sentence):
        end(rule(key), on=on, replaced_by=by)


def test_ending_needs_a_reason_and_the_right_person(places: tuple[Office, Office]) -> None:
    district, kua = places

    for nobody in (actor(district, "write_standards"), actor(kua, "set_standards", "verify_sops")):
        with pytest.raises(NotAllowed):
            end(rule(), nobody)
    with pytest.raises(RuleBroken, match="alasan"):
        actions.end_regulation(
            rule(), on=TODAY, replaced_by=None, reason=" ", revision=0, by=SYSTEM, at=NOW
        )

    end(rule(), actor(district, "verify_sops"), replaced_by=rule("pma-30-2020"))
    assert rule().changes.get().by == rule("pma-30-2020")


def test_a_new_version_without_the_ended_rule_closes_its_review(district: Office) -> None:
    service = services()[0]
    cite(service, district, ["UU 18/2019"])
    end(rule())
    review = Review.objects.get(kind="sop")

    cite(service, district, ["UU 18/2019", "UU 25/2009"], version=2)
    review.refresh_from_db()
    assert review.closed_at is None
    cite(service, district, ["UU 25/2009"], version=3)

    review.refresh_from_db()
    assert Review.objects.filter(kind="sop").count() == 1
    assert review.result == ReviewResult.CHANGE


def test_a_new_version_that_cites_an_ended_rule_opens_a_review(district: Office) -> None:
    cite(services()[0], district, ["PMA 22/2024"])

    assert Review.objects.get().regulation == rule("pma-22-2024")


def test_a_rule_added_as_ended_later_opens_a_review_of_what_cites_it(district: Office) -> None:
    cite(services()[0], district, ["UU 18/2019"], effective_on=TODAY + timedelta(days=5))

    end(rule(), on=TODAY + timedelta(days=3))

    assert Review.objects.filter(kind="sop").count() == 1


def test_the_same_version_is_recorded_once(district: Office) -> None:
    first = cite(services()[0], district, ["UU 25/2009"], object_id=5)

    assert cite(services()[0], district, ["UU 18/2019"], object_id=5) == first
    assert first.citations.get().regulation == rule("uu-25-2009")


def test_a_withdrawn_sop_needs_no_review_any_more(district: Office) -> None:
    document = cite(services()[0], district, ["UU 18/2019"])
    end(rule())

    actions.end_citing(CitingKind.SOP, document.object_id, on=TODAY, by=SYSTEM, at=LATER)

    assert Review.objects.get(kind="sop").result == ReviewResult.CHANGE


def test_a_review_stays_where_a_later_version_leans_on_the_rule(district: Office) -> None:
    document = cite(services()[0], district, ["UU 18/2019"])
    cite(services()[0], district, ["UU 18/2019"], version=2)
    end(rule())

    actions.end_citing(CitingKind.SOP, document.object_id, on=TODAY, by=SYSTEM, at=LATER)

    assert Review.objects.get(kind="sop").closed_at is None


def test_a_review_is_closed_with_a_reason_by_whoever_answers_for_it(district: Office) -> None:
    cite(services()[0], district, ["UU 18/2019"])
    end(rule())
    sop, standard = Review.objects.get(kind="sop"), Review.objects.get(kind="standard")
    verifier, head = actor(district, "verify_sops"), actor(district, "set_standards")

    def close(review: Review, by: Actor, note: str = "Isi tetap", result: str = "keep") -> None:
        actions.close_review(review, result=result, note=note, by=by, at=LATER)

    for review, by in ((sop, head), (standard, verifier)):
        with pytest.raises(NotAllowed):
            close(review, by)
    with pytest.raises(RuleBroken, match="alasan"):
        close(sop, verifier, note=" ")
    with pytest.raises(RuleBroken, match="hasilnya"):
        close(sop, verifier, result="perhaps")
    close(sop, verifier)
    close(standard, head)

    with pytest.raises(StaleRecord):
        close(sop, verifier)
    assert queries.waiting_reviews(frozenset({district.pk})).count() == 0


def test_a_periodic_review_is_opened_once(district: Office) -> None:
    service = services()[0]

    def ask() -> Review:
        return actions.open_review(
            CitingKind.SOP, service.pk, district, cause=ReviewCause.PERIODIC, due_on=TODAY,
            by=SYSTEM, at=NOW,
        )  # fmt: skip

    first = ask()

    assert ask() == first
    assert list(queries.waiting_reviews(frozenset({district.pk}))) == [first]
