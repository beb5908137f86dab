"""Kinds of requests, their one clock and their one table of moves; when something is due."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from functools import lru_cache
from pathlib import Path
from types import MappingProxyType
from typing import Final
from zoneinfo import ZoneInfo

from django.db.models import TextChoices
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from prima.kernel.errors import RuleBroken
from prima.privacy.core import retention
from prima.privacy.core.retention import RetentionLaw

# 3 x 24 hours, running through nights, weekends and holidays (UU 27/2022 art. 30, 32, 40, 41).
ANSWER_WITHIN: Final = timedelta(hours=72)
# Between telling the manager and erasing.
GRACE: Final = timedelta(days=30)
# How long a granted copy may be fetched with number and words.
COPY_FOR: Final = timedelta(days=14)
LONGEST_TEXT: Final = 1000


class RequestKind(TextChoices):
    """What a person may ask, with the article that says so."""

    ACCESS = "access", _("Salinan data")
    CORRECTION = "correction", _("Pembetulan data")
    ERASURE = "erasure", _("Penghapusan data")
    CONSENT = "consent", _("Berhenti mengabari dan bertanya")
    RESTRICTION = "restriction", _("Pembatasan data")


class RequestState(TextChoices):
    """How far a request has come."""

    RECEIVED = "received", _("Menunggu jawaban")
    GRANTED = "granted", _("Dikabulkan")
    PARTLY = "partly", _("Dikabulkan sebagian")
    REFUSED = "refused", _("Ditolak")


class RequestChannel(TextChoices):
    """Where a request came in."""

    ONLINE = "online", _("Daring")
    COUNTER = "counter", _("Loket")


class HoldReason(TextChoices):
    """Why data that has been kept long enough is kept still."""

    DISPUTE = "dispute", _("Keberatan atau sengketa")
    AUDIT = "audit", _("Pemeriksaan atau audit")
    INVESTIGATION = "investigation", _("Penegakan hukum")


DECIDED: Final = frozenset(set(RequestState) - {RequestState.RECEIVED})

MOVES: Mapping[RequestState, frozenset[RequestState]] = MappingProxyType(
    {RequestState.RECEIVED: DECIDED, **dict.fromkeys(DECIDED, frozenset())}
)

# Addresses are Indonesian.
SLUGS: Final[Mapping[RequestKind, str]] = MappingProxyType(
    {
        RequestKind.ACCESS: "salinan",
        RequestKind.CORRECTION: "pembetulan",
        RequestKind.ERASURE: "penghapusan",
        RequestKind.CONSENT: "berhenti-mengabari",
        RequestKind.RESTRICTION: "pembatasan",
    }
)
KIND_OF_SLUG: Final = MappingProxyType({slug: kind for kind, slug in SLUGS.items()})


@lru_cache(maxsize=1)
def law() -> RetentionLaw:
    """The law as it is shipped; read once."""
    return retention.read(Path(__file__).with_name("law") / "retention.yaml")


def check_move(state: RequestState, to: RequestState) -> None:
    """A request is answered once."""
    if to not in MOVES[state]:
        raise RuleBroken(_now("Permintaan ini sudah dijawab."))


def local_day(at: datetime, zone: str) -> date:
    """The date of a moment in an office."""
    return at.astimezone(ZoneInfo(zone)).date()
