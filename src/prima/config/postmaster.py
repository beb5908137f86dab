"""The process of the embedded PostgreSQL: does it live, and what did a killed one leave behind.

A killed server leaves two lock files. PostgreSQL itself clears them away, except where the number
in them still belongs to a process: to a zombie that a container without an init never buried, or
to a stranger that was given the same number. Both are looked at here, through /proc where it
exists.
"""

import os
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Final

PROCESSES: Final = Path("/proc")
LOCK_FILE: Final = "postmaster.pid"
# Children of a killed server notice its death when they next wait; long statements take longer.
ORPHAN_SECONDS: Final = 30.0
_BETWEEN_LOOKS: Final = 0.05


def is_running(cluster: Path) -> bool:
    """Say whether the server that wrote the lock file of this cluster still lives."""
    pid = noted_pid(cluster)
    if pid is None:
        return False
    if not PROCESSES.is_dir():  # macOS
        return _exists(pid)
    return _works_in(cluster, PROCESSES / str(pid))


def clear_remains(cluster: Path, *, socket_lock: Path) -> None:
    """Bury a killed server: wait until its children are gone too, then take its locks away.

    The caller holds the lock under which servers are started. Nothing is taken away while any
    process still works in the folder, because two servers over one cluster destroy it.
    """
    if not PROCESSES.is_dir() or is_running(cluster):
        return
    _bury()
    end = time.monotonic() + ORPHAN_SECONDS
    while any(workers(cluster)):
        if time.monotonic() > end:
            return  # PostgreSQL will say in its log that the folder is in use
        time.sleep(_BETWEEN_LOOKS)
    for lock in (cluster / LOCK_FILE, socket_lock):
        lock.unlink(missing_ok=True)


def noted_pid(cluster: Path) -> int | None:
    """The number in the lock file, whether or not such a process lives."""
    try:
        first, *_rest = (cluster / LOCK_FILE).read_text(encoding="ascii").split("\n", 1)
        return abs(int(first))
    except (OSError, ValueError):
        return None


def _exists(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True


def _works_in(cluster: Path, process: Path) -> bool:
    """A server and its children work in the folder of the cluster; a zombie works nowhere."""
    try:
        return (process / "cwd").samefile(cluster)
    except OSError:
        return False


def workers(cluster: Path) -> Iterator[int]:
    """Every process of a server over this cluster, the first one among them."""
    for process in PROCESSES.glob("[0-9]*"):
        if _works_in(cluster, process):
            yield int(process.name)


def _bury() -> None:
    """As the first process of a container, take in the dead children of the killed server."""
    for process in PROCESSES.glob("[0-9]*"):
        with suppress(OSError, ValueError):
            name, _bracket, rest = (process / "stat").read_text().partition("(")[2].rpartition(")")
            state, parent = rest.split()[:2]
            if name == "postgres" and state == "Z" and int(parent) == os.getpid():
                os.waitpid(int(process.name), os.WNOHANG)
