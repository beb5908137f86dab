"""Which answers may stand in which published figure, so that no small group can be computed.

Every office publishes its own figure when it has enough answers, and every office above it
publishes one for all below it. If a figure of three offices stood beside those of two of them,
the third could be computed by subtraction however few people answered there. Therefore groups
that are too small are joined from below: whatever any subtraction of published figures can
isolate has at least the smallest allowed number of answers.
"""

from collections.abc import Mapping


def counted_in(
    root: int, children: Mapping[int, tuple[int, ...]], answers: Mapping[int, int], least: int
) -> frozenset[int]:
    """The offices whose answers make up the figure of `root`; empty: nothing may be shown.

    `children` gives the offices directly below each office, `answers` how many people answered
    in an office itself. Offices missing from either count as none.
    """
    counted, _left = _gather(root, children, answers, least)
    return counted


def kept_parts(answers: Mapping[int, int], least: int) -> frozenset[int]:
    """Which parts of a whole may stand beside it, so that what is left over isolates nobody.

    Parts with too few answers are left out. Were there fewer than `least` answers in all of these
    together, subtracting the others from the whole would give them; then the smallest of the
    others is left out too.
    """
    kept = {part for part, count in answers.items() if count >= least}
    left = sum(count for part, count in answers.items() if part not in kept)
    if kept and 0 < left < least:
        kept.remove(min(kept, key=lambda part: (answers[part], part)))
    return frozenset(kept)


def _gather(
    office: int, children: Mapping[int, tuple[int, ...]], answers: Mapping[int, int], least: int
) -> tuple[frozenset[int], frozenset[int]]:
    """What the figure of this office counts, and what waits to be joined further up."""
    counted: frozenset[int] = frozenset()
    left: frozenset[int] = frozenset()
    for child in children.get(office, ()):
        below, waiting = _gather(child, children, answers, least)
        counted, left = counted | below, left | waiting
    own = answers.get(office, 0)
    if own >= least:
        counted |= {office}
    elif own:
        left |= {office}
    if sum(answers[waiting] for waiting in left) >= least:
        return counted | left, frozenset()
    return counted, left
