"""Whether PostgreSQL keeps what it has confirmed, and keeps the past from the application."""

from __future__ import annotations

from typing import Final

from django.conf import settings
from django.db import connection
from django.utils.translation import gettext as _

from prima.config.doctor.finding import Finding, ok, problem, unknown, warning

_BUSY: Final = 0.8

_POWERS: Final = """
    SELECT current_user,
           (SELECT rolsuper FROM pg_roles WHERE rolname = current_user),
           pg_has_role(current_user, tableowner, 'MEMBER'),
           has_table_privilege('kernel_journalentry', 'UPDATE')
           OR has_table_privilege('kernel_journalentry', 'DELETE')
           OR has_table_privilege('kernel_journalentry', 'TRUNCATE'),
           has_schema_privilege('public', 'CREATE')
    FROM pg_tables WHERE tablename = 'kernel_journalentry' AND schemaname = current_schema()
"""


def durability() -> Finding:
    """Without these three a power cut loses what people were told is kept."""
    title = _("Ketahanan data")
    unsafe = [name for name in ("fsync", "full_page_writes") if _setting(name) != "on"]
    if _setting("synchronous_commit") == "off":
        unsafe.append("synchronous_commit")
    if unsafe:
        return problem(
            "durability",
            title,
            _("PostgreSQL berjalan dengan %(names)s mati: listrik padam dapat merusak data.")
            % {"names": ", ".join(unsafe)},
            _("Nyalakan di pengaturan PostgreSQL, lalu muat ulang servernya."),
        )
    return ok("durability", title, _("Yang sudah dikonfirmasi tetap ada sesudah listrik padam."))


def roles() -> Finding:
    """The application must not be able to change its own past."""
    title = _("Pemisahan peran basis data")
    with connection.cursor() as cursor:
        cursor.execute(_POWERS)
        row = cursor.fetchone()
    if row is None:
        return unknown("roles", title, _("Tabel jurnal belum ada."), _("Jalankan: prima init"))
    name, is_super, owns, changes, creates = row
    if is_super or owns or changes or creates:
        return problem(
            "roles",
            title,
            _("Peran aplikasi “%(name)s” dapat mengubah tabel atau jurnal.") % {"name": name},
            _("Pakai dua peran: pemilik di DATABASE_OWNER_URL dan peran biasa di DATABASE_URL."),
        )
    return ok("roles", title, _("Aplikasi hanya dapat menambah jurnal, tidak mengubahnya."))


def room() -> Finding:
    """Connections left: a shared server can be full because of somebody else."""
    title = _("Sambungan basis data")
    most = int(_setting("max_connections"))
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM pg_stat_activity WHERE backend_type LIKE 'client%'")
        (used,) = cursor.fetchone()
    wanted = settings.DATABASE_POOL["max_size"] + settings.JOB_THREADS + 1
    values = {"used": used, "most": most, "wanted": wanted}
    if used > most * _BUSY or wanted > most * _BUSY:
        return warning(
            "connections",
            title,
            _("Terpakai %(used)d dari %(most)d sambungan; Prima sendiri perlu sampai %(wanted)d.")
            % values,
            _("Naikkan max_connections, atau turunkan PRIMA_WEB_THREADS dan PRIMA_JOB_THREADS."),
        )
    return ok("connections", title, _("Terpakai %(used)d dari %(most)d sambungan.") % values)


def _setting(name: str) -> str:
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_setting(%s)", [name])
        return str(cursor.fetchone()[0])
