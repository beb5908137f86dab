"""The signed receipt of a complaint, and the one page that checks it without a network."""

from __future__ import annotations

import base64
from dataclasses import dataclass
from datetime import datetime
from importlib.resources import files
from typing import Final
from zoneinfo import ZoneInfo

from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse

from prima.complaints.core import receipt
from prima.complaints.models import Complaint
from prima.complaints.rules import Kind
from prima.kernel import clock
from prima.kernel.crypto import signing
from prima.kernel.documents import qr_svg

# The words of the paper are the same in every language of the screen: they are what is signed.
_KINDS: Final = {
    Kind.COMPLAINT: "pengaduan",
    Kind.ASPIRATION: "usul",
    Kind.INFORMATION: "pertanyaan",
    Kind.PRAISE: "pujian",
}
_STAGES: Final = {"verify": "periksa", "first_answer": "jawaban"}
_HEAD_END: Final = "</head>"
_BODY_END: Final = "</body>"


@dataclass(frozen=True, slots=True)
class SignedReceipt:
    """The lines, their signature, and both as a file and as a picture."""

    lines: tuple[str, ...]
    signature: str
    file: bytes
    qr: str
    # Where the keys are, to be typed off paper.
    address: str


def signed_receipt(complaint: Complaint, *, at: datetime) -> SignedReceipt:
    """Sign what was received and until when; nothing of who spoke or of what was said.

    Only the dates known at receipt stand in it, as they were first promised: a receipt made later
    says the same as the first one, but for the moment it was made.
    """
    zone = ZoneInfo(complaint.office.time_zone)
    first = complaint.deadlines.filter(stage__in=_STAGES, basis="law").order_by("pk")
    due: dict[str, datetime] = {}
    for one in first:
        due.setdefault(_STAGES[one.stage], one.first_due_at.astimezone(zone))
    said = receipt.Receipt(
        number=complaint.number,
        office=f"{' '.join(complaint.office.name.split())} ({complaint.office.key})",
        kind=_KINDS[Kind(complaint.kind)],
        received_at=complaint.received_at.astimezone(zone),
        due=tuple(due.items()),
        digest=receipt.digest_of(complaint.number, complaint.story or ""),
        key_id=signing.verify_keys()[0].key_id,
        issued_at=at.astimezone(zone),
    )
    text = receipt.text_of(said)
    signature = signing.sign(text)
    picture = base64.b64encode(qr_svg(receipt.code_of(text, signature)).encode()).decode("ascii")
    return SignedReceipt(
        lines=tuple(text.split("\n")[1:]),
        signature=signature,
        file=receipt.file_of(text, signature),
        qr=f"data:image/svg+xml;base64,{picture}",
        address=f"{settings.SITE_URL}{reverse('complaints:keys')}",
    )


def checker_page(*, at: datetime) -> bytes:
    """One file that needs nothing beside itself: page, script, style and today's public keys."""
    known = signing.verify_keys()
    context = {
        "keys": known,
        "keys_data": [
            {"key": one.public_key, "until": one.until.isoformat() if one.until else None}
            for one in known
        ],
        "site": settings.SITE_URL,
        "made": clock.format_date(at, settings.TIME_ZONE),
    }
    page = render_to_string("complaints/checker.html", context)
    return _with_parts(page).encode("utf-8")


def _with_parts(page: str) -> str:
    """Put style and script of this app into the page, which is never shown by our own site."""
    parts = files("prima.complaints").joinpath("checker")
    style = parts.joinpath("checker.css").read_text("utf-8")
    script = parts.joinpath("checker.js").read_text("utf-8")
    head, _cut, rest = page.partition(_HEAD_END)
    body, _cut, end = rest.rpartition(_BODY_END)
    return (
        f"{head}<style>\n{style}</style>\n{_HEAD_END}"
        f"{body}<script>\n{script}</script>\n{_BODY_END}{end}"
    )
