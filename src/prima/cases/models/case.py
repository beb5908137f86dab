"""The case itself."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime, time, timedelta
from typing import Any, Self, get_args

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from prima.cases.core import CaseClock
from prima.cases.core.moving import Running
from prima.cases.models.work import WorkItem
from prima.cases.rules import (
    ENDED,
    ON_DESK,
    OPEN,
    CaseStatus,
    Channel,
    PromiseUnit,
    Proof,
    Relation,
)
from prima.kernel.actors import Actor
from prima.kernel.crypto import EncryptedTextField
from prima.kernel.personal_data import ERASED_MARK
from prima.sops.public import HANDED_OVER, PRODUCT_READY, Automaton, Transfer, transfer

ONE_DAY = timedelta(days=1)
BATCH = 1000
# What counting a promise anew reads of a case.
COUNTED = (
    "number",
    "office",
    "promise_amount",
    "promise_unit",
    "clock_started_at",
    "promised_at",
    "due_at",
    "due_provisional",
    "held_since",
)


class CaseQuerySet(models.QuerySet["Case"]):
    """Questions every reader of cases asks."""

    def visible_to(self, actor: Actor) -> Self:
        """Cases of the offices in which the actor holds a role that sees cases."""
        return self.filter(office_id__in=actor.offices_with("see_cases"))

    def open(self) -> Self:
        """Cases that are not over."""
        return self.filter(status__in=OPEN)

    def late(self, at: datetime) -> Self:
        """Cases whose clock runs and has passed the promise (a paused clock is not late)."""
        return self.filter(status__in=ON_DESK, due_at__lt=at, clock_stopped_at=None)

    def touched_by(self, office_id: int | None, first: date, last: date) -> Self:
        """Running cases whose promise can feel a change of the calendar between these dates.

        A clock that has stopped and a case that has ended never can: what was late stays late.
        """
        cases = self.open().filter(
            clock_stopped_at=None,
            due_at__gte=datetime.combine(first, time(), UTC) - ONE_DAY,
            clock_started_at__lte=datetime.combine(last, time(), UTC) + 2 * ONE_DAY,
        )
        return cases if office_id is None else cases.filter(office=office_id)

    def for_counting(self) -> Iterator[Case]:
        """One after the other, with what their clocks need; memory does not grow with them."""
        # Sealed columns stay sealed: opening them for thousands of cases costs more than counting.
        rows = self.prefetch_related("holds").only(*COUNTED)
        return rows.order_by("pk").iterator(chunk_size=BATCH)


class Case(models.Model):
    """Berkas permohonan: one request, by one applicant, under one version of standard and SOP."""

    # Not a column: False where the statement that read the row saw that no letter came back, so
    # that finishing a step need not ask; True means ask.
    mail_came_back = True

    number = models.CharField(max_length=24, unique=True)
    # Argon2id of the five words; the words themselves are never stored (ASVS 6.5.2).
    secret_hash = models.CharField(max_length=200)
    office = models.ForeignKey("offices.Office", models.PROTECT, related_name="+")
    service = models.ForeignKey("standards.Service", models.PROTECT, related_name="+")
    standard = models.ForeignKey("standards.ServiceStandard", models.PROTECT, related_name="+")
    sop_version = models.ForeignKey("sops.SopVersion", models.PROTECT, related_name="+")
    situations = ArrayField(models.CharField(max_length=80), default=list, blank=True)
    channel = models.CharField(max_length=10, choices=Channel)
    registered_by = models.ForeignKey(
        "accounts.User", models.PROTECT, null=True, blank=True, related_name="+"
    )

    applicant_name = models.CharField(_("nama pemohon"), max_length=120)
    applicant_nik = EncryptedTextField(blank=True, default="")
    applicant_phone = EncryptedTextField(blank=True, default="")
    applicant_email = EncryptedTextField(blank=True, default="")
    applicant_address = EncryptedTextField(blank=True, default="")
    # Keyed hashes: the same person is found again without keeping the number readable.
    nik_index = models.CharField(max_length=64, blank=True, default="")
    phone_index = models.CharField(max_length=64, blank=True, default="")
    # The member of staff who applies for themselves: they may not work on this case.
    applicant_staff_id = models.BigIntegerField(null=True, blank=True)

    status = models.CharField(max_length=12, choices=CaseStatus, default=CaseStatus.RECEIVED)
    received_at = models.DateTimeField()
    # The promise of the standard, copied so that no step of the work reads the whole standard.
    promise_amount = models.PositiveIntegerField()
    promise_unit = models.CharField(max_length=16)
    clock_start_event = models.CharField(max_length=120)
    clock_stop_event = models.CharField(max_length=120)
    clock_started_at = models.DateTimeField(null=True, blank=True)
    clock_stopped_at = models.DateTimeField(null=True, blank=True)
    # The first promise is kept for ever; a hold moves only the promise in force.
    promised_at = models.DateTimeField(null=True, blank=True)
    due_at = models.DateTimeField(null=True, blank=True)
    due_provisional = models.BooleanField(default=False)
    promised_minutes = models.PositiveIntegerField(null=True, blank=True)
    working_minutes_used = models.PositiveIntegerField(null=True, blank=True)
    # Set while the clock stands still, so that lists need no join to know it.
    held_since = models.DateTimeField(null=True, blank=True)
    held_minutes = models.PositiveIntegerField(default=0)
    # What a late applicant was told; it never moves the promise.
    expected_at = models.DateTimeField(null=True, blank=True)
    delay_reason = models.TextField(blank=True, default="")

    product_number = models.CharField(max_length=80, blank=True, default="")
    product_ready_at = models.DateTimeField(null=True, blank=True)
    handed_over_at = models.DateTimeField(null=True, blank=True)
    handed_over_to = models.CharField(max_length=120, blank=True, default="")
    handed_over_relation = models.CharField(
        max_length=10, choices=Relation, blank=True, default=""
    )
    handed_over_proof = models.CharField(max_length=10, choices=Proof, blank=True, default="")
    handed_over_by = models.ForeignKey(
        "accounts.User", models.PROTECT, null=True, blank=True, related_name="+"
    )

    ended_at = models.DateTimeField(null=True, blank=True)
    outcome_reason = models.TextField(blank=True, default="")
    outcome_basis = models.TextField(blank=True, default="")

    # What the applicant asked of their data (UU 27/2022): no more notices (art. 40), work and
    # access only by exception (art. 41), and that nothing of them is left (art. 43).
    notices_stopped_at = models.DateTimeField(null=True, blank=True)
    restricted_at = models.DateTimeField(null=True, blank=True)
    erased_at = models.DateTimeField(null=True, blank=True)

    objects = CaseQuerySet.as_manager()

    class Meta:
        # A comparison with nothing is neither true nor false, and a check lets that pass: so every
        # column that must be filled says it beside its comparison.
        constraints = [
            models.CheckConstraint(
                name="case_channel_says_who_registered",
                condition=Q(channel=Channel.ONLINE, registered_by=None)
                | Q(channel=Channel.COUNTER, registered_by__isnull=False),
            ),
            models.CheckConstraint(
                name="case_promise_unit_known",
                condition=Q(promise_unit__in=get_args(PromiseUnit)),
            ),
            models.CheckConstraint(
                name="case_applicant_has_name", condition=~Q(applicant_name="")
            ),
            # An ended case has an end, an open one has none.
            models.CheckConstraint(
                name="case_ended_has_time",
                condition=Q(status__in=sorted(OPEN), ended_at=None)
                | Q(
                    status__in=sorted(ENDED),
                    ended_at__isnull=False,
                    ended_at__gte=F("received_at"),
                ),
            ),
            # Waiting and a standing clock are the same thing.
            models.CheckConstraint(
                name="case_waiting_is_held",
                condition=Q(status=CaseStatus.WAITING, held_since__isnull=False)
                | (~Q(status=CaseStatus.WAITING) & Q(held_since=None)),
            ),
            models.CheckConstraint(
                name="case_running_clock_has_promise",
                condition=Q(
                    clock_started_at=None,
                    promised_at=None,
                    due_at=None,
                    promised_minutes=None,
                    clock_stopped_at=None,
                )
                | Q(
                    clock_started_at__isnull=False,
                    promised_at__isnull=False,
                    due_at__isnull=False,
                    promised_minutes__isnull=False,
                    clock_started_at__gte=F("received_at"),
                    promised_at__gte=F("clock_started_at"),
                    due_at__gte=F("promised_at"),
                ),
            ),
            models.CheckConstraint(
                name="case_stopped_clock_is_measured",
                condition=Q(clock_stopped_at=None, working_minutes_used=None)
                | Q(
                    clock_stopped_at__isnull=False,
                    clock_stopped_at__gte=F("clock_started_at"),
                    working_minutes_used__isnull=False,
                ),
            ),
            # Nobody's clock runs on after the end.
            models.CheckConstraint(
                name="case_ended_clock_stopped",
                condition=Q(ended_at=None)
                | Q(clock_started_at=None)
                | Q(clock_stopped_at__isnull=False),
            ),
            # The number may be known before the product is ready, never after.
            models.CheckConstraint(
                name="case_ready_product_has_number",
                condition=Q(product_ready_at=None) | ~Q(product_number=""),
            ),
            models.CheckConstraint(
                name="case_completed_has_product",
                condition=~Q(status=CaseStatus.COMPLETED) | Q(product_ready_at__isnull=False),
            ),
            # A refusal names its reason and its legal basis (UU 30/2014 art. 39 and 52).
            models.CheckConstraint(
                name="case_refusal_is_explained",
                condition=~Q(status=CaseStatus.REFUSED)
                | (~Q(outcome_reason="") & ~Q(outcome_basis="")),
            ),
            models.CheckConstraint(
                name="case_hand_over_is_proven",
                condition=Q(
                    handed_over_at=None,
                    handed_over_to="",
                    handed_over_relation="",
                    handed_over_proof="",
                    handed_over_by=None,
                )
                | (
                    Q(
                        handed_over_at__isnull=False,
                        product_ready_at__isnull=False,
                        handed_over_at__gte=F("product_ready_at"),
                        handed_over_relation__in=list(Relation),
                        handed_over_proof__in=list(Proof),
                        handed_over_by__isnull=False,
                    )
                    & ~Q(handed_over_to="")
                ),
            ),
            # Nothing of the person is left in columns that could be searched or opened.
            models.CheckConstraint(
                name="case_erased_is_empty",
                condition=Q(erased_at=None)
                | Q(
                    ended_at__isnull=False,
                    applicant_name=ERASED_MARK,
                    nik_index="",
                    phone_index="",
                    applicant_staff_id=None,
                ),
            ),
            models.CheckConstraint(
                name="case_delay_is_explained",
                condition=Q(expected_at=None, delay_reason="")
                | (Q(expected_at__isnull=False) & ~Q(delay_reason="")),
            ),
        ]
        indexes = [
            # Queues look at open cases only: a few hundred rows beside 100,000 old ones.
            models.Index(
                fields=["office", "due_at"],
                name="case_open_by_office",
                condition=Q(status__in=sorted(OPEN)),
            ),
            models.Index(
                fields=["due_at"],
                name="case_running_by_due",
                condition=Q(status__in=sorted(ON_DESK)),
            ),
            models.Index(fields=["office", "-received_at"], name="case_newest_by_office"),
            models.Index(
                fields=["office", "clock_stopped_at", "service"], name="case_measured_by_office"
            ),
            models.Index(fields=["nik_index"], name="case_by_nik", condition=~Q(nik_index="")),
            models.Index(
                fields=["phone_index"], name="case_by_phone", condition=~Q(phone_index="")
            ),
        ]

    def __str__(self) -> str:
        return self.number

    @property
    def state(self) -> CaseStatus:
        """The status as a value of the table of moves."""
        return CaseStatus(self.status)

    @property
    def is_open(self) -> bool:
        """Whether the case is not over."""
        return self.state in OPEN

    @property
    def facts(self) -> frozenset[str]:
        """The situations of the applicant, as the automaton of the SOP asks for them."""
        return frozenset(self.situations)

    @property
    def clock(self) -> CaseClock:
        """The stored facts that `core.deadline_of` reads."""
        return CaseClock(
            started_at=self.clock_started_at,
            stopped_at=self.clock_stopped_at,
            promised_at=self.promised_at,
            due_at=self.due_at,
            provisional=self.due_provisional,
            held_since=self.held_since,
        )

    @property
    def awaited(self) -> frozenset[str]:
        """Moments of the standard's clock that the case has not reached."""
        moments = (
            (self.clock_stop_event, self.clock_stopped_at),
            (PRODUCT_READY, self.product_ready_at),
            (HANDED_OVER, self.handed_over_at),
        )
        return frozenset(moment for moment, reached_at in moments if reached_at is None)

    def transfer_to(self, automaton: Automaton, items: Iterable[WorkItem]) -> Transfer:
        """Where this case would stand under another version; `items` as `walked` gives them."""
        items = list(items)
        return transfer(
            automaton,
            [item.past for item in items if not item.is_open],
            [item.step_key for item in items if item.is_open],
            self.facts,
            awaited=self.awaited,
        )

    def running(self, promise: Any, at: datetime) -> Running:
        """The facts `core.moving` reads of a running clock; no query when holds are at hand."""
        assert self.clock_started_at and self.promised_at and self.due_at  # noqa: S101, PT018
        began = self.clock_started_at
        return Running(
            started_at=began,
            promised_at=self.promised_at,
            due_at=self.due_at,
            provisional=self.due_provisional,
            promise=promise,
            holds=[
                (max(hold.started_at, began), hold.ended_at)
                for hold in self.holds.all()
                if hold.ended_at is not None and hold.ended_at > began
            ],
            read_at=self.held_since or at,
        )
