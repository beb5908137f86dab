"""Row-by-row difference: what it says is enough to make the one of the other."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from prima.sops.core import Condition, Identity, Norm, SopActor, SopDocument, Step
from prima.sops.core.difference import Difference, difference, words
from prima.sops.tests.strategies import any_documents, texts


def applied(before: SopDocument, found: Difference) -> SopDocument:
    """Make the second document of the first and of what is said to differ."""
    rows = [row for row in found.rows if row.after is not None]
    rows.sort(key=lambda row: row.number_after or 0)
    steps = [
        replace(row.before, **{one.name: one.after for one in row.fields})
        if row.before
        else row.after
        for row in rows
    ]
    columns: dict[str, SopActor | None] = {actor.key: actor for actor in before.actors}
    columns |= {one.key: one.after for one in found.columns}
    order = {one.name: one.after for one in found.document}.get("actors")
    there = [actor for actor in columns.values() if actor is not None]
    if order is not None:
        there.sort(key=lambda actor: order.index(actor.key))
    whole = {one.name: one.after for one in found.document if one.name != "actors"}
    identity = replace(before.identity, **{one.name: one.after for one in found.identity})
    return replace(
        before,
        identity=identity,
        actors=tuple(there),
        steps=tuple(one for one in steps if one),
        **whole,
    )


@st.composite
def edited(draw: st.DrawFn) -> tuple[SopDocument, SopDocument]:
    """A document, and the same after rows were taken out, moved, renamed and put in."""
    before = draw(any_documents())
    steps = list(draw(st.permutations(before.steps)) if draw(st.booleans()) else before.steps)
    steps = steps[draw(st.integers(0, 2)) :]
    steps = [replace(one, text=draw(texts)) if draw(st.booleans()) else one for one in steps]
    if draw(st.booleans()):
        new = replace(before.steps[0], key="new-row", text=draw(texts))
        steps.insert(draw(st.integers(0, len(steps))), new)
    title = draw(texts)
    after = replace(
        before, identity=Identity(title), steps=tuple(steps), proposal=draw(st.booleans())
    )
    return before, after


@given(any_documents())
def test_equal_documents_have_no_difference(document: SopDocument) -> None:
    found = difference(document, replace(document))

    assert not found.is_change
    assert found.is_editorial
    assert {row.kind for row in found.rows} == {"same"}


@given(edited())
def test_what_differs_makes_the_one_of_the_other(pair: tuple[SopDocument, SopDocument]) -> None:
    before, after = pair

    found = difference(before, after)

    assert applied(before, found) == after
    assert found.is_change is (before != after)
    assert [row.key for row in found.rows if row.after] == [step.key for step in after.steps]
    assert {row.key for row in found.rows} == {*before.position, *after.position}


@given(edited())
def test_backwards_the_same_rows_differ(pair: tuple[SopDocument, SopDocument]) -> None:
    turned = {"added": "removed", "removed": "added"}

    there, back = difference(*pair), difference(*reversed(pair))

    def seen(found: Difference) -> dict[str, str]:
        return {row.key: row.kind for row in found.rows if row.kind not in {"moved", "same"}}

    assert seen(back) == {key: turned.get(kind, kind) for key, kind in seen(there).items()}
    assert sum(row.is_moved for row in there.rows) == sum(row.is_moved for row in back.rows)


@given(edited())
def test_rows_that_did_not_move_keep_their_order(pair: tuple[SopDocument, SopDocument]) -> None:
    rows = [row for row in difference(*pair).rows if row.before and row.after]

    places = [row.number_before or 0 for row in rows if not row.is_moved]

    assert places == sorted(places)


@given(st.lists(texts, max_size=8), st.lists(texts, max_size=8))
def test_words_give_both_texts_back(old: list[str], new: list[str]) -> None:
    before, after = " ".join(old), " ".join(new)

    found = words(before, after)

    assert " ".join(one.text for one in found if one.kind != "new").split() == before.split()
    assert " ".join(one.text for one in found if one.kind != "gone").split() == after.split()


STEPS = tuple(
    Step(key, text, ("desk",), "process", Norm(5, "working_minute"), ("Berkas",), ("Berkas",))
    for key, text in (("a", "Menerima berkas"), ("b", "Memeriksa berkas"), ("c", "Menyimpan"))
)
DOCUMENT = SopDocument(
    "contoh", Identity("Contoh"), (SopActor("desk", "Loket", "front_office"),), STEPS
)


def test_of_rows_that_changed_places_the_fewest_are_called_moved() -> None:
    first, second, third = STEPS

    found = difference(DOCUMENT, replace(DOCUMENT, steps=(third, first, second)))

    assert [row.key for row in found.rows if row.is_moved] == ["c"]
    assert not found.is_editorial


def test_a_removed_row_stands_where_it_was() -> None:
    first, _second, third = STEPS

    found = difference(DOCUMENT, replace(DOCUMENT, steps=(first, third)))

    assert [(row.key, row.kind) for row in found.rows] == [
        ("a", "same"), ("b", "removed"), ("c", "same"),
    ]  # fmt: skip
    assert found.row("b") == found.changed_rows[0]
    assert found.row("z") is None


def test_only_words_are_a_typo() -> None:
    first, second, third = STEPS

    def with_first(**changed: object) -> bool:
        steps = (replace(first, **changed), second, third)  # type: ignore[arg-type]
        return difference(DOCUMENT, replace(DOCUMENT, steps=steps)).is_editorial

    assert with_first(text="Menerima berkas pemohon")
    assert with_first(output=("Berkas lengkap",))
    assert with_first(norm=replace(first.norm, note="rata-rata"))
    assert not with_first(output=("Berkas", "Tanda terima"))
    assert not with_first(norm=replace(first.norm, amount=6))
    assert not with_first(applies_when=Condition(frozenset({"proxy"})))
    assert not with_first(symbol="decision")


def test_a_renamed_column_is_a_typo_and_another_duty_is_not() -> None:
    renamed = (SopActor("desk", "Petugas loket", "front_office"),)
    other = (SopActor("desk", "Loket", "administrator"),)

    assert difference(DOCUMENT, replace(DOCUMENT, actors=renamed)).is_editorial
    assert not difference(DOCUMENT, replace(DOCUMENT, actors=other)).is_editorial
    added = (*DOCUMENT.actors, SopActor("head", "Kepala", "unit_head"))
    assert not difference(DOCUMENT, replace(DOCUMENT, actors=added)).is_editorial


def test_the_order_of_the_columns_is_a_change() -> None:
    two = replace(DOCUMENT, actors=(*DOCUMENT.actors, SopActor("head", "Kepala", "unit_head")))

    found = difference(two, replace(two, actors=two.actors[::-1]))

    assert [one.name for one in found.document] == ["actors"]
    assert not found.is_editorial


def test_without_a_version_before_everything_is_new() -> None:
    found = difference(None, DOCUMENT)

    assert {row.kind for row in found.rows} == {"added"}
    assert [one.key for one in found.columns] == ["desk"]
