"""The two roles, and the ground the other tests stand on."""

from collections.abc import Callable

import pytest
from django.contrib.contenttypes.models import ContentType
from django.db import ProgrammingError, connection, transaction
from django.test.utils import CaptureQueriesContext

from prima.config.databases import from_url

Run = Callable[[Callable[[], object]], object]


def _mark_exists() -> bool:
    return ContentType.objects.filter(app_label="mark").exists()


@pytest.mark.django_db
@pytest.mark.parametrize("turn", [1, 2])
def test_an_ordinary_test_leaves_no_rows_behind(turn: int) -> None:
    assert not _mark_exists()

    ContentType.objects.create(app_label="mark", model=f"turn{turn}")

    assert _mark_exists()


@pytest.mark.django_db
def test_the_application_cannot_change_tables() -> None:
    with pytest.raises(ProgrammingError, match="permission denied"), transaction.atomic():
        connection.cursor().execute("CREATE TABLE intruder (id integer)")

    with pytest.raises(ProgrammingError, match="must be owner"), transaction.atomic():
        connection.cursor().execute("DROP TABLE accounts_user")
    with pytest.raises(ProgrammingError, match="permission denied"), transaction.atomic():
        connection.cursor().execute("TRUNCATE accounts_user")


def test_long_lists_need_no_cursor_that_a_pooler_would_lose(own_database: object) -> None:
    with CaptureQueriesContext(connection) as asked:
        list(ContentType.objects.order_by("pk").iterator(chunk_size=1))

    assert not any("CURSOR" in one["sql"] for one in asked.captured_queries)
    options = from_url("postgresql://prima@pooler/prima", name="DATABASE_URL")
    assert options["DISABLE_SERVER_SIDE_CURSORS"] is True


def test_an_own_database_shows_its_rows_to_other_threads(
    own_database: object, in_thread: Run
) -> None:
    ContentType.objects.create(app_label="mark", model="thread")

    assert in_thread(_mark_exists)


def test_database_access_without_asking_is_refused() -> None:
    with pytest.raises(RuntimeError, match="Database access not allowed"):
        _mark_exists()
