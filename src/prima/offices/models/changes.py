"""Proposed changes of the calendar, which a second person decides on."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from prima.offices.core.edits import Edit, from_data
from prima.offices.models.offices import Office
from prima.offices.rules import ChangeState


class CalendarChange(models.Model):
    """Usulan perubahan kalender: edits by one person that count once another one approves them.

    Without an office it changes the national days, which bind every office.
    """

    office = models.ForeignKey(
        Office, models.PROTECT, null=True, blank=True, related_name="calendar_changes"
    )
    content = models.JSONField(_("isi"))
    reason = models.CharField(_("dasar"), max_length=250)
    state = models.CharField(
        _("keadaan"), max_length=10, choices=ChangeState, default=ChangeState.PROPOSED
    )
    proposed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    proposed_at = models.DateTimeField(_("diusulkan pada"))
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    decided_at = models.DateTimeField(_("diputus pada"), null=True, blank=True)
    note = models.CharField(_("catatan"), max_length=250, blank=True, default="")

    class Meta:
        ordering = ["-proposed_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                name="calendar_change_state_is_known",
                condition=Q(state__in=ChangeState.values),
            ),
            models.CheckConstraint(
                name="calendar_change_decided_by_somebody",
                condition=Q(state=ChangeState.PROPOSED, decided_by=None, decided_at=None)
                | ~Q(state=ChangeState.PROPOSED)
                & Q(decided_by__isnull=False, decided_at__isnull=False),
            ),
            # Four eyes: nobody approves what they proposed.
            models.CheckConstraint(
                name="calendar_change_has_four_eyes",
                condition=~Q(state=ChangeState.APPROVED) | ~Q(decided_by=F("proposed_by")),
            ),
            models.CheckConstraint(name="calendar_change_has_a_reason", condition=~Q(reason="")),
        ]

    def __str__(self) -> str:
        return self.reason

    @property
    def edits(self) -> list[Edit]:
        """The edits as values."""
        return from_data(self.content)

    @property
    def is_open(self) -> bool:
        """Whether nobody has decided yet."""
        return self.state == ChangeState.PROPOSED
