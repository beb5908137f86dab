"""Who is asked: the office's rule, and the draw for each completed case."""

import secrets
from datetime import date, datetime, timedelta
from decimal import Decimal
from fractions import Fraction
from typing import NamedTuple

from django.db.models import OuterRef, Subquery
from django.utils.translation import gettext as _
from procrastinate.contrib.django import app

from prima.cases.public import Case
from prima.kernel import journal, messages
from prima.kernel.actors import Actor
from prima.kernel.codes import hash_token
from prima.kernel.errors import require
from prima.offices.public import Office
from prima.surveys import permissions, rules
from prima.surveys.actions import letters
from prima.surveys.core.sample import invited_share
from prima.surveys.models import Invitation, SurveyPeriod, SurveyRule
from prima.surveys.rules import Order, PeriodLength


class _Terms(NamedTuple):
    """What a draw depends on; without a closed period there is no population yet."""

    time_zone: str
    population: int | None
    least_share: Decimal | None


@journal.action
def set_rule(
    *,
    office: Office,
    valid_from: date,
    least_share: Decimal,
    period_length: PeriodLength,
    order: Order,
    basis: str,
    by: Actor,
    at: datetime,
) -> SurveyRule:
    """Set how an office holds its survey; the share can only rise above the sampling table."""
    require(permissions.can_set_rule(by, office.pk))
    rules.check_rule_start(valid_from, rules.local_day(at, office.time_zone))
    rules.check_share(least_share)
    rule, _created = SurveyRule.objects.update_or_create(
        office=office,
        valid_from=valid_from,
        defaults={
            "least_share": least_share,
            "period_length": period_length,
            "order": order,
            "basis": basis,
        },
    )
    payload = {
        "valid_from": valid_from,
        "least_permille": int(least_share * 1000),
        "period_length": period_length.value,
        "order": order.value,
    }
    chain = rules.chain_of(office.pk)
    journal.append("survey.rule_set", about=rule, chain=chain, by=by, at=at, payload=payload)
    return rule


@journal.action
def draw_respondent(
    *, case_id: int, office_id: int, service_id: int, by: Actor, at: datetime
) -> Invitation:
    """Draw lots for one completed case (PermenPANRB 14/2017: respondents at random).

    The journal says that the draw was held, never how it ended: officers read the journal.
    """
    require(permissions.can_count(by))
    terms = _terms(office_id, at.date())
    drawn_on = rules.local_day(at, terms.time_zone)
    is_invited = _falls_on(_share(terms, drawn_on))
    invitation = Invitation(
        case_id=case_id,
        office_id=office_id,
        service_id=service_id,
        drawn_on=drawn_on,
        is_invited=is_invited,
        nonce=secrets.token_hex(16),
        expires_on=drawn_on + timedelta(days=rules.method_on(drawn_on).link_days),
    )
    invitation.token_hash = hash_token(invitation.token) if is_invited else None
    invitation.save(force_insert=True)
    chain = rules.chain_of(office_id)
    journal.append("survey.draw_held", about=invitation, chain=chain, by=by, at=at)
    if is_invited:
        app.configure_task("surveys.invite").defer(invitation_id=invitation.pk)
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


def _terms(office_id: int, day: date) -> _Terms:
    """One query, since it runs inside the completion of every case."""
    closed = SurveyPeriod.objects.filter(office=OuterRef("pk")).order_by("-starts_on")
    rule = SurveyRule.objects.filter(office=OuterRef("pk"), valid_from__lte=day)
    found = Office.objects.filter(pk=office_id).values_list(
        "time_zone",
        Subquery(closed.values("population")[:1]),
        Subquery(rule.order_by("-valid_from").values("least_share")[:1]),
    )
    return _Terms(*found.get())


def _share(terms: _Terms, drawn_on: date) -> Fraction:
    """The sampling table's share of the last closed period; the office's own rule may raise it."""
    if terms.population is None:
        return Fraction(1)
    expected = rules.method_on(drawn_on).expected_response
    return max(invited_share(terms.population, expected), Fraction(terms.least_share or 0))


def _falls_on(share: Fraction) -> bool:
    """One draw from the system's source of randomness, exact for every fraction."""
    return secrets.randbelow(share.denominator) < share.numerator
