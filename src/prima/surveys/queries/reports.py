"""The report of a closed period as plain values: what anybody may see, and what was planned."""

from collections.abc import Callable, Iterator, Sequence
from datetime import date
from typing import Final

from django.conf import settings
from django.db.models import Count, QuerySet
from django.urls import reverse
from django.utils import translation

from prima.offices.public import Office
from prima.surveys import rules
from prima.surveys.core.comparison import Change, change_between
from prima.surveys.core.elements import ELEMENTS
from prima.surveys.core.index import CATEGORIES, index_of_sums
from prima.surveys.core.report import (
    Asked,
    Band,
    FollowUpRow,
    Note,
    PeriodPoint,
    ProfileRow,
    ProfileTable,
    ReportElement,
    SurveyReport,
    legal_basis_on,
    permille,
    report_elements,
)
from prima.surveys.models import SurveyPeriod, SurveyResponse
from prima.surveys.queries.exclusions import exclusions_in
from prima.surveys.queries.figures import PublishedFigure, published_figures
from prima.surveys.queries.profiles import respondent_profile
from prima.surveys.queries.voices import topics_said
from prima.surveys.rules import Channel, Window

# Fewer people than this of one service are counted as "other": a count of one is a person.
LEAST_OF_SERVICE: Final = 5
BANDS: Final = tuple(Band(one.grade, one.label, one.lowest) for one in CATEGORIES)
ASKED: Final = tuple(
    Asked(one.key, f"U{place}", one.name, one.question, one.answers)
    for place, one in enumerate(ELEMENTS, start=1)
)
# Office, first day of a period, today: what was planned about it, and what came of it.
FollowUp = Callable[[int, date, date], tuple[FollowUpRow, ...]]


def _nothing(_office_id: int, _starts_on: date, _on: date) -> tuple[FollowUpRow, ...]:
    return ()


_follow_up: FollowUp = _nothing


def offer_follow_up_by(provider: FollowUp) -> None:
    """Let the register of improvements say what was planned about a period."""
    global _follow_up  # noqa: PLW0603  set once while applications start
    _follow_up = provider


def publishable(office: Office, on: date) -> list[PublishedFigure]:
    """The closed periods of an office that may be shown, newest first."""
    return [figure for figure in published_figures(office, on) if figure.is_enough]


def report_of(office: Office, starts_on: date, on: date) -> SurveyReport | None:
    """The report of the period that began on a day; None where nothing may be shown."""
    shown = published_figures(office, on)
    at = next((at for at, one in enumerate(shown) if one.window.starts_on == starts_on), None)
    if at is None or not shown[at].is_enough:
        return None
    # An official paper is written in Indonesian whatever its reader chose.
    with translation.override("id"):
        return _report(office, shown[at], shown[at + 1 :], on)


def charted(figures: Sequence[PublishedFigure]) -> tuple[PeriodPoint, ...]:
    """Periods as the trend shows them, the oldest first."""
    return tuple(
        PeriodPoint(
            figure.window.name,
            figure.index.shown if figure.index else None,
            figure.margin,
            figure.respondents if figure.index else None,
        )
        for figure in reversed(figures)
    )


def elements_of(
    figure: PublishedFigure, before: PublishedFigure | None
) -> tuple[ReportElement, ...]:
    """The element table of a figure beside the values of the period before."""
    if figure.index is None:
        return ()
    previous = before.index if before else None
    values = {score.key: score.shown_value for score in previous.scores} if previous else None
    return report_elements(figure.index, ASKED, previous=values)


def element_means(office: Office, on: date) -> Iterator[tuple[Window, dict[str, int]]]:
    """Per shown period of the office alone, oldest first: the mean of each element × 1,000."""
    for period in SurveyPeriod.objects.filter(office=office, closed_on__lte=on).order_by(
        "starts_on"
    ):
        if rules.is_enough(period.window, period.respondents):
            scores = index_of_sums(period.sums, period.respondents).scores
            yield period.window, {score.key: permille(score.mean) for score in scores}


def _report(
    office: Office, figure: PublishedFigure, earlier: Sequence[PublishedFigure], on: date
) -> SurveyReport:
    index = figure.index
    if index is None:
        raise ValueError("a period with too few answers has no report")
    window = figure.window
    before = next((one for one in earlier if one.is_enough), None)
    return SurveyReport(
        office=office.name,
        office_lines=tuple(line for line in (office.address, _contact(office)) if line),
        period=window.name,
        starts_on=window.starts_on,
        ends_on=window.ends_on,
        issued_on=rules.closes_on(window),
        respondents=figure.respondents,
        population=figure.population,
        invited=figure.invited,
        total=index.total,
        index=index.value,
        grade=index.category.grade,
        label=index.category.label,
        weight_mode=index.weight_mode.value,
        bands=BANDS,
        elements=elements_of(figure, before),
        margin=figure.margin,
        change=_change(before, figure),
        least=rules.method_on(window.ends_on).least_answers,
        method=_method(window),
        profiles=(*respondent_profile(set(figure.office_ids), window), _services(figure)),
        channels=_channels(figure),
        earlier=charted([figure, *earlier]),
        voices=topics_said(figure.office_ids, window),
        follow_up=_follow_up(office.pk, window.starts_on, on),
        previous_follow_up=_follow_up(office.pk, before.window.starts_on, on) if before else (),
        left_out=(*_left_out(figure), *_excluded(office, window)),
        address=f"{settings.SITE_URL}{reverse('surveys:office_figures', args=[office.key])}",
        legal_basis=legal_basis_on(window.ends_on),
    )


def _change(before: PublishedFigure | None, figure: PublishedFigure) -> tuple[str, Change] | None:
    if before is None or before.group is None or figure.group is None:
        return None
    return before.window.name, change_between(before.group, figure.group)


def _contact(office: Office) -> str:
    told = (("Telepon", office.phone), ("Surel", office.email))
    return " · ".join(f"{label} {to}" for label, to in told if to)


def _method(window: Window) -> tuple[str, ...]:
    method = rules.method_on(window.ends_on)
    return (
        (
            "Setiap pelayanan yang selesai masuk undian yang dijalankan sistem. Petugas tidak "
            "memilih, tidak tahu siapa yang diundang, dan tidak dapat melihat jawaban satu orang."
        ),
        (
            "Ukuran sampel mengikuti tabel Krejcie dan Morgan; kantor kecil mengundang semua "
            f"orang. Tautan undangan berlaku {method.link_days} hari."
        ),
        (
            f"Hasil diumumkan bila paling sedikit {method.least_answers} orang menjawab dan "
            f"periode paling sedikit {method.least_days} hari."
        ),
    )


def _answers(figure: PublishedFigure) -> QuerySet[SurveyResponse]:
    return SurveyResponse.objects.filter(
        office_id__in=figure.office_ids,
        month__range=(figure.window.starts_on, figure.window.ends_on),
    )


def _services(figure: PublishedFigure) -> ProfileTable:
    """Which services the respondents received; few of one are counted together."""
    counted = _answers(figure).values_list("service__name").annotate(count=Count("pk"))
    rows = sorted(counted, key=lambda row: (-row[1], row[0]))
    shown = [ProfileRow(name, count) for name, count in rows if count >= LEAST_OF_SERVICE]
    rest = sum(count for _name, count in rows if count < LEAST_OF_SERVICE)
    if rest:
        shown.append(ProfileRow("Layanan lain", rest))
    return ProfileTable("Layanan yang diterima", tuple(shown))


def _channels(figure: PublishedFigure) -> ProfileTable:
    """By which way the answers came."""
    counted = _answers(figure).values_list("channel").annotate(count=Count("pk"))
    rows = sorted(counted, key=lambda row: (-row[1], row[0]))
    return ProfileTable(
        "Jalur jawaban",
        tuple(ProfileRow(str(Channel(channel).label), count) for channel, count in rows),
    )


def _excluded(office: Office, window: Window) -> tuple[Note, ...]:
    """What the office above left out, with the index that would stand without it."""
    found = exclusions_in(office.pk, window)
    if found is None:
        return ()
    without = str(found.without).replace(".", ",")
    return (
        Note(f"Jawaban yang dikeluarkan; tanpa jawaban itu indeksnya {without}", found.excluded),
    )


def _left_out(figure: PublishedFigure) -> tuple[Note, ...]:
    if not figure.offices_left_out:
        return ()
    return (
        Note(
            "Kantor yang tidak dihitung karena jawabannya terlalu sedikit", figure.offices_left_out
        ),
    )
