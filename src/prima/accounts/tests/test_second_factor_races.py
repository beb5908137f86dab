"""Of several who use one code at the same instant, one comes in."""

from datetime import timedelta

import pytest

from prima.accounts import actions, queries
from prima.accounts.tests.entry import NOW
from prima.accounts.tests.test_second_factor_actions import add_app, code_at
from prima.kernel.actors import SYSTEM
from prima.kernel.tests.support import run_together


@pytest.mark.usefixtures("own_database")
def test_of_five_at_once_one_code_lets_one_in() -> None:
    user = actions.create_user(
        email="a@kantor.example", name="A", password=None, by=SYSTEM, at=NOW
    )
    secret = add_app(user)
    later = NOW + timedelta(minutes=5)
    code, spare = code_at(secret, later), queries.unused_codes(user)[0]

    app = run_together(*[lambda: actions.use_code(user, code=code, at=later)] * 5)
    sheet = run_together(*[lambda: actions.use_code(user, code=spare, at=later)] * 5)

    assert app.count(True) == 1
    assert sheet.count(True) == 1
