"""Brings an installation up: Django, the embedded server, tables, keys, static files."""

import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager

import django
from django.apps import apps
from django.conf import settings
from django.core.management import call_command

from prima.config import env, keeper, release
from prima.config.commands.console import CommandError, complain
from prima.config.embedded import wait_until_answering

DATABASE_SECONDS = 30.0


def set_up() -> None:
    """Read the settings and load the applications, once."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "prima.config.settings")
    if not apps.ready:
        django.setup()


def set_up_alone() -> None:
    """Load the applications for a command that knows no office and no database.

    Settings of an installation beside it do not count, and nothing is made or asked for: the
    address of the database leads nowhere and the key signs nothing.
    """
    if not settings.configured:
        for name in list(os.environ):
            if name.startswith(("PRIMA_", "DATABASE_")):
                del os.environ[name]
        os.environ["PRIMA_SECRET_KEY"] = secrets.token_urlsafe(64)
        os.environ["DATABASE_URL"] = "postgresql://nobody@127.0.0.1:9/none"
    set_up()


@contextmanager
def database() -> Iterator[None]:
    """Keep the database reachable while the block runs: our own, or the one that was named."""
    set_up()
    env.refuse_unknown()
    server = settings.EMBEDDED_SERVER
    if server is None:
        wait_until_answering(settings.DATABASE_URL, seconds=DATABASE_SECONDS)
        yield
        return
    with keeper.kept(server):
        yield


def migrate() -> None:
    """Bring tables and law to the present shape, and note who may serve on the tables.

    An office that works already gets the rules of this version and keeps what it corrected in
    them; a new one gets them with its first office.
    """
    from prima.config import installation, roles, tables  # noqa: PLC0415 - needs Django
    from prima.kernel import clock  # noqa: PLC0415

    refuse_unfinished_restore()
    if tables.fit().unknown:
        raise CommandError(_too_new(tables.fit().made_by))
    roles.migrate()
    tables.note()
    if not installation.is_empty():
        installation.follow_law(at=clock.now())


def is_migrated() -> bool:
    """Tell whether every migration was applied."""
    from prima.config import tables  # noqa: PLC0415 - needs Django

    return not tables.fit().missing


def require_migrated() -> None:
    """Refuse to work on tables of another version, except of a newer one that allows it."""
    from prima.config import tables  # noqa: PLC0415 - needs Django

    refuse_unfinished_restore()
    fit = tables.fit()
    if fit.missing:
        raise CommandError("Basis data belum siap untuk versi ini. Jalankan dahulu: prima init")
    if not fit.is_ready:
        raise CommandError(_too_new(fit.made_by))
    if fit.unknown:
        complain(
            f"Tabel sudah dibuat untuk Prima {fit.made_by}. Prima {release.version()} ini masih "
            "dapat melayani untuk sementara. Pasang lagi versi yang baru secepatnya."
        )


def _too_new(made_by: str) -> str:
    return (
        f"Basis data ini dibuat untuk Prima {made_by or 'yang lebih baru'}, sedangkan yang "
        f"terpasang Prima {release.version()}. Pasang lagi versi itu, atau pulihkan cadangan "
        "yang dibuat sebelum pembaruan."
    )


def refuse_unfinished_restore() -> None:
    """Refuse to work on what a restore that was cut off has left."""
    from prima.config.backup import unfinished  # noqa: PLC0415 - reads the settings

    if unfinished.is_left():
        raise CommandError(
            "Pemulihan cadangan di sini belum selesai, jadi belum dapat dipakai. Ulangi: "
            "prima restore BERKAS"
        )


def create_keys() -> bool:
    """Make the key ring when there is none; say whether it was made."""
    from prima.kernel.crypto import keys  # noqa: PLC0415 - reads the settings

    if settings.PRIMA_KEYS_FILE.exists():
        return False
    keys.create_key_file(settings.PRIMA_KEYS_FILE)
    return True


def require_keys() -> None:
    """Refuse to start without keys that can be read: what is encrypted could not be opened."""
    from prima.kernel.crypto import keys  # noqa: PLC0415 - reads the settings

    keys.ring()


def collect_static() -> None:
    """Put the static files where the server finds them, under names made from their content."""
    call_command("collectstatic", interactive=False, verbosity=0)
