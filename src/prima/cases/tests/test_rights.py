"""What is carried out on a case when its person asks; who may order it, and what is told."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.db import transaction

from prima.cases import actions
from prima.cases.events import ConsentWithdrawn, PersonErased
from prima.cases.models import Case
from prima.cases.rules import ErasureCause, NikReason
from prima.cases.tests import scene as stage
from prima.cases.tests.scene import NOW, Scene
from prima.kernel import events
from prima.kernel.actors import CITIZEN, SYSTEM, Actor
from prima.kernel.errors import NotAllowed, RuleBroken
from prima.kernel.journal.models import JournalEntry

LATER = NOW + timedelta(hours=1)


def entries(what: str) -> int:
    return JournalEntry.objects.filter(what=what).count()


def heard(event_class: type) -> list[object]:
    found: list[object] = []
    events.subscribe(event_class, found.append)
    return found


@pytest.mark.parametrize(
    "order",
    [
        lambda case, by: actions.correct_person(case, {"applicant_name": "X"}, by=by, at=LATER),
        lambda case, by: actions.restrict(case, by=by, at=LATER),
        lambda case, by: actions.lift_restriction(case, by=by, at=LATER),
    ],
)
def test_what_a_manager_decides_nobody_else_orders(
    scene: Scene, order: Callable[[Case, Actor], Case]
) -> None:
    case = stage.open_online(scene).case

    for nobody in (scene.officer, scene.head, scene.stranger, CITIZEN):
        with pytest.raises(NotAllowed), transaction.atomic():
            order(case, nobody)

    assert order(case, SYSTEM).pk == case.pk


def test_a_restriction_is_written_down_once_and_lifted_once(scene: Scene) -> None:
    case = stage.open_online(scene).case

    for at in (NOW, LATER):
        actions.restrict(case, by=SYSTEM, at=at)
    assert Case.objects.get(pk=case.pk).restricted_at == NOW
    for _again in range(2):
        actions.lift_restriction(case, by=SYSTEM, at=LATER)

    assert (entries("case.data_restricted"), entries("case.restriction_lifted")) == (1, 1)


def test_silence_may_be_asked_by_the_applicant_and_by_the_counter(scene: Scene) -> None:
    told = heard(ConsentWithdrawn)
    first, second = (stage.open_online(scene).case for _one in range(2))

    actions.stop_notices(first, by=CITIZEN, at=NOW)
    actions.stop_notices(first, by=CITIZEN, at=LATER)
    actions.stop_notices(second, by=scene.officer, at=NOW)
    with pytest.raises(NotAllowed):
        actions.stop_notices(second, by=scene.stranger, at=NOW)

    assert len(told) == entries("case.notices_stopped") == 2


def test_an_erased_case_is_not_corrected(scene: Scene) -> None:
    told = heard(PersonErased)
    case = stage.walk_to_end(scene, stage.open_online(scene).case)
    actions.erase_person_of(case, cause=ErasureCause.REQUEST, by=SYSTEM, at=LATER)

    with pytest.raises(RuleBroken, match="sudah dihapus"):
        actions.correct_person(case, {"applicant_name": "X"}, by=SYSTEM, at=LATER)

    assert len(told) == 1


def test_a_case_without_a_nik_has_none_to_show(scene: Scene) -> None:
    case = stage.open_at_counter(scene)
    Case.objects.filter(pk=case.pk).update(applicant_nik="")

    with pytest.raises(RuleBroken, match="tidak memuat"):
        actions.show_nik(case, reason=NikReason.COMPARE, by=scene.officer, at=NOW)

    assert entries("case.nik_shown") == 0
