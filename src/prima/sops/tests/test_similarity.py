"""Rows that are alike, pairs labelled by hand, and copies with words changed."""

from __future__ import annotations

import csv
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from itertools import combinations
from pathlib import Path
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from prima.kernel.yaml_fields import open_file
from prima.sops.core import SopDocument, parse
from prima.sops.core.copying import ALIKE, BLOCK, Block, blocks, overlaps
from prima.sops.core.similarity import Face, faces, make_face, score, shingles
from prima.sops.core.wording import plain_words, tokens, words
from prima.sops.tests.many_sops import DrawnRow, Field
from prima.sops.tests.places import CATALOGUE

PAIRS = Path(__file__).with_name("copy_pairs.csv")
# What the issue of copies asks for, and what a small drawing reaches without fail.
FALSE_ALARMS, RECALL = 0.05, 0.95

SOME_WORDS = """memeriksa menyerahkan berkas permohonan akta nikah wakaf register surat izin
    menandatangani nazhir saksi fotokopi lokasi koordinat"""

texts = st.lists(
    st.sampled_from(SOME_WORDS.split()),
    min_size=1,
    max_size=9,
).map(" ".join)
papers = st.lists(texts, max_size=3)
rows = st.builds(
    make_face,
    texts,
    st.lists(st.sampled_from(["front_office", "unit_head"]), min_size=1, max_size=1),
    st.sampled_from(["5 working_minute working", "1 working_day working"]),
    papers,
    papers,
)


@given(one=rows)
def test_a_row_is_wholly_like_itself(one: Face) -> None:
    assert score(one, one) == pytest.approx(1)


@given(one=rows, other=rows)
def test_likeness_does_not_ask_who_is_named_first(one: Face, other: Face) -> None:
    assert score(one, other) == pytest.approx(score(other, one))
    assert 0 <= score(one, other) <= 1 + 1e-9


@given(text=texts, one=papers, other=papers, seed=st.randoms(use_true_random=False))
def test_equal_words_in_any_order_are_alike_and_share_a_shingle(
    text: str, one: list[str], other: list[str], seed: Random
) -> None:
    turned = text.split()
    seed.shuffle(turned)
    first = make_face(text, ["front_office"], "5", one, other)
    second = make_face(" ".join(turned), ["unit_head"], "7", other, [])

    assert score(first, second) >= ALIKE
    assert first.text == second.text
    assert set(shingles([first])[0]) & set(shingles([second])[0])


@given(one=st.lists(rows, max_size=8))
def test_a_procedure_held_against_itself_gives_every_row(one: list[Face]) -> None:
    assert [pair.mine for pair in overlaps(one, one)] == list(range(len(one)))


@given(one=st.lists(rows, max_size=6), other=st.lists(rows, max_size=6))
@settings(max_examples=50)
def test_no_row_is_claimed_twice(one: list[Face], other: list[Face]) -> None:
    found = overlaps(one, other)

    assert len({pair.mine for pair in found}) == len({pair.other for pair in found}) == len(found)


@given(one=st.lists(rows, min_size=1, max_size=8))
def test_shingles_fit_an_integer_of_the_database_and_are_few(one: list[Face]) -> None:
    for numbers in shingles(one):
        assert all(-(2**31) <= number < 2**31 for number in numbers)
        assert 2 <= len(numbers) <= 38
        assert len(set(numbers)) == len(numbers)


def test_words_are_stems_without_small_words_and_accents() -> None:
    assert words("Menyerahkan salinan akta dan KTP-nya") == words("penyerahan Salinan AKTA, ktp")
    assert plain_words("Café — Al-Qur’an") == ["cafe", "al", "qur", "an"]
    assert tokens("") == ()


def catalogue() -> dict[str, SopDocument]:
    """Every procedure of the catalogue by its service."""
    found = {}
    for path in sorted((CATALOGUE / "sops").glob("[!_]*.yaml")):
        fields, _source = open_file(path, path.name)
        assert fields is not None
        found[path.stem] = parse(fields)
    return found


def formulas(documents: dict[str, SopDocument]) -> set[int]:
    """Texts that four services share."""
    services = defaultdict(set)
    for key, document in documents.items():
        for face in faces(document):
            services[face.text].add(key)
    return {text for text, keys in services.items() if len(keys) >= 4}


def labelled() -> list[dict[str, str]]:
    """The pairs a person judged before this was written, copy or own."""
    with PAIRS.open(newline="") as file:
        return list(csv.DictReader(file))


def face_of(pair: dict[str, str], side: str) -> Face:
    """One row of a labelled pair."""
    actors = pair[f"actors_{side}"].split("+")
    return make_face(
        pair[f"text_{side}"],
        actors,
        pair[f"time_{side}"],
        pair[f"input_{side}"].split("; "),
        pair[f"output_{side}"].split("; "),
    )


def test_pairs_of_the_catalogue_that_are_own_are_not_called_copies() -> None:
    own = [pair for pair in labelled() if pair["label"] == "own"]

    alarms = [p for p in own if score(face_of(p, "a"), face_of(p, "b")) >= ALIKE]

    assert len(own) >= 150
    assert len(alarms) / len(own) < FALSE_ALARMS


def test_most_pairs_of_the_catalogue_that_are_copies_are_called_so() -> None:
    copies = [pair for pair in labelled() if pair["label"] == "copy"]

    found = [p for p in copies if score(face_of(p, "a"), face_of(p, "b")) >= ALIKE]

    assert len(found) / len(copies) >= 0.75


def test_neighbours_raise_no_alarm_on_labelled_pairs_either() -> None:
    """Within whole procedures a weak pair may be carried by others: not so in the catalogue."""
    documents = catalogue()
    known = formulas(documents)
    place = {
        (key, step.key): at
        for key, document in documents.items()
        for at, step in enumerate(document.steps)
    }
    seen = {key: faces(document) for key, document in documents.items()}
    found = {
        (one, pair.mine, other, pair.other)
        for one, other in combinations(sorted(seen), 2)
        for pair in overlaps(seen[one], seen[other], known)
    }
    own = [
        (p["sop_a"], place[p["sop_a"], p["row_a"]], p["sop_b"], place[p["sop_b"], p["row_b"]])
        for p in labelled()
        if p["label"] == "own"
        and (p["sop_a"], p["row_a"]) in place
        and (p["sop_b"], p["row_b"]) in place
    ]

    assert sum(pair in found for pair in own) / len(own) < FALSE_ALARMS


def test_no_two_procedures_of_the_catalogue_share_a_block() -> None:
    documents = catalogue()
    known = formulas(documents)
    seen = {key: faces(document) for key, document in documents.items()}

    shared = [
        (one, other)
        for one, other in combinations(sorted(seen), 2)
        if blocks(overlaps(seen[one], seen[other], known))
    ]

    assert shared == []


def seen_of(drawn: Sequence[DrawnRow]) -> list[Face]:
    """Faces of a drawn procedure."""
    return [make_face(row.text, [row.actor], row.time, row.inputs, row.outputs) for row in drawn]


@pytest.mark.parametrize(("first", "length"), [(0, 20), (7, 5)])
def test_copies_with_thirty_percent_of_words_changed_are_recognised(
    first: int, length: int
) -> None:
    field = Field(seed=7)
    found = asked = 0
    for _sop in range(20):
        source, mine = field.sop(), field.sop()
        for at in range(first, first + length):
            mine[at] = field.changed(source[at])
        pairs = {(pair.mine, pair.other) for pair in overlaps(seen_of(mine), seen_of(source))}
        asked += length
        found += sum((at, at) in pairs for at in range(first, first + length))

    assert found / asked >= RECALL


def test_procedures_drawn_apart_hardly_overlap() -> None:
    field = Field(seed=8)

    pairs = sum(len(overlaps(seen_of(field.sop()), seen_of(field.sop()))) for _turn in range(40))

    assert pairs / (40 * 20) < FALSE_ALARMS


def a_document() -> SopDocument:
    return catalogue()["ikrar-wakaf"]


def test_a_block_is_rows_one_after_the_other_with_all_their_norms() -> None:
    document = a_document()
    mine = faces(replace(document, steps=document.steps[2:7]))

    found = blocks(overlaps(mine, faces(document)))

    assert found == [Block(0, 2, 5)]


def test_another_norm_in_the_middle_breaks_a_block() -> None:
    document = a_document()
    steps = list(document.steps[2:7])
    steps[2] = replace(steps[2], norm=replace(steps[2].norm, amount=77))

    pairs = overlaps(faces(replace(document, steps=tuple(steps))), faces(document))

    assert len(pairs) == 5
    assert blocks(pairs) == []


def test_formulas_alone_are_no_block() -> None:
    document = a_document()
    mine = faces(replace(document, steps=document.steps[:BLOCK]))

    pairs = overlaps(mine, faces(document), {face.text for face in mine})

    assert all(pair.formula for pair in pairs)
    assert blocks(pairs) == []
