"""Procedures of services, their versions, and the end of a version."""

from __future__ import annotations

from datetime import date
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.db.models.functions import Length
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from prima.sops.core import Automaton, SopDocument, build, from_data
from prima.sops.rules import DraftKind

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

    def last_version(self) -> SopVersion | None:
        """The version with the highest number, in force or not; one query."""
        return self.versions.order_by("number").last()


class SopVersionQuerySet(models.QuerySet["SopVersion"]):
    """Versions by the day on which they count."""

    def in_force(self, on: date) -> Self:
        """Versions that have begun by this day and were not withdrawn by then.

        Whoever withdraws a version withdraws the procedure: earlier versions do not come back,
        later ones begin on their own day.
        """
        ended = SopWithdrawal.objects.filter(
            version__sop=OuterRef("sop"),
            version__number__gte=OuterRef("number"),
            withdrawn_on__lte=on,
        )
        begun = self.filter(~Exists(ended), effective_on__lte=on)
        return begun.select_related("sop__service", "sop__office")

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
    # Known of versions that were approved here; those of a file say what their file says.
    kind = models.CharField(_("macam"), max_length=10, choices=DraftKind, blank=True, default="")
    sop_number = models.CharField(_("nomor SOP"), max_length=100, blank=True, default="")
    approver_title = models.CharField(
        _("jabatan yang mengesahkan"), max_length=150, blank=True, default=""
    )
    approver_name = models.CharField(
        _("nama yang mengesahkan"), max_length=150, blank=True, default=""
    )
    approver_nip = models.CharField(
        _("NIP yang mengesahkan"), max_length=18, blank=True, default=""
    )
    approved_on = models.DateField(_("tanggal pengesahan"), null=True, blank=True)
    reason = models.CharField(_("alasan"), max_length=500, blank=True, default="")
    supersedes = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="superseded_by"
    )

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


class SopWithdrawal(models.Model):
    """Pencabutan SOP: from this day the procedure is no longer in force; never changed."""

    version = models.OneToOneField(SopVersion, models.PROTECT, related_name="withdrawal")
    withdrawn_on = models.DateField(_("dicabut mulai"))
    reason = models.CharField(_("alasan"), max_length=500)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField(_("dicatat pada"))

    class Meta:
        ordering = ["version"]
        constraints = [
            models.CheckConstraint(name="sop_withdrawal_says_why", condition=~Q(reason=""))
        ]

    def __str__(self) -> str:
        return self.reason
