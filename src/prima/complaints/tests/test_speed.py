"""What a complaint costs in statements; thirty-five people a second may come at once."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from prima.accounts.public import User
from prima.complaints import actions
from prima.complaints.models import Complaint
from prima.complaints.rules import Gravity
from prima.complaints.tests.scene import NOW, Hall, a_reply, say
from prima.kernel.actors import CITIZEN

# Begin and commit are no statements of ours; inside a test they are a savepoint.
BRACKETS = ("SAVEPOINT", "RELEASE", "BEGIN", "COMMIT")


@contextmanager
def at_most(statements: int) -> Iterator[None]:
    with CaptureQueriesContext(connection) as captured:
        yield
    made = [query["sql"] for query in captured.captured_queries]
    assert len([sql for sql in made if not sql.startswith(BRACKETS)]) <= statements, made


def test_a_whole_life_takes_few_statements(hall: Hall) -> None:
    say(hall)
    reply, days = a_reply(), [NOW + timedelta(days=day) for day in range(4)]

    with at_most(11):
        held = say(hall).complaint
    with at_most(10):
        held = actions.verify(
            held, gravity=Gravity.SERVICE, seen=held.version, by=hall.handler, at=days[1]
        )
    with at_most(18):
        actions.answer(held, reply=reply, seen=held.version, by=hall.handler, at=days[2])
    with at_most(8):
        actions.confirm(held, by=CITIZEN, at=days[3])


def test_the_form_is_read_in_three_statements(hall: Hall, client: Client) -> None:
    place = hall.place
    query = {"kantor": place.kua.key, "layanan": place.service.key}
    client.get(reverse("complaints:speak"), query)

    with at_most(3):
        answer = client.get(reverse("complaints:speak"), query)

    assert answer.status_code == 200


def test_one_page_takes_few_statements(hall: Hall, client: Client) -> None:
    page = _page_of(hall, client)
    complaint = say(hall).complaint
    page(complaint)

    with at_most(14):
        page(complaint)


def test_a_number_is_found_in_five_statements(hall: Hall, client: Client) -> None:
    _page_of(hall, client)
    complaint = say(hall).complaint

    with at_most(5):
        answer = client.get(reverse("complaints:inbox"), {"q": complaint.number})

    assert answer.status_code == 302


def _page_of(hall: Hall, client: Client) -> Callable[[Complaint], None]:
    client.force_login(User.objects.get(pk=hall.handler.id or 0))

    def page(complaint: Complaint) -> None:
        answer = client.get(reverse("complaints:complaint", args=[complaint.number]))
        assert answer.status_code == 200

    return page
