"""A gift that was refused or taken, its papers, and the hands the thing passes through."""

from __future__ import annotations

from typing import Self

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from prima.integrity.rules.gratuities import (
    DECIDED,
    OPEN,
    TOLD,
    GiftKind,
    GratuityState,
    Holder,
    Occasion,
    Relation,
)
from prima.kernel.actors import Actor
from prima.kernel.crypto import EncryptedTextField


class GratuityQuerySet(models.QuerySet["Gratuity"]):
    """Gratuities as people meet them."""

    def visible_to(self, actor: Actor) -> Self:
        """One's own, and for the UPG what was reported in its offices; for nobody else."""
        looked_after = actor.offices_with("manage_gratuities")
        return self.filter(
            Q(reporter__user_id=actor.id) | Q(office_id__in=looked_after, state__in=TOLD)
        )

    def of_upg(self, actor: Actor) -> Self:
        """What the UPG of these offices knows of."""
        return self.filter(office_id__in=actor.offices_with("manage_gratuities"), state__in=TOLD)

    def own(self, actor: Actor) -> Self:
        """What this person refused or received."""
        return self.filter(reporter__user_id=actor.id)

    def open(self) -> Self:
        """Somebody still has to do something."""
        return self.filter(state__in=OPEN)


class Gratuity(models.Model):
    """Gratifikasi: one gift to one person, refused or received, and what became of its report.

    The fields are those of the reporting form (Peraturan KPK 2/2019); what could name a person is
    sealed in its column.
    """

    office = models.ForeignKey("offices.Office", models.PROTECT, related_name="+")
    reporter = models.ForeignKey("offices.StaffMember", models.PROTECT, related_name="+")
    reporter_title = models.CharField(_("jabatan"), max_length=150)
    reporter_nik = EncryptedTextField(_("NIK"), blank=True)
    reporter_phone = EncryptedTextField(_("nomor telepon"), blank=True)
    reporter_address = EncryptedTextField(_("alamat"), blank=True)
    state = models.CharField(_("keadaan"), max_length=12, choices=GratuityState)
    kind = models.CharField(_("jenis"), max_length=8, choices=GiftKind)
    # An estimate in rupiah; nobody has to know what a cake costs.
    value = models.PositiveBigIntegerField(_("perkiraan nilai"), null=True)
    earlier_value = models.PositiveBigIntegerField(_("dari pemberi yang sama"), default=0)
    service = models.ForeignKey("standards.Service", models.PROTECT, null=True, related_name="+")
    occasion = models.CharField(_("peristiwa"), max_length=10, choices=Occasion)
    relation = models.CharField(_("hubungan"), max_length=12, choices=Relation)
    description = EncryptedTextField(_("uraian"), blank=True)
    place = EncryptedTextField(_("tempat"), blank=True)
    giver_name = EncryptedTextField(_("pemberi"), blank=True)
    giver_institution = EncryptedTextField(_("lembaga pemberi"), blank=True)
    reason = EncryptedTextField(_("alasan pemberian"), blank=True)
    chronology = EncryptedTextField(_("kronologi"), blank=True)
    happened_on = models.DateField(_("tanggal pemberian"))
    noted_at = models.DateTimeField()
    reported_at = models.DateTimeField(null=True)
    incomplete_note = EncryptedTextField(_("yang perlu dilengkapi"), blank=True)
    asked_at = models.DateTimeField(null=True)
    forwarded_on = models.DateField(null=True)
    # The number under which the commission's system (GOL) keeps it.
    commission_number = models.CharField(_("nomor laporan KPK"), max_length=60, blank=True)
    decree_number = models.CharField(_("nomor keputusan"), max_length=60, blank=True)
    decided_on = models.DateField(null=True)
    # Whose it is by the decree; stays when the thing was handed over.
    owner = models.CharField(_("milik"), max_length=11, choices=GratuityState, blank=True)
    # Nothing can follow any more; the end from which its people are remembered for a time.
    ended_at = models.DateTimeField(null=True)
    erased_at = models.DateTimeField(null=True)
    # Counts every change; a form that was drawn before another change is refused.
    version = models.PositiveIntegerField(default=1)

    objects = GratuityQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="gratuity_words_known",
                condition=Q(
                    state__in=GratuityState.values,
                    kind__in=GiftKind.values,
                    occasion__in=Occasion.values,
                    relation__in=Relation.values,
                ),
            ),
            models.CheckConstraint(
                name="gratuity_reported_has_time",
                condition=Q(state__in=("refused", "received", "forwarded", *DECIDED))
                | Q(reported_at__isnull=False),
            ),
            models.CheckConstraint(
                name="gratuity_forwarded_has_day",
                condition=~Q(state__in=("forwarded", *DECIDED))
                | Q(forwarded_on__isnull=False, forwarded_on__gte=F("happened_on")),
            ),
            models.CheckConstraint(
                name="gratuity_decided_has_decree",
                condition=Q(
                    state__in=DECIDED,
                    decided_on__isnull=False,
                    decided_on__gte=F("forwarded_on"),
                )
                & ~Q(decree_number="")
                & Q(owner__in=("recipient", "state"))
                | ~Q(state__in=DECIDED) & Q(decided_on=None, decree_number="", owner=""),
            ),
            models.CheckConstraint(
                name="gratuity_ended_has_time",
                condition=Q(state__in=OPEN, ended_at=None, erased_at=None)
                | ~Q(state__in=OPEN) & Q(ended_at__isnull=False),
            ),
        ]
        indexes = [
            models.Index(fields=["office", "state"], name="gratuity_by_office"),
            models.Index(fields=["reporter"], name="gratuity_by_reporter"),
        ]

    def __str__(self) -> str:
        return str(GiftKind(self.kind).label)

    def get_absolute_url(self) -> str:
        """Its page for those who may see it."""
        return reverse("integrity:gratuity", args=[self.pk])

    @property
    def is_refused(self) -> bool:
        return self.state == GratuityState.REFUSED


class GratuityFile(models.Model):
    """Bukti gratifikasi: a photo or paper of the reporter."""

    gratuity = models.ForeignKey(Gratuity, models.PROTECT, related_name="files")
    stored = models.ForeignKey("kernel.StoredFile", models.PROTECT, related_name="+")


class CustodyStep(models.Model):
    """Rantai penyimpanan barang: who has the thing from when on; rows are final."""

    gratuity = models.ForeignKey(Gratuity, models.PROTECT, related_name="custody")
    sequence = models.PositiveIntegerField()
    holder = models.CharField(_("pemegang"), max_length=9, choices=Holder)
    # Whoever took it, and where it lies.
    name = EncryptedTextField(_("yang menerima"), blank=True)
    note = EncryptedTextField(_("catatan"), blank=True)
    photo = models.ForeignKey("kernel.StoredFile", models.PROTECT, null=True, related_name="+")
    since_on = models.DateField(_("sejak"))
    noted_at = models.DateTimeField()

    class Meta:
        ordering = ["sequence"]
        constraints = [
            models.UniqueConstraint(name="custody_in_order", fields=["gratuity", "sequence"]),
            models.CheckConstraint(
                name="custody_holder_known", condition=Q(holder__in=Holder.values)
            ),
        ]

    def __str__(self) -> str:
        return str(Holder(self.holder).label)
