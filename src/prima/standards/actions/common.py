"""What several actions of this app need: chains, dates, and one row held while it is changed."""

from __future__ import annotations

from datetime import date, datetime
from zoneinfo import ZoneInfo

from django.db.models import Model
from django.utils.translation import gettext as _

from prima.kernel import journal
from prima.kernel.actors import Actor
from prima.kernel.errors import RuleBroken, StaleRecord
from prima.offices.public import Office
from prima.standards.models import StandardDraft


def note(
    what: str, about: Model, office: Office, *, by: Actor, at: datetime, **payload: object
) -> None:
    """Write an entry into the chain of the office."""
    journal.append(what, about=about, chain=f"office:{office.pk}", by=by, at=at, payload=payload)


def today(office: Office, at: datetime) -> date:
    """The date of this moment where the office stands."""
    return at.astimezone(ZoneInfo(office.time_zone)).date()


def person(by: Actor) -> int:
    """The id of the person who acts; the system writes nothing here."""
    if by.id is None:
        raise RuleBroken(_("Hanya pegawai yang masuk yang dapat melakukan ini."))
    return by.id


def hold_draft(draft: StandardDraft) -> StandardDraft:
    """Lock the draft and read it anew, refusing one that has ended meanwhile."""
    held = (
        StandardDraft.objects.select_for_update(of=("self",))
        .select_related("office", "service", "base")
        .get(pk=draft.pk)
    )
    if not held.is_open:
        raise StaleRecord(
            _("Rancangan ini baru saja %(state)s. Muat ulang halaman untuk melihatnya.")
            % {"state": held.get_state_display().lower()}
        )
    return held


def filled(text: str, sentence: str) -> str:
    """The text without spaces around it; refused when nothing is left."""
    plain = text.strip()
    if not plain:
        raise RuleBroken(sentence)
    return plain
