"""The ways a person may go, for the menu of every staff page."""

from __future__ import annotations

from typing import Any, Final

from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import SimpleLazyObject
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from prima.kernel import clock
from prima.kernel.actors import CITIZEN, Actor
from prima.sops.public import unread_count
from prima.ui.components import MenuItem

# Permission, page, name; in the order of the day.
_WAYS: Final = (
    ("see_performance", "insight:head", _("Ringkasan")),
    ("see_cases", "insight:my_work", _("Berkas saya")),
    ("register_cases", "cases:intake", _("Terima berkas")),
    ("see_cases", "cases:search", _("Cari berkas")),
    ("see_cases", "cases:notices", _("Pesan")),
    ("register_cases", "knowledge:desk", _("Meja informasi")),
    ("handle_complaints", "knowledge:desk", _("Meja informasi")),
    ("see_workload", "insight:supervisor", _("Penyelia")),
    ("handle_complaints", "complaints:inbox", _("Laporan masyarakat")),
    ("register_cases", "complaints:typed", _("Catat laporan")),
    ("handle_complaints", "complaints:typed", _("Catat laporan")),
    ("register_cases", "knowledge:articles", _("Jawaban bersama")),
    ("work_cases", "knowledge:articles", _("Jawaban bersama")),
    ("handle_complaints", "knowledge:articles", _("Jawaban bersama")),
    ("register_cases", "integrity:refusal", _("Tolak hadiah")),
    ("manage_gratuities", "integrity:gratuity_register", _("Daftar UPG")),
    ("see_performance", "complaints:indicator", _("Tanpa pengaduan")),
    ("receive_reports", "integrity:sealed_reports", _("Laporan pelanggaran")),
    ("see_cases", "improvements:actions", _("Perbaikan")),
    ("see_workload", "improvements:periods", _("Periode survei")),
    ("see_workload", "offices:appointments", _("Penugasan")),
    ("see_workload", "cases:assessments", _("Evaluasi SOP")),
    ("write_sops", "sops:drafts", _("SOP")),
    ("review_sops", "sops:drafts", _("SOP")),
    ("verify_sops", "sops:drafts", _("SOP")),
    ("approve_sops", "sops:drafts", _("SOP")),
    ("write_sops", "sops:processes", _("Peta proses")),
    ("review_sops", "sops:processes", _("Peta proses")),
    ("verify_sops", "sops:processes", _("Peta proses")),
    ("approve_sops", "sops:processes", _("Peta proses")),
    ("see_performance", "surveys:hub", _("Survei kepuasan")),
    ("manage_gratuities", "surveys:signals", _("Sinyal survei")),
    ("see_cases", "surveys:hub", _("Survei kepuasan")),
    ("manage_office", "surveys:hub", _("Survei kepuasan")),
    ("manage_office", "offices:manage", _("Kelola")),
    ("manage_office", "offices:managed_offices", _("Kantor")),
    ("manage_office", "offices:staff", _("Pegawai")),
    ("manage_office", "offices:positions", _("Jabatan")),
    ("manage_office", "offices:roles", _("Peran")),
    ("manage_office", "offices:appointments", _("Penugasan")),
    ("manage_office", "offices:calendar", _("Kalender")),
    ("write_standards", "standards:drafts", _("Standar pelayanan")),
    ("set_standards", "standards:drafts", _("Standar pelayanan")),
    ("write_standards", "standards:consultations", _("Konsultasi publik")),
    ("set_standards", "standards:consultations", _("Konsultasi publik")),
    ("write_standards", "standards:charters", _("Maklumat")),
    ("set_standards", "standards:charters", _("Maklumat")),
    ("write_standards", "standards:register", _("Dasar hukum")),
    ("write_sops", "standards:register", _("Dasar hukum")),
    ("review_sops", "standards:register", _("Dasar hukum")),
    ("verify_sops", "standards:register", _("Dasar hukum")),
    ("set_standards", "standards:register", _("Dasar hukum")),
    ("write_sops", "sops:compliance", _("Kepatuhan")),
    ("review_sops", "sops:compliance", _("Kepatuhan")),
    ("verify_sops", "sops:compliance", _("Kepatuhan")),
    ("approve_sops", "sops:compliance", _("Kepatuhan")),
    ("write_standards", "sops:compliance", _("Kepatuhan")),
    ("set_standards", "sops:compliance", _("Kepatuhan")),
    ("manage_office", "sops:processes", _("Peta proses")),
    ("manage_office", "privacy:desk", _("Data pribadi")),
    ("manage_office", "cases:lost_mail", _("Surel")),
    ("ask_survey", "surveys:surveyor", _("Surveyor")),
    ("ask_survey", "surveys:sheets", _("Lembar kertas")),
)

# For everybody who holds a position, whatever their role; the only line with a count.
_READING: Final = "sops:reading"
# For everybody: gifts are offered to all who work here.
_GIFTS: Final = "integrity:gratuities"


def ways(request: HttpRequest) -> dict[str, Any]:
    """The context processor of the menu; worked out only where a page shows it."""
    actor: Actor = getattr(request, "actor", CITIZEN)
    if actor.kind != "staff":
        return {"menu": []}
    return {"menu": SimpleLazyObject(lambda: menu(actor, request.path))}


def menu(actor: Actor, path: str) -> list[MenuItem]:
    """The pages this person may open, in the order of their day."""
    # A page two permissions open stands once, where the first of them puts it.
    ways = list(
        dict.fromkeys(
            (reverse(name), str(label))
            for permission, name, label in _WAYS
            if actor.offices_with(permission)
        )
    )
    unread = unread_count(actor, clock.now())
    if unread or actor.position_ids:
        ways.append((reverse(_READING), gettext("Baca prosedur")))
    ways.append((reverse(_GIFTS), gettext("Gratifikasi")))
    # The longest address that fits: a page below another one is not both.
    here = max((url for url, _label in ways if path.startswith(url)), key=len, default="")
    counts = {reverse(_READING): unread}
    return [
        MenuItem(url=url, label=label, count=counts.get(url), current=url == here)
        for url, label in ways
    ]
