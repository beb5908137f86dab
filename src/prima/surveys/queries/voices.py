"""Open answers for staff: grouped, redacted, of closed periods, never from fewer than ten."""

from collections.abc import Collection
from dataclasses import dataclass

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from prima.kernel.actors import Actor
from prima.kernel.crypto import Unopened
from prima.surveys import rules
from prima.surveys.core.elements import ELEMENTS
from prima.surveys.core.words import LEAST_OF_TOPIC, TopicGroup, group, praised
from prima.surveys.models import SurveyComment, SurveyPeriod
from prima.surveys.rules import Window

_NAMES = {element.key: element.name for element in ELEMENTS}


@dataclass(frozen=True, slots=True)
class Heard:
    """What people wrote in one period: groups for who leads the office, praise for all in it."""

    period: SurveyPeriod
    groups: tuple[TopicGroup, ...]
    praise: tuple[str, ...]

    @property
    def lines(self) -> list[tuple[str, str, TopicGroup]]:
        """Element and topic as they are shown, and the group."""
        return [(_(_NAMES[one.element]), _(one.topic), one) for one in self.groups]


def periods_heard(actor: Actor) -> QuerySet[SurveyPeriod]:
    """Closed periods with enough answers of the offices this person works in or leads."""
    offices = actor.offices_with("see_performance") | actor.offices_with("see_cases")
    periods = SurveyPeriod.objects.filter(office_id__in=offices).select_related("office")
    newest = periods.order_by("-starts_on", "office__name")
    last = newest.first()
    if last is None:
        return periods.none()
    return newest.filter(respondents__gte=rules.method_on(last.ends_on).least_answers)


def heard_in(period: SurveyPeriod, actor: Actor) -> Heard:
    """The open answers of one period as this person may see them."""
    texts = _texts([period.office_id], period.window)
    if not rules.is_enough(period.window, period.respondents):
        texts = []
    leads = actor.may("see_performance", period.office_id)
    return Heard(period, group(texts) if leads else (), praised(texts))


def topics_said(office_ids: Collection[int], window: Window) -> tuple[str, ...]:
    """What a published report says of the open answers: how many about what, without a quote."""
    return tuple(
        _("%(topic)s: %(count)d masukan, %(praise)d memuji dan %(blame)d mengeluh.")
        % {
            "topic": _(one.topic),
            "count": one.count,
            "praise": one.praise,
            "blame": one.blame,
        }
        for one in sorted(group(_texts(office_ids, window)), key=lambda one: -one.count)
        if one.count >= LEAST_OF_TOPIC
    )


def _texts(office_ids: Collection[int], window: Window) -> list[str]:
    """The remarks of a whole period, without those whose key is lost."""
    months = (window.starts_on, window.ends_on)
    remarks = SurveyComment.objects.filter(office_id__in=office_ids, month__range=months)
    found = remarks.order_by("pk").values_list("text", flat=True)
    return [str(text) for text in found if not isinstance(text, Unopened)]
