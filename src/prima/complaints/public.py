"""The only door for other apps."""

from prima.complaints.actions import forget_people, settle_cluster
from prima.complaints.events import ClusterRaised, ComplaintClosed, ComplaintReceived
from prima.complaints.models import ComplaintCluster
from prima.complaints.queries.clusters import SimilarBeforeAfter, similar_before_after

__all__ = [
    "ClusterRaised",
    "ComplaintClosed",
    "ComplaintCluster",
    "ComplaintReceived",
    "SimilarBeforeAfter",
    "forget_people",
    "settle_cluster",
    "similar_before_after",
]
