"""The page of reviewers: what a draft changes, row by row, and what is said about each row."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import Any

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from prima.kernel.http import ActorRequest, private
from prima.sops import documents, permissions
from prima.sops.documents import ComparedRow
from prima.sops.models import DraftComment
from prima.sops.queries import course as reads
from prima.sops.views import frame
from prima.sops.views.acting import act_url
from prima.ui.components import Situation, Tone

ALL = "semua"
TONES: dict[str, Tone] = {
    "added": "success",
    "removed": "danger",
    "changed": "warning",
    "moved": "info",
    "same": "neutral",
}


@dataclass(frozen=True, slots=True)
class _Line:
    """One row with what is said about it."""

    row: ComparedRow
    tone: Tone
    comments: list[DraftComment]


@require_safe
def difference(request: ActorRequest, pk: int) -> HttpResponse:
    """Rows that differ, or all of them, each with its comments."""
    draft = frame.draft_or_404(request, pk)
    found = draft.changes()
    before = draft.base.document if draft.base else None
    shown = documents.comparison(before, draft.document, found)
    comments: dict[str, list[DraftComment]] = defaultdict(list)
    for said in draft.comments.select_related("by"):
        comments[said.step_key].append(said)
    lines = [_Line(row, TONES[row.kind], comments[row.key]) for row in shown.rows]
    differing = [one for one in lines if one.row.kind != "same" or one.comments]
    is_all = request.GET.get("saring") == ALL
    context: dict[str, Any] = {
        "draft": draft,
        "zone": draft.sop.office.time_zone,
        "comparison": shown,
        "lines": lines if is_all else differing,
        "whole": comments[""],
        "situations": _filters(pk, len(differing), len(lines), is_all=is_all),
        "may_comment": draft.is_in_work
        and permissions.can_comment(request.actor, draft.sop.office),
        "acts": [
            {"label": act.label, "url": act_url(draft, act)}
            for act in reads.open_acts(request.actor, draft)
            if act in _JUDGING
        ],
    }
    return private(request, "sops/difference.html", context)


_JUDGING = frozenset({"review", "return", "verify", "approve"})


def _filters(pk: int, differing: int, every: int, *, is_all: bool) -> list[Situation]:
    url = reverse("sops:difference", kwargs={"pk": pk})
    return [
        Situation(_("Yang berbeda"), url, not is_all, differing),
        Situation(_("Semua langkah"), f"{url}?saring={ALL}", is_all, every),
    ]
