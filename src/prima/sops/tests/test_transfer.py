"""Running cases and another version: what may move, to where, and what is in the way."""

from __future__ import annotations

from dataclasses import replace

import pytest

from prima.sops.core import SopDocument, Step, build, content_hash
from prima.sops.core.catalogue import file_of_service
from prima.sops.core.model import NO, YES, Condition
from prima.sops.core.transfer import Barrier, Past, Transfer, transfer
from prima.sops.tests.places import CATALOGUE, KEY

FRONT, HEAD = "front_office", "unit_head"
ANI, BUDI = 1, 2


def procedure() -> SopDocument:
    """The short procedure of the catalogue."""
    found = file_of_service(CATALOGUE, KEY)
    assert found is not None
    return found


def changed(document: SopDocument, key: str, /, **fields: object) -> SopDocument:
    steps = tuple(replace(step, **fields) if step.key == key else step for step in document.steps)  # type: ignore[arg-type]
    return replace(document, steps=steps)


def before(document: SopDocument, key: str, added: Step) -> SopDocument:
    place = document.position[key]
    return replace(document, steps=(*document.steps[:place], added, *document.steps[place:]))


def duty_of(document: SopDocument, key: str) -> str:
    return next(iter(document.duties_of(document.step(key))), "")


def done(document: SopDocument, *rows: str, person: int = ANI) -> list[Past]:
    """These rows finished in the ordinary way; a decision says yes."""
    return [
        Past(key, document.step(key).outcomes[0], duty_of(document, key), person) for key in rows
    ]


@pytest.fixture
def old() -> SopDocument:
    return procedure()


def keys(document: SopDocument) -> list[str]:
    return [step.key for step in document.steps]


def test_what_fits_stands_where_the_new_version_goes_on(old: SopDocument) -> None:
    first, second, third, *_rest = keys(old)
    added = replace(old.step(third), key="baru", text="Mencatat", exits=(), outcome_labels=())
    new = before(old, third, added)

    moved = transfer(build(new), done(old, first, second), [third])

    assert moved == Transfer(("baru",))
    assert moved.is_possible


def test_the_same_words_in_other_clothes_change_nothing(old: SopDocument) -> None:
    first, second, third, *_rest = keys(old)
    new = changed(old, first, text="Ralat")
    assert content_hash(new) != content_hash(old)

    assert transfer(build(new), done(old, first, second), [third]).open_rows == (third,)


def test_a_done_row_the_new_version_does_not_know(old: SopDocument) -> None:
    first, second, third, *_rest = keys(old)
    new = changed(old, second, key="lain")

    moved = transfer(build(new), done(old, first, second), [third])

    assert moved.barrier == Barrier("unknown_row", second)
    assert not moved.open_rows


def test_a_row_that_had_to_come_first(old: SopDocument) -> None:
    first, second, third, *_rest = keys(old)
    added = replace(old.step(third), key="baru", text="Mencatat", exits=(), outcome_labels=())
    new = before(old, second, added)

    moved = transfer(build(new), done(old, first, second), [third])

    assert moved.barrier == Barrier("not_open", second, "baru")


def test_a_row_that_does_not_apply_to_this_applicant_any_more(old: SopDocument) -> None:
    first, second, third, *_rest = keys(old)
    new = changed(old, second, applies_when=Condition(any=frozenset({"lain"})))

    moved = transfer(build(new), done(old, first, second), [third])

    assert moved.barrier == Barrier("not_applying", second)


def test_an_outcome_the_row_does_not_have_any_more(old: SopDocument) -> None:
    first, second, third, *_rest = keys(old)
    assert old.step(second).symbol == "decision"
    new = changed(old, second, symbol="process", exits=(), outcome_labels=())

    moved = transfer(build(new), done(old, first, second), [third])

    assert moved.barrier == Barrier("unknown_outcome", second)


def test_a_row_of_another_actor(old: SopDocument) -> None:
    first, second, third, *_rest = keys(old)
    other = next(actor.key for actor in old.actors if actor.duty == HEAD)
    new = changed(old, second, actors=(other,))

    moved = transfer(build(new), done(old, first, second), [third])

    assert moved.barrier == Barrier("other_actor", second)


def test_a_row_of_the_office_that_becomes_the_applicants_own(old: SopDocument) -> None:
    first, second, third, *_rest = keys(old)
    applicant = old.step(first).actors
    new = changed(old, second, actors=applicant)

    assert transfer(build(new), done(old, first, second), [third]).barrier == Barrier(
        "other_actor", second
    )


def test_two_pairs_of_eyes_that_were_not_there(old: SopDocument) -> None:
    first, second, third, fourth, *_rest = keys(old)
    new = changed(old, third, must_differ_from=(second,))
    history = done(old, first, second, third)

    alone = transfer(build(new), history, [fourth])
    two = [*history[:2], replace(history[2], person=BUDI)]

    assert alone.barrier == Barrier("same_person", third, second)
    assert transfer(build(new), two, [fourth]).is_possible


def test_a_moment_that_would_never_come(old: SopDocument) -> None:
    first, second, third, *_rest = keys(old)
    new = changed(old, second, marks=("product_ready",))
    history = done(old, first, second)

    lost = transfer(build(new), history, [third], awaited={"product_ready"})

    assert lost.barrier == Barrier("moment_passed", second)
    assert transfer(build(new), history, [third]).is_possible


def test_a_no_marks_no_moment(old: SopDocument) -> None:
    first, second, *_rest = keys(old)
    new = changed(old, second, marks=("product_ready",))
    back = [*done(old, first), Past(second, NO, duty_of(old, second), ANI)]

    moved = transfer(build(new), back, [first], awaited={"product_ready"})

    assert moved.open_rows == (first,)


def test_an_open_row_that_is_gone_and_a_version_that_is_over(old: SopDocument) -> None:
    *most, last = keys(old)
    shorter = replace(old, steps=old.steps[:-1])
    history = done(old, *most)

    assert transfer(build(shorter), history, [last]).barrier == Barrier("open_row_gone", last)
    assert transfer(build(shorter), history, []).barrier == Barrier("would_end", most[-1])


def test_work_after_the_end_of_the_new_version(old: SopDocument) -> None:
    *most, last = keys(old)
    shorter = replace(old, steps=(*old.steps[:-2], old.steps[-1]))
    history = [*done(old, *most[:-1], last), *done(old, last)]

    assert transfer(build(shorter), history, []).barrier == Barrier("would_end", last)


def test_every_yes_of_a_decision_is_still_the_same_answer(old: SopDocument) -> None:
    first, second, third, *_rest = keys(old)
    history = done(old, first, second)

    assert history[1].outcome == YES
    assert transfer(build(old), history, [third]).open_rows == (third,)
