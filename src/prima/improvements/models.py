"""What an office does about what it found, and the day a report of the survey was issued."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Self

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from prima.improvements.rules import (
    LONGEST_ACTIVITY,
    LONGEST_EVIDENCE,
    OPEN,
    WITH_PLAN,
    ActionState,
    SourceKind,
)
from prima.kernel.actors import Actor
from prima.offices.public import Appointment, Office, StaffMember, acting_title
from prima.surveys.public import KEYS


class ImprovementActionQuerySet(models.QuerySet["ImprovementAction"]):
    """Improvements as people meet them."""

    def visible_to(self, actor: Actor) -> Self:
        """Those of the offices a person looks after, and those they own."""
        looked_after = actor.offices_with("see_workload")
        return self.filter(Q(office_id__in=looked_after) | Q(owner__user_id=actor.id))

    def open(self) -> Self:
        """Neither done nor dropped."""
        return self.filter(state__in=OPEN)

    def of_periods(self, ids: Iterable[int]) -> Self:
        """What closed periods of the survey led to, the weakest element first."""
        found = self.filter(source_kind=SourceKind.LOW_ELEMENT, source_id__in=list(ids))
        return found.order_by("baseline_permille", "pk")


class ImprovementAction(models.Model):
    """Tindakan perbaikan: what is done about one thing, by whom, by when, with what evidence."""

    office = models.ForeignKey("offices.Office", models.PROTECT, related_name="+")
    source_kind = models.CharField(_("asal"), max_length=12, choices=SourceKind)
    # The period of the survey; a plain number, since later sources have other tables.
    source_id = models.BigIntegerField(null=True)
    # Key of the element of the survey this is to raise; empty when it is about something else.
    element = models.CharField(_("unsur"), max_length=20, blank=True)
    # Mean of the element × 1,000 when it was proposed.
    baseline_permille = models.PositiveIntegerField(null=True)
    activity = models.CharField(_("kegiatan"), max_length=LONGEST_ACTIVITY, blank=True)
    owner = models.ForeignKey("offices.StaffMember", models.PROTECT, null=True, related_name="+")
    # The position they held when it was planned: papers name positions, not people.
    owner_title = models.CharField(_("jabatan"), max_length=150, blank=True)
    due_on = models.DateField(_("batas waktu"), null=True)
    state = models.CharField(_("keadaan"), max_length=10, choices=ActionState)
    reason = models.CharField(_("alasan"), max_length=LONGEST_ACTIVITY, blank=True)
    evidence = models.CharField(_("bukti"), max_length=LONGEST_EVIDENCE, blank=True)
    evidence_file = models.ForeignKey(
        "kernel.StoredFile", models.PROTECT, null=True, related_name="+"
    )
    proposed_on = models.DateField()
    completed_on = models.DateField(null=True)
    # Counts every change; a form that was drawn before another change is refused.
    version = models.PositiveIntegerField(default=1)

    objects = ImprovementActionQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="improvement_state_known", condition=Q(state__in=ActionState.values)
            ),
            models.CheckConstraint(
                name="improvement_source_known",
                condition=Q(source_kind=SourceKind.OWN, source_id=None)
                | Q(
                    source_kind__in=[SourceKind.LOW_ELEMENT, SourceKind.CLUSTER],
                    source_id__isnull=False,
                ),
            ),
            models.CheckConstraint(
                name="improvement_element_known", condition=Q(element__in=("", *KEYS))
            ),
            models.CheckConstraint(
                name="improvement_with_plan_has_owner",
                condition=~Q(state__in=WITH_PLAN)
                | Q(owner__isnull=False, due_on__isnull=False) & ~Q(activity=""),
            ),
            models.CheckConstraint(
                name="improvement_done_has_evidence",
                condition=Q(state=ActionState.DONE, completed_on__gte=F("proposed_on"))
                & ~Q(evidence="")
                | ~Q(state=ActionState.DONE) & Q(completed_on=None, evidence=""),
            ),
            models.CheckConstraint(
                name="improvement_dropped_has_reason",
                condition=~Q(state=ActionState.DROPPED) | ~Q(reason=""),
            ),
            models.UniqueConstraint(
                name="improvement_once_per_source",
                fields=["source_kind", "source_id", "element"],
                condition=Q(source_id__isnull=False),
            ),
        ]
        indexes = [
            models.Index(fields=["office", "state"], name="improvement_by_office"),
            models.Index(fields=["owner", "state"], name="improvement_by_owner"),
        ]

    def __str__(self) -> str:
        return self.activity or self.element

    def get_absolute_url(self) -> str:
        """Its page for those who may see it."""
        return reverse("improvements:action", args=[self.pk])

    @property
    def is_open(self) -> bool:
        return self.state in OPEN


def title_of(staff: StaffMember, office: Office, at: datetime) -> str:
    """The position under which somebody acts in an office; own ones before others."""
    held = Appointment.objects.now_in(office, at).filter(staff=staff).select_related("position")
    found = sorted(held, key=lambda one: (one.kind != "definitive", one.pk))
    return acting_title(found[0].kind, found[0].position.title) if found else gettext("Pegawai")


class ReportIssue(models.Model):
    """Penerbitan laporan survei: from this day on the speed of the follow-up is counted."""

    period = models.OneToOneField("surveys.SurveyPeriod", models.PROTECT, related_name="+")
    issued_on = models.DateField()
