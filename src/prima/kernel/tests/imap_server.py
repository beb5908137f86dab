"""A real mailbox on this machine (pymap), into which tests lay letters."""

from __future__ import annotations

import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from django.test import override_settings
from imap_tools.mailbox import BaseMailBox, MailBoxUnencrypted

_START = "import sys; from pymap.main import main; sys.exit(main())"


@dataclass(frozen=True)
class Mailbox:
    """What the office's mail program sees."""

    port: int

    def open(self) -> BaseMailBox:
        """As somebody of the office opens it."""
        return MailBoxUnencrypted("127.0.0.1", self.port, timeout=10).login("demouser", "demopass")

    def lay(self, *letters: bytes) -> None:
        """Letters arrive."""
        with self.open() as box:
            for letter in letters:
                box.append(letter, "INBOX", flag_set=[])

    def flags(self) -> list[set[str]]:
        """The marks of every letter, the oldest first."""
        with self.open() as box:
            found = box.fetch("ALL", mark_seen=False, headers_only=True)
            return [set(one.flags) - {"\\Recent"} for one in found]

    def empty(self) -> None:
        """Throw everything away, as only a test does."""
        with self.open() as box:
            box.delete(box.uids("ALL"))


@contextmanager
def running() -> Iterator[Mailbox]:
    """Serve on a free port, and let the settings point there."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    where = ["--host", "127.0.0.1", "--port", str(port), "--no-tls", "--no-service", "admin"]
    server = subprocess.Popen(
        [sys.executable, "-W", "ignore", "-c", _START, *where, "dict"],
        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    try:
        _wait(port)
        with override_settings(
            INTAKE_IMAP_HOST="127.0.0.1",
            INTAKE_IMAP_PORT=port,
            INTAKE_IMAP_SECURITY="none",
            INTAKE_IMAP_USER="demouser",
            INTAKE_IMAP_PASSWORD="demopass",
        ):
            yield Mailbox(port)
    finally:
        server.terminate()
        server.wait(10)


def _wait(port: int) -> None:
    until = time.monotonic() + 20
    while time.monotonic() < until:
        try:
            socket.create_connection(("127.0.0.1", port)).close()
        except OSError:
            time.sleep(0.05)
        else:
            return
    raise TimeoutError("the mailbox did not start")
