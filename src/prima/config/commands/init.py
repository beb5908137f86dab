"""`prima init`: makes a new installation ready; safe to run again after an upgrade."""

import argparse

from prima.config.commands.console import say, step

HELP = "Menyiapkan basis data, kunci, dan administrator pertama."


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Nothing to choose yet: a new installation asks no questions."""


def run(options: argparse.Namespace) -> int:
    from prima.config import launch  # noqa: PLC0415 - reads the settings

    with launch.database():
        with step("Menyiapkan tabel"):
            launch.migrate()
        if launch.create_keys():
            _tell_keys()
    return 0


def _tell_keys() -> None:
    from django.conf import settings  # noqa: PLC0415 - needs Django

    say(
        f"Kunci dibuat di {settings.PRIMA_KEYS_FILE}. Simpan salinannya di tempat lain yang aman: "
        "tanpa kunci ini data pribadi tidak dapat dibaca lagi."
    )
