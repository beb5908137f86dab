"""Django's own commands, and the system user of the embedded server."""

import os
import shutil
import subprocess
from typing import Any

import pytest
from django.conf import settings

from conftest import Database
from prima.config import developer, system_user
from prima.config.system_user import NoSystemUserError

Capture = pytest.CaptureFixture[str]


@pytest.fixture
def called(monkeypatch: pytest.MonkeyPatch) -> list[list[str]]:
    """What would have been given to Django."""
    calls: list[list[str]] = []
    monkeypatch.setattr(developer, "execute_from_command_line", calls.append)
    return calls


@pytest.mark.parametrize(
    ("words", "given"),
    [
        (["check"], ["manage.py", "check"]),
        ([], ["manage.py"]),
        (["showmigrations"], ["manage.py", "showmigrations", "--database=owner"]),
        (["migrate"], ["manage.py", "migrate", "--database=owner"]),
        (["migrate", "--database=default"], ["manage.py", "migrate", "--database=default"]),
    ],
)
def test_migrations_are_run_by_the_owner(
    called: list[list[str]], own_database: Database, words: list[str], given: list[str]
) -> None:
    developer.run(["manage.py", *words])

    assert called == [given]


def test_a_command_runs_with_a_named_database_too(
    own_database: Database, monkeypatch: pytest.MonkeyPatch, capsys: Capture
) -> None:
    monkeypatch.setattr(settings, "EMBEDDED_SERVER", None)

    developer.run(["manage.py", "showmigrations", "contenttypes", "--skip-checks"])

    assert "[X] 0001_initial" in capsys.readouterr().out


def test_an_ordinary_user_runs_the_server_itself(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "geteuid", lambda: 1000)

    assert system_user.for_server() is None
    assert system_user.run_as(None) == {}


def test_a_system_user_that_cannot_be_made_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    commands: list[Any] = []
    monkeypatch.setattr(os, "geteuid", lambda: 0)
    monkeypatch.setattr(system_user, "NAME", "prima-nobody")
    monkeypatch.setattr(shutil, "which", lambda *_a, **_k: "/usr/sbin/useradd")
    monkeypatch.setattr(subprocess, "run", lambda command, **_k: commands.append(command))

    with pytest.raises(NoSystemUserError, match="useradd --system prima-nobody"):
        system_user.for_server()

    assert commands[0][-1] == "prima-nobody"
