"""Plant every fault in a copy of the tree, one by one, and run the test that claims it.

    make drill-faults            all of them
    make drill-faults ARGS=NIK   those whose name holds the word

Ends with 1 when a test did not notice, or fails without any fault.
"""

import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

from tests.faults.planted import FAULTS, Fault

ROOT = Path(__file__).parents[2]
COPIED = (
    "src", "tests", "catalogue", "docs", "deploy", "conftest.py", "manage.py", "pyproject.toml",
    "README.md", "CHANGELOG.md", "ARCHITECTURE.md", "Makefile", "LICENSE",
)  # fmt: skip
PASSED, FAILED = 0, 1  # what pytest ends with


def main(words: Sequence[str]) -> int:
    """Print a line for each fault and the figures as JSON."""
    wanted = [one for one in FAULTS if all(word in one.name for word in words)]
    begun = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="prima-faults-") as folder:
        tree = Path(folder)
        _copy(tree)
        missed = [one.name for one in wanted if not _is_caught(one, tree)]
    figures = {
        "planted": len(wanted),
        "caught": len(wanted) - len(missed),
        "missed": missed,
        "seconds": round(time.monotonic() - begun),
    }
    _say(json.dumps(figures))
    return FAILED if missed else PASSED


def _copy(tree: Path) -> None:
    for name in COPIED:
        source = ROOT / name
        if source.is_dir():
            shutil.copytree(source, tree / name, ignore=shutil.ignore_patterns("__pycache__"))
        elif source.exists():
            shutil.copy(source, tree / name)


def _is_caught(fault: Fault, tree: Path) -> bool:
    path = tree / "src" / "prima" / fault.file
    whole = path.read_text("utf-8")
    sound = _ended(fault.test, tree)
    path.write_text(whole.replace(fault.before, fault.after), "utf-8")
    broken = _ended(fault.test, tree)
    path.write_text(whole, "utf-8")
    caught = (sound, broken) == (PASSED, FAILED)
    _say(f"{'caught' if caught else f'MISSED {sound, broken}'}: {fault.name} ({fault.test})")
    return caught


def _say(line: str) -> None:
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


def _ended(test: str, tree: Path) -> int:
    """How pytest ended; a test that hangs on a fault has noticed it."""
    command = [sys.executable, "-m", "pytest", "-q", "-x", "-p", "no:randomly", "-p",
               "no:cacheprovider", test]  # fmt: skip
    environment = os.environ | {"PYTHONPATH": f"{tree}/src:{tree}", "PYTHONDONTWRITEBYTECODE": "1"}
    try:
        done = subprocess.run(
            command, cwd=tree, env=environment, capture_output=True, timeout=300, check=False
        )
    except subprocess.TimeoutExpired:
        return FAILED
    return done.returncode


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
