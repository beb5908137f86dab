"""What a report says, opened with its key, for as long as one page is drawn."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from prima.integrity.core import sealing
from prima.integrity.core.conflicts import Reported
from prima.integrity.models.reports import SealedReport
from prima.integrity.rules.reports import MessageKind


@dataclass(frozen=True, slots=True)
class Said:
    """One message, opened."""

    who: str
    on: date
    text: str
    kind: str
    is_alarm: bool


@dataclass(frozen=True, slots=True)
class Unsealed:
    """A report while its page is drawn."""

    office: str
    positions: tuple[str, ...]
    name: str
    what: str
    when: str
    where: str
    said: tuple[Said, ...]
    # Why somebody asked to know who wrote it; not for the reporter's page.
    reasons: tuple[str, ...]


def unsealed(report: SealedReport, private: bytes) -> Unsealed:
    """Everything of a report, opened with its key."""
    body = json.loads(sealing.unseal(bytes(report.body), private))
    messages = report.messages.select_related("author__staff")
    return Unsealed(
        office=body["office_name"],
        positions=tuple(body["position_titles"]),
        name=body["reported"]["name"],
        what=body["what"],
        when=body["when"],
        where=body["where"],
        said=tuple(
            Said(
                _("Penerima laporan") if one.author_id else _("Pelapor"),
                one.said_on,
                sealing.unseal(bytes(one.body), private).decode(),
                "" if one.kind == MessageKind.TALK else str(MessageKind(one.kind).label),
                one.kind == MessageKind.RETALIATION,
            )
            for one in messages
        ),
        reasons=tuple(
            sealing.unseal(bytes(one), private).decode()
            for one in report.requests.values_list("reason", flat=True)
        ),
    )


def reported_in(body: Mapping[str, Any]) -> Reported:
    """Whom a report is about, out of its opened body."""
    said = body["reported"]
    lineage, positions = tuple(said["lineage"]), tuple(said["positions"])
    return Reported(said["office"], lineage, positions, said["name"])
