"""The register of rules, what leans on them, and the reviews that follow when one ends."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, timedelta
from typing import Self

from django.db import models
from django.db.models import Case, Exists, OuterRef, Q, Value, When
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from prima.standards.core.leaning import Version, live
from prima.standards.core.regulations import (
    LONGEST_ABOUT,
    LONGEST_ISSUER,
    LONGEST_NUMBER,
    Rule,
    Standing,
    Term,
    standing,
)
from prima.standards.core.rule_names import ISSUED, KINDS, RuleName
from prima.standards.models.services import Service
from prima.standards.rules import CitingKind, EffectKind, RegulationKind, ReviewCause, ReviewResult

LONGEST_WRITTEN = 1000


class RegulationQuerySet(models.QuerySet["Regulation"]):
    """Rules by whether they count on a day, and in the order of their rank."""

    def in_force(self, on: date) -> Self:
        """Rules that count on this day, those of which nobody can say included."""
        return self.exclude(in_force_until__lt=on).filter(
            Q(in_force_from__lte=on) | Q(in_force_from=None, year=None)
            | Q(in_force_from=None, year__lte=on.year)
        )  # fmt: skip

    def ended(self, on: date) -> Self:
        """Rules that no longer count on this day."""
        return self.filter(in_force_until__lt=on)

    def to_come(self, on: date) -> Self:
        """Rules that begin only after this day."""
        return self.exclude(in_force_until__lt=on).filter(
            Q(in_force_from__gt=on) | Q(in_force_from=None, year__gt=on.year)
        )

    def unchecked(self) -> Self:
        """Rules nobody has compared with a source."""
        return self.filter(source_checked=False)

    def leaned_on(self) -> Self:
        """Rules that some standard or SOP cites."""
        return self.filter(Exists(Citation.objects.filter(regulation=OuterRef("pk"))))

    def named(self) -> dict[str, str]:
        """The keys of rules that are cited by a name instead of a number, by that name."""
        rows = self.exclude(names=[]).values_list("names", "key")
        return {name: key for names, key in rows for name in names}

    def rules(self, keys: Collection[str]) -> dict[str, Rule]:
        """What is asked of the rules with these keys when a citation is judged; two queries."""
        found = {one.key: one for one in self.filter(key__in=keys)}
        replaced = RegulationChange.objects.filter(
            regulation__in=found.values(), effect=EffectKind.REPLACES
        )
        ended_by = {one.regulation_id: one.by.name.short for one in replaced.select_related("by")}
        return {key: one.as_rule(ended_by.get(one.pk, "")) for key, one in found.items()}

    def ranked(self) -> Self:
        """The highest kind first, and of one kind the newest first."""
        ranks = [When(kind=kind, then=Value(rank)) for rank, kind in enumerate(KINDS)]
        place = Case(*ranks, default=Value(len(ranks)), output_field=models.SmallIntegerField())
        return self.alias(rank=place).order_by("rank", "-year", "key")


class Regulation(models.Model):
    """Peraturan: one rule of law, with the days between which it counts.

    `source_checked` says whether somebody compared it with a source, which `source` names;
    `dates_checked` says the same of its days. Loaded from the file of law (no office) or added by
    an office; one that a person corrected is never changed by the file again.
    """

    key = models.CharField(_("kunci"), max_length=150, unique=True, editable=False)
    kind = models.CharField(_("jenis"), max_length=20, choices=RegulationKind.choices)
    number = models.CharField(_("nomor"), max_length=LONGEST_NUMBER, blank=True)
    year = models.PositiveSmallIntegerField(_("tahun"), null=True, blank=True)
    issuer = models.CharField(_("yang menetapkan"), max_length=LONGEST_ISSUER, blank=True)
    about = models.CharField(_("tentang"), max_length=LONGEST_ABOUT)
    issued_on = models.DateField(_("ditetapkan pada"), null=True, blank=True)
    in_force_from = models.DateField(_("berlaku mulai"), null=True, blank=True)
    in_force_until = models.DateField(_("berlaku sampai"), null=True, blank=True)
    dates_checked = models.BooleanField(_("tanggal sudah dicocokkan"), default=False)
    link = models.URLField(_("alamat naskah"), blank=True)
    source = models.CharField(_("sumber"), max_length=LONGEST_ABOUT, blank=True)
    source_checked = models.BooleanField(_("sudah dicocokkan"), default=False)
    # Names by which a rule without a number is cited.
    names = models.JSONField(_("nama lain"), default=list, blank=True)
    ended_because = models.CharField(_("alasan pencabutan"), max_length=LONGEST_ABOUT, blank=True)
    office = models.ForeignKey(
        "offices.Office", models.PROTECT, null=True, blank=True, related_name="regulations"
    )
    corrected_at = models.DateTimeField(_("dibetulkan pada"), null=True, blank=True)
    revision = models.PositiveIntegerField(default=0, editable=False)

    objects = RegulationQuerySet.as_manager()

    class Meta:
        ordering = ["kind", "-year", "key"]
        constraints = [
            models.CheckConstraint(
                name="regulation_kind_is_known", condition=Q(kind__in=list(KINDS))
            ),
            models.CheckConstraint(
                name="regulation_ends_after_it_began",
                condition=Q(in_force_from=None)
                | Q(in_force_until=None)
                | Q(in_force_until__gte=models.F("in_force_from")),
            ),
            models.CheckConstraint(
                name="regulation_issuer_where_needed",
                condition=~Q(kind__in=sorted(ISSUED)) | ~Q(issuer=""),
            ),
        ]

    def __str__(self) -> str:
        return self.name.short

    def get_absolute_url(self) -> str:
        """The page of the rule for those who keep the register."""
        return reverse("standards:regulation", kwargs={"pk": self.pk})

    @property
    def name(self) -> RuleName:
        """What the rule is called."""
        return RuleName(self.kind, self.number, self.year, self.issuer)

    @property
    def full_name(self) -> str:
        """As a letter names it, with what it is about."""
        return _("%(name)s tentang %(about)s") % {"name": self.name.full, "about": self.about}

    @property
    def term(self) -> Term:
        """From when to when it counts."""
        return Term(self.year, self.in_force_from, self.in_force_until)

    @property
    def was_ended_here(self) -> bool:
        """Whether a person recorded its end; of the others the file of law knows it."""
        return self.in_force_until is not None and bool(self.ended_because)

    @property
    def ends_on(self) -> date | None:
        """The first day without it."""
        return self.in_force_until and self.in_force_until + timedelta(days=1)

    def standing_on(self, on: date) -> Standing:
        """Whether it counts on this day."""
        return standing(self.term, on)

    def as_rule(self, ended_by: str = "") -> Rule:
        """What is asked of it when a citation is judged."""
        return Rule(self.key, self.name.short, self.term, self.source_checked, ended_by)


class RegulationChange(models.Model):
    """Perubahan peraturan: a later rule amends an earlier one, or takes its place."""

    regulation = models.ForeignKey(Regulation, models.PROTECT, related_name="changes")
    by = models.ForeignKey(Regulation, models.PROTECT, related_name="effects")
    effect = models.CharField(_("akibat"), max_length=10, choices=EffectKind.choices)

    class Meta:
        ordering = ["regulation", "by"]
        constraints = [
            models.UniqueConstraint(name="regulation_change_once", fields=["regulation", "by"]),
            models.CheckConstraint(
                name="regulation_change_is_known", condition=Q(effect__in=EffectKind.values)
            ),
            models.CheckConstraint(
                name="regulation_changes_another", condition=~Q(regulation=models.F("by"))
            ),
        ]

    def __str__(self) -> str:
        return f"{self.by} {self.effect} {self.regulation}"


class CitingDocumentQuerySet(models.QuerySet["CitingDocument"]):
    """Versions by whether they still count."""

    def live(self, on: date) -> Self:
        """Of these the versions in force on this day or later, of services still given then."""
        subjects = {document.subject for document in self}
        services = {service for _kind, service, _office in subjects}
        rows = CitingDocument.objects.filter(service__in=services).filter(
            Q(service__retired_on=None) | Q(service__retired_on__gt=on)
        )
        versions = (
            Version(row.pk, row.subject, row.version, row.effective_on, row.ended_on)
            for row in rows
            if row.subject in subjects
        )
        return self.filter(pk__in=live(versions, on))


class CitingDocument(models.Model):
    """Naskah yang mengutip: one version of a standard or SOP that names its legal basis.

    The version itself lives in the table of its kind, also above this floor; `object_id` is its id
    there. The columns here say what it is about, so that nobody has to ask upwards.
    """

    kind = models.CharField(_("jenis"), max_length=10, choices=CitingKind.choices)
    object_id = models.BigIntegerField(_("nomor baris"))
    service = models.ForeignKey(Service, models.PROTECT, related_name="citing_documents")
    office = models.ForeignKey("offices.Office", models.PROTECT, related_name="citing_documents")
    version = models.PositiveIntegerField(_("versi"))
    effective_on = models.DateField(_("berlaku mulai"))
    ended_on = models.DateField(_("dicabut mulai"), null=True, blank=True)

    objects = CitingDocumentQuerySet.as_manager()

    class Meta:
        ordering = ["service", "kind", "office", "version"]
        constraints = [
            models.UniqueConstraint(name="citing_document_once", fields=["kind", "object_id"]),
            models.CheckConstraint(
                name="citing_document_kind_is_known", condition=Q(kind__in=CitingKind.values)
            ),
        ]
        indexes = [
            models.Index(fields=["kind", "service", "office"], name="citing_document_subject")
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.service} v{self.version}"

    @property
    def subject(self) -> tuple[str, int, int]:
        """What this is a version of: a standard or an SOP, of a service, of an office."""
        return self.kind, self.service_id, self.office_id


class Citation(models.Model):
    """Kutipan dasar hukum: one rule with its articles, as one version cites it.

    Without a rule nothing in the text was recognised, or the register does not know the rule;
    then `key` is the key it would have there ("" when nothing was recognised).
    """

    document = models.ForeignKey(CitingDocument, models.PROTECT, related_name="citations")
    place = models.PositiveSmallIntegerField(_("urutan"))
    written = models.CharField(_("tertulis"), max_length=LONGEST_WRITTEN)
    key = models.CharField(_("kunci aturan"), max_length=150, blank=True)
    article = models.CharField(_("pasal"), max_length=LONGEST_WRITTEN, blank=True)
    regulation = models.ForeignKey(
        Regulation, models.PROTECT, null=True, blank=True, related_name="citations"
    )

    class Meta:
        ordering = ["document", "place", "pk"]
        constraints = [
            models.UniqueConstraint(name="citation_once", fields=["document", "place", "key"]),
            models.CheckConstraint(
                name="citation_of_a_rule_has_its_key",
                condition=Q(regulation=None) | ~Q(key=""),
            ),
        ]
        indexes = [
            models.Index(
                fields=["key"], name="citation_without_rule", condition=Q(regulation=None)
            )
        ]

    def __str__(self) -> str:
        return self.written


class ReviewQuerySet(models.QuerySet["Review"]):
    """Reviews by whether they wait."""

    def open(self) -> Self:
        """Reviews nobody has finished."""
        return self.filter(closed_at=None)


class Review(models.Model):
    """Peninjauan ulang: somebody must decide whether a standard or SOP is kept or changed."""

    kind = models.CharField(_("jenis"), max_length=10, choices=CitingKind.choices)
    service = models.ForeignKey(Service, models.PROTECT, related_name="reviews")
    office = models.ForeignKey("offices.Office", models.PROTECT, related_name="reviews")
    cause = models.CharField(_("sebab"), max_length=10, choices=ReviewCause.choices)
    regulation = models.ForeignKey(
        Regulation, models.PROTECT, null=True, blank=True, related_name="reviews"
    )
    opened_at = models.DateTimeField(_("dibuka pada"))
    due_on = models.DateField(_("tenggat"))
    closed_at = models.DateTimeField(_("ditutup pada"), null=True, blank=True)
    result = models.CharField(_("hasil"), max_length=10, choices=ReviewResult.choices, blank=True)
    note = models.CharField(_("keterangan"), max_length=500, blank=True)

    objects = ReviewQuerySet.as_manager()

    class Meta:
        ordering = ["due_on", "pk"]
        constraints = [
            # The same thing waits to be reviewed for the same cause once.
            models.UniqueConstraint(
                name="review_open_once",
                fields=["kind", "service", "office", "cause", "regulation"],
                condition=Q(closed_at=None),
                nulls_distinct=False,
            ),
            models.CheckConstraint(
                name="review_closed_has_a_result",
                condition=Q(closed_at=None, result="")
                | Q(closed_at__isnull=False, result__in=ReviewResult.values),
            ),
            models.CheckConstraint(
                name="review_of_an_ended_rule_names_it",
                condition=Q(cause=ReviewCause.REVOKED, regulation__isnull=False)
                | ~Q(cause=ReviewCause.REVOKED),
            ),
            models.CheckConstraint(
                name="review_kind_is_known",
                condition=Q(kind__in=CitingKind.values, cause__in=ReviewCause.values),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.service}"
