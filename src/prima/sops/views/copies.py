"""The page that shows whose rows a draft shares, and where an author says why."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from prima.kernel import clock
from prima.kernel.errors import require
from prima.kernel.http import ActorRequest, private
from prima.sops import actions, documents, permissions
from prima.sops.documents import SharedRow
from prima.sops.forms.course import OriginForm
from prima.sops.models import CopySource, SopDraft, SopVersion, copy_report
from prima.sops.rules import DraftState
from prima.sops.views import frame
from prima.sops.views.frame import Asking, Done
from prima.ui.components import Tone

# Procedures that share less than the first ones tell a reviewer nothing more.
MOST_OTHERS: Final = 5
_RELATIONS: Final = {
    "before": gettext_lazy("Versi sebelumnya"),
    "named": gettext_lazy("Asal yang disebutkan"),
    "family": gettext_lazy("Layanan sama di kantor atasan atau bawahan"),
    "other": gettext_lazy("SOP lain"),
}
_TONES: Final[dict[str, Tone]] = {
    "before": "neutral",
    "named": "success",
    "family": "neutral",
    "other": "warning",
}
_SENTENCES: Final = {
    "error": gettext_lazy("Harus dijelaskan"),
    "warning": gettext_lazy("Perlu dilihat"),
    "review": gettext_lazy("Untuk peninjau"),
}


@dataclass(frozen=True, slots=True)
class _Shown:
    """One other procedure as the page shows it."""

    source: CopySource
    relation: str
    tone: Tone
    rows: list[SharedRow]
    url: str

    @property
    def is_known(self) -> bool:
        """Whether nobody has to explain it: then its rows are folded away."""
        return self.source.relation != "other"


@require_safe
def copies(request: ActorRequest, pk: int) -> HttpResponse:
    """Rows side by side, whence they came, what was adapted, and what needs a reason."""
    draft = frame.draft_or_404(request, pk)
    report = copy_report(draft)
    others = [one for one in report.sources if one.relation == "other"]
    known = [one for one in report.sources if one.relation != "other"]
    is_written = draft.state == DraftState.DRAFT
    context: dict[str, Any] = {
        "draft": draft,
        "findings": [
            (_SENTENCES[one.severity], _(one.sentence) % one.facts, one.severity)
            for one in report.findings
        ],
        "others": [_shown(draft, one) for one in others[:MOST_OTHERS]],
        "known": [_shown(draft, one) for one in known],
        "more": max(0, len(others) - MOST_OTHERS),
        "may_name": is_written and permissions.can_write(request.actor, draft.sop.office),
    }
    return private(request, "sops/copies.html", context)


@require_http_methods(frame.GET_OR_POST)
def origin(request: ActorRequest, pk: int, version: int) -> HttpResponse:
    """Say that rows were adapted from this version, and why."""
    draft = frame.draft_or_404(request, pk)
    require(permissions.can_write(request.actor, draft.sop.office))
    versions = SopVersion.objects.select_related("sop__service", "sop__office")
    source = get_object_or_404(versions, pk=version)
    url = reverse("sops:copies", kwargs={"pk": pk})

    def do(data: dict[str, Any]) -> Done:
        actions.name_origin(
            draft, source, because=data["because"], by=request.actor, at=clock.now()
        )
        return Done(url, _("Asal baris ini sudah disebutkan. Peninjau membaca alasannya."))

    asking = Asking(
        title=_("Sebutkan asal langkah"),
        lead=_("“%(title)s”, %(office)s, versi %(number)d.")
        % {
            "title": source.document.identity.title,
            "office": source.sop.office.name,
            "number": source.number,
        },
        button=_("Simpan alasan"),
        back=url,
        crumbs=(_("SOP"), reverse("sops:drafts"), str(draft), url),
    )
    return frame.ask(request, asking, OriginForm(frame.sent(request)), do)


def _shown(draft: SopDraft, source: CopySource) -> _Shown:
    rows = [
        documents.shared_row(draft.document, source.document, pair)
        for pair in source.likeness.overlaps
    ]
    return _Shown(
        source=source,
        relation=str(_RELATIONS[source.relation]),
        tone="danger" if source.blocks else _TONES[source.relation],
        rows=rows,
        url=_public_url(source),
    )


def _public_url(source: CopySource) -> str:
    """The public page of a version; a draft of another office is nobody else's to open."""
    if source.version is None:
        return ""
    return f"{source.version.get_absolute_url()}?kantor={source.sop.office.key}"
