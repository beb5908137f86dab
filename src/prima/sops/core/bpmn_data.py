"""Plain data as XML in our own namespace and back: every field of a procedure, also new ones.

A text, number or flag is an attribute; a list is an element with an `item` for each; a block is an
element. The names are those of the catalogue file (`data.to_data`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import fields
from typing import Any, Final
from xml.etree.ElementTree import Element

from prima.sops.core.bpmn_names import PRIMA
from prima.sops.core.model import Identity, Norm, SopActor, SopDocument, Step

ITEM: Final = "item"

# Which fields are not texts is read off the values, so that a new field needs no word here.
_TYPES: Final = {
    field.name: str(field.type)
    for kind in (SopDocument, Identity, SopActor, Step, Norm)
    for field in fields(kind)
}
_FLAGS: Final = frozenset(name for name, type_ in _TYPES.items() if type_ == "bool")
_WHOLE: Final = frozenset(name for name, type_ in _TYPES.items() if "int" in type_)

_ESCAPES: Final = {
    "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;",
    "\n": "&#10;", "\r": "&#13;", "\t": "&#9;",
}  # fmt: skip
# XML 1.0 has no place for these at all, not even as references.
_FORBIDDEN: Final = r"\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff"
_SPECIAL: Final = re.compile(rf'[&<>"\n\r\t{_FORBIDDEN}]')


def escaped(text: str) -> str:
    """The text for an attribute or the inside of an element; what XML cannot say becomes �."""
    if not _SPECIAL.search(text):
        return text
    return _SPECIAL.sub(lambda found: _ESCAPES.get(found[0], "�"), text)


def encode(name: str, data: Mapping[str, Any]) -> str:
    """A block as one element of this name."""
    attributes, children = [], []
    for key, value in data.items():
        if isinstance(value, Mapping):
            children.append(encode(key, value))
        elif isinstance(value, list | tuple):
            children.append(f"<prima:{key}>{''.join(map(_item, value))}</prima:{key}>")
        else:
            attributes.append(f' {key}="{escaped(_scalar(value))}"')
    opening = f"<prima:{name}{''.join(attributes)}"
    return f"{opening}>{''.join(children)}</prima:{name}>" if children else f"{opening}/>"


def decode(element: Element) -> dict[str, Any]:
    """The block that `encode` wrote; numbers that are none stay texts, and checks refuse them."""
    data: dict[str, Any] = {key: _typed(key, value) for key, value in element.attrib.items()}
    for child in element:
        data[_local(child)] = list(_items(child)) if _is_list(child) else decode(child)
    return data


def _item(value: Any) -> str:
    if isinstance(value, Mapping):
        return encode(ITEM, value)
    return f"<prima:{ITEM}>{escaped(str(value))}</prima:{ITEM}>"


def _scalar(value: Any) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)


def _typed(key: str, value: str) -> Any:
    if key in _FLAGS and value in {"true", "false"}:
        return value == "true"
    if key in _WHOLE and re.fullmatch(r"[0-9]{1,9}", value):
        return int(value)
    return value


def _is_list(element: Element) -> bool:
    return not element.attrib and all(_local(child) == ITEM for child in element)


def _items(element: Element) -> Iterator[Any]:
    for child in element:
        yield decode(child) if len(child) or child.attrib else child.text or ""


def _local(element: Element) -> str:
    return element.tag.removeprefix(f"{{{PRIMA}}}")
