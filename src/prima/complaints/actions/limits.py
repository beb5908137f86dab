"""What an office promises for complaints beyond the law."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from django.utils.translation import gettext as _

from prima.complaints import permissions, rules
from prima.complaints.core.limits import Stage
from prima.complaints.models import OfficeLimit
from prima.kernel import journal
from prima.kernel.actors import Actor
from prima.kernel.errors import RuleBroken, require
from prima.offices.public import Office


@journal.action
def set_limits(
    office: Office, days: Mapping[tuple[Stage, str], int | None], *, by: Actor, at: datetime
) -> None:
    """Set the office's own days by stage and class; none means as the law says.

    They bind complaints from now on; those that came before keep the limit of their day.
    """
    require(permissions.can_set_limits(by, office.pk))
    Office.objects.select_for_update(no_key=True).get(pk=office.pk)
    on = rules.local_day(at, office.time_zone)
    now = {
        (one.stage, one.gravity): one
        for one in OfficeLimit.objects.filter(office=office, ended_at=None)
    }
    for (stage, gravity), amount in days.items():
        before = now.get((stage, gravity))
        if amount == (before.days if before else None):
            continue
        _check(stage, gravity, amount, rules.legal_limit(stage, gravity, on).amount)
        if before is not None:
            before.ended_at = at
            before.save(update_fields=["ended_at"])
        if amount is not None:
            OfficeLimit.objects.create(
                office=office, stage=stage, gravity=gravity, days=amount, set_at=at
            )
        journal.append(
            "complaint.limit_set", about=office, chain=rules.chain_of(office.pk), by=by, at=at,
            payload={"stage": stage, "gravity": gravity or "every", "days": amount or 0},
        )  # fmt: skip


def _check(stage: Stage, gravity: str, amount: int | None, most: int) -> None:
    if (stage, gravity) not in rules.OWN_LIMITS:
        raise RuleBroken(_("Batas waktu itu tidak dapat diubah oleh kantor."))
    if amount is not None and not 1 <= amount <= most:
        raise RuleBroken(
            _("Paling lama %(days)s hari kerja, sesuai aturan. Isi angka yang lebih kecil.")
            % {"days": most}
        )
