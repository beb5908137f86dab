"""Whose data a leak may have shown, and that the discovery is written down."""

from __future__ import annotations

from datetime import timedelta

import pytest

from prima.cases import actions as cases
from prima.cases.rules import ErasureCause
from prima.cases.tests import scene as stage
from prima.cases.tests.scene import NOW, Scene
from prima.kernel.actors import SYSTEM, Actor
from prima.kernel.errors import NotAllowed, RuleBroken
from prima.kernel.journal.models import JournalEntry
from prima.offices.public import Office
from prima.privacy import actions
from prima.privacy.documents import breach_notice
from prima.privacy.models.breaches import Breach, breach_of


def leak(office: Office, **moments: timedelta) -> Breach:
    """A leak at this office; moments as distances from NOW."""
    given = {"start": timedelta(0), "end": timedelta(hours=4), "found": timedelta(days=1)}
    at = {name: NOW + distance for name, distance in (given | moments).items()}
    return breach_of(office, what="Layar terbuka.", done="Dikunci.", **at)


def test_who_was_erased_before_or_came_after_is_not_frightened(scene: Scene) -> None:
    held = stage.walk_to_end(scene, stage.open_at_counter(scene))
    gone = stage.walk_to_end(scene, stage.open_at_counter(scene))
    cases.erase_person_of(gone, cause=ErasureCause.REQUEST, by=SYSTEM, at=NOW + timedelta(hours=1))
    stage.open_at_counter(scene, at=NOW + timedelta(days=1))

    during = {number for number, _way in leak(scene.office).affected}
    after = {number for number, _way in leak(scene.office, start=timedelta(hours=2)).affected}

    assert during == {held.number, gone.number}
    assert after == {held.number}


def test_an_office_answers_for_those_below_it_and_no_other(scene: Scene) -> None:
    here = stage.open_online(scene).case
    there = stage.open_online(scene, office=scene.other_office).case
    district = Office.objects.get(children=scene.office)

    assert {number for number, _way in leak(district).affected} == {here.number, there.number}
    assert {number for number, _way in leak(scene.office).affected} == {here.number}


def test_how_to_reach_people_is_said_without_their_address(scene: Scene) -> None:
    stage.open_online(scene)

    found = leak(scene.office)

    assert [way for _number, way in found.affected] == ["surel"]
    assert "siti@contoh.id" not in str(found)
    assert "Nomor induk kependudukan (NIK)" in found.kinds
    assert found.due - found.found == timedelta(hours=72)


def test_a_notice_has_no_line_without_an_answer(scene: Scene) -> None:
    stage.open_online(scene)
    Office.objects.filter(pk=scene.office.pk).update(address="", phone="", email="")
    silent = breach_notice(leak(Office.objects.get(pk=scene.office.pk)))
    Office.objects.filter(pk=scene.office.pk).update(phone="0263 555 012")
    reachable = breach_notice(leak(Office.objects.get(pk=scene.office.pk)))

    assert all(value for _label, value in silent["facts"])
    assert ["Hubungi kami", "0263 555 012"] in reachable["facts"]


def test_a_leak_that_ends_before_it_begins_is_none(scene: Scene) -> None:
    for wrong in ({"end": timedelta(hours=-1)}, {"found": timedelta(hours=-1)}):
        with pytest.raises(RuleBroken, match="setelah waktu awal"):
            leak(scene.office, **wrong)


def test_the_discovery_is_written_down_by_the_system_alone(scene: Scene, manager: Actor) -> None:
    stage.open_online(scene)
    found = leak(scene.office)
    with pytest.raises(NotAllowed):
        actions.record_breach(found, by=manager, at=NOW)

    actions.record_breach(found, by=SYSTEM, at=NOW)

    entry = JournalEntry.objects.get(what="breach.listed")
    assert (entry.payload["cases"], entry.chain) == (1, f"office:{scene.office.pk}")
