"""Roles × addresses over two offices equal a table that people review."""

import csv
from pathlib import Path

import pytest

from tests.architecture import access, world
from tests.architecture.world import COLUMNS

ROWS = access.rows()


def test_every_address_has_a_name() -> None:
    assert [route for route in access.routes() if route.startswith("(no name)")] == []


def test_every_address_is_in_the_table_and_no_other() -> None:
    assert sorted(set(access.routes())) == sorted({row.route for row in ROWS})


def test_no_line_of_the_table_is_there_twice() -> None:
    keys = [(row.route, row.method) for row in ROWS]

    assert len(keys) == len(set(keys))


@pytest.mark.django_db
def test_who_may_open_what_equals_the_reviewed_table() -> None:
    people = world.build()
    differences = []

    for row in ROWS:
        path = access.address(row.route, people)
        found = {who: access.ask(row, path, who, people) for who in COLUMNS}
        if found != row.expected:
            differences.append(f"{row.method} {row.route}: {found}, table: {row.expected}")

    assert differences == []


@pytest.mark.django_db
def test_what_needs_no_log_in_is_marked_as_public() -> None:
    people = world.build()

    unmarked = [
        row.route
        for row in ROWS
        if row.expected["anonymous"] != access.LOGIN
        and not access.is_public(access.address(row.route, people))
    ]

    assert unmarked == []


def test_a_word_the_table_does_not_know_is_refused(tmp_path: Path) -> None:
    table = tmp_path / "access.csv"
    with table.open("w", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(["route", "method", *COLUMNS])
        writer.writerow(["ui:patterns", "GET", *["perhaps"] * len(COLUMNS)])

    with pytest.raises(ValueError, match="perhaps"):
        access.rows(table)


@pytest.mark.parametrize(
    ("status", "location", "expected"),
    [
        (200, "", "open"),
        (302, "/lacak/", "open"),
        (422, "", "open"),
        (404, "", "hidden"),
        (403, "", "forbidden"),
        (405, "", "405"),
        (500, "", "500"),
    ],
)
def test_an_answer_is_translated_into_a_word(status: int, location: str, expected: str) -> None:
    assert access.word(status, location) == expected
