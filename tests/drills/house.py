"""An installation as an operator runs it: own data folder, web and worker as processes."""

import asyncio
import http.client
import os
import resource
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path

import psutil
import psycopg
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session
from django.conf import settings
from django.db import connections
from psycopg import sql

from prima.config import launch, postmaster
from prima.config.embedded import SUPERUSER, EmbeddedServer
from tests.browser import town as towns
from tests.browser.town import Town

ROOT = Path(__file__).parents[2]
FIRST_PORT = int(os.environ.get("DRILL_PORT", "8170"))
ANSWER_SECONDS = 60.0


class Sink:
    """A mail server that takes everything and remembers it; it can be told to hang."""

    def __init__(self, port: int) -> None:
        self.taken: list[str] = []
        self.hangs = False
        self._controller = Controller(self, hostname="127.0.0.1", port=port)

    async def handle_DATA(  # noqa: N802 - name of aiosmtpd
        self, _server: SMTP, _session: Session, envelope: Envelope
    ) -> str:
        """Called when a whole message has come."""
        while self.hangs:
            await asyncio.sleep(0.05)
        content = envelope.content or b""
        self.taken.append(content if isinstance(content, str) else content.decode())
        return "250 OK"

    @property
    def port(self) -> int:
        """Where it listens."""
        return int(self._controller.port)

    def start(self) -> None:
        """Take mail from now on."""
        self._controller.start()

    def stop(self) -> None:
        """Take no mail any more."""
        self._controller.stop()


@dataclass
class Process:
    """One `prima serve` and how to start it again."""

    arguments: tuple[str, ...]
    environment: dict[str, str]
    log: Path
    popen: "subprocess.Popen[bytes] | None" = None

    def start(self) -> None:
        """Start it, as a service manager would."""
        with self.log.open("ab") as output:
            self.popen = subprocess.Popen(
                [sys.executable, "-m", "prima.config.cli", "serve", *self.arguments],
                env=self.environment,
                cwd=ROOT,
                stdout=output,
                stderr=subprocess.STDOUT,
            )

    @property
    def pid(self) -> int:
        """Of the process that runs now."""
        assert self.popen is not None
        return self.popen.pid

    def kill(self) -> None:
        """End it without a chance to put anything away, and start the next one at once."""
        self.signal(signal.SIGKILL)
        self.start()

    def signal(self, number: int) -> None:
        """Send a signal; one that ends the process is waited for."""
        assert self.popen is not None
        self.popen.send_signal(number)
        if number in {signal.SIGKILL, signal.SIGINT, signal.SIGTERM}:
            self.popen.wait(timeout=60)

    @property
    def memory_mb(self) -> float:
        """What it holds for itself."""
        return float(psutil.Process(self.pid).memory_full_info().uss) / 2**20

    @property
    def cpu_seconds(self) -> float:
        """What it has used so far, of all its threads."""
        times = psutil.Process(self.pid).cpu_times()
        return float(times.user + times.system)


@dataclass
class House:
    """Everything a drill needs to run an installation and to hurt it."""

    folder: Path
    extra: dict[str, str] = field(default_factory=dict)
    web_port: int = FIRST_PORT
    mail_port: int = FIRST_PORT + 1

    def __post_init__(self) -> None:
        self.sink = Sink(self.mail_port)
        self.web = self._process("web", "--web-only", f"--port={self.web_port}")
        self.worker = self._process("worker", "--worker-only")

    @property
    def url(self) -> str:
        """Where the pages are."""
        return f"http://127.0.0.1:{self.web_port}"

    @property
    def server(self) -> EmbeddedServer:
        """The embedded PostgreSQL."""
        server = settings.EMBEDDED_SERVER
        assert isinstance(server, EmbeddedServer)
        return server

    @staticmethod
    def look_directly() -> None:
        """Ask the database anew every time: a drill kills what a pool would keep."""
        connections.close_all()
        for name in connections:
            connections.settings[name]["OPTIONS"].pop("pool", None)

    def build(
        self, make: Callable[[], Town] = lambda: towns.found(towns.moment_of_build())
    ) -> Town:
        """Make tables, keys, offices and people."""
        with self.server.running():
            launch.migrate()
            launch.create_keys()
            town = make()
            self.look_directly()
        return town

    @contextmanager
    def open(self, *, worker: bool = True) -> Iterator[None]:
        """Serve pages, work on jobs and take mail while the block runs."""
        self.sink.start()
        running = [self.web, self.worker] if worker else [self.web]
        try:
            for process in running:
                process.start()
            self.wait_for_page()
            yield
        finally:
            connections.close_all()
            for process in running:
                with suppress(subprocess.TimeoutExpired):
                    process.signal(signal.SIGINT)
                assert process.popen is not None
                process.popen.kill()
            self.sink.stop()
            self.server.stop()

    def wait_for_page(self, path: str = "/layanan/", *, seconds: float = ANSWER_SECONDS) -> float:
        """Wait until a page that reads the database answers; give how long it took."""
        began = time.monotonic()
        while time.monotonic() - began < seconds:
            if self.status(path) == http.HTTPStatus.OK:
                return time.monotonic() - began
            time.sleep(0.02)
        raise TimeoutError(f"{path} did not answer within {seconds} s:\n{self.log_tail()}")

    def status(self, path: str, *, seconds: float = 10) -> int:
        """The status of a page, or 0 when nobody answers."""
        try:
            asked = http.client.HTTPConnection("127.0.0.1", self.web_port, timeout=seconds)
            asked.request("GET", path)
            answer = asked.getresponse()
            answer.read()
            asked.close()
        except (OSError, http.client.HTTPException):
            return 0
        return answer.status

    def kill_database(self, *, children: bool) -> None:
        """Kill the postmaster, with its children or leaving them to notice."""
        workers = list(postmaster.workers(self.server.cluster))
        first = postmaster.noted_pid(self.server.cluster)
        for pid in workers if children else [first]:
            with suppress(ProcessLookupError):
                os.kill(pid or 0, signal.SIGKILL)

    def kill_one_backend(self) -> None:
        """Kill one connection's process: the server restarts itself and rolls all others back."""
        first = postmaster.noted_pid(self.server.cluster)
        for pid in postmaster.workers(self.server.cluster):
            with suppress(psutil.NoSuchProcess, ProcessLookupError):
                title = " ".join(psutil.Process(pid).cmdline())
                if pid != first and "prima_app" in title:
                    os.kill(pid, signal.SIGKILL)
                    return

    def live_settings(self, *names: str) -> dict[str, str]:
        """What the running server really does, not what a file says."""
        with psycopg.connect(self.server.url(SUPERUSER)) as connection:
            rows = {
                name: connection.execute(
                    sql.SQL("SHOW {}").format(sql.Identifier(name))
                ).fetchone()
                for name in names
            }
        return {name: str(row[0]) if row else "" for name, row in rows.items()}

    def log_tail(self, lines: int = 30) -> str:
        """The end of both logs."""
        return "\n".join(
            line
            for process in (self.web, self.worker)
            if process.log.exists()
            for line in process.log.read_text().splitlines()[-lines:]
        )

    def _process(self, name: str, *arguments: str) -> Process:
        environment = {
            **os.environ,
            "PYTHONPATH": str(ROOT / "src"),
            "PRIMA_SITE_URL": self.url,
            "PRIMA_SMTP_HOST": "127.0.0.1",
            "PRIMA_SMTP_PORT": str(self.mail_port),
            # Every visitor of a drill says from which address they come.
            "PRIMA_PROXY_ADDRESSES": "127.0.0.1",
            "PRIMA_ALLOW_ROOT": "ya",
            **self.extra,
        }
        return Process(arguments, environment, self.folder / f"{name}.log")


def allow_many_sockets() -> None:
    """As many open sockets as this process may have."""
    _soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))
