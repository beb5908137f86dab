"""The service charter: set once by decision, made known, read by everybody, hung on the wall."""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date, timedelta

import pytest
from django.db import DatabaseError, connections, transaction
from django.test import Client
from django.urls import reverse

from prima.kernel.errors import NotAllowed, RuleBroken, StaleRecord
from prima.offices.public import Office
from prima.standards import actions, documents
from prima.standards.forms.charters import USUAL_PROMISES
from prima.standards.models import ServiceCharter
from prima.standards.queries import charters as reads
from prima.standards.tests.drafts import TODAY, Desk, decision, make_desk
from prima.standards.tests.places import NOW

TEXT = actions.CharterText(
    **{name: str(words) for name, words in USUAL_PROMISES.items()},
    signatory="Drs. H. Amin",
    position="Kepala Kantor",
    place="Tirtamulya",
    signed_on=TODAY,
    decision_number="77/2026",
    valid_from=TODAY,
)


def set_charter(desk: Desk, office: Office | None = None, **changes: object) -> ServiceCharter:
    replaces = changes.pop("replaces", None)
    text = replace(TEXT, **changes)  # type: ignore[arg-type]
    return actions.set_charter(
        office or desk.district,
        text,
        replaces=replaces,  # type: ignore[arg-type]
        by=desk.actor("head"),
        at=NOW,
    )


@pytest.fixture
def desk(db: None) -> Desk:
    return make_desk(None)


def browser(desk: Desk, who: str) -> Client:
    client = Client()
    client.force_login(desk.people[who].user)
    return client


def test_a_head_sets_a_charter_and_everybody_below_stands_under_it(desk: Desk) -> None:
    assert reads.charter_in_force(desk.kua, TODAY) is None

    set_charter(desk)

    found = reads.charter_in_force(desk.kua, TODAY)
    assert found is not None
    assert found.version == 1
    assert found.promises == tuple(map(str, USUAL_PROMISES.values()))
    own = set_charter(desk, desk.kua)
    assert reads.charter_in_force(desk.kua, TODAY) == own
    assert [one.office for one in reads.charters_published(TODAY)] == [desk.district, desk.kua]


def test_an_author_sets_no_charter(desk: Desk) -> None:
    with pytest.raises(NotAllowed):
        actions.set_charter(desk.district, TEXT, replaces=None, by=desk.actor("author"), at=NOW)


def test_a_charter_that_lacks_something_is_not_set(desk: Desk) -> None:
    wrong: list[tuple[dict[str, object], str]] = [
        ({"signed_on": TODAY + timedelta(days=1), "valid_from": date(2027, 1, 1)}, "belum tiba"),
        ({"valid_from": TODAY - timedelta(days=1)}, "sebelum ditandatangani"),
        ({"promise_redress": " "}, "ketiga janji"),
        ({"decision_number": ""}, "nomor keputusan"),
        ({"signatory": ""}, "nama penanda tangan"),
        ({"position": ""}, "jabatan"),
        ({"place": ""}, "tempat"),
    ]
    for changes, sentence in wrong:
        with pytest.raises(RuleBroken, match=sentence):
            set_charter(desk, None, **changes)

    assert not ServiceCharter.objects.exists()


def test_the_next_version_begins_later_and_the_first_stays_as_it_was(desk: Desk) -> None:
    first = set_charter(desk, valid_from=TODAY + timedelta(days=3))
    with pytest.raises(RuleBroken, match="lebih kemudian"):
        set_charter(desk, replaces=1)

    second = set_charter(desk, replaces=1, valid_from=TODAY + timedelta(days=9))

    assert second.version == 2
    assert reads.charter_in_force(desk.district, TODAY + timedelta(days=8)) == first
    assert reads.charter_in_force(desk.district, TODAY + timedelta(days=9)) == second
    with pytest.raises(DatabaseError), transaction.atomic():
        ServiceCharter.objects.update(place="Lain")
    with pytest.raises(DatabaseError), transaction.atomic():
        ServiceCharter.objects.all().delete()


def test_making_known_needs_print_and_electronic_media(desk: Desk) -> None:
    charter = set_charter(desk)
    author = desk.actor("author")

    def publish(medium: str, on: date = TODAY, proof: str = "Ruang tunggu") -> None:
        actions.note_publication(
            charter, medium=medium, published_on=on, proof=proof, by=author, at=NOW
        )

    publish("poster")
    assert not charter.is_published_in_both()
    publish("site")
    assert charter.is_published_in_both()
    for medium, on, proof in (
        ("smoke", TODAY, "Ruang tunggu"),
        ("print", TODAY + timedelta(days=1), "Ruang tunggu"),
        ("print", TODAY - timedelta(days=1), "Ruang tunggu"),
        ("print", TODAY, " "),
    ):
        with pytest.raises(RuleBroken):
            publish(medium, on, proof)
    with pytest.raises(NotAllowed):
        actions.note_publication(
            charter, medium="site", published_on=TODAY, proof="x", by=desk.actor("officer"), at=NOW
        )


@pytest.mark.django_db
def test_only_standards_that_are_set_stand_on_the_charter() -> None:
    desk = make_desk()
    assert reads.promised(desk.district) == []

    actions.set_standard(
        desk.draft(), decision(effective_on=TODAY), compared_with=desk.in_force.pk,
        by=desk.actor("head"), at=NOW,
    )  # fmt: skip

    sheet = documents.charter_sheet(reads.promised(desk.kua))
    (row,) = sheet.rows
    assert (row.name, row.cost) == (desk.service.name, "Gratis")
    assert any("Ombudsman" in line for line in sheet.channels)
    assert documents.charter_sheet(reads.promised(desk.district)).rows == [row]


def test_everybody_reads_the_charter_and_takes_the_poster(desk: Desk) -> None:
    page = reverse("standards:charter_page")
    assert "belum ditetapkan" in Client().get(page).content.decode()
    assert Client().get(reverse("standards:charter_poster")).status_code == 404
    set_charter(desk)

    shown = Client().get(page, {"kantor": desk.kua.key}).content.decode()
    poster = Client().get(reverse("standards:charter_poster"), {"kantor": desk.kua.key})

    assert TEXT.promise_redress in shown
    assert "untuk semua kantor di bawahnya" in shown
    assert poster.content.startswith(b"%PDF")
    assert Client().get(page).status_code == 200
    assert Client().get(page, {"kantor": "tidak-ada"}).status_code == 404


def test_a_head_sets_and_publishes_on_the_pages(desk: Desk) -> None:
    head = browser(desk, "head")
    new = reverse("standards:charter_new")
    form = head.get(new).context["form"]
    sent = {name: str(form[name].value()) for name in USUAL_PROMISES} | {
        "decision_number": "77/2026", "signatory": "Amin", "position": "Kepala",
        "place": "Tirtamulya", "replaces": "",
        "signed_on_day": "2", "signed_on_month": "9", "signed_on_year": "2026",
        "valid_from_day": "1", "valid_from_month": "9", "valid_from_year": "2026",
    }  # fmt: skip
    refused = head.post(new, sent)
    assert refused.status_code == 422
    assert "77/2026" in refused.content.decode()

    done = head.post(new, sent | {"valid_from_day": "2"})

    charter = ServiceCharter.objects.get()
    assert done.headers["Location"] == charter.get_absolute_url()
    assert head.post(new, sent | {"valid_from_day": "2"}).status_code == 409
    again = head.get(new).context["form"]
    assert again.initial["replaces"] == 1
    author = browser(desk, "author")
    published = reverse("standards:charter_published", args=[charter.pk])
    assert author.get(published).status_code == 200
    day = {"published_on_day": "3", "published_on_month": "9", "published_on_year": "2026"}
    author.post(published, {"medium": "site", "proof": "kemenag.example", **day})
    assert "kemenag.example" in author.get(charter.get_absolute_url()).content.decode()
    assert "Belum di kedua media" in author.get(reverse("standards:charters")).content.decode()
    assert author.get(new).status_code == 403
    assert browser(desk, "officer").get(charter.get_absolute_url()).status_code == 403
    assert browser(desk, "stranger").get(charter.get_absolute_url()).status_code == 404
    assert head.get(new, {"kantor": "tidak-ada"}).status_code == 404


def test_of_two_heads_at_once_one_sets_the_charter(own_database: object) -> None:
    desk = make_desk(None)
    heads = [desk.actor(name) for name in ("head", "deputy")]
    start = threading.Barrier(2)

    def work(at: int) -> object:
        try:
            start.wait(timeout=10)
            return actions.set_charter(desk.district, TEXT, replaces=None, by=heads[at], at=NOW)
        except RuleBroken as refusal:
            return refusal
        finally:
            connections.close_all()

    with ThreadPoolExecutor(2) as pool:
        results = list(pool.map(work, range(2)))

    assert sum(isinstance(one, StaleRecord) for one in results) == 1
    assert ServiceCharter.objects.count() == 1
