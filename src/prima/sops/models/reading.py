"""Who is to read a version (daftar distribusi), who has read it, and who was reminded."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from prima.offices.public import Duty
from prima.sops.models.versions import SopVersion
from prima.sops.rules import ReminderKind


class DistributionEntry(models.Model):
    """Daftar distribusi: one row of a version and one duty that does it; never changed.

    Written when a version is published here. Who has the duty follows the appointments, so people
    who come are asked and people who leave are not.
    """

    version = models.ForeignKey(SopVersion, models.PROTECT, related_name="distribution")
    duty = models.CharField(_("tugas"), max_length=40, choices=Duty)
    # Empty for a duty that had rows in the version before and has none any more.
    step_key = models.CharField(_("langkah"), max_length=60, blank=True)
    strategic = models.BooleanField(_("langkah strategis"))

    class Meta:
        ordering = ["version", "pk"]
        constraints = [
            models.UniqueConstraint(
                name="distribution_entry_once", fields=["version", "duty", "step_key"]
            )
        ]

    def __str__(self) -> str:
        return f"{self.duty}: {self.step_key}"


class Acknowledgement(models.Model):
    """Pernyataan telah membaca: a person read a version and answered what was asked; final.

    Which questions were asked is kept, and no count of wrong answers: the questions help to read,
    they are no examination, and nobody is to be judged by them.
    """

    version = models.ForeignKey(SopVersion, models.PROTECT, related_name="acknowledgements")
    staff = models.ForeignKey("offices.StaffMember", models.PROTECT, related_name="+")
    questions = models.JSONField(_("pertanyaan"), default=list)
    at = models.DateTimeField(_("pada"))

    class Meta:
        ordering = ["-at", "-pk"]
        constraints = [
            models.UniqueConstraint(name="acknowledgement_once", fields=["version", "staff"])
        ]
        indexes = [models.Index(fields=["staff", "-at"], name="acknowledgement_by_staff")]

    def __str__(self) -> str:
        return f"{self.version_id}: {self.staff_id}"


class ReadingReminder(models.Model):
    """Pengingat membaca: that a person was asked by mail to read a version; never changed."""

    version = models.ForeignKey(SopVersion, models.PROTECT, related_name="reminders")
    staff = models.ForeignKey("offices.StaffMember", models.PROTECT, related_name="+")
    kind = models.CharField(_("macam"), max_length=10, choices=ReminderKind)
    at = models.DateTimeField(_("pada"))

    class Meta:
        ordering = ["version", "pk"]
        constraints = [
            models.UniqueConstraint(
                name="reading_reminder_once", fields=["version", "staff", "kind"]
            ),
            models.CheckConstraint(
                name="reading_reminder_kind_is_known", condition=Q(kind__in=ReminderKind.values)
            ),
        ]

    def __str__(self) -> str:
        return f"{self.version_id}: {self.staff_id}, {self.kind}"
