"""Changing a procedure row by row never leaves a name that leads nowhere."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from prima.kernel.yaml_fields import Fields, Source, open_file
from prima.sops.core import (
    DONE,
    NO,
    REFUSED,
    YES,
    Condition,
    Norm,
    SopActor,
    SopDocument,
    Step,
    from_data,
    to_data,
    validate,
)
from prima.sops.core import editing as e
from prima.sops.core.data import MAX_STEPS, parse
from prima.sops.core.drawing import draw
from prima.sops.core.model import EVENTS
from prima.sops.core.validation import Promise
from prima.sops.core.writing import sop_file
from prima.sops.tests.places import CATALOGUE
from prima.sops.tests.strategies import SITUATIONS, SYMBOLS, any_documents, lists, norms, texts
from prima.sops.tests.test_validation import good

Change = Callable[[SopDocument], SopDocument]
PROMISE = Promise(15, "working_minute", "received", "product_ready")
FILES = sorted((CATALOGUE / "sops").glob("[!_]*.yaml"))
QUICK = settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))


def of_file(name: str) -> SopDocument:
    fields, _source = open_file(CATALOGUE / "sops" / name, name)
    assert fields is not None
    return parse(fields)


DOCUMENTS = [of_file(path.name) for path in FILES]
typed = st.just("") | texts | st.sampled_from(["-", "…", "  ", " x "])


@st.composite
def rows(draw: st.DrawFn, document: SopDocument) -> Step:
    """What a form could send for a row: names of now, names long gone, outcomes of any symbol."""
    keys = [*document.position, REFUSED, "long-gone"]
    actors = [*document.actor_by_key, "nobody"]
    some = st.lists(st.sampled_from(keys), max_size=2).map(tuple)
    outcome = st.sampled_from([YES, NO, DONE])
    return Step(
        key=draw(st.sampled_from([*document.position])),
        text=draw(typed),
        actors=tuple(draw(st.lists(st.sampled_from(actors), max_size=3))),
        symbol=draw(st.sampled_from(SYMBOLS)),
        norm=draw(norms),
        standard_input=draw(lists),
        output=draw(st.lists(typed, max_size=3).map(tuple)),
        note=draw(typed),
        applies_when=Condition(
            draw(st.frozensets(st.sampled_from(SITUATIONS))),
            draw(st.frozensets(st.sampled_from(SITUATIONS))),
        ),
        must_differ_from=draw(some),
        marks=tuple(draw(st.lists(st.sampled_from([*EVENTS, "never"]), max_size=2))),
        outcome_labels=tuple(draw(st.dictionaries(outcome, typed)).items()),
        exits=tuple(draw(st.dictionaries(outcome, st.sampled_from(keys))).items()),
        strategic=draw(st.booleans()),
    )


@st.composite
def changes(draw: st.DrawFn, document: SopDocument) -> Change:
    """Any one thing an author does."""
    by = draw(st.integers(-3, 3))
    another = SopActor(e.new_actor_key("Loket", document.actor_by_key), "x")
    of_actors: list[Change] = [
        partial(e.change_identity, identity=replace(document.identity, title=draw(typed))),
    ]
    if len(document.actors) < e.MAX_ACTORS:
        of_actors.append(partial(e.add_actor, actor=another))
    for actor in document.actors:
        renamed = replace(actor, label=draw(typed), duty=draw(st.sampled_from([None, "", "head"])))
        of_actors += [
            partial(e.remove_actor, key=actor.key),
            partial(e.move_actor, key=actor.key, by=by),
            partial(e.change_actor, changed=renamed),
        ]
    new = e.new_step_key(document.position)
    of_rows: list[Change] = [partial(e.insert_row, key=new, after=None)]
    if document.steps:
        key = draw(st.sampled_from([*document.position]))
        of_rows += [
            partial(e.insert_row, key=new, after=key),
            partial(e.delete_row, key=key),
            partial(e.move_row, key=key, by=by),
            partial(e.change_row, changed=draw(rows(document))),
            partial(
                e.change_row,
                changed=e.with_symbol(document.step(key), draw(st.sampled_from(SYMBOLS))),
            ),
        ]
    return draw(st.sampled_from([*of_actors, *of_rows, *of_rows]))


def half_read(document: SopDocument) -> SopDocument:
    """What a draft is read as: whatever is missing is empty."""
    return parse(Fields(to_data(document), Source("")))


def named_nowhere(document: SopDocument) -> set[str]:
    """Names in rows that lead to no row and no column."""
    named = {target for s in document.steps for _o, target in s.exits if target != REFUSED}
    named |= {key for s in document.steps for key in s.must_differ_from}
    actors = {key for s in document.steps for key in s.actors}
    return (named - set(document.position)) | (actors - set(document.actor_by_key))


@QUICK
@given(st.data(), st.sampled_from(DOCUMENTS) | any_documents())
def test_whatever_an_author_does_every_name_leads_somewhere(
    data: st.DataObject, document: SopDocument
) -> None:
    for _ in range(data.draw(st.integers(1, 12))):
        document = data.draw(changes(document))(document)

    assert named_nowhere(document) == set()
    assert half_read(document) == document
    draw(document)
    if document.steps:
        validate(document, PROMISE)
    marks = [mark for step in document.steps for mark in step.marks]
    assert len(marks) == len(set(marks)) or document in DOCUMENTS


@QUICK
@given(st.data(), st.sampled_from(DOCUMENTS))
def test_rows_keep_their_key_and_no_new_row_takes_an_old_one(
    data: st.DataObject, document: SopDocument
) -> None:
    ever = set(document.position)
    for revision in range(data.draw(st.integers(1, 10))):
        before = document
        new = e.new_step_key(before.position, above=revision)
        if data.draw(st.booleans()) or not before.steps:
            document = e.insert_row(before, key=new, after=None)
        else:
            document = e.delete_row(before, data.draw(st.sampled_from([*before.position])))

        added = set(document.position) - set(before.position)
        assert not added & ever
        ever |= added


@QUICK
@given(st.data(), st.sampled_from(DOCUMENTS))
def test_a_filled_document_is_still_one_a_version_may_hold(
    data: st.DataObject, document: SopDocument
) -> None:
    for _ in range(data.draw(st.integers(1, 8))):
        key = data.draw(st.sampled_from([*document.position]))
        step = replace(document.step(key), text=data.draw(texts), output=data.draw(lists))
        moved = e.move_row(document, key, data.draw(st.integers(-3, 3)))
        document = e.change_row(moved, step)

    assert from_data(to_data(document)) == document
    assert sop_file(document)


def test_a_new_row_is_done_by_whoever_does_the_row_above() -> None:
    document = e.insert_row(good(), key="langkah-1", after="check")

    row = document.steps[2]
    assert (row.key, row.actors, row.symbol, row.text) == ("langkah-1", ("desk",), "process", "")
    assert e.insert_row(good(), key="langkah-1", after=None).steps[0].actors == ("applicant",)


def test_a_new_row_between_two_of_a_group_belongs_to_the_thread_above() -> None:
    document = good()
    for key, thread in (("pay", "bayar"), ("print", "cetak")):
        step = replace(document.step(key), group="bebas", thread=thread)
        document = e.change_row(document, step)

    inside = e.insert_row(document, key="langkah-1", after="pay").step("langkah-1")
    assert (inside.group, inside.thread) == ("bebas", "bayar")
    assert e.insert_row(document, key="langkah-1", after="print").step("langkah-1").group == ""


def test_a_key_in_use_and_a_full_table_are_refused() -> None:
    document = good()
    full = replace(
        document, steps=tuple(replace(document.steps[0], key=f"r{n}") for n in range(MAX_STEPS))
    )
    columns = replace(document, actors=tuple(SopActor(f"a{n}", "x") for n in range(e.MAX_ACTORS)))

    for key in ("check", REFUSED):
        with pytest.raises(ValueError, match=key):
            e.insert_row(document, key=key, after=None)
    with pytest.raises(e.TooManyError):
        e.insert_row(full, key="langkah-1", after=None)
    with pytest.raises(ValueError, match="desk"):
        e.add_actor(document, SopActor("desk", "Loket dua"))
    with pytest.raises(e.TooManyError):
        e.add_actor(columns, SopActor("one-more", "x"))


def test_what_led_to_a_deleted_row_leads_to_the_next() -> None:
    document = e.delete_row(good(), "submit")
    assert document.step("check").exits == ((NO, "check"),)

    last = e.change_row(good(), replace(good().step("check"), exits=((NO, "archive"),)))
    assert [s.key for s in e.leading_to(last, "archive")] == ["check"]
    assert e.delete_row(last, "archive").step("check").exits == ((NO, "sign"),)


def test_a_row_that_is_no_decision_never_leads_to_itself() -> None:
    looping = e.change_row(good(), replace(good().step("sign"), exits=((DONE, "print"),)))

    assert e.delete_row(looping, "print").step("sign").exits == ()


def test_the_last_row_of_all_may_go_and_a_new_one_come() -> None:
    document = good()
    for key in [*document.position]:
        document = e.delete_row(document, key)

    assert document.steps == ()
    assert half_read(document) == document
    assert len(e.insert_row(document, key="langkah-1", after=None).steps) == 1


def test_four_eyes_forget_a_row_that_is_gone() -> None:
    document = e.change_row(
        good(), replace(good().step("sign"), must_differ_from=("print", "sign", "print"))
    )

    assert document.step("sign").must_differ_from == ("print",)
    assert e.delete_row(document, "print").step("sign").must_differ_from == ()


def test_a_moment_belongs_to_one_row() -> None:
    document = e.change_row(good(), replace(good().step("print"), marks=("product_ready",)))

    assert document.step("print").marks == ("product_ready",)
    assert document.step("sign").marks == ()


def test_a_new_symbol_keeps_the_way_on() -> None:
    skips = replace(good().step("print"), exits=((DONE, "archive"),))

    decides = e.with_symbol(skips, "decision")
    assert decides.exits == ((YES, "archive"),)
    again = replace(decides, exits=(*decides.exits, (NO, "submit")))
    assert e.with_symbol(again, "process").exits == ((DONE, "archive"),)
    refuses = replace(decides, exits=((YES, REFUSED),))
    assert e.with_symbol(refuses, "process").exits == ()
    assert e.with_symbol(decides, "decision") == decides


@pytest.mark.parametrize(("by", "place"), [(1, 2), (-1, 0), (-9, 0), (9, 5), (0, 1)])
def test_a_row_moves_and_stops_at_the_ends(by: int, place: int) -> None:
    assert e.move_row(good(), "check", by).position["check"] == place


def test_columns_are_added_renamed_moved_and_removed() -> None:
    document = e.add_actor(good(), SopActor("head", " Kepala ", ""))
    assert document.actors[-1] == SopActor("head", "Kepala")

    document = e.change_actor(document, SopActor("head", "Kepala KUA", "unit_head"))
    document = e.move_actor(document, "head", -2)
    assert [a.key for a in document.actors] == ["head", "applicant", "desk"]

    document = e.remove_actor(document, "desk")
    assert document.step("check").actors == ()
    with pytest.raises(KeyError):
        e.remove_actor(document, "desk")


@pytest.mark.parametrize(
    ("label", "key"),
    [
        ("Kepala KUA", "kepala-kua"), ("Loket", "loket-2"), ("", "pelaksana"),
        ("3 saksi", "saksi"), ("é", "pelaksana"), ("x" * 90, "x" * 40),
    ],
)  # fmt: skip
def test_a_column_gets_a_key_of_its_name(label: str, key: str) -> None:
    assert e.new_actor_key(label, ["loket"]) == key


def test_new_rows_are_numbered_above_all_that_ever_were() -> None:
    assert e.new_step_key(["submit", "langkah-7", "x-12"]) == "langkah-13"
    assert e.new_step_key(["submit"], above=4) == "langkah-5"
    assert e.new_step_key([]) == "langkah-1"


def test_what_only_stands_for_a_text_is_no_text() -> None:
    row = e.clean_row(
        replace(
            good().steps[0],
            text=" Mengajukan ", note="-", output=("Berkas", "…", "Berkas", " "),
            norm=Norm(0, "working_minute"), outcome_labels=((DONE, " "),),
            applies_when=Condition(frozenset({"a"}), frozenset({"a", "b"})),
        )
    )  # fmt: skip

    assert (row.text, row.note, row.output) == ("Mengajukan", "", ("Berkas",))
    assert (row.norm.amount, row.outcome_labels) == (None, ())
    assert row.applies_when == Condition(frozenset({"a"}), frozenset({"b"}))
    assert e.clean_row(replace(row, norm=Norm(10**9, "working_day"))).norm.amount == e.MAX_AMOUNT
