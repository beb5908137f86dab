"""Two people at one rule at the same moment, with real transactions."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from django.db import connection, connections

from prima.kernel.actors import SYSTEM
from prima.kernel.errors import RuleBroken, StaleRecord
from prima.offices.public import Office
from prima.standards import actions
from prima.standards.actions import LoadResult
from prima.standards.models import CitingDocument, Review
from prima.standards.tests.places import (
    CATALOGUE,
    NOW,
    make_district,
    manager_of,
    small_catalogue,
)
from prima.standards.tests.rules_scene import actor, cite, end, rule, services


@pytest.fixture
def district(own_database: object) -> Office:
    """A district with the catalogue, kept for real."""
    office = make_district()[0]
    actions.load_catalogue(CATALOGUE, office=office, by=SYSTEM, at=NOW)
    return office


def at_once(*works: Callable[[], object]) -> list[object]:
    """Start all together; give what each returned or refused."""
    start = threading.Barrier(len(works))

    def run(work: Callable[[], object]) -> object:
        try:
            start.wait(timeout=10)
            return work()
        except RuleBroken as refusal:
            return refusal
        finally:
            connections.close_all()

    with ThreadPoolExecutor(max_workers=len(works)) as pool:
        return [one.result(timeout=60) for one in [pool.submit(run, work) for work in works]]


def until_somebody_waits() -> None:
    """Until a transaction waits for a lock."""
    with connection.cursor() as cursor:
        for _turn in range(500):
            cursor.execute("SELECT count(*) FROM pg_locks WHERE NOT granted")
            if cursor.fetchone() != (0,):
                return
            time.sleep(0.01)
    raise AssertionError("Nobody waits")


def test_of_two_revocations_of_one_rule_one_counts(district: Office) -> None:
    cite(services()[0], district, ["UU 18/2019"])
    shown = rule()

    results = at_once(
        lambda: end(shown, actor(district, "set_standards")),
        lambda: end(shown, actor(district, "verify_sops")),
    )

    assert sum(isinstance(one, StaleRecord) for one in results) == 1
    assert Review.objects.filter(kind="sop").count() == 1
    assert rule().revision == 1


def test_two_rules_that_end_at_once_each_open_their_reviews(district: Office) -> None:
    cite(services()[0], district, ["UU 18/2019", "UU 41/2004"])
    first, second = rule(), rule("uu-41-2004")

    at_once(
        lambda: end(first, replaced_by=second),
        lambda: end(second, replaced_by=first),
    )

    found = Review.objects.filter(kind="sop").values_list("regulation__key", flat=True)
    assert sorted(found) == ["uu-18-2019", "uu-41-2004"]


def test_a_version_written_while_its_rule_ends_is_reviewed_all_the_same(
    district: Office,
) -> None:
    for place, service in enumerate(services()[:8]):
        regulation = rule("uu-27-2022")
        Review.objects.filter(regulation=regulation).update(
            closed_at=NOW, result="keep", note="lagi"
        )
        type(regulation).objects.filter(pk=regulation.pk).update(in_force_until=None)
        shown = rule("uu-27-2022")

        results = at_once(
            lambda one=service: cite(one, district, ["UU 27/2022"]),  # type: ignore[misc]
            lambda one=shown: end(one),  # type: ignore[misc]
        )

        assert not [one for one in results if isinstance(one, RuleBroken)]
        document = CitingDocument.objects.get(kind="sop", service=service)
        waiting = Review.objects.open().filter(service=document.service, regulation=regulation)
        assert waiting.count() == 1, place


def test_a_load_and_a_revocation_with_a_successor_never_wait_for_each_other(
    own_database: object, tmp_path: Path
) -> None:
    """The load holds a rule, the other one ends a rule the load needs next: no ring of waiting."""
    district, kua = make_district()
    actions.load_regulations(by=SYSTEM, at=NOW)
    folder = small_catalogue(tmp_path / "katalog", "legalisasi-buku-nikah", "ikrar-wakaf")
    # `ikrar-wakaf` is written first and cites the one, `legalisasi-buku-nikah` the other.
    held, next_one = rule("kepdirjen-bimas-islam-800-2014"), rule("pma-30-2024")
    assert next_one.pk < held.pk
    revoking = threading.Event()

    def pause(done: int, _of: int) -> None:
        """One service is written: now somebody revokes a rule of the next one."""
        if done == 1:
            revoking.set()
            until_somebody_waits()

    def load() -> object:
        return actions.load_catalogue(
            folder, office=kua, by=manager_of(kua), at=NOW, progress=pause
        )

    def revoke() -> object:
        assert revoking.wait(timeout=10)
        return end(next_one, actor(district, "set_standards"), replaced_by=held)

    loaded, ended = at_once(load, revoke)

    assert isinstance(loaded, LoadResult)
    assert loaded.standards_added == 2
    assert {one.regulation for one in ended} == {next_one}  # type: ignore[attr-defined]
