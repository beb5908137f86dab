"""A real server as a process of its own, started and stopped as an operator would."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from conftest import Database

ROOT = Path(__file__).parents[1]


@dataclass(frozen=True)
class Server:
    """A real server process over the test's own database."""

    url: str
    process: subprocess.Popen[str]
    log: Path


def stop(server: Server) -> None:
    """End it as Ctrl-C does; anything but a clean end shows its log."""
    server.process.send_signal(signal.SIGINT)
    assert server.process.wait(timeout=30) == 0, server.log.read_text()


def spawn(
    database: Database, log: Path, arguments: tuple[str, ...], environment: dict[str, str]
) -> Server:
    """Start `prima serve` over this database and wait until it answers."""
    port = _free_port()
    url = f"http://127.0.0.1:{port}"
    with log.open("w") as output:
        process = subprocess.Popen(
            [sys.executable, "-m", "prima.config.cli", "serve", f"--port={port}", *arguments],
            env={
                **{name: value for name, value in os.environ.items() if "UNSAFE" not in name},
                "PYTHONPATH": os.pathsep.join(["src", os.environ.get("PYTHONPATH", "")]),
                "DATABASE_URL": database.application_url,
                "DATABASE_OWNER_URL": database.owner_url,
                "PRIMA_SITE_URL": url,
                "PRIMA_ALLOW_ROOT": "ya",
                **places(),
                **environment,
            },
            cwd=ROOT,
            stdout=output,
            stderr=subprocess.STDOUT,
            text=True,
        )
    _wait_until_answering(port, process, log)
    return Server(url, process, log)


def places() -> dict[str, str]:
    """The server reads the keys and files of this process, whatever a test has chosen."""
    from django.conf import settings  # noqa: PLC0415 - only once the environment is made

    from prima.config import launch  # noqa: PLC0415

    launch.create_keys()
    names = ("PRIMA_KEYS_FILE", "FILES_DIR", "ANCHOR_DIR")
    return {f"PRIMA_{name.removeprefix('PRIMA_')}": str(getattr(settings, name)) for name in names}


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def _wait_until_answering(port: int, process: subprocess.Popen[str], log: Path) -> None:
    end = time.monotonic() + 30
    while time.monotonic() < end and process.poll() is None:
        with suppress(OSError), socket.create_connection(("127.0.0.1", port), timeout=1) as probe:
            probe.sendall(
                b"GET /tidak-ada HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n"
            )
            if probe.recv(8).startswith(b"HTTP/1.1"):
                return
        if "Pekerjaan latar berjalan" in log.read_text():  # no pages were asked for
            return
        time.sleep(0.05)
    process.kill()
    raise AssertionError(f"The server did not start:\n{log.read_text()}")
