"""What can be done with a complaint: for each act its form and its action, in one table."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

from prima.complaints import actions, permissions
from prima.complaints.forms.deciding import AssignForm, ClassifyForm, NameForm, UpholdForm
from prima.complaints.forms.handling import (
    AnswerForm,
    AskForm,
    NoteForm,
    ReopenForm,
    SeenForm,
    VerifyForm,
)
from prima.complaints.forms.placing import ForwardForm, PlaceForm, RegradeForm
from prima.complaints.models import Complaint
from prima.complaints.rules import ACTS, ComplaintStatus, Gravity, Maladministration, Missing
from prima.kernel import clock
from prima.kernel.actors import Actor

Do = Callable[[Actor, Complaint, Any], object]

FORMS: Final[dict[str, type[SeenForm]]] = {
    "verify": VerifyForm,
    "ask": AskForm,
    "note": NoteForm,
    "answer": AnswerForm,
    "reopen": ReopenForm,
    "forward": ForwardForm,
    "place": PlaceForm,
    "regrade": RegradeForm,
    "assign": AssignForm,
    "classify": ClassifyForm,
    "name": NameForm,
    "uphold": UpholdForm,
}


def offered_to(actor: Actor, complaint: Complaint) -> list[str]:
    """The acts of this state that this person may do now."""
    asked = complaint.arbitrations.filter(decided_at=None).exists()
    hidden = {"forward"} if asked else {"place"}
    if asked and not permissions.can_place(actor, complaint):
        hidden.add("place")
    if complaint.state == ComplaintStatus.CLOSED and not permissions.can_uphold(actor, complaint):
        hidden.add("uphold")
    return [one for one in ACTS[complaint.state] if one not in hidden]


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


def _assign(actor: Actor, found: Complaint, form: Any) -> None:
    said = form.cleaned_data
    actions.assign(found, staff=said["staff"], seen=said["seen"], by=actor, at=clock.now())


def _classify(actor: Actor, found: Complaint, form: Any) -> None:
    said = form.cleaned_data
    kind = Maladministration(said["kind"])
    actions.classify(found, kind=kind, seen=said["seen"], by=actor, at=clock.now())


def _name(actor: Actor, found: Complaint, form: Any) -> None:
    said = form.cleaned_data
    actions.name_reported(found, staff=said["staff"], seen=said["seen"], by=actor, at=clock.now())


DO: Final[dict[str, Do]] = {
    "verify": _grade(actions.verify),
    "regrade": _grade(actions.regrade),
    "ask": _ask,
    "note": _write(actions.note, "text"),
    "answer": _answer,
    "reopen": _write(actions.reopen, "reason"),
    "forward": _write(actions.forward, "reason", "to"),
    "place": _write(actions.place, "reason", "office"),
    "assign": _assign,
    "classify": _classify,
    "name": _name,
    "uphold": _write(actions.uphold, "reason"),
}
