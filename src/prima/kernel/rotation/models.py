"""What was done with the keys, and when."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class KeyChangeKind(models.TextChoices):
    """What can happen to a key."""

    ACTIVATED = "activated", _("Mulai dipakai")
    RETIRED = "retired", _("Dipensiunkan")
    LOST = "lost", _("Hilang")
    FOUND = "found", _("Ditemukan lagi")
    SIGNING = "signing", _("Kunci tanda tangan diganti")


class KeyChange(models.Model):
    """Peristiwa kunci: one change of the key ring, by the id of the key; append-only."""

    key_id = models.CharField(max_length=16)
    kind = models.CharField(max_length=9, choices=KeyChangeKind)
    happened_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="key_change_kind_known", condition=models.Q(kind__in=KeyChangeKind.values)
            )
        ]
