"""Writing plain data as a YAML file that people go on editing by hand.

What `yaml_lines.read` reads back is equal to what was written. Texts that any YAML reader could
take for something else (`on`, `08:30`) stand in quotes.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any, Final

import yaml

_WIDTH: Final = 100


def text_of(data: Mapping[str, Any], *, in_line: Collection[str] = ()) -> str:
    """Return the data as YAML, keys in their order; values under `in_line` stand on one line."""
    return yaml.dump(
        _styled(data, frozenset(in_line)),
        Dumper=_Dumper,
        allow_unicode=True,
        sort_keys=False,
        default_flow_style=False,
        width=_WIDTH,
    )


class _InLine(dict[str, Any]):
    """A block written as `{key: value}`."""


class _InLineList(list[Any]):
    """A list written as `[one, two]`."""


class _Dumper(yaml.SafeDumper):
    """Safe writing without anchors: equal lists in two places are written twice."""

    def ignore_aliases(self, data: Any) -> bool:
        return True

    def increase_indent(self, flow: bool = False, indentless: bool = False) -> None:
        """Indent the items of a list below its key, as people write them."""
        super().increase_indent(flow, indentless=False)


def _represent_block(dumper: yaml.SafeDumper, data: _InLine) -> yaml.Node:
    return dumper.represent_mapping("tag:yaml.org,2002:map", data.items(), flow_style=True)


def _represent_list(dumper: yaml.SafeDumper, data: _InLineList) -> yaml.Node:
    return dumper.represent_sequence("tag:yaml.org,2002:seq", data, flow_style=True)


_Dumper.add_representer(_InLine, _represent_block)
_Dumper.add_representer(_InLineList, _represent_list)


def _styled(value: Any, in_line: frozenset[str], *, here: bool = False) -> Any:
    if isinstance(value, Mapping):
        block = {key: _styled(child, in_line, here=key in in_line) for key, child in value.items()}
        return _InLine(block) if here else block
    if isinstance(value, list | tuple):
        rows = [_styled(child, in_line) for child in value]
        plain = not any(isinstance(row, dict) for row in rows)
        return _InLineList(rows) if here and plain else rows
    return value
