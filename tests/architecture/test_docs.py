"""What the pages for readers say of the code is true."""

import importlib
import re
import tomllib
from pathlib import Path

import pytest
import yaml
from django.apps import apps
from django.conf import settings

import prima
from tests.architecture import naming

ROOT = Path(prima.__file__).parent
TOP = ROOT.parents[1]
DOORS = sorted(ROOT.glob("*/public.py"))

# Files that stand for the same room of every app.
ROOMS = frozenset(
    f"{room}.py"
    for room in (
        "rules", "models", "permissions", "actions", "queries", "subscribers", "tasks",
        "documents", "forms", "views", "urls", "public", "events", "personal_data",
    )
) | {"core/"}  # fmt: skip

PAGES = [
    *sorted(path.name for path in TOP.glob("*.md")),
    *sorted(path.relative_to(TOP).as_posix() for path in (TOP / "docs").glob("**/*.md")),
]


def read(page: str) -> str:
    return (TOP / page).read_text(encoding="utf-8")


@pytest.mark.parametrize("page", PAGES)
def test_every_file_and_name_a_page_speaks_of_exists(page: str) -> None:
    folders = (ROOT, TOP, TOP / "src")

    assert naming.missing(read(page), folders=folders, rooms=ROOMS) == []


def test_the_architecture_follows_a_request_by_name() -> None:
    assert len(naming.spoken_of(read("ARCHITECTURE.md"))) > 50


@pytest.mark.parametrize("page", PAGES)
def test_every_link_between_pages_leads_somewhere(page: str) -> None:
    links = re.findall(r"\]\((?!https?:|#|mailto:)([^)#\s]+)", read(page))

    assert [link for link in links if not ((TOP / page).parent / link).exists()] == []


@pytest.mark.parametrize("page", PAGES)
def test_every_make_target_a_page_names_exists(page: str) -> None:
    targets = set(re.findall(r"^([a-z-]+):", read("Makefile"), re.MULTILINE))
    named = set(re.findall(r"(?:`|^|^ +)make ([a-z-]+)", read(page), re.MULTILINE))

    assert named <= targets


def test_every_model_has_an_indonesian_term() -> None:
    models = {one.__name__ for one in apps.get_models() if one.__module__.startswith("prima.")}

    assert models
    assert without_term(models) == []


def test_every_noun_an_app_offers_has_an_indonesian_term() -> None:
    doors = [importlib.import_module(f"prima.{path.parent.name}.public") for path in DOORS]
    offered = {name: getattr(door, name) for door in doors for name in door.__all__}

    nouns = {
        name
        for name, thing in offered.items()
        if isinstance(thing, type) and not issubclass(thing, Exception)
    }
    assert nouns
    assert without_term(nouns) == []


def without_term(names: set[str]) -> list[str]:
    """Give the names that no row of the glossary has in its first column with a term beside."""
    glossary = read("docs/glossary.md")
    return sorted(name for name in names if not _row_of(name, glossary))


def _row_of(name: str, glossary: str) -> re.Match[str] | None:
    """A row that names the model in its first column and says something in its second."""
    return re.search(rf"^\|[^|\n]*`{name}`[^|\n]*\|[^|\n]*[a-z]{{3}}", glossary, re.MULTILINE)


def test_a_noun_without_a_term_is_found() -> None:
    assert without_term({"Case", "Gubernur"}) == ["Gubernur"]


def test_a_name_that_does_not_exist_is_found() -> None:
    text = (
        "`cases/views/apply.py:submission` `cases/views/apply.py:submit` `cases/nowhere.py` "
        "`offices/core/clock.py:WorkingCalendar.add` `offices/core/clock.py:WorkingCalendar.sub`"
    )

    assert naming.missing(text, folders=(ROOT,), rooms=frozenset()) == [
        "cases/nowhere.py",
        "cases/views/apply.py:submit",
        "offices/core/clock.py:WorkingCalendar.sub",
    ]


def test_the_description_for_catalogues_of_public_software_is_complete_and_current() -> None:
    said = yaml.safe_load((TOP / "publiccode.yml").read_text("utf-8"))
    project = tomllib.loads((TOP / "pyproject.toml").read_text("utf-8"))["project"]

    required = {
        "publiccodeYmlVersion", "name", "url", "platforms", "developmentStatus", "softwareType",
        "description", "legal", "maintenance", "localisation",
    }  # fmt: skip
    assert required <= set(said)
    assert said["softwareVersion"] == project["version"]
    assert said["legal"]["license"] == project["license"]
    assert set(said["localisation"]["availableLanguages"]) == {
        key for key, _name in settings.LANGUAGES
    }
    for words in said["description"].values():
        assert len(words["shortDescription"]) <= 150
        assert 150 <= len(words["longDescription"]) <= 10_000
        assert words["features"]
