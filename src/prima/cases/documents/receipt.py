"""What goes on paper: the receipt of an application, for the citizen to take home."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from prima.cases.core import deadline_of
from prima.cases.models import Case, CasePaper
from prima.cases.rules import PaperForm, PaperState
from prima.kernel import clock
from prima.kernel.documents import qr_svg, render_pdf
from prima.offices.public import calendar_of
from prima.standards.public import fee_for

_TEMPLATE = Path(__file__).resolve().parents[1] / "typst" / "receipt.typ"


def receipt(case: Case, *, words: str | None, now: datetime) -> dict[str, Any]:
    """What a receipt says, as plain data for the PDF and for the page that is printed.

    `words` are given only right after the application, by the request that opened the case: they
    are stored nowhere in the clear, so a later copy of the receipt is without them.
    """
    office = case.office
    address = tracking_address()
    return {
        "lang": get_language() or "id",
        "title": _("Tanda terima permohonan"),
        "office": office.name,
        "office_lines": [line for line in (office.address, _telephone(case)) if line],
        "number": case.number,
        "words": words.split() if words else [],
        "words_note": _("Lima kata ini membuka halaman berkas Anda. Simpan, dan jangan bagikan."),
        "facts": _facts(case, now),
        "papers_title": _("Berkas yang kami catat"),
        "papers": _papers(case),
        "next_title": _("Langkah berikutnya"),
        "next": _next_steps(case),
        "qr": qr_svg(address),
        "qr_alt": _("Kode QR ke halaman lacak"),
        "address": address,
        "voice_note": _(
            "Ada janji yang tidak ditepati? Pindai kode ini dan sampaikan kepada kami."
        ),
        "voice_qr": qr_svg(_voice_address(case)),
        "voice_alt": _("Kode QR ke halaman laporan"),
        "address_note": _("Lacak berkas di halaman ini dengan nomor berkas dan lima kata."),
        "footer": _("%(number)s, dicetak %(moment)s")
        % {"number": case.number, "moment": clock.format_moment(now, office.time_zone)},
    }


def receipt_pdf(case: Case, *, words: str | None, now: datetime) -> bytes:
    """The receipt as PDF."""
    return render_pdf(_TEMPLATE, receipt(case, words=words, now=now), at=now)


def _voice_address(case: Case) -> str:
    """The form for complaints with office and service filled in; nothing of the case."""
    query = urlencode({"kantor": case.office.key, "layanan": case.service.key})
    return f"{settings.SITE_URL}{reverse('complaints:speak')}?{query}"


def tracking_address() -> str:
    """The page where a case is followed; number and words are typed there, never linked."""
    return f"{settings.SITE_URL}{reverse('cases:track')}"


def promise_sentence(case: Case, now: datetime) -> str:
    """The promise in one sentence, or from when it will count."""
    read = deadline_of(case.clock, calendar_of(case.office), now)
    if read.due_at is None:
        return _("%(time)s setelah berkas dinyatakan lengkap") % {"time": promised_time(case)}
    moment = clock.format_moment(read.due_at, case.office.time_zone)
    if read.provisional:
        return _("%(moment)s (dapat bergeser bila hari libur berubah)") % {"moment": moment}
    return moment


def promised_time(case: Case) -> str:
    """The promised amount in its unit: "15 menit kerja"."""
    units = {
        "working_minute": _("%(amount)d menit kerja"),
        "working_hour": _("%(amount)d jam kerja"),
        "working_day": _("%(amount)d hari kerja"),
        "calendar_day": _("%(amount)d hari"),
    }
    return units[case.promise_unit] % {"amount": case.promise_amount}


def _facts(case: Case, now: datetime) -> list[list[str]]:
    zone = case.office.time_zone
    return [
        [_("Layanan"), case.service.name],
        [_("Atas nama"), case.applicant_name],
        [_("Diterima"), clock.format_moment(case.received_at, zone)],
        [_("Janji selesai"), promise_sentence(case, now)],
        [_("Biaya"), fee_words(case)],
    ]


def fee_words(case: Case) -> str:
    """What this case costs, in words."""
    fee = fee_for(case.standard.content, case.situations)
    if not fee.amount:
        return _("Gratis")
    grouped = f"{fee.amount:,}".replace(",", ".")
    return _("Rp%(amount)s. Cara membayar: %(channel)s") % {
        "amount": grouped,
        "channel": fee.payment_channel,
    }


def _papers(case: Case) -> list[list[str]]:
    texts = {row.key: row.text for row in case.standard.content.requirements}
    return [
        [texts.get(paper.requirement_key, paper.requirement_key), _paper_state(paper)]
        for paper in case.papers.order_by("pk")
    ]


def _paper_state(paper: CasePaper) -> str:
    state = PaperState(paper.state).label
    if not paper.form:
        return str(state)
    return f"{state} ({PaperForm(paper.form).label.lower()})"


def _next_steps(case: Case) -> list[str]:
    """The citizen's view of the procedure, as the standard tells it."""
    return [step.text for step in case.standard.content.procedure]


def _telephone(case: Case) -> str:
    if not case.office.phone:
        return ""
    return _("Telepon %(number)s") % {"number": case.office.phone}
