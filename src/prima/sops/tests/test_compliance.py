"""The compliance sheet: what each service of an office lacks, and where it is mended."""

from __future__ import annotations

import csv
import io
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from prima.kernel.actors import SYSTEM
from prima.sops import documents
from prima.sops.core.compliance import CODES, Fault, Subject, counts, faults
from prima.sops.queries.compliance import ComplianceSheet, compliance_sheet
from prima.sops.tests.people import Desk, make_desk
from prima.sops.tests.places import NOW
from prima.standards import public as standards
from prima.standards.models import Regulation, Service, ServiceStandard
from prima.standards.public import CitingKind, ReviewCause

TODAY = NOW.date()


def test_a_service_that_has_everything_lacks_nothing() -> None:
    assert faults(Subject(minutes=30, promised=30)) == ()


@pytest.mark.parametrize(
    ("subject", "code"),
    [
        (Subject(has_standard=False, was_heard=False), "no_standard"),
        (Subject(is_proposal=True), "standard_not_set"),
        (Subject(empty=("Biaya",)), "empty_component"),
        (Subject(standard_ended=("PMA 20/2019",)), "standard_basis_ended"),
        (Subject(has_sop=False), "no_sop"),
        (Subject(minutes=31, promised=30), "sop_longer"),
        (Subject(sop_ended=("PMA 20/2019",)), "sop_basis_ended"),
        (Subject(late_reviews=1), "review_late"),
        (Subject(was_heard=False), "not_heard"),
    ],
)
def test_each_fault_is_named_once_and_has_its_words(subject: Subject, code: str) -> None:
    (found,) = faults(subject)

    assert found.code == code
    assert code in CODES
    assert str(documents.LABELS[code])
    assert counts([(found,)])[code] == 1


@pytest.fixture
def desk(db: None, tmp_path: Path) -> Desk:
    return make_desk(tmp_path)


def codes(sheet: ComplianceSheet) -> list[str]:
    (row,) = sheet.rows
    return [one.code for one in row.faults]


def test_a_loaded_proposal_is_neither_set_nor_heard(desk: Desk) -> None:
    sheet = compliance_sheet(desk.kua, TODAY)

    assert codes(sheet) == ["standard_not_set", "not_heard"]
    assert (sheet.charter, sheet.charter_is_published) == (None, False)
    assert codes(compliance_sheet(desk.district, TODAY)) == codes(sheet)


def test_an_ended_rule_and_a_late_review_are_found(desk: Desk) -> None:
    standards.load_regulations(by=SYSTEM, at=NOW)
    standards.link_standards(by=SYSTEM, at=NOW)
    standard = ServiceStandard.objects.get(office=desk.district)
    cited = Regulation.objects.filter(citations__document__object_id=standard.pk).first()
    assert cited is not None
    Regulation.objects.filter(pk=cited.pk).update(in_force_until=TODAY - timedelta(days=1))
    standards.open_review(
        CitingKind.STANDARD, desk.service.pk, desk.district, cause=ReviewCause.PERIODIC,
        due_on=TODAY - timedelta(days=1), by=SYSTEM, at=NOW,
    )  # fmt: skip

    found = codes(compliance_sheet(desk.kua, TODAY))

    assert "standard_basis_ended" in found
    assert "review_late" in found


def test_a_service_without_standard_or_sop_stands_on_the_sheet(desk: Desk) -> None:
    Service.objects.create(
        key="baru", name="Layanan baru", summary="Baru.", category=desk.service.category,
        owner="Kementerian Agama", offered_by=[desk.kua.kind], place_label="x", place_note="x",
    )  # fmt: skip

    rows = {row.service.key: row for row in compliance_sheet(desk.kua, TODAY).rows}

    assert [one.code for one in rows["baru"].faults] == ["no_standard", "no_sop"]


def many_services(desk: Desk, count: int) -> None:
    """As many services as a ministry gives, with a standard and a procedure of one office."""
    shared: dict[str, Any] = {
        "summary": "x", "category": desk.service.category, "owner": "x", "place_label": "x",
        "place_note": "x", "offered_by": [desk.kua.kind],
    }  # fmt: skip
    made = Service.objects.bulk_create(
        Service(key=f"l{at}", name=f"Layanan {at}", **shared) for at in range(count)
    )
    first = ServiceStandard.objects.get(office=desk.district)
    ServiceStandard.objects.bulk_create(
        ServiceStandard(
            service=one, office=desk.district, version=1, content_data=first.content_data,
            content_hash=first.content_hash, effective_on=date(2026, 1, 1), is_proposal=True,
            recorded_at=NOW,
        )
        for one in made
    )  # fmt: skip


def test_five_hundred_services_need_no_more_queries_than_one(
    desk: Desk, django_assert_max_num_queries: Any
) -> None:
    many_services(desk, 500)

    with django_assert_max_num_queries(13):
        sheet = compliance_sheet(desk.kua, TODAY)

    assert len(sheet.rows) == 501
    assert counts(row.faults for row in sheet.rows)["no_sop"] == 500


def browser(desk: Desk, who: str) -> Client:
    client = Client()
    client.force_login(desk.people[who].user)
    return client


def test_the_page_names_what_is_wrong_and_leads_to_where_it_is_mended(desk: Desk) -> None:
    author, page = browser(desk, "author"), reverse("sops:compliance")

    shown = author.get(page, {"kantor": desk.kua.key}).content.decode()

    assert "1 dari 1 layanan perlu dilengkapi" in shown
    assert "Maklumat pelayanan belum ditetapkan" in shown
    new = reverse("standards:draft_new")
    assert f"{new}?layanan={desk.service.key}&amp;kantor={desk.kua.key}" in shown
    reviewer = browser(desk, "reviewer").get(page).content.decode()
    assert new not in reviewer
    assert "masih usulan" in reviewer
    filtered = author.get(page, {"temuan": "no_sop"}).content.decode()
    assert "Tidak ada yang perlu dilengkapi" in filtered
    assert desk.service.name in author.get(page, {"temuan": "semua"}).content.decode()
    assert "Tetapkan maklumat" in browser(desk, "head").get(page).content.decode()
    assert browser(desk, "officer").get(page).status_code == 403
    assert author.get(page, {"kantor": "lain"}).status_code == 404


def test_the_sheet_is_taken_as_a_file(desk: Desk) -> None:
    response = browser(desk, "head").get(reverse("sops:compliance_file"))

    text = response.content.decode("utf-8-sig")
    head, row = csv.reader(io.StringIO(text), delimiter=";")
    assert head[:2] == ["Layanan", "Tanpa standar"]
    assert row[0] == desk.service.name
    assert "attachment" in response.headers["Content-Disposition"]


def test_no_cell_of_the_file_is_a_formula() -> None:
    evil = Service(name='=HYPERLINK("x")')

    text = documents.compliance_csv([(evil, [Fault("no_sop")])]).decode("utf-8-sig")

    assert "'=HYPERLINK" in text
