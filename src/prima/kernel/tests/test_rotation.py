"""A new key takes over while people work: nothing is lost, overwritten or left behind."""

import json
import os
import secrets
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import psycopg
import pytest
from django.conf import settings
from django.db import connection, connections, transaction

from conftest import Database
from prima.kernel import files, journal, messages, rotation
from prima.kernel.crypto import Unopened, key_file, keys, sealing
from prima.kernel.crypto.damage import LostValueError
from prima.kernel.errors import RuleBroken
from prima.kernel.files import resealing
from prima.kernel.files.storing import place_of
from prima.kernel.messages import OutgoingMessage
from prima.kernel.rotation import KeyChange
from prima.kernel.rotation import resealing as walking
from prima.kernel.tests.support import AT
from prima.kernel.tests.test_files import PNG, upload

pytestmark = pytest.mark.slow


@pytest.fixture(autouse=True)
def _database(own_database: Database) -> Iterator[None]:
    """A rotation works over two connections: rows must be kept to be seen by both."""
    yield
    connections["owner"].close()


def write(count: int) -> list[OutgoingMessage]:
    return OutgoingMessage.objects.bulk_create(
        OutgoingMessage(
            channel="email",
            recipient=f"orang{number}@contoh.id",
            subject="Kabar",
            body=f"Isi surat {number}",
            check_code=secrets.token_urlsafe(6),
            prepared_at=AT,
        )
        for number in range(count)
    )


def new_key() -> str:
    rotation.add_key()
    return rotation.activate_key(at=AT)


def prefixes() -> set[str]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT recipient, body FROM kernel_outgoingmessage")
        return {value.partition(":")[0] for row in cursor.fetchall() for value in row if value}


def test_every_encrypted_column_of_the_house_is_known_to_a_rotation() -> None:
    places = {(place.table, place.column) for place in rotation.sealed_places()}

    assert ("cases_case", "applicant_nik") in places
    assert ("surveys_surveycomment", "text") in places
    assert ("kernel_storedfile", "original_name") in places


def test_values_and_files_open_as_before_and_the_old_key_retires(own_places: Path) -> None:
    written = write(7)
    stored = files.store(upload("ktp.png", PNG), at=AT)
    before = files.read(stored)
    new_key()

    outcome = rotation.reseal()
    retired = rotation.retire_emptied(outcome.left, at=AT)

    assert outcome.is_complete
    assert (outcome.values, outcome.files, retired) == (7 * 2 + 1, 1, ["k1"])
    assert prefixes() == {"k2"}
    assert [row.recipient for row in OutgoingMessage.objects.order_by("pk")] == [
        row.recipient for row in written
    ]
    assert files.read(stored) == before
    assert keys.ring().retired == {"k1"}
    assert list(KeyChange.objects.order_by("pk").values_list("key_id", "kind")) == [
        ("k2", "activated"),
        ("k1", "retired"),
    ]
    assert journal.verify().is_whole


def test_a_key_that_waits_reads_but_does_not_write() -> None:
    key_id = rotation.add_key()

    assert rotation.add_key() == key_id
    assert sealing.seal("x", place="a.b").startswith("k1:")

    assert rotation.activate_key(at=AT) == key_id
    assert sealing.seal("x", place="a.b").startswith(f"{key_id}:")
    with pytest.raises(RuleBroken):
        rotation.activate_key(at=AT)


def test_a_key_with_something_left_under_it_is_not_retired() -> None:
    write(3)
    new_key()

    assert rotation.is_under_way()
    assert rotation.retire_emptied(rotation.count(), at=AT) == []
    assert keys.ring().retired == frozenset()


def test_a_row_somebody_holds_is_left_and_their_change_is_never_overwritten() -> None:
    row = write(1)[0]
    new_key()
    held, go_on = threading.Event(), threading.Event()

    def edit() -> None:
        with transaction.atomic():
            mine = OutgoingMessage.objects.select_for_update().get(pk=row.pk)
            held.set()
            go_on.wait(20)
            mine.recipient = "baru@contoh.id"
            mine.save()
        connections.close_all()

    with ThreadPoolExecutor(1) as pool:
        editing = pool.submit(edit)
        held.wait(20)
        left = list(_one_walk())
        go_on.set()
        editing.result()
    outcome = rotation.reseal()

    assert left == []
    assert outcome.is_complete
    row.refresh_from_db()
    assert row.recipient == "baru@contoh.id"


def _one_walk() -> Iterator[int]:
    for place in rotation.sealed_places():
        yield from walking._walk(place, set())


def test_writers_in_threads_lose_nothing_while_the_key_changes() -> None:
    rows = write(300)
    stop = threading.Event()
    last: dict[int, str] = {}

    def work(mine: list[OutgoingMessage], change: Callable[[int, int], str]) -> None:
        turn = 0
        while not stop.is_set():
            row = mine[turn % len(mine)]
            text = change(row.pk, turn)
            OutgoingMessage.objects.filter(pk=row.pk).update(body=text)
            last[row.pk] = text
            turn += 1
        connections.close_all()

    with ThreadPoolExecutor(4) as pool:
        writing = [
            pool.submit(work, rows[part::4], lambda pk, turn: f"{pk} giliran {turn}")
            for part in range(4)
        ]
        for _again in range(3):
            new_key()
            outcome = rotation.reseal()
        stop.set()
        for one in writing:
            one.result()
    outcome = rotation.reseal()

    assert outcome.is_complete
    assert prefixes() == {"k4"}
    assert not outcome.unopened
    found = dict(OutgoingMessage.objects.values_list("pk", "body"))
    assert {pk: found[pk] for pk in last} == last


def test_a_value_that_does_not_open_is_named_and_left_as_it_is() -> None:
    damaged, good = write(2)
    with psycopg.connect(settings.DATABASE_OWNER_URL) as owner:
        owner.execute(
            "UPDATE kernel_outgoingmessage SET body = 'k1:AAAA' WHERE id = %s", [damaged.pk]
        )
    new_key()

    outcome = rotation.reseal()

    assert not outcome.is_complete
    assert outcome.unopened == {f"kernel_outgoingmessage.body {damaged.pk}"}
    assert rotation.retire_emptied(outcome.left, at=AT) == []
    good.refresh_from_db()
    assert good.body == "Isi surat 1"


def test_a_file_that_is_being_read_is_whole_and_a_missing_one_is_named(own_places: Path) -> None:
    kept = files.store(upload("a.png", PNG), at=AT)
    gone = files.store(upload("b.png", PNG), at=AT)
    place_of(gone.stored_name).unlink()
    place_of(kept.stored_name).with_name(f"{kept.stored_name}.new").write_bytes(b"half")
    new_key()

    outcome = rotation.reseal()

    assert outcome.files == 1
    assert f"kernel_storedfile {gone.pk}" in outcome.unopened
    assert files.read(kept) == PNG
    assert resealing.count_by_key() == {"k2": 1, resealing.UNREADABLE: 1}


def test_the_place_of_an_erased_file_is_no_fault(own_places: Path) -> None:
    gone = files.store(upload("b.png", PNG), at=AT)
    place_of(gone.stored_name).unlink()
    files.StoredFile.objects.update(removed_at=AT, original_name="")
    new_key()

    assert rotation.reseal().is_complete


def test_two_operators_do_not_change_keys_at_once(own_database: Database) -> None:
    with psycopg.connect(own_database.owner_url) as other:
        other.execute("SELECT pg_advisory_lock(7219004418)")

        with pytest.raises(RuleBroken), rotation.alone():
            pytest.fail("both were let in")


def test_another_process_that_has_not_seen_the_new_key_looks_again(own_places: Path) -> None:
    keys.ring()
    changed = (own_places / "keys.json").stat()
    new_key()
    sealed = sealing.seal("Siti", place="a.b")
    # As a folder shared over a network shows it: the old times for a while.
    os.utime(own_places / "keys.json", ns=(changed.st_atime_ns, changed.st_mtime_ns))
    keys.ring()

    assert sealing.unseal(sealed, place="a.b") == "Siti"


def test_anchors_of_the_old_signing_key_stay_genuine_and_a_later_one_does_not(
    own_places: Path,
) -> None:
    new_key()
    old_seed = json.loads((own_places / "keys.json").read_text())["signing"]
    first = journal.write_anchor(at=AT)

    second = rotation.renew_signing_key(at=AT)

    assert journal.verify(first).is_whole
    assert journal.verify(second).is_whole
    now = json.loads((own_places / "keys.json").read_text())
    (own_places / "keys.json").write_text(json.dumps(now | {"signing": old_seed}))
    second.unlink()
    forged = journal.write_anchor()  # signed with the stolen key, after its time
    (own_places / "keys.json").write_text(json.dumps(now))
    with pytest.raises(journal.AnchorBroken):
        journal.verify(forged)


def test_after_a_loss_values_are_shown_as_lost_kept_as_they_are_and_work_goes_on(
    own_places: Path,
) -> None:
    row = write(1)[0]
    stored = files.store(upload("a.png", PNG), at=AT)
    new_key()
    anchor = journal.write_anchor(at=AT)
    kept = (own_places / "keys.json").rename(own_places / "found-later.json")
    keys._last_read.clear()
    found, signers = rotation.count(), rotation.public_keys_of_anchors()

    lost = rotation.begin_after_loss(found, signers, at=AT)

    assert lost == ["k1"]
    row.refresh_from_db()
    assert isinstance(row.body, Unopened)
    assert str(row.body) == "(tidak dapat dibuka)"
    row.save()
    with pytest.raises(LostValueError):
        files.read(stored)
    fresh = write(1)[0]
    fresh.refresh_from_db()
    assert fresh.body == "Isi surat 0"
    assert journal.verify(anchor).is_whole
    assert journal.verify(journal.write_anchor()).is_whole
    assert rotation.reseal().is_complete
    messages.send(row.pk, at=AT)
    row.refresh_from_db()
    assert row.state == "failed"

    kept.replace(own_places / "keys.json")
    row.refresh_from_db()
    assert row.body == "Isi surat 0"


def test_new_keys_are_refused_while_the_old_ones_are_there() -> None:
    with pytest.raises(RuleBroken):
        rotation.begin_after_loss(rotation.count(), [], at=AT)


def test_a_running_process_goes_on_when_its_key_file_becomes_unreadable(
    own_places: Path, caplog: pytest.LogCaptureFixture
) -> None:
    sealed = sealing.seal("Siti", place="a.b")

    (own_places / "keys.json").write_text("{")

    assert sealing.unseal(sealed, place="a.b") == "Siti"
    assert sealing.seal("Siti", place="a.b").startswith("k1:")
    assert len([one for one in caplog.records if "in memory" in one.message]) == 1


def test_a_key_file_keeps_its_mode_and_its_format_is_checked_before_it_is_written(
    own_places: Path,
) -> None:
    path = own_places / "keys.json"
    path.chmod(0o640)

    key_file.add_waiting(path)

    assert path.stat().st_mode & 0o777 == 0o640
    assert not list(own_places.glob("*.new"))
