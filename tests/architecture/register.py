"""Rules, reviews and drafts the access table speaks of, made with the real actions."""

from datetime import date

from prima.accounts.models import User
from prima.kernel import clock
from prima.kernel.actors import SYSTEM, Actor
from prima.offices.public import Office
from prima.standards import actions
from prima.standards.actions import RegulationDetails
from prima.standards.core.rule_names import RuleName
from prima.standards.models import Regulation, Service, StandardDraft
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


# Pages of one draft of a standard that need only its number.
DRAFT_PAGES = ("draft", "draft_moved", "draft_drop", "draft_set", "draft_difference")


def draft_of(office: Office, **more: str) -> dict[str, int | str]:
    """The draft of a standard in this office, begun when it is first asked for."""
    draft = StandardDraft.objects.filter(office=office).first()
    if draft is None:
        author = User.objects.latest("pk")
        by = Actor(author.pk, "staff", {"write_standards": frozenset({office.pk})})
        service = Service.objects.first()
        draft = actions.start_draft(office, service=service, by=by, at=clock.now())
    return {"pk": draft.pk, **more}
