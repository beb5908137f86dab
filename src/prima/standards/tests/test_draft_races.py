"""Two people at one draft at the same moment, with real transactions."""

from __future__ import annotations

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connections

from prima.kernel.errors import RuleBroken, StaleRecord
from prima.standards import actions
from prima.standards.models import ServiceStandard, StandardDraft
from prima.standards.tests.drafts import Desk, decision, make_desk
from prima.standards.tests.places import NOW


@pytest.fixture
def desk(own_database: object) -> Desk:
    return make_desk()


def at_once(*works: Callable[[], object]) -> list[object]:
    """Start all together; give what each returned or the refusal it was given."""
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


def test_two_heads_set_one_draft_once(desk: Desk) -> None:
    draft, before = desk.draft(), desk.in_force
    head, deputy = desk.actor("head"), desk.actor("deputy")

    results = at_once(
        lambda: actions.set_standard(draft, decision(), compared_with=before.pk, by=head, at=NOW),
        lambda: actions.set_standard(
            draft, decision(), compared_with=before.pk, by=deputy, at=NOW
        ),
    )

    assert sum(isinstance(one, StaleRecord) for one in results) == 1
    assert ServiceStandard.objects.filter(service=desk.service).count() == 2


def test_two_authors_of_one_part_never_overwrite_each_other_silently(desk: Desk) -> None:
    draft = desk.draft()
    author, second = desk.actor("author"), desk.actor("second")

    results = at_once(
        lambda: actions.save_part(
            draft, "facilities", {"facilities": ["Satu"]}, revision=draft.revision,
            by=author, at=NOW,
        ),
        lambda: actions.save_part(
            draft, "facilities", {"facilities": ["Dua"]}, revision=draft.revision,
            by=second, at=NOW,
        ),
    )  # fmt: skip

    assert sum(isinstance(one, StaleRecord) for one in results) == 1


def test_two_who_begin_the_same_draft_begin_it_once(desk: Desk) -> None:
    author, second = desk.actor("author"), desk.actor("second")
    service = desk.service

    results = at_once(
        lambda: actions.start_draft(desk.district, service=service, by=author, at=NOW),
        lambda: actions.start_draft(desk.district, service=service, by=second, at=NOW),
    )

    assert sum(isinstance(one, RuleBroken) for one in results) == 1
    assert StandardDraft.objects.count() == 1
