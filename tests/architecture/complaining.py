"""A complaint in each of the two offices."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import TYPE_CHECKING, Any

from prima.cases.tests.uploads import png
from prima.complaints.actions import Submission, submit
from prima.complaints.models import AnswerFrame, CallBack, Complaint, ComplaintFile
from prima.complaints.rules import Channel, Identity, Kind
from prima.kernel import clock, messages
from prima.kernel.actors import CITIZEN

if TYPE_CHECKING:
    from tests.architecture.world import World


def number_of(world: World, of: str) -> Mapping[str, Any]:
    """Somebody unknown spoke about this office; the same one however often it is asked."""
    submission = Submission(
        kind=Kind.COMPLAINT,
        identity=Identity.UNKNOWN,
        channel=Channel.WEB,
        office=world.offices[of],
        story="Antrean dipanggil tidak berurutan.",
    )
    key = f"kunci-laporan-{world.offices[of].key}"
    received = submit(submission, key=key, by=CITIZEN, at=clock.now())
    return {"number": received.complaint.number}


def file_of(world: World, of: str) -> Mapping[str, Any]:
    """The same with a photo."""
    submission = Submission(
        kind=Kind.COMPLAINT,
        identity=Identity.UNKNOWN,
        channel=Channel.WEB,
        office=world.offices[of],
        story="Tempat duduk di ruang tunggu rusak.",
        uploads=[png()],
    )
    key = f"kunci-foto-{world.offices[of].key}"
    found = submit(submission, key=key, by=CITIZEN, at=clock.now()).complaint
    return {"number": found.number, "pk": ComplaintFile.objects.get(complaint=found).pk}


def receipt_of(world: World, of: str) -> Mapping[str, Any]:
    """Somebody wrote by telephone, and the receipt waits to be sent."""
    found = number_of(world, of)
    complaint = Complaint.objects.get(number=found["number"])
    message = messages.prepare(
        messages.Channel.WHATSAPP,
        recipient="0812 3456 7890",
        subject="Laporan",
        body="Terima kasih.",
        at=clock.now(),
        about=complaint,
    )
    return {**found, "pk": message.pk}


def frame_of(world: World, of: str) -> Mapping[str, Any]:
    """A frame of the office, as it is offered."""
    office = world.offices[of]
    made, _is_new = AnswerFrame.objects.get_or_create(
        office=office, retired_at=None,
        defaults={
            "title": "Antrean", "written_at": clock.now(),
            "written_by_id": world.users["complaint_officer"].pk,
        },
    )  # fmt: skip
    return {"pk": made.pk}


def call_of(world: World, of: str) -> Mapping[str, Any]:
    """Somebody who spoke about the office, drawn to be telephoned."""
    complaint = Complaint.objects.get(number=number_of(world, of)["number"])
    made, _is_new = CallBack.objects.get_or_create(
        complaint=complaint, office=world.offices[of], month=date(2026, 6, 1),
        defaults={"drawn_at": clock.now()},
    )  # fmt: skip
    return {"pk": made.pk}


ARGUMENTS = {
    "complaints:frame": frame_of,
    "complaints:frame_retired": frame_of,
    "complaints:call": call_of,
    "complaints:call_opened": call_of,
    "complaints:call_noted": call_of,
    "complaints:receipt_sent": receipt_of,
    "complaints:file": file_of,
    "complaints:reporter": number_of,
    "complaints:reporter_shown": number_of,
    "complaints:sight": number_of,
    "complaints:task": number_of,
    "complaints:task_printed": number_of,
    "complaints:complaint": number_of,
    "complaints:proposal": number_of,
    "complaints:summary": number_of,
    "complaints:office_pack": number_of,
    "complaints:moderated": number_of,
    "complaints:acted": lambda world, of: {**number_of(world, of), "act": "verify"},
}
OF_OFFICE = tuple(ARGUMENTS)


def _fixed(**found: str) -> Callable[[World, str], Mapping[str, Any]]:
    """The same arguments whoever asks."""
    return lambda _world, _of: found


# What programs read and send; nothing of either office is on the public list.
OPEN311 = {
    "complaints:open311_discovery": _fixed(form="xml"),
    "complaints:open311_services": _fixed(form="xml"),
    "complaints:open311_service": _fixed(form="xml", code="umum"),
    "complaints:open311_requests": _fixed(form="xml"),
    "complaints:incoming": _fixed(service="umum"),
    "complaints:open311_request": _fixed(form="xml", number="ADU-26-000000-X"),
}


def jurisdiction(world: World, _of: str) -> str:
    """An office is a jurisdiction."""
    return f"?jurisdiction_id={world.offices['a'].key}"
