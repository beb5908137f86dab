"""The survey's method as dated data, the periods it is counted in, and small pure checks."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from fractions import Fraction
from typing import Final
from zoneinfo import ZoneInfo

from django.db.models import TextChoices
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from prima.kernel.errors import RuleBroken
from prima.surveys.core import profile as profiles
from prima.surveys.core.elements import KEYS, SCALE, ElementOrder
from prima.surveys.core.quota import Band, band_of


class Channel(TextChoices):
    """How an answer reached us."""

    LINK = "link", gettext_lazy("Tautan undangan")
    PHONE = "phone", gettext_lazy("Telepon oleh surveyor")
    HALL = "hall", gettext_lazy("Tatap muka dengan surveyor")
    TABLET = "tablet", gettext_lazy("Tablet di loket")
    PAPER = "paper", gettext_lazy("Lembar kertas")


# What an interviewer may say of the way; the others are known from how the answer came in.
INTERVIEWS: Final = (Channel.PHONE, Channel.HALL)


class TimeBand(TextChoices):
    """When on the day a service ended."""

    MORNING = Band.MORNING.value, gettext_lazy("08.00–12.00")
    AFTERNOON = Band.AFTERNOON.value, gettext_lazy("13.00–17.00")
    OTHER = Band.OTHER.value, gettext_lazy("Di luar jam itu")


class NoAnswer(TextChoices):
    """Why somebody who was to be asked gave no answer; only counted, never kept with a name."""

    NOT_REACHED = "not_reached", gettext_lazy("Tidak terhubung")
    REFUSED = "refused", gettext_lazy("Tidak bersedia")
    WRONG_NUMBER = "wrong_number", gettext_lazy("Nomor salah")


class PeriodLength(TextChoices):
    """How long an office gathers answers before it publishes them."""

    MONTH = "month", gettext_lazy("Bulanan")
    QUARTER = "quarter", gettext_lazy("Triwulanan")


class Order(TextChoices):
    """In which of the regulation's two orders the questions are asked."""

    LIST = ElementOrder.LIST.value, gettext_lazy("Pengaduan kedelapan, sarana kesembilan")
    QUESTIONNAIRE = (
        ElementOrder.QUESTIONNAIRE.value,
        gettext_lazy("Sarana kedelapan, pengaduan kesembilan"),
    )


@dataclass(frozen=True, slots=True)
class Method:
    """How the survey is held from a date on; `source_checked` is false for what we set ourselves.

    The regulation gives elements, weight, categories and sampling table. Thresholds of
    publication, life of a link and expected response are choices of ours, on the careful side.
    """

    rule: str
    valid_from: date
    source_checked: bool
    least_answers: int
    least_days: int
    link_days: int
    expected_response: Fraction
    period_length: PeriodLength
    order: Order


# Newest first. PermenPANRB 14/2017 art. 1: at least once a year; monthly is allowed and shows
# sooner what to mend.
METHODS: Final = (
    Method(
        rule="PermenPANRB 14/2017",
        valid_from=date(2017, 5, 12),
        source_checked=False,
        least_answers=10,
        least_days=30,
        link_days=14,
        expected_response=Fraction(1, 2),
        period_length=PeriodLength.MONTH,
        order=Order.LIST,
    ),
)

LONGEST_COMMENT: Final = 1000
SHORTEST_REASON: Final = 20
LONGEST_BASIS: Final = 200
# Whoever has not answered a link after so many days may be asked by a surveyor.
DAYS_BEFORE_ASKING: Final = 3
# Names a surveyor holds at a time, and how often one person is called.
LONGEST_LIST: Final = 10
MOST_CALLS: Final = 3
# A tablet waits so long for the person before it, and counts a visit as just ended for so long.
TABLET_WAIT: Final = timedelta(minutes=2)
VISIT_JUST_ENDED: Final = timedelta(minutes=10)
LONGEST_NAME: Final = 100
# Fewer answers than this are not moved out of the ballot box while more may come.
SMALLEST_BATCH: Final = 5
# How long an answer can be changed by its owner, who alone holds the key to it.
CHANGE_HOURS: Final = 24
# More changes than this are no change of mind.
MOST_VERSIONS: Final = 10
_QUARTER_STARTS: Final = (1, 4, 7, 10)
_DECEMBER: Final = 12


@dataclass(frozen=True, slots=True, order=True)
class Window:
    """Periode: whole months, both days included."""

    starts_on: date
    ends_on: date

    @property
    def days(self) -> int:
        return (self.ends_on - self.starts_on).days + 1

    @property
    def key(self) -> str:
        """The period in an address; January and the first quarter begin on the same day."""
        return f"{self.starts_on}.{self.ends_on}"

    @property
    def name(self) -> str:
        """ "Oktober 2026", "Februari–Maret 2026": a period never crosses a year."""
        last = date_format(self.ends_on, "F Y")
        if self.starts_on.month == self.ends_on.month:
            return last
        return f"{date_format(self.starts_on, 'F')}–{last}"


def method_on(day: date) -> Method:
    """The method in force; before the first one that one, since old sheets are counted by it."""
    for method in METHODS:
        if method.valid_from <= day:
            return method
    return METHODS[-1]


def length_on(day: date, lengths: Mapping[date, PeriodLength]) -> PeriodLength:
    """The length an office set for this day (start of validity: length), else the method's."""
    starts = [start for start in lengths if start <= day]
    return lengths[max(starts)] if starts else method_on(day).period_length


def local_day(at: datetime, time_zone: str) -> date:
    """The date on the calendar of an office."""
    return at.astimezone(ZoneInfo(time_zone)).date()


def local_band(at: datetime, time_zone: str) -> TimeBand:
    """The time band on the clock of an office."""
    return TimeBand(band_of(at.astimezone(ZoneInfo(time_zone)).hour))


def chain_of(office_id: int) -> str:
    """The journal chain of an office."""
    return f"office:{office_id}"


def levy_chain(office_id: int, above_id: int | None) -> str:
    """Where a suspected levy is entered: with the office above, else in a chain of its own."""
    return chain_of(above_id) if above_id is not None else f"levy:{office_id}"


def window_of(day: date, length: PeriodLength) -> Window:
    """The period a day belongs to.

    Periods never overlap, also when an office changes from one length to the other at the start
    of a quarter: two overlapping figures could be subtracted from each other. February has fewer
    than 30 days and is counted together with March.
    """
    first, last = _months(day.month, length)
    return Window(date(day.year, first, 1), _month_end(day.year, last))


def _months(month: int, length: PeriodLength) -> tuple[int, int]:
    if length is PeriodLength.QUARTER:
        first = _QUARTER_STARTS[(month - 1) // 3]
        return first, first + 2
    return (2, 3) if month in {2, 3} else (month, month)


def _month_end(year: int, month: int) -> date:
    after = date(year + 1, 1, 1) if month == _DECEMBER else date(year, month + 1, 1)
    return after - timedelta(days=1)


def closes_on(window: Window) -> date:
    """The first day on which no link of the period opens and no answer can be changed any more."""
    return window.ends_on + timedelta(days=method_on(window.ends_on).link_days + 2)


def settled_before(today: date) -> date:
    """Answers given before this day are older than a day at any hour of today.

    Whole days, because a ballot holds no moment: one could be matched with the log of a server.
    """
    return today - timedelta(days=CHANGE_HOURS // 24)


def is_enough(window: Window, respondents: int) -> bool:
    """Whether a closed period may be shown: below this, single people could be recognised."""
    method = method_on(window.ends_on)
    return respondents >= method.least_answers and window.days >= method.least_days


def check_answers(answers: Mapping[str, int]) -> None:
    """All nine elements, each 1 to 4; a form that says otherwise was not ours."""
    if set(answers) != set(KEYS) or any(value not in SCALE for value in answers.values()):
        raise RuleBroken(_("Jawaban belum lengkap. Silakan jawab kesembilan pertanyaan."))


def check_profile(profile: Mapping[str, str]) -> None:
    """Only what the form asks about the respondent; a form that says otherwise was not ours."""
    if not profiles.is_known(profile):
        raise RuleBroken(_("Pilih salah satu jawaban yang tersedia, atau lewati."))


def check_comment(comment: str) -> None:
    """A comment is a few sentences."""
    if len(comment) > LONGEST_COMMENT:
        raise RuleBroken(
            _("Masukan paling panjang %(count)d huruf. Silakan ringkas.")
            % {"count": LONGEST_COMMENT}
        )


def check_contact(name: str, about: str) -> None:
    """A name to ask for, and what it is about; both short."""
    if not name.strip() or not about.strip():
        raise RuleBroken(_("Isi nama dan hal yang ingin dibicarakan."))
    if len(name) > LONGEST_NAME or len(about) > LONGEST_COMMENT:
        raise RuleBroken(_("Nama atau isinya terlalu panjang. Silakan ringkas."))


def check_reason(reason: str) -> None:
    """A reason is a sentence others can judge."""
    if len(reason.strip()) < SHORTEST_REASON:
        raise RuleBroken(
            _("Tulis alasannya dengan jelas, paling sedikit %(count)d huruf.")
            % {"count": SHORTEST_REASON}
        )


def check_share(share: Decimal) -> None:
    """A share of finished cases."""
    if not 0 <= share <= 1:
        raise RuleBroken(_("Bagian berkas yang diundang ditulis antara 0 dan 1, misalnya 0,5."))


def check_basis(basis: str) -> None:
    """The decree a rule stands on; an office can be asked to show it."""
    if not basis.strip() or len(basis.strip()) > LONGEST_BASIS:
        raise RuleBroken(
            _("Isi dasar aturan, misalnya nomor surat keputusan, paling panjang %(count)d huruf.")
            % {"count": LONGEST_BASIS}
        )


def coming_quarters(today: date) -> tuple[date, date]:
    """The first days of the two quarters that have not begun: when a rule may start."""
    first = _next_quarter(today)
    return first, _next_quarter(first)


def _next_quarter(day: date) -> date:
    last = _QUARTER_STARTS[(day.month - 1) // 3] + 2
    return _month_end(day.year, last) + timedelta(days=1)


def check_rule_start(valid_from: date, today: date) -> None:
    """A rule starts with a quarter and is set before, so that nobody tunes a running period."""
    if valid_from.day != 1 or valid_from.month not in _QUARTER_STARTS:
        raise RuleBroken(
            _("Aturan survei berlaku mulai tanggal 1 Januari, April, Juli, atau Oktober.")
        )
    if valid_from <= today:
        raise RuleBroken(_("Aturan survei ditetapkan sebelum tanggal berlakunya."))
