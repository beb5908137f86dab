"""The invitation behind a link, and the citizen's own link."""

from datetime import datetime

from django.urls import reverse

from prima.kernel.codes import hash_token
from prima.surveys import rules
from prima.surveys.core.elements import ElementOrder
from prima.surveys.models import TOKEN_LENGTH, Invitation, SurveyRule


def open_invitation(token: str, at: datetime) -> Invitation | None:
    """The invitation whose link still opens; used, expired and unknown are all None."""
    if len(token) != TOKEN_LENGTH:
        return None
    invitations = Invitation.objects.select_related("office")
    invitation = invitations.filter(token_hash=hash_token(token)).first()
    if invitation is None:
        return None
    today = rules.local_day(at, invitation.office.time_zone)
    return invitation if invitation.is_open(today) else None


def invitation_link_for(case_id: int, at: datetime) -> str | None:
    """The address of the survey for the citizen who holds the code of this case.

    Call it only on a page opened with the case's secret: officers must not see who was drawn. The
    same link as in the e-mail: it is derived anew each time, never stored.
    """
    invitation = Invitation.objects.select_related("office").filter(case_id=case_id).first()
    if invitation is None:
        return None
    if not invitation.is_open(rules.local_day(at, invitation.office.time_zone)):
        return None
    return reverse("surveys:answer", args=[invitation.token])


def order_for(invitation: Invitation) -> ElementOrder:
    """The order of the questions in the office that invites."""
    own = SurveyRule.objects.filter(
        office_id=invitation.office_id, valid_from__lte=invitation.drawn_on
    )
    found = own.order_by("-valid_from").values_list("order", flat=True).first()
    return ElementOrder(found or rules.method_on(invitation.drawn_on).order)
