"""Where an author says that rows were taken over, and why they fit the office."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from prima.sops.models.drafts import SopDraft
from prima.sops.models.versions import SopVersion


class SopAdaptation(models.Model):
    """Penyesuaian: this draft took rows from that version, because …"""

    draft = models.ForeignKey(SopDraft, models.PROTECT, related_name="adaptations")
    source = models.ForeignKey(SopVersion, models.PROTECT, related_name="+")
    because = models.CharField(_("alasan penyesuaian"), max_length=500)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField(_("pada"))

    objects: models.Manager[SopAdaptation] = models.Manager()

    class Meta:
        ordering = ["draft", "pk"]
        constraints = [
            models.UniqueConstraint(name="sop_adaptation_once", fields=["draft", "source"]),
            models.CheckConstraint(name="sop_adaptation_says_why", condition=~Q(because="")),
        ]

    def __str__(self) -> str:
        return self.because
