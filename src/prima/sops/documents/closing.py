"""What stands below the table: office time against the promise, in words."""

from __future__ import annotations

from django.utils.translation import gettext as _

from prima.sops.core.model import SopDocument
from prima.sops.core.validation import NORMAL_DAY_MINUTES, Promise
from prima.sops.documents.table import Table, duration

HOUR = 60


def closing_lines(
    document: SopDocument, shown: Table, promise: Promise | None, minutes: int | None
) -> list[str]:
    """What stands below the table: office time against the promise, and what the star means."""
    lines = []
    if promise is not None and minutes is not None:
        lines.append(
            _("Waktu petugas paling lama %(spent)s. Janji kepada masyarakat %(promised)s.")
            % {"spent": spent(minutes), "promised": duration(promise.amount, promise.unit)}
        )
        lines.append(
            _("Keduanya dihitung sejak %(start)s sampai %(stop)s, tanpa masa menunggu.")
            % {
                "start": moment(document, promise.start_event),
                "stop": moment(document, promise.stop_event),
            }
        )
    if shown.has_proposed_times:
        lines.append(_("* Usulan waktu: belum diukur dan belum ditetapkan kantor."))
    return lines


def moment(document: SopDocument, event: str) -> str:
    """A moment of the standard's clock in words."""
    names = {
        "received": _("permohonan diterima"),
        "papers_complete": _("berkas lengkap"),
        "product_ready": _("produk siap"),
        "handed_over": _("produk diserahkan"),
    }
    if event in names:
        return names[event]
    step = document.step_marking(event)
    number = document.step_number(step.key) if step else 0
    return _("langkah %(number)d selesai") % {"number": number}


def spent(minutes: int) -> str:
    """Working minutes in words, in days of the normal length: "2 hari kerja 1 jam 52 menit"."""
    days, rest = divmod(minutes, NORMAL_DAY_MINUTES)
    hours, rest = divmod(rest, HOUR)
    parts = [
        duration(days, "working_day") if days else "",
        duration(hours, "working_hour") if hours else "",
        duration(rest, "working_minute") if rest or not minutes else "",
    ]
    return " ".join(filter(None, parts))
