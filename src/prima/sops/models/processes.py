"""The business process map of an office: its processes, and what they give each other."""

from __future__ import annotations

from datetime import date
from typing import Self

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Length
from django.utils.translation import gettext_lazy as _

from prima.offices.public import Office
from prima.sops.core.processes.data import LONGEST_NAME, LONGEST_OWNER, LONGEST_TEXT, LONGEST_THING
from prima.sops.core.processes.model import Process, ProcessMap, Relation
from prima.sops.rules import ProcessGroup

CODE_PATTERN = r"^\d{2}(\.\d{2})*$"
GROUP_CODE_PATTERN = r"^\d{2}$"


class OfficeProcessMapQuerySet(models.QuerySet["OfficeProcessMap"]):
    """Maps by the place of their office in the tree."""

    def nearest(self, office: Office) -> OfficeProcessMap | None:
        """The map of the office, or of the nearest office above that has one."""
        rows = self.filter(office__key__in=office.lineage).select_related("office")
        return rows.order_by(Length("office__path").desc()).first()


class OfficeProcessMap(models.Model):
    """Peta proses bisnis: the map of one office; offices without one follow the office above.

    The row is what every change of the map locks: two moves that are sound alone can be a circle
    together.
    """

    office = models.OneToOneField(
        "offices.Office", models.PROTECT, related_name="process_map", verbose_name=_("kantor")
    )
    # Whose map was copied when this office began its own.
    adapted_from = models.ForeignKey(
        "offices.Office", models.PROTECT, null=True, blank=True, related_name="+"
    )
    # The first change by a person: from then on no load of the catalogue touches the map.
    edited_at = models.DateTimeField(_("pertama diubah pada"), null=True, blank=True)
    changed_at = models.DateTimeField(_("terakhir diubah pada"))

    objects = OfficeProcessMapQuerySet.as_manager()

    class Meta:
        ordering = ["office"]

    def __str__(self) -> str:
        return str(self.office)

    def on(self, day: date) -> ProcessMap:
        """The map as it counts on a day, as a value; three queries."""
        rows = self.processes.in_force(day).prefetch_related("services")
        known = {row.pk: row.code for row in rows}
        relations = [one.value for one in self.relations.select_related("supplier", "receiver")
                     if one.process_ids <= known.keys()]  # fmt: skip
        return ProcessMap(tuple(row.value for row in rows), tuple(relations))


class BusinessProcessQuerySet(models.QuerySet["BusinessProcess"]):
    """Processes by the day on which they count."""

    def in_force(self, on: date) -> Self:
        """Processes that are not retired by this day."""
        return self.filter(Q(retired_on=None) | Q(retired_on__gt=on))


class BusinessProcess(models.Model):
    """Proses: one box of the map; its number tells where it stands in the tree."""

    map = models.ForeignKey(OfficeProcessMap, models.PROTECT, related_name="processes")
    parent = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="children"
    )
    code = models.CharField(_("nomor"), max_length=20)
    name = models.CharField(_("nama"), max_length=LONGEST_NAME)
    group = models.CharField(_("kelompok"), max_length=12, choices=ProcessGroup)
    owner = models.CharField(_("pemilik"), max_length=LONGEST_OWNER)
    purpose = models.CharField(_("tujuan"), max_length=LONGEST_TEXT, blank=True)
    output = models.CharField(_("keluaran"), max_length=LONGEST_TEXT, blank=True)
    outcome = models.CharField(_("hasil"), max_length=LONGEST_TEXT, blank=True)
    source = models.CharField(_("sumber"), max_length=LONGEST_TEXT, blank=True)
    source_checked = models.BooleanField(_("sumber sudah dicocokkan"), default=False)
    # A service and its SOP belong together: one link is for both.
    services = models.ManyToManyField("standards.Service", related_name="processes", blank=True)
    retired_on = models.DateField(_("tidak dijalankan lagi mulai"), null=True, blank=True)
    # Raised by every save: who saves an older one is told, and nothing is overwritten.
    revision = models.PositiveIntegerField(_("simpanan"), default=1)

    objects = BusinessProcessQuerySet.as_manager()

    class Meta:
        ordering = ["map", "code"]
        constraints = [
            # A number is never given again, also when its process is retired.
            models.UniqueConstraint(name="process_code_once_in_a_map", fields=["map", "code"]),
            models.CheckConstraint(
                name="process_code_is_numbers", condition=Q(code__regex=CODE_PATTERN)
            ),
            models.CheckConstraint(
                name="process_group_is_known", condition=Q(group__in=ProcessGroup.values)
            ),
            models.CheckConstraint(
                name="process_is_not_its_own_parent",
                condition=Q(parent=None) | ~Q(parent=F("id")),
            ),
            models.CheckConstraint(
                name="process_group_has_no_parent",
                condition=Q(parent=None) ^ ~Q(code__regex=GROUP_CODE_PATTERN),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.name}"

    @property
    def value(self) -> Process:
        """The process as a value; its services are read once for all when prefetched."""
        return Process(
            code=self.code,
            name=self.name,
            owner=self.owner,
            group=self.group,  # type: ignore[arg-type]  # the constraint above
            purpose=self.purpose,
            output=self.output,
            outcome=self.outcome,
            services=tuple(sorted(one.key for one in self.services.all())),
            source=self.source,
            source_checked=self.source_checked,
        )


class ProcessRelation(models.Model):
    """Hubungan proses: what one process gives another, or somebody outside gives or receives."""

    map = models.ForeignKey(OfficeProcessMap, models.PROTECT, related_name="relations")
    supplier = models.ForeignKey(
        BusinessProcess, models.PROTECT, null=True, blank=True, related_name="gives"
    )
    supplier_name = models.CharField(_("pemberi"), max_length=LONGEST_OWNER, blank=True)
    what = models.CharField(_("yang diberikan"), max_length=LONGEST_THING)
    receiver = models.ForeignKey(
        BusinessProcess, models.PROTECT, null=True, blank=True, related_name="receives"
    )
    receiver_name = models.CharField(_("penerima"), max_length=LONGEST_OWNER, blank=True)

    class Meta:
        ordering = ["map", "pk"]
        constraints = [
            models.CheckConstraint(
                name="relation_supplier_is_one",
                condition=Q(supplier=None) ^ Q(supplier_name=""),
            ),
            models.CheckConstraint(
                name="relation_receiver_is_one",
                condition=Q(receiver=None) ^ Q(receiver_name=""),
            ),
            models.CheckConstraint(
                name="relation_names_a_process",
                condition=Q(supplier__isnull=False) | Q(receiver__isnull=False),
            ),
            models.UniqueConstraint(
                name="relation_once",
                fields=["map", "supplier", "supplier_name", "what", "receiver", "receiver_name"],
                nulls_distinct=False,
            ),
        ]

    def __str__(self) -> str:
        return self.what

    @property
    def value(self) -> Relation:
        """The relation as a value, parties by the number of their process or by name."""
        return Relation(
            self.supplier.code if self.supplier else self.supplier_name,
            self.what,
            self.receiver.code if self.receiver else self.receiver_name,
        )

    @property
    def process_ids(self) -> frozenset[int]:
        """The processes at its ends."""
        return frozenset(one for one in (self.supplier_id, self.receiver_id) if one is not None)
