"""Two authors press at the same moment, each in a transaction of their own."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from prima.kernel.tests.support import run_together
from prima.sops import actions
from prima.sops.models import SopDraft
from prima.sops.tests import test_editor as pages
from prima.sops.tests.people import Desk, make_desk
from prima.sops.tests.places import NOW


def begin(desk: Desk) -> SopDraft:
    return actions.start_draft(pages.planned(desk), by=desk.actor("author"), at=NOW)


def press(desk: Desk, draft: SopDraft, name: str, key: str, amount: int) -> Callable[[], Any]:
    client, typed = pages.browser(desk, name), pages.row(draft, key, amount=amount)
    return lambda: client.post(pages.url(draft, f"langkah/{key}/"), typed).status_code


@pytest.mark.usefixtures("own_database")
def test_of_two_who_save_one_row_at_once_one_is_told(tmp_path: Path) -> None:
    desk = make_desk(tmp_path)
    draft = begin(desk)

    answers = run_together(
        press(desk, draft, "author", "stamp", 6), press(desk, draft, "second_author", "stamp", 7)
    )

    assert sorted(map(str, answers)) == ["302", "409"]
    kept = pages.stored(draft).document.step("stamp").norm.amount
    assert kept == (6, 7)[list(answers).index(302)]


@pytest.mark.usefixtures("own_database")
def test_two_who_save_different_rows_at_once_both_are_kept(tmp_path: Path) -> None:
    desk = make_desk(tmp_path)
    draft = begin(desk)

    answers = run_together(
        press(desk, draft, "author", "stamp", 6), press(desk, draft, "second_author", "sign", 7)
    )

    assert list(answers) == [302, 302]
    document = pages.stored(draft).document
    assert (document.step("stamp").norm.amount, document.step("sign").norm.amount) == (6, 7)
