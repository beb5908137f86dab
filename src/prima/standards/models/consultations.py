"""Public consultations: which groups came, what was said and answered, what was agreed."""

from __future__ import annotations

from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from prima.kernel.actors import Actor
from prima.kernel.crypto import EncryptedTextField
from prima.standards.core.consulting import Minutes, groups_on
from prima.standards.models.drafts import DRAFT_PERMISSIONS, StandardDraft
from prima.standards.models.services import Service
from prima.standards.rules import (
    PART_LABELS,
    AgreementOutcome,
    ConsultationTopic,
    InputResponse,
    ParticipantGroup,
    SignatorySide,
)

LONGEST_SAYING = 500


class PublicConsultationQuerySet(models.QuerySet["PublicConsultation"]):
    """Consultations by who may see them and whether their minutes stand."""

    def visible_to(self, actor: Actor) -> Self:
        """Consultations of the offices in which the actor writes or sets standards."""
        places = frozenset[int]().union(*(actor.offices_with(name) for name in DRAFT_PERMISSIONS))
        return self.filter(office_id__in=places)

    def closed(self) -> Self:
        """Consultations whose minutes are final; these everybody reads."""
        return self.filter(closed_at__isnull=False)


class PublicConsultation(models.Model):
    """Forum konsultasi publik: a meeting about drafts or services (PermenPANRB 16/2017).

    Of ordinary participants only group, institution and number are kept. Once the minutes are
    closed they stay as they were signed; only what became of an agreement is still written.
    """

    office = models.ForeignKey("offices.Office", models.PROTECT, related_name="consultations")
    topic = models.CharField(_("yang dibahas"), max_length=20, choices=ConsultationTopic)
    title = models.CharField(_("pokok bahasan"), max_length=250)
    held_on = models.DateField(_("tanggal"))
    place = models.CharField(_("tempat"), max_length=250)
    drafts = models.ManyToManyField(StandardDraft, related_name="consultations", blank=True)
    services = models.ManyToManyField(Service, related_name="consultations", blank=True)
    text = models.TextField(_("jalannya pertemuan"), blank=True)
    record_number = models.CharField(_("nomor berita acara"), max_length=120, blank=True)
    revision = models.PositiveIntegerField(default=1, editable=False)
    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField(_("dicatat pada"))
    closed_at = models.DateTimeField(_("berita acara ditutup pada"), null=True, blank=True)

    objects = PublicConsultationQuerySet.as_manager()

    class Meta:
        ordering = ["-held_on", "-pk"]
        constraints = [
            models.CheckConstraint(
                name="consultation_topic_is_known", condition=Q(topic__in=ConsultationTopic.values)
            ),
            models.CheckConstraint(
                name="consultation_closed_has_minutes",
                condition=Q(closed_at=None) | ~Q(text="") & ~Q(record_number=""),
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        """The page of staff about it."""
        return reverse("standards:consultation", kwargs={"pk": self.pk})

    @property
    def is_closed(self) -> bool:
        """Whether the minutes are final."""
        return self.closed_at is not None

    @property
    def minutes(self) -> Minutes:
        """What is written, for the checks."""
        return Minutes(
            held_on=self.held_on,
            has_text=bool(self.text),
            has_number=bool(self.record_number),
            present={row.group: row.present for row in self.attendances.all()},
            answers=tuple((row.response, row.reason) for row in self.inputs.all()),
            agreements=len(self.agreements.all()),
            sides=frozenset(row.side for row in self.signatories.all()),
        )

    def groups_present(self) -> int:
        """How many of the groups that count came; evaluators give one point for each."""
        present = self.minutes.present
        return sum(bool(present.get(group)) for group in groups_on(self.held_on))


class ConsultationAttendance(models.Model):
    """Kehadiran satu kelompok: how many were invited and came, and of which institutions."""

    consultation = models.ForeignKey(
        PublicConsultation, models.CASCADE, related_name="attendances"
    )
    group = models.CharField(_("kelompok"), max_length=20, choices=ParticipantGroup)
    invited = models.PositiveSmallIntegerField(_("diundang"))
    present = models.PositiveSmallIntegerField(_("hadir"))
    institutions = models.JSONField(_("lembaga"), default=list)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                name="consultation_group_once", fields=["consultation", "group"]
            ),
            models.CheckConstraint(
                name="consultation_group_is_known", condition=Q(group__in=ParticipantGroup.values)
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_group_display()}: {self.present}"


class ConsultationInput(models.Model):
    """Masukan dan jawabannya: what a group said of a component, and what the office answered."""

    consultation = models.ForeignKey(PublicConsultation, models.CASCADE, related_name="inputs")
    group = models.CharField(_("kelompok"), max_length=20, choices=ParticipantGroup)
    component = models.CharField(_("komponen"), max_length=30, blank=True)
    text = models.CharField(_("masukan"), max_length=LONGEST_SAYING)
    response = models.CharField(_("jawaban"), max_length=10, choices=InputResponse, blank=True)
    reason = models.CharField(_("penjelasan"), max_length=LONGEST_SAYING, blank=True)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(name="consultation_input_says", condition=~Q(text="")),
            models.CheckConstraint(
                name="consultation_response_is_known",
                condition=Q(response__in=["", *InputResponse.values]),
            ),
        ]

    def __str__(self) -> str:
        return self.text

    @property
    def component_label(self) -> str:
        """The name of the component, or nothing when it is about all of it."""
        return str(PART_LABELS.get(self.component, ""))


class ConsultationAgreement(models.Model):
    """Kesepakatan: what is to change, who does it by when, and what became of it."""

    consultation = models.ForeignKey(PublicConsultation, models.CASCADE, related_name="agreements")
    # The draft it is to change; without one it is about something else than a text.
    draft = models.ForeignKey(
        StandardDraft, models.PROTECT, null=True, blank=True, related_name="agreements"
    )
    component = models.CharField(_("komponen"), max_length=30, blank=True)
    text = models.CharField(_("kesepakatan"), max_length=LONGEST_SAYING)
    owner = models.CharField(_("penanggung jawab"), max_length=150)
    due_on = models.DateField(_("tenggat"))
    outcome = models.CharField(_("hasil"), max_length=15, choices=AgreementOutcome, blank=True)
    outcome_note = models.CharField(_("penjelasan"), max_length=LONGEST_SAYING, blank=True)
    settled_on = models.DateField(_("dicatat pada"), null=True, blank=True)

    class Meta:
        ordering = ["due_on", "pk"]
        constraints = [
            models.CheckConstraint(
                name="agreement_says_what_and_who", condition=~Q(text="") & ~Q(owner="")
            ),
            models.CheckConstraint(
                name="agreement_outcome_has_a_day",
                condition=Q(outcome="", settled_on=None)
                | Q(outcome=AgreementOutcome.DONE, settled_on__isnull=False)
                | Q(outcome=AgreementOutcome.NOT_FOLLOWED, settled_on__isnull=False)
                & ~Q(outcome_note=""),
            ),
        ]

    def __str__(self) -> str:
        return self.text

    @property
    def component_label(self) -> str:
        """The name of the component, or nothing when it is about all of it."""
        return str(PART_LABELS.get(self.component, ""))

    @property
    def is_open(self) -> bool:
        """Whether nothing came of it yet."""
        return not self.outcome


class ConsultationSignatory(models.Model):
    """Penanda tangan berita acara: who signs for the office, and who for the community."""

    consultation = models.ForeignKey(
        PublicConsultation, models.CASCADE, related_name="signatories"
    )
    side = models.CharField(_("mewakili"), max_length=10, choices=SignatorySide)
    name = EncryptedTextField(_("nama"))
    position = models.CharField(_("jabatan atau lembaga"), max_length=150)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                name="signatory_side_is_known", condition=Q(side__in=SignatorySide.values)
            )
        ]

    def __str__(self) -> str:
        return self.position
