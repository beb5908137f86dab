"""The two roles, and the ground the other tests stand on."""

from collections.abc import Callable

import pytest
from django.db import ProgrammingError, connection, transaction

from prima.accounts.models import User


@pytest.mark.django_db
@pytest.mark.parametrize("name", ["siti", "budi"])
def test_an_ordinary_test_leaves_no_rows_behind(name: str) -> None:
    assert not User.objects.exists()

    User.objects.create(username=name)

    assert User.objects.count() == 1


@pytest.mark.django_db
def test_the_application_cannot_change_tables() -> None:
    with pytest.raises(ProgrammingError, match="permission denied"), transaction.atomic():
        connection.cursor().execute("CREATE TABLE intruder (id integer)")

    with pytest.raises(ProgrammingError, match="must be owner"), transaction.atomic():
        connection.cursor().execute("DROP TABLE accounts_user")
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_user")
        assert cursor.fetchone() == ("prima_app",)


def test_an_own_database_shows_its_rows_to_other_threads(
    own_database: object, in_thread: Callable[[Callable[[], object]], object]
) -> None:
    User.objects.create(username="siti")

    assert in_thread(User.objects.count) == 1


def test_database_access_without_asking_is_refused() -> None:
    with pytest.raises(RuntimeError, match="Database access not allowed"):
        User.objects.exists()
