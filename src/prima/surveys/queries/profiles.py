"""Who answered, in counts that a report may print."""

from dataclasses import dataclass

from prima.surveys import rules
from prima.surveys.core.profile import TRAITS, Trait
from prima.surveys.models import ProfileCount
from prima.surveys.rules import Window


@dataclass(frozen=True, slots=True)
class TraitTable:
    """One trait of the respondents: how many gave each value, in the order of the form."""

    trait: Trait
    counts: tuple[tuple[str, int], ...]  # key of the value, people

    @property
    def told(self) -> int:
        """How many told anything; the others left it out."""
        return sum(people for _value, people in self.counts)


def respondent_profile(office_ids: set[int], window: Window) -> tuple[TraitTable, ...]:
    """The traits told by at least as many as an index needs; the others are not shown at all.

    Counts of a closed period: while answers come in, tonight's less yesterday's would be few.
    """
    counted = ProfileCount.objects.of(office_ids, window).added_up()
    least = rules.method_on(window.ends_on).least_answers
    tables = (
        TraitTable(
            trait, tuple((value, counted.get((trait.key, value), 0)) for value in trait.labels)
        )
        for trait in TRAITS
    )
    return tuple(table for table in tables if table.told >= least)
