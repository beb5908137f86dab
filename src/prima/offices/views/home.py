"""The manager's home: what an office still needs before it can serve, and where to do it."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from prima.kernel import clock
from prima.kernel.http import ActorRequest
from prima.offices import queries
from prima.offices.queries import changes, managing
from prima.offices.queries.readiness import Readiness, readiness
from prima.offices.views import frame

MANAGERS_NEEDED = 2


@dataclass(frozen=True, slots=True)
class ReadyStep:
    """One step of the way to an office that is ready to serve."""

    title: str
    note: str
    done: bool
    url: str
    action: str


@require_safe
def manage(request: ActorRequest) -> HttpResponse:
    """What needs attention in one office, the top one unless another was chosen."""
    frame.need_manager(request)
    now = clock.now()
    tops = managing.tops(request.actor)
    chosen = request.GET.get("kantor", "")
    office = frame.office_or_404(request, chosen) if chosen else tops[0]
    facts = readiness(office, now)
    steps = ready_steps(facts)
    left = sum(not step.done for step in steps)
    everything = managing.managed_offices(request.actor)
    context = {
        "office": office,
        "steps": steps,
        "left": left,
        "done": len(steps) - left,
        "heading": _heading(left),
        "offices": everything.count(),
        "without_officer": managing.without_officer(everything, now).count(),
        "waiting": changes.waiting(changes.changes_for(request.actor)).count(),
        "gaps": len(queries.cover_gaps(request.actor, now)),
    }
    return render(request, "offices/manage/home.html", context)


def ready_steps(facts: Readiness) -> list[ReadyStep]:
    """The way to "kantor siap melayani", in the order in which it is gone."""
    key = {"key": facts.office.key}
    of_office = f"?kantor={facts.office.key}"
    return [
        ReadyStep(
            _("Data kantor lengkap"),
            _data_note(facts),
            facts.has_address and facts.has_contact,
            reverse("offices:office_edit", kwargs=key),
            _("Lengkapi data kantor"),
        ),
        ReadyStep(
            _("Jam kerja ditetapkan"),
            _("Jam kerja menentukan tanggal setiap janji."),
            facts.has_hours,
            reverse("offices:office_hours", kwargs=key),
            _("Tetapkan jam kerja"),
        ),
        _staff_step(facts),
        _duties_step(facts, of_office),
        _calendar_step(facts),
        _services_step(facts),
        _managers_step(facts),
    ]


def _data_note(facts: Readiness) -> str:
    if not facts.has_address:
        return _("Alamat belum diisi. Pemohon perlu tahu ke mana datang.")
    if not facts.has_contact:
        return _("Isi telepon, WhatsApp, atau surel agar pemohon dapat bertanya.")
    return _("Alamat dan cara menghubungi sudah ada.")


def _staff_step(facts: Readiness) -> ReadyStep:
    return ReadyStep(
        _("Ada petugas"),
        ngettext(
            "%(count)s pegawai berperan petugas di kantor ini.",
            "%(count)s pegawai berperan petugas di kantor ini.",
            facts.officers,
        )
        % {"count": facts.officers}
        if facts.officers
        else _("Belum ada pegawai dengan peran petugas. Tanpa petugas, berkas tidak diterima."),
        facts.officers > 0,
        f"{reverse('offices:staff')}?kantor={facts.office.key}",
        _("Lihat pegawai"),
    )


def _duties_step(facts: Readiness, of_office: str) -> ReadyStep:
    missing = ", ".join(str(one.duty.label) for one in facts.missing_duties)
    return ReadyStep(
        _("Setiap tugas dalam SOP ada pemangkunya"),
        _("Belum ada yang memangku: %(duties)s.") % {"duties": missing}
        if missing
        else _("Setiap langkah SOP yang ditawarkan ada orangnya."),
        not missing and facts.positions > 0,
        f"{reverse('offices:positions')}{of_office}",
        _("Lihat jabatan dan tugas"),
    )


def _calendar_step(facts: Readiness) -> ReadyStep:
    years = _(" dan ").join(map(str, facts.undecided_years))
    return ReadyStep(
        _("Kalender tahun ini sudah ditetapkan"),
        _("Hari libur %(years)s masih perkiraan, jadi tanggal janji diberi tanda perkiraan.")
        % {"years": years}
        if years
        else _("Hari libur dan cuti bersama sudah ditetapkan."),
        not years,
        reverse("offices:calendar"),
        _("Lihat kalender"),
    )


def _services_step(facts: Readiness) -> ReadyStep:
    offered = facts.offered
    if not offered.services:
        note = _("Belum ada layanan yang ditawarkan. Minta pemasang memuat katalog.")
    elif offered.proposals:
        note = _(
            "%(services)s layanan ditawarkan; %(proposals)s di antaranya masih usulan dan "
            "perlu ditetapkan pimpinan."
        ) % {"services": offered.services, "proposals": offered.proposals}
    else:
        note = _("%(services)s layanan ditawarkan dengan standar yang ditetapkan.") % {
            "services": offered.services
        }
    return ReadyStep(
        _("Layanan ditawarkan dengan standar yang ditetapkan"),
        note,
        offered.services > 0 and not offered.proposals,
        f"/?kantor={facts.office.key}",
        _("Lihat layanan"),
    )


def _managers_step(facts: Readiness) -> ReadyStep:
    return ReadyStep(
        _("Ada dua pengelola"),
        _("Dua pengelola dapat saling menggantikan dan saling memeriksa perubahan kalender.")
        if facts.managers >= MANAGERS_NEEDED
        else _("Baru satu pengelola. Perubahan kalender perlu persetujuan orang kedua."),
        facts.managers >= MANAGERS_NEEDED,
        reverse("offices:staff"),
        _("Lihat pegawai"),
    )


def _heading(left: int) -> str:
    if not left:
        return _("Kantor siap melayani")
    return ngettext(
        "%(count)s hal lagi sebelum kantor siap melayani",
        "%(count)s hal lagi sebelum kantor siap melayani",
        left,
    ) % {"count": left}
