"""The slip somebody takes home after speaking at the counter: number, next steps, where to ask."""

from __future__ import annotations

from base64 import b64encode
from dataclasses import dataclass

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _

from prima.complaints.models import Complaint
from prima.kernel import clock
from prima.kernel.documents import qr_svg


@dataclass(frozen=True, slots=True)
class Slip:
    """Everything beside number and words; nothing of what was said, for it may lie around."""

    address: str
    qr: str
    next_steps: tuple[str, ...]
    heard: str


def slip(complaint: Complaint) -> Slip:
    """What the paper says; the five words are added by the page that has them."""
    address = f"{settings.SITE_URL}{reverse('complaints:track')}"
    qr = b64encode(qr_svg(address).encode("utf-8")).decode("ascii")
    zone = complaint.office.time_zone
    return Slip(
        address=address,
        qr=f"data:image/svg+xml;base64,{qr}",
        next_steps=tuple(_next_steps(complaint)),
        heard=clock.format_moment(complaint.received_at, zone),
    )


def _next_steps(complaint: Complaint) -> list[str]:
    words = {
        "verify": _("Laporan diperiksa paling lambat %(day)s."),
        "first_answer": _("Anda mendapat jawaban pertama paling lambat %(day)s."),
    }
    zone = complaint.office.time_zone
    steps = [
        words[one.stage] % {"day": clock.format_date(one.due_at, zone)}
        for one in complaint.deadlines.order_by("pk")
        if one.stage in words
    ]
    if not steps:
        return [_("Pujian Anda kami teruskan kepada kantor. Terima kasih.")]
    office = complaint.office
    if office.phone:
        ask = _("Tanpa internet: datang ke kantor atau telepon %(phone)s dengan kertas ini.")
        return [*steps, ask % {"phone": office.phone}]
    return [*steps, _("Tanpa internet: datang ke kantor dengan kertas ini.")]
