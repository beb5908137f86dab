"""Procedures of services, and their versions."""

from __future__ import annotations

from datetime import date
from typing import Self

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Length
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from prima.sops.core import Automaton, SopDocument, build, from_data

# Procedures read from their stored content, by its hash: a version never changes.
_KEPT = 512
_automata: dict[str, Automaton] = {}


def known_automaton(content_hash: str) -> Automaton | None:
    """The moves of a procedure this process has read before."""
    return _automata.get(content_hash)


class Sop(models.Model):
    """SOP: the procedure of one service, as one office sets it for itself and all below it."""

    service = models.ForeignKey("standards.Service", models.PROTECT, related_name="sops")
    office = models.ForeignKey("offices.Office", models.PROTECT, related_name="sops")

    class Meta:
        ordering = ["service", "office"]
        constraints = [
            models.UniqueConstraint(name="sop_once_in_an_office", fields=["service", "office"])
        ]


class SopVersionQuerySet(models.QuerySet["SopVersion"]):
    """Versions by the day on which they count."""

    def in_force(self, on: date) -> Self:
        """Versions that have begun by this day."""
        return self.filter(effective_on__lte=on).select_related("sop__service", "sop__office")

    def nearest_first(self) -> Self:
        """The lowest office first, and of one office the version that began last."""
        return self.order_by(Length("sop__office__path").desc(), "-effective_on", "-number")

    def highest_first(self) -> Self:
        """The highest office first, and of one office the version that began last."""
        return self.order_by(
            Length("sop__office__path"), "sop__office__path", "-effective_on", "-number"
        )


class SopVersion(models.Model):
    """Versi SOP: never changed and never removed, because cases are tied to it."""

    sop = models.ForeignKey(Sop, models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField(_("versi"))
    content = models.JSONField(_("isi"))
    content_hash = models.CharField(_("sidik isi"), max_length=64)
    effective_on = models.DateField(_("tanggal efektif"))
    is_proposal = models.BooleanField(_("usulan"))
    recorded_at = models.DateTimeField(_("dicatat pada"))

    objects = SopVersionQuerySet.as_manager()

    class Meta:
        ordering = ["sop", "number"]
        constraints = [
            models.UniqueConstraint(name="sop_version_once", fields=["sop", "number"]),
            models.CheckConstraint(name="sop_version_from_one", condition=Q(number__gte=1)),
        ]
        indexes = [models.Index(F("sop"), F("effective_on").desc(), name="sop_version_in_force")]

    def __str__(self) -> str:
        return f"{self.document.identity.title} v{self.number}"

    def get_absolute_url(self) -> str:
        """The public page of the procedure."""
        return reverse("sops:sop", kwargs={"key": self.sop.service.key})

    @property
    def document(self) -> SopDocument:
        """The procedure as a value."""
        return self.automaton.document

    @property
    def automaton(self) -> Automaton:
        """The moves of the procedure; read once for each content."""
        known = known_automaton(self.content_hash)
        if known is None:
            if len(_automata) >= _KEPT:
                _automata.clear()
            known = _automata[self.content_hash] = build(from_data(self.content))
        return known
