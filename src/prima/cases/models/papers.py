"""Papers the standard asks for, and the files that came with them."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from prima.cases.rules import HERE, PaperForm, PaperState


class CasePaper(models.Model):
    """Persyaratan dalam berkas: one requirement of the standard, as this applicant met it."""

    case = models.ForeignKey("cases.Case", models.PROTECT, related_name="papers")
    requirement_key = models.CharField(max_length=80)
    # Frozen with the standard: whether it applies at all and whether the office must see it.
    is_mandatory = models.BooleanField(default=True)
    state = models.CharField(max_length=12, choices=PaperState, default=PaperState.MISSING)
    form = models.CharField(max_length=10, choices=PaperForm, blank=True, default="")
    checked_at = models.DateTimeField(null=True, blank=True)
    checked_by = models.ForeignKey(
        "accounts.User", models.PROTECT, null=True, blank=True, related_name="+"
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["case", "requirement_key"], name="case_paper_once_per_requirement"
            ),
            models.CheckConstraint(
                name="case_paper_state_known", condition=Q(state__in=list(PaperState))
            ),
            # Only what is here is an original or a copy.
            models.CheckConstraint(
                name="case_paper_here_has_form",
                condition=Q(state__in=sorted(HERE), form__in=list(PaperForm))
                | (~Q(state__in=sorted(HERE)) & Q(form="")),
            ),
            models.CheckConstraint(
                name="case_paper_checked_by_somebody",
                condition=Q(checked_at=None, checked_by=None)
                | Q(checked_at__isnull=False, checked_by__isnull=False, state__in=sorted(HERE)),
            ),
        ]

    def __str__(self) -> str:
        return self.requirement_key

    @property
    def is_here(self) -> bool:
        """Whether the office has it, on paper or as a file."""
        return PaperState(self.state) in HERE


class CaseFile(models.Model):
    """Lampiran: a file that belongs to a case and, mostly, to one of its papers."""

    case = models.ForeignKey("cases.Case", models.PROTECT, related_name="files")
    paper = models.ForeignKey(
        CasePaper, models.PROTECT, null=True, blank=True, related_name="files"
    )
    stored = models.OneToOneField("kernel.StoredFile", models.PROTECT, related_name="+")
    added_at = models.DateTimeField()
    # Nobody when the applicant sent it.
    added_by = models.ForeignKey(
        "accounts.User", models.PROTECT, null=True, blank=True, related_name="+"
    )
