"""Who acts in a position, under which deed and when; and when people are away."""

from __future__ import annotations

from datetime import datetime
from typing import Self, cast
from zoneinfo import ZoneInfo

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import (
    ArrayField,
    BigIntegerRangeField,
    DateRangeField,
    IntegerRangeField,
    RangeOperators,
)
from django.db import models
from django.db.models import Case, F, Func, Q, Value, When
from django.db.models.expressions import Combinable
from django.utils.translation import gettext_lazy as _

from prima.offices.core.authority import Kind
from prima.offices.core.substitution import Days, Standing
from prima.offices.models.offices import Office
from prima.offices.models.people import ONE_DAY, Dated, DatedQuerySet, Position, StaffMember
from prima.offices.rules import AbsenceReason, AppointmentKind, acting_title


def _one(column: str) -> Func:
    """An id as a range of one: equality for a GiST index without the extension btree_gist."""
    return Func(
        F(column),
        F(column),
        Value("[]"),
        function="int8range",
        output_field=BigIntegerRangeField(),
    )


def _days() -> Func:
    """The days of a row; a last day that was cut short is free for the next row."""
    last: Combinable = Case(
        When(ended_at=None, then=F("ends_on") + Value(1)),
        default=F("ends_on"),
        output_field=models.DateField(),
    )
    return Func(F("starts_on"), last, function="daterange", output_field=DateRangeField())


def _side() -> Case:
    """Definitive and Plt. as neighbouring ranges: each touches the other and not itself."""
    return Case(
        When(kind=AppointmentKind.DEFINITIVE, then=_range(0)),
        default=_range(1),
        output_field=IntegerRangeField(),
    )


def _range(first: int) -> Func:
    return Func(
        Value(first), Value(first + 1), function="int4range", output_field=IntegerRangeField()
    )


class AppointmentQuerySet(DatedQuerySet["Appointment"]):
    """Appointments, which may also end in the course of a day."""

    def now_in(self, office: Office, at: datetime) -> Self:
        """Those of one office that count at this instant, by its own clock."""
        on = at.astimezone(ZoneInfo(office.time_zone)).date()
        running = Q(ended_at=None) | Q(ended_at__gt=at)
        return self.in_force(on).filter(running, position__office=office)


class Appointment(Dated):
    """Penugasan pada jabatan: who acts in a position, in which way, under which deed, and when.

    `scope` are plain keys: a service ("izin-madrasah") or one step of it ("izin-madrasah:sign");
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
    # Copied from the position, so that the database refuses a second holder by itself.
    alone = models.BooleanField(default=False)

    objects = AppointmentQuerySet.as_manager()

    class Meta:
        ordering = ["position", "starts_on"]
        # What counts now, beside years of appointments that ended.
        indexes = [models.Index(fields=["ends_on"], name="appointment_by_last_day")]
        constraints = [
            models.CheckConstraint(
                name="holder_ends_after_it_starts",
                condition=Q(ends_on=None) | Q(ends_on__gte=F("starts_on")),
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
            ExclusionConstraint(
                name="appointment_once_at_a_time",
                expressions=[
                    (_one("position_id"), RangeOperators.OVERLAPS),
                    (_one("staff_id"), RangeOperators.OVERLAPS),
                    (_days(), RangeOperators.OVERLAPS),
                ],
            ),
            ExclusionConstraint(
                name="appointment_one_definitive_holder",
                expressions=[
                    (_one("position_id"), RangeOperators.OVERLAPS),
                    (_days(), RangeOperators.OVERLAPS),
                ],
                condition=Q(kind=AppointmentKind.DEFINITIVE, alone=True),
            ),
            ExclusionConstraint(
                name="appointment_one_plt_in_a_vacancy",
                expressions=[
                    (_one("position_id"), RangeOperators.OVERLAPS),
                    (_days(), RangeOperators.OVERLAPS),
                ],
                condition=Q(kind=AppointmentKind.ACTING_VACANT),
            ),
            ExclusionConstraint(
                name="appointment_plt_only_in_a_vacancy",
                expressions=[
                    (_one("position_id"), RangeOperators.OVERLAPS),
                    (_days(), RangeOperators.OVERLAPS),
                    (_side(), RangeOperators.ADJACENT_TO),
                ],
                condition=Q(kind__in=[AppointmentKind.DEFINITIVE, AppointmentKind.ACTING_VACANT]),
            ),
            ExclusionConstraint(
                name="appointment_one_plh_for_a_holder",
                expressions=[
                    (_one("stands_in_for_id"), RangeOperators.OVERLAPS),
                    (_days(), RangeOperators.OVERLAPS),
                ],
                condition=Q(kind=AppointmentKind.ACTING_TEMPORARY),
            ),
        ]

    @property
    def days(self) -> Days:
        """The days it counts; the last one, when it was cut short, is free for the next."""
        if self.ended_at is not None and self.ends_on is not None:
            return Days(self.starts_on, self.ends_on - ONE_DAY)
        return Days(self.starts_on, self.ends_on)

    @property
    def standing(self) -> Standing:
        """The plain value the rules of substitution are asked with."""
        return Standing(
            self.pk,
            cast("Kind", self.kind),
            self.position_id,
            self.staff_id,
            self.days,
            self.stands_in_for_id,
        )

    @property
    def title(self) -> str:
        """The title the person acts under, as it is written: "Plh. Kepala KUA"."""
        return acting_title(self.kind, self.position.title)

    @property
    def is_definitive(self) -> bool:
        """Whether the person holds the position in their own right."""
        return self.kind == AppointmentKind.DEFINITIVE

    def counts_at(self, at: datetime, zone: str) -> bool:
        """Whether it counts at this instant, by the clock of the office."""
        if self.ended_at is not None and at >= self.ended_at:
            return False
        return self.counts_on(at.astimezone(ZoneInfo(zone)).date())


class Absence(models.Model):
    """Ketidakhadiran: the days somebody is away, so that others can be asked to stand in.

    Why is kept as coarse as the office needs it: that a leave is for sickness is nobody's business
    here (UU 27/2022 art. 4), and the journal does not carry the reason at all.
    """

    staff = models.ForeignKey(StaffMember, models.PROTECT, related_name="absences")
    starts_on = models.DateField(_("mulai"))
    ends_on = models.DateField(_("sampai dengan"))
    reason = models.CharField(_("alasan"), max_length=20, choices=AbsenceReason)
    # Came back in the course of the last day; without it the last day counts to its midnight.
    ended_at = models.DateTimeField(null=True, blank=True)

    objects = DatedQuerySet["Absence"].as_manager()

    class Meta:
        ordering = ["starts_on", "staff"]
        indexes = [models.Index(fields=["ends_on"], name="absence_by_last_day")]
        constraints = [
            models.CheckConstraint(
                name="absence_ends_after_it_starts", condition=Q(ends_on__gte=F("starts_on"))
            ),
            models.CheckConstraint(
                name="absence_reason_is_known", condition=Q(reason__in=AbsenceReason.values)
            ),
            ExclusionConstraint(
                name="absence_once_at_a_time",
                expressions=[
                    (_one("staff_id"), RangeOperators.OVERLAPS),
                    (_days(), RangeOperators.OVERLAPS),
                ],
            ),
        ]

    @property
    def days(self) -> Days:
        """The days away; the one on which the person came back is not one of them."""
        last = self.ends_on if self.ended_at is None else self.ends_on - ONE_DAY
        return Days(self.starts_on, last)

    def counts_at(self, at: datetime) -> bool:
        """Whether the person is away at this instant, by the clock of their office."""
        if self.ended_at is not None and at >= self.ended_at:
            return False
        on = at.astimezone(ZoneInfo(self.staff.home_office.time_zone)).date()
        return self.starts_on <= on <= self.ends_on
