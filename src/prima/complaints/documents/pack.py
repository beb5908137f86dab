"""The Ombudsman pack: what UU 37/2008 Pasal 24 asks of a report, ready to be handed over.

In the person's own pack stand their words, their name where they gave one, and their files. The
pack of the office has none of these: it tells what the office did and when, and names each file by
its digest only.
"""

from __future__ import annotations

import hashlib
import io
import json
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from prima.complaints.documents.receipt import signed_receipt
from prima.complaints.models import Complaint, ComplaintDeadline, ComplaintEvent, Reporter
from prima.complaints.rules import INTERNAL, Speaker
from prima.kernel import clock, files
from prima.kernel.documents import render_pdf
from prima.kernel.files import Kind

_TEMPLATE = Path(__file__).resolve().parents[1] / "typst" / "pack.typ"


@dataclass(frozen=True, slots=True)
class _Attached:
    """A file somebody gave, under a name that is not theirs."""

    name: str
    content: bytes
    digest: str


def ombudsman_pack(complaint: Complaint, *, own: bool, at: datetime) -> bytes:
    """A ZIP: chronology, the same for programs, the receipt, files, and a list of digests."""
    attached = _attached(complaint)
    told = _told(complaint, own=own, at=at)
    parts: dict[str, bytes] = {
        "kronologi.pdf": render_pdf(_TEMPLATE, _paper(complaint, told, attached, own=own), at=at),
        "laporan.json": (json.dumps(told, ensure_ascii=False, indent=1) + "\n").encode(),
    }
    if own:
        parts |= {"tanda-terima.json": signed_receipt(complaint, at=at).file}
        parts |= {f"lampiran/{one.name}": one.content for one in attached}
    sums = [f"{hashlib.sha256(content).hexdigest()}  {name}" for name, content in parts.items()]
    parts["SHA256SUMS.txt"] = ("\n".join(sums) + "\n").encode()
    return _zipped(parts, at.astimezone(ZoneInfo(complaint.office.time_zone)))


def _zipped(parts: Mapping[str, bytes], at: datetime) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(zipfile.ZipInfo(name, at.timetuple()[:6]), content)
    return out.getvalue()


def _attached(complaint: Complaint) -> list[_Attached]:
    found = []
    present = complaint.files.filter(stored__removed_at=None).select_related("stored")
    for place, one in enumerate(present.order_by("pk"), start=1):
        content = files.read(one.stored)
        name = f"lampiran-{place}.{Kind(one.stored.kind).extension}"
        found.append(_Attached(name, content, hashlib.sha256(content).hexdigest()))
    return found


def _told(complaint: Complaint, *, own: bool, at: datetime) -> dict[str, Any]:
    """Everything that is told, as data; moments in the time of the office."""
    zone = ZoneInfo(complaint.office.time_zone)
    reporter = Reporter.objects.filter(complaint=complaint).first() if own else None
    events = complaint.events.exclude(kind__in=sorted(INTERNAL))
    deadlines = list(complaint.deadlines.order_by("due_at", "pk"))
    return {
        "nomor": complaint.number,
        "kantor": complaint.office.name,
        "layanan": complaint.service.name if complaint.service else None,
        "jenis": str(complaint.get_kind_display()),
        "bagian_janji": str(complaint.get_promise_part_display()) or None,
        "diterima": _moment(complaint.received_at, zone),
        "keadaan": str(complaint.get_status_display()),
        "penutupan": str(complaint.get_closure_display()) or None,
        "dialihkan": complaint.forwards,
        "pelapor": {"nama": reporter.name, "telepon": reporter.phone, "surel": reporter.email}
        if reporter
        else None,
        "cerita": complaint.story if own else None,
        "harapan": (complaint.wish or None) if own else None,
        "batas_waktu": [_deadline(one, at, zone) for one in deadlines],
        "kronologi": [_event(one, zone, own=own) for one in events],
    }


def _deadline(one: ComplaintDeadline, at: datetime, zone: ZoneInfo) -> dict[str, Any]:
    return {
        "aturan": one.source,
        "batas": _moment(one.due_at, zone),
        "batas_pertama": _moment(one.first_due_at, zone),
        "dipenuhi": _moment(one.met_at, zone) if one.met_at else None,
        "terlewat": (one.met_at or at) > one.due_at,
    }


def _event(one: ComplaintEvent, zone: ZoneInfo, *, own: bool) -> dict[str, Any]:
    """A line of the course; the office's pack leaves out what the person wrote."""
    is_theirs = one.speaker == Speaker.REPORTER
    return {
        "waktu": _moment(one.at, zone),
        "peristiwa": str(one.get_kind_display()),
        "oleh": str(one.get_speaker_display()),
        "isi": (one.text or None) if own or not is_theirs else None,
    }


def _moment(at: datetime, zone: ZoneInfo) -> str:
    return at.astimezone(zone).isoformat(timespec="seconds")


def _paper(
    complaint: Complaint, told: dict[str, Any], attached: list[_Attached], *, own: bool
) -> dict[str, Any]:
    """The same on paper, in the order of the law."""
    office, zone = complaint.office, complaint.office.time_zone
    shown = [
        [one["aturan"], _read(one["batas"], zone), _read(one["dipenuhi"], zone) or _("belum")]
        for one in told["batas_waktu"]
        if one["terlewat"]
    ]
    course = [
        [_read(one["waktu"], zone), f"{one['peristiwa']} ({one['oleh']})", one["isi"] or ""]
        for one in told["kronologi"]
    ]
    return {
        "lang": get_language() or "id",
        "title": _("Laporan untuk Ombudsman"),
        "office": office.name,
        "office_lines": [line for line in (office.address, office.phone) if line],
        "lead": _("Disusun dari catatan kantor menurut urutan UU 37/2008 Pasal 24."),
        "parts": [_who(told, own=own), _about(told, zone), _words(told, own=own)],
        "missed_title": _("Batas waktu yang terlewat"),
        "missed_none": _("Tidak ada batas waktu yang terlewat."),
        "missed_head": [_("Aturan"), _("Paling lambat"), _("Dipenuhi")],
        "missed": shown,
        "course_title": _("Kronologi"),
        "course_head": [_("Waktu"), _("Peristiwa"), _("Isi")],
        "course": course,
        "files_title": _("Lampiran"),
        "files_none": _("Tidak ada lampiran."),
        "files_head": [_("Berkas"), _("Sidik SHA-256")],
        "files": [[one.name, " ".join(_pieces(one.digest))] for one in attached],
        "footer": complaint.number,
    }


def _who(told: dict[str, Any], *, own: bool) -> dict[str, Any]:
    """Names and the lines a person fills in by hand, or why there are none."""
    blank = "." * 60
    if not own:
        said = _("Berkas dari kantor tidak memuat pelapor dan kata-katanya.")
        return {"title": _("Pelapor"), "facts": [], "paragraphs": [said]}
    known = told["pelapor"] or {}
    rows = [
        [_("Nama lengkap"), known.get("nama") or blank],
        [_("Tempat dan tanggal lahir"), blank],
        [_("Status perkawinan"), blank],
        [_("Pekerjaan"), blank],
        [_("Alamat lengkap"), blank],
        [_("Telepon atau surel"), known.get("telepon") or known.get("surel") or blank],
    ]
    return {"title": _("Pelapor"), "facts": rows, "paragraphs": []}


def _about(told: dict[str, Any], zone: str) -> dict[str, Any]:
    rows = [
        [_("Kantor"), told["kantor"]],
        [_("Layanan"), told["layanan"] or "–"],
        [_("Yang tidak ditepati"), told["bagian_janji"] or "–"],
        [_("Nomor laporan di kantor"), told["nomor"]],
        [_("Disampaikan kepada kantor"), _read(told["diterima"], zone)],
        [_("Keadaan"), ": ".join(filter(None, (told["keadaan"], told["penutupan"])))],
        [_("Dialihkan"), _("%(n)s kali") % {"n": told["dialihkan"]}],
    ]
    return {"title": _("Yang dilaporkan"), "facts": rows, "paragraphs": []}


def _words(told: dict[str, Any], *, own: bool) -> dict[str, Any]:
    said = [told["cerita"], told["harapan"]] if own else []
    paragraphs = [line for text in said if text for line in text.splitlines() if line.strip()]
    without = _("Uraian pelapor ada pada pelapor sendiri.")
    return {
        "title": _("Uraian peristiwa"),
        "facts": [],
        "paragraphs": paragraphs or [without],
    }


def _read(moment: str | None, zone: str) -> str:
    """A moment as people read it."""
    if moment is None:
        return ""
    return clock.format_moment(datetime.fromisoformat(moment), zone)


def _pieces(digest: str) -> list[str]:
    return [digest[start : start + 16] for start in range(0, len(digest), 16)]
