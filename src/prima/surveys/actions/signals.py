"""What an answer leaves in its ballot, what is counted of it, and the signals of a period."""

from collections import Counter
from collections.abc import Iterable
from datetime import date, datetime, timedelta
from typing import Final

from django.db.models import F

from prima.kernel import events, journal
from prima.kernel.actors import Actor
from prima.kernel.crypto import blind_index
from prima.kernel.errors import require
from prima.offices.public import Office
from prima.surveys import permissions, rules
from prima.surveys.actions.material import fees_said, material_of
from prima.surveys.core.sealed import SealedAnswer
from prima.surveys.core.signals import (
    Kind,
    Origin,
    Trace,
    counted,
    is_fast,
    judge,
    told,
)
from prima.surveys.events import FeeSaidOnFreeService
from prima.surveys.models import (
    FEE_SAID,
    Invitation,
    OfficeNetwork,
    SurveyPeriod,
    SurveySignal,
    TraceCount,
)

# A network in which nobody of the office logged in for so long is not the office's any more.
NETWORK_DAYS: Final = 90


def trace_of(origin: Origin, invitation: Invitation, at: datetime) -> Trace:
    """What goes sealed into the ballot: bands and keyed hashes, no address and no moment."""
    office_id, month = invitation.office_id, invitation.drawn_on.replace(day=1)
    today = rules.local_day(at, invitation.office.time_zone)
    browser = f"{office_id}:{month}:{origin.network}:{origin.browser}"
    return Trace(
        is_fast=is_fast(origin.seconds),
        is_same_day=today <= invitation.drawn_on,
        network=_network(office_id, origin.network),
        place=blind_index(browser, "survey-place"),
    )


def count_traces(
    office: Office, month: date, opened: Iterable[SealedAnswer], at: datetime
) -> None:
    """Add the marks of one batch to the month; the traces themselves end with their ballots."""
    today = rules.local_day(at, office.time_zone)
    known = OfficeNetwork.objects.places(office.pk, today - timedelta(days=NETWORK_DAYS))
    sheets = [
        (Trace.read(content.trace), set(content.answers.values()) == {4}) for content in opened
    ]
    marks = Counter(counted(sheets, known))
    for mark, answers in sorted((+marks).items()):
        row, _is_new = TraceCount.objects.get_or_create(office=office, month=month, mark=mark)
        TraceCount.objects.filter(pk=row.pk).update(count=F("count") + answers)


@journal.action
def note_office_network(*, office: Office, network: str, by: Actor, at: datetime) -> None:
    """Remember that staff of an office work in this network; not who."""
    require(permissions.can_count(by))
    today = rules.local_day(at, office.time_zone)
    place = _network(office.pk, network)
    OfficeNetwork.objects.filter(seen_on__lt=today - timedelta(days=NETWORK_DAYS)).delete()
    OfficeNetwork.objects.update_or_create(office=office, place=place, defaults={"seen_on": today})


def note_signals(period: SurveyPeriod, by: Actor, at: datetime) -> list[SurveySignal]:
    """Judge a period that was just closed, inside the transaction that closes it."""
    office = period.office
    findings = judge(material_of(period))
    if any(finding.kind is Kind.COST for finding in findings):
        _tell_fees(period, by, at)
    return SurveySignal.objects.bulk_create(
        SurveySignal(
            period=period,
            office=office,
            kind=finding.kind.value,
            count=finding.count,
            base=finding.base,
            noted_on=rules.local_day(at, office.time_zone),
        )
        for finding in findings
    )


def _tell_fees(period: SurveyPeriod, by: Actor, at: datetime) -> None:
    """Say a suspected levy aloud, and enter it in the journal, not in the chain of the office.

    Whoever takes money may lead the office itself.
    """
    chain = rules.levy_chain(period.office_id, period.office.parent_id)
    for said in told(fees_said(period)):
        events.publish(
            FeeSaidOnFreeService(
                office_id=period.office_id,
                service_id=said.service_id,
                period_id=period.pk,
                count=said.count,
                base=said.base,
                at=at,
            )
        )
        payload = {"service_id": said.service_id, "count": said.count, "base": said.base}
        journal.append(FEE_SAID, about=period, chain=chain, by=by, at=at, payload=payload)


def _network(office_id: int, network: str) -> str:
    return blind_index(f"{office_id}:{network}", "survey-network")
