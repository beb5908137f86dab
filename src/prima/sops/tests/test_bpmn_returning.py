"""Our own files after somebody worked on them in another tool, or after they were damaged."""

from __future__ import annotations

import copy
import random
import re
from collections.abc import Callable
from dataclasses import replace
from xml.etree import ElementTree

import pytest

from prima.sops.core import NO, YES, SopDocument, from_data, to_data
from prima.sops.core.bpmn_reading import read_bpmn
from prima.sops.core.bpmn_writing import write_bpmn
from prima.sops.core.bpmn_xml import RefusedFileError, read_xml
from prima.sops.tests.bpmn_files import FOREIGN, flow, from_catalogue, grouped_procedure
from prima.sops.tests.test_validation import changed, good


def edited(document: SopDocument, change: Callable[[str], str]) -> bytes:
    """Our own file after somebody worked on it in another tool."""
    before = write_bpmn(document).decode()
    after = change(before)
    assert after != before
    return after.encode()


def test_a_row_renamed_in_another_tool_keeps_its_key_and_norm() -> None:
    document = from_catalogue("arah-kiblat")

    imported = read_bpmn(
        edited(document, lambda t: t.replace('name="Mengukur arah', 'name="Menghitung arah'))
    )

    assert imported.left_out == []
    step = imported.document.step("measure")
    assert step.text.startswith("Menghitung arah kiblat")
    assert step.norm == document.step("measure").norm


def test_a_row_moved_to_another_lane_changes_its_actor() -> None:
    reference = "<flowNodeRef>step.print</flowNodeRef>"

    def move(text: str) -> str:
        text = text.replace(reference, "")
        return text.replace('prima:key="applicant">', f'prima:key="applicant">{reference}')

    assert read_bpmn(edited(good(), move)).document.step("print").actors == ("applicant",)


def test_actors_who_worked_together_are_named_when_the_row_moves() -> None:
    document = changed("print", actors=("desk", "applicant"))
    reference = "<flowNodeRef>step.print</flowNodeRef>"

    def move(text: str) -> str:
        text = text.replace(reference, "")
        return text.replace('prima:duty="front_office">', f'prima:duty="front_office">{reference}')

    imported = read_bpmn(edited(document, move))

    assert imported.document.step("print").actors == ("desk",)
    assert any("dipindah ke lajur lain" in sentence for sentence in imported.left_out)


def test_an_exit_turned_in_another_tool_is_followed() -> None:
    imported = read_bpmn(
        edited(good(), lambda t: t.replace(
            'sourceRef="decide.check" targetRef="join.step.submit"',
            'sourceRef="decide.check" targetRef="step.pay"',
        ))
    )  # fmt: skip

    assert dict(imported.document.step("check").exits) == {NO: "pay"}


def test_a_row_added_in_another_tool_stands_where_it_is_drawn() -> None:
    def add(text: str) -> str:
        text = text.replace(
            'sourceRef="step.pay" targetRef="step.print"', 'sourceRef="step.pay" targetRef="baru"'
        )
        more = '<task id="baru" name="Menunggu"/>' + flow(99, "baru", "step.print")
        return text.replace("</process>", f"{more}</process>")

    document = read_bpmn(edited(good(), add)).document

    keys = [step.key for step in document.steps]
    assert keys == ["submit", "check", "pay", "menunggu", "print", "sign", "archive"]
    assert document.step("print").norm == good().step("print").norm
    assert dict(document.step("check").exits) == {NO: "submit"}


def test_a_row_copied_in_another_tool_gets_a_key_of_its_own_and_no_moment() -> None:
    document = changed("print", must_differ_from=("sign",))

    def copy(text: str) -> str:
        start = text.index('<userTask id="step.sign"')
        task = text[start : text.index("</userTask>", start) + len("</userTask>")]
        twin = re.sub("<(in|out)going>.*?</(in|out)going>", "", task).replace("step.sign", "twin")
        text = text.replace(
            'sourceRef="step.sign" targetRef="step.archive"',
            'sourceRef="step.sign" targetRef="twin"',
        )
        return text.replace("</process>", twin + flow(99, "twin", "step.archive") + "</process>")

    imported = read_bpmn(edited(document, copy))

    keys = [step.key for step in imported.document.steps]
    assert "sign-2" in keys
    assert imported.document.step("sign-2").marks == ()
    assert imported.document.step("sign").marks == ("product_ready",)
    assert any("salinan langkah lain" in sentence for sentence in imported.left_out)


def test_words_written_over_our_readable_norms_are_named() -> None:
    document = from_catalogue("arah-kiblat")

    imported = read_bpmn(
        edited(document, lambda t: t.replace("Waktu: 1 hari kerja", "Waktu: 3 hari kerja"))
    )

    assert imported.document == document
    assert any("Waktu: 3 hari kerja" in sentence for sentence in imported.left_out)


@pytest.mark.parametrize(
    "damage", [('amount="5"', 'amount="-5"'), ('unit="working_minute"', 'unit="abad"')]
)
def test_damaged_norms_are_dropped_and_named(damage: tuple[str, str]) -> None:
    imported = read_bpmn(edited(good(), lambda t: t.replace(*damage)))

    assert [step.key for step in imported.document.steps] == [step.key for step in good().steps]
    assert any("rusak, jadi tidak diambil" in sentence for sentence in imported.left_out)


def test_a_row_that_became_the_first_in_another_tool_is_the_first() -> None:
    def turn(text: str) -> str:
        return text.replace(
            'sourceRef="start" targetRef="join.step.submit"',
            'sourceRef="start" targetRef="step.check"',
        )

    document = read_bpmn(edited(good(), turn)).document

    assert document.steps[0].key == "check"
    assert dict(document.step("check").exits) == {NO: "submit", YES: "pay"}


def test_a_pool_renamed_in_another_tool_renames_the_procedure() -> None:
    imported = read_bpmn(
        edited(good(), lambda t: t.replace('id="pool" name="Contoh"', 'id="pool" name="Baru"'))
    )

    assert imported.document.identity.title == "Baru"
    assert imported.document.service == "contoh"


def damaged(content: bytes, chance: random.Random) -> bytes:
    """The file with a few elements and attributes removed, doubled, moved or made nonsense."""
    root = read_xml(content)
    for _change in range(chance.randint(1, 6)):
        elements = list(root.iter())
        parents = {child: parent for parent in elements for child in parent}
        element = chance.choice(elements[1:] or elements)
        ids = [one.get("id", "") for one in elements]
        match chance.randrange(5):
            case 0 if element in parents:
                parents[element].remove(element)
            case 1 if element in parents:
                parents[element].append(copy.deepcopy(element))
            case 2 if element.attrib:
                del element.attrib[chance.choice(list(element.attrib))]
            case 3 if element.attrib:
                element.set(
                    chance.choice(list(element.attrib)),
                    chance.choice([*ids, "", "-", "x" * 3000, "%(a)s", "99999999999", "true"]),
                )
            case _:
                element.tag = chance.choice(elements).tag
    return bytes(ElementTree.tostring(root))


@pytest.mark.parametrize("seed", range(8))
def test_a_damaged_file_becomes_a_draft_or_is_refused_but_never_breaks_anything(seed: int) -> None:
    chance = random.Random(seed)
    whole = [path.read_bytes() for path in sorted(FOREIGN.glob("*.bpmn"))]
    whole += [write_bpmn(from_catalogue("daftar-nikah")), write_bpmn(grouped_procedure())]

    for _file in range(60):
        content = damaged(chance.choice(whole), chance)
        try:
            document = read_bpmn(content).document
        except RefusedFileError:
            continue
        draft = replace(document, service=document.service or "contoh")
        assert from_data(to_data(draft)) == draft
        assert read_bpmn(write_bpmn(draft)).document == draft
