"""How the database reads what grows: seen with the figures its owner lets it gather."""

from __future__ import annotations

from datetime import timedelta

import psycopg
from django.db import connection
from django.test.utils import CaptureQueriesContext

from conftest import Database
from prima.cases import queries
from prima.cases.actions import bulk
from prima.cases.tests import scene as scenes
from prima.cases.tests.scene import NOW, open_at_counter, walk_to_end


def test_what_people_finished_this_month_is_counted_without_reading_old_years(
    own_database: Database,
) -> None:
    scene = scenes.set_up()
    pattern = walk_to_end(scene, open_at_counter(scene))
    bulk.copy_ended_case(pattern, 500)
    supervisor = scene.actor("supervisor")

    with CaptureQueriesContext(connection) as asked:
        carried = queries.carried_by_person(supervisor, NOW - timedelta(days=20), NOW)

    assert max(person.finished_items for person in carried) < 100
    finished = next(one["sql"] for one in asked.captured_queries if "done_by_id" in one["sql"])
    assert "work_item_finished_by_office" in plan_of(finished, own_database)


def plan_of(statement: str, database: Database) -> str:
    """How the database would read it when no table is small enough to be read whole."""
    with psycopg.connect(database.owner_url) as owner:
        owner.execute("ANALYZE cases_workitem")  # the application's role may not
        owner.execute("SET LOCAL enable_seqscan = off")
        return "\n".join(line for (line,) in owner.execute(f"EXPLAIN {statement}"))
