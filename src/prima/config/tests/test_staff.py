"""The way back in on the machine itself, for whom no manager can help."""

import signal
from collections.abc import Iterator

import pytest

from prima.accounts.models import SecondFactorReset
from prima.accounts.public import has_second_factor
from prima.accounts.tests.test_second_factor_actions import add_app
from prima.config import cli, launch
from prima.kernel.journal.models import JournalEntry
from prima.offices.tests.people import make_office, make_staff

Capture = pytest.CaptureFixture[str]

RESET = ("staff", "reset-second-factor", "--email")


@pytest.fixture(autouse=True)
def _signals_as_before(own_database: object) -> Iterator[None]:
    before = {number: signal.getsignal(number) for number in (signal.SIGTERM, signal.SIGHUP)}
    launch.create_keys()
    yield
    for number, handler in before.items():
        signal.signal(number, handler)


def test_the_last_manager_gets_back_in_and_it_is_in_the_journal(capsys: Capture) -> None:
    staff = make_staff(make_office(), "Siti Rahmah", "manager")
    add_app(staff.user)

    code = cli.main([*RESET, staff.user.email.upper(), "--reason", "ponsel hilang"])

    assert code == 0
    assert not has_second_factor(staff.user)
    assert SecondFactorReset.objects.get().reset_by is None
    assert JournalEntry.objects.filter(what="staff.second_factor_reset").exists()
    assert cli.main([*RESET, staff.user.email, "--reason", "lagi"]) == 1
    assert "belum memakai" in capsys.readouterr().err


def test_an_unknown_address_is_one_sentence(capsys: Capture) -> None:
    assert cli.main([*RESET, "x@y.id", "--reason", "z"]) == 1

    assert "Periksa ejaannya" in capsys.readouterr().err
