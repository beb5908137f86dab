"""Finds the places of our code where text could become a command, a query or a page."""

import ast
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

# Called by these names, whatever they are called on.
_METHODS = {
    "execute": "sql", "executemany": "sql", "raw": "sql", "extra": "sql", "RawSQL": "sql",
    "mark_safe": "markup", "SafeString": "markup",
    "eval": "code", "exec": "code", "compile_command": "code",
    "run": "process", "Popen": "process", "system": "process", "check_output": "process",
}  # fmt: skip
_PROCESS_OWNERS = {"subprocess", "os", "asyncio"}
_MODULES = {"pickle": "objects", "marshal": "objects", "shelve": "objects", "dill": "objects"}
_TEMPLATE = re.compile(r"\|\s*safe\b|\|\s*safeseq\b|\{%\s*autoescape\s+off|<script(?![^>]*\bsrc=)")


def sinks(root: Path) -> Counter[tuple[str, str]]:
    """Count dangerous calls by file and kind; templates that switch escaping off count too."""
    found: Counter[tuple[str, str]] = Counter()
    for path in sorted(root.rglob("*.py")):
        name = path.relative_to(root).as_posix()
        if "/tests/" in name or "/migrations/" in name:
            continue
        found.update((name, kind) for kind in _in_code(ast.parse(path.read_text("utf-8"))))
    for path in sorted(root.rglob("*.html")):
        name = path.relative_to(root).as_posix()
        found.update((name, "markup") for _hit in _TEMPLATE.finditer(path.read_text("utf-8")))
    return found


def _in_code(tree: ast.Module) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (_MODULES[one.name] for one in node.names if one.name in _MODULES)
        elif isinstance(node, ast.ImportFrom) and node.module in _MODULES:
            yield _MODULES[node.module]
        elif isinstance(node, ast.Call):
            yield from _of_call(node)


def _of_call(node: ast.Call) -> Iterator[str]:
    if any(word.arg == "shell" for word in node.keywords):
        yield "shell"
    name, owner = _called(node.func)
    kind = _METHODS.get(name, "")
    if name == "load" and owner == "yaml":
        yield "objects"
    elif kind == "process":
        if owner in _PROCESS_OWNERS:
            yield kind
    elif kind == "code":
        if not owner:  # a method of that name is something else
            yield kind
    elif kind:
        yield kind


def _called(function: ast.expr) -> tuple[str, str]:
    """The name that is called, and the name of what it is called on."""
    if isinstance(function, ast.Name):
        return function.id, ""
    if isinstance(function, ast.Attribute):
        owner = function.value
        return function.attr, owner.id if isinstance(owner, ast.Name) else "?"
    return "", ""
