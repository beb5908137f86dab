"""Two clicks at once on the same statement."""

from __future__ import annotations

from pathlib import Path

import pytest

from prima.kernel.tests.support import run_together
from prima.sops import actions
from prima.sops.models import Acknowledgement
from prima.sops.tests import reading_people as people
from prima.sops.tests.people import make_desk
from prima.sops.tests.places import NOW


@pytest.mark.usefixtures("own_database")
def test_a_double_click_states_it_once(tmp_path: Path) -> None:
    desk = make_desk(tmp_path)
    officer = people.hold(desk.kua, "siti")
    version = people.publish(desk)
    desk.people["siti"] = officer
    right, by = people.right_answers(people.task(version, officer)), desk.actor("siti")

    said = run_together(*[lambda: actions.acknowledge(version, right, by=by, at=NOW).pk] * 2)

    assert len(set(said)) == Acknowledgement.objects.count() == 1
