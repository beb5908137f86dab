"""One step finished costs at most eight statements, also when a letter goes out."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from prima.cases import actions
from prima.cases.tests.scene import (
    LONG,
    NOW,
    ORDINARY,
    SHORT,
    Scene,
    open_at_counter,
    walk_to_end,
)

MOST_STATEMENTS = 8
# Begin and commit are no statements of ours; inside a test they are a savepoint.
BRACKETS = ("SAVEPOINT", "RELEASE", "BEGIN", "COMMIT")


@pytest.mark.parametrize("service", [SHORT, LONG])
def test_finishing_any_row_takes_at_most_eight_statements(scene: Scene, service: str) -> None:
    walk_to_end(scene, open_at_counter(scene, service=service))
    case = open_at_counter(scene, service=service)
    counted = {}

    while (item := case.items.open().first()) is not None:
        who, how = ORDINARY[item.step_key]
        actor = scene.actor(who)
        with CaptureQueriesContext(connection) as captured:
            actions.finish_step(item, how, by=actor, at=NOW + timedelta(minutes=3))
        made = [query["sql"] for query in captured.captured_queries]
        counted[item.step_key] = [sql for sql in made if not sql.startswith(BRACKETS)]

    assert {"check", "sign", "hand_over"} <= set(counted)
    assert {key: made for key, made in counted.items() if len(made) > MOST_STATEMENTS} == {}
