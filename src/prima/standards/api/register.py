"""The register of rules for programs: read by everybody, kept by those who keep its pages."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Literal

from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext_noop as _
from ninja import Field, Query, Router, Schema

from prima.kernel.api import ApiRequest, Page, Paging, paged
from prima.standards import queries
from prima.standards.api.shapes import RegulationOut, RegulationWithUseOut, regulation_data
from prima.standards.models import Regulation
from prima.standards.rules import RegulationKind

router = Router(tags=["regulations"])
LONGEST_SEARCH = 120


class RegulationFilter(Schema):
    """Which rules are asked for."""

    q: str = Field("", max_length=LONGEST_SEARCH)
    kind: RegulationKind | None = None
    state: Literal["in_force", "not_yet", "ended", "unchecked"] | None = None


@router.get("regulations", response=Page[RegulationOut], summary=_("Daftar dasar hukum"))
def regulations(request: ApiRequest, asked: Query[RegulationFilter], paging: Query[Paging]) -> Any:
    """Rules by number or words, the highest rank first."""
    today = timezone.localdate()
    found = queries.found_regulations(asked.q.strip(), asked.kind or "")
    if asked.state:
        states = queries.by_state(found, today)
        words = {"in_force": "berlaku", "not_yet": "belum", "ended": "berakhir"}
        found = states[words.get(asked.state, "periksa")]

    def make(rows: Iterable[Regulation]) -> list[dict[str, Any]]:
        return [regulation_data(one, today) for one in rows]

    return paged(request, found, paging, make)


@router.get(
    "regulations/{slug:key}",
    response=RegulationWithUseOut,
    summary=_("Satu dasar hukum"),
    url_name="regulation",
)
def regulation(request: ApiRequest, key: str) -> Any:
    """One rule, what amended or replaced it, and the services that stand on it."""
    found = get_object_or_404(Regulation, key=key)
    today = timezone.localdate()
    leaning = queries.leaning_on(found, today)
    return regulation_data(found, today) | {
        "changes": [
            {"by": one.by.key, "effect": one.effect} for one in found.changes.select_related("by")
        ],
        "services": sorted({one.service.key for one in leaning}),
    }
