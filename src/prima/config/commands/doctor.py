"""`prima doctor`: says in plain words whether this installation is well."""

import argparse
import json
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import asdict
from typing import TYPE_CHECKING

from prima.config.commands.console import out, say

if TYPE_CHECKING:
    from prima.config.doctor import Finding

HELP = "Memeriksa apakah pemasangan ini sehat dan aman."

MARKS = {"ok": "✓", "warning": "!", "problem": "✗", "unknown": "?"}


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--json", action="store_true", help="Tulis hasilnya sebagai JSON.")


def run(options: argparse.Namespace) -> int:
    from prima.config import launch  # noqa: PLC0415 - reads the settings

    launch.set_up()
    from prima.config import doctor  # noqa: PLC0415 - needs Django

    with _database_if_possible():
        findings = doctor.gather()
    if options.json:
        out.print_json(json.dumps([asdict(one) for one in findings], ensure_ascii=False))
    else:
        _tell(findings)
    return 1 if doctor.worst(findings) is doctor.State.PROBLEM else 0


@contextmanager
def _database_if_possible() -> Iterator[None]:
    """Keep our own server up meanwhile; one that cannot run is among the findings."""
    from django.conf import settings  # noqa: PLC0415 - needs Django

    from prima.config.embedded import EmbeddedServerError  # noqa: PLC0415

    server = settings.EMBEDDED_SERVER
    with ExitStack() as stack:
        if server and (server.cluster / "PG_VERSION").is_file():
            try:
                stack.enter_context(server.running())
            except EmbeddedServerError as error:
                say(f"{MARKS['problem']} {error}")
        yield


def _tell(findings: "Sequence[Finding]") -> None:
    for finding in findings:
        say(f"{MARKS[finding.state]} {finding.title}: {finding.sentence}")
        if finding.advice:
            say(f"    → {finding.advice}")
    count = Counter(finding.state.value for finding in findings)
    say()
    say(
        f"{count['problem']} masalah, {count['warning']} perhatian, {count['ok']} baik, "
        f"{count['unknown']} belum diketahui."
    )
