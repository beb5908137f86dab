"""Writing shared answers: the list, a new one, one of them with what can be done."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any, Final

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from prima.kernel import clock
from prima.kernel.errors import NotAllowed, RuleBroken, StaleRecord, require
from prima.kernel.http import ActorRequest, private
from prima.knowledge import actions, permissions, queries
from prima.knowledge.forms import (
    GiveBackForm,
    HandInForm,
    NewForm,
    PublishForm,
    SeenForm,
    WithdrawForm,
    WordsForm,
)
from prima.knowledge.models import KnowledgeArticle, KnowledgeVersion
from prima.knowledge.rules import IN_WORK, MOVES, Audience, VersionState
from prima.ui.components import Situation

PAGE: Final = 25
LONGEST_SEARCH: Final = 120
GET_OR_POST: Final = ["GET", "HEAD", "POST"]
_UNPROCESSABLE, _CONFLICT = 422, 409
_S = VersionState

# What can be done with a version: the form, the move it asks for, and the action.
FORMS: Final[dict[str, type[SeenForm]]] = {
    "ajukan": HandInForm,
    "terbitkan": PublishForm,
    "kembalikan": GiveBackForm,
    "tarik": WithdrawForm,
}
TARGETS: Final = {
    "ajukan": _S.WAITING, "terbitkan": _S.PUBLISHED, "kembalikan": _S.DRAFT, "tarik": _S.WITHDRAWN,
}  # fmt: skip
DO: Final[dict[str, Callable[..., object]]] = {
    "ajukan": actions.hand_in,
    "terbitkan": actions.publish,
    "kembalikan": actions.give_back,
    "tarik": actions.withdraw,
}


@require_safe
def articles(request: ActorRequest) -> HttpResponse:
    """What is published for one's offices, and what is being written in them."""
    offices = queries.offices_of_writers(request.actor)
    require(offices.exists())
    looks = _looks()
    look = request.GET.get("tampil", "")
    look = look if look in [key for key, _label in looks] else ""
    text = request.GET.get("q", "").replace("\x00", "").strip()[:LONGEST_SEARCH]
    found = queries.matching(queries.articles_for(request.actor, _today(), look), text)
    page = Paginator(found, PAGE).get_page(request.GET.get("page"))
    counts = queries.counts_for(request.actor, _today())
    context = {
        "page": page,
        "lines": queries.lines(page, _today()),
        "typed": text,
        "situations": [
            Situation(label, f"?tampil={key}" if key else "?", key == look, counts[key])
            for key, label in looks
        ],
    }
    return private(request, "knowledge/articles.html", context)


@require_http_methods(GET_OR_POST)
def new(request: ActorRequest) -> HttpResponse:
    """Write an answer nobody has written yet; the question may come from the desk."""
    offices = queries.offices_of_writers(request.actor)
    require(offices.exists())
    begun = {"question": request.GET.get("pertanyaan", "")[:200]}
    form = NewForm(_sent(request), offices, initial=begun)

    def do() -> KnowledgeArticle:
        data = form.cleaned_data
        made = actions.write(
            office=data["office"], service=data["service"], audience=Audience(data["audience"]),
            said=form.said, by=request.actor, at=clock.now(),
        )  # fmt: skip
        return made.article

    return _written(request, form, do, _("Tulis jawaban"))


@require_http_methods(GET_OR_POST)
def edit(request: ActorRequest, pk: int) -> HttpResponse:
    """Mend the draft, or begin the next version from the one that is published."""
    article, versions = _found(request, pk)
    require(permissions.can_write(request.actor, article.office_id))
    last = versions[0]
    draft = next((one for one in versions if one.state in IN_WORK), None)
    words = {name: getattr(last, name) for name in ("question", "answer", "source")}
    form = WordsForm(_sent(request), draft, initial=words)

    def do() -> KnowledgeArticle:
        made = actions.rewrite(
            article, said=form.said, seen=form.cleaned_data["seen"], by=request.actor,
            at=clock.now(),
        )  # fmt: skip
        return made.article

    return _written(request, form, do, _("Perbaiki jawaban"), article)


@require_safe
def article(request: ActorRequest, pk: int) -> HttpResponse:
    """One answer with its versions and what can be done with the newest."""
    found, versions = _found(request, pk)
    return _show(request, found, versions, {})


@require_POST
def acted(request: ActorRequest, pk: int, version: int, act: str) -> HttpResponse:
    """Do it, or show the page again with what was typed and why not."""
    found, versions = _found(request, pk)
    one = next((row for row in versions if row.pk == version), None)
    if one is None or act not in FORMS:
        raise Http404
    form = _form(act, one, request.POST)
    status = _UNPROCESSABLE
    if form.is_valid():
        try:
            DO[act](one, **form.cleaned_data, by=request.actor, at=clock.now())
        except NotAllowed:
            raise
        except RuleBroken as error:
            form.add_error(None, str(error))
            status = _CONFLICT if isinstance(error, StaleRecord) else _UNPROCESSABLE
        else:
            messages.success(request, _("Tersimpan."))
            return redirect(found)
    return _show(request, found, versions, {(one.pk, act): form}, status)


def _show(
    request: ActorRequest,
    found: KnowledgeArticle,
    versions: list[KnowledgeVersion],
    tried: dict[tuple[int, str], SeenForm],
    status: int = 200,
) -> HttpResponse:
    context = {
        "article": found,
        "newest": versions[0],
        "lines": queries.lines(versions, _today()),
        "acts": [
            (one, act, tried.get((one.pk, act)) or _form(act, one, None))
            for one in versions
            for act in _offered(request, one)
        ],
        "can_write": permissions.can_write(request.actor, found.office_id)
        and not any(one.state == _S.WAITING for one in versions),
        "has_errors": bool(tried),
    }
    return private(request, "knowledge/article.html", context, status)


def _offered(request: ActorRequest, one: KnowledgeVersion) -> list[str]:
    actor, office_id = request.actor, one.article.office_id
    writes = permissions.can_write(actor, office_id)
    reviews = permissions.can_review(actor, one)
    is_out = one.state == _S.PUBLISHED
    may = {
        "ajukan": writes,
        "terbitkan": reviews,
        "kembalikan": reviews,
        "tarik": permissions.can_vouch(actor, office_id) if is_out else writes,
    }
    moves = MOVES[VersionState(one.state)]
    return [act for act, target in TARGETS.items() if may[act] and target in moves]


def _form(act: str, one: KnowledgeVersion, data: Any) -> SeenForm:
    if act == "terbitkan":
        return PublishForm(data, one, _today())
    return FORMS[act](data, one)


def _found(request: ActorRequest, pk: int) -> tuple[KnowledgeArticle, list[KnowledgeVersion]]:
    """One this person may see; drafts of offices above do not exist."""
    article = get_object_or_404(queries.visible_articles(request.actor), pk=pk)
    versions = queries.versions_for(request.actor, article, _today())
    if not versions:
        raise Http404
    return article, versions


def _written(
    request: ActorRequest,
    form: WordsForm,
    do: Callable[[], KnowledgeArticle],
    title: str,
    article: KnowledgeArticle | None = None,
) -> HttpResponse:
    status = 200
    if form.is_bound:
        status = _UNPROCESSABLE
        if form.is_valid():
            try:
                made = do()
            except NotAllowed:
                raise
            except RuleBroken as error:
                form.add_error(None, str(error))
                status = _CONFLICT if isinstance(error, StaleRecord) else _UNPROCESSABLE
            else:
                messages.success(request, _("Konsep tersimpan. Ajukan untuk diperiksa."))
                return redirect(made)
    context = {"form": form, "title": title, "article": article}
    return private(request, "knowledge/write.html", context, status)


def _looks() -> list[tuple[str, str]]:
    return [
        ("", _("Terbit")),
        (str(_S.WAITING), _("Menunggu diperiksa")),
        ("due", _("Perlu diperiksa ulang")),
        (str(_S.DRAFT), _("Konsep")),
    ]


def _sent(request: ActorRequest) -> Any:
    return request.POST if request.method == "POST" else None


def _today() -> date:
    return timezone.localdate(clock.now())
