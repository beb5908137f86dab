"""The tables of offices, without a database."""

from datetime import date, timedelta

import pytest

from prima.kernel.actors import SYSTEM, Actor
from prima.offices import permissions, rules
from prima.offices.models import Office
from prima.offices.rules import OfficeKind

DAY = date(2026, 6, 23)
ONE = timedelta(days=1)


@pytest.mark.parametrize("kind", OfficeKind)
@pytest.mark.parametrize("parent", [None, *OfficeKind])
def test_an_office_stands_only_under_what_the_table_allows(
    kind: OfficeKind, parent: OfficeKind | None
) -> None:
    allowed = parent is None or kind in rules.CHILDREN[parent]

    assert rules.may_stand_under(kind, parent) is allowed


def test_every_kind_and_every_role_has_its_row() -> None:
    assert set(rules.CHILDREN) == set(OfficeKind)
    assert set(rules.PERMISSIONS) == set(rules.Role)
    assert frozenset().union(*rules.PERMISSIONS.values()) == rules.ALL_PERMISSIONS


@pytest.mark.parametrize(
    ("starts_on", "ends_on", "counts"),
    [
        (DAY, None, True),
        (DAY, DAY, True),
        (DAY - ONE, DAY - ONE, False),
        (DAY + ONE, None, False),
    ],
)
def test_first_and_last_day_are_included(
    starts_on: date, ends_on: date | None, *, counts: bool
) -> None:
    assert rules.is_in_force(DAY, starts_on, ends_on) is counts


def test_permissions_are_asked_of_the_actor() -> None:
    office = Office(pk=7)
    manager = Actor(id=1, kind="staff", grants={"manage_office": frozenset({7})})
    officer = Actor(id=2, kind="staff", grants={"see_cases": frozenset({7})})

    assert permissions.can_manage(manager, office)
    assert not permissions.can_manage(officer, office)
    assert permissions.can_manage(SYSTEM, office)
    assert permissions.can_create_under(manager, office)
    assert not permissions.can_create_under(manager, None)
    assert permissions.can_create_under(SYSTEM, None)
    assert permissions.can_set_national_rules(manager, frozenset({7}))
    assert not permissions.can_set_national_rules(manager, frozenset({8}))
    assert permissions.can_give_role(manager, office, user_id=2)
    assert not permissions.can_give_role(manager, office, user_id=1)
