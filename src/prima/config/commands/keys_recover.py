"""`prima keys recover`: brings the keys back on a new machine from parts of the escrow.

The settings are not read: that would make a new key of sessions before the old one is back.
"""

import argparse
import json
import os
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from prima.config import env, places
from prima.config.commands import shares
from prima.config.commands.console import CommandError, say

HELP = "Memulihkan kunci di mesin baru dari bagian-bagian titipannya."


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "share", nargs="+", type=Path, metavar="BAGIAN", help="Berkas bagian kunci."
    )
    shares.add_holders_argument(parser)


def run(options: argparse.Namespace) -> int:
    data = env.path("PRIMA_DATA_DIR", places.default_data_dir(is_root=os.geteuid() == 0))
    file = env.path("PRIMA_KEYS_FILE", data / "keys.json")
    if file.exists():
        raise CommandError(
            f"Berkas kunci {file} sudah ada dan tidak ditimpa. Pindahkan dahulu bila memang bukan "
            "kunci yang dicari."
        )
    opened = shares.opened(options.share, options.holder_passphrase_file)
    content = json.loads(opened.content)
    places.private_folder(file.parent)
    _remember(file.with_name("escrow.json"), options.share, opened, content)
    _put_back_secret_key(data / "secret_key", content["secret_key"])
    places.write_private(file, json.dumps(content["keys"], indent=1))
    say(f"Kunci dipulihkan ke {file}: {', '.join(sorted(content['keys']['keys']))}.")
    say("Sekarang cadangan dapat dipulihkan: prima restore BERKAS")
    return 0


def _remember(file: Path, papers: list[Path], opened: Any, content: dict[str, Any]) -> None:
    """Backups of the new machine are sealed to the same escrow again."""
    from prima.config import escrow  # noqa: PLC0415 - needs no settings here
    from prima.kernel.crypto.escrow import public_of  # noqa: PLC0415

    first = escrow.read_sheet(papers[0])
    escrow.write_known(
        file,
        name=opened.name,
        public=public_of(opened),
        needed=first.needed,
        shares=first.shares,
        key_ids=sorted(content["keys"]["keys"]),
        mark=content["mark"],
        made_at=datetime.now(UTC),
    )


def _put_back_secret_key(file: Path, secret: str) -> None:
    """A command that ran before made a new one: it is set aside, not lost."""
    places.private_folder(file.parent)
    if file.exists() and file.read_text("utf-8").strip() != secret:
        file.replace(file.with_name(f"secret_key.{datetime.now(UTC):%Y%m%dT%H%M%SZ}"))
    places.write_private(file, secret)
