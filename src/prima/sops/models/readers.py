"""Who is to read which version: the appointments joined with the distribution list, at any moment.

Nothing is stored of a person until they have read. Whoever has a duty of a version on the day it
begins to count (later: today) is asked, in every office the version binds on that day, by the same
rules as for acting in its rows (`offices.core.authority`): a letter reaches its services and steps
only, and a strategic row is not a substitute's. So a Plh. or Plt. of that day is asked, who leaves
before it is not, and who comes later is asked from then on.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cached_property
from typing import Any, Final

from django.db import connection

from prima.accounts.public import User
from prima.offices.public import Appointment, Office, Position, StaffMember
from prima.sops.core import SopDocument, Step
from prima.sops.core.difference import RowChange, difference
from prima.sops.core.questions import Question, ask
from prima.sops.models.reading import Acknowledgement, DistributionEntry
from prima.sops.models.versions import Sop, SopVersion, SopWithdrawal
from prima.sops.rules import DraftKind
from prima.standards.public import Service


@dataclass(frozen=True, slots=True)
class Reader:
    """A person, a version that binds them in one office, their rows in it, and when they read."""

    version_id: int
    staff_id: int
    office_id: int
    steps: frozenset[str]
    duties: frozenset[str]
    read_at: datetime | None


@dataclass(frozen=True)
class ReadingTask:
    """What one person reads of one version, and what they are asked about it."""

    version: SopVersion
    staff_id: int
    office_ids: tuple[int, ...]
    steps: tuple[Step, ...]
    duties: frozenset[str]
    changes: tuple[RowChange, ...]
    before: SopVersion | None
    # Whether `before` is what this person read last, and not only what counted before.
    is_from_last_read: bool
    asks_questions: bool
    read_at: datetime | None

    @cached_property
    def questions(self) -> tuple[Question, ...]:
        """The questions on their rows: the same at every look, other ones for everybody else."""
        if not self.asks_questions:
            return ()
        own = [step.key for step in self.steps]
        changed = {row.key for row in self.changes}
        seed = f"{self.version.content_hash}:{self.version.pk}:{self.staff_id}"
        return ask(self.version.document, own, seed=seed, focus=changed)


# In pieces, so that each is small and follows its indexes: the positions held, the offices with
# those above them (the top first), the procedures set for each, and the versions that bind on the
# day asked about, which is the first day of a version or, after it, today. Of several versions
# that of the nearest office counts, and of one office what began last
# (`SopVersionQuerySet.in_force`, `nearest_first`).
_READERS: Final = f"""
    WITH held AS MATERIALIZED (
        SELECT staff.id AS staff_id, position.office_id, position.duty, holder.kind, holder.scope,
            holder.starts_on, holder.ends_on
        FROM {StaffMember._meta.db_table} AS staff
        JOIN {User._meta.db_table} AS person ON person.id = staff.user_id AND person.is_active
        JOIN {Appointment._meta.db_table} AS holder ON holder.staff_id = staff.id
        JOIN {Position._meta.db_table} AS position ON position.id = holder.position_id
        WHERE {{people}}
            AND (holder.ends_on IS NULL OR holder.ends_on >= %(at)s::date - 1)
            AND (holder.ended_at IS NULL OR holder.ended_at > %(at)s)
    ), place AS MATERIALIZED (
        SELECT office.id, office.kind, (%(at)s AT TIME ZONE office.time_zone)::date AS today,
            ARRAY(SELECT above.id
                FROM unnest(string_to_array(trim(both '/' from office.path), '/'))
                    WITH ORDINALITY AS up(key, depth)
                JOIN {Office._meta.db_table} AS above ON above.key = up.key
                ORDER BY up.depth) AS lineage
        FROM {Office._meta.db_table} AS office WHERE office.id IN (SELECT office_id FROM held)
    ), setting AS MATERIALIZED (
        SELECT place.id AS office_id, place.today, place.lineage, setter.depth, sop.id AS sop_id,
            service.id AS service_id, service.key AS service, service.retired_on
        FROM place
        CROSS JOIN LATERAL unnest(place.lineage) WITH ORDINALITY AS setter(office_id, depth)
        JOIN {Sop._meta.db_table} AS sop ON sop.office_id = setter.office_id
        JOIN {Service._meta.db_table} AS service
            ON service.id = sop.service_id AND jsonb_exists(service.offered_by, place.kind)
        WHERE {{sops}}
    ), bound AS MATERIALIZED (
        SELECT setting.office_id, version.id AS version_id, setting.service, asked.day
        FROM setting
        JOIN {SopVersion._meta.db_table} AS version ON version.sop_id = setting.sop_id
        CROSS JOIN LATERAL (SELECT greatest(version.effective_on, setting.today)) AS asked(day)
        WHERE {{versions}}
            AND EXISTS (SELECT FROM {DistributionEntry._meta.db_table} AS listed
                WHERE listed.version_id = version.id)
            AND (setting.retired_on IS NULL OR setting.retired_on > asked.day)
            AND NOT EXISTS (
                SELECT FROM {SopVersion._meta.db_table} AS last
                JOIN {SopWithdrawal._meta.db_table} AS ended ON ended.version_id = last.id
                WHERE last.sop_id = setting.sop_id AND last.number >= version.number
                    AND ended.withdrawn_on <= asked.day)
            AND NOT EXISTS (
                SELECT FROM unnest(setting.lineage) WITH ORDINALITY AS near(office_id, depth)
                CROSS JOIN LATERAL (
                    SELECT own.id FROM {Sop._meta.db_table} AS own
                    WHERE own.office_id = near.office_id
                        AND own.service_id = setting.service_id OFFSET 0) AS nearer
                JOIN {SopVersion._meta.db_table} AS other ON other.sop_id = nearer.id
                WHERE other.effective_on <= asked.day
                    AND (near.depth, other.effective_on, other.number)
                        > (setting.depth, version.effective_on, version.number)
                    AND NOT EXISTS (
                        SELECT FROM {SopVersion._meta.db_table} AS until
                        JOIN {SopWithdrawal._meta.db_table} AS over ON over.version_id = until.id
                        WHERE until.sop_id = nearer.id AND until.number >= other.number
                            AND over.withdrawn_on <= asked.day)))
    SELECT bound.version_id, held.staff_id, bound.office_id, array_agg(DISTINCT entry.step_key),
        array_agg(DISTINCT entry.duty), min(said.at)
    FROM bound
    JOIN held ON held.office_id = bound.office_id
    JOIN {DistributionEntry._meta.db_table} AS entry
        ON entry.version_id = bound.version_id AND entry.duty = held.duty
    LEFT JOIN {Acknowledgement._meta.db_table} AS said
        ON said.version_id = bound.version_id AND said.staff_id = held.staff_id
    WHERE held.starts_on <= bound.day AND (held.ends_on IS NULL OR held.ends_on >= bound.day)
        AND (cardinality(held.scope) = 0 OR held.scope && ARRAY[
            bound.service::varchar, (bound.service || ':' || entry.step_key)::varchar])
        AND (NOT entry.strategic OR held.kind = 'definitive' OR (held.kind = 'delegation'
            AND (bound.service || ':' || entry.step_key) = ANY(held.scope)))
    GROUP BY bound.version_id, held.staff_id, bound.office_id
    ORDER BY bound.version_id, held.staff_id, bound.office_id
"""  # noqa: S608 - names of our own tables, no value of anybody

_OF_PERSON: Final = _READERS.format(
    people="staff.user_id = %(user)s", sops="true", versions="true"
)
_OF_VERSIONS: Final = _READERS.format(
    people="(%(places)s::bigint[] IS NULL OR position.office_id = ANY(%(places)s))",
    sops="sop.id = ANY(%(sops)s)",
    versions="version.id = ANY(%(versions)s)",
)


def reading_of(user_id: int, at: datetime) -> list[Reader]:
    """What this person is to read or has read of what binds them; one query."""
    return _read(_OF_PERSON, {"user": user_id, "at": at})


def readers_of(
    versions: Collection[int], at: datetime, *, places: Collection[int] | None = None
) -> list[Reader]:
    """Who is to read these versions, in these offices or in all; two queries."""
    return _read(_OF_VERSIONS, _given(versions, at, places)) if versions else []


_COUNTS: Final = f"""
    SELECT version, count(DISTINCT staff), count(DISTINCT staff) FILTER (WHERE read_at IS NULL)
    FROM ({_OF_VERSIONS}) AS reader(version, staff, office, steps, duties, read_at)
    GROUP BY version
"""  # noqa: S608 - the statement above


def reader_counts(
    versions: Collection[int], at: datetime, *, places: Collection[int] | None = None
) -> dict[int, tuple[int, int]]:
    """How many are to read each version and how many have not; two queries."""
    if not versions:
        return {}
    with connection.cursor() as cursor:
        cursor.execute(_COUNTS, _given(versions, at, places))
        return {version: (all_of_them, unread) for version, all_of_them, unread in cursor}


def task_of(version: SopVersion, user_id: int, at: datetime) -> ReadingTask | None:
    """What this person is to read of this version; None for whom it does not concern."""
    rows = [one for one in reading_of(user_id, at) if one.version_id == version.pk]
    if not rows:
        return None
    steps = frozenset().union(*(one.steps for one in rows))
    duties = frozenset().union(*(one.duties for one in rows))
    staff_id, read_at = rows[0].staff_id, rows[0].read_at
    last = _last_read(version, staff_id)
    before = last or version.supersedes or _bound_before(version)
    own = tuple(step for step in version.document.steps if step.key in steps)
    return ReadingTask(
        version=version,
        staff_id=staff_id,
        office_ids=tuple(one.office_id for one in rows),
        steps=own,
        duties=duties,
        changes=_own_changes(before, version.document, steps, duties) if before else (),
        before=before,
        is_from_last_read=last is not None,
        asks_questions=not _only_put_right(version, last),
        read_at=read_at,
    )


def _last_read(version: SopVersion, staff_id: int) -> SopVersion | None:
    """The version of this procedure the person read before this one."""
    return (
        SopVersion.objects.filter(
            sop=version.sop_id, number__lt=version.number, acknowledgements__staff=staff_id
        )
        .order_by("number")
        .last()
    )


def _bound_before(version: SopVersion) -> SopVersion | None:
    """What an office above had set, where this is the first version of its own."""
    day = version.effective_on - timedelta(days=1)
    return (
        SopVersion.objects.in_force(day)
        .filter(sop__service=version.sop.service, sop__office__key__in=version.sop.office.lineage)
        .exclude(sop=version.sop_id)
        .nearest_first()
        .first()
    )


def _own_changes(
    before: SopVersion,
    after: SopDocument,
    steps: Collection[str],
    duties: AbstractSet[str],
) -> tuple[RowChange, ...]:
    """The rows that were theirs, are, or both, and are not as they were."""
    old = before.document

    def was_theirs(row: RowChange) -> bool:
        return row.before is not None and not duties.isdisjoint(old.duties_of(row.before))

    return tuple(
        row
        for row in difference(old, after).rows
        # A row may be as it was and yet come to them or leave them: with its whole column.
        if (row.key in steps) != was_theirs(row) or (row.key in steps and row.kind != "same")
    )


def _only_put_right(version: SopVersion, last_read: SopVersion | None) -> bool:
    """Whether since what they read last only the writing was put right (ralat)."""
    if last_read is None:
        return False
    since = SopVersion.objects.filter(
        sop=version.sop_id, number__gt=last_read.number, number__lte=version.number
    )
    return not since.exclude(kind=DraftKind.EDITORIAL).exists()


def _given(
    versions: Collection[int], at: datetime, places: Collection[int] | None
) -> Mapping[str, Any]:
    wanted = None if places is None else list(places)
    sops = SopVersion.objects.filter(pk__in=versions).values_list("sop_id", flat=True)
    return {"versions": list(versions), "sops": list(sops), "places": wanted, "at": at}


def _read(statement: str, given: Mapping[str, Any]) -> list[Reader]:
    with connection.cursor() as cursor:
        cursor.execute(statement, given)
        return [
            Reader(version, staff, office, frozenset(steps) - {""}, frozenset(duties), read_at)
            for version, staff, office, steps, duties, read_at in cursor.fetchall()
        ]
