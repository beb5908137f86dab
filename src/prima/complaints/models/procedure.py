"""The SOP a complaint is about, row by row."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from prima.complaints.models.clusters import ComplaintCluster
from prima.complaints.models.complaint import Complaint
from prima.complaints.rules import local_day
from prima.sops.public import version_in_force


def steps_of(complaint: Complaint | ComplaintCluster, at: datetime) -> dict[str, str]:
    """Key and words of each row of the SOP that binds the office now; empty where none does."""
    if complaint.service is None:
        return {}
    today = local_day(at, complaint.office.time_zone)
    version = version_in_force(complaint.service, complaint.office, today)
    if version is None:
        return {}
    steps = version.document.steps
    return {step.key: f"{place}. {step.text}" for place, step in enumerate(steps, 1)}


def step_names(clusters: Iterable[ComplaintCluster], at: datetime) -> dict[int, str]:
    """The row each cluster is about, by the key of the cluster; its key where it is no more."""
    located = [one for one in clusters if one.sop_step]
    return {one.pk: steps_of(one, at).get(one.sop_step, one.sop_step) for one in located}
