"""A machine of a stranger: an empty folder, a virtual environment, the wheel, and the commands."""

import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import sysconfig
import time
from dataclasses import dataclass, field
from pathlib import Path

TOP = Path(__file__).parents[2]
START_SECONDS = 60.0


class CommandFailedError(Exception):
    """A command of the stranger ended with another code than 0; the text is what it said."""


def build_wheel(folder: Path) -> Path:
    """As `make wheel` does."""
    _run([sys.executable, "-m", "build", "--no-isolation", "--wheel", f"--outdir={folder}", "."])
    (wheel,) = folder.glob("*.whl")
    return wheel


@dataclass
class Machine:
    """Where one installation lives; nothing outside of its folder is read."""

    folder: Path
    environment: dict[str, str] = field(default_factory=dict)
    port: int = 0
    libraries: str = ""
    server: "subprocess.Popen[bytes] | None" = None

    @property
    def data(self) -> Path:
        return self.folder / "data"

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def install(self, wheel: Path) -> None:
        """The wheel and its libraries by pip; without an index, the libraries of this one."""
        venv = self.folder / "venv"
        self.folder.mkdir(mode=0o711)
        _run([sys.executable, "-m", "venv", str(venv)])
        pip = [str(venv / "bin/python"), "-m", "pip", "install", "--quiet"]
        try:
            if "DRILL_OFFLINE" in os.environ:
                raise CommandFailedError
            locked = str(TOP / "requirements/run.txt")
            _run([*pip, "--no-compile", "--require-hashes", "--requirement", locked])
            self.libraries = "installed by pip, hashes checked"
        except CommandFailedError:
            (site,) = (venv / "lib").glob("python*/site-packages")
            (site / "libraries.pth").write_text(sysconfig.get_path("purelib"), encoding="utf-8")
            self.libraries = "those of the developer (no index)"
        _run([*pip, "--no-deps", "--no-index", str(wheel)])

    def prima(self, *arguments: str, stdin: str = "", **environment: str) -> str:
        """Type a command."""
        return _run(
            [str(self.folder / "venv/bin/prima"), *arguments],
            env=self._environment(environment),
            stdin=stdin,
        )

    def serve(self) -> None:
        """Start it and wait for the first answer."""
        self.port = free_port()
        with (self.folder / "server.log").open("ab") as output:
            self.server = subprocess.Popen(
                [str(self.folder / "venv/bin/prima"), "serve", f"--port={self.port}"],
                env=self._environment({"PRIMA_SITE_URL": self.url}),
                cwd="/",
                stdout=output,
                stderr=subprocess.STDOUT,
            )
        end = time.monotonic() + START_SECONDS
        while time.monotonic() < end:
            try:
                socket.create_connection(("127.0.0.1", self.port), timeout=1).close()
            except OSError:
                time.sleep(0.1)
            else:
                return
        raise CommandFailedError((self.folder / "server.log").read_text())

    def stop(self) -> None:
        """Ctrl-C."""
        self._signal(signal.SIGINT)

    def lose(self) -> None:
        """No chance to put anything away, and then nothing is left."""
        lock = self.data / "postgres/cluster/postmaster.pid"
        database = int(lock.read_text().split("\n", 1)[0])
        self._signal(signal.SIGKILL)
        os.kill(database, signal.SIGKILL)
        shutil.rmtree(self.folder)

    def _signal(self, number: int) -> None:
        if self.server is not None:
            self.server.send_signal(number)
            self.server.wait(timeout=60)
            self.server = None

    def _environment(self, added: dict[str, str]) -> dict[str, str]:
        kept = {
            name: value
            for name, value in os.environ.items()
            if not re.match(r"PRIMA_|DATABASE_|DJANGO_|PYTHON", name)
        }
        return {**kept, "PRIMA_DATA_DIR": str(self.data), **self.environment, **added}


def _run(command: list[str], *, env: dict[str, str] | None = None, stdin: str = "") -> str:
    done = subprocess.run(
        command,
        cwd=TOP if env is None else "/",
        env=env,
        input=stdin,
        capture_output=True,
        text=True,
        check=False,
        timeout=900,
    )
    if done.returncode:
        raise CommandFailedError(f"{' '.join(command[:4])}: {done.stdout}{done.stderr}")
    return done.stdout


def free_port() -> int:
    """A port nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port
