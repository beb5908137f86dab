"""The system user of the embedded server when root starts Prima: PostgreSQL refuses root."""

import os
import pwd
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path
from typing import TypedDict

NAME = "prima-postgres"


class NoSystemUserError(Exception):
    """The system user is missing and could not be made; the text says what to do."""


class RunAs(TypedDict, total=False):
    """Arguments of `subprocess.run` that change the user."""

    user: int
    group: int
    extra_groups: list[int]


@dataclass(frozen=True)
class SystemUser:
    """A user that owns nothing but the cluster."""

    name: str
    uid: int
    gid: int

    def can_enter(self, folder: Path) -> bool:
        """Ask the system itself: modes alone do not tell (access lists, mounts)."""
        done = subprocess.run(  # noqa: S603 - fixed program
            ["/bin/sh", "-c", 'cd -- "$1"', "sh", str(folder)],
            cwd="/",
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            check=False,
            **run_as(self),
        )
        return done.returncode == 0


def run_as(user: SystemUser | None) -> RunAs:
    """Return the arguments that make a child process run as the user, or as ourselves."""
    if user is None:
        return {}
    return {"user": user.uid, "group": user.gid, "extra_groups": []}


def is_root() -> bool:
    """Tell whether this process may do everything on the machine."""
    return os.geteuid() == 0


def for_server() -> SystemUser | None:
    """Return the server's own user when we are root, nobody else otherwise."""
    if not is_root():
        return None
    return _find() or _create()


def _find() -> SystemUser | None:
    try:
        entry = pwd.getpwnam(NAME)
    except KeyError:
        return None
    return SystemUser(entry.pw_name, entry.pw_uid, entry.pw_gid)


def _create() -> SystemUser:
    program = shutil.which("useradd", path="/usr/sbin:/sbin:/usr/bin:/bin")
    if program:
        subprocess.run(  # noqa: S603 - fixed program; a second process may be faster, so look again
            [program, "--system", "--user-group", "--no-create-home", "--home-dir", "/nonexistent",
             "--shell", "/usr/sbin/nologin", NAME],
            check=False,
            capture_output=True,
        )  # fmt: skip
    user = _find()
    if user is None:
        raise NoSystemUserError(
            f"PostgreSQL tidak boleh berjalan sebagai root dan pengguna sistem {NAME} tidak dapat "
            f"dibuat. Buat dahulu (useradd --system {NAME}), jalankan Prima sebagai pengguna "
            "biasa, atau isi DATABASE_URL."
        )
    return user
