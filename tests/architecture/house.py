"""The rules of the house, each a function from a source folder to the places that break it.

The folder is an argument, so that each rule is also shown failing on a small sample tree.
"""

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

# Floors every app stands on; they have no door because they have no secrets.
SHARED_FLOORS = frozenset({"kernel", "ui"})

# Called on a row or a set of rows, these write.
ALWAYS_WRITE = frozenset(
    {"bulk_create", "bulk_update", "get_or_create", "update_or_create", "create", "delete"}
)
# These are also the names of other things: a picture is saved to a file, a digest is updated with
# bytes. On rows they are called with keywords or nothing.
WRITE_WITH_KEYWORDS = frozenset({"save", "update"})
WRITING_SQL = re.compile(r"^\s*(INSERT|UPDATE|DELETE|TRUNCATE|MERGE)\b", re.IGNORECASE)

MOST_LINES_OF_FILE = 400
MOST_LINES_OF_FUNCTION = 50

NAMES_OF_NOTHING = frozenset({"utils", "util", "helpers", "helper", "misc"})

# Templates looked up by frameworks under names they choose.
FRAMEWORK_TEMPLATES = re.compile(r"^(403|403_csrf|404|429|500)\.html$|^(account|allauth|django)/")


@dataclass(frozen=True, order=True)
class Breach:
    """A place that breaks a rule."""

    file: str
    line: int
    what: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.what}"


def modules(root: Path, *, tests: bool = False) -> Iterator[tuple[Path, ast.Module]]:
    """Give every module with its tree; migrations are written by a tool."""
    for path in sorted(root.rglob("*.py")):
        parts = path.relative_to(root).parts
        if "migrations" in parts or (not tests and "tests" in parts):
            continue
        yield path, ast.parse(path.read_text(encoding="utf-8"), filename=str(path))


def app_of(root: Path, path: Path) -> str:
    return path.relative_to(root).parts[0]


def closed_doors(root: Path) -> list[Breach]:
    """Apps meet only at `public.py`."""
    return [
        _breach(root, path, line, f"enters by {module}, not by public")
        for path, tree in modules(root)
        for line, module in _imports(tree)
        if _is_window(module, app_of(root, path))
    ]


def _is_window(module: str, own: str) -> bool:
    """Tell an import of another app that goes past its door."""
    parts = module.split(".")
    if parts[0] != "prima" or len(parts) < 3:
        return False
    return parts[1] not in {own, "config", *SHARED_FLOORS} and parts[2] != "public"


def _imports(tree: ast.Module) -> Iterator[tuple[int, str]]:
    """Give what is imported; `from prima.cases import models` counts as prima.cases.models."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from ((node.lineno, alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            for alias in node.names:
                yield node.lineno, f"{node.module}.{alias.name}"


def stray_writers(root: Path, *, exceptions: frozenset[str] = frozenset()) -> list[Breach]:
    """Only actions write. The kernel keeps its own tables for the action that calls it."""
    return [
        _breach(root, path, node.lineno, what)
        for path, tree in modules(root)
        if not _may_write(path.relative_to(root), exceptions)
        for node in ast.walk(tree)
        if isinstance(node, ast.Call) and (what := _writes(node))
    ]


def _may_write(inside: Path, exceptions: frozenset[str]) -> bool:
    is_action = inside.stem == "actions" or "actions" in inside.parts[:-1]
    return is_action or inside.parts[0] == "kernel" or inside.as_posix() in exceptions


def _writes(call: ast.Call) -> str:
    if not isinstance(call.func, ast.Attribute):
        return ""
    name = call.func.attr
    if name in ALWAYS_WRITE or (name in WRITE_WITH_KEYWORDS and not call.args):
        return f".{name}() writes outside actions"
    if name == "execute" and call.args and isinstance(call.args[0], ast.Constant):
        words = call.args[0].value
        if isinstance(words, str) and WRITING_SQL.match(words):
            return "SQL writes outside actions"
    return ""


def long_things(root: Path, *, exceptions: frozenset[str] = frozenset()) -> list[Breach]:
    """Files and functions stay readable at once; lists of words are data."""
    breaches = []
    for path, tree in modules(root, tests=True):
        lines = path.read_text(encoding="utf-8").count("\n")
        if lines > MOST_LINES_OF_FILE and path.relative_to(root).as_posix() not in exceptions:
            breaches.append(_breach(root, path, 1, f"{lines} lines in one file"))
        for node in ast.walk(tree):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                length = (node.end_lineno or node.lineno) - node.lineno + 1
                if length > MOST_LINES_OF_FUNCTION:
                    what = f"{node.name} has {length} lines"
                    breaches.append(_breach(root, path, node.lineno, what))
    return breaches


def empty_names(root: Path) -> list[Breach]:
    """There is no `utils`: a name says what belongs there."""
    return [
        _breach(root, path, 1, f"the name “{path.stem}” says nothing")
        for path in sorted(root.rglob("*"))
        if path.stem in NAMES_OF_NOTHING and "__pycache__" not in path.parts
    ]


def undescribed_modules(root: Path) -> list[Breach]:
    """Each module says in its first line what belongs there."""
    return [
        _breach(root, path, 1, "has no docstring")
        for path, tree in modules(root, tests=True)
        if tree.body and not ast.get_docstring(tree)
    ]


def unused_templates(root: Path) -> list[Breach]:
    """Every template is named by a view, a tag, an action or another template."""
    files = {
        path.relative_to(folder).as_posix(): path
        for folder in sorted(root.glob("*/templates"))
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }
    named = _named_in_code(root) | _named_in_templates(files.values())
    return [
        _breach(root, path, 1, f"the template {name} is used nowhere")
        for name, path in files.items()
        if name not in named and not FRAMEWORK_TEMPLATES.match(name)
    ]


def _named_in_code(root: Path) -> set[str]:
    return {
        node.value
        for _path, tree in modules(root)
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    }


def _named_in_templates(files: object) -> set[str]:
    names: set[str] = set()
    for path in files:  # type: ignore[attr-defined]
        names.update(re.findall(r"[\"']([\w./-]+\.\w+)[\"']", path.read_text(encoding="utf-8")))
    return names


def untested_actions(root: Path, *test_folders: Path) -> list[Breach]:
    """Every action is called by a test."""
    called = set()
    for folder in test_folders:
        for path in folder.rglob("*.py"):
            if "tests" in path.parts:
                called |= _called(ast.parse(path.read_text(encoding="utf-8")))
    return [
        _breach(root, path, node.lineno, f"no test calls {node.name}")
        for path, node in actions(root)
        if node.name not in called
    ]


def actions(root: Path) -> Iterator[tuple[Path, ast.FunctionDef]]:
    """Give every public function that changes something and says when."""
    for path, tree in modules(root):
        inside = path.relative_to(root)
        if inside.stem == "actions":
            offered = None
        elif "actions" in inside.parts[:-1]:
            offered = _offered_by(path.parent)
        else:
            continue
        for node in tree.body:
            if isinstance(node, ast.FunctionDef) and _is_action(node, offered):
                yield path, node


def _offered_by(folder: Path) -> set[str]:
    """Read `__all__` of a folder of actions: what is not in it serves the actions beside it."""
    tree = ast.parse((folder / "__init__.py").read_text(encoding="utf-8"))
    return {
        name
        for node in tree.body
        if isinstance(node, ast.Assign) and getattr(node.targets[0], "id", "") == "__all__"
        for name in ast.literal_eval(node.value)
    }


def _is_action(function: ast.FunctionDef, offered: set[str] | None) -> bool:
    named = {argument.arg for argument in function.args.kwonlyargs}
    is_public = function.name in offered if offered is not None else function.name[0] != "_"
    return is_public and "at" in named


def _called(tree: ast.Module) -> set[str]:
    names = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            function = node.func
            if isinstance(function, ast.Attribute):
                names.add(function.attr)
            elif isinstance(function, ast.Name):
                names.add(function.id)
    return names


def environment_names(settings: Path) -> set[str]:
    """Give the names of the variables the settings read."""
    return {
        node.args[0].value
        for node in ast.walk(ast.parse(settings.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and isinstance(node.func.value, ast.Name)
        and node.func.value.id == "env"
        and node.args
        and isinstance(node.args[0], ast.Constant)
        and isinstance(node.args[0].value, str)
    }


def event_names(root: Path) -> set[str]:
    """Give the names of the events apps publish; a class others build on is no event itself."""
    classes = [
        node
        for path, tree in modules(root)
        if path.stem == "events" and app_of(root, path) != "kernel"
        for node in tree.body
        if isinstance(node, ast.ClassDef)
    ]
    bases = {base.id for node in classes for base in node.bases if isinstance(base, ast.Name)}
    return {node.name for node in classes} - bases


def undocumented(names: set[str], *folders: Path) -> list[str]:
    """Give the names that no page of the docs mentions."""
    text = "\n".join(
        path.read_text(encoding="utf-8")
        for folder in folders
        for path in sorted(folder.rglob("*.md"))
        if ".venv" not in path.parts
    )
    return sorted(name for name in names if not re.search(rf"\b{re.escape(name)}\b", text))


def _breach(root: Path, path: Path, line: int, what: str) -> Breach:
    return Breach(path.relative_to(root).as_posix(), line, what)
