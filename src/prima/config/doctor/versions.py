"""What is installed beside what the database was made for."""

from __future__ import annotations

from importlib import metadata
from typing import Final

from django.conf import settings
from django.db import connection
from django.db.migrations.loader import MigrationLoader
from django.utils.translation import gettext as _

from prima.config.doctor.finding import Finding, ok, problem

PACKAGE: Final = "prima-layanan"
OLDEST_POSTGRESQL: Final = 15


def installed() -> str:
    """The version of the installed package; a checkout has none."""
    try:
        return metadata.version(PACKAGE)
    except metadata.PackageNotFoundError:
        return _("kode sumber")


def version() -> Finding:
    """Tables of this version, no older and no newer."""
    title, name = _("Versi"), installed()
    missing, foreign = _differences()
    if missing:
        return problem(
            "version",
            title,
            _("Terpasang versi %(version)s, tetapi %(count)d langkah tabel belum dijalankan.")
            % {"version": name, "count": missing},
            _("Jalankan: prima init"),
        )
    if foreign:
        return problem(
            "version",
            title,
            _("Basis data sudah dipakai versi yang lebih baru daripada %(version)s.")
            % {"version": name},
            _("Pasang lagi versi yang lebih baru itu; versi lama dapat merusak data."),
        )
    return ok("version", title, _("Terpasang %(version)s; tabel sesuai.") % {"version": name})


def _differences() -> tuple[int, int]:
    """How many steps the database lacks, and how many it took that are not known here."""
    loader = MigrationLoader(connection)
    known = set(loader.disk_migrations)
    applied = set(loader.applied_migrations)
    ours = {label for label, _name in known}
    return len(known - applied), len({key for key in applied - known if key[0] in ours})


def postgresql() -> Finding:
    """PostgreSQL 15 or newer (docs/adr/0002)."""
    title = "PostgreSQL"
    number = connection.cursor().connection.info.server_version
    text = f"{number // 10_000}.{number % 10_000}"
    if number < OLDEST_POSTGRESQL * 10_000:
        return problem(
            "postgresql",
            title,
            _("PostgreSQL %(version)s terlalu lama untuk Prima.") % {"version": text},
            _("Naikkan ke PostgreSQL %(oldest)d atau yang lebih baru.")
            % {"oldest": OLDEST_POSTGRESQL},
        )
    where = _("bawaan") if settings.EMBEDDED_SERVER else _("milik kantor")
    return ok(
        "postgresql",
        title,
        _("PostgreSQL %(version)s (%(where)s).") % {"version": text, "where": where},
    )
