"""Rules, reviews and drafts the access table speaks of, made with the real actions."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any, Final

from prima.accounts.models import User
from prima.kernel import clock
from prima.kernel.actors import SYSTEM, Actor
from prima.offices.public import Office
from prima.standards import actions
from prima.standards.actions import RegulationDetails
from prima.standards.core.consulting import SIDES
from prima.standards.core.rule_names import RuleName
from prima.standards.forms.charters import USUAL_PROMISES
from prima.standards.models import (
    ConsultationAgreement,
    PublicConsultation,
    Regulation,
    Service,
    ServiceCharter,
    StandardDraft,
)
from prima.standards.rules import CitingKind, ReviewCause


def regulation_of(office: Office) -> int:
    """A rule this office added to the register."""
    known = Regulation.objects.filter(office=office).first()
    if known is not None:
        return known.pk
    author = Actor(None, "staff", {"write_standards": frozenset({office.pk})})
    name = RuleName("perda", "1", 2020, office.name)
    details = RegulationDetails(about="Pelayanan", in_force_from=date(2020, 1, 1))
    return actions.add_regulation(name, details, office=office, by=author, at=clock.now()).pk


def review_in(office: Office) -> int:
    """An SOP of this office that is to be reviewed."""
    service = Service.objects.first()
    assert service is not None
    return actions.open_review(
        CitingKind.SOP, service.pk, office, cause=ReviewCause.PERIODIC,
        due_on=clock.now().date(), by=SYSTEM, at=clock.now(),
    ).pk  # fmt: skip


def draft_of(office: Office, **more: str) -> dict[str, int | str]:
    """The draft of a standard in this office, begun when it is first asked for."""
    draft = StandardDraft.objects.filter(office=office).first()
    if draft is None:
        author = User.objects.latest("pk")
        by = Actor(author.pk, "staff", {"write_standards": frozenset({office.pk})})
        service = Service.objects.first()
        draft = actions.start_draft(office, service=service, by=by, at=clock.now())
    return {"pk": draft.pk, **more}


def charter_of(office: Office) -> int:
    """The charter of this office, set when it is first asked for."""
    charter = ServiceCharter.objects.filter(office=office).first()
    if charter is None:
        head = Actor(None, "staff", {"set_standards": frozenset({office.pk})})
        day = clock.now().date()
        text = actions.CharterText(
            **{name: str(words) for name, words in USUAL_PROMISES.items()},
            signatory="Amin", position="Kepala", place="Tirtamulya", signed_on=day,
            decision_number="7/2026", valid_from=day,
        )  # fmt: skip
        charter = actions.set_charter(office, text, replaces=None, by=head, at=clock.now())
    return charter.pk


def consultation_of(office: Office, **more: str) -> dict[str, Any]:
    """A consultation of this office that is still being written."""
    found = PublicConsultation.objects.filter(office=office, closed_at=None).first()
    if found is None:
        found = _record_consultation(office)
    return {"pk": found.pk, **more}


def _record_consultation(office: Office) -> PublicConsultation:
    at, by = clock.now(), _writer(office)
    meeting = actions.Meeting(
        topic="practice", title="Pelayanan", held_on=at.date(), place="Aula",
        text="Dibuka.", record_number="1/2026",
    )  # fmt: skip
    return actions.record_consultation(office, meeting, by=by, at=at)


def _writer(office: Office) -> Actor:
    return Actor(
        User.objects.latest("pk").pk, "staff", {"write_standards": frozenset({office.pk})}
    )


def closed_consultation_of(office: Office) -> dict[str, Any]:
    """One whose minutes are closed, with an agreement nothing came of yet."""
    found = PublicConsultation.objects.filter(office=office).exclude(closed_at=None).first()
    if found is None:
        at, by = clock.now(), _writer(office)
        found = _record_consultation(office)
        signing = [{"side": side, "name": "Amin", "position": "-"} for side in SIDES]
        lists: dict[str, list[dict[str, Any]]] = {
            "attendances": [{"group": "users", "invited": 1, "present": 1}],
            "agreements": [{"text": "Kursi", "owner": "Umum", "due_on": at.date()}],
            "signatories": signing,
        }
        for part, rows in lists.items():
            found = actions.write_list(found, part, rows, revision=found.revision, by=by, at=at)
        found = actions.close_consultation(found, by=by, at=at)
    return {"pk": found.pk}


def agreement_of(office: Office) -> dict[str, Any]:
    """What was agreed in it."""
    found = closed_consultation_of(office)
    return {**found, "agreement": ConsultationAgreement.objects.get(consultation=found["pk"]).pk}


Make = Callable[[Office], dict[str, Any]]

# What stands in the address of a page about one record, made in the office that is meant.
RECORDS: Final[Mapping[str, Make]] = {
    "standards:regulation": lambda office: {"pk": regulation_of(office)},
    "standards:regulation_edit": lambda office: {"pk": regulation_of(office)},
    "standards:regulation_end": lambda office: {"pk": regulation_of(office)},
    "standards:regulation_end_undo": lambda office: {"pk": regulation_of(office)},
    "standards:review": lambda office: {"pk": review_in(office)},
    "standards:draft": draft_of,
    "standards:draft_moved": draft_of,
    "standards:draft_drop": draft_of,
    "standards:draft_set": draft_of,
    "standards:draft_difference": draft_of,
    "standards:draft_basis": draft_of,
    "standards:draft_part": lambda office: draft_of(office, slug="sarana"),
    "standards:charter": lambda office: {"pk": charter_of(office)},
    "standards:charter_published": lambda office: {"pk": charter_of(office)},
    "standards:heard_one": closed_consultation_of,
    "standards:consultation": consultation_of,
    "standards:consultation_edit": consultation_of,
    "standards:consultation_closing": consultation_of,
    "standards:consultation_minutes": consultation_of,
    "standards:consultation_part": lambda office: consultation_of(office, slug="masukan"),
    "standards:agreement_outcome": agreement_of,
}

# Pages that ask for an office (`?kantor=`), and what has to be there first.
OFFICES: Final[Mapping[str, Callable[[Office], object]]] = {
    "standards:charter_poster": charter_of,
    "standards:charter_new": lambda office: office,
    "standards:consultation_new": lambda office: office,
}


def made_in(make: Make) -> Callable[[Any, str], dict[str, Any]]:
    """How the world of the table is asked for such a record."""
    return lambda world, of: make(world.offices[of])


def asked_of(prepare: Callable[[Office], object]) -> Callable[[Any, str], str]:
    """How the world of the table is asked for the office in the address."""

    def query(world: Any, of: str) -> str:
        prepare(world.offices[of])
        return f"?kantor={world.offices[of].key}"

    return query
