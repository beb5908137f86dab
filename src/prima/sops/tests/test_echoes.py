"""The findings of the copy check beside the rows of the table that is written."""

from __future__ import annotations

from dataclasses import replace
from html import unescape

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from prima.sops import actions
from prima.sops.tests.people import Desk
from prima.sops.tests.places import NOW
from prima.sops.tests.test_copies import copied, desk, name, other_sop, started
from prima.sops.views.echoes import echoes

__all__ = ["desk"]
pytestmark = pytest.mark.django_db
# Formulas, neighbours, their rows, rows of the procedures that count, then what they are.
MOST_STATEMENTS = 7


def test_a_row_that_stands_elsewhere_says_so_in_the_table(desk: Desk, client: Client) -> None:
    draft = copied(desk)
    source = other_sop(desk)
    client.force_login(desk.people["author"].user)

    page = unescape(client.get(f"/kelola/sop/{draft.pk}/").content.decode())

    title = source.versions.get().document.identity.title
    assert f"Sama dengan SOP “{title}” ({desk.district.name}), langkah 2" in page
    anchor = f"versi-{source.versions.get().pk}"
    assert f'href="/kelola/sop/{draft.pk}/salinan/#{anchor}"' in page
    side_by_side = client.get(f"/kelola/sop/{draft.pk}/salinan/").content.decode()
    assert f'id="{anchor}"' in side_by_side


def test_an_adapted_row_is_like_the_other(desk: Desk) -> None:
    draft = copied(desk)
    steps = list(draft.document.steps)
    steps[2] = replace(steps[2], norm=replace(steps[2].norm, amount=77))
    draft = actions.save_draft(
        draft, replace(draft.document, steps=tuple(steps)), revision=draft.revision,
        by=desk.actor("author"), at=NOW,
    )  # fmt: skip

    found = echoes(draft, draft.document)

    assert found[steps[2].key].sentence.startswith("Mirip dengan SOP")
    assert found[steps[1].key].sentence.startswith("Sama dengan SOP")


def test_what_is_known_or_explained_says_nothing(desk: Desk) -> None:
    own = started(desk)
    assert echoes(own, own.document) == {}
    actions.drop_draft(own, reason="Ulang", by=desk.actor("author"), at=NOW)

    draft = copied(desk)
    assert len(echoes(draft, draft.document)) >= 3
    name(desk, draft)

    assert not any(key.startswith("taken_") for key in echoes(draft, draft.document))


def test_the_check_takes_a_handful_of_statements_however_many_rows(desk: Desk) -> None:
    draft = copied(desk)

    with CaptureQueriesContext(connection) as few:
        echoes(draft, draft.document)

    assert len(few) <= MOST_STATEMENTS


def test_a_plan_asks_nothing_of_the_index(desk: Desk) -> None:
    draft = actions.plan_draft(
        desk.service, desk.district, purpose="Menyesuaikan.", by=desk.actor("author"), at=NOW
    )

    with CaptureQueriesContext(connection) as none:
        assert echoes(draft, draft.document) == {}
    assert len(none) == 0
