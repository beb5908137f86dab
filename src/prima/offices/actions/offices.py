"""Making and changing offices."""

from __future__ import annotations

from datetime import datetime
from typing import TypedDict, Unpack

from django.utils.translation import gettext as _

from prima.kernel import journal
from prima.kernel.actors import Actor
from prima.kernel.errors import RuleBroken, require
from prima.offices import permissions, rules
from prima.offices.actions.common import chain_of, checked, refresh_calendar_keys
from prima.offices.models import Office
from prima.offices.rules import OfficeKind


class OfficeDetails(TypedDict, total=False):
    """What may change in an office; its key and its place in the tree may not."""

    name: str
    number_prefix: str
    time_zone: str
    address: str
    phone: str
    email: str
    whatsapp: str
    open_on_joint_leave: bool


@journal.action
def create_office(
    *,
    key: str,
    kind: str,
    parent: Office | None,
    by: Actor,
    at: datetime,
    **details: Unpack[OfficeDetails],
) -> Office:
    """Open an office under its parent. Hours come from the parent until it sets its own."""
    require(permissions.can_create_under(by, parent))
    path = f"{parent.path if parent else '/'}{key}/"
    office = Office(key=key, kind=kind, parent=parent, path=path, **details)
    checked(office)
    _check_place(office)
    office.save(force_insert=True)
    refresh_calendar_keys([office])
    journal.append(
        "office.created",
        about=office,
        chain=chain_of(office),
        by=by,
        at=at,
        payload={"kind": office.kind, "parent_id": parent.pk if parent else None},
    )
    return office


@journal.action
def edit_office(
    office: Office, *, by: Actor, at: datetime, **details: Unpack[OfficeDetails]
) -> None:
    """Change what an office says of itself; nothing is written when nothing differs."""
    require(permissions.can_manage(by, office))
    changed = [name for name, value in details.items() if getattr(office, name) != value]
    if not changed:
        return
    for name, value in details.items():
        setattr(office, name, value)
    checked(office)
    office.save(update_fields=changed)
    refresh_calendar_keys([office])
    journal.append(
        "office.edited",
        about=office,
        chain=chain_of(office),
        by=by,
        at=at,
        payload={"fields": sorted(changed)},
    )


def _check_place(office: Office) -> None:
    parent = OfficeKind(office.parent.kind) if office.parent else None
    if not rules.may_stand_under(OfficeKind(office.kind), parent):
        raise RuleBroken(_("Jenis kantor ini tidak dapat berada di bawah kantor induk itu."))
    if Office.objects.filter(key=office.key).exists():
        raise RuleBroken(_("Kunci ini sudah dipakai kantor lain. Pilih kunci yang lain."))
