"""States of an improvement, the one table of moves, where it came from, and small checks."""

from collections.abc import Mapping
from datetime import date
from typing import Final

from django.db.models import TextChoices
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from prima.kernel.errors import RuleBroken

LONGEST_ACTIVITY: Final = 300
LONGEST_EVIDENCE: Final = 1000


class ActionState(TextChoices):
    """How far an improvement is."""

    PROPOSED = "proposed", gettext_lazy("Diusulkan")
    PLANNED = "planned", gettext_lazy("Direncanakan")
    DOING = "doing", gettext_lazy("Dikerjakan")
    DONE = "done", gettext_lazy("Selesai")
    DROPPED = "dropped", gettext_lazy("Tidak dilanjutkan")


class SourceKind(TextChoices):
    """What an improvement answers to; later sources join this list."""

    LOW_ELEMENT = "low_element", gettext_lazy("Unsur terendah survei kepuasan")
    CLUSTER = "cluster", gettext_lazy("Pengaduan yang berulang")
    OWN = "own", gettext_lazy("Usulan kantor sendiri")


MOVES: Final[Mapping[ActionState, frozenset[ActionState]]] = {
    ActionState.PROPOSED: frozenset({ActionState.PLANNED, ActionState.DROPPED}),
    # Planned again: another owner, another date.
    ActionState.PLANNED: frozenset(
        {ActionState.PLANNED, ActionState.DOING, ActionState.DONE, ActionState.DROPPED}
    ),
    ActionState.DOING: frozenset({ActionState.DONE, ActionState.DROPPED}),
    ActionState.DONE: frozenset(),
    ActionState.DROPPED: frozenset(),
}

# The element of the survey that speaks of the same part of a promise.
ELEMENT_OF_PART: Final[Mapping[str, str]] = {
    "time": "time",
    "cost": "cost",
    "requirements": "requirements",
    "procedure": "procedure",
    "product": "product",
    "conduct": "behaviour",
    "facilities": "facilities",
    "other": "complaints",
}

OPEN: Final = (ActionState.PROPOSED, ActionState.PLANNED, ActionState.DOING)
# Somebody answers for it by a day.
WITH_PLAN: Final = (ActionState.PLANNED, ActionState.DOING, ActionState.DONE)


def check_move(current: ActionState, target: ActionState) -> None:
    """Only the moves of the table."""
    if target not in MOVES[current]:
        raise RuleBroken(
            _("Perbaikan ini sudah %(state)s. Muat ulang halaman untuk melihat keadaannya.")
            % {"state": current.label.lower()}
        )


def check_due(due_on: date, today: date) -> None:
    """A promise is about days to come."""
    if due_on < today:
        raise RuleBroken(_("Batas waktu sudah lewat. Pilih hari ini atau sesudahnya."))


def check_evidence(evidence: str) -> None:
    """Nothing is done because somebody says so: what can be seen is written down."""
    if not evidence.strip():
        raise RuleBroken(_("Tulis buktinya: apa yang berubah dan di mana dapat dilihat."))


def check_reason(reason: str) -> None:
    """Letting go is allowed, silently is not."""
    if not reason.strip():
        raise RuleBroken(_("Tulis alasan perbaikan ini tidak dilanjutkan."))
