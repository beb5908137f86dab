"""Whoever changes the past, even as superuser, is found at the first bad entry."""

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from prima.kernel import journal
from prima.kernel.crypto import keys
from prima.kernel.journal.models import JournalEntry
from prima.kernel.tests.support import AT, OwnDatabase, do
from prima.kernel.tests.tampering import (
    CHAIN,
    Superuser,
    become_superuser,
    copy_entry,
    cut_after,
    delete,
    edit,
    insert_at,
    remake_and_cut,
    remake_and_edit,
    remake_from,
    reseal,
    swap,
)


@pytest.fixture
def superuser(own_database: OwnDatabase) -> Iterator[Superuser]:
    """Ten good entries in one chain, five in another, and somebody who may do anything."""
    for _ in range(5):
        do(CHAIN, CHAIN, "office:2", step=1)
    with become_superuser(own_database.admin_url) as db:
        yield db


def test_a_journal_nobody_touched_is_whole(superuser: Superuser) -> None:
    report = journal.verify()

    assert report.is_whole
    assert (report.entries, report.chains) == (15, 2)
    assert report.sentences[0] == "Jurnal utuh: 15 entri pada 2 rantai telah diperiksa."
    assert "Tanpa jangkar" in report.sentences[1]


TAMPERINGS: list[tuple[str, Callable[[Superuser], None], int, int]] = [
    # what was done, first bad entry without anchor, and with it
    ("edit", lambda db: edit(db, 4), 4, 4),
    ("edit of the payload", lambda db: edit(db, 4, "payload = '{\"step\": 2}'"), 4, 4),
    (
        "edit of the time",
        lambda db: edit(db, 7, "happened_at = '2026-11-19'"),
        7,
        7,
    ),
    ("edit of the actor", lambda db: edit(db, 1, "actor_id = 8"), 1, 1),
    ("edit of the hash", lambda db: edit(db, 4, "hash = repeat('a', 64)"), 4, 4),
    ("edit of the link", lambda db: edit(db, 4, "previous_hash = repeat('a', 64)"), 4, 4),
    ("edit with its hash", lambda db: reseal(db, 4), 5, 4),
    ("edit of the last with its hash", lambda db: reseal(db, 10), 10, 10),
    ("edit of the last", lambda db: edit(db, 10), 10, 10),
    ("delete", lambda db: delete(db, 4), 4, 4),
    ("delete of the first", lambda db: delete(db, 1), 1, 1),
    ("delete of the last", lambda db: delete(db, 10), 10, 10),
    ("insert", lambda db: insert_at(db, 4), 4, 4),
    ("insert of the same number", lambda db: copy_entry(db, 4, 4), 4, 4),
    ("insert behind the head", lambda db: copy_entry(db, 10, 11), 11, 11),
    ("swap", lambda db: swap(db, 4, 7), 4, 4),
    ("swap of neighbours", lambda db: swap(db, 4, 5), 4, 4),
    ("cut tail", lambda db: cut_after(db, 6), 0, 7),
    ("cut tail of all", lambda db: cut_after(db, 0), 0, 1),
    ("re-made chain", lambda db: remake_from(db, 4), 0, 4),
    ("re-made from the start", lambda db: remake_from(db, 1), 0, 1),
    ("re-made and cut", remake_and_cut, 0, 4),
    ("re-made and edited behind", remake_and_edit, 8, 4),
]


@pytest.mark.parametrize(
    ("tamper", "seen_without", "seen_with"),
    [pytest.param(*rest, id=name) for name, *rest in TAMPERINGS],
)
def test_the_first_bad_entry_is_named(
    superuser: Superuser,
    tamper: Callable[[Superuser], None],
    seen_without: int,
    seen_with: int,
) -> None:
    anchor = journal.write_anchor(at=AT)
    assert journal.verify(anchor).is_whole

    tamper(superuser)
    without, with_anchor = journal.verify(), journal.verify(anchor)

    assert [f.sequence for f in without.findings] == ([seen_without] if seen_without else [])
    (finding,) = with_anchor.findings
    assert (finding.chain, finding.sequence, finding.exact) == (CHAIN, seen_with, True)
    assert f"Entri {seen_with} pada rantai {CHAIN}" in with_anchor.sentences[0]


def test_a_head_that_was_removed_or_changed_is_seen_without_an_anchor(
    superuser: Superuser,
) -> None:
    superuser.execute("UPDATE kernel_journalhead SET hash = repeat('a', 64)")
    assert [(f.chain, f.sequence) for f in journal.verify().findings] == [
        (CHAIN, 10),
        ("office:2", 5),
    ]

    superuser.execute("DELETE FROM kernel_journalhead")
    assert len(journal.verify().findings) == 2


def test_a_chain_that_vanished_whole_is_seen_by_the_anchor_only(superuser: Superuser) -> None:
    anchor = journal.write_anchor(at=AT)
    superuser.execute("DELETE FROM kernel_journalentry WHERE chain = 'office:2'")
    superuser.execute("DELETE FROM kernel_journalhead WHERE chain = 'office:2'")

    assert journal.verify().is_whole
    assert [(f.chain, f.sequence) for f in journal.verify(anchor).findings] == [("office:2", 1)]


def test_a_change_before_an_older_anchor_is_named_exactly_from_the_newer_one(
    superuser: Superuser,
) -> None:
    older = journal.write_anchor()
    do(CHAIN)
    newer = journal.write_anchor()
    remake_from(superuser, 4)

    (finding,) = journal.verify(newer).findings
    assert (finding.sequence, finding.exact) == (4, True)

    older.unlink()
    (finding,) = journal.verify(newer).findings
    assert (finding.sequence, finding.exact) == (11, False)
    assert "mungkin lebih awal" in finding.sentence


def test_a_change_before_an_anchor_without_news_is_still_seen_when_older_anchors_are_lost(
    superuser: Superuser,
) -> None:
    older = journal.write_anchor()
    newer = journal.write_anchor()
    older.unlink()
    assert journal.verify(newer).is_whole

    remake_from(superuser, 4)

    (finding,) = journal.verify(newer).findings
    assert (finding.sequence, finding.exact) == (10, False)


def test_what_came_after_the_anchor_is_checked_too(superuser: Superuser) -> None:
    anchor = journal.write_anchor()
    do(CHAIN, CHAIN)
    assert journal.verify(anchor).is_whole

    edit(superuser, 11)

    assert [f.sequence for f in journal.verify(anchor).findings] == [11]


def test_what_is_written_while_the_journal_is_read_is_no_fault(
    superuser: Superuser, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("prima.kernel.journal.verifying._REPORT_EVERY", 1)

    report = journal.verify(progress=lambda done, _: do(CHAIN, CHAIN) if done == 10 else None)

    assert report.is_whole


@pytest.mark.parametrize(
    ("tamper", "seen"),
    [
        (lambda db: edit(db, 12), 12),
        (lambda db: db.execute("UPDATE kernel_journalhead SET sequence = 14"), 13),
        (lambda db: db.execute("UPDATE kernel_journalhead SET hash = repeat('a', 64)"), 12),
    ],
)
def test_what_is_tampered_with_while_the_journal_is_read_is_seen(
    superuser: Superuser,
    monkeypatch: pytest.MonkeyPatch,
    tamper: Callable[[Superuser], None],
    seen: int,
) -> None:
    monkeypatch.setattr("prima.kernel.journal.verifying._REPORT_EVERY", 1)

    def write_and_tamper(done: int, _: int) -> None:
        if done == 10:
            do(CHAIN, CHAIN)
            tamper(superuser)

    finding, *_ = journal.verify(progress=write_and_tamper).findings

    assert (finding.chain, finding.sequence) == (CHAIN, seen)


def test_a_changed_past_is_not_signed(superuser: Superuser) -> None:
    journal.write_anchor()
    remake_from(superuser, 4)

    with pytest.raises(journal.AnchorBroken, match=CHAIN):
        journal.write_anchor()


def test_news_that_do_not_hold_together_are_not_signed(superuser: Superuser) -> None:
    journal.write_anchor()
    do(CHAIN, CHAIN)
    edit(superuser, 12)

    with pytest.raises(journal.AnchorBroken, match="entri 12"):
        journal.write_anchor()


@pytest.mark.parametrize(
    "forge",
    [
        lambda text: text.replace('"sequence":10', '"sequence":9'),
        lambda text: text[: len(text) // 2],
        lambda text: "\n".join([*text.splitlines()[:-1], '{"signature":"00"}']),
        lambda text: "",
        lambda text: "bukan anchor",
    ],
)
def test_a_forged_or_damaged_anchor_is_refused(
    superuser: Superuser, forge: Callable[[str], str]
) -> None:
    anchor = journal.write_anchor()
    anchor.write_text(forge(anchor.read_text()))

    with pytest.raises(journal.AnchorBroken, match="tidak asli"):
        journal.verify(anchor)


def test_an_anchor_signed_by_other_keys_is_refused(
    superuser: Superuser, settings: Any, tmp_path: Path
) -> None:
    anchor = journal.write_anchor()
    settings.PRIMA_KEYS_FILE = tmp_path / "other.json"
    keys.create_key_file(settings.PRIMA_KEYS_FILE)

    with pytest.raises(journal.AnchorBroken):
        journal.verify(anchor)


def test_an_older_anchor_that_was_exchanged_is_noticed(superuser: Superuser) -> None:
    older = journal.write_anchor()
    newer = journal.write_anchor()
    older.write_text(older.read_text() + "\n")
    remake_from(superuser, 4)

    with pytest.raises(journal.AnchorBroken):
        journal.verify(newer)


def test_an_anchor_holds_heads_and_digests_and_nothing_about_people(superuser: Superuser) -> None:
    lines = [json.loads(line) for line in journal.write_anchor(at=AT).read_text().splitlines()]

    head = JournalEntry.objects.get(chain=CHAIN, sequence=10)
    assert lines[0]["written_at"] == "2026-11-20T02:42:00+00:00"
    assert {"chain": CHAIN, "sequence": 10, "hash": head.hash} in lines
    assert lines[-1].keys() == {"signature"}


def test_reading_goes_by_pages_and_tells_how_far_it_is(
    superuser: Superuser, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("prima.kernel.journal.reading._PAGE", 3)
    monkeypatch.setattr("prima.kernel.journal.verifying._REPORT_EVERY", 4)
    steps: list[tuple[int, int]] = []

    with CaptureQueriesContext(connection) as queries:
        report = journal.verify(progress=lambda done, total: steps.append((done, total)))

    assert report.is_whole
    assert steps == [(4, 15), (8, 15), (12, 15), (15, 15)]
    assert sum("LIMIT 3" in query["sql"] for query in queries) >= 5


def test_a_number_repeated_at_the_edge_of_a_page_is_seen(
    superuser: Superuser, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("prima.kernel.journal.reading._PAGE", 3)
    copy_entry(superuser, 3, 3)

    assert [f.sequence for f in journal.verify().findings] == [3]


def test_long_trails_take_several_lines(
    superuser: Superuser, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("prima.kernel.journal.anchors._ENTRIES_A_LINE", 5)
    anchor = journal.write_anchor()
    assert journal.verify(anchor).is_whole

    remake_from(superuser, 8)

    assert [f.sequence for f in journal.verify(anchor).findings] == [8]
