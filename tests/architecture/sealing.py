"""A sealed report, its recipient of the table, another one who asks for the name, a newcomer."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING, Any

from prima.integrity.core import sealing
from prima.integrity.core.sealing import Cost
from prima.integrity.models import IdentityRequest, Recipient, ReportKey, SealedFile, SealedReport
from prima.offices.public import StaffMember

if TYPE_CHECKING:
    from tests.architecture.world import World

PAGES = (
    "sealed_report", "sealed_answered", "sealed_moved", "sealed_shared", "identity_asked",
)  # fmt: skip


def report_of(world: World, _of: str) -> Mapping[str, Any]:
    """Sealed to the recipient of the table alone."""
    return {"pk": _report(world).pk}


def file_of(world: World, _of: str) -> Mapping[str, Any]:
    """Its attachment."""
    report = _report(world)
    return {"pk": report.pk, "number": report.files.get().pk}


def wish_of(world: World, _of: str) -> Mapping[str, Any]:
    """Somebody else asks who wrote it."""
    report = _report(world)
    asking = _recipient(world.users["supervisor"].staff, "active", world)
    wish, _made = IdentityRequest.objects.get_or_create(
        report=report, asked_by=asking, defaults={"state": "asked", "reason": b"sealed"}
    )
    return {"pk": report.pk, "number": wish.pk}


def newcomer_of(world: World, _of: str) -> Mapping[str, Any]:
    """Somebody who waits to be let in."""
    _report(world)
    return {"pk": _recipient(world.users["reviewer"].staff, "pending", world).pk}


def _report(world: World) -> SealedReport:
    known = SealedReport.objects.first()
    if known is not None:
        return known
    pair = sealing.new_pair()
    made = SealedReport.objects.create(
        number="WB-26-7K3F9Q-C", form_digest="0" * 64, state="received",
        received_on=date(2026, 6, 1), public_key=pair.public, body=b"sealed", identity=b"sealed",
        **_locked(pair.private),
    )  # fmt: skip
    recipient = _recipient(world.users["report_recipient"].staff, "active", world)
    box = sealing.seal(pair.private, bytes(recipient.public_key))
    ReportKey.objects.create(report=made, recipient=recipient, box=box)
    SealedFile.objects.create(report=made, body=b"sealed")
    return made


def _recipient(staff: StaffMember, state: str, world: World) -> Recipient:
    known = Recipient.objects.filter(staff=staff).first()
    if known is not None:
        return known
    pair = sealing.new_pair()
    by = world.users["head"].staff if state == "active" else None
    return Recipient.objects.create(
        staff=staff, public_key=pair.public, state=state, confirmed_by=by, **_locked(pair.private)
    )


def _locked(private: bytes) -> dict[str, Any]:
    locked = sealing.lock(private, "kuda laut biru di teluk", cost=Cost(1, 8192))
    return {
        "passes": locked.passes, "memory": locked.memory, "salt": locked.salt, "box": locked.box,
    }  # fmt: skip


ARGUMENTS = {
    **{f"integrity:{name}": report_of for name in PAGES},
    "integrity:sealed_file": file_of,
    "integrity:identity_opened": wish_of,
    "integrity:identity_refused": wish_of,
    "integrity:recipient_confirmed": newcomer_of,
    "integrity:recipient_ended": newcomer_of,
}
