"""What an operator does with the keys: a rotation that is killed goes on, a loss is survived."""

import os
import secrets
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection, connections
from pytest_django import Settings

from conftest import Database, places
from prima.config import cli, launch
from prima.config.doctor import key_ring
from prima.kernel import clock, files, journal, rotation
from prima.kernel.crypto import Unopened, keys
from prima.kernel.journal.models import JournalEntry
from prima.kernel.messages import OutgoingMessage
from prima.kernel.tests.test_files import PNG

Capture = pytest.CaptureFixture[str]

MANY = 12_000


@pytest.fixture(autouse=True)
def _ground(own_database: Database, tmp_path: Path, settings: Settings) -> Iterator[None]:
    settings.PRIMA_KEYS_FILE = tmp_path / "keys.json"
    settings.FILES_DIR = tmp_path / "files"
    settings.ANCHOR_DIR = tmp_path / "anchors"
    before = {number: signal.getsignal(number) for number in (signal.SIGTERM, signal.SIGHUP)}
    launch.create_keys()
    yield
    connections["owner"].close()
    for number, handler in before.items():
        signal.signal(number, handler)


def write(count: int) -> None:
    OutgoingMessage.objects.bulk_create(
        OutgoingMessage(
            channel="email",
            recipient="siti@contoh.id",
            subject="Kabar",
            body=f"Isi surat {number}",
            check_code=secrets.token_urlsafe(6),
            prepared_at=clock.now(),
        )
        for number in range(count)
    )


def under(key_id: str) -> int:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM kernel_outgoingmessage WHERE body LIKE %s", [f"{key_id}:%"]
        )
        return int(cursor.fetchone()[0])


# Cut off for good between the new key file and its entry in the journal.
KILLED = """
import os, signal, sys
from prima.config import cli, launch
launch.set_up()
from prima.kernel.rotation import changing
changing._record = lambda *_given: os.kill(os.getpid(), signal.SIGKILL)
sys.exit(cli.main(sys.argv[1:]))
"""


def start(
    database: Database, *arguments: str, code: tuple[str, ...] = ("-m", "prima.config.cli")
) -> subprocess.Popen[bytes]:
    environment = {
        **os.environ,
        **places(),
        "PYTHONPATH": "src",
        "DATABASE_URL": database.application_url,
        "DATABASE_OWNER_URL": database.owner_url,
    }
    return subprocess.Popen(
        [sys.executable, *code, *arguments],
        env=environment,
        cwd=Path(__file__).parents[4],
        stderr=subprocess.DEVNULL,
    )


@pytest.mark.slow
def test_a_rotation_killed_in_the_middle_goes_on_where_it_was(
    own_database: Database, capsys: Capture
) -> None:
    write(MANY)
    stored = files.store(SimpleUploadedFile("ktp.png", PNG))
    process = start(own_database, "keys", "rotate")

    until(lambda: under("k2") > 0)
    process.send_signal(signal.SIGKILL)
    process.wait()
    done = under("k2")
    write(1)  # the office goes on
    code = cli.main(["keys", "rotate"])

    assert 0 < done < MANY
    assert code == 0
    assert (under("k1"), under("k2")) == (0, MANY + 1)
    assert set(OutgoingMessage.objects.values_list("body", flat=True)) == {
        f"Isi surat {number}" for number in range(MANY)
    }
    assert files.read(stored) == PNG
    assert keys.ring().retired == {"k1"}
    assert "k3" not in keys.ring().keys
    assert "Selesai" in capsys.readouterr().out


def test_a_change_killed_before_its_journal_entry_is_recorded_by_the_next_command(
    own_database: Database, capsys: Capture
) -> None:
    rotation.add_key()
    before = clock.now()

    killed = start(own_database, "keys", "rotate", "--activate", code=("-c", KILLED)).wait()

    after = clock.now()
    assert killed == -signal.SIGKILL
    assert keys.read_ring(settings.PRIMA_KEYS_FILE).active == "k2"
    assert not rotation.KeyChange.objects.exists()
    assert "prima keys status" in key_ring.rotation().advice
    for _twice in range(2):
        assert cli.main(["keys", "status"]) == 0
    change = rotation.KeyChange.objects.get()
    assert (change.key_id, change.kind) == ("k2", "activated")
    assert before <= change.happened_at <= after
    assert JournalEntry.objects.filter(what="key.activated").count() == 1
    assert capsys.readouterr().out.count("kini tercatat di jurnal: k2") == 1
    assert not keys.read_ring(settings.PRIMA_KEYS_FILE).unrecorded


def until(question: Callable[[], bool], seconds: float = 60) -> None:
    end = time.monotonic() + seconds
    while not question():
        assert time.monotonic() < end
        time.sleep(0.01)


def test_the_steps_for_several_machines_leave_time_to_copy_the_file(capsys: Capture) -> None:
    write(3)

    assert cli.main(["keys", "rotate", "--add"]) == 0
    assert under("k1") == 3
    assert cli.main(["keys", "status"]) == 0
    assert cli.main(["keys", "rotate", "--activate"]) == 0
    assert under("k1") == 3
    assert cli.main(["keys", "rotate"]) == 0
    assert under("k2") == 3

    said = capsys.readouterr().out
    assert "menunggu diaktifkan" in said
    assert "Salin berkas kunci ke semua mesin" in said


def test_activating_without_a_new_key_is_refused_in_one_sentence(capsys: Capture) -> None:
    assert cli.main(["keys", "rotate", "--activate"]) == 1

    assert "prima keys rotate --add" in capsys.readouterr().err


def test_status_says_how_much_is_under_each_key(capsys: Capture) -> None:
    write(2)
    cli.main(["keys", "rotate"])
    capsys.readouterr()

    cli.main(["keys", "status"])

    lines = capsys.readouterr().out.splitlines()
    assert lines[0].split()[:2] == ["k1", "pensiun,"]
    assert lines[1].split() == ["k2", "aktif", "4", "nilai", "0", "berkas"]


def test_what_does_not_open_is_named_and_the_command_says_so(capsys: Capture) -> None:
    write(1)
    stored = files.store(SimpleUploadedFile("ktp.png", PNG))
    next(settings.FILES_DIR.glob("*/*")).write_bytes(b"PRF1\x02k1")

    assert cli.main(["keys", "rotate"]) == 1

    assert f"kernel_storedfile {stored.pk}" in capsys.readouterr().err


def test_the_signing_key_changes_and_old_anchors_stay_genuine(capsys: Capture) -> None:
    cli.main(["keys", "rotate"])
    old = journal.write_anchor()

    assert cli.main(["keys", "rotate", "--signing"]) == 0

    assert cli.main(["journal", "verify", "--anchor", str(old)]) == 0


def test_a_loss_must_be_accepted_in_words_and_then_work_goes_on(capsys: Capture) -> None:
    write(1)
    journal.write_anchor()
    settings.PRIMA_KEYS_FILE.rename(settings.PRIMA_KEYS_FILE.with_name("gone"))
    keys._last_read.clear()

    assert cli.main(["keys", "after-loss"]) == 1
    assert not settings.PRIMA_KEYS_FILE.exists()
    assert cli.main(["keys", "after-loss", "--accept-loss"]) == 0

    said = capsys.readouterr()
    assert "prima keys recover" in said.err
    assert "2 nilai dan 0 berkas" in said.out
    assert isinstance(OutgoingMessage.objects.get().body, Unopened)
    assert journal.verify().is_whole
    assert rotation.KeyChange.objects.filter(kind="lost", key_id="k1").exists()
    assert cli.main(["keys", "after-loss", "--accept-loss"]) == 1

    gone = settings.PRIMA_KEYS_FILE.with_name("gone")
    assert cli.main(["keys", "after-loss", "--found", str(settings.PRIMA_KEYS_FILE)]) == 1
    foreign = settings.PRIMA_KEYS_FILE.with_name("foreign")
    keys.create_key_file(foreign)  # of another office: its key has the same name
    assert cli.main(["keys", "after-loss", "--found", str(foreign)]) == 1
    assert keys.read_ring(settings.PRIMA_KEYS_FILE).lost == {"k1"}
    assert cli.main(["keys", "after-loss", "--found", str(gone)]) == 0
    assert OutgoingMessage.objects.get().body == "Isi surat 0"
    assert cli.main(["keys", "rotate"]) == 0
    assert under("k2") == 1


@pytest.mark.parametrize(
    ("content", "sentence"),
    [("{", "rusak"), ('{"format": 9}', "rusak"), ("[]", "rusak"), (None, "tidak ada")],
)
def test_a_key_file_that_cannot_be_used_is_one_sentence(
    capsys: Capture, content: str | None, sentence: str
) -> None:
    keys._last_read.clear()
    if content is None:
        settings.PRIMA_KEYS_FILE.unlink()
    else:
        settings.PRIMA_KEYS_FILE.write_text(content)

    for command in (["keys", "status"], ["serve", "--worker-only"], ["journal", "anchor"]):
        assert cli.main(command) == 1

    said = capsys.readouterr().err
    assert said.count("Berkas kunci") == 3
    assert sentence in said


def test_the_doctor_sees_a_change_of_keys_that_was_left_half_done_and_a_lost_key() -> None:
    found = [key_ring.rotation().state.value]
    rotation.add_key()
    found.append(key_ring.rotation().state.value)
    rotation.activate_key(at=clock.now())
    found.append(key_ring.rotation().state.value)
    cli.main(["keys", "rotate"])
    found.append(key_ring.rotation().state.value)
    settings.PRIMA_KEYS_FILE.unlink()
    keys.create_key_file(settings.PRIMA_KEYS_FILE, first="k3", lost=["k2"])
    found.append(key_ring.rotation().state.value)
    settings.PRIMA_KEYS_FILE.write_text("{")
    found.append(key_ring.rotation().state.value)

    assert found == ["ok", "warning", "warning", "ok", "warning", "problem"]
