"""What the people of the town ask of their data, and what is to be erased there."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from prima.cases import public as cases
from prima.kernel.actors import CITIZEN, SYSTEM
from prima.privacy import public as privacy
from prima.privacy.public import RequestKind, Wish

if TYPE_CHECKING:
    from tests.browser.town import Town


def ask(town: Town) -> None:
    """Requests in every state, an erased case, an announced and a held one."""
    at = town.now - timedelta(hours=70)
    reason = Wish("Saya pindah ke luar negeri dan tidak memerlukannya lagi.")
    new = {"applicant_name": "Siti Maryam Nurhaliza", "applicant_address": "Jalan Mawar 3"}
    waiting = _take(town, "done", RequestKind.ERASURE, reason, town.now - timedelta(hours=20))
    late = _take(town, "refused", RequestKind.RESTRICTION, reason, at - timedelta(hours=9))
    change = _take(town, "fresh", RequestKind.CORRECTION, Wish("Salah ketik.", new), at)
    copy = _take(town, "done", RequestKind.ACCESS, Wish(), at)
    no = _take(town, "late", RequestKind.ACCESS, Wish(), at)
    manager = town.actor("manager", town.now)
    privacy.grant(copy, answer="Silakan unduh.", by=manager, at=town.now)
    privacy.refuse(
        no, limit="no-proof", answer="Tunjukkan KTP asli di loket.", by=manager, at=town.now
    )
    _take(town, "done", RequestKind.CONSENT, Wish(), town.now)
    cases.erase_person_of(
        _case(town, "kept-3"), cause=cases.ErasureCause.REQUEST, by=SYSTEM, at=town.now
    )
    for name, request in (("erasure", waiting), ("change", change), ("overdue", late)):
        town.records[name] = str(request.pk)
    _announce(town)


def _announce(town: Town) -> None:
    for name in ("ready", "kept-1", "kept-2"):
        privacy.RetentionNotice.objects.create(
            case=_case(town, name), retention_class="service-case",
            announced_at=town.now, erase_after=town.now + timedelta(days=30),
        )  # fmt: skip
    privacy.place_hold(
        _case(town, "kept-1"), privacy.HoldReason.DISPUTE,
        by=town.actor("manager", town.now), at=town.now,
    )  # fmt: skip
    cases.show_nik(
        _case(town, "fresh"), reason=cases.NikReason.COMPARE,
        by=town.actor("officer", town.now), at=town.now,
    )  # fmt: skip


def _take(
    town: Town, name: str, kind: RequestKind, wish: Wish, at: datetime
) -> privacy.DataRequest:
    return privacy.take_request(_case(town, name), kind, wish, by=CITIZEN, at=at)


def _case(town: Town, name: str) -> cases.Case:
    return cases.Case.objects.select_related("office", "service").get(number=town.codes[name][0])
