"""Drawings of the process map: deterministic, wrapped, within their frame, and escaped."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from prima.kernel.yaml_fields import open_file
from prima.sops.core.data import parse
from prima.sops.core.processes import folder
from prima.sops.core.processes.gaps import gaps_of
from prima.sops.core.processes.lanes import (
    Activity,
    LaneMap,
    Way,
    draw_lanes,
    lanes_of_children,
)
from prima.sops.core.processes.levels import draw_level
from prima.sops.core.processes.model import Process, ProcessMap, Relation
from prima.sops.core.processes.procedures import lanes_of_procedure
from prima.sops.core.processes.relations import between_groups, draw_ladder, draw_relations
from prima.sops.core.processes.shapes import (
    Box,
    Line,
    Picture,
    Words,
    text_width,
    to_svg,
    wrap,
)
from prima.sops.tests.places import CATALOGUE

NAMES = {"management": "Manajerial", "core": "Inti", "supporting": "Pendukung"}
EXITS = {"yes": "Ya", "no": "Tidak", "refused": "Ditolak", "free": "urutan bebas"}


def shipped() -> ProcessMap:
    services = {path.stem for path in (CATALOGUE / "services").glob("[!_]*.yaml")}
    found = folder.read(CATALOGUE, services).process_map
    assert found is not None
    return found


def pictures(tree: ProcessMap) -> list[Picture]:
    """Every drawing there is of a map."""
    codes = list(tree.by_code)
    levels = ["", *(code for code in codes if not tree.is_leaf(code))]
    return [
        *(draw_level(tree, code, NAMES) for code in levels),
        *(draw_relations(tree, code) for code in codes),
        *(draw_lanes(lanes_of_children(tree, code)) for code in levels[1:]),
        draw_ladder(tree),
    ]


def outside(picture: Picture) -> list[object]:
    """What is drawn beyond the frame of the picture."""
    found: list[object] = []
    for mark in picture.marks:
        match mark:
            case Box(x, y, width, height):
                ends = [(x, y), (x + width, y + height)]
            case Line(points):
                ends = list(points)
            case Words(x, y, text, kind, anchor):
                wide = text_width(text, 12 if kind == "small" else 13)
                start = x - wide * {"start": 0, "middle": 0.5, "end": 1}[anchor]
                ends = [(start + 4, y - 10), (start + wide - 4, y)]
        if any(not (0 <= x <= picture.width and 0 <= y <= picture.height) for x, y in ends):
            found.append(mark)
    return found


def test_everything_is_drawn_inside_its_frame() -> None:
    for picture in pictures(shipped()):
        assert outside(picture) == []


def test_the_same_map_is_drawn_the_same_in_whatever_order_it_is_given() -> None:
    tree = shipped()
    again = ProcessMap(tuple(reversed(tree.processes)), tuple(reversed(tree.relations)))

    assert [to_svg(one, {}) for one in pictures(tree)] == [
        to_svg(one, {}) for one in pictures(again)
    ]


def test_names_and_addresses_are_escaped() -> None:
    tree = ProcessMap((Process("01", '<script>"&', "<b>", "core"),))

    drawn = to_svg(draw_level(tree, "", NAMES), {"01": '/x?a=1&b="<'})

    assert "<script" not in drawn
    assert "&lt;script&gt;&quot;&amp;" in drawn
    assert 'href="/x?a=1&amp;b=&quot;&lt;"' in drawn


def test_a_drawing_is_hidden_from_readers_of_a_screen_and_from_the_keyboard() -> None:
    drawn = to_svg(draw_level(shipped(), "", NAMES), {"01": "/peta-proses/01/"})

    assert 'aria-hidden="true"' in drawn
    assert drawn.count("<a ") == drawn.count('tabindex="-1"') > 0
    assert "style=" not in drawn


@given(st.text(alphabet="abcm WIl.,-é", max_size=80), st.integers(30, 300))
@settings(max_examples=50)
def test_wrapped_lines_hold_every_letter_and_fit(text: str, width: int) -> None:
    lines = wrap(text, width)

    assert "".join(lines).replace(" ", "") == "".join(text.split())
    assert all(text_width(line) <= width or len(line) == 1 for line in lines)


def test_boxes_do_not_lie_over_each_other() -> None:
    for picture in pictures(shipped()):
        boxes = [one for one in picture.marks if isinstance(one, Box) and one.kind != "lane"]
        for at, one in enumerate(boxes):
            for other in boxes[at + 1 :]:
                beside = one.x + one.width <= other.x or other.x + other.width <= one.x
                below = one.y + one.height <= other.y or other.y + other.height <= one.y
                assert beside or below


def test_an_empty_map_and_a_lonely_process_are_drawn() -> None:
    lonely = ProcessMap((Process("01", "Satu", "Kepala", "core"),))

    assert draw_level(ProcessMap(), "", NAMES).marks == ()
    assert draw_ladder(ProcessMap()).marks == ()
    assert outside(draw_relations(lonely, "01")) == []
    assert draw_lanes(LaneMap((), (), ())).height > 0


def test_groups_are_drawn_management_first_and_support_last() -> None:
    words = [m.text for m in draw_level(shipped(), "", NAMES).marks if isinstance(m, Words)]

    assert [words.index(name) for name in NAMES.values()] == sorted(
        words.index(name) for name in NAMES.values()
    )


def test_the_ladder_tells_what_groups_give_each_other_once() -> None:
    tree = ProcessMap(
        tuple(Process(code, code, "X", "core") for code in ("01", "01.01", "02", "02.01")),
        (
            Relation("01.01", "Data", "02.01"),
            Relation("01", "Data", "02"),
            Relation("Warga", "Surat", "01"),
        ),
    )

    assert [(a.code, what, b.code) for a, what, b in between_groups(tree)] == [
        ("01", "Data", "02")
    ]


def test_who_gives_stands_above_who_receives_and_a_circle_goes_by_number() -> None:
    tree = ProcessMap(
        tuple(Process(code, code, f"O{code[-1]}", "core")
              for code in ("01", "01.01", "01.02", "01.03")),
        (Relation("01.02", "A", "01.01"), Relation("Warga", "B", "01.03")),
    )  # fmt: skip
    circle = replace(tree, relations=(*tree.relations, Relation("01.01", "C", "01.02")))

    lanes = lanes_of_children(tree, "01")

    assert [one.link for one in lanes.activities] == ["01.02", "01.01", "01.03"]
    assert lanes.ways == (Way(0, 1),)
    assert lanes.lanes == ("O2", "O1", "O3")
    in_circle = [one.link for one in lanes_of_children(circle, "01").activities]
    assert in_circle == ["01.03", "01.01", "01.02"]


@pytest.mark.parametrize("key", ["legalisasi-buku-nikah", "daftar-nikah", "ikrar-wakaf"])
def test_an_sop_is_drawn_with_all_its_rows_in_the_lanes_of_its_actors(key: str) -> None:
    fields, _source = open_file(CATALOGUE / "sops" / f"{key}.yaml", key)
    assert fields is not None
    document = parse(fields)

    lanes = lanes_of_procedure(document, EXITS)

    assert lanes.lanes == tuple(actor.label for actor in document.actors)
    assert [one.text for one in lanes.activities] == [
        f"{at}. {step.text}" for at, step in enumerate(document.steps, start=1)
    ]
    assert outside(draw_lanes(lanes)) == []
    notes = [one.note for one in lanes.activities]
    assert any("Ditolak" in note for note in notes) == any(
        target == "refused" for step in document.steps for _outcome, target in step.exits
    )
    assert ["urutan bebas" in note for note in notes] == [bool(s.group) for s in document.steps]


def test_an_activity_of_two_actors_stands_in_both_lanes() -> None:
    whole = LaneMap(("A", "B", "C"), (Activity("Bersama", ("C", "A")),), ())

    boxes = [one for one in draw_lanes(whole).marks if isinstance(one, Box)]

    assert len([one for one in boxes if one.kind == "process"]) == 2


def test_what_is_not_linked_is_named() -> None:
    tree = ProcessMap(
        (
            Process("01", "Atas", "X", "core"),
            Process("01.01", "Ada", "X", "core", services=("a",)),
            Process("01.02", "Tanpa SOP", "X", "core", services=("b",)),
        )
    )

    found = gaps_of(tree, services={"a", "b", "c", "d"}, sops={"a", "c"})

    assert [one.code for one in found.processes_without_sop] == ["01.02"]
    assert found.sops_without_process == ("c",)
    assert found.services_without_process == ("d",)
    assert found.count == 3
