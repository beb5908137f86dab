"""What must hold before a draft goes on: its content, its reviewers and the people who judge."""

from __future__ import annotations

from datetime import date, datetime

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from prima.kernel.actors import Actor
from prima.kernel.errors import RuleBroken
from prima.offices.public import holders_of_permission
from prima.sops import rules
from prima.sops.core import Finding
from prima.sops.models import SopDraft, copy_report
from prima.sops.rules import DraftKind, DraftState
from prima.standards import public as standards


def check_content(draft: SopDraft, *, on: date) -> None:
    """Whole, sound, within the promise of the standard, and following the newest version."""
    newest = draft.sop.last_version()
    if newest is not None and newest != draft.base:
        raise RuleBroken(
            _(
                "Versi %(number)d terbit setelah rancangan ini dimulai. Bandingkan dahulu, lalu "
                "lanjutkan dari versi itu."
            )
            % {"number": newest.number}
        )
    wrong = [
        one
        for one in (
            *_findings(draft, on),
            *_basis_findings(draft, on),
            *copy_report(draft).findings,
        )
        if one.severity == "error"
    ]
    if wrong:
        raise RuleBroken(
            ngettext(
                "Masih ada %(count)d temuan yang harus diperbaiki: %(first)s",
                "Masih ada %(count)d temuan yang harus diperbaiki. Yang pertama: %(first)s",
                len(wrong),
            )
            % {"count": len(wrong), "first": _(wrong[0].sentence) % wrong[0].facts}
        )
    _check_change(draft)


def _check_change(draft: SopDraft) -> None:
    if draft.base is None:
        return
    change = draft.changes()
    if not change.is_change:
        raise RuleBroken(_("Belum ada yang berubah dari versi sebelumnya."))
    if draft.kind == DraftKind.EDITORIAL and not change.is_editorial:
        raise RuleBroken(
            _(
                "Ralat hanya membetulkan tulisan. Rancangan ini juga mengubah langkah, urutan, "
                "pelaksana, atau waktunya; jadikan perubahan."
            )
        )


def check_other_person(
    draft: SopDraft, permission: str, others: frozenset[int], *, by: Actor, at: datetime
) -> None:
    """Whoever judged it before leaves this to somebody else, as far as there is somebody."""
    if by.id not in others:
        return
    holders = holders_of_permission(draft.sop.office, permission, at)
    free = holders.exclude(user_id__in=others).exclude(user__in=draft.authors.all())
    if free.exists():
        raise RuleBroken(
            _("Anda sudah menilai rancangan ini. Tahap berikutnya dikerjakan oleh %(name)s.")
            % {"name": free.order_by("name").first()}
        )


def check_no_open_comment(draft: SopDraft) -> None:
    count = draft.comments.filter(resolved_at=None).count()
    if count:
        raise RuleBroken(
            ngettext(
                "Masih ada %(count)d catatan yang belum dijawab.",
                "Masih ada %(count)d catatan yang belum dijawab.",
                count,
            )
            % {"count": count}
        )


def _findings(draft: SopDraft, on: date) -> list[Finding]:
    standard = standards.standard_in_force(draft.sop.service, draft.sop.office, on)
    return rules.findings(draft.document, standard.content if standard else None)


def _basis_findings(draft: SopDraft, on: date) -> list[Finding]:
    """What keeps the legal basis from counting on this day.

    Before the approval the day of effect may still be chosen later, so a rule to come is no fault
    yet.
    """
    basis = draft.document.identity.legal_basis
    is_signed = draft.state in (DraftState.VERIFIED, DraftState.APPROVED)
    return [
        rules.basis_finding(one)
        for one in standards.bases_in_force(basis, on)
        if is_signed or one.fault != "future"
    ]
