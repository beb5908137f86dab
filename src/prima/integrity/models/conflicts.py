"""Where recipients serve at this moment, for asking whether a report is kept from them."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from prima.integrity.core.conflicts import Person, Reported, is_conflicted
from prima.integrity.models.reports import Recipient
from prima.offices.public import Appointment, Duty, Office, Role, RoleAssignment

_LEADING = (Duty.UNIT_HEAD, Duty.DISTRICT_HEAD)


def reported_of(office: Office, positions: Iterable[int], name: str) -> Reported:
    """Whom a report is about, as it is sealed into it."""
    return Reported(office.key, tuple(office.lineage), tuple(positions), name.strip())


def person_of(recipient: Recipient, at: datetime) -> Person:
    """Where somebody serves now, appointments for a time among it; in doubt by a day, they do."""
    staff = recipient.staff
    held = list(
        Appointment.objects.near(at)
        .filter(staff=staff)
        .values_list("position_id", "position__office__path", "position__duty")
    )
    roles = RoleAssignment.objects.near(at).filter(staff=staff, role=Role.HEAD)
    led = set(roles.values_list("office__key", flat=True))
    led |= {_keys(path)[-1] for _pk, path, duty in held if duty in _LEADING}
    serves = [staff.home_office.path, *(path for _pk, path, _duty in held)]
    return Person(
        name=staff.name,
        offices=frozenset(key for path in serves for key in _keys(path)),
        leads=frozenset(led),
        positions=frozenset(pk for pk, _office, _duty in held),
    )


def is_kept_from(recipient: Recipient, reported: Reported, at: datetime) -> bool:
    """Whether a report about these people is kept from this recipient, as things are now."""
    return is_conflicted(person_of(recipient, at), reported)


def _keys(path: str) -> list[str]:
    """Keys of an office and all above it: whoever serves below the reported depends on them."""
    return path.strip("/").split("/")
