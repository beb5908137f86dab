"""Drafts of procedures through the API: the same people may do the same, and nobody more."""

from __future__ import annotations

import json
import re
import shlex
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from prima.accounts.models import ApiToken, User
from prima.kernel import clock
from prima.kernel.models import JournalEntry
from prima.offices.tests.programs import Program, program_of
from prima.sops.models import SopDraft, SopVersion
from prima.sops.tests.people import Desk
from prima.sops.tests.places import KEY

pytestmark = pytest.mark.django_db
DRAFTS = "/api/v1/sop-drafts"
SCOPES = {
    "author": "write_sops",
    "second_author": "write_sops",
    "reviewer": "review_sops",
    "verifier": "verify_sops",
    "head": "approve_sops",
}


def program(desk: Desk, name: str) -> Program:
    return program_of(desk.people[name].user, SCOPES[name])


def today() -> date:
    return timezone.localdate(clock.now())


def planned(desk: Desk) -> tuple[Program, str]:
    author = program(desk, "author")
    answer = author.post(
        DRAFTS, {"service": KEY, "office": desk.district.key, "purpose": "Aturannya berganti."}
    )
    assert answer.status_code == 201, answer.content
    return author, f"{DRAFTS}/{answer.json()['id']}"


def begun(desk: Desk) -> tuple[Program, str, Any]:
    author, address = planned(desk)
    return author, address, author.post(f"{address}/start", {"source": "base"})


def changed(draft: Any) -> Any:
    document = draft.json()["document"]
    document["steps"][-1]["text"] = "Menyimpan satu fotokopi dalam map"
    return document


def saved(desk: Desk) -> tuple[Program, str]:
    author, address, draft = begun(desk)
    answer = author.call(
        "PUT", f"{address}/document", changed(draft), **{"If-Match": draft["ETag"]}
    )
    assert answer.status_code == 200, answer.content
    return author, address


def test_a_draft_goes_from_plan_to_version_by_programs_of_four_people(desk: Desk) -> None:
    author, address = saved(desk)
    signature = {
        "number": "SOP-08/KT/2026", "title": "Kepala Kantor", "name": "H. Lukman",
        "approved_on": today().isoformat(), "effective_on": today().isoformat(),
    }  # fmt: skip
    course = [
        (author, {"act": "submit"}, "in_review"),
        (program(desk, "reviewer"), {"act": "review", "remark": "Baik."}, "in_review"),
        (program(desk, "verifier"), {"act": "verify"}, "verified"),
        (program(desk, "head"), {"act": "approve", "signature": signature}, "approved"),
        (program(desk, "head"), {"act": "publish"}, "published"),
    ]

    for caller, act, state in course:
        answer = caller.post(f"{address}/moves", act)
        assert answer.status_code == 200, (act, answer.content)
        assert answer.json()["state"] == state

    version = SopVersion.objects.latest("pk")
    whole = Client().get(f"/api/v1/services/{KEY}/sops/{desk.district.key}/{version.number}")
    assert whole.json()["document"] == version.content
    assert whole.json()["sop_number"] == "SOP-08/KT/2026"
    published = JournalEntry.objects.filter(what="sop.published").last()
    assert published is not None
    assert published.actor_id == desk.people["head"].user.pk


def test_two_programs_never_overwrite_each_other(desk: Desk) -> None:
    author, address, draft = begun(desk)
    other, etag = program(desk, "second_author"), {"If-Match": draft["ETag"]}

    first = author.call("PUT", f"{address}/document", changed(draft), **etag)
    second = other.call("PUT", f"{address}/document", draft.json()["document"], **etag)

    assert first.status_code == 200
    assert second.status_code == 412
    assert second.json()["type"] == "/api/#changed"
    assert "Author" in second.json()["detail"]
    assert other.get(address)["ETag"] == first["ETag"]
    without = author.call("PUT", f"{address}/document", changed(draft))
    assert without.status_code == 428
    nonsense = author.call("PUT", f"{address}/document", changed(draft), **{"If-Match": "r1"})
    assert nonsense.status_code == 412


def test_what_an_author_may_not_say_names_the_place(desk: Desk) -> None:
    author, address, draft = begun(desk)
    document = changed(draft)
    document["steps"][0] |= {"output": ["Bukti", "Bukti"], "note": "-", "kata": 1}
    document["identity"]["effective_on"] = "2026-13-40"

    answer = author.call("PUT", f"{address}/document", document, **{"If-Match": draft["ETag"]})

    assert answer.status_code == 422
    assert {one["field"] for one in answer.json()["errors"]} == {
        "steps.0.output", "steps.0.note", "steps.0.kata", "identity.effective_on"
    }  # fmt: skip
    assert author.get(address)["ETag"] == draft["ETag"]


def test_an_unfinished_draft_is_kept_with_what_it_lacks(desk: Desk) -> None:
    author, address, draft = begun(desk)
    document = changed(draft) | {"steps": []}

    answer = author.call("PUT", f"{address}/document", document, **{"If-Match": draft["ETag"]})
    handed_in = author.post(f"{address}/moves", {"act": "submit"})

    assert answer.status_code == 200
    assert "error" in {one["severity"] for one in answer.json()["findings"]}
    assert handed_in.status_code == 409
    assert handed_in.json()["type"] == "/api/#refused"


def test_comments_are_made_and_resolved(desk: Desk) -> None:
    author, address = saved(desk)
    author.post(f"{address}/moves", {"act": "submit"})
    reviewer = program(desk, "reviewer")

    made = reviewer.post(f"{address}/comments", {"text": "Waktunya terlalu pendek."})
    listed = author.get(f"{address}/comments")
    resolved = reviewer.post(f"{address}/comments/{made.json()['id']}/resolution", None)

    assert made.status_code == 201
    assert listed.json()["items"] == [made.json()]
    assert resolved.json()["resolved_at"]
    assert author.post(f"{address}/comments/999/resolution", None).status_code == 404


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({"service": "tidak-ada", "office": "x", "purpose": "Baru."}, "service"),
        ({"service": KEY, "office": "tidak-ada", "purpose": "Baru."}, "office"),
        ({"service": KEY, "office": "x"}, "purpose"),
        (
            {"service": KEY, "office": "x", "purpose": "B", "planned_for": "0001-01-01"},
            "planned_for",
        ),
    ],
)
def test_a_plan_that_names_nothing_is_refused_beside_its_field(
    desk: Desk, body: dict[str, str], field: str
) -> None:
    answer = program(desk, "author").post(DRAFTS, body)

    assert answer.status_code == 422
    assert [one["field"] for one in answer.json()["errors"]] == [field]
    assert not SopDraft.objects.exists()


def test_a_key_does_no_more_than_it_was_given(desk: Desk) -> None:
    _author, address = saved(desk)
    reviewer = program(desk, "reviewer")

    assert reviewer.get(address).status_code == 200
    assert reviewer.call("PUT", f"{address}/document", {}).status_code == 403
    assert reviewer.post(DRAFTS, {}).status_code == 403
    assert reviewer.post(f"{address}/moves", {"act": "submit"}).status_code == 403
    head = program_of(desk.people["head"].user, "set_standards")
    assert head.get(address).status_code == 404
    assert head.get(DRAFTS).status_code == 403


def test_without_a_key_that_counts_nothing_is_shown(desk: Desk) -> None:
    author, address = planned(desk)
    ApiToken.objects.update(revoked_at=clock.now())

    for caller in (author, Program("x"), Program(author.key[:-1])):
        answer = caller.get(address)
        assert answer.status_code == 401
        assert answer["WWW-Authenticate"] == "Bearer"
    assert Client().get(address).status_code == 401
    assert author.get("/api/v1/services").status_code == 401


def test_who_needs_a_second_factor_needs_it_for_keys_too(desk: Desk) -> None:
    head = desk.people["head"].user

    bare = program_of(head, "approve_sops", is_safe=False)

    assert bare.get(DRAFTS).status_code == 403
    assert program_of(head, "approve_sops").get(DRAFTS).status_code == 200


def test_a_session_counts_with_its_csrf_token(desk: Desk) -> None:
    browser = Client(enforce_csrf_checks=True)
    browser.force_login(desk.people["author"].user)
    body = {"service": KEY, "office": desk.district.key, "purpose": "Baru."}
    browser.get(reverse("insight:home"))

    refused = browser.post(DRAFTS, body, content_type="application/json")
    browser.get(reverse("account_security"))
    token = browser.cookies["prima-csrf"].value
    taken = browser.post(
        DRAFTS, body, content_type="application/json", headers={"X-CSRFToken": token}
    )

    assert refused.status_code == 403
    assert taken.status_code == 201
    assert "no-store" in taken["Cache-Control"]


@pytest.mark.usefixtures("asks_second_factor")
def test_a_session_without_its_second_factor_may_only_read_what_is_public(desk: Desk) -> None:
    head = Client()
    head.force_login(desk.people["head"].user)

    refused = head.get(DRAFTS)

    assert refused.status_code == 403
    assert refused.json()["detail"].startswith("Pasang faktor kedua")
    assert head.get("/api/v1/services").status_code == 200


def test_a_key_opens_no_page(desk: Desk) -> None:
    author, _address = planned(desk)

    assert author.get(reverse("sops:drafts")).status_code == 302
    assert author.get("/api/").status_code == 200


def test_wrong_keys_are_counted(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("prima.offices.views.api_door.WRONG_KEYS_AT_ADDRESS", (1, 60))

    assert [Program("x").get(DRAFTS).status_code for _try in range(2)] == [401, 429]


def test_the_last_day_of_use_is_kept_and_answers_are_kept_by_nobody(desk: Desk) -> None:
    author, address = planned(desk)

    answer = author.get(address)

    assert ApiToken.objects.get().last_used_on == today()
    assert "no-store" in answer["Cache-Control"]
    assert "no-store" in author.get("/api/v1/services")["Cache-Control"]


def test_a_procedure_is_withdrawn_by_its_head_only(desk: Desk) -> None:
    address = f"/api/v1/services/{KEY}/sops/{desk.district.key}/1/withdrawal"
    body = {"reason": "Layanan pindah.", "withdrawn_on": today().isoformat()}

    assert program(desk, "author").post(address, body).status_code == 404
    assert program(desk, "head").post(address, body).status_code == 204
    assert Client().get(f"/api/v1/services/{KEY}/sop").status_code == 404


def test_a_longer_list_of_drafts_costs_no_more_queries(
    desk: Desk, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    author, _address = planned(desk)
    author.get(DRAFTS)
    for _number in range(9):
        author.post(DRAFTS, {"service": KEY, "office": desk.district.key, "purpose": "Lagi."})

    with django_assert_max_num_queries(7):
        assert author.get(DRAFTS).json()["total"] == 10


@pytest.mark.parametrize("sent", ["", "{", "[" * 100_000, '{"a": NaN}', '"\\u0000"', "[1]"])
def test_a_body_that_cannot_be_read_is_refused(desk: Desk, sent: str) -> None:
    author = program(desk, "author")

    answer = Client().generic(
        "POST", DRAFTS, sent, content_type="application/json",
        headers={"Authorization": f"Bearer {author.key}"},
    )  # fmt: skip

    assert answer.status_code in {400, 422}
    assert answer.headers["Content-Type"] == "application/problem+json"


def test_the_second_author_starts_from_another_source(desk: Desk) -> None:
    author, address = planned(desk)

    nowhere = author.post(f"{address}/start", {"source": "other", "office": "tidak-ada"})
    blank = author.post(f"{address}/start", {"source": "blank"})

    assert nowhere.status_code == 422
    assert nowhere.json()["errors"][0]["field"] == "office"
    assert len(blank.json()["document"]["steps"]) == 2
    assert User.objects.filter(api_tokens__isnull=False).count() == 1


def test_the_examples_of_the_docs_do_what_they_say(desk: Desk) -> None:
    text = (Path(__file__).parents[4] / "docs/api/README.md").read_text("utf-8")
    calls = re.findall(r"^curl (?:.*\\\n)*.*$", text, re.MULTILINE)
    author, known = program(desk, "author"), ""

    for call in calls:
        words = shlex.split(call.replace("\\\n", " ").replace("$KEY", author.key))
        address = next(word for word in words if word.startswith("$PRIMA")).removeprefix("$PRIMA")
        address = address.replace("kua-melati", desk.kua.key).replace("/1/", f"/{known}/")
        if "-d" not in words:
            assert author.get(address).status_code == 200, call
            continue
        answer = author.post(address, json.loads(words[words.index("-d") + 1]))
        assert answer.status_code in {200, 201}, (call, answer.content)
        known = known or answer.json()["id"]

    assert len(calls) == 9
