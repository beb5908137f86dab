"""Leaving answers out of a figure: by days, with a reason, in the open, and never few of them."""

from datetime import date, datetime

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from prima.kernel import journal
from prima.kernel.actors import Actor
from prima.kernel.errors import RuleBroken, require
from prima.offices.public import Office
from prima.surveys import permissions, rules
from prima.surveys.models import SurveyExclusion, SurveyPeriod, SurveyResponse


@journal.action
def exclude_answers(
    *,
    period: SurveyPeriod,
    first_day: date,
    last_day: date,
    reason: str,
    by: Actor,
    at: datetime,
) -> SurveyExclusion:
    """Leave out the answers given on these days; done by the office above, never by its own.

    At least ten answers must go and ten must stay: the index is shown with and without them, and
    from two indexes of nearly the same people single answers could be worked out.
    """
    # Of two at once the second finds what the first left out.
    office = Office.objects.select_for_update().get(pk=period.office_id)
    require(permissions.can_exclude(by, office))
    rules.check_reason(reason)
    _check_days(period, first_day, last_day)
    answers = SurveyResponse.objects.of(office.pk, period.window)
    added = answers.filter(answered_on__range=(first_day, last_day)).added_up()
    gone = sum(_known(period).values_list("respondents", flat=True))
    least = rules.method_on(period.ends_on).least_answers
    if added.respondents < least or period.respondents - gone - added.respondents < least:
        raise RuleBroken(
            _(
                "Paling sedikit %(least)d jawaban dikeluarkan dan %(least)d tersisa, agar tidak"
                " ada jawaban satu orang yang dapat dihitung. Pilih hari yang lain."
            )
            % {"least": least}
        )
    excluded = SurveyExclusion.objects.create(
        period=period,
        first_day=first_day,
        last_day=last_day,
        reason=reason.strip(),
        respondents=added.respondents,
        sums=dict(added.sums),
        excluded_by_id=by.id or 0,
        excluded_on=rules.local_day(at, office.time_zone),
    )
    payload = {"first_day": first_day, "last_day": last_day, "count": added.respondents}
    chain = rules.chain_of(office.pk)
    journal.append(
        "survey.answers_excluded", about=excluded, chain=chain, by=by, at=at, payload=payload
    )
    return excluded


def _check_days(period: SurveyPeriod, first_day: date, last_day: date) -> None:
    """Days in order, and not yet left out."""
    if last_day < first_day:
        raise RuleBroken(_("Tanggal terakhir tidak boleh mendahului tanggal pertama."))
    if _known(period).filter(first_day__lte=last_day, last_day__gte=first_day).exists():
        raise RuleBroken(_("Sebagian hari ini sudah dikeluarkan. Pilih hari yang lain."))


def _known(period: SurveyPeriod) -> QuerySet[SurveyExclusion]:
    return SurveyExclusion.objects.filter(period=period)
