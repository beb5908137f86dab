"""Ways into the pages that several drills share."""

from http import HTTPStatus

from tests.browser.town import PASSWORD, email_of
from tests.drills.people import Person


def at_work(url: str, role: str, address: str = "10.200.0.1") -> Person:
    """Somebody of the office who has logged in."""
    person = Person(url, address)
    sent = {"login": email_of(role), "password": PASSWORD}
    answer = person.post("/masuk/", sent, token_from="/masuk/")
    assert answer.status == HTTPStatus.FOUND, answer.text[:500]
    return person
