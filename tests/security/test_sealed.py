"""A report of wrongdoing does not exist for who is not its recipient (C8, C9)."""

from __future__ import annotations

import re

import pytest
from django.test import Client
from django.urls import NoReverseMatch, reverse

from prima.accounts.models import User
from prima.integrity.models import SealedReport
from prima.integrity.tests.sealed import Realm, make_realm, sent
from prima.kernel.actors import Actor
from prima.kernel.messages import OutgoingMessage
from prima.offices.public import PERMISSIONS, Role, needs_second_factor
from prima.offices.tests import people
from tests.architecture import access

# Different in every answer.
FRESH = re.compile(
    r'(?:name="[^"]*" value|content|nonce|data-[a-z-]+|for|id|href)="[^"]*"|\d\d\.\d\d'
)


@pytest.fixture
def realm(db: None) -> Realm:
    return make_realm()


# Where people, work and counts are shown.
FLOORS = ("insight:", "offices:", "complaints:", "integrity:", "cases:", "improvements:")


def pages() -> list[str]:
    """Every address of these floors that needs nothing but its name."""
    found = []
    for name, view in access.views():
        if "GET" not in access.methods(view) or not name.startswith(FLOORS):
            continue
        try:
            found.append(reverse(name))
        except NoReverseMatch:
            continue
    return found


def seen_by(actor: Actor | None) -> dict[str, tuple[int, str]]:
    client = Client(raise_request_exception=False)
    if actor is not None:
        client.force_login(User.objects.get(pk=actor.id or 0))
    answers = {path: client.get(path) for path in pages()}
    return {
        path: (one.status_code, FRESH.sub("", one.content.decode(errors="replace")))
        for path, one in answers.items()
        # A paper says when it was made.
        if not one.streaming and one["Content-Type"] != "application/pdf"
    }


def test_no_page_of_anybody_else_changes_by_a_report(realm: Realm) -> None:
    head = people.acting(realm.reported)
    watchers: list[Actor | None] = [None, head, realm.manager]
    before = [seen_by(one) for one in watchers]

    report, _receipt = sent(realm, identity="Siti Maryam")
    after = [seen_by(one) for one in watchers]

    assert all(sum(1 for code, _page in one.values() if code == 200) > 5 for one in before)
    for watcher, first, second in zip(watchers, before, after, strict=True):
        changed = [path for path in first if first[path] != second[path]]
        assert changed == [], watcher
        assert report.number not in str(second)
    assert not OutgoingMessage.objects.exists()


@pytest.mark.parametrize("name", ["sealed_report", "sealed_answered", "identity_asked"])
def test_a_report_that_is_there_and_one_that_is_not_are_answered_alike(
    realm: Realm, name: str
) -> None:
    report, _receipt = sent(realm)
    for actor in (people.acting(realm.reported), realm.manager):
        client = Client()
        client.force_login(User.objects.get(pk=actor.id or 0))
        there = reverse(f"integrity:{name}", args=[report.pk])
        nowhere = reverse(f"integrity:{name}", args=["00000000-0000-4000-8000-000000000000"])
        answers = [client.post(there, {"phrase": "x"}), client.post(nowhere, {"phrase": "x"})]

        assert [one.status_code for one in answers] == [404, 404]
        assert FRESH.sub("", answers[0].content.decode()) == FRESH.sub(
            "", answers[1].content.decode()
        )


def test_numbers_of_reports_tell_nothing_of_how_many_there_are(realm: Realm) -> None:
    for _ in range(3):
        sent(realm)

    found = SealedReport.objects.values_list("pk", "number")

    assert all(pk.version == 4 for pk, _number in found)
    assert len({number[6:12] for _pk, number in found}) == 3


@pytest.mark.parametrize("role", [Role.UPG, Role.REPORT_RECIPIENT])
def test_gifts_and_sealed_reports_want_a_second_factor(role: Role) -> None:
    held = dict.fromkeys(PERMISSIONS[role], (1,))

    assert needs_second_factor(held, is_for_all=False)
