"""Files as other tools write them: what comes of each, and what is said about the rest.

Beside every file in `bpmn/foreign` stands what must come out. `WRITE_REFERENCE=1 pytest …` writes
these anew; read each difference before it is kept.
"""

from __future__ import annotations

import os
import re
import time
from dataclasses import replace

import pytest

from prima.sops.core import from_data, to_data
from prima.sops.core.bpmn_data import decode, encode
from prima.sops.core.bpmn_names import BPMN, PRIMA
from prima.sops.core.bpmn_reading import MAX_SENTENCES, read_bpmn
from prima.sops.core.bpmn_sentences import Words, translated
from prima.sops.core.bpmn_writing import write_bpmn
from prima.sops.core.bpmn_xml import MAX_BYTES, RefusedFileError, read_xml
from prima.sops.tests.bpmn_files import FOREIGN, flow, outcome

FILES = sorted(path.stem for path in FOREIGN.glob("*.bpmn"))


@pytest.mark.parametrize("name", FILES)
def test_a_file_of_another_tool_becomes_what_stands_beside_it(name: str) -> None:
    came_out = outcome((FOREIGN / f"{name}.bpmn").read_bytes())

    expected = FOREIGN / f"{name}.txt"
    if os.environ.get("WRITE_REFERENCE"):
        expected.write_text(came_out)
    assert came_out == expected.read_text()


@pytest.mark.parametrize("name", FILES)
def test_what_was_read_can_be_kept_as_a_draft_and_written_again(name: str) -> None:
    try:
        document = read_bpmn((FOREIGN / f"{name}.bpmn").read_bytes()).document
    except RefusedFileError:
        return
    draft = replace(document, service="contoh")

    assert from_data(to_data(draft)) == draft
    assert read_bpmn(write_bpmn(draft)).document == draft


@pytest.mark.parametrize("name", FILES)
def test_every_sentence_can_be_said_in_another_language(name: str) -> None:
    try:
        sentences: list[str] = read_bpmn((FOREIGN / f"{name}.bpmn").read_bytes()).left_out
    except RefusedFileError as refusal:
        sentences = [refusal.args[0]]

    for sentence in sentences:
        assert isinstance(sentence, Words)
        assert translated(sentence, str) == sentence
        assert translated(sentence, lambda _text: "in English") == "in English"


def test_facts_that_are_words_are_translated_too() -> None:
    english = {"Kejadian %(name)s": "Event %(name)s", "(tanpa nama)": "(no name)"}

    sentence = Words("Kejadian %(name)s", name=Words("(tanpa nama)"))

    assert translated(sentence, english.__getitem__) == "Event (no name)"
    assert translated("Apa adanya", english.__getitem__) == "Apa adanya"


def file(inside: str, *, before: str = "") -> bytes:
    """A small process around these elements."""
    return (
        f'<?xml version="1.0"?>{before}<definitions xmlns="{BPMN}" targetNamespace="x">'
        f'<process id="p"><startEvent id="s"/>{inside}</process></definitions>'
    ).encode()


ONE_TASK = file('<task id="a" name="Memeriksa"/>' + flow(1, "s", "a"))


def refusal(content: bytes) -> str:
    with pytest.raises(RefusedFileError) as refused:
        read_bpmn(content)
    return str(refused.value)


def test_the_smallest_file_becomes_one_row() -> None:
    assert [step.text for step in read_bpmn(ONE_TASK).document.steps] == ["Memeriksa"]


LAUGHS = (
    '<!DOCTYPE lolz [<!ENTITY lol "lol">'
    + "".join(
        f'<!ENTITY lol{n} "{f"&lol{n - 1};" * 10 if n > 1 else "&lol;" * 10}">'
        for n in range(1, 10)
    )
    + "]>"
)


@pytest.mark.parametrize(
    "before",
    [
        LAUGHS,
        '<!DOCTYPE d [<!ENTITY x SYSTEM "file:///etc/passwd">]>',
        '<!DOCTYPE d [<!ENTITY % x SYSTEM "http://127.0.0.1:9/x.dtd"> %x;]>',
        '<!DOCTYPE definitions SYSTEM "http://127.0.0.1:9/x.dtd">',
        "<!DOCTYPE definitions>",
    ],
)
def test_entity_tricks_are_refused_before_anything_grows(before: str) -> None:
    inside = '<task id="a" name="&lol9;&x;"/>' + flow(1, "s", "a")

    begun = time.thread_time()
    sentence = refusal(file(inside, before=before))

    assert "DOCTYPE" in sentence
    assert time.thread_time() - begun < 0.1


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"%PDF-1.7 ...",
        b"PK\x03\x04\x14\x00",
        ONE_TASK[:-20],
        ONE_TASK.replace(b"Memeriksa", b"&nbsp;"),
        ONE_TASK.replace(b"Memeriksa", b"\xff\xfe"),
        ONE_TASK.replace(b'version="1.0"', b'version="1.0" encoding="utf-7"'),
        ONE_TASK.replace(b'version="1.0"', b'version="1.0" encoding="tidak-ada"'),
        ONE_TASK.replace(b"<process ", b"<lain:process "),
    ],
)
def test_what_is_not_whole_xml_is_refused(content: bytes) -> None:
    assert "bukan XML yang utuh" in refusal(content)


def test_other_encodings_are_read() -> None:
    text = ONE_TASK.decode().replace("Memeriksa", "Memeriksa – é")

    for encoding in ("utf-8-sig", "utf-16"):
        assert read_bpmn(text.encode(encoding)).document.steps[0].text == "Memeriksa – é"


def test_a_file_too_large_is_refused_before_it_is_read() -> None:
    begun = time.thread_time()

    assert "lebih dari 2 MB" in refusal(b"<" * (MAX_BYTES + 1))
    assert time.thread_time() - begun < 0.05


def test_ten_thousand_tasks_are_refused_with_their_number() -> None:
    tasks = "".join(f'<task id="t{n}" name="Memeriksa"/>' for n in range(10_000))

    begun = time.thread_time()
    sentence = refusal(file(tasks))

    assert "10000 kegiatan" in sentence
    assert "paling banyak 200 langkah" in sentence
    assert time.thread_time() - begun < 1


def test_thousands_of_gateways_and_events_are_refused_too() -> None:
    events = "".join(f'<intermediateCatchEvent id="t{n}"/>' for n in range(5_000))

    assert "5002 simbol" in refusal(file(events + '<task id="a"/>' + flow(1, "s", "a")))


def test_a_file_nested_without_end_is_refused() -> None:
    inside = "<subProcess>" * 5_000 + "</subProcess>" * 5_000

    assert "bertingkat lebih dari 100 lapis" in refusal(file(inside))


def test_a_long_text_is_cut_and_named() -> None:
    imported = read_bpmn(ONE_TASK.replace(b"Memeriksa", b"Memeriksa " * 5_000))

    assert len(imported.document.steps[0].text) < 1_000
    assert any("lebih dari 1000 huruf" in sentence for sentence in imported.left_out)


@pytest.mark.parametrize("condition", ["=" * 500_000, "!" * 500_000, "not " * 100_000])
def test_a_condition_of_half_a_megabyte_takes_no_time(condition: str) -> None:
    ways = "".join(
        f'<sequenceFlow id="f{n}" sourceRef="g" targetRef="{to}">'
        f"<conditionExpression>{condition}</conditionExpression></sequenceFlow>"
        for n, to in ((2, "a"), (3, "b"))
    )
    tasks = '<task id="a" name="Satu"/><task id="b" name="Dua"/><exclusiveGateway id="g"/>'

    begun = time.thread_time()
    imported = read_bpmn(file(tasks + flow(1, "s", "g") + ways))

    assert len(imported.document.steps) == 3
    assert time.thread_time() - begun < 1


def test_nobody_has_to_read_a_thousand_sentences() -> None:
    notes = "".join(
        f'<textAnnotation id="n{n}"><text>{n}</text></textAnnotation>' for n in range(999)
    )

    left_out = read_bpmn(ONE_TASK.replace(b"</process>", notes.encode() + b"</process>")).left_out

    assert len(left_out) == MAX_SENTENCES + 1
    assert re.fullmatch(r"Masih ada \d+ hal lain yang tidak diambil\.", left_out[-1])


def test_a_start_that_leads_nowhere_is_refused() -> None:
    assert "tidak ada panah menuju kegiatan" in refusal(file('<task id="a" name="Memeriksa"/>'))


def test_a_flow_that_stops_in_an_event_ends_there() -> None:
    event = '<intermediateCatchEvent id="e"/>' + flow(2, "a", "e")

    imported = read_bpmn(ONE_TASK.replace(b"</process>", event.encode() + b"</process>"))

    assert [step.exits for step in imported.document.steps] == [()]
    assert any("Kejadian antara" in sentence for sentence in imported.left_out)


def test_a_lane_may_name_what_is_not_there() -> None:
    lanes = '<laneSet><lane name="Loket"><flowNodeRef>x</flowNodeRef></lane></laneSet>'

    imported = read_bpmn(
        ONE_TASK.replace(b'<startEvent id="s"/>', f'{lanes}<startEvent id="s"/>'.encode())
    )

    assert [actor.label for actor in imported.document.actors] == ["Loket"]
    assert imported.document.steps[0].actors == ()


def test_the_documentation_of_a_process_is_named() -> None:
    words = b"<documentation>Disusun 2019</documentation><startEvent"

    left_out = read_bpmn(ONE_TASK.replace(b"<startEvent", words)).left_out

    assert any("Dokumentasi proses" in sentence for sentence in left_out)


def test_a_row_too_many_is_refused_when_a_gateway_makes_it() -> None:
    tasks = "".join(f'<task id="t{n}" name="Memeriksa"/>' for n in range(200))
    flows = "".join(flow(n, f"t{n - 1}", f"t{n}") for n in range(2, 200))
    fork = '<exclusiveGateway id="g"/>' + flow(300, "s", "g") + flow(301, "g", "t0")

    sentence = refusal(file(tasks + flows + fork + flow(302, "g", "t1")))

    assert sentence.startswith("Isi berkas ini tidak dapat menjadi SOP: lebih dari 200 langkah.")


def test_lists_of_blocks_survive_too() -> None:
    data = {"rules": [{"number": "1", "articles": ["a", "b"]}, {"title": "x"}], "amount": 3}

    element = read_xml(
        encode("sop", data).replace("<prima:sop", f'<prima:sop xmlns:prima="{PRIMA}"', 1).encode()
    )

    assert decode(element) == data
