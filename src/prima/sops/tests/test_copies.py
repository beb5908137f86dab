"""A draft held against all others: what is found, what needs a reason, who may give it."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse

from prima.kernel.actors import SYSTEM
from prima.kernel.errors import NotAllowed, RuleBroken, StaleRecord
from prima.offices.public import Role, actor_for
from prima.sops import actions
from prima.sops.core import SopDocument, Step
from prima.sops.core.originality import doubts, same_basis
from prima.sops.models import Sop, SopAdaptation, SopDraft, SopRow, copy_report
from prima.sops.models.copies import HITS
from prima.sops.tests.people import Desk, employ, make_desk
from prima.sops.tests.places import KEY, NOW, small_catalogue

pytestmark = pytest.mark.django_db
OTHER = "taukil-wali"
BECAUSE = "Urutan dan waktunya sudah diukur di kantor kami dan ternyata sama."


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    """The district has two procedures; what is written is a revision of the first."""
    made = make_desk(tmp_path)
    folder = small_catalogue(tmp_path / "two", KEY, OTHER)
    actions.load_catalogue(folder, office=made.district, by=SYSTEM, at=NOW)
    return made


def other_sop(desk: Desk) -> Sop:
    return Sop.objects.get(service__key=OTHER, office=desk.district)


def started(desk: Desk) -> SopDraft:
    draft = actions.plan_draft(
        desk.service, desk.district, purpose="Menyesuaikan.", by=desk.actor("author"), at=NOW
    )
    return actions.start_draft(draft, by=desk.actor("author"), at=NOW)


def with_rows(document: SopDocument, rows: tuple[Step, ...]) -> SopDocument:
    """The document with these rows of another between its own."""
    first, *rest = document.steps
    known = {actor.key for actor in document.actors}
    taken = tuple(
        replace(row, key=f"taken_{row.key}", exits=(), marks=(), symbol="process",
                actors=tuple(one if one in known else "front_office" for one in row.actors),
                outcome_labels=())
        for row in rows
    )  # fmt: skip
    return replace(document, steps=(first, *taken, *rest))


def copied(desk: Desk) -> SopDraft:
    """A draft into which three rows of the other procedure were taken as they stand."""
    draft = started(desk)
    source = other_sop(desk).versions.get().document
    document = with_rows(draft.document, source.steps[1:4])
    document = replace(
        document,
        actors=(*document.actors, *(a for a in source.actors if a.key == "registrar")),
    )
    steps = tuple(
        replace(step, actors=source.step(step.key.removeprefix("taken_")).actors)
        if step.key.startswith("taken_")
        else step
        for step in document.steps
    )
    return actions.save_draft(
        draft, replace(document, steps=steps), revision=draft.revision,
        by=desk.actor("author"), at=NOW,
    )  # fmt: skip


def test_rows_of_the_version_before_are_no_false_alarm(desk: Desk) -> None:
    report = copy_report(started(desk))

    assert report.sources[0].relation == "before"
    rows = desk.sop.versions.get().document.steps
    assert len(report.sources[0].likeness.overlaps) == len(rows)
    assert report.findings == ()


def test_a_copied_block_is_found_with_its_source(desk: Desk) -> None:
    report = copy_report(copied(desk))

    source = next(one for one in report.sources if one.relation == "other")
    assert source.sop == other_sop(desk)
    assert [(block.mine, block.length) for block in source.blocks] == [(1, 3)]
    assert "Langkah 2 sampai 4" in report.findings[0].message
    assert source.title in report.findings[0].message


def test_a_copied_block_keeps_the_draft_from_being_handed_in(desk: Desk) -> None:
    draft = copied(desk)

    with pytest.raises(RuleBroken, match="Langkah 2 sampai 4 sama seluruhnya"):
        actions.submit(draft, by=desk.actor("author"), at=NOW)

    name(desk, draft)
    report = copy_report(draft)
    assert not any(one.blocks for one in report.sources)
    named = next(one for one in report.sources if one.relation == "named")
    assert named.because == BECAUSE
    assert not [one for one in report.findings if one.severity == "error"]


def name(desk: Desk, draft: SopDraft, because: str = BECAUSE, by: str = "author") -> None:
    source = other_sop(desk).versions.get()
    actions.name_origin(draft, source, because=because, by=desk.actor(by), at=NOW)


def test_an_origin_needs_a_reason_and_an_author_and_another_procedure(desk: Desk) -> None:
    draft = copied(desk)

    with pytest.raises(RuleBroken, match="Tulis apa yang disesuaikan"):
        name(desk, draft, because="  ")
    with pytest.raises(NotAllowed):
        name(desk, draft, by="reviewer")
    with pytest.raises(RuleBroken, match="SOP yang sama"):
        actions.name_origin(
            draft, desk.sop.versions.get(), because=BECAUSE, by=desk.actor("author"), at=NOW
        )
    actions.drop_draft(draft, reason="Batal.", by=desk.actor("author"), at=NOW)
    with pytest.raises(StaleRecord):
        name(desk, draft)


def test_a_reason_said_again_takes_the_place_of_the_first(desk: Desk) -> None:
    draft = copied(desk)
    name(desk, draft)

    name(desk, draft, because="Sudah dibahas dengan tim.")

    assert SopAdaptation.objects.get(draft=draft).because == "Sudah dibahas dengan tim."


def test_the_office_above_is_told_apart_for_the_same_service(desk: Desk) -> None:
    """A KUA that takes over the procedure of its district has not copied from a stranger."""
    author = actor_for(employ(desk.kua, "penulis", Role.AUTHOR).user, NOW)
    draft = actions.plan_draft(desk.service, desk.kua, purpose="SOP sendiri.", by=author, at=NOW)
    origin = actions.Origin(document=desk.sop.versions.get().document)
    draft = actions.start_draft(draft, origin=origin, by=author, at=NOW)

    report = copy_report(draft)

    assert report.sources[0].relation == "family"
    assert report.findings == ()


def test_equal_round_times_and_rows_without_output_are_pointed_out(desk: Desk) -> None:
    document = desk.sop.versions.get().document
    steps = tuple(
        replace(step, norm=replace(step.norm, amount=10), output=()) for step in document.steps
    )

    found = list(doubts(replace(document, steps=steps)))

    assert found[0].message.startswith("Semua 7 langkah memakai waktu yang sama (10).")
    assert [one.part for one in found].count("output") == len(steps)
    assert not list(doubts(document))


def test_a_legal_basis_taken_over_whole_is_pointed_out(desk: Desk) -> None:
    draft = copied(desk)
    source = other_sop(desk).versions.get()
    basis = ("Undang-Undang Nomor 1 Tahun 1974 tentang Perkawinan", "PMA 30/2024")
    identity = replace(draft.document.identity, legal_basis=basis)
    other = replace(source.document, identity=replace(source.document.identity, legal_basis=basis))

    mine = replace(draft.document, identity=identity)
    assert "Seluruh dasar hukum sama" in same_basis(mine, other, "X", "Y")[0].message
    assert same_basis(mine, mine, "X", "Y") == []
    assert same_basis(draft.document, other, "X", "Y") == []


def test_the_search_goes_through_the_index(desk: Desk) -> None:
    """Among many rows PostgreSQL looks numbers up; with few it may as well read them all."""
    numbers = list(SopRow.objects.values_list("shingles", flat=True)[0])
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")
        cursor.execute(f"EXPLAIN {HITS}", [numbers, 101])
        plan = "\n".join(line for (line,) in cursor.fetchall())

    assert "Bitmap Index Scan on sop_row_shingles" in plan


def page(desk: Desk, client: Client, who: str, draft: SopDraft) -> str:
    client.force_login(desk.people[who].user)
    return client.get(reverse("sops:copies", args=[draft.pk])).content.decode()


def test_the_page_shows_both_rows_and_asks_the_author_for_a_reason(
    desk: Desk, client: Client
) -> None:
    draft = copied(desk)

    seen = page(desk, client, "author", draft)

    assert "Harus dijelaskan" in seen
    assert "Sama seluruhnya" in seen
    assert "Memeriksa hak wali dan kehendaknya" in seen
    assert "Sebutkan asal dan alasannya" in seen
    assert "Versi sebelumnya" in seen
    assert "Sebutkan asal dan alasannya" not in page(desk, client, "reviewer", draft)


def test_the_author_gives_the_reason_on_its_page(desk: Desk, client: Client) -> None:
    draft = copied(desk)
    client.force_login(desk.people["author"].user)
    url = reverse("sops:origin", args=[draft.pk, other_sop(desk).versions.get().pk])

    empty = client.post(url, {"because": ""})
    done = client.post(url, {"because": BECAUSE})

    assert empty.status_code == 422
    assert done["Location"] == reverse("sops:copies", args=[draft.pk])
    assert BECAUSE in page(desk, client, "reviewer", draft)
