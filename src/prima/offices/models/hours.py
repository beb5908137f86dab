"""Office hours, seasons, national days and local closures: law as dated rows with their source."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from prima.offices.models.offices import Office
from prima.offices.rules import CalendarDayKind, SeasonKind

LAST_WEEKDAY = 6


class Sourced(models.Model):
    """Where a rule was read, and whether somebody compared it with the original."""

    source = models.CharField(_("sumber"), max_length=250)
    source_checked = models.BooleanField(_("sumber sudah diperiksa"), default=False)

    class Meta:
        abstract = True


class WorkingHours(Sourced):
    """Jam kerja: hours without interruption on one weekday; a break is the gap between two rows.

    Rows with the same office, season and first day are one week; a weekday without a row is
    closed. Rows without an office are the national rule. An office that sets no hours follows the
    office above it, and at the top the national rule.
    """

    office = models.ForeignKey(
        Office, models.PROTECT, null=True, blank=True, related_name="working_hours"
    )
    season = models.CharField(_("musim"), max_length=20, choices=SeasonKind, blank=True)
    valid_from = models.DateField(_("berlaku mulai"))
    weekday = models.PositiveSmallIntegerField(_("hari"))
    opens = models.TimeField(_("buka"))
    closes = models.TimeField(_("tutup"))

    class Meta:
        ordering = ["valid_from", "weekday", "opens"]
        constraints = [
            models.CheckConstraint(
                name="hours_close_after_they_open", condition=Q(closes__gt=F("opens"))
            ),
            models.CheckConstraint(
                name="hours_weekday_exists", condition=Q(weekday__lte=LAST_WEEKDAY)
            ),
            models.CheckConstraint(
                name="hours_season_is_known", condition=Q(season__in=["", *SeasonKind.values])
            ),
            models.UniqueConstraint(
                name="hours_open_once",
                fields=["office", "season", "valid_from", "weekday", "opens"],
                nulls_distinct=False,
            ),
        ]


class Season(Sourced):
    """Musim dengan jam kerja sendiri: the days of one Ramadan, fixed finally by sidang isbat."""

    kind = models.CharField(_("jenis"), max_length=20, choices=SeasonKind)
    name = models.CharField(_("nama"), max_length=80)
    first_on = models.DateField(_("hari pertama"))
    last_on = models.DateField(_("hari terakhir"))
    decided = models.BooleanField(_("sudah ditetapkan"), default=False)

    class Meta:
        ordering = ["first_on"]
        constraints = [
            models.CheckConstraint(
                name="season_ends_after_it_starts", condition=Q(last_on__gte=F("first_on"))
            ),
            models.UniqueConstraint(name="season_once", fields=["name"]),
        ]

    def __str__(self) -> str:
        return self.name


class CalendarDay(Sourced):
    """Hari libur nasional atau cuti bersama: copied, so no package moves a running deadline."""

    date = models.DateField(_("tanggal"))
    kind = models.CharField(_("jenis"), max_length=20, choices=CalendarDayKind)
    name = models.CharField(_("nama"), max_length=150)
    decided = models.BooleanField(_("sudah ditetapkan"), default=True)

    class Meta:
        ordering = ["date", "kind"]
        constraints = [
            models.UniqueConstraint(name="calendar_day_once_a_kind", fields=["date", "kind"]),
            models.CheckConstraint(
                name="calendar_day_kind_is_known",
                condition=Q(kind__in=CalendarDayKind.values),
            ),
        ]

    def __str__(self) -> str:
        return self.name


class LocalClosure(models.Model):
    """Penutupan setempat: an office closes on a day of its own, or for some hours of it."""

    office = models.ForeignKey(Office, models.PROTECT, related_name="closures")
    date = models.DateField(_("tanggal"))
    starts = models.TimeField(_("dari pukul"), null=True, blank=True)
    ends = models.TimeField(_("sampai pukul"), null=True, blank=True)
    reason = models.CharField(_("alasan"), max_length=150)

    class Meta:
        ordering = ["date", "starts"]
        constraints = [
            models.CheckConstraint(
                name="closure_is_a_day_or_hours",
                condition=Q(starts=None, ends=None)
                | Q(starts__isnull=False, ends__isnull=False, ends__gt=F("starts")),
            ),
            models.CheckConstraint(name="closure_has_a_reason", condition=~Q(reason="")),
            models.UniqueConstraint(
                name="closure_once", fields=["office", "date", "starts"], nulls_distinct=False
            ),
        ]
