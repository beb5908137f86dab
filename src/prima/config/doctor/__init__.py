"""Whether this installation is well: one list of checks for the command, the page and the metrics.

A check is a function without arguments that gives a `Finding`. To add one, write it and append it
to `CHECKS`, or to `DATABASE_CHECKS` when it asks the database.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable, Iterator
from typing import Final

import psycopg
from django.conf import settings
from django.utils.translation import gettext as _

from prima.config.doctor import (
    database,
    escrow,
    holidays,
    keeping,
    key_ring,
    mail,
    mailbox,
    moments,
    people,
    safety,
    storage,
    tools,
    versions,
    work,
)
from prima.config.doctor.finding import Finding, State, ok, problem, unknown

__all__ = ["CHECKS", "DATABASE_CHECKS", "Finding", "State", "gather", "worst"]

Check = Callable[[], Finding]

logger = logging.getLogger(__name__)

# libpq takes nothing below two seconds.
_PROBE_SECONDS: Final = 2

CHECKS: Final[list[Check]] = [
    safety.debug,
    safety.transport,
    safety.proxy,
    safety.secret_key,
    safety.demonstration,
    safety.key_file,
    key_ring.rotation,
    escrow.escrow,
    safety.data_folder,
    safety.framework,
    storage.disk,
    storage.writable,
    storage.leftovers,
    moments.synchronised,
    moments.time_zones,
    mail.mail,
    mailbox.mailbox,
    keeping.anchor,
    keeping.anchor_place,
    tools.paper,
    tools.language,
]

DATABASE_CHECKS: Final[list[Check]] = [
    versions.version,
    versions.postgresql,
    database.durability,
    database.roles,
    database.room,
    moments.clock,
    moments.database_clock,
    work.worker,
    work.waiting,
    work.failed,
    keeping.backup,
    holidays.holidays,
    people.second_factor,
]

# What matters most comes first.
_ORDER: Final = (State.PROBLEM, State.WARNING, State.UNKNOWN, State.OK)


def gather() -> list[Finding]:
    """Look at everything once; what matters most comes first."""
    answering = _answers()
    findings = [answering, *_looked_at(CHECKS)]
    if answering.state is State.OK:
        findings += _looked_at(DATABASE_CHECKS)
    else:
        findings.append(_not_asked())
    return sorted(findings, key=lambda finding: _ORDER.index(finding.state))


def worst(findings: Iterable[Finding]) -> State:
    """The state of the whole."""
    return min((finding.state for finding in findings), key=_ORDER.index, default=State.OK)


def _answers() -> Finding:
    """Asked beside the pool, so that an absent database is known in two seconds."""
    title = _("Basis data")
    try:
        psycopg.connect(settings.DATABASE_URL, connect_timeout=_PROBE_SECONDS).close()
    except psycopg.OperationalError:
        return problem(
            "database",
            title,
            _("Basis data tidak menjawab; semua halaman menampilkan “Layanan sedang terganggu”."),
            _("Jalankan server PostgreSQL atau perbaiki DATABASE_URL. Data yang tersimpan aman."),
        )
    return ok("database", title, _("Menjawab."))


def _looked_at(checks: Iterable[Check]) -> Iterator[Finding]:
    for check in checks:
        try:
            yield check()
        except Exception:
            # A check that breaks must not hide what the others found.
            logger.exception("The check %s broke", check.__name__)
            name = f"{check.__module__.rpartition('.')[2]}.{check.__name__}"
            yield unknown(
                name,
                _("Pemeriksaan %(name)s") % {"name": name},
                _("Pemeriksaan ini sendiri gagal."),
                _("Sebabnya ada di catatan (log) server."),
            )


def _not_asked() -> Finding:
    return unknown(
        "waiting_for_database",
        _("Pemeriksaan lain"),
        _("%(count)d pemeriksaan menunggu sampai basis data menjawab.")
        % {"count": len(DATABASE_CHECKS)},
    )
