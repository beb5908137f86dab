"""The limits of an office beside those of law."""

from __future__ import annotations

from datetime import datetime
from typing import cast

from prima.complaints import rules
from prima.complaints.core.limits import Stage
from prima.complaints.models import OfficeLimit
from prima.kernel.actors import Actor
from prima.offices.public import Office

Days = dict[tuple[Stage, str], int]


def offices_set(actor: Actor) -> list[Office]:
    """The offices whose limits this person may set."""
    wanted = actor.offices_with("decide_complaints") | actor.offices_with("manage_office")
    return list(Office.objects.filter(pk__in=wanted).order_by("path"))


def days_of(office: Office, at: datetime) -> tuple[Days, Days]:
    """The days of law and those of the office itself, by stage and class."""
    on = rules.local_day(at, office.time_zone)
    law = {key: rules.legal_limit(*key, on).amount for key in rules.OWN_LIMITS}
    rows = OfficeLimit.objects.filter(office=office, ended_at=None)
    own = {(cast("Stage", one.stage), one.gravity): one.days for one in rows}
    return law, own
