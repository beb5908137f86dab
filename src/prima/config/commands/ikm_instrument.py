"""Which survey form `prima ikm` reads: one that Prima knows, or an office's own from a file."""

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from prima.config.commands.console import CommandError

if TYPE_CHECKING:
    from prima.surveys.public import answer_results


def chosen(named: str, points: int | None) -> "answer_results.Instrument":
    """The instrument of a name or a file. SheetError names what is wrong in the file."""
    from prima.surveys.public import answer_results, instrument_files  # noqa: PLC0415

    known = answer_results.INSTRUMENTS.get(named)
    if known is not None:
        return known.on_points(points) if points else known
    path = Path(named)
    if not path.is_file():
        names = ", ".join(answer_results.INSTRUMENTS)
        raise CommandError(
            f"--instrument {named}: pilih {names}, atau sebut berkas YAML yang ada."
        )
    if points:
        raise CommandError("--scale hanya untuk instrumen bawaan. Tulis skalanya di berkas itu.")
    return instrument_files.read_instrument(path)


class Show(argparse.Action):
    """Print a known instrument as a file and end, as `--help` does: no sheet is needed."""

    def __call__(
        self,
        parser: argparse.ArgumentParser,
        _namespace: argparse.Namespace,
        values: str | Sequence[object] | None,
        _option: str | None = None,
    ) -> None:
        from prima.config import launch  # noqa: PLC0415 - reads the settings

        launch.set_up_alone()
        from prima.surveys.public import answer_results, instrument_files  # noqa: PLC0415

        instrument = answer_results.INSTRUMENTS[str(values)]
        sys.stdout.write(instrument_files.text_of(instrument))
        parser.exit()
