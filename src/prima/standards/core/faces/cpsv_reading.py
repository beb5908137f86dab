"""Services out of JSON-LD of CPSV-AP, in the form `cpsv_writing` gives it.

Another system may order its nodes otherwise or say less: what it says with the vocabulary's words
is taken over, the rest of the draft stays empty.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any, Final

from prima.standards.core.faces.columns import LINE_COMPONENTS, SHEET_NAMES
from prima.standards.core.faces.cpsv_terms import owned
from prima.standards.core.faces.durations import amount_of, unit_of
from prima.standards.core.faces.shape import RawRow, RawService

Node = Mapping[str, Any]


def services(document: object) -> list[RawService]:
    """Return the public services of the graph; none when there is nothing of the kind."""
    graph = document.get("@graph", []) if isinstance(document, Mapping) else []
    nodes = [node for node in graph if isinstance(node, Mapping)] if _is_list(graph) else []
    return [_service(node) for node in nodes if _is_a(node, "PublicService")]


def _service(node: Node) -> RawService:
    key = node.get("dct:identifier", "")
    values = {
        "key": key,
        "name": _text(node.get("dct:title")),
        "summary": _text(node.get("dct:description")),
        "keywords": _texts(node.get("dcat:keyword")),
        **owned(node, "category", "owner", "asks", "offered_by", "proposal", "effective_on"),
        **{f"place.{name}": value for name, value in owned(node, "label", "note").items()},
    }
    for block, names in _BLOCKS.items():
        inner = node.get(f"prima:{block}")
        if isinstance(inner, Mapping):
            values |= {f"{block}.{name}": value for name, value in owned(inner, *names).items()}
    values |= _standard(node)
    part = f"Layanan {key}"
    blocks = {
        name: [
            RawRow(f"{part}, {SHEET_NAMES[name]}", at, row)
            for at, row in enumerate(read(node), start=1)
        ]
        for name, read in _ROWS.items()
    }
    return RawService(RawRow(part, 0, values), blocks)


_BLOCKS = {
    "decree": ("number", "on", "signatory"),
    "retired": ("on", "note", "redirect_name", "redirect_url"),
}


def _standard(node: Node) -> dict[str, Any]:
    values: dict[str, Any] = {
        "standard.product.items": [
            _text(one.get("dct:title")) for one in _nodes(node, "cpsv:produces")
        ],
        **{f"standard.product.{name}": one for name, one in owned(node, "validity").items()},
        **{
            f"standard.{name}": _texts(node.get(f"prima:{name}"))
            for name in LINE_COMPONENTS
            if f"prima:{name}" in node
        },
    }
    duration = _text(node.get("cv:processingTime"))
    own_time = node.get("prima:completion_time")
    time: dict[str, Any] = {}
    if isinstance(duration, str) and duration:
        time = {"amount": amount_of(duration), "unit": unit_of(duration)}
    if isinstance(own_time, Mapping):
        time |= owned(own_time, "unit", "start_event", "stop_event", "note")
    elif time:
        # The vocabulary counts from asking to having; that is what a clock of ours says then.
        time |= {"start_event": "received", "stop_event": "handed_over"}
    return values | {f"standard.completion_time.{name}": one for name, one in time.items()}


def _requirements(node: Node) -> Iterator[dict[str, Any]]:
    for one in _nodes(node, "cv:holdsRequirement"):
        has_paper = "cv:hasSupportingEvidence" in one
        yield {
            "key": one.get("dct:identifier"),
            "text": _text(one.get("dct:title")),
            "kind": "document" if has_paper else "condition",
            **owned(one, "note", "kind", "original", "copies"),
            "situations": _texts(one.get("prima:situations")),
        }


def _procedure(node: Node) -> Iterator[dict[str, Any]]:
    for one in _nodes(node, "cpsv:follows"):
        text = _text(one.get("dct:description")) or _text(one.get("dct:title"))
        yield {"text": text, **owned(one, "actor", "note")}


def _fee(node: Node) -> Iterator[dict[str, Any]]:
    for one in _nodes(node, "cv:hasCost"):
        yield {
            "amount": _whole(one.get("cv:hasValue")),
            "label": _text(one.get("dct:description")),
            **owned(one, "rule", "article", "payment_channel", "source_checked"),
            "situations": _texts(one.get("prima:situations")),
        }


def _legal_basis(node: Node) -> Iterator[dict[str, Any]]:
    for one in _nodes(node, "cv:hasLegalResource"):
        yield {
            "rule": _text(one.get("dct:identifier")),
            "title": _text(one.get("dct:title")),
            "about": _text(one.get("dct:description")),
            **owned(one, "article", "source", "in_force", "source_checked"),
        }


def _own_rows(block: str, *names: str) -> Callable[[Node], Iterator[dict[str, Any]]]:
    return lambda node: (owned(one, *names) for one in _nodes(node, f"prima:{block}"))


_ROWS: Final[Mapping[str, Callable[[Node], Iterator[dict[str, Any]]]]] = {
    "situation_groups": _own_rows("situation_groups", "key", "label"),
    "situations": _own_rows("situations", "key", "label", "group"),
    "requirements": _requirements,
    "procedure": _procedure,
    "fee": _fee,
    "legal_basis": _legal_basis,
    "to_confirm": _own_rows("to_confirm", "component", "text"),
}


def _nodes(node: Node, name: str) -> list[Node]:
    """The nodes of a property in the order they once had: a graph by itself has none."""
    value = node.get(name, [])
    found = [one for one in (value if _is_list(value) else [value]) if isinstance(one, Mapping)]
    return sorted(found, key=_position)


def _position(node: Node) -> int:
    at = node.get("prima:position", 0)
    return at if isinstance(at, int) else 0


def _is_a(node: Node, kind: str) -> bool:
    kinds = node.get("@type", [])
    return any(
        isinstance(one, str) and one.removeprefix("cpsv:") == kind
        for one in (kinds if _is_list(kinds) else [kinds])
    )


def _is_list(value: object) -> bool:
    return isinstance(value, list)


def _text(value: Any) -> Any:
    """A text, also where it is said with its language or more than once."""
    if isinstance(value, list) and value:
        value = next((one for one in value if _language(one) == "id"), value[0])
    return value.get("@value", "") if isinstance(value, Mapping) else value


def _language(value: object) -> object:
    return value.get("@language") if isinstance(value, Mapping) else None


def _texts(value: Any) -> Any:
    if isinstance(value, Mapping) and "@list" in value:
        value = value["@list"]
    if isinstance(value, list):
        return [_text(one) for one in value]
    return [] if value is None else [_text(value)]


def _whole(value: Any) -> Any:
    """A number of rupiah; written as a text because doubles are written so in RDF."""
    plain = _text(value)
    try:
        number = float(plain)
    except (TypeError, ValueError):
        return plain
    return int(number) if number.is_integer() else plain
