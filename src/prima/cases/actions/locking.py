"""Rows as they are now, kept still until the end of the action.

Whoever locks a case keeps the calendar of its office still as well, and before it: an approval
that changes the calendar takes the office first and then the cases whose promise moves. So a date
is counted either by the calendar as it was, and the approval waits and then moves it, or by the
new one; and no two ever wait for each other.

Finishing a row is what an office does all day, so everything it must know is read by one statement
that is written out: the row, its case, the rows the case has been at, and the positions the person
holds at this moment. Through the ORM the same took two statements and most of the time of a step.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from itertools import islice
from typing import Any, Final, cast

from django.db import connection
from django.db.models import Model

from prima.cases.models import Case, WorkItem
from prima.cases.rules import check_moment
from prima.kernel.actors import Actor
from prima.kernel.crypto import EncryptedTextField
from prima.kernel.messages import OutgoingMessage
from prima.offices.public import AUTHORITIES_SQL, Authority, Office, authorities_from
from prima.sops.public import SopVersion


@dataclass(frozen=True, slots=True)
class LockedItem:
    """A row with its case, both locked.

    `history` names every row the case has been at, once per visit, so that the next visit of a
    row is counted without another statement; `held` are the actor's appointments in this office
    that count at this instant: own positions, delegations, and those they stand in at.
    """

    item: WorkItem
    case: Case
    history: list[str]
    held: list[Authority]


def lock_case(pk: int, at: datetime | None = None) -> Case:
    """The case, without the text of its SOP, which is large and cached by its hash.

    With a moment it is refused what would lie before something that was already done; periodic
    work gives none and looks at the case itself.
    """
    row = _locked(_LOCK_CASE, {"case": pk})
    if row is None:
        raise Case.DoesNotExist
    values = iter(row)
    case: Case
    case, case.office, case.sop_version = (part.made(values) for part in _CASE_PARTS)
    if at is not None:
        check_moment(at, *_moments(case))
    return case


def keep_calendar(office: Office) -> None:
    """Keep the calendar of this office still, as it is now: for a case that is not there yet.

    The office may have been read before a change was approved, so its key is read again.
    """
    with connection.cursor() as cursor:
        cursor.execute(_KEEP_CALENDAR, [office.pk])
        (office.calendar_key,) = cursor.fetchone()


def _moments(case: Case) -> tuple[datetime | None, ...]:
    """When something was last done to a case, as far as its own row tells."""
    return (
        case.received_at,
        case.clock_started_at,
        case.clock_stopped_at,
        case.held_since,
        case.product_ready_at,
        case.handed_over_at,
        case.ended_at,
    )


def lock_item(pk: int, *, by: Actor, at: datetime) -> LockedItem:
    """The row, its case and the authority of the actor, in one statement."""
    row = _locked(_LOCK_ITEM, {"item": pk, "user": by.id, "at": at})
    if row is None:
        raise WorkItem.DoesNotExist
    values = iter(row)
    item, case, office, version = (part.made(values) for part in _ITEM_PARTS)
    history, held, case.mail_came_back = values
    case.office, case.sop_version, item.case = office, version, case
    check_moment(at, item.opened_at, item.taken_at, *_moments(case))
    return LockedItem(item, case, history, authorities_from(held))


def _locked(statement: str, given: Mapping[str, int | datetime | None]) -> tuple[Any, ...] | None:
    """The row of a locking statement, asked once more when it came back empty.

    While the statement waited, somebody may have moved the case to another version: PostgreSQL
    then looks at the changed case beside the old version, which do not fit, and drops the row. A
    second statement sees both as they are now.
    """
    with connection.cursor() as cursor:
        cursor.execute(statement, given)
        row = cursor.fetchone()
        if row is None:
            cursor.execute(statement, given)
            row = cursor.fetchone()
    return cast("tuple[Any, ...] | None", row)


def _columns(model: type[Model], *, without: Collection[str] = ()) -> tuple[str, ...]:
    """The columns to read; Django fetches the others when somebody asks for them."""
    names = (str(field.attname) for field in model._meta.concrete_fields)
    return tuple(name for name in names if name not in without)


class _Part:
    """The columns of one model in a statement that is written out."""

    def __init__(self, alias: str, model: type[Any], *, without: Collection[str] = ()) -> None:
        self.model, self.names = model, _columns(model, without=without)
        self.selected = ", ".join(f"{alias}.{name}" for name in self.names)
        self._sealed = [
            (place, field)
            for place, name in enumerate(self.names)
            if isinstance(field := model._meta.get_field(name), EncryptedTextField)
        ]

    def made(self, values: Iterator[object]) -> Any:
        """The row of the model from the next values, sealed columns opened as the ORM would."""
        row = list(islice(values, len(self.names)))
        for place, field in self._sealed:
            row[place] = field.from_db_value(cast("str", row[place]), None, connection)
        return self.model.from_db(connection.alias, self.names, row)


_OFFICE: Final = _Part("office", Office)
# The text of a SOP is large and cached by its hash.
_VERSION: Final = _Part("version", SopVersion, without={"content"})
_CASE_PARTS: Final = (_Part("held_case", Case), _OFFICE, _VERSION)
_ITEM_PARTS: Final = (
    _Part("item", WorkItem),
    # To open a sealed column costs time, and no step needs these two.
    _Part("held_case", Case, without={"applicant_nik", "applicant_address"}),
    _OFFICE,
    _VERSION,
)

_KEEP_CALENDAR: Final = f"""
    SELECT calendar_key FROM {Office._meta.db_table} WHERE id = %s FOR SHARE
"""  # noqa: S608 - names of our own tables and columns, no value of anybody

# Rows are locked in the order in which the clauses name them: the office first.
_LOCK_CASE: Final = f"""
    SELECT {", ".join(part.selected for part in _CASE_PARTS)}
    FROM {Case._meta.db_table} AS held_case
    JOIN {Office._meta.db_table} AS office ON office.id = held_case.office_id
    JOIN {SopVersion._meta.db_table} AS version ON version.id = held_case.sop_version_id
    WHERE held_case.id = %(case)s
    FOR SHARE OF office FOR UPDATE OF held_case
"""  # noqa: S608 - names of our own tables and columns, no value of anybody

# After the office the case is locked before its row, as every other action does.
_LOCK_ITEM: Final = f"""
    SELECT {", ".join(part.selected for part in _ITEM_PARTS)},
        ARRAY(SELECT other.step_key FROM {WorkItem._meta.db_table} AS other
              WHERE other.case_id = item.case_id),
        ({AUTHORITIES_SQL} AND position.office_id = item.office_id),
        EXISTS (SELECT 1 FROM {OutgoingMessage._meta.db_table} AS letter
                WHERE letter.about_type = '{Case._meta.label_lower}'
                    AND letter.about_id = held_case.id::text AND letter.state = 'bounced')
    FROM {Case._meta.db_table} AS held_case
    JOIN {WorkItem._meta.db_table} AS item ON item.case_id = held_case.id
    JOIN {Office._meta.db_table} AS office ON office.id = held_case.office_id
    JOIN {SopVersion._meta.db_table} AS version ON version.id = held_case.sop_version_id
    WHERE item.id = %(item)s
    FOR SHARE OF office FOR UPDATE OF held_case, item
"""  # noqa: S608 - names of our own tables and columns, no value of anybody
