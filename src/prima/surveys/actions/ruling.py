"""The survey rule of an office: set from outside it, before a quarter begins."""

from datetime import date, datetime
from decimal import Decimal

from django.utils.translation import gettext as _

from prima.kernel import journal
from prima.kernel.actors import Actor
from prima.kernel.errors import StaleRecord, require
from prima.offices.public import Office
from prima.surveys import permissions, rules
from prima.surveys.models import SurveyRule
from prima.surveys.rules import Order, PeriodLength


@journal.action
def set_rule(
    *,
    office: Office,
    valid_from: date,
    least_share: Decimal,
    period_length: PeriodLength,
    order: Order,
    basis: str,
    seen: int,
    by: Actor,
    at: datetime,
) -> SurveyRule:
    """Set how an office holds its survey; the share can only rise above the sampling table.

    Done by the office above, never by the one that is rated. `seen` is what
    `SurveyRule.times_set` gave when the page was shown: of two at once the second is told.
    """
    locked = Office.objects.select_for_update(no_key=True).get(pk=office.pk)
    require(permissions.can_set_rule(by, locked))
    rules.check_rule_start(valid_from, rules.local_day(at, locked.time_zone))
    rules.check_share(least_share)
    rules.check_basis(basis)
    if SurveyRule.times_set(locked.pk) != seen:
        raise StaleRecord(
            _(
                "Aturan kantor ini baru saja diubah orang lain. Isian Anda masih di bawah."
                " Lihat dahulu aturan yang baru, lalu kirim lagi bila masih perlu."
            )
        )
    rule = SurveyRule.objects.filter(office=locked, valid_from=valid_from).first()
    if rule is None:
        rule = SurveyRule(office=locked, valid_from=valid_from, version=0)
    rule.least_share, rule.period_length, rule.order = least_share, period_length, order
    rule.basis = basis.strip()
    rule.version += 1
    rule.save()
    payload = {
        "valid_from": valid_from,
        "least_permille": int(least_share * 1000),
        "period_length": period_length.value,
        "order": order.value,
    }
    chain = rules.chain_of(locked.pk)
    journal.append("survey.rule_set", about=rule, chain=chain, by=by, at=at, payload=payload)
    return rule
