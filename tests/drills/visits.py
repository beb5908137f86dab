"""Ways into the pages that several drills share."""

from http import HTTPStatus

from tests.browser.code_app import CodeApps
from tests.drills.people import Person, log_in


def at_work(url: str, role: str, address: str = "10.200.0.1") -> Person:
    """Somebody of the office who has logged in."""
    person = Person(url, address)
    log_in(person, role, CodeApps())
    assert person.get("/masuk/").status == HTTPStatus.FOUND, f"{role} could not log in"
    return person
