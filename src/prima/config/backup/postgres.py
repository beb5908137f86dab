"""PostgreSQL's own tools for a backup: which of them fits the server, and how they are run."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from threading import Thread
from typing import IO, Any, Final

import psycopg
from psycopg.conninfo import conninfo_to_dict, make_conninfo

from prima.config.backup import complaints
from prima.config.backup.faults import BackupError
from prima.config.backup.parts import BLOCK
from prima.config.embedded import EmbeddedServerError, binaries_for

# Where Debian, Ubuntu and Red Hat put the tools of several versions side by side.
_BESIDE: Final = ("/usr/lib/postgresql/*/bin", "/usr/pgsql-*/bin")
_VERSION: Final = re.compile(r"\(PostgreSQL\) (\d+)")
_SEVENTEEN: Final = 17
_UNKNOWN_TO_OLDER: Final = b"SET transaction_timeout = 0;\n"


@dataclass(frozen=True, slots=True)
class Tools:
    """A folder of PostgreSQL's programs and their major version."""

    folder: Path
    major: int


def major_of(connection: psycopg.Connection[Any]) -> int:
    """Give the major version of the server."""
    return connection.info.server_version // 10_000


def tools_for(server: int, *, candidates: Iterable[Path] | None = None) -> Tools:
    """Give the oldest tools that are not older than the server: older ones refuse to dump it.

    The oldest that fit write an archive that the most machines can read again.
    """
    found = _found(_folders() if candidates is None else candidates)
    for tools in found:
        if tools.major >= server:
            return tools
    newest = f"pg_dump {found[-1].major}" if found else "tidak ada pg_dump"
    raise BackupError(
        f"Server memakai PostgreSQL {server}, tetapi di sini {newest}. Pasang pg_dump "
        f"{server} atau yang lebih baru (Debian: apt-get install postgresql-client-{server}), "
        "lalu ulangi."
    )


def tools_to_restore() -> Tools:
    """Give the newest tools: they read what any older ones wrote."""
    return tools_for(max((found.major for found in _found(_folders())), default=0))


def _found(folders: Iterable[Path]) -> list[Tools]:
    """Give the tools that can be run, the oldest first."""
    tools = [Tools(folder, major) for folder in folders if (major := _major(folder / "pg_dump"))]
    return sorted(tools, key=lambda one: one.major)


@contextmanager
def dump(url: str, snapshot: str, tools: Tools) -> Iterator[Iterator[bytes]]:
    """Give the archive of the database as the snapshot sees it, block by block."""
    arguments = [
        "--format=custom",
        "--compress=gzip:1" if tools.major >= 16 else "--compress=1",  # noqa: PLR2004 - new form
        f"--snapshot={snapshot}",
        "--no-owner",
        "--no-privileges",
        # What an administrator added to their server is theirs to add again.
        *(["--exclude-extension=*"] if tools.major >= _SEVENTEEN else []),
    ]
    with _running(tools, "pg_dump", url, arguments, stdout=subprocess.PIPE) as process:
        assert process.stdout is not None  # noqa: S101 - asked for above
        yield iter(lambda: process.stdout.read(BLOCK), b"")  # type: ignore[union-attr]


def restore(url: str, blocks: Iterable[bytes], tools: Tools, *, server: int) -> None:
    """Write an archive into an empty database: all of it or nothing, in one transaction."""
    if server < _SEVENTEEN <= tools.major:
        _restore_as_script(url, blocks, tools)
        return
    arguments = ["--single-transaction", "--exit-on-error", "--no-owner", "--no-privileges"]
    with _running(tools, "pg_restore", url, arguments, stdin=subprocess.PIPE) as process:
        _feed(process, blocks)


def _restore_as_script(url: str, blocks: Iterable[bytes], tools: Tools) -> None:
    """An older server does not know a setting that newer tools always write: leave it out."""
    script = subprocess.Popen(  # noqa: S603 - own binaries, no shell
        [str(tools.folder / "pg_restore"), "--file=-", "--no-owner", "--no-privileges"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env=_surroundings(),
    )
    arguments = ["--quiet", "--no-psqlrc", "--single-transaction", "--set=ON_ERROR_STOP=1"]
    with script, _running(tools, "psql", url, arguments, stdin=subprocess.PIPE) as process:
        assert script.stdout is not None  # noqa: S101 - asked for above
        passing = Thread(target=_feed, args=(process, _older(script.stdout)), daemon=True)
        passing.start()
        _feed(script, blocks)
        passing.join()
        if script.wait():
            raise BackupError("Basis data di dalam cadangan tidak dapat dibaca pg_restore.")


def _older(script: IO[bytes]) -> Iterator[bytes]:
    for line in script:
        if line == _UNKNOWN_TO_OLDER:
            break
        yield line
    yield from iter(lambda: script.read(BLOCK), b"")


def _feed(process: subprocess.Popen[bytes], blocks: Iterable[bytes]) -> None:
    assert process.stdin is not None  # noqa: S101 - asked for by every caller
    try:
        for block in blocks:
            process.stdin.write(block)
        process.stdin.close()
    except BrokenPipeError:
        return  # it has said why, and its code tells


@contextmanager
def _running(
    tools: Tools, program: str, url: str, arguments: list[str], **streams: int
) -> Iterator[subprocess.Popen[bytes]]:
    """Run a tool against a database; what it says goes to a file, its fault becomes a sentence."""
    address, password = _without_password(url)
    with tempfile.TemporaryFile() as said:
        process = subprocess.Popen(  # noqa: S603 - own binaries, no shell
            [str(tools.folder / program), f"--dbname={address}", *arguments],
            stderr=said,
            env={**_surroundings(), "PGPASSWORD": password},
            **{"stdin": subprocess.DEVNULL, "stdout": subprocess.DEVNULL, **streams},  # type: ignore[call-overload]
        )
        try:
            yield process
            code = process.wait()
        except BaseException:
            process.kill()
            raise
        finally:
            _close(process)
        if code:
            said.seek(0)
            raise BackupError(_sentence(program, said.read()))


def _close(process: subprocess.Popen[bytes]) -> None:
    for stream in (process.stdin, process.stdout):
        if stream is not None:
            with suppress(BrokenPipeError):
                stream.close()
    process.wait()


def _sentence(program: str, said: bytes) -> str:
    """What a tool says may quote a row, so only its reason is repeated."""
    reason = complaints.told(said)
    return f"{program} gagal: {reason}. Periksa server PostgreSQL dan ruang disknya, lalu ulangi."


def _without_password(url: str) -> tuple[str, str]:
    """A password on the command line would be seen by every user of the machine."""
    parts = conninfo_to_dict(url)
    password = str(parts.pop("password", "") or "")
    return make_conninfo("", **parts), password


def _surroundings() -> dict[str, str]:
    kept = ("PATH", "HOME", "PGSSLROOTCERT", "PGSSLCERT", "PGSSLKEY", "PGPASSFILE", "SYSTEMROOT")
    return {"LC_ALL": "C", **{name: os.environ[name] for name in kept if name in os.environ}}


def _folders() -> list[Path]:
    """Give every folder in which the tools may lie: ours from the wheel, and the system's."""
    folders = []
    with suppress(EmbeddedServerError):  # with a service of its own an office may leave it out
        folders.append(binaries_for(None, Path()))
    on_path = shutil.which("pg_dump")
    if on_path:
        folders.append(Path(on_path).resolve().parent)
    for pattern in _BESIDE:
        folders.extend(sorted(Path("/").glob(pattern.lstrip("/"))))
    return folders


def _major(program: Path) -> int:
    """Ask a program for its version; 0 when it cannot be run."""
    if not program.is_file():
        return 0
    done = subprocess.run(  # noqa: S603 - a path we found, no shell
        [str(program), "--version"], capture_output=True, text=True, check=False, timeout=20
    )
    found = _VERSION.search(done.stdout)
    return int(found.group(1)) if found else 0
