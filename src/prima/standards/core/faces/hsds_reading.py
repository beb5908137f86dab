"""Services out of HSDS 3.0: a page of the API, a package, or one service.

What another system says with HSDS's own fields is taken over; the rest of the draft stays empty.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Final

from prima.standards.core.faces.columns import LINE_COMPONENTS, SHEET_NAMES
from prima.standards.core.faces.hsds_writing import BASIS, CATEGORY, PRODUCT
from prima.standards.core.faces.shape import RawRow, RawService
from prima.standards.core.keys import key_from

Thing = Mapping[str, Any]
_AROUND: Final = ("owner", "offered_by", "keywords", "asks", "proposal", "effective_on")


def services(document: object) -> list[RawService]:
    """Return the services of the document; none when there is nothing of the kind."""
    found: list[RawService] = []
    taken: set[str] = set()
    for thing in _things(document):
        if "name" in thing and "status" in thing:
            found.append(_service(thing, taken))
            taken.add(str(found[-1].row.values["key"]))
    return found


def _things(document: object) -> list[Thing]:
    if isinstance(document, Mapping):
        document = document.get("contents", [document])
    rows = document if isinstance(document, list) else []
    return [one for one in rows if isinstance(one, Mapping)]


def _service(thing: Thing, taken: set[str]) -> RawService:
    own = _own(thing)
    name = thing.get("name")
    values: dict[str, Any] = {
        "key": own["key"] if "key" in own else key_from(str(name), taken),
        "name": name,
        "summary": thing.get("description"),
        "category": _codes(thing, CATEGORY),
        **{one: own[one] for one in _AROUND if one in own},
    }
    for block in ("place", "decree", "retired"):
        inner = own.get(block)
        if isinstance(inner, Mapping):
            values |= {f"{block}.{one}": value for one, value in inner.items()}
    values |= _standard(thing, own)
    part = f"Layanan {values['key']}"
    blocks = {
        block: [
            RawRow(f"{part}, {SHEET_NAMES[block]}", at, row)
            for at, row in enumerate(rows, start=1)
        ]
        for block, rows in _blocks(thing, own).items()
    }
    return RawService(RawRow(part, 0, values), blocks)


def _own(thing: Thing) -> Thing:
    own = thing.get("prima", {})
    return own if isinstance(own, Mapping) else {}


def _standard(thing: Thing, own: Thing) -> dict[str, Any]:
    values: dict[str, Any] = {
        "standard.product.items": [one.get("value") for one in _attributes(thing, PRODUCT)],
        "standard.product.validity": own.get("validity"),
        **{f"standard.{name}": own[name] for name in LINE_COMPONENTS if name in own},
    }
    time = own.get("completion_time")
    if isinstance(time, Mapping):
        values |= {f"standard.completion_time.{name}": value for name, value in time.items()}
    return values


def _blocks(thing: Thing, own: Thing) -> dict[str, list[Thing]]:
    return {
        "situation_groups": _rows(own, "situation_groups"),
        "situations": _rows(own, "situations"),
        "requirements": _requirements(thing, own),
        "procedure": _procedure(thing, own),
        "fee": [_fee(one) for one in _rows(thing, "cost_options")],
        "legal_basis": [
            {**_own(one), "rule": one.get("value")} for one in _attributes(thing, BASIS)
        ],
        "to_confirm": _rows(own, "to_confirm"),
    }


def _requirements(thing: Thing, own: Thing) -> list[Thing]:
    papers = [
        {"kind": "document", **_own(one), "text": one.get("document")}
        for one in _rows(thing, "required_documents")
    ]
    return sorted([*papers, *_rows(own, "requirements")], key=_position)


def _procedure(thing: Thing, own: Thing) -> list[Thing]:
    """Our steps; else the lines in which another system tells how to apply."""
    if "procedure" in own:
        return _rows(own, "procedure")
    text = thing.get("application_process")
    lines = text.splitlines() if isinstance(text, str) else []
    return [{"text": line.strip()} for line in lines if line.strip()]


def _fee(one: Thing) -> Thing:
    amount = one.get("amount")
    whole = isinstance(amount, float) and amount.is_integer()
    return {
        **_own(one),
        "amount": int(amount) if whole and amount is not None else amount,
        "label": one.get("option"),
        "payment_channel": one.get("amount_description"),
    }


def _attributes(thing: Thing, taxonomy: str) -> Iterator[Thing]:
    for one in _rows(thing, "attributes"):
        term = one.get("taxonomy_term")
        if isinstance(term, Mapping) and term.get("taxonomy") == taxonomy:
            yield one


def _codes(thing: Thing, taxonomy: str) -> Any:
    for one in _attributes(thing, taxonomy):
        return one["taxonomy_term"].get("code")
    return None


def _rows(thing: Thing, name: str) -> list[Thing]:
    rows = thing.get(name, [])
    return [one for one in rows if isinstance(one, Mapping)] if isinstance(rows, list) else []


def _position(row: Thing) -> int:
    at = row.get("position", 0)
    return at if isinstance(at, int) else 0
