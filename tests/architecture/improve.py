"""A closed period of the survey of each of the two offices, and an improvement it led to."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING, Any

from prima.improvements.models import ImprovementAction
from prima.surveys.models import SurveyPeriod
from prima.surveys.public import KEYS

if TYPE_CHECKING:
    from tests.architecture.world import World

JUNE = date(2026, 6, 1)
PAGES = ("action", "plan", "begun", "finish", "drop", "evidence")
PERIODS = ("period", "issued")
PAPERS = ("report_pdf", "publication_pdf", "workbook")
DATA = ("data_csv", "data_json")


def period_of(world: World, of: str) -> Mapping[str, Any]:
    """A period with enough answers to be shown."""
    return {"pk": _period(world, of).pk}


def action_of(world: World, of: str) -> Mapping[str, Any]:
    """What its weakest element led to, not planned yet."""
    found, _made = ImprovementAction.objects.get_or_create(
        source_kind="low_element", source_id=_period(world, of).pk, element="time",
        defaults={
            "office": world.offices[of], "state": "proposed", "proposed_on": date(2026, 7, 20),
            "baseline_permille": 3000,
        },
    )  # fmt: skip
    return {"pk": found.pk}


def paper_of(world: World, of: str) -> Mapping[str, Any]:
    """The papers of the period, which everybody may have."""
    _period(world, of)
    return {"key": world.offices[of].key, "month": "2026-06"}


def _period(world: World, of: str) -> SurveyPeriod:
    found, _made = SurveyPeriod.objects.get_or_create(
        office=world.offices[of], starts_on=JUNE,
        defaults={
            "ends_on": date(2026, 6, 30), "population": 20, "invited": 20, "respondents": 12,
            "sums": dict.fromkeys(KEYS, 40), "squares": 12 * 30**2,
            "closed_on": date(2026, 7, 20),
        },
    )  # fmt: skip
    return found


ARGUMENTS = {
    "improvements:new": lambda world, of: {"key": world.offices[of].key},
    **{f"improvements:{name}": action_of for name in PAGES},
    **{f"improvements:{name}": period_of for name in PERIODS},
    **{f"surveys:{name}": paper_of for name in PAPERS},
    **{f"surveys:{name}": lambda world, of: {"key": world.offices[of].key} for name in DATA},
}
OF_OFFICE = tuple(ARGUMENTS)
