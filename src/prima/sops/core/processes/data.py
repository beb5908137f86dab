"""Reading a process group from its file, and writing it as the same file."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final, cast

from prima.kernel import yaml_writing
from prima.kernel.yaml_fields import Fields
from prima.sops.core.processes.model import (
    CODE,
    DEEPEST,
    GROUPS,
    Group,
    Process,
    ProcessMap,
    Relation,
    is_code,
    is_within,
    level_of,
    parent_of,
)

LONGEST_NAME: Final = 120
LONGEST_OWNER: Final = 120
LONGEST_TEXT: Final = 400
LONGEST_THING: Final = 120
_IN_LINE: Final = ("services",)


def parse(root: Fields) -> ProcessMap:
    """Read one file. Use the result only when its source has no problems."""
    group = cast(Group, root.choice("group", GROUPS))
    processes = list(_process(root, group, above=""))
    relations = tuple(_relation(row) for row in root.rows("relations", required=False))
    root.close()
    return ProcessMap(tuple(processes), relations)


def _process(block: Fields, group: Group, *, above: str) -> Iterator[Process]:
    """The process of a block and everything below it."""
    code = _code(block, above)
    yield Process(
        code=code,
        name=block.text("name", at_most=LONGEST_NAME),
        owner=block.text("owner", at_most=LONGEST_OWNER),
        group=group,
        purpose=block.text("purpose", required=False, at_most=LONGEST_TEXT),
        output=block.text("output", required=False, at_most=LONGEST_TEXT),
        outcome=block.text("outcome", required=False, at_most=LONGEST_TEXT),
        services=block.texts("services", required=False),
        source=block.text("source", required=False, at_most=LONGEST_TEXT),
        source_checked=block.flag("source_checked", default=False),
    )
    for row in block.rows("processes", required=False):
        yield from _process(row, group, above=code)
        row.close()


def _code(block: Fields, above: str) -> str:
    code = block.text("code")
    if not code:
        return code
    if not CODE.fullmatch(code):
        block.report("code", f"`{code}` bukan nomor proses.", 'Tulis seperti "02" atau "02.01".')
    elif parent_of(code) != above:
        where = f"di bawah `{above}`" if above else "di tingkat 0"
        block.report(
            "code", f"`{code}` tidak berada {where}.", "Pindahkan prosesnya, atau ganti nomornya."
        )
    elif level_of(code) > DEEPEST:
        block.report(
            "code",
            f"`{code}` terlalu dalam.",
            f"Peta proses berhenti di tingkat {DEEPEST}; rinciannya ditulis sebagai SOP.",
        )
    return code


def _relation(row: Fields) -> Relation:
    relation = Relation(
        supplier=row.text("supplier", at_most=LONGEST_OWNER),
        what=row.text("what", at_most=LONGEST_THING),
        receiver=row.text("receiver", at_most=LONGEST_OWNER),
    )
    row.close()
    if relation.supplier and relation.receiver:
        _check_parties(row, relation)
    return relation


def _check_parties(row: Fields, relation: Relation) -> None:
    if not (is_code(relation.supplier) or is_code(relation.receiver)):
        row.report(
            "supplier",
            "hubungan ini tidak menyebut satu proses pun.",
            "Pemberi atau penerimanya harus nomor sebuah proses.",
        )
    elif is_related(relation):
        row.report(
            "receiver",
            f"`{relation.receiver}` dan `{relation.supplier}` adalah proses yang sama.",
            "Hubungkan dua proses yang tidak saling membawahi.",
        )


def is_related(relation: Relation) -> bool:
    """Whether both parties are one process, or one stands below the other."""
    one, other = relation.supplier, relation.receiver
    return is_within(one, other) or is_within(other, one)


def group_file(whole: ProcessMap, code: str) -> str:
    """The text of `processes/<code>.yaml`: a process group with everything below it."""
    top = whole.by_code[code]
    data = {"code": top.code, "name": top.name, "group": top.group, **_rest(whole, top)}
    relations = [
        {"supplier": one.supplier, "what": one.what, "receiver": one.receiver}
        for one in whole.relations
        if is_within(home_of(one), code)
    ]
    if relations:
        data["relations"] = relations
    return yaml_writing.text_of(data, in_line=_IN_LINE)


def home_of(relation: Relation) -> str:
    """The process in whose file a relation is written: who gives, or else who receives."""
    return relation.supplier if is_code(relation.supplier) else relation.receiver


def _rest(whole: ProcessMap, one: Process) -> dict[str, Any]:
    """Everything but number, name and group; what is empty is not written."""
    said: dict[str, Any] = {
        "owner": one.owner,
        "purpose": one.purpose,
        "output": one.output,
        "outcome": one.outcome,
        "services": list(one.services),
        "source": one.source,
    }
    data = {key: value for key, value in said.items() if value}
    if one.source:
        data["source_checked"] = one.source_checked
    below = [
        {"code": child.code, "name": child.name, **_rest(whole, child)}
        for child in whole.children(one.code)
    ]
    return {**data, "processes": below} if below else data
