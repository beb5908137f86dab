"""`prima init`: makes a new installation ready; safe to run again after an upgrade."""

import argparse
import sys

from prima.config.commands import catalogue
from prima.config.commands.console import CommandError, say, step

HELP = "Menyiapkan basis data, kunci, dan pengelola pertama."

KINDS = {
    "kementerian": "ministry",
    "kanwil": "regional",
    "kabupaten": "district",
    "kua": "subdistrict",
}
ZONES = {"wib": "Asia/Jakarta", "wita": "Asia/Makassar", "wit": "Asia/Jayapura"}

# What must be known, and how a person is asked for it.
QUESTIONS = {
    "office": "Nama kantor, misalnya KUA Kecamatan Murung Pudak",
    "prefix": "Awalan nomor berkas, 2 sampai 3 huruf, misalnya MP",
    "name": "Nama pengelola pertama",
    "email": "Surel dinas pengelola",
}


def add_arguments(parser: argparse.ArgumentParser) -> None:
    for option, question in QUESTIONS.items():
        parser.add_argument(f"--{option}", help=f"{question}.")
    parser.add_argument("--kind", choices=KINDS, default="kua", help="Jenis kantor.")
    parser.add_argument("--zone", choices=ZONES, default="wib", help="Zona waktu kantor.")
    parser.add_argument(
        "--honorific", choices=["bapak", "ibu"], default="ibu", help="Sapaan pengelola."
    )
    parser.add_argument(
        "--without-catalogue", action="store_true", help="Jangan muat katalog bawaan."
    )


def run(options: argparse.Namespace) -> int:
    from prima.config import launch  # noqa: PLC0415 - reads the settings

    with launch.database():
        with step("Menyiapkan tabel"):
            launch.migrate()
        if launch.create_keys():
            _tell_keys()
        launch.require_keys()
        _begin(options)
    return 0


def _begin(options: argparse.Namespace) -> None:
    from django.conf import settings  # noqa: PLC0415 - needs Django

    from prima.config import installation  # noqa: PLC0415
    from prima.kernel import clock  # noqa: PLC0415

    if not installation.is_empty():
        say("Basis data siap. Pengelola sudah ada, jadi tidak dibuat lagi.")
        return
    answers = {name: getattr(options, name) or _ask(name) for name in QUESTIONS}
    office = installation.FirstOffice(
        answers["office"], KINDS[options.kind], answers["prefix"], ZONES[options.zone]
    )
    person = installation.FirstPerson(answers["name"], answers["email"], options.honorific)
    password = installation.begin(office, person, at=clock.now())
    say(f"Kantor dan pengelola dibuat. Masuk dengan surel {person.email.strip().lower()}.")
    say(f"Kata sandi (hanya ditampilkan sekali ini): {password}")
    if not options.without_catalogue:
        catalogue.load(settings.CATALOGUE_DIR, installation.top_office())


def _ask(name: str) -> str:
    """Ask at the keyboard; a script gets the name of the missing option instead."""
    if not sys.stdin.isatty():
        raise CommandError(f"Isi --{name} ({QUESTIONS[name]}).")
    answer = input(f"{QUESTIONS[name]}: ").strip()
    if not answer:
        raise CommandError(f"{QUESTIONS[name].split(',')[0]} belum diisi. Ulangi: prima init")
    return answer


def _tell_keys() -> None:
    from django.conf import settings  # noqa: PLC0415 - needs Django

    say(
        f"Kunci dibuat di {settings.PRIMA_KEYS_FILE}. Simpan salinannya di tempat lain yang aman: "
        "tanpa kunci ini data pribadi tidak dapat dibaca lagi."
    )
