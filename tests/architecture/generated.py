"""Pages of the reference that are made from the code, so that they are never wrong."""

import argparse
import ast
import importlib
import pkgutil
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from django.utils import translation

import prima
from prima.config import api, cli

ROOT = Path(__file__).parents[2]
FOLDER = ROOT / "docs" / "id" / "rujukan"
OPENAPI = ROOT / "docs" / "api" / "openapi.json"
SETTINGS = ROOT / "src" / "prima" / "config" / "settings.py"

_KINDS = {
    "text": "teks", "flag": "ya atau tidak", "whole": "bilangan bulat", "choice": "pilihan",
    "secret": "teks rahasia",
    "words": "daftar, dipisah koma", "path": "jalur", "picture": "jalur gambar PNG",
}  # fmt: skip
_MADE = "Halaman ini dibuat dari kode dengan `make docs`; jangan diubah dengan tangan.\n"


def pages() -> dict[Path, str]:
    """Every generated page with its text."""
    with translation.override("id"):
        return {
            FOLDER / "semua-perintah.md": commands_page(),
            FOLDER / "semua-pengaturan.md": settings_page(),
            FOLDER / "keadaan.md": states_page(),
            OPENAPI: api.schema_text(),
        }


def commands_page() -> str:
    """Every command with every option, as `prima --help` knows them."""
    parts = ["# Semua perintah", _MADE, "Penjelasan dan contoh: [perintah](perintah.md).\n"]
    for name, parser in _parsers("prima", cli.parser()):
        parts.append(f"## `{name}`\n\n{parser.description or ''}\n".replace("\n\n\n", "\n"))
        rows = [_option(action) for action in parser._actions if _is_said(action)]
        if rows:
            parts.append("| pilihan | bawaan | arti |\n|---|---|---|\n" + "\n".join(rows) + "\n")
    return "\n".join(parts)


def _parsers(
    name: str, parser: argparse.ArgumentParser
) -> Iterator[tuple[str, argparse.ArgumentParser]]:
    """The commands that can be run: those below which there is no other."""
    below = [one for one in parser._actions if isinstance(one, argparse._SubParsersAction)]
    if not below:
        yield name, parser
    for group in below:
        helps = {one.dest: one.help for one in group._choices_actions}
        for key, child in group.choices.items():
            child.description = child.description or helps.get(key)
            yield from _parsers(f"{name} {key}", child)


def _is_said(action: argparse.Action) -> bool:
    return action.dest != "help" and action.help != argparse.SUPPRESS


def _option(action: argparse.Action) -> str:
    names = ", ".join(f"`{one}`" for one in action.option_strings)
    names = names or f"`{action.metavar or action.dest}`"
    if action.choices:
        names += " " + " atau ".join(f"`{one}`" for one in action.choices)
    default = action.default
    shown = "" if default in (None, False, argparse.SUPPRESS) else f"`{default}`"
    return f"| {names} | {shown} | {(action.help or '').replace('|', '/')} |"


def settings_page() -> str:
    """Every variable the settings read, with its form, its default and its limits."""
    rows = [
        f"| `{name}` | {_KINDS[kind]} | {default} | {limits} |"
        for name, kind, default, limits in sorted(_settings())
    ]
    table = "| variabel | bentuk | bawaan | batas |\n|---|---|---|---|\n" + "\n".join(rows)
    return "\n".join(
        ["# Semua pengaturan", _MADE, "Artinya: [pengaturan](pengaturan.md).\n", table, ""]
    )


def _settings() -> Iterator[tuple[str, str, str, str]]:
    for node in ast.walk(ast.parse(SETTINGS.read_text("utf-8"))):
        if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Attribute):
            continue
        if ast.unparse(node.func.value) != "env" or not isinstance(node.args[0], ast.Constant):
            continue
        values = dict(enumerate(node.args)) | {one.arg: one.value for one in node.keywords}
        yield (
            str(node.args[0].value),
            node.func.attr,
            _default(values.get(1, values.get("default"))),
            _limits(values),
        )


def _default(value: ast.expr | None) -> str:
    """The default where it is a plain value; what is worked out is told on the other page."""
    if value is None:
        return "kosong"
    try:
        found = ast.literal_eval(value)
    except ValueError:
        return "lihat [pengaturan](pengaturan.md)"
    if isinstance(found, bool):
        return "ya" if found else "tidak"
    if isinstance(found, tuple):
        found = ",".join(found)
    return f"`{found}`" if found not in ("", None) else "kosong"


def _limits(values: Mapping[int | str | None, ast.expr]) -> str:
    least, most = values.get("least"), values.get("most")
    if least is not None and most is not None:
        return f"{ast.unparse(least)} sampai {ast.unparse(most)}"
    if 2 in values:
        return ", ".join(f"`{one}`" for one in ast.literal_eval(values[2]))
    return ""


def states_page() -> str:
    """Every table of moves as a drawing and as words."""
    parts = ["# Keadaan dan perpindahannya", _MADE]
    for name, table in moves():
        parts += [f"## `{name}`\n", f"```mermaid\n{_diagram(table)}```\n", _words(table)]
    return "\n".join(parts)


def moves() -> Iterator[tuple[str, Mapping[Any, Any]]]:
    """The tables of moves of all apps, by `app.NAME`."""
    for app in pkgutil.iter_modules(prima.__path__):
        package = importlib.import_module(f"prima.{app.name}")
        if not any(module.name == "rules" for module in pkgutil.iter_modules(package.__path__)):
            continue
        rules = importlib.import_module(f"prima.{app.name}.rules")
        for name, value in vars(rules).items():
            if name.endswith("MOVES"):
                yield f"{app.name}.{name}", value


def _diagram(table: Mapping[Any, Any]) -> str:
    states = type(next(iter(table)))
    lines = ["flowchart LR"]
    lines += [f'    {state.value}["{state.label}"]' for state in states]
    for state in states:
        targets = [target.value for target in states if target in table[state]]
        if targets:
            lines.append(f"    {state.value} --> {' & '.join(targets)}")
    return "\n".join(lines) + "\n"


def _words(table: Mapping[Any, Any]) -> str:
    states = type(next(iter(table)))
    rows = []
    for state in states:
        targets = ", ".join(str(one.label) for one in states if one in table[state])
        rows.append(f"- **{state.label}** → {targets or 'berakhir di sini'}")
    return "\n".join(rows) + "\n"
