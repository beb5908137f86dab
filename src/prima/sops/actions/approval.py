"""Approval with number and signer, publication as a version for ever, and the end of a version."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Final

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from prima.kernel import journal
from prima.kernel.actors import Actor
from prima.kernel.errors import RuleBroken, StaleRecord, require
from prima.sops import permissions, rules
from prima.sops.actions import checking, citing, common, reading, rows
from prima.sops.core import SopDocument, content_hash, to_data
from prima.sops.models import Sop, SopDraft, SopVersion, SopWithdrawal
from prima.sops.rules import Act, DraftKind
from prima.standards import public as standards
from prima.standards.public import CitingKind

_NIP: Final = re.compile(r"[0-9]{18}")


@dataclass(frozen=True, slots=True)
class Signature:
    """What stands in the identity block under "Disahkan oleh", and the dates beside it.

    `nip` may be empty (a signer without one); `approved_on` is the day of the signature.
    """

    number: str
    title: str
    name: str
    approved_on: date
    effective_on: date
    nip: str = ""


@journal.action
def approve(draft: SopDraft, signature: Signature, *, by: Actor, at: datetime) -> SopDraft:
    """The head sets the procedure: number, signer and dates (PermenPANRB 35/2012, pengesahan)."""
    draft = common.locked(draft)
    if (draft.state, Act.APPROVE) in rules.ACTS:
        common.check_may(draft, Act.APPROVE, by=by)
        judges = draft.judges(Act.REVIEW, Act.VERIFY)
        checking.check_other_person(draft, rules.APPROVE, judges, by=by, at=at)
        _check_signature(signature, draft, today=common.today(draft.sop.office, at))
        checking.check_content(draft, on=signature.effective_on)
    return common.move(
        draft, Act.APPROVE, by=by, at=at,
        number=signature.number.strip(), effective_on=signature.effective_on,
        approved_on=signature.approved_on, signer_title=signature.title.strip(),
        signer_name=signature.name.strip(), signer_nip=signature.nip.replace(" ", ""),
    )  # fmt: skip


@journal.action
def publish(
    draft: SopDraft, *, by: Actor, at: datetime, effective_on: date | None = None
) -> SopVersion:
    """Make the approved draft a version, which nobody can change any more.

    `effective_on` replaces the day of the approval where that has passed meanwhile.
    """
    # A load of the catalogue and a publication would both make the same number: one waits here.
    Sop.objects.select_for_update().get(pk=draft.sop_id)
    draft = common.locked(draft)
    if (draft.state, Act.PUBLISH) not in rules.ACTS:
        common.move(draft, Act.PUBLISH, by=by, at=at)
    common.check_may(draft, Act.PUBLISH, by=by)
    begins = effective_on or draft.effective_on
    if begins is None or draft.approved_on is None:
        raise RuleBroken(_("Rancangan ini belum bernomor dan bertanggal. Sahkan dahulu."))
    _check_moved_day(draft, begins, common.today(draft.sop.office, at))
    _check_dates(draft, draft.approved_on, begins, common.today(draft.sop.office, at))
    checking.check_content(draft, on=begins)
    version = _write_version(draft, begins, at=at)
    citing.record_version(version, by=by, at=at)
    common.move(draft, Act.PUBLISH, by=by, at=at, version=version, effective_on=begins)
    rows.forget_draft(draft)
    rows.index_versions([version])
    reading.draw_up_distribution(version)
    journal.append(
        "sop.published", about=version, chain=f"office:{draft.sop.office_id}", by=by, at=at,
        payload={
            "version": version.number,
            "kind": version.kind,
            "draft_id": draft.pk,
            "effective_on": version.effective_on,
            "sha256": version.content_hash,
        },
    )  # fmt: skip
    return version


@journal.action
def withdraw_version(
    version: SopVersion, *, reason: str, withdrawn_on: date, by: Actor, at: datetime
) -> SopWithdrawal:
    """End a procedure from a day on: the versions up to this one are no longer in force.

    Where an office above has a procedure for the service, that one binds again; where none has,
    no new case of the service can begin. Running cases end under the version they began with.
    """
    require(permissions.can_withdraw(by, version.sop.office))
    Sop.objects.select_for_update().get(pk=version.sop_id)
    if SopWithdrawal.objects.filter(version=version).exists():
        raise StaleRecord(_("SOP ini sudah dicabut. Muat ulang halaman."))
    today = common.today(version.sop.office, at)
    if withdrawn_on < today:
        raise RuleBroken(_("Pencabutan tidak berlaku surut. Pilih hari ini atau sesudahnya."))
    current = SopVersion.objects.in_force(today).filter(sop=version.sop).nearest_first().first()
    if version != current:
        raise RuleBroken(_("Hanya SOP yang sedang berlaku yang dapat dicabut."))
    withdrawal = SopWithdrawal.objects.create(
        version=version, withdrawn_on=withdrawn_on, reason=common.checked_reason(reason),
        by_id=common.person(by), at=at,
    )  # fmt: skip
    rows.forget_version(version)
    journal.append(
        "sop.withdrawn", about=version, chain=f"office:{version.sop.office_id}", by=by, at=at,
        payload={"version": version.number, "withdrawn_on": withdrawn_on},
    )  # fmt: skip
    standards.end_citing(CitingKind.SOP, version.pk, on=withdrawn_on, by=by, at=at)
    return withdrawal


def _write_version(draft: SopDraft, effective_on: date, *, at: datetime) -> SopVersion:
    document = _signed(draft, effective_on)
    return SopVersion.objects.create(
        sop=draft.sop,
        number=draft.base.number + 1 if draft.base else 1,
        content=to_data(document),
        content_hash=content_hash(document),
        effective_on=effective_on,
        is_proposal=False,
        recorded_at=at,
        kind=draft.kind,
        sop_number=draft.number,
        approver_title=draft.signer_title,
        approver_name=draft.signer_name,
        approver_nip=draft.signer_nip,
        approved_on=draft.approved_on,
        reason=draft.purpose,
        supersedes=draft.base,
    )


def _signed(draft: SopDraft, effective_on: date) -> SopDocument:
    """The content with what the approval adds to the identity block."""
    document, approved_on = draft.document, draft.approved_on
    identity = document.identity
    created = identity.created_on or common.today(draft.sop.office, draft.created_at).isoformat()
    is_first = draft.kind == DraftKind.NEW
    signed = replace(
        identity,
        number=draft.number,
        created_on=created,
        revised_on="" if is_first or approved_on is None else approved_on.isoformat(),
        effective_on=effective_on.isoformat(),
        approved_by=f"{draft.signer_title}, {draft.signer_name}",
    )
    return replace(document, identity=signed, proposal=False)


def _check_signature(signature: Signature, draft: SopDraft, *, today: date) -> None:
    if not signature.number.strip():
        raise RuleBroken(_("Isi nomor SOP menurut penomoran kantor Anda."))
    if not signature.title.strip() or not signature.name.strip():
        raise RuleBroken(_("Isi jabatan dan nama pejabat yang mengesahkan."))
    nip = signature.nip.replace(" ", "")
    if nip and not _NIP.fullmatch(nip):
        raise RuleBroken(_("NIP terdiri atas 18 angka. Periksa kembali, atau kosongkan."))
    _check_dates(draft, signature.approved_on, signature.effective_on, today)
    taken = SopVersion.objects.filter(
        sop__office=draft.sop.office, sop_number=signature.number.strip()
    ).exclude(sop=draft.sop)
    if taken.exists():
        raise RuleBroken(_("Nomor itu sudah dipakai SOP lain di kantor ini. Isi nomor lain."))


def _check_moved_day(draft: SopDraft, begins: date, today: date) -> None:
    """The day that was signed counts, unless it has passed before anybody published."""
    signed = draft.effective_on
    if signed is not None and begins != signed and signed >= today:
        raise RuleBroken(
            _("SOP ini disahkan untuk %(date)s. Kembalikan dahulu bila tanggalnya harus berubah.")
            % {"date": date_format(signed, "j F Y")}
        )


def _check_dates(draft: SopDraft, approved_on: date, effective_on: date, today: date) -> None:
    if approved_on > today:
        raise RuleBroken(_("Tanggal pengesahan belum tiba. Isi tanggal tanda tangan."))
    if effective_on < approved_on:
        raise RuleBroken(_("Tanggal efektif tidak boleh mendahului tanggal pengesahan."))
    if effective_on < today:
        raise RuleBroken(
            _(
                "Tanggal efektif sudah lewat. SOP tidak berlaku surut: pilih hari ini atau "
                "sesudahnya."
            )
        )
    if draft.base is not None and effective_on < draft.base.effective_on:
        raise RuleBroken(
            _("Versi sebelumnya baru berlaku pada %(date)s. Pilih tanggal itu atau sesudahnya.")
            % {"date": date_format(draft.base.effective_on, "j F Y")}
        )
