"""What somebody brought, and where it stands."""

from __future__ import annotations

from typing import Self

from django.db import models
from django.db.models import F, Q

from prima.complaints.rules import (
    ON_DESK,
    OPEN,
    Channel,
    Closure,
    ComplaintStatus,
    Finding,
    Gravity,
    Identity,
    Kind,
    Maladministration,
    PromisePart,
)
from prima.kernel.actors import Actor
from prima.kernel.crypto import EncryptedTextField


class ComplaintQuerySet(models.QuerySet["Complaint"]):
    """Complaints as those who handle them meet them."""

    def visible_to(self, actor: Actor) -> Self:
        """Those in the hands of an office of theirs, and none that names themselves."""
        mine = self.filter(handling_office_id__in=actor.offices_with("handle_complaints"))
        named = ReportedStaff.objects.filter(staff__user=actor.id or 0).values("complaint_id")
        return mine.exclude(pk__in=named)

    def open(self) -> Self:
        """Not over."""
        return self.filter(status__in=OPEN)


class Complaint(models.Model):
    """Laporan masyarakat: a complaint, wish, question or word of praise about one office.

    Who spoke stands in `Reporter`, never here. `office` is the one it is about; `handling_office`
    the one in whose hands it is: the office above where somebody of the office is named.
    """

    number = models.CharField(max_length=24, unique=True)
    # Argon2id of the five words; the words themselves are never stored.
    secret_hash = models.CharField(max_length=200)
    kind = models.CharField(max_length=12, choices=Kind)
    identity = models.CharField(max_length=8, choices=Identity)
    channel = models.CharField(max_length=8, choices=Channel)
    office = models.ForeignKey("offices.Office", models.PROTECT, related_name="+")
    handling_office = models.ForeignKey("offices.Office", models.PROTECT, related_name="+")
    service = models.ForeignKey("standards.Service", models.PROTECT, null=True, related_name="+")
    promise_part = models.CharField(max_length=12, choices=PromisePart, blank=True, default="")
    gravity = models.CharField(max_length=12, choices=Gravity, blank=True, default="")
    # The row of the SOP where it went wrong, by the key it keeps through all versions.
    sop_step = models.CharField(max_length=60, blank=True, default="")
    # The Ombudsman's class, where the officer names one.
    maladministration = models.CharField(
        max_length=14, choices=Maladministration, blank=True, default=""
    )
    story = EncryptedTextField()
    wish = EncryptedTextField(blank=True, default="")
    place = EncryptedTextField(blank=True, default="")
    event_on = models.DateField(null=True)
    status = models.CharField(
        max_length=10, choices=ComplaintStatus, default=ComplaintStatus.RECEIVED
    )
    # Where it goes on once the person who spoke has given what was asked.
    resumes_as = models.CharField(max_length=10, choices=ComplaintStatus, blank=True, default="")
    closure = models.CharField(max_length=12, choices=Closure, blank=True, default="")
    finding = models.CharField(max_length=10, choices=Finding, blank=True, default="")
    received_at = models.DateTimeField()
    # The date of the first closing stays when it is opened again.
    closed_at = models.DateTimeField(null=True)
    reopenings = models.PositiveSmallIntegerField(default=0)
    forwards = models.PositiveSmallIntegerField(default=0)
    typed_by = models.ForeignKey("accounts.User", models.PROTECT, null=True, related_name="+")
    assigned_to = models.ForeignKey(
        "offices.StaffMember", models.PROTECT, null=True, related_name="+"
    )
    # The earliest date the office has not met yet; lists are in this order.
    due_at = models.DateTimeField(null=True)
    # When who spoke and all words were forgotten.
    erased_at = models.DateTimeField(null=True)
    # Counts every change; a form that was drawn before another change is refused.
    version = models.PositiveIntegerField(default=1)

    objects = ComplaintQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(name="complaint_kind_known", condition=Q(kind__in=Kind.values)),
            models.CheckConstraint(
                name="complaint_identity_known", condition=Q(identity__in=Identity.values)
            ),
            models.CheckConstraint(
                name="complaint_channel_known", condition=Q(channel__in=Channel.values)
            ),
            models.CheckConstraint(
                name="complaint_status_known", condition=Q(status__in=ComplaintStatus.values)
            ),
            models.CheckConstraint(
                name="complaint_waiting_goes_on_somewhere",
                condition=Q(status=ComplaintStatus.WAITING, resumes_as__in=sorted(ON_DESK))
                | ~Q(status=ComplaintStatus.WAITING) & Q(resumes_as=""),
            ),
            models.CheckConstraint(
                name="complaint_closed_says_how",
                condition=Q(
                    status=ComplaintStatus.CLOSED,
                    closure__in=Closure.values,
                    closed_at__isnull=False,
                    closed_at__gte=F("received_at"),
                )
                | ~Q(status=ComplaintStatus.CLOSED) & Q(closure=""),
            ),
            models.CheckConstraint(
                name="complaint_answered_has_finding",
                condition=~Q(status__in=[ComplaintStatus.ANSWERED])
                | Q(finding__in=Finding.values),
            ),
            models.CheckConstraint(
                name="complaint_handled_has_gravity",
                condition=~Q(status__in=[ComplaintStatus.HANDLING, ComplaintStatus.ANSWERED])
                | Q(gravity__in=Gravity.values),
            ),
        ]
        indexes = [
            models.Index(
                fields=["handling_office", "due_at"],
                name="complaint_open_by_office",
                condition=Q(status__in=sorted(OPEN)),
            ),
            models.Index(
                fields=["handling_office", "-received_at"], name="complaint_newest_by_office"
            ),
            models.Index(fields=["office", "service", "received_at"], name="complaint_by_service"),
            # Counting what is over in an office reads the index alone.
            models.Index(
                fields=["handling_office", "status"],
                name="complaint_counted_by_status",
                include=["id"],
            ),
            models.Index(
                fields=["handling_office", "-received_at"],
                name="complaint_contested",
                condition=Q(closure=Closure.CONTESTED),
            ),
        ]

    def __str__(self) -> str:
        return self.number

    @property
    def state(self) -> ComplaintStatus:
        """The status as a value of the table of moves."""
        return ComplaintStatus(self.status)

    @property
    def is_open(self) -> bool:
        """Whether it is not over."""
        return self.state in OPEN


class ComplaintFile(models.Model):
    """Lampiran laporan: a file somebody gave; always downloaded, never shown in our pages."""

    complaint = models.ForeignKey(Complaint, models.PROTECT, related_name="files")
    stored = models.ForeignKey("kernel.StoredFile", models.PROTECT, related_name="+")


class ReportedStaff(models.Model):
    """Pegawai yang dilaporkan: they never see the complaint, whatever their role."""

    complaint = models.ForeignKey(Complaint, models.PROTECT, related_name="reported")
    staff = models.ForeignKey("offices.StaffMember", models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["complaint", "staff"], name="complaint_names_once"),
        ]
