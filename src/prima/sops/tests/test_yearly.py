"""The yearly evaluation of a procedure: who concludes it, and what a change leads to."""

from __future__ import annotations

from pathlib import Path

import pytest

from prima.kernel.errors import NotAllowed
from prima.sops import actions
from prima.sops.models import SopDraft
from prima.sops.tests.people import make_desk
from prima.sops.tests.places import NOW

pytestmark = pytest.mark.django_db


def test_who_approves_concludes_and_a_change_is_planned_only_once(tmp_path: Path) -> None:
    desk = make_desk(tmp_path)
    version = desk.sop.last_version()
    assert version is not None
    head, because = desk.actor("head"), "Waktu terlalu longgar."

    with pytest.raises(NotAllowed):
        actions.conclude_evaluation(
            version, keeps=True, reason="Tetap.", by=desk.actor("author"), at=NOW
        )
    kept = actions.conclude_evaluation(version, keeps=True, reason="Tetap.", by=head, at=NOW)
    first = actions.conclude_evaluation(version, keeps=False, reason=because, by=head, at=NOW)
    again = actions.conclude_evaluation(version, keeps=False, reason=because, by=head, at=NOW)

    assert kept is None
    assert first == again == SopDraft.objects.get()
    assert first is not None
    assert (first.state, first.base) == ("planned", version)
