"""`prima keys status`: how many values and files are sealed under each key."""

import argparse
from contextlib import suppress
from typing import TYPE_CHECKING

from prima.config.commands.console import say

if TYPE_CHECKING:
    from prima.kernel.crypto.keys import KeyRing

HELP = "Menghitung isi yang disegel dengan setiap kunci."


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Nothing to choose."""


def run(options: argparse.Namespace) -> int:
    from prima.config import launch  # noqa: PLC0415 - reads the settings

    with launch.database():
        launch.require_migrated()
        launch.require_keys()
        _complete_journal()
        tell()
    return 0


def _complete_journal() -> None:
    """Record a change that was cut off between key file and journal; a command at work does it."""
    from prima.kernel import rotation  # noqa: PLC0415 - needs Django
    from prima.kernel.crypto import keys  # noqa: PLC0415
    from prima.kernel.errors import RuleBroken  # noqa: PLC0415

    missing = keys.ring().unrecorded
    if not missing:
        return
    with suppress(RuleBroken), rotation.alone():
        named = ", ".join(sorted({key_id for one in missing for key_id in one.key_ids}))
        say(f"Perubahan kunci yang terputus kini tercatat di jurnal: {named}.")


def tell() -> None:
    """Print one line for each key, and for what no key of the ring opens."""
    from prima.kernel import rotation  # noqa: PLC0415 - needs Django
    from prima.kernel.crypto import keys  # noqa: PLC0415

    ring = keys.ring()
    found = rotation.count()
    known = ring.keys.keys() | ring.lost
    for key_id in sorted(known | (found.values | found.files).keys(), key=_order):
        say(
            f"{key_id:<5} {_state(ring, key_id):<45} "
            f"{found.values[key_id]:>9} nilai {found.files[key_id]:>8} berkas"
        )
    if found.besides(ring.active, *ring.lost):
        say("Sebagian isi masih memakai kunci lama. Lanjutkan dengan: prima keys rotate")
    _tell_escrow()


def _tell_escrow() -> None:
    from prima.config import escrow  # noqa: PLC0415 - needs Django

    held = escrow.known()
    if held is None:
        say("Kunci belum dititipkan. Buat titipan dengan: prima keys escrow")
    elif escrow.is_outdated(held):
        say(f"Titipan {held.name} lebih lama daripada kunci ini. Perbarui: prima keys escrow")
    else:
        say(f"Titipan {held.name} memuat semua kunci ini.")


def _state(ring: "KeyRing", key_id: str) -> str:
    states = (
        (key_id == ring.active, "aktif"),
        (key_id in ring.waiting, "menunggu diaktifkan"),
        (key_id in ring.retired, "pensiun, disimpan untuk cadangan lama"),
        (key_id in ring.lost, "hilang, isinya tidak dapat dibuka"),
        (key_id in ring.keys, "lama"),
        (key_id == "?", "berkas hilang atau rusak"),
    )
    return next((name for holds, name in states if holds), "tidak dikenal")


def _order(key_id: str) -> tuple[int, str]:
    return len(key_id), key_id
