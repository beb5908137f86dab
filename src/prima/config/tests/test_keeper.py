"""A killed embedded PostgreSQL comes back by itself, also where nobody buries the dead."""

import os
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import psycopg
import pytest

from prima.config import embedded, keeper, postmaster, system_user
from prima.config.embedded import APPLICATION, EmbeddedServer

QUICK = {"fsync": "off"}


@pytest.fixture
def server() -> Iterator[EmbeddedServer]:
    folder = Path(tempfile.mkdtemp(prefix="prima-e-", dir="/tmp"))
    folder.chmod(0o711)
    server = EmbeddedServer(folder / "data", settings=QUICK)
    yield server
    server.stop()
    shutil.rmtree(folder)


def _pid(server: EmbeddedServer) -> int:
    return int((server.cluster / postmaster.LOCK_FILE).read_text().splitlines()[0])


def _kill(server: EmbeddedServer) -> int:
    """Kill it and wait until it and its children are gone."""
    pid = _pid(server)
    os.kill(pid, signal.SIGKILL)
    assert _becomes_true(lambda: not any(postmaster.workers(server.cluster)))
    return pid


def _answers(server: EmbeddedServer) -> bool:
    try:
        with psycopg.connect(server.url(APPLICATION), connect_timeout=5):
            return True
    except psycopg.OperationalError:
        return False


def _becomes_true(question: Callable[[], bool], *, seconds: float = 10) -> bool:
    end = time.monotonic() + seconds
    while not (answer := question()) and time.monotonic() < end:
        time.sleep(0.05)
    return answer


def test_a_killed_server_is_back_within_ten_seconds_with_what_it_knew(
    server: EmbeddedServer,
) -> None:
    with keeper.kept(server):
        first = _pid(server)
        with psycopg.connect(server.url("prima_owner")) as connection:
            connection.execute("CREATE TABLE kept (value text)")

        os.kill(first, signal.SIGKILL)

        assert _becomes_true(lambda: not postmaster.is_running(server.cluster))
        assert _becomes_true(lambda: _answers(server))
        assert _pid(server) != first
        with psycopg.connect(server.url("prima_owner")) as connection:
            assert connection.execute("SELECT count(*) FROM kept").fetchone() == (0,)


def test_a_server_that_lives_is_left_alone(server: EmbeddedServer) -> None:
    with keeper.kept(server):
        first = _pid(server)
        time.sleep(3 * keeper.LOOK_SECONDS)

        assert _pid(server) == first


def test_when_the_last_one_leaves_the_server_stops_and_stays_down(server: EmbeddedServer) -> None:
    with keeper.kept(server):
        pass
    time.sleep(2 * keeper.LOOK_SECONDS)

    assert not postmaster.is_running(server.cluster)


def test_a_start_that_fails_is_tried_again(
    server: EmbeddedServer, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(keeper, "AFTER_FAILURE_SECONDS", 0.2)
    with keeper.kept(server):
        moved = server.cluster.with_name("elsewhere")
        (server.cluster / "global").rename(moved)
        _kill(server)
        assert _becomes_true(lambda: "could not be started" in caplog.text)
        moved.rename(server.cluster / "global")

        assert _becomes_true(lambda: _answers(server))


@pytest.mark.skipif(not postmaster.PROCESSES.is_dir(), reason="looks at /proc")
@pytest.mark.parametrize("is_zombie", [True, False], ids=["zombie", "stranger"])
def test_a_number_that_belongs_to_somebody_else_now_does_not_stop_the_start(
    server: EmbeddedServer, is_zombie: bool
) -> None:
    server.start()
    text = (server.cluster / postmaster.LOCK_FILE).read_text()
    pid = _kill(server)
    command = ["/bin/true"] if is_zombie else ["/bin/sleep", "60"]
    other = subprocess.Popen(command, **system_user.run_as(system_user.for_server()))
    try:
        lock = server.cluster / postmaster.LOCK_FILE
        lock.write_text(text.replace(str(pid), str(other.pid), 1))

        assert not postmaster.is_running(server.cluster)
        server.start()

        assert _answers(server)
        assert _pid(server) != other.pid
    finally:
        other.kill()
        other.wait()


def test_the_lock_of_a_server_whose_children_still_work_is_kept(
    server: EmbeddedServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(postmaster, "ORPHAN_SECONDS", 0.2)
    server.start()
    pid = _kill(server)
    worker = subprocess.Popen(["/bin/sleep", "60"], cwd=server.cluster)
    lock = server.cluster / postmaster.LOCK_FILE
    socket_lock = server.socket_dir / f"{embedded.SOCKET_NAME}.lock"
    try:
        assert str(pid) in lock.read_text()
        postmaster.clear_remains(server.cluster, socket_lock=socket_lock)

        assert lock.exists()
    finally:
        worker.kill()
        worker.wait()
    postmaster.clear_remains(server.cluster, socket_lock=socket_lock)

    assert not lock.exists()
    assert not socket_lock.exists()


@pytest.mark.skipif(not postmaster.PROCESSES.is_dir(), reason="looks at /proc")
def test_dead_children_that_fell_to_us_are_buried(server: EmbeddedServer, tmp_path: Path) -> None:
    name = tmp_path / "postgres"
    name.symlink_to("/bin/true")
    child = subprocess.Popen([name])
    place = postmaster.PROCESSES / str(child.pid)
    assert _becomes_true(lambda: ") Z " in (place / "stat").read_text())

    postmaster.clear_remains(server.cluster, socket_lock=tmp_path / "lock")

    assert not place.exists()
    child.wait()
