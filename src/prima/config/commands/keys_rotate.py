"""`prima keys rotate`: a new key, everything sealed anew, the old key retired."""

import argparse

from prima.config.commands.console import complain, progress, say

HELP = "Mengganti kunci penyegel tanpa menghentikan layanan; dapat dilanjutkan bila terputus."


def add_arguments(parser: argparse.ArgumentParser) -> None:
    steps = parser.add_mutually_exclusive_group()
    steps.add_argument(
        "--add",
        action="store_true",
        help="Beberapa mesin, langkah 1: hanya tambah kunci baru, lalu salin berkas kunci.",
    )
    steps.add_argument(
        "--activate",
        action="store_true",
        help="Beberapa mesin, langkah 2: pakai kunci baru itu, lalu salin berkas kunci.",
    )
    steps.add_argument(
        "--signing", action="store_true", help="Ganti kunci tanda tangan jangkar saja."
    )


def run(options: argparse.Namespace) -> int:
    from prima.config import launch  # noqa: PLC0415 - reads the settings

    with launch.database():
        launch.require_migrated()
        launch.require_keys()
        from prima.kernel import rotation  # noqa: PLC0415 - needs Django

        with rotation.alone():
            if options.add:
                return _add()
            if options.activate:
                return _activate()
            return _sign() if options.signing else _rotate()


def _add() -> int:
    from prima.kernel import rotation  # noqa: PLC0415 - needs Django

    key_id = rotation.add_key()
    say(f"Kunci {key_id} ditambahkan dan belum dipakai. Salin berkas kunci ke semua mesin,")
    say("lalu di mesin ini: prima keys rotate --activate")
    return 0


def _activate() -> int:
    from prima.kernel import clock, rotation  # noqa: PLC0415 - needs Django

    key_id = rotation.activate_key(at=clock.now())
    say(f"Kunci {key_id} mulai dipakai di mesin ini. Salin berkas kunci ke semua mesin,")
    say("lalu di mesin ini: prima keys rotate")
    return 0


def _sign() -> int:
    from prima.kernel import clock, rotation  # noqa: PLC0415 - needs Django

    anchor = rotation.renew_signing_key(at=clock.now())
    say(f"Kunci tanda tangan diganti. Jangkar pertama dengan kunci baru: {anchor}")
    say("Jangkar lama tetap sah. Salin berkas kunci ke tempat penyimpanannya.")
    return 0


def _rotate() -> int:
    """Begin a rotation, or go on with one that was cut off or begun step by step."""
    from prima.kernel import clock, rotation  # noqa: PLC0415 - needs Django
    from prima.kernel.crypto import keys  # noqa: PLC0415

    if not rotation.is_under_way():
        rotation.add_key()
        rotation.activate_key(at=clock.now())
    key_id = keys.ring().active
    with progress(f"Menyegel ulang dengan kunci {key_id}") as advance:
        outcome = rotation.reseal(advance)
    say(f"Disegel ulang: {outcome.values} nilai dan {outcome.files} berkas.")
    retired = rotation.retire_emptied(outcome.left, at=clock.now())
    if retired:
        say(f"Dipensiunkan: {', '.join(retired)}. Tetap disimpan untuk membuka cadangan lama.")
    if outcome.is_complete:
        say("Selesai. Salin berkas kunci yang baru ke tempat penyimpanannya (prima keys escrow).")
        return 0
    return _tell_rest(outcome.unopened)


def _tell_rest(unopened: set[str]) -> int:
    if not unopened:
        complain("Sebagian baris sedang dipakai orang lain. Ulangi: prima keys rotate")
        return 1
    complain(f"{len(unopened)} isi tidak dapat dibuka dengan kunci mana pun, jadi dibiarkan:")
    for one in sorted(unopened)[:20]:
        complain(f"  {one}")
    return 1
