"""What all pages of a case for staff share: find it for this viewer, keep it private, refuse."""

from __future__ import annotations

from django.http import Http404

from prima.cases import queries
from prima.cases.models import CasePaper
from prima.cases.queries import CasePage
from prima.cases.views import desk
from prima.kernel import clock
from prima.kernel.errors import NotAllowed, RuleBroken, StaleRecord, TooManyAttempts
from prima.kernel.http import ActorRequest

UNPROCESSABLE, CONFLICT, FORBIDDEN = 422, 409, 403


def page_or_404(request: ActorRequest, number: str) -> CasePage:
    """The case as this person may see it; somebody else's case does not exist."""
    page = queries.case_page(request.actor, number, clock.now())
    if page is None:
        raise Http404
    return page


def status_of(error: RuleBroken) -> int:
    """The answer's status for a refusal that is shown beside what was typed."""
    if isinstance(error, TooManyAttempts):
        raise error
    if isinstance(error, NotAllowed):
        return FORBIDDEN
    return CONFLICT if isinstance(error, StaleRecord) else UNPROCESSABLE


def papers_of(page: CasePage) -> list[tuple[CasePaper, str]]:
    """The papers of a case with their text."""
    return [(line.paper, desk.label_of(line)) for line in page.papers]
