"""The wheel alone is enough: it carries catalogue, pages, styles and fonts, and runs `prima`."""

import os
import subprocess
import sys
import sysconfig
import tempfile
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

TOP = Path(__file__).parents[2]

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel as `make wheel` builds it."""
    folder = tmp_path_factory.mktemp("dist")
    _run(
        [sys.executable, "-m", "build", "--no-isolation", "--wheel", f"--outdir={folder}", "."],
        cwd=TOP,
    )
    (built,) = folder.glob("*.whl")
    return built


@pytest.fixture
def installed(wheel: Path, tmp_path: Path) -> Path:
    """A new virtual environment with the wheel; the libraries are those of this one."""
    folder = tmp_path / "venv"
    _run([sys.executable, "-m", "venv", str(folder)])
    python = folder / "bin" / "python"
    (site,) = (folder / "lib").glob("python*/site-packages")
    (site / "libraries.pth").write_text(sysconfig.get_path("purelib"), encoding="utf-8")
    _run([str(python), "-m", "pip", "install", "--quiet", "--no-deps", "--no-index", str(wheel)])
    return folder / "bin" / "prima"


@pytest.fixture
def data_folder() -> Iterator[Path]:
    """A short path for the socket, which the server's own user can reach."""
    with tempfile.TemporaryDirectory(prefix="prima-w-", dir="/tmp") as folder:
        Path(folder).chmod(0o711)
        yield Path(folder) / "data"


def _run(
    command: list[str], *, cwd: Path | None = None, **environment: str
) -> subprocess.CompletedProcess[str]:
    inherited = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith(("PRIMA_", "DATABASE_", "DJANGO_", "PYTHONPATH"))
    }
    done = subprocess.run(
        command,
        cwd=cwd or "/",
        env={**inherited, **environment},
        capture_output=True,
        text=True,
        check=False,
        timeout=300,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done


def test_the_wheel_carries_everything_but_the_tests(wheel: Path) -> None:
    names = zipfile.ZipFile(wheel).namelist()

    for part in ("catalogue/services/", "templates/ui/", "static/ui/", "documents/fonts/"):
        assert any(part in name for name in names), part
    assert [name for name in names if "/tests/" in name] == []


def test_a_new_office_begins_from_the_wheel(installed: Path, data_folder: Path) -> None:
    done = _run(
        [
            str(installed),
            "init",
            "--office=KUA Kec. Murung Pudak",
            "--prefix=MP",
            "--name=Siti Rahmah",
            "--email=siti@example.go.id",
        ],
        PRIMA_DATA_DIR=str(data_folder),
    )

    assert "layanan baru" in done.stdout
    assert (data_folder / "keys.json").exists()
