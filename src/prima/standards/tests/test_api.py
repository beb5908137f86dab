"""Drafts of standards and the register of rules through the API, by the rules of the pages."""

from __future__ import annotations

import shutil
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoDbBlocker

from prima.kernel import clock
from prima.kernel.models import JournalEntry
from prima.offices.tests.programs import Program, program_of
from prima.standards.models import Regulation, ServiceStandard, StandardDraft
from prima.standards.tests.drafts import KEY, Desk, make_desk
from prima.standards.tests.places import CATALOGUE

pytestmark = pytest.mark.django_db
DRAFTS = "/api/v1/standard-drafts"
RULES = "/api/v1/regulations"


@pytest.fixture(scope="module")
def desk(
    module_database: object,
    django_db_blocker: DjangoDbBlocker,
    tmp_path_factory: pytest.TempPathFactory,
) -> Desk:
    folder = tmp_path_factory.mktemp("catalogue")
    (folder / "services").mkdir()
    for name in ("_categories.yaml", f"{KEY}.yaml"):
        shutil.copy(CATALOGUE / "services" / name, folder / "services")
    with django_db_blocker.unblock():
        return make_desk(folder)


def author(desk: Desk, name: str = "author") -> Program:
    return program_of(desk.people[name].user, "write_standards")


def begun(desk: Desk) -> tuple[Program, str, Any]:
    caller = author(desk)
    answer = caller.post(DRAFTS, {"service": KEY, "office": desk.district.key})
    assert answer.status_code == 201, answer.content
    return caller, f"{DRAFTS}/{answer.json()['id']}", answer


def put(caller: Program, address: str, content: Any, etag: str) -> Any:
    return caller.call("PUT", address, content, **{"If-Match": etag})


def test_a_standard_is_written_by_one_program_and_set_by_another(desk: Desk) -> None:
    caller, address, answer = begun(desk)
    content = answer.json()["content"]
    for part in content["to_confirm"]:
        sent = {part: content[part], "confirmed": True}
        answer = put(caller, f"{address}/parts/{part}", sent, answer["ETag"])
        assert answer.status_code == 200, answer.content
    sent = {"facilities": ["Ruang tunggu", "Kursi roda"]}
    saved = put(caller, f"{address}/parts/facilities", sent, answer["ETag"])
    today = timezone.localdate(clock.now())
    decision = {
        "number": "12/2026", "on": today.isoformat(), "signatory": "Drs. H. Amin",
        "effective_on": (today + timedelta(days=1)).isoformat(), "compared_with": 1,
        "consultation_note": "Perubahan diwajibkan aturan yang lebih tinggi.",
    }  # fmt: skip

    refused = caller.post(f"{address}/decision", decision)
    done = program_of(desk.people["head"].user, "set_standards").post(
        f"{address}/decision", decision
    )

    assert saved.json()["findings"] == []
    assert refused.status_code == 403
    assert done.status_code == 200, done.content
    assert done.json()["version"] == 2
    standard = ServiceStandard.objects.get(version=2, service__key=KEY)
    assert standard.content.facilities == ("Ruang tunggu", "Kursi roda")
    assert JournalEntry.objects.filter(what="standard.set").exists()
    versions = Client().get(f"/api/v1/services/{KEY}/standards").json()["items"]
    assert [one["version"] for one in versions] == [1]  # tomorrow's is not public yet


def test_the_same_part_is_never_overwritten_and_another_is_no_hindrance(desk: Desk) -> None:
    caller, address, answer = begun(desk)
    other = author(desk, "second")
    put(caller, f"{address}/parts/facilities", {"facilities": ["Kursi"]}, answer["ETag"])

    same = put(other, f"{address}/parts/facilities", {"facilities": ["Meja"]}, answer["ETag"])
    different = put(
        other, f"{address}/parts/staff_number", {"staff_number": ["Dua orang"]}, answer["ETag"]
    )

    assert same.status_code == 412
    assert different.status_code == 200
    assert different.json()["content"]["facilities"] == ["Kursi"]


@pytest.mark.parametrize(
    ("part", "sent", "field"),
    [
        ("fee", {"facilities": []}, "fee"),
        ("fee", {"fee": [{"amount": 1.5}]}, "fee.0.amount"),
        ("facilities", {"facilities": ["-"]}, "facilities.0"),
        ("requirements", {"requirements": [{"key": "A b"}]}, "requirements.0.key"),
        ("tidak-ada", {}, "part"),
    ],
)
def test_what_does_not_fit_the_part_is_named(
    desk: Desk, part: str, sent: dict[str, Any], field: str
) -> None:
    caller, address, answer = begun(desk)

    refused = put(caller, f"{address}/parts/{part}", sent, answer["ETag"])

    assert refused.status_code == 422
    assert field in {one["field"] for one in refused.json()["errors"]}


def test_another_office_sees_no_draft_and_others_may_not_write_it(desk: Desk) -> None:
    _caller, address, _answer = begun(desk)
    head = program_of(desk.people["head"].user, "set_standards")

    assert author(desk, "stranger").get(address).status_code == 404
    assert author(desk, "stranger").get(DRAFTS).json()["items"] == []
    assert head.get(address).status_code == 200
    assert put(head, f"{address}/parts/fee", {}, "x").status_code == 403
    assert Client().get(address).status_code == 401


def test_a_draft_is_discussed_taken_back_and_dropped(desk: Desk) -> None:
    caller, address, _answer = begun(desk)
    moves = f"{address}/moves"

    states = [
        caller.post(moves, {"act": act, "reason": "Tidak jadi."}).json()["state"]
        for act in ("consult", "resume", "drop")
    ]

    assert states == ["in_consultation", "draft", "dropped"]
    assert caller.post(moves, {"act": "resume"}).status_code == 412
    assert StandardDraft.objects.get().dropped_because == "Tidak jadi."


def test_a_rule_is_added_and_its_end_opens_reviews(desk: Desk) -> None:
    rule = {"rule": "PP 99/2021", "office": desk.district.key, "about": "Pelayanan di daerah"}
    caller = author(desk)

    added = caller.post(RULES, rule)
    again = caller.post(RULES, rule)
    head = program_of(desk.people["head"].user, "set_standards")
    known = Client().get(f"{RULES}/{added.json()['key']}").json()
    body = {"on": "2026-01-01", "reason": "Dicabut.", "revision": known["revision"]}
    ended = head.post(f"{RULES}/{added.json()['key']}/end", body)

    assert added.status_code == 201
    assert again.status_code == 409
    assert ended.json()["standing"] == "ended"
    assert caller.post(f"{RULES}/{added.json()['key']}/end", body).status_code == 403
    assert Regulation.objects.get(key=added.json()["key"]).ended_because == "Dicabut."


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"rule": "dua kata"}, "rule"),
        ({"office": "tidak-ada"}, "office"),
        ({"about": ""}, "about"),
    ],
)
def test_a_rule_nobody_can_read_is_refused(desk: Desk, change: dict[str, str], field: str) -> None:
    rule = {"rule": "PP 99/2021", "office": desk.district.key, "about": "Pelayanan"}

    answer = author(desk).post(RULES, rule | change)

    assert answer.status_code == 422
    assert [one["field"] for one in answer.json()["errors"]] == [field]
