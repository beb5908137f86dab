"""What others learnt of a procedure becomes a planned version: the closing arrow of the loop."""

from datetime import datetime

from prima.kernel import journal
from prima.kernel.actors import Actor
from prima.kernel.errors import require
from prima.offices.public import Office
from prima.sops import permissions
from prima.sops.actions.writing import planned
from prima.sops.models import SopDraft
from prima.standards.public import Service


@journal.action
def propose_version(
    service: Service, office: Office, *, reason: str, by: Actor, at: datetime
) -> SopDraft:
    """Put a change of this office's procedure on the list of those to be written, with the reason.

    By whoever writes or approves procedures there; an author begins it like any planned one.
    """
    require(permissions.can_propose(by, office))
    return planned(service, office, purpose=reason, by=by, at=at)
