"""The units an operator copies: understood by systemd, shut in, and without a secret in them."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path

import pytest

from prima.config import cli
from tests.installation.service import TOP

UNITS = TOP / "deploy/systemd"
SERVICES = sorted(path.name for path in UNITS.glob("*.service"))
TIMERS = sorted(path.name for path in UNITS.glob("*.timer"))
SYSTEM = Path("/usr/lib/systemd/system")
# 0 is shut in entirely, 10 is open; `systemd-analyze security` counts.
MOST_EXPOSURE = 1.5

needs_systemd = pytest.mark.skipif(
    shutil.which("systemd-analyze") is None or not SYSTEM.is_dir(),
    reason="systemd is not installed",
)


@pytest.fixture(scope="module")
def machine(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A machine as the page describes it, in a folder."""
    root = tmp_path_factory.mktemp("machine")
    shutil.copytree(SYSTEM, root / "usr/lib/systemd/system", symlinks=True)
    shutil.copytree(UNITS, root / "etc/systemd/system")
    (root / "etc/passwd").write_text("root:x:0:0::/:/bin/sh\nprima:x:990:990::/:/bin/false\n")
    (root / "etc/group").write_text("root:x:0:\nprima:x:990:\n")
    program = root / "opt/prima/bin/prima"
    program.parent.mkdir(parents=True)
    program.write_text("#!/bin/sh\n")
    program.chmod(0o755)
    return root


def _analyze(machine: Path, *arguments: str) -> str:
    done = subprocess.run(
        ["systemd-analyze", f"--root={machine}", *arguments],
        capture_output=True,
        text=True,
        check=False,
        env={"PATH": "/usr/bin:/bin", "SYSTEMD_LOG_LEVEL": "warning"},
    )
    return done.stdout + done.stderr


@needs_systemd
@pytest.mark.parametrize("unit", SERVICES + TIMERS)
def test_systemd_understands_every_line(machine: Path, unit: str) -> None:
    said = _analyze(machine, "verify", "--man=no", "--recursive-errors=no", unit)

    assert [line for line in said.splitlines() if "prima-" in line] == []


@needs_systemd
def test_a_line_systemd_does_not_know_would_be_seen(machine: Path) -> None:
    unit = machine / "etc/systemd/system/prima-wrong.service"
    unit.write_text("[Service]\nExecStart=/opt/prima/bin/prima serve\nProtectSistem=yes\n")

    said = _analyze(machine, "verify", "--man=no", "--recursive-errors=no", unit.name)
    unit.unlink()

    assert re.search(r"prima-wrong\.service:3: Unknown key .*ProtectSistem", said)


@needs_systemd
@pytest.mark.parametrize("unit", SERVICES)
def test_a_service_is_shut_in(machine: Path, unit: str) -> None:
    said = _analyze(machine, "security", "--offline=true", "--no-pager", unit)

    (level,) = re.findall(r"Overall exposure level for \S+: ([\d.]+)", said)
    assert float(level) <= MOST_EXPOSURE, said


@pytest.mark.parametrize("unit", SERVICES)
def test_a_service_starts_a_command_that_exists(unit: str) -> None:
    text = (UNITS / unit).read_text(encoding="utf-8")

    (line,) = re.findall(r"^ExecStart=/opt/prima/bin/prima (.+)$", text, re.MULTILINE)
    assert cli.parser().parse_args(line.split()).command in cli.COMMANDS


def test_no_unit_holds_a_secret() -> None:
    """Secrets are files that systemd hands over; the environment of a service can be read."""
    for path in [*UNITS.rglob("*.service"), *UNITS.rglob("*.conf"), UNITS / "prima.env"]:
        for name, value in re.findall(r"([A-Z_]+)=(\S+)", path.read_text(encoding="utf-8")):
            assert not re.search(r"PASSWORD|PASSPHRASE|SECRET|TOKEN", name) or "%d/" in value
            assert "://" not in value or "@" not in value


def test_the_pages_do_not_know_the_owner_of_the_tables() -> None:
    for name in ("prima-web.service", "prima-worker.service", "prima-doctor.service"):
        assert "owner" not in (UNITS / name).read_text(encoding="utf-8")
