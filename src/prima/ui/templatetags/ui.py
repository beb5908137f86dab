"""The components as template tags: `{% load ui %}`; usage of each in the README of this app."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any, Final

from django import template
from django.core.paginator import Page
from django.forms.boundfield import BoundField
from django.template.loader import render_to_string
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from prima.kernel import clock, idempotency
from prima.ui import components, fields, formats
from prima.ui.components import Tone

register = template.Library()

Context = dict[str, Any]

register.filter("rupiah", formats.rupiah)
register.filter("thousands", formats.thousands)
register.filter("decimal", formats.decimal)
register.filter("file_size", formats.file_size)
# Each takes the zone of the office: `{{ case.due_at|moment:office.time_zone }}`.
register.filter("day", clock.format_date)
register.filter("hour", clock.format_time)
register.filter("moment", clock.format_moment)


# --- act ---------------------------------------------------------------------------------------


@register.inclusion_tag("ui/button.html")
def button(
    label: str,
    *,
    kind: str = "main",
    href: str = "",
    name: str = "",
    value: str = "",
    key: str = "",
    small: bool = False,
    big: bool = False,
) -> Context:
    """A button, or a link that looks like one; kind is main, second, quiet or danger."""
    return {
        "label": label,
        "kind": kind,
        "href": href,
        "name": name,
        "value": value,
        "key": key,
        "small": small,
        "big": big,
    }


@register.inclusion_tag("ui/situations.html")
def situations(items: Sequence[components.Situation], *, label: str) -> Context:
    """Links that filter the page or choose the citizen's case; the label names the landmark."""
    return {"items": items, "label": label}


@register.inclusion_tag("ui/pager.html", takes_context=True)
def pager(context: template.Context, page: Page[Any]) -> Context:
    """Numbered pages; the other parts of the address are kept."""
    return {
        "page": page,
        "numbers": page.paginator.get_elided_page_range(page.number, on_each_side=1, on_ends=1),
        "gap": page.paginator.ELLIPSIS,
        "request": context.get("request"),
    }


@register.inclusion_tag("ui/crumbs.html")
def crumbs(*parts: str) -> Context:
    """The trail: label, address, label, address, …, and last the label of this page."""
    return {"items": components.trail(*parts)}


@register.inclusion_tag("ui/search.html")
def search(
    *,
    label: str,
    action: str = "",
    name: str = "q",
    value: str = "",
    submit: str = "",
    keep: str = "",
    kept: str = "",
) -> Context:
    """One big search box that asks with GET; `keep` names a word of the address that stays."""
    return {
        "label": label, "action": action, "name": name, "value": value, "submit": submit,
        "keep": keep, "kept": kept,
    }  # fmt: skip


# --- ask ---------------------------------------------------------------------------------------


@register.inclusion_tag("ui/field.html")
def field(
    bound: BoundField, *, width: int = 0, page: bool = False, plain: bool = False
) -> Context:
    """One field with label, hint and error; width in letters (2, 4, 10, 20); page: label is h1.

    Plain leaves out "(boleh dikosongkan)", where another field can be filled in its place.
    """
    kind, css = fields.kind_of(bound)
    return {
        "field": bound,
        "kind": kind,
        "page": page,
        "plain": plain,
        "control": "" if kind == "choices" else fields.control(bound, css, width),
    }


@register.inclusion_tag("ui/faces.html")
def faces(
    bound: BoundField, *, page: bool = True, named: bool = False, again: bool = False
) -> Context:
    """Four answers in the order of the law's form, each with its face in the same ink.

    Of many questions on one page the first is `named` and the others draw its faces `again`,
    with a key for the link of an error on the first answer only: a page that may not be compressed
    stays small.
    """
    return {"field": bound, "page": page, "named": named, "again": again}


@register.inclusion_tag("ui/error_summary.html")
def error_summary(*parts: fields.Sent | None, focus: bool = True) -> Context:
    """All errors of the forms on this page as links, with the focus; nothing when none."""
    return {"problems": fields.problems(parts), "focus": focus}


@register.inclusion_tag("ui/idempotency_field.html", takes_context=True)
def idempotency_field(context: template.Context) -> Context:
    """A key of this form: sent twice it is done once. A page shown again keeps its key."""
    request = context.get("request")
    posted = request.POST.get("idempotency_key", "") if request is not None else ""
    return {"key": posted or idempotency.new_key()}


# --- tell --------------------------------------------------------------------------------------


@register.simple_tag
def status_tag(label: str, *, tone: Tone = "neutral") -> SafeString:
    """A word with a state; the colour only underlines the word.

    Without a template of its own: lists have one in every row.
    """
    return format_html('<span class="tag tag--{}">{}</span>', tone, label)


# As JSON may write them; in HTML they could end the element, or begin another one.
_FOR_SCRIPT: Final = {ord("<"): "\\u003C", ord(">"): "\\u003E", ord("&"): "\\u0026"}


@register.simple_tag
def linked_data(data: Mapping[str, Any]) -> SafeString:
    """Facts of the page for search engines: a block of data that no browser runs.

    The policy against scripts does not speak of it, because its type is no script.
    """
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":")).translate(_FOR_SCRIPT)
    return format_html('<script type="application/ld+json">{}</script>', mark_safe(text))  # noqa: S308


@register.simple_block_tag
def notice(content: str, *, tone: Tone = "info", title: str = "") -> SafeString:
    """A message on the page itself."""
    return render_to_string("ui/notice.html", {"content": content, "tone": tone, "title": title})


@register.simple_block_tag
def card(content: str, *, title: str = "", soft: bool = False) -> SafeString:
    """A box for what can be set aside."""
    return render_to_string("ui/card.html", {"content": content, "title": title, "soft": soft})


@register.simple_block_tag
def panel(content: str, *, title: str, note: str = "") -> SafeString:
    """A section whose heading states the finding and whose note says how to read it."""
    return render_to_string("ui/panel.html", {"content": content, "title": title, "note": note})


@register.simple_block_tag
def empty(content: str, *, title: str) -> SafeString:
    """Nothing here: say what is good about it, and in the body offer the next useful thing."""
    return render_to_string("ui/empty.html", {"content": content, "title": title})


@register.inclusion_tag("ui/facts.html")
def facts(
    rows: Sequence[tuple[str, object]], *, lined: bool = False, small: bool = False
) -> Context:
    """Pairs of label and value."""
    return {"rows": rows, "lined": lined, "small": small}


@register.inclusion_tag("ui/progress.html")
def progress(value: float, total: float, *, label: str, late: bool = False) -> Context:
    """How far along; the label says it in words."""
    return {"value": f"{min(value, total):g}", "total": f"{total:g}", "label": label, "late": late}


@register.inclusion_tag("ui/code.html")
def code(value: str, *, label: str = "") -> Context:
    """A number or the words of a code, in letters that cannot be mistaken."""
    return {"value": value, "label": label}


# --- promise and work --------------------------------------------------------------------------


@register.inclusion_tag("ui/promise.html")
def promise(items: Sequence[components.Promised]) -> Context:
    """Cost, time and place, above every button."""
    return {"items": items}


@register.inclusion_tag("ui/datebox.html")
def datebox(
    label: str, value: str, *, note: str = "", was: str = "", late: bool = False
) -> Context:
    """The promised date, the largest thing on its page; `was` is the date that was missed."""
    return {"label": label, "value": value, "note": note, "was": was, "late": late}


@register.inclusion_tag("ui/timeline.html")
def timeline(moments: Sequence[components.Moment]) -> Context:
    """The journey of a record, oldest first."""
    return {"moments": moments}


@register.inclusion_tag("ui/flow.html")
def flow(steps: Sequence[components.FlowStep]) -> Context:
    """The steps of a service side by side; a filled number is the office's turn."""
    return {"steps": steps}


@register.inclusion_tag("ui/checklist.html")
def checklist(items: Sequence[components.CheckItem]) -> Context:
    """Things to bring or to check, each with a box to tick."""
    return {"items": items}


@register.inclusion_tag("ui/sop_steps.html")
def sop_steps(steps: Sequence[components.Step]) -> Context:
    """The steps of an SOP beside the work on one of them."""
    return {"steps": steps}


@register.inclusion_tag("ui/kept.html")
def kept(rows: Sequence[components.KeptRow]) -> Context:
    """Promises of several services on one scale."""
    return {"rows": rows}
