"""Taking address and text out of notices, when their person or their time is gone."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from typing import Final

from django.db import models
from django.db.models import F

from prima.kernel.crypto import sealed_text
from prima.kernel.messages.models import OutgoingMessage
from prima.kernel.messages.states import LOST, WAITING, MessageState

_BATCH: Final = 500


def erase_about(thing: models.Model) -> int:
    """Empty every notice about a thing; gives how many."""
    return _erase(
        OutgoingMessage.objects.filter(
            about_type=thing._meta.label_lower, about_id=str(thing.pk)
        ).values_list("pk", flat=True)
    )


def erase_unlinked(addresses: Collection[str], *, since: datetime, until: datetime) -> int:
    """Empty notices of a span of time that are about nothing of ours but went to these addresses.

    Some letters must not be joined with what they follow from. Addresses are sealed under random
    nonces, so each has to be opened to be compared: keep the span short.
    """
    wanted = {one.lower() for one in addresses if one}
    if not wanted:
        return 0
    rows = OutgoingMessage.objects.filter(
        about_type="", prepared_at__gte=since, prepared_at__lte=until
    )
    found = [
        one.pk
        for one in rows.only("recipient").iterator(_BATCH)
        if (one.recipient or "").lower() in wanted
    ]
    return _erase(found)


def erase_older(before: datetime) -> int:
    """Empty notices prepared before a moment, a batch at a time; gives how many."""
    done = 0
    while True:
        rows = OutgoingMessage.objects.filter(prepared_at__lt=before)
        rows = rows.alias(held=sealed_text("body")).exclude(held="")
        count = _erase(rows.values_list("pk", flat=True)[:_BATCH])
        if not count:
            return done
        done += count


def _erase(ids: Collection[int] | models.QuerySet[OutgoingMessage, int]) -> int:
    """A notice that waits is not sent any more, and stands in no list."""
    rows = OutgoingMessage.objects.filter(pk__in=list(ids))
    rows.filter(state__in=WAITING).update(state=MessageState.EXPIRED)
    rows.filter(state__in=LOST, handled_at=None).update(handled_at=F("prepared_at"))
    return rows.update(recipient="", body="")
