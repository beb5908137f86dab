"""The register of rules for programs: read by everybody, kept by those who keep its pages."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Annotated, Any, Literal

from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_noop as _
from ninja import Field, Query, Router, Schema, Status
from pydantic import StringConstraints

from prima.kernel import clock
from prima.kernel.api import (
    ApiRequest,
    Body,
    Day,
    Guarded,
    Invalid,
    Line,
    Page,
    Paging,
    Paragraph,
    need,
    paged,
    staff,
)
from prima.kernel.errors import require
from prima.standards import actions, permissions, queries
from prima.standards.actions import RegulationDetails
from prima.standards.api.parts import Key
from prima.standards.api.shapes import RegulationOut, RegulationWithUseOut, regulation_data
from prima.standards.core import citing
from prima.standards.core.regulations import LONGEST_ABOUT, LONGEST_NUMBER
from prima.standards.core.rule_names import RuleName
from prima.standards.models import Regulation
from prima.standards.rules import RegulationKind

router = Router(tags=["regulations"])
LONGEST_SEARCH = 120


class RegulationFilter(Schema):
    """Which rules are asked for."""

    q: str = Field("", max_length=LONGEST_SEARCH)
    kind: RegulationKind | None = None
    state: Literal["in_force", "not_yet", "ended", "unchecked"] | None = None


class RegulationIn(Body):
    """A rule that is not in the register yet."""

    rule: Line
    office: Key
    about: Annotated[Paragraph, StringConstraints(max_length=LONGEST_ABOUT)]
    issued_on: Day | None = None
    in_force_from: Day | None = None
    dates_checked: bool = False
    link: Annotated[str, StringConstraints(pattern=r"^$|^https?://\S+$", max_length=200)] = ""
    source: Annotated[str, StringConstraints(max_length=LONGEST_ABOUT)] = ""
    source_checked: bool = False


class EndIn(Body):
    """From when a rule does not count any more, and why; `revision` is the one that was read."""

    on: Day
    replaced_by: Key | None = None
    reason: Annotated[Paragraph, StringConstraints(max_length=LONGEST_ABOUT)]
    revision: int


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
        "revision": found.revision,
    }


@router.post(
    "regulations",
    response={201: RegulationOut},
    auth=staff(need("write_standards", "set_standards")),
    summary=_("Menambah dasar hukum"),
    url_name="regulations",
)
def add(request: ApiRequest, body: RegulationIn) -> Any:
    """Add a rule an office found missing; what cites it is linked at once."""
    office = queries.offices_to_add_for(request.actor).filter(key=body.office).first()
    if office is None:
        raise Invalid("office", gettext("Anda tidak menambah dasar hukum untuk kantor ini."))
    details = body.model_dump(exclude={"rule", "office"})
    made = actions.add_regulation(
        _name(body.rule), RegulationDetails(**details), office=office,
        by=request.actor, at=clock.now(),
    )  # fmt: skip
    return Status(201, regulation_data(made, timezone.localdate()))


def _found(request: ApiRequest) -> Regulation:
    """Guard: a rule the caller may mark as revoked; the list is public, so none is hidden."""
    match = request.resolver_match
    found = get_object_or_404(Regulation, key=match.kwargs["key"] if match else "")
    require(permissions.can_end_regulation(request.actor, found, queries.top_ids()))
    return found


@router.post(
    "regulations/{slug:key}/end",
    response=RegulationOut,
    auth=staff(_found),
    summary=_("Mencatat pencabutan dasar hukum"),
    url_name="regulation_end",
)
def end(request: Guarded[Regulation], key: str, body: EndIn) -> Any:
    """Mark a rule as revoked; a review is opened for everything that leans on it."""
    successor = Regulation.objects.filter(key=body.replaced_by or "").first()
    if body.replaced_by and successor is None:
        raise Invalid("replaced_by", gettext("Aturan itu belum ada di daftar. Tambahkan dahulu."))
    actions.end_regulation(
        request.auth, on=body.on, replaced_by=successor, reason=body.reason,
        revision=body.revision, by=request.actor, at=clock.now(),
    )  # fmt: skip
    return regulation_data(get_object_or_404(Regulation, key=key), timezone.localdate())


def _name(written: str) -> RuleName:
    """The one rule that is meant, as the page of the register reads it."""
    found = citing.read(written)
    name = found[0].rule if len(found) == 1 else None
    if name is None or max(len(name.number), len(name.issuer)) > LONGEST_NUMBER:
        sentence = gettext(
            "Tulis satu aturan dengan jenis, nomor, dan tahunnya, misalnya PMA 30/2024"
        )
        raise Invalid("rule", sentence)
    return name
