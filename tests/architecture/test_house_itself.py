"""Each rule of the house is seen to fail when it is broken, and to hold when it is kept."""

from enum import StrEnum
from pathlib import Path

import pytest

from tests.architecture import house
from tests.architecture.test_house import missing_rows


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """An empty package to break rules in."""
    return tmp_path / "prima"


def _write(root: Path, name: str, content: str) -> None:
    path = root / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(content, encoding="utf-8")


@pytest.mark.parametrize(
    "line",
    [
        "from prima.cases.models import Case",
        "from prima.cases import models",
        "import prima.cases.models",
        "if TYPE_CHECKING:\n    from prima.cases.models import Case",
        "def late() -> None:\n    from prima.cases.actions import open_case",
    ],
)
def test_an_app_that_enters_by_the_window_is_seen(root: Path, line: str) -> None:
    _write(root, "surveys/actions.py", line)

    assert [breach.file for breach in house.closed_doors(root)] == ["surveys/actions.py"]


@pytest.mark.parametrize(
    "line",
    [
        "from prima.cases.public import Case",
        "from prima.cases import public as cases",
        "from prima.surveys.models import Answer",
        "from prima.kernel.errors import RuleBroken",
        "from django.db import models",
    ],
)
def test_an_app_that_uses_the_door_is_welcome(root: Path, line: str) -> None:
    _write(root, "surveys/actions.py", line)

    assert house.closed_doors(root) == []


WRITES = [
    "case.save()",
    "case.save(update_fields=['status'])",
    "Case.objects.create(number=1)",
    "Case.objects.filter(pk=1).update(status='x')",
    "case.delete()",
    "Case.objects.bulk_create(rows)",
    "Case.objects.bulk_update(rows, ['status'])",
    "Case.objects.get_or_create(pk=1)",
    "cursor.execute('UPDATE cases_case SET status = 1')",
]


@pytest.mark.parametrize("line", WRITES)
def test_a_view_that_writes_is_seen(root: Path, line: str) -> None:
    _write(root, "cases/views.py", line)

    assert [breach.line for breach in house.stray_writers(root)] == [1]


@pytest.mark.parametrize("line", WRITES)
@pytest.mark.parametrize(
    "name",
    ["cases/actions.py", "cases/actions/steps.py", "cases/tests/test_views.py", "kernel/files.py"],
)
def test_actions_tests_and_the_kernel_may_write(root: Path, name: str, line: str) -> None:
    _write(root, name, line)

    assert house.stray_writers(root) == []


@pytest.mark.parametrize(
    "line", ["digest.update(b'x')", "picture.save(stream)", "cursor.execute('SELECT 1')"]
)
def test_other_things_with_such_names_are_left_alone(root: Path, line: str) -> None:
    _write(root, "cases/views.py", line)

    assert house.stray_writers(root) == []


def test_a_named_exception_may_write(root: Path) -> None:
    _write(root, "config/bulk.py", "Case.objects.bulk_create(rows)")

    assert house.stray_writers(root)
    assert house.stray_writers(root, exceptions=frozenset({"config/bulk.py"})) == []


def test_long_files_and_functions_are_seen(root: Path) -> None:
    _write(root, "cases/models.py", "x = 1\n" * 401)
    _write(root, "cases/views.py", "def long() -> None:\n" + "    x = 1\n" * 50)
    _write(root, "cases/forms.py", "def fits() -> None:\n" + "    x = 1\n" * 49)

    assert [breach.what for breach in house.long_things(root)] == [
        "401 lines in one file",
        "long has 51 lines",
    ]


@pytest.mark.parametrize("name", ["cases/utils.py", "cases/helpers/__init__.py"])
def test_a_name_that_says_nothing_is_seen(root: Path, name: str) -> None:
    _write(root, name, '"""Words."""')

    assert house.empty_names(root)


def test_a_module_without_a_docstring_is_seen(root: Path) -> None:
    _write(root, "cases/views.py", "x = 1")
    _write(root, "cases/models.py", '"""Rows."""\nx = 1')
    _write(root, "cases/__init__.py", "")

    assert [breach.file for breach in house.undescribed_modules(root)] == ["cases/views.py"]


def test_a_template_nobody_names_is_seen(root: Path) -> None:
    _write(root, "cases/templates/cases/case.html", '{% include "cases/_part.html" %}')
    _write(root, "cases/templates/cases/_part.html", "")
    _write(root, "cases/templates/cases/forgotten.html", "")
    _write(root, "cases/templates/404.html", "")
    _write(root, "cases/views.py", "render(request, 'cases/case.html')")

    assert [breach.file for breach in house.unused_templates(root)] == [
        "cases/templates/cases/forgotten.html"
    ]


def test_an_action_without_a_test_is_seen(root: Path) -> None:
    _write(
        root,
        "cases/actions.py",
        "def open_case(*, at): ...\ndef close_case(*, at): ...\ndef _inner(*, at): ...",
    )
    _write(root, "cases/tests/test_actions.py", "actions.open_case(by=1, at=2)\nx = 'close_case'")

    assert [breach.what for breach in house.untested_actions(root, root)] == [
        "no test calls close_case"
    ]


def test_in_a_folder_of_actions_those_it_offers_are_asked_for(root: Path) -> None:
    _write(root, "cases/actions/__init__.py", "__all__ = ['hold_case']")
    _write(root, "cases/actions/holds.py", "def hold_case(*, at): ...\ndef due(*, at): ...")

    assert [breach.what for breach in house.untested_actions(root, root)] == [
        "no test calls hold_case"
    ]


def test_a_setting_that_the_docs_forget_is_seen(tmp_path: Path) -> None:
    settings = tmp_path / "settings.py"
    settings.write_text('A = env.flag("PRIMA_DEBUG", default=False)\nB = env.text("PRIMA_X", "")')
    (tmp_path / "docs").mkdir()
    (tmp_path / "docs" / "page.md").write_text("`PRIMA_DEBUG` and PRIMA_XY")

    names = house.environment_names(settings)

    assert names == {"PRIMA_DEBUG", "PRIMA_X"}
    assert house.undocumented(names, tmp_path / "docs") == ["PRIMA_X"]


def test_events_are_found_by_their_class(root: Path) -> None:
    _write(root, "cases/events.py", "class CaseEvent: ...\nclass CaseCompleted(CaseEvent): ...")
    _write(root, "kernel/events.py", "class Bus: ...")

    assert house.event_names(root) == {"CaseCompleted"}


def test_a_status_without_a_row_is_seen() -> None:
    class Status(StrEnum):
        OPEN = "open"
        ENDED = "ended"

    assert missing_rows({Status.OPEN: {Status.ENDED}}) == {Status.ENDED}
    assert missing_rows({Status.OPEN: {Status.ENDED}, Status.ENDED: frozenset()}) == set()
