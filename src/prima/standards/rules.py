"""How the fixed words of a standard are said to people."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from prima.standards.core.content import CompletionTime, Requirement

# The names of the fourteen components in PermenPANRB 15/2014.
COMPONENT_LABELS: Final[Mapping[str, Promise]] = {
    "requirements": gettext_lazy("Persyaratan"),
    "procedure": gettext_lazy("Sistem, mekanisme, dan prosedur"),
    "completion_time": gettext_lazy("Jangka waktu pelayanan"),
    "fee": gettext_lazy("Biaya atau tarif"),
    "product": gettext_lazy("Produk pelayanan"),
    "complaint_handling": gettext_lazy("Penanganan pengaduan, saran, dan masukan"),
    "legal_basis": gettext_lazy("Dasar hukum"),
    "facilities": gettext_lazy("Sarana, prasarana, dan fasilitas"),
    "staff_competence": gettext_lazy("Kompetensi pelaksana"),
    "internal_supervision": gettext_lazy("Pengawasan internal"),
    "staff_number": gettext_lazy("Jumlah pelaksana"),
    "service_guarantee": gettext_lazy("Jaminan pelayanan"),
    "safety_guarantee": gettext_lazy("Jaminan keamanan dan keselamatan pelayanan"),
    "staff_evaluation": gettext_lazy("Evaluasi kinerja pelaksana"),
}

EVENT_LABELS: Final[Mapping[str, Promise]] = {
    "received": gettext_lazy("permohonan diterima"),
    "papers_complete": gettext_lazy("berkas dinyatakan lengkap"),
    "product_ready": gettext_lazy("hasil siap diambil"),
    "handed_over": gettext_lazy("hasil diserahkan kepada Anda"),
}


def time_text(time: CompletionTime) -> str:
    """Say the promised time in a few words: "15 menit", "1 jam kerja", "5 hari kerja"."""
    count = time.amount
    if time.unit == "working_minute":
        text = ngettext("%(count)d menit", "%(count)d menit", count)
    elif time.unit == "working_hour":
        text = ngettext("%(count)d jam kerja", "%(count)d jam kerja", count)
    elif time.unit == "working_day":
        text = ngettext("%(count)d hari kerja", "%(count)d hari kerja", count)
    else:
        text = ngettext("%(count)d hari kalender", "%(count)d hari kalender", count)
    return text % {"count": count}


def event_text(event: str) -> str:
    """Say a moment on the clock; a step of the SOP has its own name there."""
    label = EVENT_LABELS.get(event)
    return str(label) if label else _("langkah yang disebut di SOP selesai")


def form_text(requirement: Requirement) -> str:
    """Say in which form a requirement is met: original, copies, condition or attendance."""
    if requirement.kind == "attendance":
        return _("hadir sendiri")
    if requirement.kind == "condition":
        return _("syarat")
    copies = ngettext("%(count)d salinan", "%(count)d salinan", requirement.copies) % {
        "count": requirement.copies
    }
    if not requirement.original:
        return copies
    if not requirement.copies:
        return _("asli")
    return _("asli dan %(copies)s") % {"copies": copies}
