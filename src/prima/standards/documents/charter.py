"""The service charter as people read it: its promises, and time and price of each service."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Final

from django.conf import settings
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from prima.kernel.documents import qr_svg, render_pdf
from prima.offices.public import Office
from prima.standards import rules
from prima.standards.core.content import StandardContent
from prima.standards.models import ServiceCharter, ServiceStandard
from prima.ui.components import Fact
from prima.ui.formats import rupiah

_TEMPLATE: Final = Path(__file__).with_name("typst") / "charter.typ"
# As many ways to complain as can be read from a wall.
_MOST_CHANNELS: Final = 4


@dataclass(frozen=True, slots=True)
class PromiseRow:
    """One service as the charter names it: how long it takes and what it costs."""

    key: str
    name: str
    time: str
    cost: str


@dataclass(frozen=True, slots=True)
class CharterSheet:
    """What page and poster show beside the promises themselves."""

    rows: list[PromiseRow]
    channels: list[str]


def charter_sheet(promised: Sequence[ServiceStandard]) -> CharterSheet:
    """Time and price of every service, and the ways to complain that most standards name."""
    contents = [one.content for one in promised]
    rows = [
        PromiseRow(one.service.key, one.service.name, rules.time_text(c.completion_time), _cost(c))
        for one, c in zip(promised, contents, strict=True)
    ]
    return CharterSheet(rows, _channels(content.complaint_handling for content in contents))


def _cost(content: StandardContent) -> str:
    """The usual price; where a situation changes it, from the lowest to the highest."""
    amounts = sorted({fee.amount for fee in content.fee})
    if len(amounts) == 1:
        return rupiah(amounts[0])
    return _("%(lowest)s sampai %(highest)s") % {
        "lowest": rupiah(amounts[0]),
        "highest": rupiah(amounts[-1]),
    }


def _channels(lists: Iterable[Sequence[str]]) -> list[str]:
    """The ways most standards name, in the order in which they name them first."""
    counts = Counter(line for lines in lists for line in lines)
    most = {line for line, _count in counts.most_common(_MOST_CHANNELS)}
    return [line for line in counts if line in most]


def charter_facts(charter: ServiceCharter) -> list[Fact]:
    """By what decision, by whom and since when."""
    return [
        Fact(_("Kantor"), charter.office.name),
        Fact(_("Ditetapkan dengan"), _decision(charter)),
        Fact(_("Ditandatangani oleh"), f"{charter.signatory}, {charter.position}"),
        Fact(_("Berlaku mulai"), date_format(charter.valid_from, "j F Y")),
        Fact(_("Versi"), charter.version),
    ]


def _decision(charter: ServiceCharter) -> str:
    return _("Keputusan Nomor %(number)s, %(place)s, %(day)s") % {
        "number": charter.decision_number,
        "place": charter.place,
        "day": date_format(charter.signed_on, "j F Y"),
    }


def charter_address(office: Office) -> str:
    """Where everybody reads the charter of this office."""
    return f"{settings.SITE_URL}{reverse('standards:charter_page')}?kantor={office.key}"


def charter_poster(
    charter: ServiceCharter, office: Office, sheet: CharterSheet, *, language: str, at: datetime
) -> bytes:
    """The poster for the wall on A3 as PDF, for the office where it hangs."""
    address = charter_address(office)
    # Out of the f-string below, in which the collector of sentences does not look.
    version = _("Versi %(number)d") % {"number": charter.version}
    data = {
        "eyebrow": _("Maklumat pelayanan"),
        "title": _("Janji kami kepada Anda"),
        "office": office.name,
        "opening": _("Dengan ini kami menyatakan:"),
        "promises": list(charter.promises),
        "signed": [
            f"{charter.place}, {date_format(charter.signed_on, 'j F Y')}",
            charter.position,
            charter.signatory,
        ],
        "services_title": _("Waktu dan biaya setiap layanan"),
        "heads": [_("Layanan"), _("Waktu"), _("Biaya")],
        "rows": [[row.name, row.time, row.cost] for row in sheet.rows],
        "more": _("Daftar lengkapnya ada di alamat di bawah ini."),
        "complaint_title": _("Tidak sesuai janji? Sampaikan kepada kami"),
        "channels": [*_contacts(office), *sheet.channels],
        "qr": qr_svg(address),
        "qr_alt": _("Kode QR ke halaman maklumat"),
        "qr_words": _("Pindai untuk membaca standar setiap layanan."),
        "address": address.split("//", 1)[-1],
        "notes": f"{_decision(charter)}. {version}.",
        "language": language,
    }
    return render_pdf(_TEMPLATE, data, at=at)


def _contacts(office: Office) -> list[str]:
    """Telephone and addresses of the office itself, in one line."""
    told = (
        (_("Telepon %(to)s"), office.phone),
        (_("WhatsApp %(to)s"), office.whatsapp),
        (_("surel %(to)s"), office.email),
    )
    line = "; ".join(words % {"to": to} for words, to in told if to)
    return [line] if line else []
