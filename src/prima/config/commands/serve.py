"""`prima serve`: web pages and background work, in one process or each alone."""

import argparse

from prima.config import system_user
from prima.config.commands.console import CommandError, complain, say, step

HELP = "Menjalankan halaman web dan pekerjaan latar."

LOOPBACK = frozenset({"127.0.0.1", "::1", "localhost"})


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--host", default="127.0.0.1", help="Alamat yang didengarkan.")
    parser.add_argument("--port", type=int, default=8000, help="Porta yang didengarkan.")
    alone = parser.add_mutually_exclusive_group()
    alone.add_argument("--web-only", action="store_true", help="Hanya halaman web.")
    alone.add_argument("--worker-only", action="store_true", help="Hanya pekerjaan latar.")


def run(options: argparse.Namespace) -> int:
    from prima.config import launch  # noqa: PLC0415 - reads the settings

    launch.set_up()
    _refuse_root(options.host)
    with launch.database():
        _prepare(web=not options.worker_only)
        _refuse_open_demo(options.host)
        return start(
            options.host, options.port, web=not options.worker_only, worker=not options.web_only
        )


def start(host: str, port: int, *, web: bool = True, worker: bool = True) -> int:
    """Serve until a signal comes."""
    from prima.config import server  # noqa: PLC0415 - needs Django

    if not web:
        server.work(lambda: say("Pekerjaan latar berjalan. Hentikan dengan Ctrl-C."))
        return 0
    listener = server.listen(host, port)
    say(f"Prima berjalan di http://{host}:{listener.getsockname()[1]}. Hentikan dengan Ctrl-C.")
    return server.serve(listener, worker=worker)


def _prepare(*, web: bool) -> None:
    """The tables of an own server are ours to change; those of a shared one need `prima init`."""
    from django.conf import settings  # noqa: PLC0415 - needs Django

    from prima.config import launch  # noqa: PLC0415

    if settings.EMBEDDED_SERVER and not launch.is_migrated():
        with step("Menyiapkan tabel"):
            launch.migrate()
    launch.require_migrated()
    launch.require_keys()
    if web:
        launch.collect_static()


def _refuse_root(host: str) -> None:
    """What a page reads comes from strangers: a fault in it must not own the whole machine."""
    from django.conf import settings  # noqa: PLC0415 - reads the settings

    if not system_user.is_root() or settings.ALLOW_ROOT:
        return
    if host in LOOPBACK and not settings.USES_TLS and not settings.PROXY_ADDRESSES:
        complain("Prima berjalan sebagai root. Untuk mencoba boleh, untuk melayani orang jangan.")
        return
    raise CommandError(
        "Prima tidak melayani orang lain sebagai root. Jalankan sebagai pengguna biasa, misalnya "
        "dengan systemd, atau isi PRIMA_ALLOW_ROOT=ya bila mesin ini sudah terkurung."
    )


def _refuse_open_demo(host: str) -> None:
    from prima.config import demo_mark, demo_mode  # noqa: PLC0415 - needs Django

    if demo_mark.read() is None:
        return
    demo_mode.switch_on()
    if host not in LOOPBACK:
        raise CommandError("Basis data ini berisi peragaan, jadi hanya boleh dibuka di 127.0.0.1.")
