"""Who answered, in counts that a report may print."""

from django.utils.translation import gettext as _

from prima.surveys import rules
from prima.surveys.core.profile import TRAITS, Trait
from prima.surveys.core.report import ProfileRow, ProfileTable
from prima.surveys.models import ProfileCount
from prima.surveys.rules import Window


def respondent_profile(office_ids: set[int], window: Window) -> tuple[ProfileTable, ...]:
    """The traits told by at least as many as an index needs; the others are not shown at all.

    For closed periods only: while answers come in, tonight's counts less yesterday's would be few.
    """
    counted = ProfileCount.objects.of(office_ids, window).added_up()
    tables = (_table(trait, counted) for trait in TRAITS)
    least = rules.method_on(window.ends_on).least_answers
    return tuple(table for table in tables if table.total >= least)


def _table(trait: Trait, counted: dict[tuple[str, str], int]) -> ProfileTable:
    rows = (
        ProfileRow(_(label), counted.get((trait.key, value), 0))
        for value, label in trait.labels.items()
    )
    return ProfileTable(_(trait.name), tuple(rows))
