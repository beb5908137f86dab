"""Staff see their own offices: in lists, in searches, in figures and behind every address."""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from prima.cases.models import Case
from prima.cases.tests import scene as stage
from prima.kernel import clock, idempotency
from prima.kernel.actors import SYSTEM
from prima.offices.actions import disable_staff, end_role
from prima.offices.public import RoleAssignment
from tests.architecture.columns import PEOPLE
from tests.architecture.world import World
from tests.security.visitor import BROUGHT

NUMBER = re.compile(r"\b(?:TM|ML)-\d\d-[0-9A-Z]{6}-[0-9A-Z]\b")
LISTS = ("insight:my_work", "insight:supervisor", "insight:head", "cases:search", "cases:intake")
# Who runs an office or writes its procedures need not see anybody's case.
WITHOUT_CASES = {
    "manager", "author", "reviewer", "verifier", "enumerator", "complaint_officer", "upg",
    "report_recipient",
}  # fmt: skip
MASKED = re.compile(r'name="(?:csrfmiddlewaretoken|idempotency_key)" value="[^"]*"|\d\d\.\d\d W')


def text(answer: Any) -> str:
    return str(answer.content.decode())


def listed(client: Client, world: World) -> set[str]:
    """Every number this person is shown in a list, or finds by what is known of the applicant."""
    typed = ("Siti Maryam", "siti", "0812 3456 7890", "3201014505900001", *numbers(world))
    pages = [client.get(reverse(name)) for name in LISTS]
    pages += [client.post(reverse("cases:found"), {"typed": one}) for one in typed]
    shown = set()
    for page in pages:
        body = re.sub(
            r'<input[^>]*name="typed"[^>]*>', "", text(page)
        )  # what was asked comes back
        shown |= set(NUMBER.findall(body))
    return shown


def numbers(world: World) -> set[str]:
    return {opened.case.number for opened in world.cases.values()}


@pytest.mark.parametrize("who", PEOPLE)
def test_lists_and_searches_show_exactly_what_may_be_opened(people: World, who: str) -> None:
    client = people.visit(who)

    shown = listed(client, people)

    openable = {
        number
        for number in numbers(people)
        if client.get(reverse("cases:case", kwargs={"number": number})).status_code == 200
    }
    own = people.cases[PEOPLE[who][1]].case.number
    assert shown == openable
    assert openable == (set() if who in WITHOUT_CASES else {own})


@pytest.mark.parametrize("name", LISTS)
def test_figures_of_one_office_do_not_move_with_the_work_of_another(
    people: World, name: str
) -> None:
    def seen_by(who: str) -> str:
        return MASKED.sub("", text(people.visit(who).get(reverse(name))))

    before = {who: seen_by(who) for who in ("officer_a", "supervisor", "head", "officer_b")}
    for _application in range(3):
        apply_at("kua-melati")

    after = {who: seen_by(who) for who in before}

    assert {who for who in before if before[who] != after[who]} <= {"officer_b"}
    if name == "insight:my_work":
        assert before["officer_b"] != after["officer_b"]  # there it does move


def apply_at(office: str) -> None:
    form = {
        "name": "Orang Lain", "phone": "0812 0000 1111",
        "idempotency_key": idempotency.new_key(), **BROUGHT,
    }  # fmt: skip
    address = reverse("cases:submission", kwargs={"key": stage.SHORT})
    assert Client().post(f"{address}?kantor={office}", form).status_code == 302


def test_a_row_or_file_of_another_case_is_not_reached_through_ones_own(people: World) -> None:
    mine, theirs = people.cases["a"].case, people.cases["b"].case
    client = people.visit("officer_a")
    row = stage.open_item(theirs).pk
    file = theirs.files.get().pk

    asked = [
        client.get(reverse("cases:file", kwargs={"number": mine.number, "pk": file})),
        client.post(reverse("cases:finished", kwargs={"number": mine.number, "item": row})),
        client.post(reverse("cases:taken", kwargs={"number": mine.number, "item": row})),
    ]

    assert [answer.status_code for answer in asked] == [404, 404, 404]
    own = mine.files.get().pk
    given = client.get(reverse("cases:file", kwargs={"number": mine.number, "pk": own}))
    assert given.status_code == 200
    assert given.headers["Content-Disposition"].startswith("attachment")
    assert "sandbox" in given.headers["Content-Security-Policy"]


def test_a_role_that_ends_is_gone_with_the_next_page(people: World) -> None:
    client = people.visit("officer_a")
    case = reverse("cases:case", kwargs={"number": people.cases["a"].case.number})
    assert client.get(case).status_code == 200

    role = RoleAssignment.objects.get(staff__user=people.users["officer_a"])
    end_role(role, ends_on=clock.now().date() - timedelta(days=1), by=SYSTEM, at=clock.now())

    assert client.get(case).status_code == 404


def test_the_session_of_a_disabled_person_dies_at_once(people: World) -> None:
    client = people.visit("officer_a")
    assert client.get(reverse("insight:my_work")).status_code == 200

    staff = RoleAssignment.objects.get(staff__user=people.users["officer_a"]).staff
    disable_staff(staff, by=SYSTEM, at=clock.now())

    answer = client.get(reverse("insight:my_work"))
    assert answer.status_code == 302
    assert answer.headers["Location"].startswith(reverse("account_login"))


def test_the_receipt_of_a_counter_is_not_shown_to_the_next_office_at_the_same_computer(
    people: World,
) -> None:
    client = people.visit("officer_a")
    address = reverse("cases:intake_sent", kwargs={"key": stage.SHORT}) + "?kantor=kua-cempaka"
    sent = client.post(address, counter_form())
    assert sent.status_code == 302, text(sent)
    assert client.get(reverse("cases:registered")).status_code == 200

    client.logout()
    note = {key: one.value for key, one in client.cookies.items()}
    client.force_login(people.users["officer_b"])
    client.cookies.load(note | {key: one.value for key, one in client.cookies.items()})
    next_one = client.get(reverse("cases:registered"))

    assert next_one.status_code == 302
    assert Case.objects.count() == 3


def counter_form() -> dict[str, str]:
    papers = ("buku-nikah", "ktp", "fotokopi-buku-nikah", "surat-kuasa", "ktp-kuasa")
    return {
        "name": "Siti Maryam", "phone": "0812 3456 7890", "staff": "bukan",
        "kelompok_kehadiran": "datang-sendiri", "idempotency_key": idempotency.new_key(),
        **{f"syarat_{key}": "original" for key in papers},
    }  # fmt: skip
