"""The page of running cases beside a new version, as heads and supervisors meet it."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from prima.accounts.models import User
from prima.cases import actions, queries
from prima.cases.actions import bulk
from prima.cases.models import Case, VersionDecision
from prima.cases.tests.desk import at_desk
from prima.cases.tests.scene import (
    LONG,
    NOW,
    Scene,
    catalogue,
    leader,
    open_at_counter,
    renew_procedure,
    walk_to_end,
)
from prima.cases.tests.test_versions import WHY, old_case, renewed, with_register
from prima.kernel import clock
from prima.kernel.actors import SYSTEM, Actor
from prima.offices.public import Office
from prima.sops import actions as sop_actions
from prima.sops.models import SopDraft
from prima.sops.public import SopVersion, moves_waiting


@pytest.fixture(autouse=True)
def _today(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "now", lambda: NOW)


@pytest.fixture
def world(scene: Scene) -> tuple[Scene, SopVersion, Case, Case]:
    """A version in force since yesterday, a case that fits it and one that does not."""
    fits, stuck = old_case(scene, "sign"), old_case(scene, "hand_over")
    return scene, renewed(scene, with_register), fits, stuck


def address(version: SopVersion, query: str = "") -> str:
    return reverse("cases:movable", kwargs={"pk": version.pk}) + query


def decide(client: Client, version: SopVersion, lists: str = "dapat", **sent: Any) -> Any:
    url = reverse("cases:movable_decided", kwargs={"pk": version.pk})
    return client.post(f"{url}?saring={lists}", {"choice": "moved", "reason": WHY, **sent})


def test_the_page_says_where_a_case_would_stand(
    world: tuple[Scene, SopVersion, Case, Case],
) -> None:
    scene, version, fits, stuck = world

    page = at_desk(scene, "head").get(address(version)).content.decode()

    assert fits.number in page
    assert stuck.number not in page
    assert '<td data-l="Di versi baru">Langkah baru</td>' in page
    assert "Dapat dipindahkan" in page


def test_the_page_says_why_another_cannot(world: tuple[Scene, SopVersion, Case, Case]) -> None:
    scene, version, fits, stuck = world

    page = at_desk(scene, "head").get(address(version, "?saring=tidak")).content.decode()

    assert stuck.number in page
    assert fits.number not in page
    assert "“Langkah baru” harus lebih dahulu" in page
    assert "Pindahkan ke versi baru" not in page


def test_ticked_cases_move_and_the_page_has_no_more_of_them(
    world: tuple[Scene, SopVersion, Case, Case],
) -> None:
    scene, version, fits, _stuck = world
    client = at_desk(scene, "head")

    answer = decide(client, version, scope="dicentang", berkas=[fits.number])

    assert answer.status_code == 302
    fits.refresh_from_db()
    assert fits.sop_version == version
    after = client.get(answer.url).content.decode()
    assert "1 berkas dipindahkan." in after
    assert "1 berkas sudah dipindahkan ke versi ini." in after


def test_the_page_of_a_moved_case_says_since_when_and_why(
    world: tuple[Scene, SopVersion, Case, Case],
) -> None:
    scene, version, fits, _stuck = world
    actions.move_cases(version, [fits.pk], reason=WHY, by=scene.head, at=NOW)

    page = at_desk(scene, "head").get(f"/berkas/{fits.number}/").content.decode()

    assert "Dipindahkan dari SOP versi 1 ke versi 2" in page
    assert WHY in page


def test_all_of_a_list_are_let_run_and_nobody_is_asked_again(
    world: tuple[Scene, SopVersion, Case, Case],
) -> None:
    scene, version, _fits, stuck = world
    client = at_desk(scene, "head")
    assert [one.count for one in moves_waiting(scene.head, NOW)] == [2]

    decide(client, version, "tidak", scope="semua", choice="stays")

    assert VersionDecision.objects.get().case == stuck
    assert [one.count for one in moves_waiting(scene.head, NOW)] == [1]
    page = client.get(address(version, "?saring=dibiarkan")).content.decode()
    assert stuck.number in page
    assert WHY in page


@pytest.mark.parametrize(
    ("sent", "words"),
    [
        ({"scope": "dicentang"}, "Centang sedikitnya satu berkas"),
        ({"scope": "semua", "reason": " "}, "Tulis alasannya"),
        ({"scope": "semua", "reason": "x" * 501}, "Ringkas menjadi"),
        ({}, "Pilih berkas mana"),
        ({"scope": "dicentang", "berkas": ["TM-LAIN"]}, "Centang sedikitnya satu berkas"),
    ],
)
def test_what_is_missing_is_asked_and_nothing_typed_is_lost(
    world: tuple[Scene, SopVersion, Case, Case], sent: dict[str, Any], words: str
) -> None:
    scene, version, fits, _stuck = world

    answer = decide(at_desk(scene, "head"), version, **sent)

    page = answer.content.decode()
    assert answer.status_code == 422
    assert words in page
    if "reason" not in sent:
        assert WHY in page
    assert Case.objects.get(pk=fits.pk).sop_version == fits.sop_version


def test_ticks_stay_when_the_reason_is_missing(
    world: tuple[Scene, SopVersion, Case, Case],
) -> None:
    scene, version, fits, _stuck = world

    answer = decide(
        at_desk(scene, "head"), version, scope="dicentang", berkas=[fits.number], reason=""
    )

    assert f'value="{fits.number}" checked' in answer.content.decode()


def test_a_case_that_changed_meanwhile_is_named_with_the_reason(
    world: tuple[Scene, SopVersion, Case, Case], monkeypatch: pytest.MonkeyPatch
) -> None:
    scene, version, fits, _stuck = world
    monkeypatch.setattr(
        "prima.cases.views.versions._chosen", lambda _form, _lists: [fits.pk, fits.pk]
    )
    client = at_desk(scene, "head")

    answer = decide(client, version, scope="semua")

    page = client.get(answer.url, follow=True).content.decode()
    assert "1 berkas dipindahkan." in page
    assert f"{fits.number}: Berkas ini baru saja diubah" in page


def test_a_supervisor_looks_and_the_head_decides(
    world: tuple[Scene, SopVersion, Case, Case],
) -> None:
    scene, version, fits, _stuck = world
    client = at_desk(scene, "supervisor")

    page = client.get(address(version)).content.decode()
    decide(client, version, scope="semua")

    assert fits.number in page
    assert "Kepala yang mengesahkan SOP memutuskan" in page
    assert Case.objects.get(pk=fits.pk).sop_version == fits.sop_version


def test_who_leads_nothing_is_told_so_and_a_foreign_version_does_not_exist(
    world: tuple[Scene, SopVersion, Case, Case],
) -> None:
    scene, version, *_cases = world
    own = Office.objects.get(key="kua-melati")
    head_there = leader(own, "Kepala Melati")

    assert at_desk(scene, "officer").get(address(version)).status_code == 403
    assert (
        at_desk(scene, "head").get("/kelola/sop/versi/999999/berkas-berjalan/").status_code == 404
    )
    new = queries.version_for(head_there, version.pk, NOW)
    assert new is not None
    assert queries.movable_lines(head_there, new, NOW) == []


def test_an_office_with_its_own_procedure_is_left_out(
    world: tuple[Scene, SopVersion, Case, Case],
) -> None:
    scene, version, *_cases = world
    _own_procedure(scene)

    assert queries.version_for(scene.head, version.pk, NOW) is None
    district = leader(Office.objects.get(parent=None))
    new = queries.version_for(district, version.pk, NOW)
    assert new is not None
    assert queries.movable_lines(district, new, NOW) == []


def _own_procedure(scene: Scene) -> None:
    sop_actions.load_catalogue(
        catalogue(), office=scene.office, by=SYSTEM, at=NOW - timedelta(days=1)
    )


def test_a_version_for_later_is_a_preview(scene: Scene, monkeypatch: pytest.MonkeyPatch) -> None:
    fits = old_case(scene, "sign")
    version = renewed(scene, with_register)
    early = NOW - timedelta(days=2)
    monkeypatch.setattr(clock, "now", lambda: early)
    client = at_desk(scene, "head")

    page = client.get(address(version)).content.decode()
    answer = decide(client, version, scope="semua")

    assert "Berkas dapat dipindahkan mulai 17 November 2026" in page
    assert fits.number in page
    assert "Pindahkan ke versi baru" not in page
    assert answer.status_code == 302
    assert Case.objects.get(pk=fits.pk).sop_version == fits.sop_version


def test_a_version_that_was_replaced_says_so(
    world: tuple[Scene, SopVersion, Case, Case],
) -> None:
    scene, version, *_cases = world
    renew_procedure(scene, LONG, lambda _sop: None)

    page = at_desk(scene, "head").get(address(version)).content.decode()

    assert "Versi ini tidak berlaku lagi" in page
    assert "Pindahkan ke versi baru" not in page


def test_without_old_cases_the_page_says_that_all_is_well(scene: Scene) -> None:
    version = renewed(scene, with_register)

    page = at_desk(scene, "head").get(address(version)).content.decode()

    assert "Tidak ada berkas lama yang berjalan" in page


def handed_in(scene: Scene, head: Actor) -> SopDraft:
    """A draft of the district's procedure in the hands of its judges."""
    version = SopVersion.objects.get(sop__service__key=LONG)
    assert head.id is not None
    return SopDraft.objects.create(
        sop=version.sop, base=version, kind="revision", state="in_review", purpose="Ditata ulang.",
        content=version.content, created_by_id=head.id, created_at=NOW,
    )  # fmt: skip


def test_before_publication_the_course_shows_how_many_cases_run(scene: Scene) -> None:
    fits = old_case(scene, "sign")
    district = leader(Office.objects.get(parent=None))
    draft = handed_in(scene, district)
    client = Client()
    client.force_login(User.objects.get(pk=draft.created_by_id))

    course = client.get(f"/kelola/sop/{draft.pk}/perjalanan/").content.decode()
    page = client.get(f"/kelola/sop/{draft.pk}/berkas-berjalan/").content.decode()

    assert "1 berkas masih berjalan menurut versi lama" in course
    assert fits.number in page
    assert "setelah versi baru terbit dan berlaku" in page
    SopDraft.objects.filter(pk=draft.pk).update(state="draft")
    assert client.get(f"/kelola/sop/{draft.pk}/berkas-berjalan/").status_code == 302


def test_many_old_cases_cost_no_statement(world: tuple[Scene, SopVersion, Case, Case]) -> None:
    scene, version, fits, _stuck = world
    ended = walk_to_end(scene, open_at_counter(scene, at=NOW - timedelta(days=2), service=LONG))
    new = queries.version_for(scene.head, version.pk, NOW)
    assert new is not None

    def statements() -> int:
        with CaptureQueriesContext(
            connection,
        ) as seen:
            assert len(queries.movable_lines(scene.head, new, NOW)) == 2
        return len(seen)

    few = statements()
    bulk.copy_ended_case(ended, 50)

    assert statements() == few
    assert few <= 6
    actions.move_cases(version, [fits.pk], reason=WHY, by=scene.head, at=NOW)
    assert len(queries.movable_lines(scene.head, new, NOW)) == 1
