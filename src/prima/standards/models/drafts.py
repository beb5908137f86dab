"""Standards that an office is writing, discussing and about to set."""

from __future__ import annotations

from typing import Any, Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from prima.kernel.actors import Actor
from prima.standards.core import drafting
from prima.standards.core.content import StandardContent
from prima.standards.models.services import Service, ServiceStandard
from prima.standards.rules import OPEN_DRAFT_STATES, StandardDraftState

# Whoever holds one of these in an office sees its drafts.
DRAFT_PERMISSIONS = ("write_standards", "set_standards")


class StandardDraftQuerySet(models.QuerySet["StandardDraft"]):
    """Drafts by who may see them and whether somebody still works on them."""

    def visible_to(self, actor: Actor) -> Self:
        """Drafts of the offices in which the actor writes or sets standards."""
        places = frozenset().union(*(actor.offices_with(name) for name in DRAFT_PERMISSIONS))
        return self.filter(office_id__in=places)

    def open(self) -> Self:
        """Drafts that are neither set nor dropped."""
        return self.filter(state__in=OPEN_DRAFT_STATES)


class StandardDraft(models.Model):
    """Rancangan standar pelayanan: what an office writes before it sets it by a decision.

    One at a time for a service in an office. Without a service it is for one the catalogue does
    not know yet, described in `service_data`; the service is made when the standard is set.
    """

    service = models.ForeignKey(
        Service, models.PROTECT, null=True, blank=True, related_name="drafts"
    )
    service_data = models.JSONField(gettext_lazy("keterangan layanan baru"), default=dict)
    office = models.ForeignKey("offices.Office", models.PROTECT, related_name="standard_drafts")
    base = models.ForeignKey(
        ServiceStandard, models.PROTECT, null=True, blank=True, related_name="drafts"
    )
    content_data = models.JSONField(gettext_lazy("isi"), default=dict)
    state = models.CharField(
        gettext_lazy("keadaan"),
        max_length=20,
        choices=StandardDraftState,
        default=StandardDraftState.DRAFT,
    )
    # Raised by every save. `saved_in` tells for each part the save that wrote it last, so that two
    # people who write different parts never stand in each other's way.
    revision = models.PositiveIntegerField(gettext_lazy("simpanan"), default=1)
    saved_in = models.JSONField(default=dict)
    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    # Everybody who ever saved a part: none of them sets it (four eyes).
    writers = models.ManyToManyField(settings.AUTH_USER_MODEL, related_name="+")
    saved_at = models.DateTimeField(gettext_lazy("disimpan pada"))
    started_at = models.DateTimeField(gettext_lazy("dimulai pada"))
    ended_at = models.DateTimeField(gettext_lazy("selesai pada"), null=True, blank=True)
    dropped_because = models.CharField(
        gettext_lazy("alasan pembatalan"), max_length=500, blank=True
    )
    # Which consultation spoke of it, or why none did (UU 25/2009 article 20).
    consultation_note = models.CharField(
        gettext_lazy("konsultasi publik"), max_length=500, blank=True
    )
    standard = models.OneToOneField(
        ServiceStandard, models.PROTECT, null=True, blank=True, related_name="draft"
    )

    objects = StandardDraftQuerySet.as_manager()

    class Meta:
        ordering = ["-saved_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                name="standard_draft_state_is_known",
                condition=Q(state__in=StandardDraftState.values),
            ),
            models.UniqueConstraint(
                name="standard_draft_one_at_a_time",
                fields=["service", "office"],
                condition=Q(state__in=OPEN_DRAFT_STATES),
            ),
            # What is set has its standard, what is dropped its reason, and both an end.
            models.CheckConstraint(
                name="standard_draft_end_fits_state",
                condition=Q(
                    state__in=OPEN_DRAFT_STATES, ended_at=None, standard=None, dropped_because=""
                )
                | Q(state=StandardDraftState.SET, ended_at__isnull=False, standard__isnull=False)
                | (
                    Q(state=StandardDraftState.DROPPED, ended_at__isnull=False, standard=None)
                    & ~Q(dropped_because="")
                ),
            ),
            models.CheckConstraint(
                name="standard_draft_ends_after_it_began",
                condition=Q(ended_at=None) | Q(ended_at__gte=F("started_at")),
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        """The page of the draft."""
        return reverse("standards:draft", kwargs={"pk": self.pk})

    @property
    def title(self) -> str:
        """The name of the service, also of one that has none yet."""
        if self.service is not None:
            return self.service.name
        return str(self.service_data.get("name") or _("Layanan baru"))

    @property
    def is_open(self) -> bool:
        """Whether somebody still works on it."""
        return self.state in OPEN_DRAFT_STATES

    @property
    def can_be_written(self) -> bool:
        """Whether its text may change: not while the public discusses it."""
        return self.state == StandardDraftState.DRAFT

    @property
    def content(self) -> StandardContent:
        """The components as far as they are written."""
        return drafting.so_far(self.content_data)

    @property
    def findings(self) -> tuple[drafting.Finding, ...]:
        """What is to be mended before it may be set."""
        return drafting.findings(self.content_data)

    def changed_since(self, revision: int, part: str) -> bool:
        """Whether this part was saved after the save that somebody has before them."""
        last: Any = self.saved_in.get(part, 0)
        return int(last) > revision
