"""Reads which files and names a page of the docs speaks of, and which of them do not exist."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

# `cases/views/apply.py:submission`, `catalogue/sops/`; a placeholder such as `<key>.yaml` is none.
_SPOKEN = re.compile(r"`(\w[\w./-]*?(?:/|\.(?:py|md|csv|yaml|toml|html)))(?::([A-Za-z_][\w.]*))?`")


def spoken_of(text: str) -> list[tuple[str, str]]:
    """Give every path in backticks with the name behind its colon, or nothing."""
    return [(path, name or "") for path, name in _SPOKEN.findall(text)]


def missing(text: str, *, folders: tuple[Path, ...], rooms: frozenset[str]) -> list[str]:
    """Give what the text speaks of and no folder has; rooms are files that many apps have."""
    return sorted(
        {
            f"{path}:{name}" if name else path
            for path, name in spoken_of(text)
            if path not in rooms and not _exists(path, name, folders)
        }
    )


def _exists(path: str, name: str, folders: tuple[Path, ...]) -> bool:
    places = [folder / path for folder in folders if (folder / path).exists()]
    if not name:
        return bool(places)
    return any(name in set(_names(ast.parse(place.read_text("utf-8")))) for place in places)


def _names(tree: ast.Module | ast.ClassDef, before: str = "") -> Iterator[str]:
    """Give the functions, classes and values of a module; members as `Class.member`."""
    for node in tree.body:
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield before + node.name
        elif isinstance(node, ast.ClassDef):
            yield before + node.name
            yield from _names(node, f"{before}{node.name}.")
        elif isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name):
            yield before + node.target.id
        elif isinstance(node, ast.Assign):
            yield from (before + one.id for one in node.targets if isinstance(one, ast.Name))
