"""Entries are written once, in the transaction of the action, by two statements."""

import psycopg
import pytest
from django.db import DatabaseError, connection, transaction
from django.test.utils import CaptureQueriesContext

from prima.kernel import journal
from prima.kernel.actors import SYSTEM
from prima.kernel.errors import RuleBroken
from prima.kernel.journal import hashing
from prima.kernel.journal.models import JournalEntry, JournalHead
from prima.kernel.limits import AttemptCount
from prima.kernel.tests.support import AT, THING, OwnDatabase, do, run_together


def entries(chain: str) -> list[JournalEntry]:
    return list(JournalEntry.objects.filter(chain=chain).order_by("sequence"))


@pytest.mark.django_db
def test_an_entry_says_what_was_done_about_what_by_whom_and_when() -> None:
    do("office:1", outcome="papers_complete", step=3)

    (entry,) = entries("office:1")
    assert (entry.sequence, entry.what) == (1, "thing.changed")
    assert (entry.about_type, entry.about_id) == ("kernel.attemptcount", "thing-1")
    assert (entry.actor_kind, entry.actor_id) == ("staff", 7)
    assert entry.happened_at == AT
    assert entry.payload == {"outcome": "papers_complete", "step": 3}
    assert entry.previous_hash == hashing.START


@pytest.mark.django_db
def test_each_entry_carries_the_hash_of_the_one_before() -> None:
    do("office:1", "office:1", "office:2")
    do("office:1")

    first, second, third = entries("office:1")
    assert [entry.sequence for entry in (first, second, third)] == [1, 2, 3]
    assert (second.previous_hash, third.previous_hash) == (first.hash, second.hash)
    assert JournalHead.objects.get(chain="office:1").hash == third.hash
    assert entries("office:2")[0].previous_hash == hashing.START


@pytest.mark.django_db
def test_an_action_writes_all_its_entries_with_two_queries() -> None:
    with CaptureQueriesContext(connection) as queries:
        do("office:1", "office:2", "office:3", "office:1")

    statements = [query["sql"] for query in queries if "SAVEPOINT" not in query["sql"]]
    assert len(statements) == 2


@pytest.mark.django_db
def test_an_action_without_entries_asks_nothing_of_the_journal() -> None:
    with CaptureQueriesContext(connection) as queries:
        do()

    assert [query["sql"] for query in queries if "SAVEPOINT" not in query["sql"]] == []


@pytest.mark.django_db
def test_inner_actions_leave_the_writing_to_the_outermost_one() -> None:
    @journal.action
    def outer() -> None:
        do("office:1")
        assert entries("office:1") == []
        do("office:1", "ministry")

    outer()

    assert len(entries("office:1")) == 2
    assert len(entries("ministry")) == 1


@pytest.mark.django_db
def test_an_action_that_fails_leaves_neither_change_nor_entry() -> None:
    @journal.action
    def fails() -> None:
        AttemptCount.objects.create(key="x", count=1, ends_at=AT)
        journal.append("thing.changed", about=THING, chain="office:1", by=SYSTEM, at=AT)
        raise RuleBroken("tidak")

    with pytest.raises(RuleBroken):
        fails()

    assert entries("office:1") == []
    assert not AttemptCount.objects.filter(key="x").exists()
    do("office:1")
    assert len(entries("office:1")) == 1


@pytest.mark.django_db
def test_an_inner_action_that_failed_cannot_be_passed_over() -> None:
    @journal.action
    def inner() -> None:
        raise RuleBroken("tidak")

    @journal.action
    def outer() -> None:
        try:
            inner()
        except RuleBroken:
            return

    with pytest.raises(journal.OutsideActionError):
        outer()


@pytest.mark.django_db
def test_appending_outside_an_action_is_refused() -> None:
    with pytest.raises(journal.OutsideActionError):
        journal.append("thing.changed", about=THING, chain="office:1", by=SYSTEM, at=AT)


@pytest.mark.django_db
def test_the_application_role_can_neither_change_nor_remove_an_entry() -> None:
    do("office:1")

    for statement in (
        "UPDATE kernel_journalentry SET what = 'thing.other'",
        "DELETE FROM kernel_journalentry",
        "TRUNCATE kernel_journalentry",
        "DELETE FROM kernel_journalhead",
        "TRUNCATE kernel_journalhead",
        "UPDATE kernel_journalhead SET sequence = sequence - 1",
        "ALTER TABLE kernel_journalentry DISABLE TRIGGER ALL",
    ):
        with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement)

    assert len(entries("office:1")) == 1


def test_the_triggers_stop_even_the_owner_of_the_tables(own_database: OwnDatabase) -> None:
    do("office:1")

    for statement in (
        "UPDATE kernel_journalentry SET what = 'thing.other'",
        "DELETE FROM kernel_journalentry",
        "TRUNCATE kernel_journalentry",
        "DELETE FROM kernel_journalhead",
        "UPDATE kernel_journalhead SET hash = repeat('0', 64)",
    ):
        with (
            psycopg.connect(own_database.owner_url) as owner,
            pytest.raises(psycopg.errors.InsufficientPrivilege, match=r"append-only|moves on"),
        ):
            owner.execute(statement)


def test_eight_writers_at_once_keep_the_chain_whole(own_database: OwnDatabase) -> None:
    def writer() -> None:
        for _ in range(20):
            do("office:1", "ministry")

    run_together(*[writer] * 8)

    for chain in ("office:1", "ministry"):
        found = entries(chain)
        assert [entry.sequence for entry in found] == list(range(1, 161))
        hashes = [hashing.START, *[entry.hash for entry in found]]
        assert [entry.previous_hash for entry in found] == hashes[:-1]


def test_two_actions_that_name_two_chains_in_opposite_order_do_not_wait_in_a_ring(
    own_database: OwnDatabase,
) -> None:
    run_together(
        lambda: [do("office:1", "office:2") for _ in range(50)],
        lambda: [do("office:2", "office:1") for _ in range(50)],
    )

    assert len(entries("office:1")) == len(entries("office:2")) == 100
