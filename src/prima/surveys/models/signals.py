"""What was counted about how answers came in, and the signals of closed periods."""

from datetime import date
from typing import Final, Self

from django.db import models
from django.db.models import F, Q, Sum
from django.utils.translation import gettext_lazy as _

from prima.surveys.core.signals import COUNTED, Kind
from prima.surveys.rules import Window

# An entry in the journal of the office above: a free service is said to cost something.
FEE_SAID: Final = "survey.fee_said"


class TraceCountQuerySet(models.QuerySet["TraceCount"]):
    """Counts of an office and period."""

    def added_up(self, office_id: int, window: Window) -> dict[str, int]:
        """By mark how many answers showed it; one query."""
        months = (window.starts_on, window.ends_on)
        return self.filter(office_id=office_id, month__range=months)._by_mark()

    def before(self, office_id: int, since: date, until: date) -> dict[str, int]:
        """The same of the months from a day on to another one, which is left out; one query."""
        months = self.filter(office_id=office_id, month__gte=since, month__lt=until)
        return months._by_mark()

    def _by_mark(self) -> dict[str, int]:
        found = self.values_list("mark").annotate(answers=Sum("count"))
        return dict(found.order_by())


class TraceCount(models.Model):
    """Hitungan jejak: how many answers of an office and month showed one mark.

    All that stays of the traces in sealed ballots; mark by mark, and apart from the answers.
    """

    office = models.ForeignKey("offices.Office", models.PROTECT, related_name="+")
    month = models.DateField()
    mark = models.CharField(max_length=12)
    count = models.PositiveIntegerField(default=0)

    objects = TraceCountQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(name="trace_count_once", fields=["office", "month", "mark"]),
            models.CheckConstraint(name="trace_count_month", condition=Q(month__day=1)),
            models.CheckConstraint(name="trace_count_mark_known", condition=Q(mark__in=COUNTED)),
        ]


class OfficeNetworkQuerySet(models.QuerySet["OfficeNetwork"]):
    """Networks that still count."""

    def places(self, office_id: int, since: date) -> frozenset[str]:
        """The keyed hashes of an office's networks that were used since a day; one query."""
        seen = self.filter(office_id=office_id, seen_on__gte=since)
        return frozenset(seen.values_list("place", flat=True))


class OfficeNetwork(models.Model):
    """Jaringan kantor: a network from which staff of an office logged in, as a keyed hash.

    Not who and not when of the day; the hash is made under the office, so networks of two offices
    cannot be compared.
    """

    office = models.ForeignKey("offices.Office", models.PROTECT, related_name="+")
    place = models.CharField(max_length=64)
    seen_on = models.DateField()

    objects = OfficeNetworkQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(name="office_network_once", fields=["office", "place"])
        ]


class SignalKind(models.TextChoices):
    """What looked odd, in the words of the page."""

    FAST = Kind.FAST.value, _("Diisi terlalu cepat")
    STRAIGHT = Kind.STRAIGHT.value, _("Sembilan jawaban sama semua")
    SHARED = Kind.SHARED.value, _("Satu perangkat, beberapa jawaban")
    FROM_OFFICE = Kind.FROM_OFFICE.value, _("Dikirim dari jaringan kantor")
    BURST = Kind.BURST.value, _("Nilai tertinggi berkerumun setelah nilai buruk")
    UNINVITED = Kind.UNINVITED.value, _("Berkas seorang petugas jarang masuk undian")
    SAME_DAY = Kind.SAME_DAY.value, _("Hampir semua dijawab pada hari selesai")
    MARKED = Kind.MARKED.value, _("Beberapa tanda pada lembar yang sama")
    AT_DESK = Kind.AT_DESK.value, _("Seperti diisi di meja petugas")
    LASTING = Kind.LASTING.value, _("Seperti diisi di meja petugas, sedikit tetapi terus")
    COST = Kind.COST.value, _("Layanan gratis dinilai tidak gratis")
    UNDRAWN = Kind.UNDRAWN.value, _("Berkas selesai tanpa undian")
    MISSING = Kind.MISSING.value, _("Jawaban yang tercatat tidak ada lagi")


class SurveySignalQuerySet(models.QuerySet["SurveySignal"]):
    """Signals as somebody may see them."""

    def visible_in(
        self, own: frozenset[int], above: frozenset[int], guarded: frozenset[int]
    ) -> Self:
        """Signals of offices looked at from above, and of one's own but that of the cost.

        Who takes money may sit in the office itself: that one is for the office above, and for
        whoever guards its gifts without leading it.
        """
        from_above = Q(office__parent_id__in=above)
        in_own = Q(office_id__in=own) & ~Q(kind=SignalKind.COST)
        of_money = Q(office_id__in=guarded, kind=SignalKind.COST)
        return self.filter(from_above | in_own | of_money)


class SurveySignal(models.Model):
    """Sinyal survei: so many of so many in a closed period, more than chance explains.

    A question, not a proof; it names an office and never a person or an answer. Append-only.
    """

    period = models.ForeignKey("surveys.SurveyPeriod", models.PROTECT, related_name="signals")
    office = models.ForeignKey("offices.Office", models.PROTECT, related_name="+")
    kind = models.CharField(max_length=12, choices=SignalKind)
    count = models.PositiveIntegerField()
    base = models.PositiveIntegerField()
    noted_on = models.DateField()

    objects = SurveySignalQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(name="survey_signal_once", fields=["period", "kind"]),
            models.CheckConstraint(
                name="survey_signal_kind_known", condition=Q(kind__in=SignalKind.values)
            ),
            models.CheckConstraint(
                name="survey_signal_adds_up", condition=Q(count__gte=1, count__lte=F("base"))
            ),
        ]
