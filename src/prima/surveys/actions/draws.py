"""Who is asked: the draw for each completed case."""

import secrets
from datetime import date, datetime, timedelta
from decimal import Decimal
from fractions import Fraction
from typing import NamedTuple

from django.db.models import Count, OuterRef, Q, Subquery
from django.utils.translation import gettext as _
from procrastinate.contrib.django import app

from prima.cases.public import Case
from prima.cases.public import Channel as CaseChannel
from prima.kernel import journal, messages
from prima.kernel.actors import Actor
from prima.kernel.codes import hash_token
from prima.kernel.errors import require
from prima.offices.public import Office
from prima.surveys import permissions, rules
from prima.surveys.actions import letters
from prima.surveys.actions.tablets import tablet_before, wake_tablet
from prima.surveys.core.quota import chance
from prima.surveys.core.sample import invited_share
from prima.surveys.models import Invitation, SurveyPeriod, SurveyRule


class _Terms(NamedTuple):
    """What a draw depends on; without a closed period there is no population yet."""

    time_zone: str
    population: int | None
    least_share: Decimal | None
    case_channel: str | None
    handed_over_at: datetime | None
    tablet_id: int | None


@journal.action
def draw_respondent(
    *, case_id: int, office_id: int, service_id: int, by: Actor, at: datetime
) -> Invitation:
    """Draw lots for one completed case (PermenPANRB 14/2017: respondents at random).

    By quota of its group (`core.quota`) where not everybody is asked; nothing a person types or
    chooses enters the draw. The journal says that the draw was held, never how it ended:
    officers read the journal.
    """
    require(permissions.can_count(by))
    terms = _terms(case_id, office_id, at.date())
    drawn_on = rules.local_day(at, terms.time_zone)
    invitation = Invitation(
        case_id=case_id,
        office_id=office_id,
        service_id=service_id,
        drawn_on=drawn_on,
        case_channel=terms.case_channel or "",
        time_band=rules.local_band(at, terms.time_zone),
        nonce=secrets.token_hex(16),
        expires_on=drawn_on + timedelta(days=rules.method_on(drawn_on).link_days),
    )
    invitation.is_invited = _falls_on(_chance(terms, invitation))
    invitation.token_hash = hash_token(invitation.token) if invitation.is_invited else None
    invitation.save(force_insert=True)
    chain = rules.chain_of(office_id)
    journal.append("survey.draw_held", about=invitation, chain=chain, by=by, at=at)
    if invitation.is_invited:
        app.configure_task("surveys.invite").defer(invitation_id=invitation.pk)
        if terms.tablet_id is not None and _has_just_ended(terms, at):
            wake_tablet(terms.tablet_id, invitation, at=at)
    return invitation


@journal.action
def withdraw_link(*, case_id: int, by: Actor, at: datetime) -> None:
    """The applicant wants not to be asked, or is to be forgotten: no link opens any more.

    The row looks like an answered one, so that nobody learns who was drawn; the journal says the
    same of every case, drawn or not.
    """
    require(permissions.can_count(by))
    invitation = Invitation.objects.filter(case_id=case_id).first()
    if invitation is None:
        return
    Invitation.objects.filter(pk=invitation.pk).update(token_hash=None)
    chain = rules.chain_of(invitation.office_id)
    journal.append("survey.link_withdrawn", about=invitation, chain=chain, by=by, at=at)


@journal.action
def forget_links(*, by: Actor, at: datetime) -> int:
    """Links nobody can open any more lead to nobody either; gives how many."""
    require(permissions.can_count(by))
    over = Invitation.objects.filter(expires_on__lt=at.date() - timedelta(days=1))
    return over.exclude(token_hash=None).update(token_hash=None)


@journal.action
def send_invitation(*, invitation_id: int, by: Actor, at: datetime) -> bool:
    """Prepare the e-mail with the link; false when there is no address or nothing left to answer.

    By e-mail only: a WhatsApp message is sent by an officer, who would then know who was drawn and
    hold the link. Whoever left no e-mail finds the link on the tracking page of the case.
    """
    require(permissions.can_count(by))
    invitation = Invitation.objects.select_related("office", "service").get(pk=invitation_id)
    if not invitation.is_open(rules.local_day(at, invitation.office.time_zone)):
        return False
    case = Case.objects.only("applicant_email", "notices_stopped_at").get(pk=invitation.case_id)
    if not case.applicant_email or case.notices_stopped_at is not None:
        return False
    messages.prepare(
        messages.Channel.EMAIL,
        recipient=case.applicant_email,
        subject=_("Bagaimana pelayanan kami?"),
        body=letters.invitation_letter(invitation),
        at=at,
    )
    return True


def _terms(case_id: int, office_id: int, day: date) -> _Terms:
    """One query, since it runs inside the completion of every case."""
    case = Case.objects.filter(pk=case_id)
    closed = SurveyPeriod.objects.filter(office=OuterRef("pk")).order_by("-starts_on")
    rule = SurveyRule.objects.filter(office=OuterRef("pk"), valid_from__lte=day)
    found = Office.objects.filter(pk=office_id).values_list(
        "time_zone",
        Subquery(closed.values("population")[:1]),
        Subquery(rule.order_by("-valid_from").values("least_share")[:1]),
        Subquery(case.values("channel")[:1]),
        Subquery(case.values("handed_over_at")[:1]),
        Subquery(tablet_before(case_id).values("pk")[:1]),
    )
    return _Terms(*found.get())


def _share(terms: _Terms, drawn_on: date) -> Fraction:
    """The sampling table's share of the last closed period; the office's own rule may raise it."""
    if terms.population is None:
        return Fraction(1)
    expected = rules.method_on(drawn_on).expected_response
    return max(invited_share(terms.population, expected), Fraction(terms.least_share or 0))


def _chance(terms: _Terms, invitation: Invitation) -> Fraction:
    """The share, raised where the quota of this service, channel and time band of the month asks.

    Two cases that end in the same instant may both count as the next one of their group; that
    can only raise a chance, so no lock makes completions wait for each other.
    """
    share = _share(terms, invitation.drawn_on)
    if share == 1:
        return share
    group = Invitation.objects.filter(
        office_id=invitation.office_id,
        service_id=invitation.service_id,
        case_channel=invitation.case_channel,
        time_band=invitation.time_band,
        drawn_on__gte=invitation.drawn_on.replace(day=1),
        drawn_on__lte=invitation.drawn_on,
    ).aggregate(held=Count("pk"), invited=Count("pk", filter=Q(is_invited=True)))
    return chance(share, **group)


def _has_just_ended(terms: _Terms, at: datetime) -> bool:
    """Whether whoever fetched the result still stands at the counter."""
    if terms.case_channel != CaseChannel.COUNTER or terms.handed_over_at is None:
        return False
    return at - terms.handed_over_at <= rules.VISIT_JUST_ENDED


def _falls_on(share: Fraction) -> bool:
    """One draw from the system's source of randomness, exact for every fraction."""
    return secrets.randbelow(share.denominator) < share.numerator
