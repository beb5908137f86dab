"""Two people at the same moment, in transactions of their own."""

from prima.improvements import actions
from prima.improvements.actions import Plan
from prima.improvements.tests.scene import make_desk
from prima.improvements.tests.test_actions import DUE
from prima.kernel.errors import StaleRecord
from prima.kernel.tests.support import OwnDatabase, run_together
from prima.surveys.tests.places import LATER


def test_of_two_who_plan_at_the_same_moment_one_counts(own_database: OwnDatabase) -> None:
    desk = make_desk()
    action = desk.proposed[0]

    def attempt(activity: str) -> str:
        plan = Plan(activity, desk.owner, DUE)
        try:
            actions.plan_action(action, plan=plan, seen=1, by=desk.head, at=LATER)
        except StaleRecord:
            return "told"
        return "kept"

    outcomes = run_together(lambda: attempt("Kursi"), lambda: attempt("Kipas"))

    assert sorted(map(str, outcomes)) == ["kept", "told"]
    action.refresh_from_db()
    assert action.version == 2
