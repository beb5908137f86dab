"""Two people above an office who set its rule at the same moment, in real transactions."""

from decimal import Decimal

from prima.kernel import clock
from prima.kernel.actors import Actor
from prima.kernel.errors import StaleRecord
from prima.kernel.tests.support import OwnDatabase, run_together
from prima.offices.tests import people
from prima.surveys import actions, rules
from prima.surveys.models import SurveyRule
from prima.surveys.rules import Order, PeriodLength


def test_of_two_who_saw_the_same_rule_one_sets_the_next(own_database: OwnDatabase) -> None:
    district = people.make_district()
    office = people.make_office(parent=district)
    start = rules.coming_quarters(clock.now().date())[0]
    grants = {"manage_office": frozenset({district.pk})}
    leaders = [
        Actor(people.make_staff(district, name).user_id, "staff", grants)
        for name in ("Maryam Siregar", "Hendra Wijaya")
    ]

    def attempt(by: Actor, share: str) -> str:
        try:
            actions.set_rule(
                office=office,
                valid_from=start,
                least_share=Decimal(share),
                period_length=PeriodLength.MONTH,
                order=Order.LIST,
                basis="Keputusan Nomor 12 Tahun 2026",
                seen=0,
                by=by,
                at=clock.now(),
            )
        except StaleRecord:
            return "late"
        return "set"

    said = run_together(lambda: attempt(leaders[0], "1"), lambda: attempt(leaders[1], "0.5"))

    assert sorted(map(str, said)) == ["late", "set"]
    assert SurveyRule.objects.get().version == 1
