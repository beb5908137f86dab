"""Services of the catalogue and the versions of their standards."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Self

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from prima.standards.core import parse
from prima.standards.core.content import (
    Decree,
    Place,
    Retirement,
    ServiceEntry,
    StandardContent,
)
from prima.standards.core.digest import version_hash
from prima.standards.core.search import Document

KEY_PATTERN = r"^[a-z][a-z0-9]*([-_][a-z0-9]+)*$"


class ServiceCategory(models.Model):
    """Kelompok layanan: a shelf of the catalogue, in the order of the catalogue file."""

    key = models.CharField(_("kunci"), max_length=60, unique=True)
    label = models.CharField(_("nama"), max_length=120)
    note = models.CharField(_("keterangan"), max_length=250, blank=True)
    place = models.PositiveSmallIntegerField(_("urutan"))

    class Meta:
        ordering = ["place", "key"]

    def __str__(self) -> str:
        return self.label


class ServiceQuerySet(models.QuerySet["Service"]):
    """Services by who gives them and whether they still do."""

    def open_on(self, on: date) -> Self:
        """Services that are not retired on this day."""
        return self.filter(Q(retired_on=None) | Q(retired_on__gt=on))

    def offered_by_kind(self, kind: str) -> Self:
        """Services that offices of this kind give."""
        return self.filter(offered_by__contains=[kind])


class Service(models.Model):
    """Layanan: what a citizen can ask for, described for the citizen.

    `owner` is the ministry that answers for it: services move between ministries, so it belongs to
    the service and not to the installation.
    """

    key = models.CharField(_("kunci"), max_length=60, unique=True)
    name = models.CharField(_("nama"), max_length=150)
    summary = models.CharField(_("ringkasan"), max_length=400)
    category = models.ForeignKey(ServiceCategory, models.PROTECT, related_name="services")
    owner = models.CharField(_("kementerian"), max_length=150)
    offered_by = models.JSONField(_("diberikan oleh"), default=list)
    keywords = models.JSONField(_("kata kunci"), default=list)
    # Personal data the product needs beyond a name and a way to be reached: "nik", "address".
    asks = models.JSONField(_("data pribadi yang diminta"), default=list)
    search_words = models.JSONField(default=dict, editable=False)
    place_label = models.CharField(_("tempat"), max_length=80)
    place_note = models.CharField(_("keterangan tempat"), max_length=250)
    retired_on = models.DateField(_("berakhir pada"), null=True, blank=True)
    retired_note = models.CharField(_("keterangan berakhir"), max_length=500, blank=True)
    redirect_name = models.CharField(_("dilayani oleh"), max_length=150, blank=True)
    redirect_url = models.URLField(_("alamat laman pengganti"), blank=True)

    objects = ServiceQuerySet.as_manager()

    class Meta:
        ordering = ["category__place", "name"]
        constraints = [
            models.CheckConstraint(
                name="service_key_is_plain", condition=Q(key__regex=KEY_PATTERN)
            ),
            models.CheckConstraint(
                name="service_retired_says_where_to",
                condition=Q(retired_on=None, retired_note="", redirect_name="")
                | (Q(retired_on__isnull=False) & ~Q(retired_note="") & ~Q(redirect_name="")),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        """The whole standard of the service."""
        return reverse("standards:standard", kwargs={"key": self.key})

    @property
    def document(self) -> Document:
        """The words by which the service is found."""
        return Document(self.key, self.search_words)

    def is_open_on(self, on: date) -> bool:
        """Whether the service is given on this day."""
        return self.retired_on is None or on < self.retired_on

    def entry(self, standard: ServiceStandard | None) -> ServiceEntry:
        """The service with this standard as the value that was loaded from its file.

        A file may leave out from when it counts; it did, if without the day the digest is right.
        """
        entry = ServiceEntry(
            key=self.key,
            name=self.name,
            summary=self.summary,
            category=self.category.key,
            owner=self.owner,
            offered_by=tuple(self.offered_by),
            keywords=tuple(self.keywords),
            asks=tuple(self.asks),
            place=Place(self.place_label, self.place_note),
            is_proposal=standard.is_proposal if standard else True,
            decree=standard.decree if standard else None,
            effective_on=None,
            retirement=self.retirement,
            content=standard.content if standard else None,
        )
        if standard is None or version_hash(entry) == standard.content_hash:
            return entry
        return replace(entry, effective_on=standard.effective_on)

    @property
    def retirement(self) -> Retirement | None:
        """Since when and where people go instead; None while the service is given."""
        if self.retired_on is None:
            return None
        return Retirement(
            self.retired_on, self.retired_note, self.redirect_name, self.redirect_url
        )


class ServiceStandardQuerySet(models.QuerySet["ServiceStandard"]):
    """Standards by the day on which they count and the offices they bind."""

    def in_force(self, on: date) -> Self:
        """Versions that have begun by this day, of services that are still given."""
        return self.filter(
            Q(service__retired_on=None) | Q(service__retired_on__gt=on), effective_on__lte=on
        )


class ServiceStandard(models.Model):
    """Standar pelayanan: one version, set by an office for itself and all below it.

    Never changed and never removed: cases stay tied to the version under which they began. The
    database refuses both; a change is a new version.
    """

    service = models.ForeignKey(Service, models.PROTECT, related_name="standards")
    office = models.ForeignKey("offices.Office", models.PROTECT, related_name="standards")
    version = models.PositiveIntegerField(_("versi"))
    content_data = models.JSONField(_("isi"))
    content_hash = models.CharField(_("sidik isi"), max_length=64)
    effective_on = models.DateField(_("berlaku mulai"))
    is_proposal = models.BooleanField(_("usulan"))
    decree_number = models.CharField(_("nomor keputusan"), max_length=120, blank=True)
    decree_on = models.DateField(_("tanggal keputusan"), null=True, blank=True)
    decree_signatory = models.CharField(_("penanda tangan"), max_length=150, blank=True)
    recorded_at = models.DateTimeField(_("dicatat pada"))

    objects = ServiceStandardQuerySet.as_manager()

    class Meta:
        ordering = ["service", "office", "version"]
        constraints = [
            models.UniqueConstraint(
                name="standard_version_once", fields=["service", "office", "version"]
            ),
            models.CheckConstraint(
                name="standard_version_counts_from_one", condition=Q(version__gte=1)
            ),
            # A proposal has no decree; a standard that is set names its decree whole.
            models.CheckConstraint(
                name="standard_set_by_decree",
                condition=Q(
                    is_proposal=True, decree_number="", decree_on=None, decree_signatory=""
                )
                | (
                    Q(is_proposal=False, decree_on__isnull=False)
                    & ~Q(decree_number="")
                    & ~Q(decree_signatory="")
                ),
            ),
        ]
        indexes = [
            models.Index(
                F("service"), F("office"), F("effective_on").desc(), name="standard_in_force"
            )
        ]

    def __str__(self) -> str:
        return f"{self.service.name} v{self.version}"

    @property
    def decree(self) -> Decree | None:
        """The decision that set the standard; a proposal has none."""
        if self.decree_on is None:
            return None
        return Decree(self.decree_number, self.decree_on, self.decree_signatory)

    @property
    def content(self) -> StandardContent:
        """The fourteen components; read once for each content, because a version never changes."""
        found = _CONTENTS.get(self.content_hash)
        if found is None:
            found = parse.content_from_data(self.content_data)
            if len(_CONTENTS) >= _MOST_CONTENTS:
                _CONTENTS.clear()
            _CONTENTS[self.content_hash] = found
        return found


# By digest, for all requests of this process: reading one takes longer than a page may.
_CONTENTS: dict[str, StandardContent] = {}
_MOST_CONTENTS = 1000
