"""Forms M and E: how a procedure is followed, and whether it is still good."""

from __future__ import annotations

from typing import Self

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from prima.cases.core.assessing import Answer, read_answers
from prima.cases.rules import AssessmentKind, Conclusion, evaluation_form
from prima.kernel.actors import Actor


class SopAssessmentQuerySet(models.QuerySet["SopAssessment"]):
    """Questions about forms."""

    def visible_to(self, actor: Actor) -> Self:
        """Forms of the offices whose work this person oversees."""
        return self.filter(office_id__in=actor.offices_with("see_workload"))

    def settled(self) -> Self:
        """Forms that are signed and can never change."""
        return self.filter(set_at__isnull=False)


class SopAssessment(models.Model):
    """Penilaian SOP: one form M (monitoring) or E (evaluation) of one version, in one office.

    A draft until somebody sets it; then the figures it was judged by are kept with it, and the
    database refuses every change.
    """

    kind = models.CharField(_("formulir"), max_length=10, choices=AssessmentKind)
    office = models.ForeignKey("offices.Office", models.PROTECT, related_name="+")
    version = models.ForeignKey("sops.SopVersion", models.PROTECT, related_name="+")
    first_day = models.DateField(_("dari tanggal"))
    last_day = models.DateField(_("sampai tanggal"))
    answers = models.JSONField(_("isian"), default=dict, blank=True)
    # What really happened in the span, as it was when the form was set.
    figures = models.JSONField(_("kenyataan"), default=dict, blank=True)
    conclusion = models.CharField(
        _("kesimpulan"), max_length=10, choices=Conclusion, blank=True, default=""
    )
    conclusion_note = models.CharField(
        _("alasan kesimpulan"), max_length=500, blank=True, default=""
    )
    # Raised by every save: who saves an older one is told, and nothing is overwritten.
    revision = models.PositiveIntegerField(default=1)
    created_by = models.ForeignKey("accounts.User", models.PROTECT, related_name="+")
    created_at = models.DateTimeField()
    saved_by = models.ForeignKey(
        "accounts.User", models.PROTECT, null=True, blank=True, related_name="+"
    )
    set_by = models.ForeignKey(
        "accounts.User", models.PROTECT, null=True, blank=True, related_name="+"
    )
    set_at = models.DateTimeField(null=True, blank=True)
    signer_name = models.CharField(max_length=150, blank=True, default="")
    # The change that was planned because the evaluation asked for one.
    planned_draft = models.ForeignKey(
        "sops.SopDraft", models.PROTECT, null=True, blank=True, related_name="+"
    )

    objects = SopAssessmentQuerySet.as_manager()

    class Meta:
        ordering = ["-created_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                name="sop_assessment_span", condition=Q(last_day__gte=F("first_day"))
            ),
            models.CheckConstraint(name="sop_assessment_revision", condition=Q(revision__gte=1)),
            models.CheckConstraint(
                name="sop_assessment_is_signed",
                condition=Q(set_at=None, set_by=None, signer_name="")
                | Q(set_at__isnull=False, set_by__isnull=False) & ~Q(signer_name=""),
            ),
            # Only an evaluation concludes, and one that is set has done so with its reason.
            models.CheckConstraint(
                name="sop_assessment_concludes",
                condition=Q(kind=AssessmentKind.MONITORING, conclusion="")
                | Q(kind=AssessmentKind.EVALUATION, set_at=None)
                | Q(kind=AssessmentKind.EVALUATION, conclusion__in=Conclusion.values)
                & ~Q(conclusion_note=""),
            ),
            # Two people who begin the same form write in the same one.
            models.UniqueConstraint(
                name="sop_assessment_one_open",
                fields=["office", "version", "kind"],
                condition=Q(set_at=None),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.version}"

    def get_absolute_url(self) -> str:
        """The page of the form."""
        return reverse("cases:assessment", kwargs={"pk": self.pk})

    @property
    def is_set(self) -> bool:
        """Whether it is signed."""
        return self.set_at is not None

    @property
    def is_evaluation(self) -> bool:
        """Form E, not M."""
        return self.kind == AssessmentKind.EVALUATION

    @property
    def keys(self) -> list[str]:
        """What is judged, in order: the statements of form E, or the rows of the procedure."""
        if self.is_evaluation:
            return list(evaluation_form(self.first_day).statements)
        return [step.key for step in self.version.document.steps]

    @property
    def rows(self) -> dict[str, Answer]:
        """What was answered, by row of the procedure (M) or statement (E)."""
        return read_answers(self.answers)
