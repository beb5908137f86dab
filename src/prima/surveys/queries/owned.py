"""The answer its owner may still change."""

from dataclasses import dataclass
from datetime import datetime

from prima.kernel.codes import hash_token
from prima.kernel.crypto import Unopened
from prima.offices.public import Office
from prima.surveys import rules
from prima.surveys.core.elements import ElementOrder
from prima.surveys.core.sealed import SealedAnswer
from prima.surveys.models import Ballot, SurveyRule


@dataclass(frozen=True, slots=True)
class OwnAnswer:
    """What somebody answered, as it lies in the box, and in which order they were asked."""

    office: Office
    content: SealedAnswer
    order: ElementOrder


def own_answer(owner_key: str, at: datetime) -> OwnAnswer | None:
    """The answer of whoever holds this key; mixed, closed and unknown ones are all None."""
    found = Ballot.objects.select_related("office__parent").filter(
        owner_hash=hash_token(owner_key)
    )
    ballot = found.first()
    if ballot is None or isinstance(ballot.sealed, Unopened):
        return None
    today = rules.local_day(at, ballot.office.time_zone)
    if ballot.answered_on < rules.settled_before(today):
        return None
    own = SurveyRule.objects.filter(office=ballot.office_id, valid_from__lte=ballot.answered_on)
    set_order = own.order_by("-valid_from").values_list("order", flat=True).first()
    order = ElementOrder(set_order or rules.method_on(ballot.answered_on).order)
    return OwnAnswer(ballot.office, SealedAnswer.read(str(ballot.sealed)), order)
