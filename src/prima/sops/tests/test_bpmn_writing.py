"""Procedures as BPMN 2.0: valid by the OMG's schema, complete, and drawn without collisions."""

from __future__ import annotations

from dataclasses import replace
from itertools import combinations

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st
from lxml import etree

from prima.sops.core import NO, REFUSED, SopDocument, group_rules
from prima.sops.core.bpmn_lines import Box
from prima.sops.core.bpmn_names import BPMN, PRIMA
from prima.sops.core.bpmn_plan import plan
from prima.sops.core.bpmn_reading import read_bpmn
from prima.sops.core.bpmn_writing import write_bpmn
from prima.sops.tests.bpmn_files import KEYS, faults, from_catalogue, grouped_procedure
from prima.sops.tests.strategies import any_documents, settable_documents
from prima.sops.tests.test_validation import changed, good

QUICK = settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))
NAMES = {"b": BPMN, "p": PRIMA}


def root_of(document: SopDocument) -> etree._Element:
    return etree.fromstring(write_bpmn(document))


@pytest.mark.parametrize("key", KEYS)
def test_every_procedure_of_the_catalogue_keeps_the_schema(key: str) -> None:
    assert faults(write_bpmn(from_catalogue(key))) == []


def test_the_schema_finds_what_is_wrong() -> None:
    content = write_bpmn(good())

    assert faults(content.replace(b'targetRef="step.print"', b'targetRef="hilang"'))
    assert faults(
        content.replace(b"<sequenceFlow", b"<arusUrutan", 1).replace(b'id="flow.start" ', b"")
    )


@pytest.mark.parametrize("key", KEYS)
def test_every_procedure_of_the_catalogue_comes_back_equal(key: str) -> None:
    document = from_catalogue(key)

    back = read_bpmn(write_bpmn(document))

    assert back.document == document
    assert back.left_out == []


@QUICK
@given(any_documents())
def test_any_procedure_keeps_the_schema_and_comes_back_equal(document: SopDocument) -> None:
    content = write_bpmn(document)

    back = read_bpmn(content)

    assert faults(content) == []
    assert back.document == document
    assert back.left_out == []


@st.composite
def grouped_documents(draw: st.DrawFn) -> SopDocument:
    """Such as an office sets, with rows that may be done in any order."""
    document = draw(settable_documents().filter(lambda made: len(made.steps) > 4))
    last = len(document.steps) - 1
    first = draw(st.integers(1, last - 2))
    end = draw(st.integers(first + 2, last))
    marks = sorted(draw(st.lists(st.sampled_from("abc"), min_size=last, max_size=last)))
    steps = (
        replace(step, group="g", thread=marks[at]) if first <= at < end else step
        for at, step in enumerate(document.steps)
    )
    made = replace(document, steps=tuple(steps))
    assume(not list(group_rules.findings(made)))
    return made


@QUICK
@given(grouped_documents())
def test_rows_in_any_order_stand_between_parallel_gateways(document: SopDocument) -> None:
    content = write_bpmn(document)

    back = read_bpmn(content)

    assert faults(content) == []
    assert back.document == document
    assert back.left_out == []
    if not plan(document).pairs:
        return
    root = etree.fromstring(content)
    (group,) = document.groups
    split, sync = root.findall(".//b:parallelGateway", NAMES)
    assert len(split.findall("b:outgoing", NAMES)) == len(group.threads)
    assert len(sync.findall("b:incoming", NAMES)) == len(group.threads)
    assert b" thread=" not in content


def test_a_group_that_nobody_can_read_stays_a_mark_on_its_rows() -> None:
    document = grouped_procedure()
    steps = (replace(s, thread="a") if s.group else s for s in document.steps)
    document = replace(document, steps=tuple(steps))

    content = write_bpmn(document)

    assert b"parallelGateway" not in content
    assert read_bpmn(content).document == document


def test_a_thread_that_ends_by_two_flows_is_not_put_between_gateways() -> None:
    document = grouped_procedure()
    steps = (replace(s, exits=()) if s.key == "langkah-7" else s for s in document.steps)
    document = replace(document, steps=tuple(steps))

    content = write_bpmn(document)

    assert b"parallelGateway" not in content
    assert read_bpmn(content).document == document


def overlaps(one: Box, other: Box) -> bool:
    apart_x = one.x + one.width <= other.x or other.x + other.width <= one.x
    apart_y = one.y + one.height <= other.y or other.y + other.height <= one.y
    return not (apart_x or apart_y)


@QUICK
@given(any_documents() | grouped_documents())
def test_no_symbol_lies_on_another_and_each_in_its_lane(document: SopDocument) -> None:
    planned = plan(document)

    for one, other in combinations(planned.nodes, 2):
        assert not overlaps(one.box, other.box), (one.id, other.id)
    for node in planned.nodes:
        left = 160 + node.lane * 280
        assert left < node.box.x
        assert node.box.x + node.box.width < left + 280
        assert node.box.y > 80 + 60
        assert node.box.y + node.box.height < 80 + planned.height


@QUICK
@given(settable_documents() | grouped_documents())
def test_no_arrow_runs_through_a_symbol(document: SopDocument) -> None:
    planned = plan(document)

    for flow in planned.flows:
        for (x1, y1), (x2, y2) in zip(flow.points, flow.points[1:], strict=False):
            assert x1 == x2 or y1 == y2, "only upright and level lines"
            line = Box(min(x1, x2), min(y1, y2), abs(x1 - x2), abs(y1 - y2))
            for node in planned.nodes:
                inner = Box(
                    node.box.x + 1, node.box.y + 1, node.box.width - 2, node.box.height - 2
                )
                assert not touches(line, inner), (flow.id, node.id)


def touches(line: Box, box: Box) -> bool:
    return (
        line.x <= box.x + box.width
        and box.x <= line.x + line.width
        and line.y <= box.y + box.height
        and box.y <= line.y + line.height
    )


@QUICK
@given(any_documents() | grouped_documents())
def test_every_flow_is_named_at_both_ends_and_nothing_joins_by_itself(
    document: SopDocument,
) -> None:
    root = root_of(document)

    for flow in root.iterfind(".//b:sequenceFlow", NAMES):
        assert len(root.xpath(f"//b:outgoing[.='{flow.get('id')}']", namespaces=NAMES)) == 1
        assert len(root.xpath(f"//b:incoming[.='{flow.get('id')}']", namespaces=NAMES)) == 1
    for task in root.xpath("//b:userTask | //b:manualTask | //b:endEvent", namespaces=NAMES):
        assert len(task.findall("b:incoming", NAMES)) <= 1
        assert len(task.findall("b:outgoing", NAMES)) <= 1


def test_columns_are_upright_lanes_of_one_pool() -> None:
    root = root_of(good())

    shapes = root.xpath("//*[@isHorizontal]")

    assert [shape.get("bpmnElement") for shape in shapes] == [
        "pool", "lane.applicant", "lane.desk",
    ]  # fmt: skip
    assert {shape.get("isHorizontal") for shape in shapes} == {"false"}


def test_the_applicant_works_by_hand_and_the_office_in_the_system() -> None:
    root = root_of(good())

    tasks = root.xpath("//b:userTask | //b:manualTask", namespaces=NAMES)
    kinds = {task.get("id"): etree.QName(task).localname for task in tasks}

    assert kinds["step.submit"] == "manualTask"
    assert kinds["step.check"] == "userTask"


def test_a_decision_has_named_ways_one_default_and_a_condition_on_the_other() -> None:
    root = root_of(changed("check", exits=((NO, REFUSED),), outcome_labels=((NO, "Kurang"),)))

    gateway = root.find(".//b:exclusiveGateway[@id='decide.check']", NAMES)
    ways = root.findall(".//b:sequenceFlow[@sourceRef='decide.check']", NAMES)

    assert gateway is not None
    assert gateway.get("default") == "flow.check.yes"
    assert sorted(way.get("name", "") for way in ways) == ["Tidak (Kurang)", "Ya"]
    conditions = {w.get("id"): w.findtext("b:conditionExpression", None, NAMES) for w in ways}
    assert conditions == {"flow.check.yes": None, "flow.check.no": "no"}


def test_the_norm_is_written_for_people_and_for_programs() -> None:
    root = root_of(from_catalogue("arah-kiblat"))

    task = root.find(".//b:userTask[@id='step.measure']", NAMES)

    assert task is not None
    words = task.findtext("b:documentation", "", NAMES)
    assert "Waktu: 1 hari kerja (usulan)" in words
    assert "Kelengkapan: Alat ukur; Pengurus hadir" in words
    norm = task.find("b:extensionElements/p:step/p:norm", NAMES)
    assert norm is not None
    assert norm.get("unit") == "working_day"


def test_it_is_a_drawing_and_not_a_program() -> None:
    process = root_of(good()).find("b:process", NAMES)

    assert process is not None
    assert process.get("isExecutable") == "false"


@pytest.mark.parametrize("text", ["\"<&>'", "dua\nbaris", "a\tb", "Ya (Ya)", "é ✓ 𝄞", "x) (y"])
def test_words_that_xml_would_misread_come_back(text: str) -> None:
    document = changed("check", text=text, note=text, outcome_labels=((NO, text),))
    document = replace(document, identity=replace(document.identity, title=text))

    content = write_bpmn(document)

    assert faults(content) == []
    assert read_bpmn(content).document == document


def test_what_xml_cannot_say_becomes_a_mark() -> None:
    back = read_bpmn(write_bpmn(changed("check", text="Me\x00meriksa\x1b")))

    assert back.document.step("check").text == "Me�meriksa�"
