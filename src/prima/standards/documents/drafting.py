"""A draft as its authors read it: part by part, with what is missing and what would change."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from django.utils.translation import gettext as _

from prima.standards import rules
from prima.standards.core import drafting
from prima.standards.core.content import COMPONENTS, StandardContent
from prima.standards.core.difference import Changed, difference
from prima.standards.documents.standard import Component, content_sheet
from prima.standards.models import StandardDraft
from prima.ui.formats import rupiah


@dataclass(frozen=True, slots=True)
class DraftPart:
    """One part of the editor: what it holds so far and what is to be mended in it."""

    key: str
    slug: str
    label: str
    component: Component | None
    lines: tuple[str, ...]
    findings: tuple[str, ...]
    is_empty: bool


def draft_parts(draft: StandardDraft) -> list[DraftPart]:
    """Return the situations and the fourteen components in the order of the form."""
    content = draft.content
    sheet = content_sheet(content, {})
    components = {one.key: one for one in (*sheet.published, *sheet.internal)}
    found = draft.findings
    return [
        DraftPart(
            key=part,
            slug=rules.PART_SLUGS[part],
            label=str(rules.PART_LABELS[part]),
            component=components.get(part),
            lines=tuple(lines_of(content, part)),
            findings=tuple(rules.finding_text(one) for one in found if one.part == part),
            is_empty=drafting.is_empty(draft.content_data, part),
        )
        for part in (drafting.SITUATIONS, *COMPONENTS)
    ]


@dataclass(frozen=True, slots=True)
class ChangedPart:
    """A part in which two versions differ."""

    label: str
    changed: Changed


def compared(before: StandardContent | None, draft: StandardDraft) -> list[ChangedPart]:
    """Return the parts in which the draft differs from a version, or all that it says."""
    empty = drafting.blank()
    old = {part: list(lines_of(before, part)) if before else [] for part in drafting.PARTS}
    new = {
        part: []
        if draft.content_data.get(part) == empty[part]
        else list(lines_of(draft.content, part))
        for part in drafting.PARTS
    }
    return [ChangedPart(str(rules.PART_LABELS[one.key]), one) for one in difference(old, new)]


def lines_of(content: StandardContent, part: str) -> Iterator[str]:
    """Say a part in lines, as people compare it."""
    make = _LINES.get(part)
    if make is None:
        yield from getattr(content, part)
    else:
        yield from make(content)


def _situation_lines(content: StandardContent) -> Iterator[str]:
    groups = {one.key: one.label for one in content.situation_groups}
    for one in content.situations:
        yield f"{groups.get(one.group or '', '')} {one.label}".strip()


def _requirement_lines(content: StandardContent) -> Iterator[str]:
    for row in content.requirements:
        yield _joined(row.text, rules.form_text(row), row.note, _when(row.situations, content))


def _procedure_lines(content: StandardContent) -> Iterator[str]:
    for step in content.procedure:
        who = _("Kami") if step.actor == "office" else _("Anda")
        yield _joined(f"{who}: {step.text}", step.note)


def _time_lines(content: StandardContent) -> Iterator[str]:
    time = content.completion_time
    span = _("%(time)s, dihitung sejak %(starts)s sampai %(stops)s") % {
        "time": rules.time_text(time),
        "starts": rules.event_text(time.start_event),
        "stops": rules.event_text(time.stop_event),
    }
    yield _joined(span, time.note)


def _fee_lines(content: StandardContent) -> Iterator[str]:
    for fee in content.fee:
        yield _joined(
            f"{fee.label}: {rupiah(fee.amount)}",
            f"{fee.rule} {fee.article}".strip(),
            fee.payment_channel,
            _when(fee.situations, content),
        )


def _product_lines(content: StandardContent) -> Iterator[str]:
    yield from content.product.items
    yield _("Masa berlaku: %(validity)s") % {"validity": content.product.validity}


def _basis_lines(content: StandardContent) -> Iterator[str]:
    for row in content.legal_basis:
        yield _joined(f"{row.title} {row.article}".strip(), row.about, row.source)


_LINES: Final[Mapping[str, Callable[[StandardContent], Iterator[str]]]] = {
    drafting.SITUATIONS: _situation_lines,
    "requirements": _requirement_lines,
    "procedure": _procedure_lines,
    "completion_time": _time_lines,
    "fee": _fee_lines,
    "product": _product_lines,
    "legal_basis": _basis_lines,
}


def _joined(*texts: str) -> str:
    return "; ".join(text for text in texts if text)


def _when(situations: tuple[str, ...], content: StandardContent) -> str:
    labels = {one.key: one.label for one in content.situations}
    if not situations:
        return ""
    named = ", ".join(labels.get(key, key) for key in situations)
    return _("bila: %(situations)s") % {"situations": named}
