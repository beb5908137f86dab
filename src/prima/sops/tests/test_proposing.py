"""What others learnt becomes a planned version, by whoever writes or approves there."""

import pytest

from prima.kernel.actors import SYSTEM
from prima.kernel.errors import NotAllowed, RuleBroken
from prima.sops import actions
from prima.sops.tests.people import Desk
from prima.sops.tests.places import NOW


def test_a_head_proposes_a_version_that_an_author_can_begin(desk: Desk) -> None:
    draft = actions.propose_version(
        desk.service, desk.district, reason="Pungutan di loket.", by=desk.actor("head"), at=NOW
    )

    assert (draft.state, draft.kind, draft.purpose) == (
        "planned",
        "revision",
        "Pungutan di loket.",
    )
    started = actions.start_draft(draft, by=desk.actor("author"), at=NOW)
    assert started.base == desk.sop.last_version()


def test_nobody_else_proposes_and_never_without_a_reason(desk: Desk) -> None:
    for by in (SYSTEM, desk.actor("officer")):
        with pytest.raises(NotAllowed):
            actions.propose_version(desk.service, desk.district, reason="x", by=by, at=NOW)
    with pytest.raises(RuleBroken):
        actions.propose_version(
            desk.service, desk.district, reason=" ", by=desk.actor("head"), at=NOW
        )
