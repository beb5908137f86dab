"""Staff, the positions they hold and the roles they are given, each with its dates."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Self, TypeVar
from zoneinfo import ZoneInfo

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from prima.offices.models.offices import Office
from prima.offices.rules import AppointmentKind, Duty, Honorific, Role, is_in_force


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


class AppointmentQuerySet(DatedQuerySet["Appointment"]):
    """Appointments, which may also end in the course of a day."""

    def now_in(self, office: Office, at: datetime) -> Self:
        """Those of one office that count at this instant, by its own clock."""
        on = at.astimezone(ZoneInfo(office.time_zone)).date()
        running = Q(ended_at=None) | Q(ended_at__gt=at)
        return self.in_force(on).filter(running, position__office=office)


class Dated(models.Model):
    """From a first day to a last day, both included; no last day means until further notice."""

    starts_on = models.DateField(_("mulai"))
    ends_on = models.DateField(_("sampai dengan"), null=True, blank=True)

    class Meta:
        abstract = True

    def counts_on(self, on: date) -> bool:
        """Whether the row counts on this date."""
        return is_in_force(on, self.starts_on, self.ends_on)


class Appointment(Dated):
    """Penugasan pada jabatan: who acts in a position, in which way, under which deed, and when.

    `scope` are plain keys: a service ("izin-madrasah") or one step of it ("izin-madrasah/sign");
    an empty one is the whole position.
    """

    position = models.ForeignKey(Position, models.PROTECT, related_name="appointments")
    staff = models.ForeignKey(StaffMember, models.PROTECT, related_name="appointments")
    kind = models.CharField(
        _("jenis penugasan"),
        max_length=20,
        choices=AppointmentKind,
        default=AppointmentKind.DEFINITIVE,
    )
    # Whose work it is while a substitute does it; a vacancy has nobody.
    stands_in_for = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="substitutes"
    )
    deed_number = models.CharField(_("nomor surat"), max_length=80, blank=True, default="")
    deed_on = models.DateField(_("tanggal surat"), null=True, blank=True)
    deed_signer = models.CharField(_("penanda tangan"), max_length=150, blank=True, default="")
    scope = ArrayField(models.CharField(max_length=130), default=list, blank=True)
    # Withdrawn in the course of its last day; without it the last day counts to its midnight.
    ended_at = models.DateTimeField(null=True, blank=True)

    objects = AppointmentQuerySet.as_manager()

    class Meta:
        ordering = ["position", "starts_on"]
        constraints = [
            models.CheckConstraint(
                name="holder_ends_after_it_starts",
                condition=Q(ends_on=None) | Q(ends_on__gte=F("starts_on")),
            ),
            models.UniqueConstraint(
                name="holder_once_at_a_time",
                fields=["position", "staff"],
                condition=Q(ends_on=None),
            ),
            models.CheckConstraint(
                name="appointment_kind_is_known", condition=Q(kind__in=AppointmentKind.values)
            ),
            models.CheckConstraint(
                name="appointment_withdrawn_on_its_last_day",
                condition=Q(ended_at=None) | Q(ends_on__isnull=False),
            ),
            # Whoever acts for somebody else can show the paper, and it says until when.
            models.CheckConstraint(
                name="appointment_substitute_has_a_deed",
                condition=Q(kind=AppointmentKind.DEFINITIVE)
                | Q(deed_on__isnull=False, ends_on__isnull=False)
                & ~Q(deed_number="")
                & ~Q(deed_signer=""),
            ),
            # Plh. and delegation stand in for somebody; a vacancy has nobody to stand in for.
            models.CheckConstraint(
                name="appointment_stands_in_for_its_kind",
                condition=Q(
                    kind__in=[AppointmentKind.ACTING_TEMPORARY, AppointmentKind.DELEGATION],
                    stands_in_for__isnull=False,
                )
                | Q(
                    kind__in=[AppointmentKind.DEFINITIVE, AppointmentKind.ACTING_VACANT],
                    stands_in_for=None,
                ),
            ),
            models.CheckConstraint(
                name="appointment_definitive_is_whole",
                condition=~Q(kind=AppointmentKind.DEFINITIVE) | Q(scope=[]),
            ),
        ]

    def counts_at(self, at: datetime, zone: str) -> bool:
        """Whether it counts at this instant, by the clock of the office."""
        if self.ended_at is not None and at >= self.ended_at:
            return False
        return self.counts_on(at.astimezone(ZoneInfo(zone)).date())


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
