"""Pages of authors and heads: drafts of standards, their parts, their course."""

from __future__ import annotations

from typing import Any, Final

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from prima.kernel import clock
from prima.kernel.errors import NotAllowed, RuleBroken, StaleRecord
from prima.kernel.http import ActorRequest
from prima.offices.public import Office
from prima.standards import actions, documents, permissions, rules
from prima.standards.core import drafting
from prima.standards.forms.drafts import IN_FORCE, NEW, OTHER, StartForm
from prima.standards.forms.guidance import GUIDANCE
from prima.standards.forms.parts import PartEditor
from prima.standards.models import Service, StandardDraft
from prima.standards.queries import drafting as reads
from prima.standards.queries import standard_in_force, today_at
from prima.standards.views.frame import CONFLICT, GET_OR_POST, UNPROCESSABLE, sent

PARTS_BY_SLUG: Final = {slug: part for part, slug in rules.PART_SLUGS.items()}
ENDED_SHOWN: Final = 20


def draft_or_404(request: ActorRequest, pk: int) -> StandardDraft:
    """A draft this person may see; another office's does not exist."""
    need_writer(request)
    return get_object_or_404(reads.drafts_for(request.actor), pk=pk)


def need_writer(request: ActorRequest) -> None:
    """Pages of those who write or set standards."""
    if not reads.writing_offices(request.actor).exists():
        raise PermissionDenied(_("Halaman ini untuk penyusun dan penetap standar pelayanan."))


@require_safe
def drafts(request: ActorRequest) -> HttpResponse:
    """What is being written, and what each service of an office stands on."""
    need_writer(request)
    offices = list(reads.writing_offices(request.actor))
    office = _chosen(request, offices)
    found = reads.drafts_for(request.actor)
    context = {
        "office": office,
        "offices": offices,
        "open_drafts": found.filter(ended_at=None),
        "ended": found.filter(ended_at__isnull=False)[:ENDED_SHOWN],
        "services": reads.services_with_drafts(office),
        "may_write": permissions.can_write_standards(request.actor, office),
    }
    return render(request, "standards/manage/drafts.html", context)


def _chosen(request: ActorRequest, offices: list[Office]) -> Office:
    key = request.GET.get("kantor", "")
    for office in offices:
        if not key or office.key == key:
            return office
    raise Http404


@require_http_methods(GET_OR_POST)
def draft_new(request: ActorRequest) -> HttpResponse:
    """Begin a draft: from what is in force, from another office, or from nothing."""
    offices = reads.writing_offices(request.actor, "write_standards")
    first = offices.first()
    if first is None:
        raise PermissionDenied(_("Halaman ini untuk penyusun standar pelayanan."))
    form = StartForm(
        sent(request),
        offices=offices,
        services=Service.objects.open_on(today_at(first)).select_related("category"),
        standards=reads.standards_of_others(first),
        initial=_wanted(request),
    )
    if request.method == "POST" and form.is_valid():
        try:
            draft = _start(request, form.cleaned_data)
        except RuleBroken as error:
            form.add_error(None, str(error))
        else:
            return redirect(draft)
    status = UNPROCESSABLE if request.method == "POST" else 200
    return render(request, "standards/manage/draft_new.html", {"form": form}, status=status)


def _wanted(request: ActorRequest) -> dict[str, Any]:
    """What the list of services has chosen already."""
    service = Service.objects.filter(key=request.GET.get("layanan", "")).first()
    office = Office.objects.filter(key=request.GET.get("kantor", "")).first()
    return {"service": service, "way": IN_FORCE if service else None, "office": office}


def _start(request: ActorRequest, data: dict[str, Any]) -> StandardDraft:
    office, service, base = data["office"], data["service"], None
    if data["way"] == IN_FORCE:
        base = standard_in_force(service, office, today_at(office))
    elif data["way"] == OTHER:
        base = data["standard"]
        service = base.service
    elif data["way"] == NEW:
        service = None
    return actions.start_draft(
        office, service=service, base=base, by=request.actor, at=clock.now()
    )


@require_safe
def draft(request: ActorRequest, pk: int) -> HttpResponse:
    """One draft: its fourteen components with what is to be mended beside each."""
    found = draft_or_404(request, pk)
    parts = documents.draft_parts(found)
    content = found.content
    context = {
        "draft": found,
        "parts": parts,
        "sheet": documents.content_sheet(content, {}),
        "filled": sum(not part.is_empty for part in parts if part.component),
        "count": sum(len(part.findings) for part in parts),
        "missing": _missing(found),
        "may_write": found.can_be_written
        and permissions.can_write_standards(request.actor, found.office),
        "may_move": found.is_open and permissions.can_write_standards(request.actor, found.office),
        "may_set": found.is_open and permissions.can_set_draft(request.actor, found),
    }
    return render(request, "standards/manage/draft.html", context)


def _missing(found: StandardDraft) -> list[str]:
    if found.service is not None:
        return []
    form = PartEditor(found, drafting.SERVICE).form
    assert form is not None  # noqa: S101 - the part of a service is one form
    names = drafting.missing_of_service(found.service_data, {found.service_data.get("category")})
    return [str(form.fields[name].label) for name in names]


@require_http_methods(GET_OR_POST)
def draft_part(request: ActorRequest, pk: int, slug: str) -> HttpResponse:
    """One part of a draft as a form; each is saved by itself."""
    found = draft_or_404(request, pk)
    part = _part_of(found, slug)
    if not permissions.can_write_standards(request.actor, found.office):
        raise PermissionDenied(_("Halaman ini untuk penyusun standar pelayanan."))
    if not found.can_be_written:
        messages.error(request, _("Rancangan ini tidak sedang disusun, jadi isinya tetap."))
        return redirect(found)
    editor = PartEditor(found, part, sent(request), more="tambah" in request.GET)
    if request.method != "POST":
        return _part_page(request, editor)
    if not editor.is_valid():
        return _part_page(request, editor, status=UNPROCESSABLE)
    refused = _kept(request, editor)
    if refused is not None:
        return refused
    messages.success(request, _("Tersimpan."))
    if "more" in request.POST:
        return redirect(f"{_part_url(found, slug)}?tambah=1#baris-baru")
    return redirect(f"{found.get_absolute_url()}#bagian-{slug}")


def _part_of(found: StandardDraft, slug: str) -> str:
    """The part an address names; a service of the catalogue is not described in a draft."""
    part = PARTS_BY_SLUG.get(slug)
    if part is None or (part == drafting.SERVICE and found.service is not None):
        raise Http404
    return part


def _kept(request: ActorRequest, editor: PartEditor) -> HttpResponse | None:
    """Save; refused, the page with what was typed and what is stored."""
    try:
        _save(request, editor)
    except NotAllowed:
        raise
    except RuleBroken as error:
        status = CONFLICT if isinstance(error, StaleRecord) else UNPROCESSABLE
        editor.draft.refresh_from_db()
        return _part_page(request, editor, refusal=str(error), status=status)
    return None


def _save(request: ActorRequest, editor: PartEditor) -> None:
    revision = request.POST.get("revision", "")
    known = int(revision) if revision.isdecimal() and len(revision) < 10 else 0  # noqa: PLR2004 - digits of a column
    by, at = request.actor, clock.now()
    if editor.part == drafting.SERVICE:
        actions.save_service_details(editor.draft, editor.values(), revision=known, by=by, at=at)
        return
    actions.save_part(
        editor.draft,
        editor.part,
        editor.values(),
        revision=known,
        confirmed="confirmed" in request.POST,
        by=by,
        at=at,
    )


def _part_page(
    request: ActorRequest, editor: PartEditor, *, refusal: str = "", status: int = 200
) -> HttpResponse:
    draft, part = editor.draft, editor.part
    stored = [one for one in documents.draft_parts(draft) if one.key == part]
    shows_own = refusal or status == 200  # noqa: PLR2004 - the ordinary page
    context = {
        "draft": draft,
        "editor": editor,
        "form": editor.form,
        "rows": editor.rows,
        "label": rules.PART_LABELS[part],
        "guidance": GUIDANCE[part],
        "confirm": draft.content_data["to_confirm"].get(part, ""),
        "revision": draft.revision if shows_own else request.POST.get("revision", ""),
        "refusal": refusal,
        "stored": stored[0] if stored and refusal else None,
        "has_errors": bool(refusal) or status != 200,  # noqa: PLR2004 - the ordinary page
    }
    return render(request, "standards/manage/part.html", context, status=status)


def _part_url(found: StandardDraft, slug: str) -> str:
    return reverse("standards:draft_part", kwargs={"pk": found.pk, "slug": slug})
