"""Procedures that are being planned, written, reviewed and approved (SOP-AP, life cycle)."""

from __future__ import annotations

from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from prima.kernel.actors import Actor
from prima.sops.core import SopDocument
from prima.sops.core.difference import Difference, difference
from prima.sops.core.drafts import read_draft
from prima.sops.models.versions import Sop, SopVersion
from prima.sops.rules import IN_WORK, SIGNED, SOP_PERMISSIONS, Act, DraftKind, DraftState


class SopDraftQuerySet(models.QuerySet["SopDraft"]):
    """Drafts by who may see them and how far they are."""

    def visible_to(self, actor: Actor) -> Self:
        """Drafts of the offices in which the actor does anything for procedures."""
        places = frozenset().union(*(actor.offices_with(name) for name in SOP_PERMISSIONS))
        return self.filter(sop__office_id__in=places)

    def in_work(self) -> Self:
        """Drafts somebody is working on, from the first row to the signature."""
        return self.filter(state__in=IN_WORK)


class SopDraft(models.Model):
    """Rancangan SOP: what the office writes, discusses and approves before it counts.

    Several may be planned for one procedure, but only one is in work: two people who change the
    same rows in two drafts would overwrite each other at publication.
    """

    sop = models.ForeignKey(Sop, models.PROTECT, related_name="drafts")
    base = models.ForeignKey(
        SopVersion, models.PROTECT, null=True, blank=True, related_name="drafts"
    )
    kind = models.CharField(_("macam"), max_length=10, choices=DraftKind)
    state = models.CharField(
        _("keadaan"), max_length=10, choices=DraftState, default=DraftState.PLANNED
    )
    purpose = models.CharField(_("alasan"), max_length=500)
    planned_for = models.DateField(_("rencana selesai"), null=True, blank=True)
    content = models.JSONField(_("isi"), default=dict)
    # Raised by every save: who saves an older one is told, and nothing is overwritten.
    revision = models.PositiveIntegerField(_("simpanan"), default=1)
    saved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    saved_at = models.DateTimeField(_("disimpan pada"), null=True, blank=True)
    # Everybody who ever saved it: none of them reviews or approves it (four eyes).
    authors = models.ManyToManyField(settings.AUTH_USER_MODEL, related_name="+")
    adapted_from = models.ForeignKey(
        SopVersion, models.PROTECT, null=True, blank=True, related_name="adapted_by"
    )
    adapted_because = models.CharField(_("alasan penyesuaian"), max_length=500, blank=True)
    number = models.CharField(_("nomor SOP"), max_length=100, blank=True)
    effective_on = models.DateField(_("tanggal efektif"), null=True, blank=True)
    approved_on = models.DateField(_("tanggal pengesahan"), null=True, blank=True)
    signer_title = models.CharField(_("jabatan penanda tangan"), max_length=150, blank=True)
    signer_name = models.CharField(_("nama penanda tangan"), max_length=150, blank=True)
    signer_nip = models.CharField(_("NIP penanda tangan"), max_length=18, blank=True)
    version = models.OneToOneField(
        SopVersion, models.PROTECT, null=True, blank=True, related_name="draft"
    )
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    created_at = models.DateTimeField(_("dibuat pada"))

    objects = SopDraftQuerySet.as_manager()

    class Meta:
        ordering = ["-created_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                name="sop_draft_state_is_known", condition=Q(state__in=DraftState.values)
            ),
            # A first version has nothing below it; a revision or a typo has.
            models.CheckConstraint(
                name="sop_draft_base_fits_kind",
                condition=Q(kind=DraftKind.NEW, base=None)
                | Q(kind__in=[DraftKind.REVISION, DraftKind.EDITORIAL], base__isnull=False),
            ),
            models.CheckConstraint(name="sop_draft_has_a_purpose", condition=~Q(purpose="")),
            models.CheckConstraint(
                name="sop_draft_revision_from_one", condition=Q(revision__gte=1)
            ),
            models.CheckConstraint(
                name="sop_draft_adapted_says_why",
                condition=Q(adapted_from=None, adapted_because="")
                | Q(adapted_from__isnull=False) & ~Q(adapted_because=""),
            ),
            # Whatever is approved has its number, its signer and both days.
            models.CheckConstraint(
                name="sop_draft_approved_is_signed",
                condition=~Q(state__in=SIGNED)
                | (
                    ~Q(number="")
                    & ~Q(signer_title="")
                    & ~Q(signer_name="")
                    & Q(approved_on__isnull=False, effective_on__gte=F("approved_on"))
                ),
            ),
            models.CheckConstraint(
                name="sop_draft_published_has_version",
                condition=Q(state=DraftState.PUBLISHED, version__isnull=False)
                | ~Q(state=DraftState.PUBLISHED) & Q(version=None),
            ),
            models.UniqueConstraint(
                name="sop_draft_one_in_work", fields=["sop"], condition=Q(state__in=IN_WORK)
            ),
        ]

    def __str__(self) -> str:
        return self.document.identity.title or self.sop.service.name

    def get_absolute_url(self) -> str:
        """The page of the draft."""
        return reverse("sops:draft", kwargs={"pk": self.pk})

    @property
    def document(self) -> SopDocument:
        """The procedure as far as it is written; it may lack anything."""
        return read_draft(self.content)

    @property
    def is_in_work(self) -> bool:
        """Whether somebody is working on it."""
        return self.state in IN_WORK

    @property
    def is_handed_in(self) -> bool:
        """Whether it is being judged: its content was checked and does not change now."""
        return self.is_in_work and self.state != DraftState.DRAFT

    def changes(self) -> Difference:
        """What this draft would change in the version it is based on."""
        before = self.base.document if self.base else None
        return difference(before, self.document)

    def judges(self, *acts: Act) -> frozenset[int]:
        """Who did one of these acts since the draft was last handed in; two queries."""
        handed_in = self.moves.filter(act=Act.SUBMIT).aggregate(last=models.Max("pk"))["last"]
        since = self.moves.filter(act__in=acts, pk__gt=handed_in or 0)
        return frozenset(since.values_list("by_id", flat=True))


class DraftMove(models.Model):
    """Perjalanan rancangan: one act, by whom, when and why; never changed."""

    draft = models.ForeignKey(SopDraft, models.PROTECT, related_name="moves")
    act = models.CharField(_("tindakan"), max_length=10, choices=Act)
    before = models.CharField(_("dari"), max_length=10, choices=DraftState)
    after = models.CharField(_("menjadi"), max_length=10, choices=DraftState)
    reason = models.CharField(_("alasan"), max_length=500, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField(_("pada"))

    class Meta:
        ordering = ["draft", "at", "pk"]
        constraints = [
            models.CheckConstraint(name="draft_move_act_is_known", condition=Q(act__in=Act.values))
        ]

    def __str__(self) -> str:
        return f"{self.before} → {self.after}"


class DraftComment(models.Model):
    """Catatan peninjauan: about one row of the draft by its key, or about all of it."""

    draft = models.ForeignKey(SopDraft, models.PROTECT, related_name="comments")
    step_key = models.CharField(_("langkah"), max_length=60, blank=True)
    text = models.CharField(_("catatan"), max_length=1000)
    # The save of the draft it speaks of: the row may have changed since.
    revision = models.PositiveIntegerField(_("simpanan"))
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField(_("pada"))
    resolved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    resolved_at = models.DateTimeField(_("selesai pada"), null=True, blank=True)

    class Meta:
        ordering = ["draft", "at", "pk"]
        constraints = [
            models.CheckConstraint(name="draft_comment_says_something", condition=~Q(text="")),
            models.CheckConstraint(
                name="draft_comment_resolved_by_somebody",
                condition=Q(resolved_at=None, resolved_by=None)
                | Q(resolved_at__isnull=False, resolved_by__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return self.text

    @property
    def is_open(self) -> bool:
        """Whether nobody has answered it yet."""
        return self.resolved_at is None
