"""The embedded server: first run, second run, interrupted run, two at once, and who may enter."""

import os
import shutil
import stat
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import psycopg
import pytest

from prima.config import embedded, system_user
from prima.config.embedded import (
    APPLICATION,
    NOTHING_FOR_EVER,
    OWNER,
    SUPERUSER,
    EmbeddedServer,
    EmbeddedServerError,
)

QUICK = {"fsync": "off"}
SOURCES = Path(embedded.__file__).parents[2]


@pytest.fixture
def folder() -> Iterator[Path]:
    """A data folder with a short path (sockets) that the server's own user can reach."""
    folder = Path(tempfile.mkdtemp(prefix="prima-e-", dir="/tmp"))
    yield folder / "data"
    EmbeddedServer(folder / "data").stop()
    shutil.rmtree(folder)


@pytest.fixture(autouse=True)
def _reachable_parent(folder: Path) -> None:
    folder.parent.chmod(0o711)


def _who(server: EmbeddedServer, role: str) -> str:
    with psycopg.connect(server.url(role)) as connection:
        row = connection.execute("SELECT current_user").fetchone()
    assert row is not None
    return str(row[0])


def test_a_first_run_makes_both_roles_and_a_second_keeps_the_data(folder: Path) -> None:
    server = EmbeddedServer(folder, settings=QUICK)

    with server.running(), psycopg.connect(server.url(OWNER)) as connection:
        connection.execute("CREATE TABLE kept (value text)")
        connection.execute("INSERT INTO kept VALUES ('arsip')")
    with server.running():
        assert _who(server, APPLICATION) == "prima_app"
        with psycopg.connect(server.url(OWNER)) as connection:
            row = connection.execute("SELECT value FROM kept").fetchone()

    assert row == ("arsip",)
    assert not (server.cluster / "postmaster.pid").exists()


def test_a_log_in_needs_its_password(folder: Path) -> None:
    server = EmbeddedServer(folder, settings=QUICK)

    with server.running():
        with pytest.raises(psycopg.OperationalError, match="password"):
            psycopg.connect(f"dbname=prima user=prima_app host={server.socket_dir}")
        with pytest.raises(psycopg.OperationalError, match="password authentication failed"):
            psycopg.connect(server.url(OWNER).replace(":", ":x", 2).replace(":x//", "://"))

        assert _who(server, OWNER) == "prima_owner"


def test_nobody_else_reaches_the_socket_the_passwords_or_the_data(folder: Path) -> None:
    server = EmbeddedServer(folder, settings=QUICK)

    with server.running():
        passwords = folder / "database_passwords.json"

        assert stat.S_IMODE(passwords.stat().st_mode) == 0o600
        assert stat.S_IMODE(server.folder.stat().st_mode) == 0o700
        assert stat.S_IMODE(server.socket_dir.stat().st_mode) == 0o700
        assert stat.S_IMODE(folder.stat().st_mode) & 0o066 == 0
        with psycopg.connect(server.url(SUPERUSER)) as connection:
            assert connection.execute("SHOW listen_addresses").fetchone() == ("",)


def test_only_a_superuser_may_do_what_the_roles_may_not(folder: Path) -> None:
    server = EmbeddedServer(folder, settings=QUICK)

    with server.running(), psycopg.connect(server.url(SUPERUSER)) as connection:
        rows = connection.execute(
            "SELECT rolname, rolsuper, rolcreatedb FROM pg_roles WHERE rolname LIKE 'prima%'"
            " ORDER BY rolname"
        ).fetchall()

    assert rows == [
        ("prima_admin", True, True),
        ("prima_app", False, False),
        ("prima_owner", False, False),
    ]


def test_an_office_keeps_what_was_acknowledged_after_a_power_cut(folder: Path) -> None:
    server = EmbeddedServer(folder)

    with server.running(), psycopg.connect(server.url(SUPERUSER)) as connection:
        for name in ("fsync", "synchronous_commit", "full_page_writes"):
            assert connection.execute(f"SHOW {name}").fetchone() == ("on",)


def test_no_statement_of_the_application_runs_or_waits_for_ever(folder: Path) -> None:
    server = EmbeddedServer(folder, settings=QUICK)

    with server.running():
        limits = {role: _limits(server, role) for role in (APPLICATION, OWNER)}

    assert limits[APPLICATION] == ["1min", "30s", "5min"]
    assert limits[OWNER] == ["0", "0", "0"]


def _limits(server: EmbeddedServer, role: str) -> list[str]:
    with psycopg.connect(server.url(role)) as connection:
        found = [connection.execute(f"SHOW {name}").fetchone() for name in NOTHING_FOR_EVER]
    return [row[0] for row in found if row]


def test_a_first_run_that_was_cut_off_is_made_anew(folder: Path) -> None:
    server = EmbeddedServer(folder, settings=QUICK)
    unfinished = server.folder / "cluster.new-1"
    unfinished.mkdir(parents=True)
    (unfinished / "PG_VERSION").write_text("18\n")

    with server.running():
        assert _who(server, APPLICATION) == "prima_app"

    assert not unfinished.exists()


def test_a_first_run_cut_off_before_the_roles_is_finished(folder: Path) -> None:
    server = EmbeddedServer(folder, settings=QUICK)
    with server.running(), psycopg.connect(server.url(SUPERUSER, "postgres")) as connection:
        connection.autocommit = True
        connection.execute("DROP DATABASE prima")
        connection.execute("DROP ROLE prima_app")

    with server.running():
        assert _who(server, APPLICATION) == "prima_app"


def test_a_server_that_was_killed_starts_again(folder: Path) -> None:
    server = EmbeddedServer(folder, settings=QUICK)
    with server.running():
        pid = int((server.cluster / "postmaster.pid").read_text().splitlines()[0])
        os.kill(pid, 9)
        subprocess.run(
            ["sh", "-c", f"while kill -0 {pid} 2>/dev/null; do sleep 0.05; done"], check=True
        )

        server.start()

        assert _who(server, APPLICATION) == "prima_app"


def test_several_may_start_it_at_once_and_the_last_one_stops_it(folder: Path) -> None:
    script = (
        "import sys, time; from pathlib import Path; from prima.config.embedded import *\n"
        "server = EmbeddedServer(Path(sys.argv[1]), settings={'fsync': 'off'})\n"
        "with server.running():\n"
        "    import psycopg; connection = psycopg.connect(server.url(APPLICATION))\n"
        "    time.sleep(float(sys.argv[2]))\n"
        "    connection.execute('SELECT 1')\n"
    )

    def run(seconds: float) -> int:
        return subprocess.run(
            [sys.executable, "-c", script, str(folder), str(seconds)],
            env={**os.environ, "PYTHONPATH": str(SOURCES)},
            timeout=60,
            check=False,
        ).returncode

    with ThreadPoolExecutor() as pool:
        codes = list(pool.map(run, [0.0, 0.5, 1.5]))

    assert codes == [0, 0, 0]
    assert not (EmbeddedServer(folder).cluster / "postmaster.pid").exists()


def test_a_data_folder_with_a_long_path_gets_a_short_private_socket_folder(folder: Path) -> None:
    server = EmbeddedServer(folder / ("kantor-" * 12), settings=QUICK)

    with server.running():
        assert _who(server, APPLICATION) == "prima_app"
        assert len(str(server.socket_dir)) < 60
        assert stat.S_IMODE(server.socket_dir.stat().st_mode) == 0o700

    shutil.rmtree(server.socket_dir)


def test_a_socket_folder_of_somebody_else_is_refused(folder: Path) -> None:
    server = EmbeddedServer(folder / ("kantor-" * 12), settings=QUICK)
    trap = folder.parent / "trap"
    trap.mkdir()
    server.socket_dir.symlink_to(trap)

    with pytest.raises(EmbeddedServerError, match="milik pengguna lain"):
        server.start()

    server.socket_dir.unlink()


def test_data_of_another_version_is_named(folder: Path) -> None:
    server = EmbeddedServer(folder, settings=QUICK)
    with server.running():
        pass
    version = server.cluster / "PG_VERSION"
    version.write_text("17\n")

    with pytest.raises(EmbeddedServerError, match="PostgreSQL 17"):
        server.start()

    version.write_text("18\n")
    with server.running():
        assert _who(server, APPLICATION) == "prima_app"


@pytest.mark.skipif(os.geteuid() != 0, reason="only root has another user run the server")
class TestAsRoot:
    def test_the_server_runs_as_its_own_user(self, folder: Path) -> None:
        server = EmbeddedServer(folder, settings=QUICK)

        with server.running():
            pid = int((server.cluster / "postmaster.pid").read_text().splitlines()[0])
            owner = Path(f"/proc/{pid}").stat().st_uid

        user = system_user.for_server()
        assert user is not None
        assert owner == user.uid != 0

    def test_binaries_it_cannot_enter_are_copied(
        self, folder: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        user = system_user.for_server()
        source = embedded._wheel_folder()
        locked = folder.parent / "locked"
        locked.mkdir(mode=0o700)
        (locked / "pg").symlink_to(source)
        monkeypatch.setattr(embedded, "_wheel_folder", lambda: locked / "pg")
        folder.mkdir()
        folder.chmod(0o711)

        binaries = embedded.binaries_for(user, folder)

        assert binaries.is_relative_to(folder)
        assert user is not None
        assert user.can_enter(binaries)
        assert embedded.binaries_for(user, folder) == binaries

    def test_a_data_folder_it_cannot_enter_is_named(self, folder: Path) -> None:
        folder.parent.chmod(0o700)

        with pytest.raises(EmbeddedServerError, match="tidak dapat memasuki"):
            EmbeddedServer(folder).start()
