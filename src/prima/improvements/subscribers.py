"""What other apps found becomes a proposal."""

from prima.complaints.public import ClusterRaised
from prima.improvements import actions
from prima.kernel.actors import SYSTEM
from prima.surveys.public import LowElement


def propose_low_element(event: LowElement) -> None:
    """A weak element of a closed period is put before its office."""
    actions.propose(
        office_id=event.office_id,
        period_id=event.period_id,
        element=event.element,
        mean_permille=event.mean_permille,
        by=SYSTEM,
        at=event.at,
    )


def propose_cluster(event: ClusterRaised) -> None:
    """A complaint that comes again and again is put before its office."""
    actions.propose_cluster(
        office_id=event.office_id,
        cluster_id=event.cluster_id,
        part=event.part,
        by=SYSTEM,
        at=event.at,
    )
