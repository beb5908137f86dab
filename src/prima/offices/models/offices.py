"""The tree of offices."""

from __future__ import annotations

from typing import Self

from django.core.validators import RegexValidator
from django.db import models
from django.db.models import F, Q, Value
from django.db.models.functions import Concat
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from prima.offices.rules import OfficeKind, TimeZone

KEY_PATTERN = r"^[a-z0-9]+(-[a-z0-9]+)*$"
PREFIX_PATTERN = r"^[A-Z]{2,3}$"


class OfficeQuerySet(models.QuerySet["Office"]):
    """Offices by their place in the tree."""

    def in_subtree(self, *offices: Office) -> Self:
        """The offices given and all below them, by the beginning of their path."""
        wanted = Q(pk__in=())
        for office in offices:
            wanted |= Q(path__startswith=office.path)
        return self.filter(wanted)

    def above(self, office: Office) -> Self:
        """The office and all above it, the top first."""
        return self.filter(key__in=office.lineage).order_by("path")


class Office(models.Model):
    """Kantor: one place that serves, somewhere in the tree of its ministry."""

    key = models.CharField(
        _("kunci"), max_length=60, unique=True, validators=[RegexValidator(KEY_PATTERN)]
    )
    name = models.CharField(_("nama"), max_length=150)
    kind = models.CharField(_("jenis"), max_length=20, choices=OfficeKind)
    parent = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="children"
    )
    # Keys from the top down, "/kemenag-tabalong/kua-murung-pudak/": a subtree is a prefix.
    path = models.CharField(max_length=500, unique=True, editable=False)
    number_prefix = models.CharField(
        _("awalan nomor berkas"), max_length=3, validators=[RegexValidator(PREFIX_PATTERN)]
    )
    time_zone = models.CharField(
        _("zona waktu"), max_length=40, choices=TimeZone, default=TimeZone.WIB
    )
    address = models.CharField(_("alamat"), max_length=250, blank=True)
    phone = models.CharField(_("telepon"), max_length=30, blank=True)
    email = models.EmailField(_("surel"), blank=True)
    whatsapp = models.CharField(_("WhatsApp"), max_length=30, blank=True)
    # Joint leave is leave for civil servants; offices that serve the public may be told to open.
    open_on_joint_leave = models.BooleanField(_("buka saat cuti bersama"), default=False)
    # Digest of everything that decides the hours; equal keys are one calendar in memory.
    calendar_key = models.CharField(max_length=64, blank=True, editable=False)

    objects = OfficeQuerySet.as_manager()

    class Meta:
        ordering = ["path"]
        constraints = [
            models.CheckConstraint(
                name="office_kind_is_known", condition=Q(kind__in=OfficeKind.values)
            ),
            models.CheckConstraint(
                name="office_zone_is_indonesian", condition=Q(time_zone__in=TimeZone.values)
            ),
            models.CheckConstraint(
                name="office_key_is_plain", condition=Q(key__regex=KEY_PATTERN)
            ),
            models.CheckConstraint(
                name="office_prefix_is_letters", condition=Q(number_prefix__regex=PREFIX_PATTERN)
            ),
            models.CheckConstraint(
                name="office_path_ends_with_key",
                condition=Q(path__endswith=Concat(Value("/"), F("key"), Value("/"))),
            ),
            models.CheckConstraint(
                name="office_is_not_its_own_parent",
                condition=Q(parent=None) | ~Q(parent=F("id")),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        """The public page of the office."""
        return reverse("offices:office", kwargs={"key": self.key})

    @property
    def lineage(self) -> list[str]:
        """Keys of the offices above and of this one, the top first."""
        return self.path.strip("/").split("/")

    @property
    def subtree_ids(self) -> frozenset[int]:
        """Ids of this office and of all below it; one query."""
        return frozenset(Office.objects.in_subtree(self).values_list("pk", flat=True))

    def contains(self, other: Office) -> bool:
        """Whether the other office is this one or stands below it; no query."""
        return other.path.startswith(self.path)
