"""What a procedure must fit: the standard of its service and the duties offices know."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from prima.kernel.yaml_lines import Problem
from prima.offices.public import Duty
from prima.sops.core import Promise, catalogue
from prima.sops.core.catalogue import ServiceFacts, SopCatalogue
from prima.standards import public as standards
from prima.standards.public import StandardContent


def promise_of(content: StandardContent) -> Promise:
    """The promised time of a standard in the terms of a procedure."""
    time = content.completion_time
    return Promise(time.amount, time.unit, time.start_event, time.stop_event)


def read_sops(folder: Path, contents: Mapping[str, StandardContent]) -> SopCatalogue:
    """The procedures of a folder, held against these standards by the key of their service."""
    facts = {
        key: ServiceFacts(promise_of(content), frozenset(one.key for one in content.situations))
        for key, content in contents.items()
    }
    return catalogue.read(folder, facts, Duty.values)


def read_folder(folder: Path) -> tuple[SopCatalogue, tuple[Problem, ...]]:
    """The procedures of a folder, and all problems of its services, standards and procedures."""
    found = read_sops(folder, standards.standards_of_folder(folder))
    problems = standards.check_catalogue(folder, sop_events=found.events)
    return found, tuple(sorted({*problems, *found.problems}))
