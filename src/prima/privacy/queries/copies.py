"""Everything a case holds about its applicant (UU 27/2022 art. 32), and nothing about others.

Left out on purpose: names of officers, free notes they wrote, the content and the given names of
files (papers name husbands, witnesses and guardians), and who else may have fetched the product.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext as _

from prima.cases.public import Case, Relation
from prima.kernel import clock
from prima.kernel.journal.models import JournalEntry
from prima.kernel.messages import OutgoingMessage
from prima.privacy import rules
from prima.privacy.core.copies import PersonCopy, Row, Section
from prima.privacy.models import DataRequest


def copy_of(case: Case, now: datetime) -> PersonCopy:
    """The copy as it is at this moment; nothing of it is stored."""
    zone = case.office.time_zone
    sections = (
        Section("applicant", _("Data Anda"), tuple(_applicant(case))),
        Section("application", _("Permohonan"), tuple(_application(case, zone))),
        Section("papers", _("Syarat dan lampiran"), tuple(_papers(case, zone))),
        Section("steps", _("Yang sudah dikerjakan"), tuple(_steps(case, zone))),
        Section("notices", _("Pemberitahuan kepada Anda"), tuple(_notices(case, zone))),
        Section("openings", _("NIK Anda dibuka petugas"), tuple(_openings(case, zone))),
        Section("requests", _("Permintaan Anda atas data"), tuple(_requests(case, zone))),
        Section("processing", _("Dasar dan lama penyimpanan"), tuple(_processing(case, now))),
    )
    return PersonCopy(
        number=case.number,
        office=case.office.name,
        made_at=clock.format_moment(now, zone),
        sections=tuple(one for one in sections if one.rows),
    )


def _applicant(case: Case) -> Iterable[Row]:
    known = {one.key: one.label for one in case.standard.content.situations}
    situations = ", ".join(known.get(key, key) for key in case.situations)
    rows = (
        Row("name", _("Nama"), case.applicant_name),
        Row("nik", _("NIK"), str(case.applicant_nik or "")),
        Row("phone", _("Nomor telepon"), str(case.applicant_phone or "")),
        Row("email", _("Alamat surel"), str(case.applicant_email or "")),
        Row("address", _("Alamat"), str(case.applicant_address or "")),
        Row("situations", _("Keadaan yang Anda pilih"), situations),
    )
    return (row for row in rows if row.value)


def _application(case: Case, zone: str) -> Iterable[Row]:
    yield Row("number", _("Nomor berkas"), case.number)
    yield Row("service", _("Layanan"), case.service.name)
    yield Row("received", _("Diterima"), clock.format_moment(case.received_at, zone))
    yield Row("status", _("Keadaan"), str(case.get_status_display()))
    if case.product_number:
        yield Row("product", _("Nomor produk"), case.product_number)
    if case.handed_over_at is not None:
        yield Row("handed_over", _("Diserahkan"), clock.format_moment(case.handed_over_at, zone))
        relation = Relation(case.handed_over_relation)
        receiver = case.handed_over_to if relation == Relation.APPLICANT else relation.label
        yield Row("receiver", _("Diterima oleh"), str(receiver))
    if case.ended_at is not None:
        yield Row("ended", _("Berakhir"), clock.format_moment(case.ended_at, zone))
    if case.outcome_reason:
        yield Row("reason", _("Alasan"), case.outcome_reason)


def _papers(case: Case, zone: str) -> Iterable[Row]:
    texts = {row.key: row.text for row in case.standard.content.requirements}
    for paper in case.papers.order_by("pk"):
        label = texts.get(paper.requirement_key, paper.requirement_key)
        yield Row("paper", label, str(paper.get_state_display()))
    for file in case.files.filter(stored__removed_at=None).select_related("stored", "paper"):
        of = texts.get(file.paper.requirement_key, "") if file.paper else _("Lampiran lain")
        what = _("%(kind)s, %(size)s, %(moment)s") % {
            "kind": file.stored.kind.upper(),
            "size": filesizeformat(file.stored.size),
            "moment": clock.format_moment(file.added_at, zone),
        }
        yield Row("file", of, what)


def _steps(case: Case, zone: str) -> Iterable[Row]:
    document = case.sop_version.automaton.document
    done = case.items.exclude(happened_at=None).exclude(outcome="cancelled")
    for item in done.order_by("happened_at", "pk"):
        assert item.happened_at is not None  # noqa: S101 - excluded above
        text = document.step(item.step_key).text
        yield Row("step", text, clock.format_moment(item.happened_at, zone))


def _notices(case: Case, zone: str) -> Iterable[Row]:
    about = {"about_type": Case._meta.label_lower, "about_id": str(case.pk)}
    for one in OutgoingMessage.objects.filter(**about).order_by("prepared_at"):
        yield Row("notice", clock.format_moment(one.prepared_at, zone), one.subject)


def _openings(case: Case, zone: str) -> Iterable[Row]:
    """When and why an officer saw all sixteen digits; who it was is the office's to know."""
    about = {"about_type": Case._meta.label_lower, "about_id": str(case.pk)}
    shown = JournalEntry.objects.filter(**about, what="case.nik_shown").order_by("pk")
    for moment in shown.values_list("happened_at", flat=True):
        yield Row("opened", clock.format_moment(moment, zone), _("Dibuka petugas dengan alasan"))


def _requests(case: Case, zone: str) -> Iterable[Row]:
    for one in DataRequest.objects.filter(case=case).order_by("received_at"):
        label = f"{one.get_kind_display()}, {clock.format_moment(one.received_at, zone)}"
        yield Row("request", label, str(one.get_state_display()))


def _processing(case: Case, now: datetime) -> Iterable[Row]:
    on = rules.local_day(now, case.office.time_zone)
    found = rules.law().class_of(case.service.key, on)
    yield Row("basis", _("Dasar pemrosesan"), _("Tugas pelayanan publik, UU 27/2022 pasal 20"))
    yield Row("retention", _("Dasar penyimpanan"), found.law.basis)
    if found.is_permanent:
        yield Row("kept", _("Disimpan"), found.kept_why or _("Selamanya, menurut undang-undang"))
    elif case.ended_at is not None:
        until = found.ends_on(rules.local_day(case.ended_at, case.office.time_zone))
        assert until is not None  # noqa: S101 - not permanent
        yield Row("kept_until", _("Disimpan sampai"), clock.format_date(until))
