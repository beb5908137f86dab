"""What can be done with a complaint: for each act its form and its action, in one table."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

from django.utils.translation import gettext as _

from prima.complaints import actions, permissions, queries
from prima.complaints.forms.deciding import (
    AssignForm,
    ClassifyForm,
    LocateForm,
    NameForm,
    UpholdForm,
)
from prima.complaints.forms.explaining import ExplainForm
from prima.complaints.forms.frames import ApproveForm, GiveBackForm
from prima.complaints.forms.handling import (
    AnswerForm,
    AskForm,
    NoteForm,
    ReopenForm,
    SeenForm,
    VerifyForm,
)
from prima.complaints.forms.merging import MergeForm, PartForm
from prima.complaints.forms.placing import ForwardForm, PlaceForm, RegradeForm
from prima.complaints.models import AnswerDraft, Complaint
from prima.complaints.models.procedure import steps_of
from prima.complaints.queries.desk import Desk, waiting_draft
from prima.complaints.rules import (
    ACTS,
    ComplaintStatus,
    Gravity,
    Kind,
    Maladministration,
    Missing,
    way_of_answer,
)
from prima.kernel import clock
from prima.kernel.actors import Actor
from prima.kernel.errors import RuleBroken

Do = Callable[[Actor, Complaint, Any], object]

FORMS: Final[dict[str, type[SeenForm]]] = {
    "verify": VerifyForm,
    "ask": AskForm,
    "note": NoteForm,
    "answer": AnswerForm,
    "explain": ExplainForm,
    "reopen": ReopenForm,
    "forward": ForwardForm,
    "place": PlaceForm,
    "regrade": RegradeForm,
    "assign": AssignForm,
    "classify": ClassifyForm,
    "locate": LocateForm,
    "approve": ApproveForm,
    "give_back": GiveBackForm,
    "merge": MergeForm,
    "part": PartForm,
    "name": NameForm,
    "uphold": UpholdForm,
}


def offered_to(actor: Actor, desk: Desk) -> list[str]:
    """The acts of this state that this person may do now."""
    complaint = desk.complaint
    hidden = {"answer" if way_of_answer(Kind(complaint.kind)) == "explain" else "explain"}
    hidden |= _hidden_by_place(actor, desk)
    if complaint.state == ComplaintStatus.CLOSED and not permissions.can_uphold(actor, complaint):
        hidden.add("uphold")
    hidden |= {"answer", "explain", "merge"} if desk.leader else {"part"}
    if desk.leader or desk.draft is None or not permissions.can_approve(actor, desk.draft):
        hidden |= {"approve", "give_back"}
    offered = [one for one in ACTS[complaint.state] if one not in hidden]
    return [one for one in offered if one != "locate" or _has_steps(complaint)]


def _hidden_by_place(actor: Actor, desk: Desk) -> set[str]:
    if desk.arbitration is None:
        return {"place"}
    return {"forward"} if permissions.can_place(actor, desk.complaint) else {"forward", "place"}


def _has_steps(complaint: Complaint) -> bool:
    return complaint.kind == Kind.COMPLAINT and bool(steps_of(complaint, clock.now()))


def _grade(verb: Any) -> Do:
    def do(actor: Actor, found: Complaint, form: Any) -> None:
        said = form.cleaned_data
        verb(found, gravity=Gravity(said["gravity"]), seen=said["seen"], by=actor, at=clock.now())

    return do


def _ask(actor: Actor, found: Complaint, form: Any) -> None:
    said = form.cleaned_data
    items = [Missing(one) for one in said["items"]]
    actions.ask(
        found, question=said["text"], items=items, seen=said["seen"], by=actor, at=clock.now()
    )


def _write(verb: Any, word: str, office: str = "") -> Do:
    def do(actor: Actor, found: Complaint, form: Any) -> None:
        said = form.cleaned_data
        more = {word: said["text"], **({office: said["office"]} if office else {})}
        verb(found, **more, seen=said["seen"], by=actor, at=clock.now())

    return do


def _answer(actor: Actor, found: Complaint, form: Any) -> None:
    actions.answer(
        found, reply=form.reply, seen=form.cleaned_data["seen"], by=actor, at=clock.now()
    )


def _explain(actor: Actor, found: Complaint, form: Any) -> None:
    seen = form.cleaned_data["seen"]
    actions.explain(found, explanation=form.explanation, seen=seen, by=actor, at=clock.now())


def _assign(actor: Actor, found: Complaint, form: Any) -> None:
    said = form.cleaned_data
    actions.assign(found, staff=said["staff"], seen=said["seen"], by=actor, at=clock.now())


def _classify(actor: Actor, found: Complaint, form: Any) -> None:
    said = form.cleaned_data
    kind = Maladministration(said["kind"])
    actions.classify(found, kind=kind, seen=said["seen"], by=actor, at=clock.now())


def _merge(actor: Actor, found: Complaint, form: Any) -> None:
    said = form.cleaned_data
    into = queries.one_for(actor, said["into"])
    if into is None:
        raise RuleBroken(_("Nomor itu tidak ada di daftar Anda. Periksa ejaannya."))
    actions.merge(found, into=into, seen=said["seen"], by=actor, at=clock.now())


def _part(actor: Actor, found: Complaint, form: Any) -> None:
    actions.part(found, seen=form.cleaned_data["seen"], by=actor, at=clock.now())


def _approve(actor: Actor, found: Complaint, form: Any) -> None:
    seen = form.cleaned_data["seen"]
    actions.approve(_draft_of(found), seen=seen, by=actor, at=clock.now())


def _give_back(actor: Actor, found: Complaint, form: Any) -> None:
    said = form.cleaned_data
    actions.give_back(
        _draft_of(found), note=said["text"], seen=said["seen"], by=actor, at=clock.now()
    )


def _draft_of(found: Complaint) -> AnswerDraft:
    draft = waiting_draft(found)
    if draft is None:
        raise RuleBroken(_("Konsep jawaban ini tidak menunggu lagi. Muat ulang halaman ini."))
    return draft


def _locate(actor: Actor, found: Complaint, form: Any) -> None:
    said = form.cleaned_data
    actions.locate(found, step=said["step"], seen=said["seen"], by=actor, at=clock.now())


def _name(actor: Actor, found: Complaint, form: Any) -> None:
    said = form.cleaned_data
    actions.name_reported(found, staff=said["staff"], seen=said["seen"], by=actor, at=clock.now())


DO: Final[dict[str, Do]] = {
    "verify": _grade(actions.verify),
    "regrade": _grade(actions.regrade),
    "ask": _ask,
    "note": _write(actions.note, "text"),
    "answer": _answer,
    "explain": _explain,
    "reopen": _write(actions.reopen, "reason"),
    "forward": _write(actions.forward, "reason", "to"),
    "place": _write(actions.place, "reason", "office"),
    "assign": _assign,
    "classify": _classify,
    "locate": _locate,
    "name": _name,
    "approve": _approve,
    "give_back": _give_back,
    "merge": _merge,
    "part": _part,
    "uphold": _write(actions.uphold, "reason"),
}
