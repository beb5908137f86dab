"""The service charter of an office, and where it was made known."""

from __future__ import annotations

from datetime import date
from typing import Self

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Length
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from prima.standards.rules import PRINTED_MEDIA, PublicationMedium

LONGEST_PROMISE = 500


class ServiceCharterQuerySet(models.QuerySet["ServiceCharter"]):
    """Charters by the day on which they count."""

    def in_force(self, on: date) -> Self:
        """Charters that have begun, the lowest office and the latest first."""
        return self.filter(valid_from__lte=on).order_by(
            Length("office__path").desc(), "-valid_from", "-version"
        )


class ServiceCharter(models.Model):
    """Maklumat pelayanan: the three promises an office signs (UU 25/2009 article 22).

    Never changed: a new one takes its place from its own first day.
    """

    office = models.ForeignKey("offices.Office", models.PROTECT, related_name="charters")
    version = models.PositiveIntegerField(_("versi"))
    promise_standard = models.CharField(
        _("janji melayani sesuai standar"), max_length=LONGEST_PROMISE
    )
    promise_improvement = models.CharField(
        _("janji memperbaiki layanan"), max_length=LONGEST_PROMISE
    )
    promise_redress = models.CharField(
        _("janji bila standar tidak dipenuhi"), max_length=LONGEST_PROMISE
    )
    signatory = models.CharField(_("penanda tangan"), max_length=150)
    position = models.CharField(_("jabatan"), max_length=150)
    place = models.CharField(_("tempat"), max_length=120)
    signed_on = models.DateField(_("tanggal ditandatangani"))
    decision_number = models.CharField(_("nomor keputusan"), max_length=120)
    valid_from = models.DateField(_("berlaku mulai"))
    recorded_at = models.DateTimeField(_("dicatat pada"))

    objects = ServiceCharterQuerySet.as_manager()

    class Meta:
        ordering = ["-valid_from", "-version"]
        constraints = [
            models.CheckConstraint(
                name="charter_counts_after_it_was_signed",
                condition=Q(valid_from__gte=F("signed_on")),
            ),
            models.CheckConstraint(
                name="charter_makes_three_promises",
                condition=~Q(promise_standard="")
                & ~Q(promise_improvement="")
                & ~Q(promise_redress="")
                & ~Q(decision_number=""),
            ),
            models.UniqueConstraint(name="charter_version_once", fields=["office", "version"]),
            models.CheckConstraint(
                name="charter_version_counts_from_one", condition=Q(version__gte=1)
            ),
        ]

    def __str__(self) -> str:
        return f"Maklumat {self.office} v{self.version}"

    def get_absolute_url(self) -> str:
        """The page of staff about it."""
        return reverse("standards:charter", kwargs={"pk": self.pk})

    @property
    def promises(self) -> tuple[str, str, str]:
        """The three promises in the order of the law."""
        return self.promise_standard, self.promise_improvement, self.promise_redress

    def is_published_in_both(self) -> bool:
        """Whether it was made known in print and electronically, as evaluators ask."""
        media = {row.medium for row in self.publications.all()}
        return bool(media & PRINTED_MEDIA) and bool(media - PRINTED_MEDIA)


class CharterPublication(models.Model):
    """Penyiaran maklumat: one medium in which it was made known, with where to see it."""

    charter = models.ForeignKey(ServiceCharter, models.PROTECT, related_name="publications")
    medium = models.CharField(_("media"), max_length=20, choices=PublicationMedium)
    published_on = models.DateField(_("tanggal"))
    proof = models.CharField(_("bukti"), max_length=250)
    recorded_at = models.DateTimeField(_("dicatat pada"))

    class Meta:
        ordering = ["published_on", "pk"]
        constraints = [
            models.CheckConstraint(
                name="charter_medium_is_known", condition=Q(medium__in=PublicationMedium.values)
            ),
        ]

    def __str__(self) -> str:
        return self.proof
