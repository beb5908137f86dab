"""`prima demo`: a district to try out, on this machine only."""

import argparse
import os
from datetime import date
from itertools import groupby

from prima.config.commands import serve
from prima.config.commands.console import CommandError, progress, say, step

HELP = "Menyiapkan dan menjalankan kabupaten peragaan di komputer ini saja."

HOST = "127.0.0.1"
SEED = 20260101


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--port", type=int, default=8000, help="Porta yang didengarkan.")
    parser.add_argument(
        "--today", type=date.fromisoformat, metavar="TTTT-BB-HH", help="Hari terakhir peragaan."
    )
    parser.add_argument("--seed", type=int, default=SEED, help="Benih acak data peragaan.")
    parser.add_argument("--fresh", action="store_true", help="Buat ulang data peragaan.")
    parser.add_argument("--no-serve", action="store_true", help="Siapkan data, jangan jalankan.")


def run(options: argparse.Namespace) -> int:
    os.environ["PRIMA_DEMO"] = "ya"
    os.environ.setdefault("PRIMA_SITE_URL", f"http://{HOST}:{options.port}")
    from prima.config import launch  # noqa: PLC0415 - reads the settings

    with launch.database():
        from prima.config import demo_mode  # noqa: PLC0415 - needs Django

        demo_mode.switch_on()
        prepare(options.today, options.seed, fresh=options.fresh)
        launch.collect_static()
        _tell()
        return 0 if options.no_serve else serve.start(HOST, options.port)


def prepare(today: date | None, seed: int, *, fresh: bool) -> None:
    """Build the demo data where there is none; finish what was cut off by building it again."""
    from prima.config import demo_mark, launch  # noqa: PLC0415 - needs Django

    mark = demo_mark.read()
    if mark is None:
        refuse_real_data()
    elif mark == "building" or fresh:
        demo_mark.empty()
        mark = None
    with step("Menyiapkan tabel"):
        launch.migrate()
    launch.create_keys()
    if mark is None:
        demo_mark.write("building")
        _build(today, seed)
        demo_mark.write("ready")


def refuse_real_data() -> None:
    """Demo people must never appear among real ones."""
    from django.contrib.auth import get_user_model  # noqa: PLC0415 - needs Django
    from django.db import connection  # noqa: PLC0415

    users = get_user_model()
    if users._meta.db_table not in connection.introspection.table_names():
        return
    if users.objects.exists():
        raise CommandError(
            "Basis data ini sudah berisi data kantor, jadi tidak dipakai untuk peragaan. "
            "Pakai folder lain, misalnya: PRIMA_DATA_DIR=/tmp/peragaan prima demo"
        )


def _build(today: date | None, seed: int) -> None:
    from prima.config import demo as data  # noqa: PLC0415 - needs Django

    with progress("Membuat kabupaten peragaan") as advance:
        data.build(today or data.this_day(), seed, advance)


def _tell() -> None:
    """Print how to get in; the passwords are new at every start and kept nowhere."""
    from django.conf import settings  # noqa: PLC0415 - needs Django

    from prima.config import demo as data  # noqa: PLC0415

    say()
    say("PERAGAAN: semua orang dan berkas di sini rekaan. Jangan isi data sungguhan.")
    say()
    say(f"  Halaman depan   {settings.SITE_URL}/")
    say(f"  Masuk pegawai   {settings.SITE_URL}/masuk/")
    say(f"  Lacak berkas    {settings.SITE_URL}/lacak/")
    for code in data.codes():
        say(f"    {code.what:<20} {code.number}   {code.words}")
    for office, people in groupby(data.log_ins(), key=lambda log_in: log_in.office):
        say()
        say(f"  {office}")
        for one in people:
            who = f"{one.role:<10} {one.name:<18} {one.title:<26}"
            say(f"    {who} {one.email:<25} {one.password}")
    say()
    say("Peragaan tidak meminta faktor kedua; di kantor, kepala dan pengelola wajib memakainya.")
    say("Kata sandi berlaku sampai peragaan dijalankan lagi. Ulang dari awal: prima demo --fresh")
    say()
