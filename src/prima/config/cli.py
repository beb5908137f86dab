"""The `prima` command: the operator's face. A command parses its arguments and calls one thing."""

import argparse
import os
import signal
import sys
from collections.abc import Callable, Sequence
from typing import Protocol

import psycopg
from django.core.exceptions import ImproperlyConfigured

from prima.config.commands import (
    backup,
    catalogue,
    demo,
    doctor,
    gabung,
    ikm,
    init,
    journal,
    keys,
    messages,
    privacy,
    restore,
    serve,
    staff,
)
from prima.config.commands.console import CommandError, complain
from prima.config.embedded import EmbeddedServerError
from prima.config.system_user import NoSystemUserError
from prima.kernel.errors import RuleBroken

EXIT_OK = 0
EXIT_FAILED = 1
EXIT_INTERRUPTED = 130

# What an operator can mend: one sentence, no traceback. Anything else is a bug and shows itself.
EXPECTED = (
    CommandError,
    EmbeddedServerError,
    NoSystemUserError,
    ImproperlyConfigured,
    RuleBroken,
)


class Command(Protocol):
    """What each module of `commands` offers."""

    HELP: str

    def add_arguments(self, parser: argparse.ArgumentParser) -> None: ...
    def run(self, options: argparse.Namespace) -> int: ...


COMMANDS: dict[str, Command] = {
    "init": init,
    "demo": demo,
    "serve": serve,
    "backup": backup,
    "restore": restore,
    "catalogue": catalogue,
    "journal": journal,
    "keys": keys,
    "staff": staff,
    "privacy": privacy,
    "doctor": doctor,
    "ikm": ikm,
    "gabung": gabung,
    "messages": messages,
}


def parser() -> argparse.ArgumentParser:
    """Describe the command line (also read by the test that every command is in the docs)."""
    top = argparse.ArgumentParser(
        prog="prima", description="Prima: menjalankan kantor pelayanan di atas janjinya sendiri."
    )
    subparsers = top.add_subparsers(dest="command", required=True, metavar="perintah")
    for name, command in COMMANDS.items():
        sub = subparsers.add_parser(name, help=command.HELP, description=command.HELP)
        command.add_arguments(sub)
    return top


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code."""
    options = parser().parse_args(arguments)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "prima.config.settings")
    # A service manager and a closed terminal stop us as Ctrl-C does: everything is put away first.
    for number in (signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, signal.default_int_handler)
    return guarded(lambda: COMMANDS[options.command].run(options))


def guarded(work: Callable[[], int]) -> int:
    """Turn what an operator can mend into one sentence and an exit code."""
    try:
        return work()
    except EXPECTED as error:
        complain(str(error))
        return EXIT_FAILED
    except psycopg.OperationalError:
        complain("Basis data tidak menjawab. Periksa DATABASE_URL dan server PostgreSQL.")
        return EXIT_FAILED
    except KeyboardInterrupt:
        complain("Dihentikan.")
        return EXIT_INTERRUPTED


if __name__ == "__main__":
    sys.exit(main())
