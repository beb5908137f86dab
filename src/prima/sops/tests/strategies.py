"""Random procedures: any the model can hold, and such as an office would set."""

from __future__ import annotations

from hypothesis import strategies as st

from prima.sops.core import (
    DONE,
    NO,
    REFUSED,
    YES,
    Condition,
    Identity,
    Norm,
    SopActor,
    SopDocument,
    Step,
)
from prima.sops.core.model import Symbol

SYMBOLS: tuple[Symbol, ...] = ("terminator", "process", "decision")
SITUATIONS = ("outside_office", "minor", "proxy")
ACTORS = (
    SopActor("applicant", "Pemohon"),
    SopActor("desk", "Loket", "front_office"),
    SopActor("head", "Kepala", "unit_head"),
    SopActor("outside", "Instansi lain", external=True),
)
texts = st.text("abcdefg hij", min_size=1, max_size=20).map(str.strip).filter(bool)
lists = st.lists(texts, max_size=3, unique=True).map(tuple)
situations = st.frozensets(st.sampled_from(SITUATIONS), max_size=2)
norms = st.builds(
    Norm,
    amount=st.none() | st.integers(1, 300),
    unit=st.sampled_from(["working_minute", "working_hour", "working_day", "calendar_day"]),
    kind=st.sampled_from(["working", "waiting", "external"]),
    note=st.just("") | texts,
    proposal=st.booleans(),
)


def key(index: int) -> str:
    return f"row{index}"


@st.composite
def _any_step(draw: st.DrawFn, index: int, count: int) -> Step:
    """A row with exits anywhere: many of these procedures are wrong on purpose."""
    symbol: Symbol = draw(st.sampled_from(SYMBOLS))
    outcomes = (YES, NO) if symbol == "decision" else (DONE,)
    targets = st.sampled_from([*(key(other) for other in range(count)), REFUSED])
    return Step(
        key=key(index),
        text=draw(texts),
        actors=tuple(draw(st.permutations([a.key for a in ACTORS]))[: draw(st.integers(0, 2))]),
        symbol=symbol,
        norm=draw(norms),
        standard_input=draw(lists),
        output=draw(lists),
        note=draw(st.just("") | texts),
        applies_when=draw(st.builds(Condition, situations, situations)),
        outcome_labels=tuple(
            (outcome, draw(texts)) for outcome in outcomes if draw(st.booleans())
        ),
        exits=tuple((outcome, draw(targets)) for outcome in outcomes if draw(st.booleans())),
        group=draw(st.sampled_from(["", "", "g", "h"])),
        thread=draw(st.sampled_from(["", "a", "b"])),
    )


@st.composite
def any_documents(draw: st.DrawFn) -> SopDocument:
    """Whatever the model can hold."""
    count = draw(st.integers(1, 9))
    return _document(tuple(draw(_any_step(index, count)) for index in range(count)))


@st.composite
def settable_documents(draw: st.DrawFn) -> SopDocument:
    """Such as an office sets: decisions go back or refuse, and some rows apply only sometimes."""
    count = draw(st.integers(3, 12))
    steps = []
    for index in range(count):
        edge = index in {0, count - 1}
        symbol: Symbol = "terminator" if edge else draw(st.sampled_from(SYMBOLS[1:]))
        back = st.sampled_from([*(key(other) for other in range(index + 1)), REFUSED])
        steps.append(
            Step(
                key=key(index),
                text="Memeriksa berkas",
                actors=("applicant",)
                if index == 0
                else (draw(st.sampled_from(["desk", "head"])),),
                symbol=symbol,
                norm=Norm(draw(st.integers(1, 60)), "working_minute"),
                standard_input=("Berkas",),
                output=("Berkas",),
                applies_when=Condition() if edge else draw(st.builds(Condition, situations)),
                exits=((NO, draw(back)),) if symbol == "decision" else (),
            )
        )
    return _document(tuple(steps))


def _document(steps: tuple[Step, ...]) -> SopDocument:
    return SopDocument(
        service="contoh", identity=Identity(title="Contoh"), actors=ACTORS, steps=steps
    )
