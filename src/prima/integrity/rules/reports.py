"""States of a sealed report, of its recipients and of a wish to know who wrote it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final, TypeVar

from django.db.models import TextChoices
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from prima.integrity.core.sealing import LONGEST_WAIT, BusyError
from prima.kernel.errors import RuleBroken, TooManyAttempts

Result = TypeVar("Result")

LONGEST_STORY: Final = 8000
LONGEST_MESSAGE: Final = 4000
LONGEST_IDENTITY: Final = 500
MOST_FILES: Final = 3
LARGEST_FILE: Final = 5 * 1024 * 1024
# Only the reporter's own words protect less than a pass phrase of this length.
SHORTEST_PHRASE: Final = 20
# Fewer than this in a year are not told: one report of a small house would be known by its count.
FEWEST_COUNTED: Final = 5


class ReportState(TextChoices):
    """How far a report is; what it says is known to its recipients alone."""

    RECEIVED = "received", gettext_lazy("Diterima")
    CHECKING = "checking", gettext_lazy("Diperiksa")
    FORWARDED = "forwarded", gettext_lazy("Diteruskan ke inspektorat")
    PROVEN = "proven", gettext_lazy("Terbukti")
    UNPROVEN = "unproven", gettext_lazy("Tidak terbukti")


# The report has its finding.
FOUND: Final = (ReportState.PROVEN, ReportState.UNPROVEN)


class RecipientState(TextChoices):
    """Whether somebody already receives reports."""

    PENDING = "pending", gettext_lazy("Menunggu pengesahan")
    ACTIVE = "active", gettext_lazy("Aktif")
    ENDED = "ended", gettext_lazy("Berakhir")


class IdentityState(TextChoices):
    """Where the wish to know who wrote a report stands."""

    ASKED = "asked", gettext_lazy("Menunggu orang kedua")
    OPENED = "opened", gettext_lazy("Dibuka dua orang")
    REFUSED = "refused", gettext_lazy("Ditolak")


class MessageKind(TextChoices):
    """Why something was written."""

    TALK = "talk", gettext_lazy("Pesan")
    RETALIATION = "retaliation", gettext_lazy("Balasan dendam")
    IDENTITY = "identity", gettext_lazy("Pelapor menyebut dirinya")


MOVES: Final[Mapping[ReportState, frozenset[ReportState]]] = {
    ReportState.RECEIVED: frozenset({ReportState.CHECKING}),
    ReportState.CHECKING: frozenset(
        {ReportState.FORWARDED, ReportState.PROVEN, ReportState.UNPROVEN}
    ),
    ReportState.FORWARDED: frozenset({ReportState.PROVEN, ReportState.UNPROVEN}),
    ReportState.PROVEN: frozenset(),
    # What the reporter adds later may show otherwise.
    ReportState.UNPROVEN: frozenset({ReportState.CHECKING}),
}
RECIPIENT_MOVES: Final[Mapping[RecipientState, frozenset[RecipientState]]] = {
    RecipientState.PENDING: frozenset({RecipientState.ACTIVE, RecipientState.ENDED}),
    RecipientState.ACTIVE: frozenset({RecipientState.ENDED}),
    RecipientState.ENDED: frozenset(),
}
IDENTITY_MOVES: Final[Mapping[IdentityState, frozenset[IdentityState]]] = {
    IdentityState.ASKED: frozenset({IdentityState.OPENED, IdentityState.REFUSED}),
    IdentityState.OPENED: frozenset(),
    IdentityState.REFUSED: frozenset(),
}


def check_move(current: ReportState, target: ReportState) -> None:
    """Only the moves of the table."""
    if target not in MOVES[current]:
        raise RuleBroken(
            _("Laporan ini sudah berkeadaan “%(state)s”. Muat ulang halaman.")
            % {"state": current.label}
        )


def check_phrase(phrase: str) -> None:
    """Long enough that nobody guesses it even with the database in hand."""
    if len(phrase.strip()) < SHORTEST_PHRASE:
        raise RuleBroken(
            _("Pakai kalimat sandi paling sedikit %(least)d huruf, misalnya lima kata acak.")
            % {"least": SHORTEST_PHRASE}
        )


def in_turn(derive: Callable[[], Result]) -> Result:
    """Derive a key when there is a place; a flood of guesses is told to come back."""
    try:
        return derive()
    except BusyError:
        raise TooManyAttempts(retry_after=LONGEST_WAIT) from None
