"""Every sentence a person may read, with the place where it stands: screens, prints, commands."""

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import yaml

GETTEXT = frozenset({"_", "gettext", "gettext_lazy", "gettext_noop", "ngettext", "ngettext_lazy"})
# Commands speak to operators without gettext; these carry their sentences.
SPEAKING = frozenset(
    {"say", "complain", "progress", "step", "CommandError", "SettingError", "EmbeddedServerError"}
)

TRANSLATED = re.compile(r"""(?:\btrans(?:late)?\s+|\b_\()(["'])(?P<text>.+?)\1""")
BLOCK = re.compile(
    r"{%\s*blocktrans(?:late)?\b.*?%}(?P<text>.*?){%\s*endblocktrans\w*\s*%}", re.DOTALL
)
PLURAL = re.compile(r"{%\s*plural\s*%}")
# What is taken out, in this order, so that only words for people stay: texts that are translated,
# blocks that fill an attribute, tags (they stand inside markup and may hold its brackets), markup.
NOT_SHOWN = (
    BLOCK,
    re.compile(r"{%\s*block \w*(?:class|paper)\b.*?{%\s*endblock\b.*?%}", re.DOTALL),
    re.compile(r"{%.*?%}|{{.*?}}|{#.*?#}", re.DOTALL),
    re.compile(r"<!--.*?-->|<(script|style)\b.*?</\1>|</?[a-zA-Z!][^>]*>", re.DOTALL),
    re.compile(r"[\w:-]+=\"[^\"]*\""),  # a part that holds attributes alone
)
LETTER = re.compile(r"[A-Za-z]{2}")
# Attributes that are read to people.
READ_OUT = re.compile(r'\b(?:alt|aria-label|placeholder|title)="(?P<text>[^"{]+)"')


@dataclass(frozen=True)
class Text:
    """One piece of text and where it stands."""

    file: str
    line: int
    text: str
    is_button: bool = False


def of_modules(root: Path) -> Iterator[Text]:
    """Give what is translated in Python, and what commands print."""
    for path in sorted(root.rglob("*.py")):
        parts = path.relative_to(root).parts
        if "migrations" in parts or "tests" in parts:
            continue
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call):
                yield from _spoken(node, str(path.relative_to(root)))


def _spoken(call: ast.Call, file: str) -> Iterator[Text]:
    """Give the strings of one call that somebody will read."""
    name = getattr(call.func, "id", getattr(call.func, "attr", ""))
    if name in GETTEXT or name in SPEAKING:
        yield from _strings(call.args, file)
    yield from _strings([word.value for word in call.keywords if word.arg == "help"], file)


def _strings(nodes: list[ast.expr], file: str) -> Iterator[Text]:
    for node in nodes:
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield Text(file, node.lineno, node.value)
        if isinstance(node, ast.JoinedStr):
            parts = (
                part.value if isinstance(part, ast.Constant) else "{}" for part in node.values
            )
            yield Text(file, node.lineno, "".join(map(str, parts)))


def of_templates(root: Path) -> Iterator[Text]:
    """Give what templates translate; what they show without translating is `untranslated`."""
    for path in sorted(root.rglob("templates/**/*.html")):
        source, file = path.read_text(encoding="utf-8"), str(path.relative_to(root))
        for match in TRANSLATED.finditer(source):
            tag = source[: match.start()].rpartition("{%")[2]
            yield Text(
                file,
                _line(source, match.start()),
                match["text"],
                is_button=tag.split() == ["button"],
            )
        for match in BLOCK.finditer(source):
            for text in PLURAL.split(match["text"]):
                yield Text(file, _line(source, match.start()), text)


def untranslated(root: Path) -> Iterator[Text]:
    """Give words that stand bare in a template: no language can reach them."""
    for path in sorted(root.rglob("templates/**/*.html")):
        bare = READ_OUT.sub(r">\g<text><i ", path.read_text(encoding="utf-8"))
        for pattern in NOT_SHOWN:
            bare = pattern.sub(_same_lines, bare)
        for number, line in enumerate(bare.splitlines(), start=1):
            if LETTER.search(line):
                yield Text(str(path.relative_to(root)), number, line.strip())


def of_catalogue(folder: Path) -> Iterator[Text]:
    """Give what citizens read of services and procedures: every value but keys and names."""
    for path in sorted(folder.rglob("*.yaml")):
        root = yaml.compose(path.read_text(encoding="utf-8"), Loader=yaml.SafeLoader)
        for node in _values(root):
            yield Text(str(path.relative_to(folder)), node.start_mark.line + 1, node.value)


# What people type to find a service is their own speech; titles of rules are as gazetted.
NOT_OURS = frozenset(
    {"keywords", "title", "legal_basis", "rule", "source", "key", "unit", "marks", "exits"}
)


def _values(node: yaml.Node | None) -> Iterator[yaml.ScalarNode]:
    if isinstance(node, yaml.ScalarNode):
        yield node
    elif isinstance(node, yaml.SequenceNode):
        for item in node.value:
            yield from _values(item)
    elif isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            if key.value not in NOT_OURS:
                yield from _values(value)


def _same_lines(match: re.Match[str]) -> str:
    return "\n" * match[0].count("\n") or " "


def _line(source: str, at: int) -> int:
    return source.count("\n", 0, at) + 1
