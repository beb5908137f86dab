"""Turns database addresses into Django's settings."""

from typing import Any

import psycopg
from psycopg.conninfo import conninfo_to_dict

from prima.config.env import SettingError


def from_url(url: str, *, name: str, pool: dict[str, Any] | None = None) -> dict[str, Any]:
    """Read a PostgreSQL address (also with a socket folder as `?host=`) or refuse it by name."""
    parts = _parts(url, name)
    options: dict[str, Any] = {
        key: value
        for key, value in parts.items()
        if key not in {"dbname", "user", "password", "host", "port"}
    }
    if pool:
        options["pool"] = pool
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": parts["dbname"],
        "USER": parts.get("user", ""),
        "PASSWORD": parts.get("password", ""),
        "HOST": parts.get("host", ""),
        "PORT": parts.get("port", ""),
        "OPTIONS": options,
        "CONN_MAX_AGE": 0,
        # Ask before a connection is taken from the pool (0.01 ms): after a restart of PostgreSQL
        # every one of them is dead, and each would cost somebody their page or a job its work.
        "CONN_HEALTH_CHECKS": True,
        # A transaction pooler gives the next statement to another connection: a cursor is lost.
        "DISABLE_SERVER_SIDE_CURSORS": True,
    }


def _parts(url: str, name: str) -> dict[str, str]:
    if not url.startswith(("postgresql://", "postgres://")):
        raise SettingError(f"{name} harus diawali postgresql:// karena Prima memakai PostgreSQL.")
    try:
        parts = {key: str(value) for key, value in conninfo_to_dict(url).items()}
    except psycopg.ProgrammingError as error:
        raise SettingError(f"{name} bukan alamat PostgreSQL yang sah.") from error
    if "dbname" not in parts:
        raise SettingError(f"{name} belum menyebut nama basis data di akhir alamat.")
    return parts
