"""Small typed readers of environment variables that fail loudly, in one Indonesian sentence."""

import os
from collections.abc import Mapping
from difflib import get_close_matches
from pathlib import Path
from urllib.parse import urlsplit

from django.core.exceptions import ImproperlyConfigured

# Every name that was asked for; the rest of what begins alike is misspelt.
_asked: set[str] = set()
# Read by single commands, or by the files of `deploy`.
_ELSEWHERE = frozenset({"PRIMA_BACKUP_PASSPHRASE", "PRIMA_OWNER_PASSWORD", "PRIMA_APP_PASSWORD"})


class SettingError(ImproperlyConfigured):
    """A setting cannot be read; the text names the variable and says what to do."""


_SHORTEST_SECRET = 16
# A PNG begins so, and its first part is its size.
_PNG = b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR"
_LARGEST_PICTURE = 1_000_000


def text(name: str, default: str | None = None, *, source: Mapping[str, str] = os.environ) -> str:
    """Read NAME, or the content of the file named by NAME_FILE (container secrets)."""
    if source is os.environ:
        _asked.add(name)
    value = source.get(name)
    file_name = source.get(f"{name}_FILE")
    if value and file_name:
        raise SettingError(f"Isi salah satu saja: {name} atau {name}_FILE.")
    if file_name:
        return _content_of(Path(file_name), f"{name}_FILE")
    if value:
        return value
    if default is None:
        raise SettingError(f"Pengaturan {name} belum diisi. Isi lewat variabel lingkungan.")
    return default


def flag(name: str, default: bool, *, source: Mapping[str, str] = os.environ) -> bool:
    """Read a yes or no; anything else is refused, because a misspelt switch is dangerous."""
    value = text(name, "ya" if default else "tidak", source=source).strip().lower()
    if value in {"1", "ya", "true", "yes", "on"}:
        return True
    if value in {"0", "tidak", "false", "no", "off"}:
        return False
    raise SettingError(f"{name} harus berisi ya atau tidak, bukan “{value}”.")


def secret(name: str, *, source: Mapping[str, str] = os.environ) -> str:
    """Read a secret that may be absent, but not so short that it is guessed."""
    value = text(name, "", source=source)
    if value and len(value) < _SHORTEST_SECRET:
        raise SettingError(f"{name} terlalu pendek. Isi paling sedikit {_SHORTEST_SECRET} tanda.")
    return value


def whole(
    name: str,
    default: int,
    *,
    least: int = 0,
    most: int = 2**31 - 1,
    source: Mapping[str, str] = os.environ,
) -> int:
    """Read a whole number within its limits."""
    value = text(name, str(default), source=source).strip()
    if not value.isdecimal() or not least <= int(value) <= most:
        raise SettingError(f"{name} harus bilangan bulat {least} sampai {most}, bukan “{value}”.")
    return int(value)


def choice(
    name: str, default: str, allowed: tuple[str, ...], *, source: Mapping[str, str] = os.environ
) -> str:
    """Read one of a few words."""
    value = text(name, default, source=source).strip().lower()
    if value not in allowed:
        raise SettingError(f"{name} harus salah satu dari {', '.join(allowed)}.")
    return value


def words(
    name: str, default: tuple[str, ...] = (), *, source: Mapping[str, str] = os.environ
) -> list[str]:
    """Read a list separated by commas."""
    value = text(name, ",".join(default), source=source)
    return [word.strip() for word in value.split(",") if word.strip()]


def path(name: str, default: Path, *, source: Mapping[str, str] = os.environ) -> Path:
    """Read a folder or file as an absolute path."""
    return Path(text(name, str(default), source=source)).expanduser().absolute()


def picture(name: str, *, source: Mapping[str, str] = os.environ) -> bytes:
    """Read a small PNG by its place; nothing when the setting is empty."""
    value = text(name, "", source=source)
    if not value:
        return b""
    file = Path(value).expanduser()
    try:
        content = file.read_bytes()
    except OSError as error:
        raise SettingError(f"Gambar pada {name} tidak dapat dibaca: {file}.") from error
    if not content.startswith(_PNG) or len(content) > _LARGEST_PICTURE:
        raise SettingError(f"{name} harus gambar PNG, paling besar 1 MB: {file}.")
    return content


def refuse_unknown(source: Mapping[str, str] = os.environ) -> None:
    """A misspelt setting would be ignored in silence, and the safe value with it.

    Call it when the settings have been read: only then is known what may be asked for.
    """
    known = _asked | _ELSEWHERE
    for name in sorted(source):
        if not name.startswith("PRIMA_") or {name, name.removesuffix("_FILE")} & known:
            continue
        close = get_close_matches(name, known, n=1, cutoff=0.8)
        meant = f" Mungkin maksudnya {close[0]}." if close else ""
        raise SettingError(f"Pengaturan {name} tidak dikenal.{meant} Perbaiki atau hapus.")


def _content_of(file: Path, name: str) -> str:
    try:
        value = file.read_text(encoding="utf-8").strip()
    except OSError as error:
        raise SettingError(f"Berkas pada {name} tidak dapat dibaca: {file}.") from error
    if not value:
        raise SettingError(f"Berkas pada {name} kosong: {file}.")
    return value


def host_of(address: str, name: str) -> str:
    """Return the host of a web address."""
    parts = urlsplit(address)
    if parts.scheme not in {"http", "https"} or not parts.hostname:
        raise SettingError(f"{name} harus alamat lengkap, misalnya https://layanan.contoh.go.id.")
    return parts.hostname
