"""Two people above an office who leave answers out at the same moment, in real transactions."""

from datetime import date, timedelta

from prima.kernel.actors import Actor
from prima.kernel.errors import RuleBroken
from prima.kernel.tests.support import OwnDatabase, run_together
from prima.offices.tests import people
from prima.surveys import actions
from prima.surveys.models import SurveyExclusion, SurveyPeriod
from prima.surveys.tests.places import LATER, NOW, answered, close, make_place
from prima.surveys.tests.test_exclusions import BAD_DAY, REASON


def test_of_two_at_once_the_second_finds_too_few_left(own_database: OwnDatabase) -> None:
    """Each alone leaves ten; both together would leave none, and an index of nobody."""
    place = make_place()
    answered(place, 10, level=2)
    answered(place, 10, level=4, at=NOW + timedelta(days=1))
    close(place.kua)
    first_day = BAD_DAY - timedelta(days=1)
    leaders = [
        Actor(
            people.make_staff(place.district, name).user_id,
            "staff",
            {"see_performance": frozenset({place.district.pk})},
        )
        for name in ("Maryam Siregar", "Hendra Wijaya")
    ]

    def attempt(by: Actor, day: date) -> str:
        try:
            actions.exclude_answers(
                period=SurveyPeriod.objects.get(),
                first_day=day,
                last_day=day,
                reason=REASON,
                by=by,
                at=LATER,
            )
        except RuleBroken as error:
            return str(error)
        return "left out"

    said = run_together(
        lambda: attempt(leaders[0], first_day), lambda: attempt(leaders[1], BAD_DAY)
    )

    assert min(map(str, said), key=len) == "left out"
    assert "Paling sedikit 10 jawaban dikeluarkan dan 10 tersisa" in max(map(str, said), key=len)
    assert SurveyExclusion.objects.get().respondents == 10
