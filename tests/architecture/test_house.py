"""What a reviewer would have to remember, over the whole source."""

from collections.abc import Mapping
from enum import Enum
from pathlib import Path
from typing import Any

import pytest
from django.db.models import Choices

import prima
from prima.config import cli
from tests.architecture import generated, house

ROOT = Path(prima.__file__).parent
TOP = ROOT.parents[1]
DOCS = TOP / "docs"

# Files that are data rather than code, each with its reason.
LONG_FILES: frozenset[str] = frozenset()

# "Only actions write" has these exceptions, and no others (architecture: decisions that stand).
WRITERS: frozenset[str] = frozenset()


def test_apps_meet_only_at_their_public_door() -> None:
    assert house.closed_doors(ROOT) == []


def test_only_actions_write() -> None:
    assert house.stray_writers(ROOT, exceptions=WRITERS) == []


def test_files_and_functions_are_short() -> None:
    assert house.long_things(ROOT, exceptions=LONG_FILES) == []


def test_tests_are_short_too() -> None:
    assert house.long_things(TOP / "tests") == []


def test_no_name_says_nothing() -> None:
    assert house.empty_names(ROOT) == []


def test_every_module_says_what_belongs_there() -> None:
    assert house.undescribed_modules(ROOT) == []


def test_every_template_is_used() -> None:
    assert house.unused_templates(ROOT) == []


def test_every_action_is_called_by_a_test() -> None:
    assert house.untested_actions(ROOT, ROOT, TOP / "tests") == []


def test_every_setting_is_in_the_docs() -> None:
    names = house.environment_names(ROOT / "config" / "settings.py")

    assert names
    assert house.undocumented(names, DOCS) == []


def test_every_command_is_in_the_docs() -> None:
    names = {f"prima {name}" for name in cli.COMMANDS}

    assert house.undocumented(names, DOCS) == []


def test_every_event_is_in_the_docs() -> None:
    assert house.undocumented(house.event_names(ROOT), DOCS, ROOT) == []


def missing_rows(table: Mapping[Any, Any]) -> set[Enum]:
    """Give the states without a row, and the targets that are no state of the table."""
    states: type[Choices] = type(next(iter(table)))
    targets = {target for row in table.values() for target in row}
    return (set(states) - set(table)) | (targets - set(states))


@pytest.mark.parametrize(("name", "table"), list(generated.moves()))
def test_every_status_has_a_row_in_its_table(name: str, table: Mapping[Any, Any]) -> None:
    assert missing_rows(table) == set(), name
