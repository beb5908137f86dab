"""What several actions of this app need: chains, dates, checked rows, fresh calendar keys."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from django.core.exceptions import ValidationError
from django.db.models import Model, Q
from django.utils.translation import gettext as _

from prima.kernel.actors import Actor
from prima.kernel.errors import RuleBroken
from prima.offices import permissions
from prima.offices.models import Appointment, Office, RoleAssignment, StaffMember
from prima.offices.models.calendars import contents_of, digest_of
from prima.offices.rules import REFUSALS

BATCH = 500


def chain_of(office: Office) -> str:
    """The chain of the journal for everything that happens in an office."""
    return f"office:{office.pk}"


def today(office: Office, at: datetime) -> date:
    """The date of this moment where the office stands."""
    return at.astimezone(ZoneInfo(office.time_zone)).date()


def checked(row: Model, *exclude: str) -> None:
    """Refuse values the model's own fields refuse, with their sentence for the person."""
    try:
        row.clean_fields(exclude=set(exclude))
    except ValidationError as error:
        first, *_rest = error.message_dict.items()
        label = row._meta.get_field(first[0]).verbose_name  # type: ignore[union-attr]
        message = f"{str(label).capitalize()}: {first[1][0]}"
        raise RuleBroken(message) from error


def check_dates(starts_on: date, ends_on: date | None) -> None:
    """Refuse a last day before the first."""
    if ends_on is not None and ends_on < starts_on:
        raise RuleBroken(REFUSALS["dates"])


def check_active(staff: StaffMember) -> None:
    """Refuse a person who has left."""
    if not staff.user.is_active:
        raise RuleBroken(_("Akun pegawai ini sudah ditutup. Pilih pegawai lain."))


def check_opens_no_more(staff: StaffMember, *, by: Actor, at: datetime) -> None:
    """Refuse to give a way into an account that opens an office its manager does not manage.

    Whoever sets a password or takes a second factor away could log in as that person: a manager
    of one office would come into another, or into the one above, by a colleague's account.
    """
    on = today(staff.home_office, at) - timedelta(days=1)  # somewhere it is still yesterday
    places = Office.objects.filter(
        Q(pk__in=RoleAssignment.objects.overlapping(on, None).filter(staff=staff).values("office"))
        | Q(
            pk__in=Appointment.objects.overlapping(on, None)
            .filter(staff=staff)
            .values("position__office")
        )
    )
    if not all(permissions.can_manage(by, place) for place in places):
        raise RuleBroken(
            _(
                "Pegawai ini juga bertugas di kantor yang tidak Anda kelola. Mintalah pengelola "
                "kantor di atasnya."
            )
        )


def refresh_calendar_keys(offices: Sequence[Office]) -> None:
    """Give each office the digest of its present content, so that every process reads anew.

    The offices are locked first, in one order: whoever counts a date by one of these calendars at
    this moment is waited for, and of two changes the second one sees what the first one wrote.
    """
    held = Office.objects.filter(pk__in=[office.pk for office in offices]).order_by("pk")
    list(held.select_for_update(of=("self",), no_key=True).values_list("pk"))
    for start in range(0, len(offices), BATCH):
        batch = offices[start : start + BATCH]
        contents = contents_of(batch)
        for office in batch:
            office.calendar_key = digest_of(contents[office.pk])
        Office.objects.bulk_update(batch, ["calendar_key"])
