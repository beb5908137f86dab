"""Promises beside what really happened: for everybody, and for the head of an office."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils.translation import gettext as _

from prima.cases.public import ServiceFigure, public_figures
from prima.insight.core import KeptPromise, keep_score
from prima.insight.queries import words
from prima.ui.components import KeptRow

WINDOW = timedelta(days=90)


@dataclass(frozen=True, slots=True)
class Board:
    """All services with a promise, judged where there are enough cases."""

    rows: list[KeptPromise]

    @property
    def judged(self) -> list[KeptPromise]:
        """Services of which enough cases ended to say something."""
        return [row for row in self.rows if row.verdict != "too_few"]

    @property
    def few(self) -> list[KeptPromise]:
        """Services with too few cases."""
        return [row for row in self.rows if row.verdict == "too_few"]

    @property
    def missed(self) -> list[KeptPromise]:
        """Services that took nine of ten people longer than promised, the worst first."""
        missed = [row for row in self.rows if row.verdict == "missed"]
        return sorted(missed, key=lambda row: -(row.nine_of_ten or 0) / max(row.promised, 1))

    @property
    def score(self) -> tuple[int, int]:
        """(kept, judged)."""
        return keep_score(self.rows)

    @property
    def drawn(self) -> list[KeptRow]:
        """The judged rows as the component draws them."""
        return [drawn_row(row) for row in self.judged]


def public_board(
    offices: Collection[int], names: Mapping[int, str], at: datetime
) -> tuple[Board, list[ServiceFigure]]:
    """The last ninety days of these offices, in the order of the names; one query."""
    figures = public_figures(offices, at - WINDOW, at, now=at)
    return board_of(figures, names), figures


def board_of(figures: Iterable[ServiceFigure], names: Mapping[int, str]) -> Board:
    """Figures of services as judged promises; services nobody came for are left out."""
    by_service = {figure.service_id: figure for figure in figures}
    return Board(
        [
            _judged(by_service[service_id], name)
            for service_id, name in names.items()
            if service_id in by_service
        ]
    )


def drawn_row(row: KeptPromise) -> KeptRow:
    """One judged promise with its figures in words."""
    return KeptRow(
        label=row.service_name,
        median=row.half or 0,
        ninetieth=row.nine_of_ten or 0,
        promise=row.promised,
        figures=_("%(took)s, janjinya %(promise)s · %(cases)d berkas")
        % {
            "took": words.duration(row.nine_of_ten or 0),
            "promise": words.duration(row.promised),
            "cases": row.cases,
        },
    )


def headline(board: Board) -> str:
    """The answer as a heading: "Lima dari enam janji ditepati"."""
    kept, judged = board.score
    if not judged:
        return _("Belum cukup berkas untuk menilai janji kami")
    return words.capital(
        _("%(kept)s dari %(judged)s janji ditepati")
        % {"kept": words.count_word(kept), "judged": words.count_word(judged)}
    )


def explanation(board: Board) -> str:
    """What was missed most, in one sentence."""
    if not board.judged:
        return _("Satu janji baru dinilai setelah sepuluh berkas selesai.")
    if not board.missed:
        return _("Di setiap layanan, 9 dari 10 orang selesai dalam waktu yang dijanjikan.")
    worst = board.missed[0]
    return _("Yang paling terlewat %(service)s: %(took)s, janjinya %(promise)s.") % {
        "service": worst.service_name,
        "took": words.nine_of_ten(worst.nine_of_ten or 0),
        "promise": words.duration(worst.promised),
    }


def _judged(figure: ServiceFigure, name: str) -> KeptPromise:
    return KeptPromise(
        service_id=figure.service_id,
        service_name=name,
        promised=figure.promised_minutes or 0,
        half=figure.median_minutes,
        nine_of_ten=figure.ninetieth_minutes,
        cases=figure.measured,
        late=figure.measured - figure.kept,
    )
