"""The index of rows is what is in force and what is being judged, after every act."""

from __future__ import annotations

from datetime import timedelta
from importlib import import_module
from pathlib import Path

import pytest
from django.apps import apps

from prima.kernel.actors import SYSTEM
from prima.sops import actions
from prima.sops.core.similarity import faces
from prima.sops.models import SopDraft, SopRow, SopVersion
from prima.sops.tests.people import Desk
from prima.sops.tests.places import NOW, change, small_catalogue
from prima.sops.tests.test_course import approved, handed_in, written

pytestmark = pytest.mark.django_db


def texts_of(owner: SopVersion | SopDraft) -> list[int]:
    """What the index holds of it."""
    name = "version" if isinstance(owner, SopVersion) else "draft"
    rows = SopRow.objects.filter(**{name: owner}).order_by("position")
    return list(rows.values_list("text", flat=True))


def expected(owner: SopVersion | SopDraft) -> list[int]:
    """What it should hold."""
    return [face.text for face in faces(owner.document)]


def test_a_load_of_the_catalogue_indexes_its_newest_versions(desk: Desk, tmp_path: Path) -> None:
    first = desk.sop.versions.get()
    assert texts_of(first) == expected(first)
    folder = small_catalogue(tmp_path / "again")
    change(folder, "Menyimpan satu fotokopi", "Menyimpan satu fotokopi dalam map")

    actions.load_sops(folder, office=desk.district, by=SYSTEM, at=NOW)

    second = desk.sop.versions.get(number=2)
    assert texts_of(second) == expected(second)
    assert not texts_of(first)


def test_a_draft_stands_in_the_index_while_it_is_judged(desk: Desk) -> None:
    draft = written(desk)
    assert not texts_of(draft)

    draft = actions.submit(draft, by=desk.actor("author"), at=NOW)
    assert texts_of(draft) == expected(draft)

    draft = actions.recall(draft, by=desk.actor("author"), at=NOW)
    assert not texts_of(draft)


def test_a_draft_that_goes_back_or_is_dropped_leaves_the_index(desk: Desk) -> None:
    draft = handed_in(desk)
    draft = actions.return_to_author(draft, reason="Lengkapi.", by=desk.actor("reviewer"), at=NOW)
    assert not texts_of(draft)
    draft = actions.submit(draft, by=desk.actor("author"), at=NOW)

    actions.drop_draft(draft, reason="Tidak perlu.", by=desk.actor("head"), at=NOW)

    assert not texts_of(draft)


def test_a_published_draft_takes_the_place_of_the_version_before(desk: Desk) -> None:
    draft = approved(desk)
    assert texts_of(draft)

    version = actions.publish(draft, by=desk.actor("head"), at=NOW)

    assert texts_of(version) == expected(version)
    assert SopRow.objects.count() == len(version.document.steps)


def test_a_withdrawn_procedure_leaves_the_index(desk: Desk) -> None:
    version = desk.sop.versions.get()

    actions.withdraw_version(
        version, reason="Layanan dihapus.", withdrawn_on=NOW.date() + timedelta(days=1),
        by=desk.actor("head"), at=NOW,
    )  # fmt: skip

    assert not SopRow.objects.exists()


def test_an_older_index_gets_the_numbers_of_today(desk: Desk) -> None:
    """What an upgrade does with rows that stand in the index: their other columns suffice."""
    draft = actions.submit(written(desk), by=desk.actor("author"), at=NOW)
    before = dict(SopRow.objects.values_list("pk", "shingles"))
    SopRow.objects.update(shingles=[])
    migration = import_module("prima.sops.migrations.0009_rows_by_actor_and_time")

    migration.renumber(apps, None)

    assert texts_of(draft)
    assert dict(SopRow.objects.values_list("pk", "shingles")) == before
