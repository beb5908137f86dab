"""The generated pages of the reference say what the code says (`make docs` writes them)."""

import os
from pathlib import Path

import pytest

from tests.architecture import generated

PAGES = generated.pages()


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.name)
def test_a_generated_page_is_current(path: Path) -> None:
    if os.environ.get("WRITE_DOCS"):
        path.write_text(PAGES[path], "utf-8")

    assert path.read_text("utf-8") == PAGES[path], "run: make docs"


def test_every_command_option_and_setting_has_its_meaning() -> None:
    commands = PAGES[generated.FOLDER / "semua-perintah.md"]
    settings = PAGES[generated.FOLDER / "semua-pengaturan.md"]

    assert "|  |\n" not in commands
    assert "`prima catalogue export`" in commands
    assert settings.count("\n| `") > 20
