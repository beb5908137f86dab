"""What happens in a survey when a case is completed, and when its person is not to be asked."""

from prima.cases.public import CaseCompleted, ConsentWithdrawn, PersonErased
from prima.kernel.actors import SYSTEM
from prima.surveys import actions


def draw_when_completed(event: CaseCompleted) -> None:
    """Every completed case enters the draw."""
    actions.draw_respondent(
        case_id=event.case_id,
        office_id=event.office_id,
        service_id=event.service_id,
        by=SYSTEM,
        at=event.at,
    )


def withdraw_link_of(event: ConsentWithdrawn | PersonErased) -> None:
    """Whoever wants no questions, or is forgotten, holds no link."""
    actions.withdraw_link(case_id=event.case_id, by=SYSTEM, at=event.at)
