"""Django's own commands with the embedded server up, and migrations run by the owner role."""

from collections.abc import Sequence
from contextlib import nullcontext

from django.conf import settings
from django.core.management import execute_from_command_line

# These read files only; they must also work where no server can run.
WITHOUT_DATABASE = frozenset({"check", "collectstatic", "compilemessages", "help", "makemessages"})
BY_OWNER = frozenset({"migrate", "showmigrations", "sqlmigrate"})


def run(arguments: Sequence[str]) -> None:
    """Run one command of Django's, as `manage.py` does."""
    arguments = list(arguments)
    command = arguments[1] if len(arguments) > 1 else "help"
    if command in BY_OWNER and not any(word.startswith("--database") for word in arguments):
        arguments.append("--database=owner")

    server = settings.EMBEDDED_SERVER
    with server.running() if server and command not in WITHOUT_DATABASE else nullcontext():
        if command == "migrate":
            from prima.config import roles  # noqa: PLC0415 - needs the settings read

            roles.prepare()
        execute_from_command_line(arguments)
