"""Staff, the positions they hold and the roles they are given, each with its dates."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Self, TypeVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from prima.offices.models.offices import Office
from prima.offices.rules import Duty, Honorific, Role, is_in_force


class StaffMember(models.Model):
    """Pegawai: a person who works in an office, named as they write it themselves."""

    user = models.OneToOneField(settings.AUTH_USER_MODEL, models.PROTECT, related_name="staff")
    name = models.CharField(_("nama dengan gelar"), max_length=150)
    honorific = models.CharField(_("sapaan"), max_length=10, choices=Honorific)
    home_office = models.ForeignKey(Office, models.PROTECT, related_name="staff")

    class Meta:
        ordering = ["name"]
        constraints = [
            models.CheckConstraint(name="staff_has_a_name", condition=~Q(name="")),
            models.CheckConstraint(
                name="staff_honorific_is_known", condition=Q(honorific__in=Honorific.values)
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def greeting(self) -> str:
        """How to address them, "Ibu Siti Rahmah"."""
        return f"{Honorific(self.honorific).label} {self.name}"


class Position(models.Model):
    """Jabatan: a place in an office with its duty, whoever holds it."""

    office = models.ForeignKey(Office, models.PROTECT, related_name="positions")
    duty = models.CharField(_("tugas"), max_length=40, choices=Duty)
    title = models.CharField(_("nama jabatan"), max_length=120)
    # Who leads is one person; several may sit at a counter.
    single_holder = models.BooleanField(_("hanya satu pemangku"), default=False)
    # Given up on this day; its appointments of the past stay.
    closed_on = models.DateField(_("ditutup pada"), null=True, blank=True)

    class Meta:
        ordering = ["office", "duty", "title"]
        constraints = [
            models.UniqueConstraint(
                name="position_once_in_an_office", fields=["office", "duty", "title"]
            ),
            models.CheckConstraint(
                name="position_duty_is_known", condition=Q(duty__in=Duty.values)
            ),
            models.CheckConstraint(name="position_has_a_title", condition=~Q(title="")),
        ]

    def __str__(self) -> str:
        return self.title


ONE_DAY = timedelta(days=1)

RowT = TypeVar("RowT", bound=models.Model)


class DatedQuerySet(models.QuerySet[RowT]):
    """Rows that count from a date, and perhaps until one."""

    def in_force(self, on: date) -> Self:
        """Rows that count on this date, their last day included."""
        return self.filter(Q(ends_on=None) | Q(ends_on__gte=on), starts_on__lte=on)

    def near(self, at: datetime) -> Self:
        """Rows that may count at this moment in some zone of Indonesia: a day either side."""
        on = at.date()
        return self.filter(
            Q(ends_on=None) | Q(ends_on__gte=on - ONE_DAY), starts_on__lte=on + ONE_DAY
        )

    def overlapping(self, starts_on: date, ends_on: date | None) -> Self:
        """Rows that share a day with these dates."""
        begun = Q() if ends_on is None else Q(starts_on__lte=ends_on)
        return self.filter(begun, Q(ends_on=None) | Q(ends_on__gte=starts_on))


class Dated(models.Model):
    """From a first day to a last day, both included; no last day means until further notice."""

    starts_on = models.DateField(_("mulai"))
    ends_on = models.DateField(_("sampai dengan"), null=True, blank=True)

    class Meta:
        abstract = True

    def counts_on(self, on: date) -> bool:
        """Whether the row counts on this date."""
        return is_in_force(on, self.starts_on, self.ends_on)


class RoleAssignment(Dated):
    """Pemberian peran: a role in an office and all below it, and when."""

    staff = models.ForeignKey(StaffMember, models.PROTECT, related_name="roles")
    role = models.CharField(_("peran"), max_length=20, choices=Role)
    office = models.ForeignKey(Office, models.PROTECT, related_name="role_assignments")

    objects = DatedQuerySet.as_manager()

    class Meta:
        ordering = ["staff", "starts_on"]
        constraints = [
            models.CheckConstraint(
                name="role_ends_after_it_starts",
                condition=Q(ends_on=None) | Q(ends_on__gte=F("starts_on")),
            ),
            models.CheckConstraint(name="role_is_known", condition=Q(role__in=Role.values)),
            models.UniqueConstraint(
                name="role_once_at_a_time",
                fields=["staff", "role", "office"],
                condition=Q(ends_on=None),
            ),
        ]
