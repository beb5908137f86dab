"""The end of a procedure: nothing comes back, and what binds then is what the office above has."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest
from django.db import DatabaseError, transaction
from django.test import Client

from prima.kernel import clock
from prima.kernel.actors import SYSTEM
from prima.kernel.errors import NotAllowed, RuleBroken, StaleRecord
from prima.kernel.models import JournalEntry
from prima.sops import actions, queries
from prima.sops.models import SopVersion, SopWithdrawal
from prima.sops.tests import test_course as course
from prima.sops.tests.people import Desk
from prima.sops.tests.places import KEY, NOW, change, small_catalogue

pytestmark = pytest.mark.django_db
TODAY = NOW.date()
TOMORROW = TODAY + timedelta(days=1)


def withdraw(desk: Desk, who: str = "head", reason: str = "Layanan dihentikan.") -> None:
    actions.withdraw_version(
        desk.sop.versions.get(number=1), reason=reason, withdrawn_on=TOMORROW,
        by=desk.actor(who), at=NOW,
    )  # fmt: skip


def test_a_withdrawn_procedure_is_in_force_until_the_day_before(desk: Desk) -> None:
    withdraw(desk)

    today, tomorrow = (
        queries.version_in_force(desk.service, desk.kua, on) for on in (TODAY, TOMORROW)
    )
    assert today == desk.sop.versions.get()
    assert tomorrow is None
    assert queries.published_version(desk.service, TOMORROW) is None
    assert queries.versions_in_force(desk.kua, TOMORROW) == {}
    assert JournalEntry.objects.filter(what="sop.withdrawn").count() == 1


def test_only_who_approves_withdraws_and_only_once_and_with_a_reason(desk: Desk) -> None:
    for who in ("author", "verifier", "manager"):
        with pytest.raises(NotAllowed):
            withdraw(desk, who)
    with pytest.raises(RuleBroken, match="alasannya"):
        withdraw(desk, reason=" ")

    withdraw(desk)

    with pytest.raises(StaleRecord, match="sudah dicabut"):
        withdraw(desk)


def test_a_withdrawal_never_reaches_back_and_never_ahead(desk: Desk) -> None:
    head, version = desk.actor("head"), desk.sop.versions.get()
    with pytest.raises(RuleBroken, match="berlaku surut"):
        actions.withdraw_version(
            version, reason="x", withdrawn_on=TODAY - timedelta(days=1), by=head, at=NOW
        )
    coming = actions.publish(course.approved(desk), by=head, at=NOW)
    with pytest.raises(RuleBroken, match="sedang berlaku"):
        actions.withdraw_version(coming, reason="x", withdrawn_on=TOMORROW, by=head, at=NOW)


def test_a_version_published_for_later_begins_all_the_same(desk: Desk) -> None:
    coming = actions.publish(course.approved(desk), by=desk.actor("head"), at=NOW)
    withdraw(desk)

    between, then = (
        queries.version_in_force(desk.service, desk.kua, on)
        for on in (TOMORROW, coming.effective_on)
    )
    assert (between, then) == (None, coming)


def test_a_withdrawn_procedure_is_written_anew_as_its_next_version(desk: Desk) -> None:
    withdraw(desk)
    later = NOW + timedelta(days=2)

    draft = actions.plan_draft(
        desk.service, desk.district, purpose="Dibuka lagi.", by=desk.actor("author"), at=later
    )

    assert (draft.kind, draft.base) == ("revision", desk.sop.versions.get())


def test_loading_a_file_does_not_bring_it_back(desk: Desk, tmp_path: Path) -> None:
    withdraw(desk)

    folder, later = small_catalogue(tmp_path), NOW + timedelta(days=2)
    actions.load_sops(folder, office=desk.district, by=SYSTEM, at=later)
    change(folder, "Menyimpan satu fotokopi", "Menyimpan satu fotokopi dalam map")
    loaded = actions.load_sops(folder, office=desk.district, by=SYSTEM, at=later)

    assert (loaded.added, loaded.kept) == (0, 1)
    assert SopVersion.objects.count() == 1
    assert queries.version_in_force(desk.service, desk.kua, TOMORROW) is None


def test_the_database_keeps_course_and_withdrawal_as_they_are(desk: Desk) -> None:
    withdraw(desk)
    draft = course.plan(desk)

    for row in (SopWithdrawal.objects.get(), draft.moves.get()):
        with pytest.raises(DatabaseError), transaction.atomic():
            type(row).objects.update(reason="x")
        with pytest.raises(DatabaseError), transaction.atomic():
            row.delete()


def test_a_file_does_not_undo_what_was_approved_and_its_export_is_the_same(
    desk: Desk, tmp_path: Path
) -> None:
    version = actions.publish(course.approved(desk), by=desk.actor("head"), at=NOW)

    folder = small_catalogue(tmp_path)
    loaded = actions.load_sops(folder, office=desk.district, by=SYSTEM, at=NOW)
    exported = queries.catalogue_files(desk.district)[f"sops/{KEY}.yaml"]
    (folder / "sops" / f"{KEY}.yaml").write_text(exported)
    again = actions.load_sops(folder, office=desk.district, by=SYSTEM, at=NOW)

    assert (loaded.added, loaded.kept) == (0, 1)
    assert (again.added, again.unchanged, again.kept) == (0, 1, 0)
    assert desk.sop.last_version() == version


def test_a_withdrawn_procedure_is_left_out_of_the_files(desk: Desk) -> None:
    assert f"sops/{KEY}.yaml" in queries.catalogue_files(desk.district)

    withdraw(desk)

    assert f"sops/{KEY}.yaml" not in queries.catalogue_files(desk.district)


def test_the_public_page_says_that_and_since_when_it_was_withdrawn(
    desk: Desk, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    url = f"/layanan/{KEY}/sop/"
    before = client.get(url)
    withdraw(desk)
    monkeypatch.setattr(clock, "now", lambda: NOW + timedelta(days=2))

    after = client.get(url)
    of_office = client.get(url, {"kantor": desk.kua.key})

    assert before.status_code == 200
    assert (after.status_code, of_office.status_code) == (410, 410)
    assert "mencabut SOP ini sejak 2 September 2026" in after.content.decode()
    assert client.get(f"/layanan/{KEY}/sop.pdf").status_code == 404
