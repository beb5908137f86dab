"""Roles × addresses over two offices equal a table that people review."""

import csv
from pathlib import Path

import pytest

from tests.architecture import access, world
from tests.architecture.columns import COLUMNS

ROWS = access.rows()
VIEWS = dict(access.views())


def test_every_address_has_a_name() -> None:
    assert [route for route in VIEWS if route.startswith("(no name)")] == []


def test_every_view_says_which_methods_it_answers() -> None:
    assert [route for route, view in VIEWS.items() if not access.methods(view)] == []


def test_every_method_of_every_address_is_in_the_table_and_no_other() -> None:
    asked = {(row.route, row.method) for row in ROWS}

    answered = {
        (route, method)
        for route, view in VIEWS.items()
        for method in access.methods(view) & access.METHODS
    }

    assert sorted(answered ^ asked) == []


def test_no_line_of_the_table_is_there_twice() -> None:
    keys = [str(row) for row in ROWS]

    assert len(keys) == len(set(keys))


@pytest.mark.django_db
def test_who_may_open_what_equals_the_reviewed_table() -> None:
    people = world.build()
    differences = []

    for row in ROWS:
        path = access.address(row, people)
        found = {who: access.ask(row, path, who, people) for who in COLUMNS}
        if row.differs(found):
            differences.append(f"{row}: {','.join(found.values())}, table: {row.expected}")

    assert differences == []


@pytest.mark.django_db
def test_what_needs_no_log_in_is_marked_as_public() -> None:
    people = world.build()

    unmarked = [
        str(row)
        for row in ROWS
        if row.expected["anonymous"] != access.LOGIN
        and not access.is_public(access.address(row, people))
    ]

    assert unmarked == []


@pytest.mark.parametrize("column", ["who", "object"])
def test_a_word_the_table_does_not_know_is_refused(tmp_path: Path, column: str) -> None:
    table = tmp_path / "access.csv"
    words = ["perhaps" if column == "who" else access.OPEN] * len(COLUMNS)
    with table.open("w", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(["route", "method", "object", *COLUMNS])
        writer.writerow(["ui:patterns", "GET", "c" if column == "object" else "-", *words])

    with pytest.raises(ValueError, match="vocabulary"):
        access.rows(table)


@pytest.mark.parametrize(
    ("status", "location", "expected"),
    [
        (200, "", "open"),
        (302, "/layanan/", "moved"),
        (302, "/lacak/", "code"),
        (302, "/masuk/?next=/meja/", "login"),
        (422, "", "asks"),
        (404, "", "hidden"),
        (403, "", "forbidden"),
        (405, "", "405"),
        (500, "", "500"),
    ],
)
def test_an_answer_is_translated_into_a_word(status: int, location: str, expected: str) -> None:
    assert access.word(status, location) == expected
