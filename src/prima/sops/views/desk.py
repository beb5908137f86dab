"""What the pages of one draft share: which draft, what stands on its page, and how it is saved."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Any, Final

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _

from prima.kernel import clock
from prima.kernel.errors import NotAllowed, RuleBroken, StaleRecord, require
from prima.kernel.http import ActorRequest, private
from prima.sops import actions, documents, permissions, queries, rules
from prima.sops.core import Identity, SopActor, SopDocument, Step
from prima.sops.core.editing import mark_of, mended
from prima.sops.documents import FindingLine, Row, Table
from prima.sops.forms import RowForm
from prima.sops.forms.rows import RARE_FIELDS
from prima.sops.models import DraftComment, SopDraft
from prima.sops.rules import Act, DraftState
from prima.sops.views.acting import act_url
from prima.sops.views.echoes import Echo, echoes
from prima.sops.views.hints import TimeHint, hint_for
from prima.standards.public import StandardContent

UNPROCESSABLE, CONFLICT, FORBIDDEN = 422, 409, 403
GET_OR_POST: Final = ["GET", "HEAD", "POST"]
# Two people who save different rows at the same moment: the later one simply saves again.
_ATTEMPTS: Final = 4

Change = Callable[[SopDocument], SopDocument]
Part = Step | Identity | tuple[SopActor, ...]


class PartChanged(Exception):  # noqa: N818 - names the event
    """A colleague saved the same part since it was shown; nothing was overwritten."""


@dataclass(frozen=True)
class Desk:
    """One draft with everything its pages ask of it."""

    draft: SopDraft
    document: SopDocument
    standard: StandardContent | None
    may_write: bool
    saved_by: str

    @property
    def zone(self) -> str:
        """The time zone of the office."""
        return str(self.draft.sop.office.time_zone)

    @cached_property
    def findings(self) -> list[FindingLine]:
        """Everything wrong with the draft, the gravest first."""
        found = rules.findings(self.document, self.standard)
        return documents.finding_lines(self.document, found)


@dataclass(frozen=True, slots=True)
class Line:
    """One row of the table on the page, with what was found in it."""

    key: str
    url: str
    row: Row
    findings: Sequence[FindingLine]
    comments: Sequence[DraftComment]
    is_open: bool
    echo: Echo | None = None


@dataclass(frozen=True, slots=True)
class Editor:
    """The form of the open row; `seen` is what is stored of the row while it is shown."""

    form: RowForm
    step: Step
    number: int
    seen: str
    url: str
    removal_url: str
    findings: Sequence[FindingLine] = ()
    # What a colleague stored meanwhile, beside what was typed here.
    differences: Sequence[Difference] = ()
    stored_by: str = ""
    is_gone: bool = False
    hint: TimeHint | None = None

    @property
    def opens(self) -> bool:
        """Whether the rarer fields are shown at once: some of them are wrong."""
        return any(name in self.form.errors for name in RARE_FIELDS)


@dataclass(frozen=True, slots=True)
class Difference:
    """One field: what is stored now, and what was typed on this page."""

    label: str
    stored: str
    typed: str


def open_desk(request: ActorRequest, pk: int) -> Desk:
    """The draft, for whoever writes or judges procedures of its office; else it does not exist."""
    draft = get_object_or_404(queries.drafts_for(request.actor), pk=pk)
    return desk_of(draft, request)


def desk_to_write(request: ActorRequest, pk: int) -> Desk:
    """The draft for its authors; whoever only judges it is told so."""
    desk = open_desk(request, pk)
    require(permissions.can_write(request.actor, desk.draft.sop.office))
    return desk


def desk_of(draft: SopDraft, request: ActorRequest) -> Desk:
    """The draft as it is stored now."""
    is_open = draft.state == DraftState.DRAFT
    return Desk(
        draft=draft,
        document=mended(draft.document),
        standard=queries.standard_of(draft, clock.now()),
        may_write=is_open and permissions.can_write(request.actor, draft.sop.office),
        saved_by=queries.saver_of(draft),
    )


def again(desk: Desk, request: ActorRequest) -> Desk:
    """The same draft, read once more."""
    return open_desk(request, desk.draft.pk)


def save(request: ActorRequest, desk: Desk, change: Change) -> SopDraft:
    """Apply the change to what is stored now.

    Raises PartChanged when the change says so, RuleBroken when the draft may not be written.
    """
    draft = desk.draft
    for attempt in range(_ATTEMPTS):
        document = change(mended(draft.document))
        try:
            return actions.save_draft(
                draft, document, revision=draft.revision, by=request.actor, at=clock.now()
            )
        except StaleRecord:
            draft = get_object_or_404(queries.drafts_for(request.actor), pk=draft.pk)
            if draft.state != DraftState.DRAFT or attempt == _ATTEMPTS - 1:
                raise
    raise AssertionError  # the loop returns or raises


def check_seen(seen: str, part: Part, typed: Part | None = None) -> None:
    """Whoever saved exactly what is typed here, or nothing since, is no conflict."""
    unchanged = {seen} if typed is None else {seen, mark_of(typed)}
    if seen and mark_of(part) not in unchanged:
        raise PartChanged


def show(
    request: ActorRequest, desk: Desk, editor: Editor | None = None, *, status: int = 200
) -> HttpResponse:
    """The page of a draft: its table with findings, and below it the row that is open."""
    shown = documents.table(desk.document, queries.situation_words(desk.standard))
    found = desk.findings
    context = {
        "desk": desk,
        "draft": desk.draft,
        "table": shown,
        "lines": _lines(desk, shown, found, editor),
        "findings": found,
        "counts": {
            severity: [line for line in found if line.severity == severity]
            for severity in documents.SEVERITIES
        },
        "closing": _closing(desk, shown),
        "editor": editor,
        "submit_url": act_url(desk.draft, Act.SUBMIT),
        "form": editor.form if editor else None,
        "columns": len(shown.actors) + shown.refuses,
    }
    return private(request, "sops/draft.html", context, status)


def editor_of(desk: Desk, step: Step, data: Any = None) -> Editor:
    """The form of one row, as stored or as typed."""
    situations = desk.standard.situations if desk.standard else ()
    document = desk.document
    kwargs = {"pk": desk.draft.pk, "key": step.key}
    return Editor(
        form=RowForm(data, document=document, step=step, situations=situations),
        step=step,
        number=document.step_number(step.key) if step.key in document.position else 0,
        seen=mark_of(step),
        url=reverse("sops:draft_row", kwargs=kwargs),
        removal_url=reverse("sops:draft_row_removal", kwargs=kwargs),
        findings=[line for line in desk.findings if line.step_key == step.key],
        hint=hint_for(desk.draft, document, step),
    )


def status_of(error: RuleBroken) -> int:
    """The answer's status for a refusal that is shown beside what was typed."""
    if isinstance(error, NotAllowed):
        return FORBIDDEN
    return CONFLICT if isinstance(error, StaleRecord) else UNPROCESSABLE


def saved_since(desk: Desk) -> str:
    """Who saved what when, for whoever typed into the same place."""
    at: datetime | None = desk.draft.saved_at
    return _("%(who)s menyimpan bagian ini pada %(when)s, setelah Anda membukanya.") % {
        "who": desk.saved_by or _("Rekan Anda"),
        "when": clock.format_moment(at, desk.zone) if at else "-",
    }


def _lines(
    desk: Desk, shown: Table, found: Sequence[FindingLine], editor: Editor | None
) -> list[Line]:
    pk = desk.draft.pk
    said = list(desk.draft.comments.filter(resolved_at=None))
    like = echoes(desk.draft, desk.document)
    return [
        Line(
            key=step.key,
            url=reverse("sops:draft_row", kwargs={"pk": pk, "key": step.key}),
            row=row,
            findings=[line for line in found if line.step_key == step.key],
            comments=[one for one in said if one.step_key == step.key],
            is_open=editor is not None and editor.step.key == step.key,
            echo=like.get(step.key),
        )
        for step, row in zip(desk.document.steps, shown.rows, strict=True)
    ]


def _closing(desk: Desk, shown: Table) -> list[str]:
    """Office time against the promise, and which rows are not counted yet."""
    promise = rules.promise_of(desk.standard) if desk.standard else None
    minutes = queries.office_minutes(desk.document, promise) if promise else None
    lines = documents.closing_lines(desk.document, shown, promise, minutes)
    untimed = [
        str(number)
        for number, step in enumerate(desk.document.steps, start=1)
        if step.norm.amount is None and not step.norm.note
    ]
    if untimed:
        lines.append(
            _("Belum terhitung, karena waktunya kosong: langkah %(numbers)s.")
            % {"numbers": ", ".join(untimed)}
        )
    return lines
