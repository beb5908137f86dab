"""What is missing between processes, services and procedures."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from prima.sops.core.processes.model import Process, ProcessMap


@dataclass(frozen=True, slots=True)
class Gaps:
    """Processes nobody wrote an SOP for, and services and SOPs that no process explains."""

    processes_without_sop: tuple[Process, ...]
    services_without_process: tuple[str, ...]
    sops_without_process: tuple[str, ...]

    @property
    def count(self) -> int:
        """How many there are in all."""
        return (
            len(self.processes_without_sop)
            + len(self.services_without_process)
            + len(self.sops_without_process)
        )


def gaps_of(tree: ProcessMap, *, services: Collection[str], sops: Collection[str]) -> Gaps:
    """Hold the map against the services the office gives and the SOPs in force, by service.

    An SOP stands below the lowest processes (PermenPANRB 19/2018): only those are asked for one.
    """
    explained = {key for one in tree.processes for key in one.services}
    return Gaps(
        tuple(
            one
            for one in tree.processes
            if tree.is_leaf(one.code) and not set(one.services) & set(sops)
        ),
        tuple(sorted(set(services) - set(sops) - explained)),
        tuple(sorted(set(sops) - explained)),
    )
