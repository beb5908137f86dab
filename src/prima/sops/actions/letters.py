"""Who is next with a draft is told by e-mail, so that no procedure waits on a page nobody opens.

A letter names the procedure, its office and what is asked; no person, and no reason somebody
wrote. What the reader may do is asked again when they do it.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from types import MappingProxyType
from typing import Final

from django.conf import settings
from django.db.models import QuerySet
from django.urls import reverse
from django.utils import translation
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from prima.kernel import messages
from prima.kernel.actors import Actor
from prima.kernel.messages import Channel
from prima.offices.public import StaffMember, holders_of_permission
from prima.sops import rules
from prima.sops.models import SopDraft
from prima.sops.rules import Act

# After an act: who acts next (the authors when no permission stands here), and what is asked.
_NEXT: Final[Mapping[Act, tuple[str, Promise]]] = MappingProxyType(
    {
        Act.SUBMIT: (
            rules.REVIEW,
            gettext_lazy("Rancangan SOP “%(title)s” untuk %(office)s menunggu Anda tinjau."),
        ),
        Act.REVIEW: (
            rules.VERIFY,
            gettext_lazy(
                "Rancangan SOP “%(title)s” untuk %(office)s sudah ditinjau dan menunggu Anda "
                "verifikasi."
            ),
        ),
        Act.VERIFY: (
            rules.APPROVE,
            gettext_lazy(
                "Rancangan SOP “%(title)s” untuk %(office)s sudah diverifikasi dan menunggu Anda "
                "sahkan."
            ),
        ),
        Act.APPROVE: (
            rules.APPROVE,
            gettext_lazy("SOP “%(title)s” untuk %(office)s sudah disahkan dan menunggu terbit."),
        ),
        Act.RETURN: (
            "",
            gettext_lazy(
                "Rancangan SOP “%(title)s” untuk %(office)s dikembalikan kepada Anda. Alasannya "
                "tertulis di halaman rancangan."
            ),
        ),
    }
)


def tell_next(draft: SopDraft, act: Act, *, by: Actor, at: datetime) -> None:
    """Write to those whose turn it is after this act; most acts are nobody else's affair."""
    if act not in _NEXT or (act == Act.REVIEW and len(draft.judges(Act.REVIEW)) > 1):
        return
    permission, words = _NEXT[act]
    people = _able(draft, permission, at) if permission else _authors(draft)
    with translation.override(settings.LANGUAGE_CODE):
        for staff in people.exclude(user=by.id).select_related("user"):
            _send(draft, staff, str(words), at=at)


def _send(draft: SopDraft, staff: StaffMember, words: str, *, at: datetime) -> None:
    address = f"{settings.SITE_URL}{reverse('sops:course', kwargs={'pk': draft.pk})}"
    body = words % {"title": str(draft), "office": draft.sop.office.name}
    messages.prepare(
        Channel.EMAIL,
        recipient=staff.user.email,
        subject=_("Rancangan SOP menunggu Anda"),
        body=body + "\n\n" + _("Buka rancangannya: %(address)s") % {"address": address},
        at=at,
        about=draft,
    )


def _authors(draft: SopDraft) -> QuerySet[StaffMember]:
    return StaffMember.objects.filter(user__in=draft.authors.all(), user__is_active=True)


def _able(draft: SopDraft, permission: str, at: datetime) -> QuerySet[StaffMember]:
    """Those who may do it: nobody who wrote it, and who judged it before only without others."""
    able = holders_of_permission(draft.sop.office, permission, at)
    able = able.exclude(user__in=draft.authors.all())
    others = able.exclude(user__in=draft.judges(Act.REVIEW, Act.VERIFY))
    return others if permission != rules.REVIEW and others.exists() else able
