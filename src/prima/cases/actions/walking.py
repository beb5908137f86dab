"""Opening the rows that come next."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from datetime import datetime

from prima.cases.actions import clocks
from prima.cases.models import Case, WorkItem
from prima.sops.public import SopDocument


def open_rows(
    case: Case,
    document: SopDocument,
    keys: Iterable[str],
    at: datetime,
    *,
    history: Iterable[str],
) -> None:
    """Open rows in one statement.

    `history` names every row the case has been at before, once per visit (`item.history`).
    """
    visits = Counter(history)
    WorkItem.objects.bulk_create(clocks.opened(case, document, keys, at, visits))
