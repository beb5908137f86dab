"""The register of rules: loaded, added to and corrected; and whether a legal basis counts."""

from __future__ import annotations

from copy import deepcopy
from datetime import date, timedelta

import pytest
from django.db import DatabaseError, IntegrityError, models, transaction

from prima.kernel.actors import SYSTEM
from prima.kernel.errors import NotAllowed, RuleBroken, StaleRecord
from prima.kernel.models import JournalEntry
from prima.offices.public import Office
from prima.standards import actions, queries
from prima.standards.actions import RegulationDetails
from prima.standards.core import citing
from prima.standards.core.rule_names import RuleName
from prima.standards.models import (
    Citation,
    CitingDocument,
    Regulation,
    RegulationChange,
    Review,
    Service,
    ServiceStandard,
)
from prima.standards.rules import CitingKind
from prima.standards.tests.places import CATALOGUE, NOW, make_district, manager_of
from prima.standards.tests.rules_scene import DETAILS, TODAY, actor, cite, rule, services

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


def test_every_citation_of_every_standard_of_the_catalogue_is_linked(district: Office) -> None:
    standards = ServiceStandard.objects.all()

    assert Citation.objects.filter(regulation=None).count() == 0
    assert CitingDocument.objects.filter(kind=CitingKind.STANDARD).count() == standards.count()
    for standard in standards:
        document = CitingDocument.objects.get(kind=CitingKind.STANDARD, object_id=standard.pk)
        places = set(document.citations.values_list("place", flat=True))
        assert places == set(range(len(standard.content.legal_basis)))


def test_a_joint_basis_is_linked_to_both_rules_with_its_article_at_the_first(
    district: Office,
) -> None:
    found = Citation.objects.filter(
        document__service__key="ikrar-wakaf", written__startswith="PP 42/2006"
    )

    assert list(found.values_list("regulation__key", "article")) == [
        ("pp-42-2006", "pasal 38"),
        ("pp-25-2018", ""),
    ]


def test_the_fee_of_every_standard_rests_on_a_rule_of_the_register(district: Office) -> None:
    known = set(Regulation.objects.values_list("key", flat=True))
    for standard in ServiceStandard.objects.all():
        for fee in standard.content.fee:
            assert {one.key for one in citing.read(fee.rule)} <= known


def test_what_is_from_memory_is_marked_and_what_was_found_names_its_source(
    district: Office,
) -> None:
    assert not rule("uu-25-2009").source_checked
    assert rule("pma-30-2024").source_checked
    for one in Regulation.objects.filter(source_checked=True):
        assert one.source, one


def test_a_replaced_rule_of_the_file_has_ended_and_says_by_what(district: Office) -> None:
    old = rule("pma-22-2024")

    assert old.standing_on(TODAY) == "ended"
    assert list(old.changes.values_list("by__key", "effect")) == [("pma-30-2024", "replaces")]
    for change in RegulationChange.objects.filter(effect="replaces"):
        assert change.regulation.in_force_until is not None, change


def test_loading_twice_changes_nothing_and_corrections_stay(district: Office) -> None:
    before = JournalEntry.objects.count()
    author = actor(district, "write_standards")

    nothing = actions.load_regulations(by=SYSTEM, at=LATER)
    actions.correct_regulation(
        rule("uu-25-2009"), RegulationDetails(about="Pelayanan Publik, dibetulkan"), revision=0,
        by=author, at=LATER,
    )  # fmt: skip
    again = actions.load_regulations(by=SYSTEM, at=LATER)

    assert (nothing.added, nothing.changed, nothing.linked) == (0, 0, 0)
    assert (again.added, again.changed) == (0, 0)
    assert rule("uu-25-2009").about == "Pelayanan Publik, dibetulkan"
    whats = list(JournalEntry.objects.order_by("pk").values_list("what", flat=True))[before:]
    assert whats == ["regulation.corrected"]


def test_a_row_that_differs_from_the_file_and_nobody_corrected_follows_the_file(
    district: Office,
) -> None:
    Regulation.objects.filter(key="pma-22-2024").update(in_force_until=None)
    cite(services()[0], district, ["PMA 22/2024"])

    result = actions.load_regulations(by=SYSTEM, at=NOW)

    assert result.changed == 1
    assert rule("pma-22-2024").in_force_until == date(2024, 12, 31)
    assert Review.objects.get().regulation == rule("pma-22-2024")


def test_only_the_top_loads_the_file_of_law(places: tuple[Office, Office]) -> None:
    district, kua = places

    with pytest.raises(NotAllowed):
        actions.load_regulations(by=manager_of(kua), at=NOW)

    actions.load_regulations(by=manager_of(district), at=NOW)


def test_a_rule_an_office_adds_links_what_already_cites_it(
    places: tuple[Office, Office],
) -> None:
    _district, kua = places
    document = cite(services()[0], kua, ["Perda Kabupaten Tirta 3/2020", "Adat kami"])
    assert set(document.citations.values_list("regulation", flat=True)) == {None}
    name = RuleName("perda", "3", 2020, "Kabupaten Tirta")
    author = actor(kua, "write_standards")

    with pytest.raises(NotAllowed):
        actions.add_regulation(name, DETAILS, office=kua, by=manager_of(kua), at=NOW)
    added = actions.add_regulation(name, DETAILS, office=kua, by=author, at=NOW)
    custom = RuleName("other", "", None, "Adat kami")
    actions.add_regulation(custom, DETAILS, office=kua, by=author, at=NOW)

    found = document.citations.order_by("place").values_list("regulation__issuer", flat=True)
    assert list(found) == ["Kabupaten Tirta", "Adat kami"]
    assert added.office == kua
    assert JournalEntry.objects.filter(what="regulation.added", actor_id=8).count() == 2


def test_a_rule_is_added_once(district: Office) -> None:
    author = actor(district, "write_standards")
    with pytest.raises(RuleBroken, match="sudah ada"):
        actions.add_regulation(
            RuleName("uu", "25", 2009), DETAILS, office=district, by=author, at=NOW
        )


@pytest.mark.parametrize(
    ("details", "sentence"),
    [
        (RegulationDetails(about=" "), "tentang apa"),
        (RegulationDetails(about="A", source_checked=True), "sumber"),
        (
            RegulationDetails(
                about="A", issued_on=date(2020, 2, 1), in_force_from=date(2020, 1, 1)
            ),
            "mendahului",
        ),
    ],
)
def test_what_cannot_be_is_refused_in_a_sentence(
    district: Office, details: RegulationDetails, sentence: str
) -> None:
    author = actor(district, "write_standards")
    with pytest.raises(RuleBroken, match=sentence):
        actions.add_regulation(
            RuleName("uu", "999", 2020), details, office=district, by=author, at=NOW
        )


def test_a_rule_of_the_file_is_corrected_at_the_top_only(places: tuple[Office, Office]) -> None:
    district, kua = places
    regulation = rule("uu-25-2009")

    with pytest.raises(NotAllowed):
        actions.correct_regulation(
            regulation, DETAILS, revision=0, by=actor(kua, "write_standards"), at=NOW
        )
    actions.correct_regulation(
        regulation, DETAILS, revision=0, by=actor(district, "write_standards"), at=NOW
    )

    with pytest.raises(StaleRecord):
        actions.correct_regulation(
            regulation, DETAILS, revision=0, by=actor(district, "write_standards"), at=NOW
        )


def test_a_rule_cannot_begin_after_it_has_ended(district: Office) -> None:
    author = actor(district, "write_standards")
    with pytest.raises(RuleBroken, match="sesudah berakhir"):
        actions.correct_regulation(
            rule("pma-22-2024"), RegulationDetails("A", in_force_from=date(2026, 1, 1)),
            revision=0, by=author, at=NOW,
        )  # fmt: skip


def test_the_legal_basis_of_a_day_is_judged_in_sentences(district: Office) -> None:
    found = queries.bases_in_force(
        ["PMA 22/2024", "PMA 30/2024 pasal 4", "PMA 99/2025", "adat", "UU 25/2009"], TODAY
    )

    assert [(one.place, one.fault, one.is_hard) for one in found] == [
        (0, "ended", True),
        (2, "unknown", False),
        (3, "unreadable", False),
        (4, "unchecked", False),
    ]
    assert found[0].sentence.startswith("PMA 22/2024 tidak berlaku lagi sejak 1 Januari 2025")
    assert "PMA 30/2024" in found[0].sentence


def test_a_basis_in_the_future_gets_a_clear_answer(district: Office) -> None:
    author = actor(district, "write_standards")
    for number, begins in (("1", date(2027, 1, 1)), ("2", None)):
        actions.add_regulation(
            RuleName("pma", number, 2027), RegulationDetails("Nikah", in_force_from=begins),
            office=district, by=author, at=NOW,
        )  # fmt: skip

    first, second = queries.bases_in_force(["PMA 1/2027", "PMA 2/2027"], TODAY)

    assert first.is_hard
    told = "baru berlaku 1 Januari 2027, sesudah tanggal efektif 1 September 2026"
    assert told in first.sentence
    assert "baru berlaku tahun 2027" in second.sentence
    later = queries.bases_in_force(["PMA 1/2027", "PMA 2/2027"], date(2027, 1, 1))
    assert [one.fault for one in later] == ["unchecked", "unsure"]


def test_nothing_in_force_and_nothing_at_all_are_refused(district: Office) -> None:
    (nothing,) = queries.bases_in_force([], TODAY)
    *_others, last = queries.bases_in_force(["adat"], TODAY)

    assert nothing.is_hard
    assert last.is_hard
    assert "1 September 2026" in last.sentence


def test_rules_are_found_by_whether_they_count(district: Office) -> None:
    author = actor(district, "write_standards")
    for name in (RuleName("pma", "1", 2027), RuleName("pma", "2", 2026)):
        actions.add_regulation(
            name, RegulationDetails("Nikah"), office=district, by=author, at=NOW
        )
    rules = Regulation.objects.all()

    for one in rules:
        standing = one.standing_on(TODAY)
        assert rules.in_force(TODAY).filter(pk=one.pk).exists() == (
            standing in ("in_force", "unsure")
        ), one
        assert rules.ended(TODAY).filter(pk=one.pk).exists() == (standing == "ended"), one
        assert rules.to_come(TODAY).filter(pk=one.pk).exists() == (standing == "not_yet"), one
    assert rules.ranked()[0].kind == "uud"


def test_standards_written_before_the_register_are_linked(district: Office) -> None:
    assert actions.link_standards(by=SYSTEM, at=NOW) == 0
    standard = ServiceStandard.objects.all()[0]
    copy = ServiceStandard.objects.create(
        service=standard.service, office=standard.office, version=9,
        content_data=standard.content_data, content_hash=standard.content_hash,
        effective_on=TODAY, is_proposal=True, recorded_at=NOW,
    )  # fmt: skip

    assert actions.link_standards(by=SYSTEM, at=NOW) == 1
    assert CitingDocument.objects.filter(kind="standard", object_id=copy.pk).count() == 1


def test_a_standard_is_recorded_once_by_its_own_action(district: Office) -> None:
    standard = ServiceStandard.objects.all()[0]
    before = Citation.objects.count()

    assert actions.record_standard(standard, by=SYSTEM, at=NOW).object_id == standard.pk
    assert Citation.objects.count() == before
    assert actions.link_unlinked(by=SYSTEM, at=NOW) == 0


def impossible(district: Office) -> dict[str, models.Model]:
    """A row for each constraint that it breaks."""
    service, regulation = Service.objects.all()[0], rule()
    document = CitingDocument.objects.all()[0]
    review = {
        "service": service,
        "office": district,
        "opened_at": NOW,
        "due_on": TODAY,
    }
    return {
        "regulation_kind_is_known": Regulation(key="x", kind="hukum", about="A"),
        "regulation_ends_after_it_began": Regulation(
            key="x",
            kind="uu",
            about="A",
            in_force_from=TODAY,
            in_force_until=TODAY - timedelta(days=1),
        ),
        "regulation_issuer_where_needed": Regulation(key="x", kind="perda", about="A"),
        "regulation_change_is_known": RegulationChange(
            regulation=regulation, by=rule("pma-30-2020"), effect="x"
        ),
        "regulation_changes_another": RegulationChange(
            regulation=regulation, by=regulation, effect="amends"
        ),
        "citing_document_kind_is_known": CitingDocument(
            kind="x", object_id=1, service=service, office=district, version=1, effective_on=TODAY
        ),
        "citation_of_a_rule_has_its_key": Citation(
            document=document, place=99, written="x", regulation=regulation
        ),
        "review_closed_has_a_result": Review(
            **review, kind="sop", cause="periodic", closed_at=NOW
        ),
        "review_of_an_ended_rule_names_it": Review(**review, kind="sop", cause="revoked"),
        "review_kind_is_known": Review(**review, kind="sop", cause="x"),
    }


def test_impossible_rows_are_refused(district: Office) -> None:
    for name, row in impossible(district).items():
        with pytest.raises(IntegrityError, match=name), transaction.atomic():
            row.save()


@pytest.mark.parametrize("model", [Regulation, CitingDocument, Citation, Review])
def test_nothing_of_the_register_is_removed(model: type[models.Model]) -> None:
    with pytest.raises(DatabaseError, match="permission denied"), transaction.atomic():
        model._default_manager.all()._raw_delete(using="default")
