"""What `prima` does before anything of Unix is asked for."""

import sys

import pytest

from prima.config import cli, entry


def test_windows_is_told_in_one_sentence(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "platform", "win32")
    monkeypatch.setitem(sys.modules, "prima.config.cli", None)  # importing it would be an error

    assert entry.main() == 1
    assert "belum berjalan langsung di Windows" in capsys.readouterr().err


def test_everybody_else_gets_the_command_line(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cli, "main", lambda: 7)

    assert entry.main() == 7
