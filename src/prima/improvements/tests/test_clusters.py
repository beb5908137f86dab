"""A complaint that comes again and again is put before its office, once, by the system alone."""

from datetime import timedelta

import pytest

from prima.complaints import actions as complaints
from prima.complaints.models import ComplaintCluster
from prima.complaints.rules import Identity
from prima.complaints.tests.scene import NOW, Hall, make_hall, say
from prima.improvements import actions, queries
from prima.improvements.actions import Plan
from prima.improvements.models import ImprovementAction
from prima.kernel.actors import SYSTEM
from prima.kernel.errors import NotAllowed

ENDED = NOW + timedelta(days=10)


@pytest.fixture
def hall(db: None) -> Hall:
    return make_hall()


def proposed(hall: Hall) -> ImprovementAction:
    for _number in range(3):
        say(hall, identity=Identity.UNKNOWN)
    complaints.raise_clusters(hall.place.kua, by=SYSTEM, at=NOW)
    return ImprovementAction.objects.get()


def test_a_cluster_is_proposed_once_and_by_the_system_alone(hall: Hall) -> None:
    action = proposed(hall)
    values = {"office_id": action.office_id, "cluster_id": action.source_id or 0, "part": "cost"}

    again = actions.propose_cluster(**values, by=SYSTEM, at=NOW)  # type: ignore[arg-type]

    assert again == action
    assert (action.element, action.state) == ("cost", "proposed")
    with pytest.raises(NotAllowed):
        actions.propose_cluster(**values, by=hall.head, at=NOW)  # type: ignore[arg-type]


def test_its_end_settles_the_cluster_and_similar_complaints_are_watched(hall: Hall) -> None:
    action = proposed(hall)
    plan = Plan("Papan biaya di loket", hall.counter, ENDED.date())
    actions.plan_action(action, plan=plan, seen=action.version, by=hall.head, at=NOW)
    action.refresh_from_db()

    actions.finish_action(
        action, evidence="Papan terpasang.", upload=None, seen=action.version,
        by=hall.head, at=ENDED,
    )  # fmt: skip

    action.refresh_from_db()
    assert ComplaintCluster.objects.get().settled_on == ENDED.date()
    say(hall, identity=Identity.UNKNOWN, at=ENDED + timedelta(days=5))
    soon, later = ENDED.date() + timedelta(days=9), ENDED.date() + timedelta(days=40)
    assert queries.similar_text(action, soon) == ""
    assert queries.similar_text(action, later) == (
        "3 dari 0 layanan menjadi 1 dari 0, dalam 40 hari"
    )
