"""Where things lie: the data folder, the catalogue, and small secrets kept in files."""

import os
import secrets
import tempfile
from collections.abc import Callable
from pathlib import Path

PACKAGE = Path(__file__).resolve().parents[1]
CHECKOUT = PACKAGE.parents[1]


def is_checkout() -> bool:
    """Tell a source checkout from an installed wheel."""
    return (CHECKOUT / "manage.py").is_file() and (CHECKOUT / "pyproject.toml").is_file()


def default_data_dir(*, is_root: bool) -> Path:
    """Root serves the whole machine, a checkout keeps its data beside the code, others at home."""
    if is_root:
        return Path("/var/lib/prima")
    if is_checkout():
        return CHECKOUT / "data"
    base = os.environ.get("XDG_DATA_HOME") or str(Path.home() / ".local" / "share")
    return Path(base) / "prima"


def default_catalogue_dir() -> Path:
    """The wheel carries the catalogue inside the package; in a checkout it lies at the top."""
    inside = PACKAGE / "catalogue"
    return inside if inside.is_dir() else CHECKOUT / "catalogue"


def private_folder(folder: Path) -> Path:
    """Make a folder that other users of the machine cannot read."""
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    return folder


def write_private(file: Path, content: str) -> None:
    """Write a file only its owner may read, whole or not at all (a crash leaves the old one)."""
    handle, temporary = tempfile.mkstemp(dir=file.parent, prefix=f".{file.name}.")
    with os.fdopen(handle, "w", encoding="utf-8") as stream:
        stream.write(content)
        stream.flush()
        os.fsync(stream.fileno())
    Path(temporary).replace(file)


def read_or_create(file: Path, make: Callable[[], str]) -> str:
    """Return the content of a secret file; the first of several processes makes it."""
    try:
        return file.read_text(encoding="utf-8")
    except FileNotFoundError:
        private_folder(file.parent)
    draft = file.with_name(f".{file.name}.{secrets.token_hex(8)}")
    write_private(draft, make())
    try:
        os.link(draft, file)  # fails when another process was faster: then its secret counts
    except FileExistsError:
        pass
    finally:
        draft.unlink()
    return file.read_text(encoding="utf-8")


def secret_key(data_dir: Path) -> str:
    """Return the signing key of this installation, made at first use."""
    return read_or_create(data_dir / "secret_key", lambda: secrets.token_urlsafe(64)).strip()
