"""The tablet that faces the citizen: paired by a link, woken by the system, soon asleep again."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from django.db.models import Exists, F, OuterRef, QuerySet
from django.utils.translation import gettext as _

from prima.cases.public import WorkItem
from prima.kernel import journal
from prima.kernel.actors import Actor
from prima.kernel.codes import hash_token, new_token
from prima.kernel.errors import RuleBroken, require
from prima.offices.public import Office
from prima.surveys import permissions, rules
from prima.surveys.actions.answers import NOBODY, LinkClosed, lock_open, put_in_box
from prima.surveys.core.sealed import SealedAnswer
from prima.surveys.models import Invitation, SurveyTablet, TabletDesk, TabletTurn
from prima.surveys.rules import Channel


@journal.action
def add_tablet(*, office: Office, label: str, by: Actor, at: datetime) -> tuple[SurveyTablet, str]:
    """A place for a tablet in an office, and the link that pairs one device with it, once.

    The link is given only here; afterwards its hash is all there is.
    """
    require(permissions.can_place_tablet(by, office.pk))
    locked = Office.objects.select_for_update(no_key=True).get(pk=office.pk)
    place = label.strip()
    if SurveyTablet.objects.filter(office=locked, label=place, revoked_on=None).exists():
        raise RuleBroken(
            _("Tempat itu sudah mempunyai tablet. Lepas dahulu tabletnya, atau pakai nama lain.")
        )
    token = new_token()
    tablet = SurveyTablet.objects.create(
        office=locked,
        label=place,
        link_hash=hash_token(token),
        made_on=rules.local_day(at, office.time_zone),
    )
    chain = rules.chain_of(office.pk)
    journal.append("survey.tablet_added", about=tablet, chain=chain, by=by, at=at)
    return tablet, token


@journal.action
def pair_tablet(*, link: str, by: Actor, at: datetime) -> str:
    """Bind the device that opens the link; gives its own secret. The link is spent by that.

    Not for somebody logged in as staff: what the tablet shows is not for their screen.
    """
    require(
        permissions.can_answer(by), _("Buka tautan ini di tablet, tanpa masuk sebagai petugas.")
    )
    tablets = SurveyTablet.objects.select_for_update(no_key=True)
    tablet = tablets.filter(link_hash=hash_token(link), revoked_on=None).first()
    if tablet is None:
        raise LinkClosed(_("Tautan tablet ini tidak berlaku lagi. Mintalah tautan baru."))
    secret = new_token()
    tablet.link_hash, tablet.device_hash = None, hash_token(secret)
    tablet.save(update_fields=["link_hash", "device_hash"])
    chain = rules.chain_of(tablet.office_id)
    journal.append("survey.tablet_paired", about=tablet, chain=chain, by=by, at=at)
    return secret


@journal.action
def revoke_tablet(tablet: SurveyTablet, *, by: Actor, at: datetime) -> None:
    """Let a tablet go: neither its link nor the device opens anything from now on."""
    require(permissions.can_place_tablet(by, tablet.office_id))
    locked = SurveyTablet.objects.select_for_update(no_key=True).get(pk=tablet.pk)
    if locked.revoked_on is not None:
        return
    locked.link_hash = locked.device_hash = None
    locked.revoked_on = rules.local_day(at, tablet.office.time_zone)
    locked.save(update_fields=["link_hash", "device_hash", "revoked_on"])
    TabletTurn.objects.filter(tablet=locked).delete()
    TabletDesk.objects.filter(tablet=locked).delete()
    chain = rules.chain_of(tablet.office_id)
    journal.append("survey.tablet_revoked", about=locked, chain=chain, by=by, at=at)


@journal.action
def choose_tablet(tablet: SurveyTablet, *, by: Actor, at: datetime) -> None:
    """An officer says which tablet stands at their desk; the journal keeps it, day by day."""
    require(permissions.can_sit_at_tablet(by, tablet.office_id))
    locked = SurveyTablet.objects.select_for_update(no_key=True).get(pk=tablet.pk)
    if locked.revoked_on is not None:
        raise RuleBroken(_("Tablet ini sudah dilepas. Pilih tablet lain."))
    assert by.id is not None  # noqa: S101 - only staff may work anywhere
    TabletDesk.objects.update_or_create(user_id=by.id, defaults={"tablet": locked})
    chain = rules.chain_of(tablet.office_id)
    journal.append("survey.tablet_chosen", about=locked, chain=chain, by=by, at=at)


def tablet_before(case_id: int) -> QuerySet[SurveyTablet]:
    """The tablet whoever fetched this result stands before: the only one, or that of the desk.

    Part of a statement about an office (`OuterRef`): it runs in the completion of every case.
    """
    in_use = SurveyTablet.objects.paired()
    others = in_use.filter(office=OuterRef("office")).exclude(pk=OuterRef("pk"))
    giver = WorkItem.objects.filter(case=case_id, recorded_at=F("case__handed_over_at"))
    desks = TabletDesk.objects.filter(tablet=OuterRef("pk"), user__in=giver.values("done_by"))
    return in_use.filter(~Exists(others) | Exists(desks), office=OuterRef("pk"))


def wake_tablet(tablet_id: int, invitation: Invitation, *, at: datetime) -> None:
    """Wake the tablet of the office for this visit; whoever stood there before has left.

    Part of the draw and in its transaction; the journal is silent, because officers read it and
    would learn who was drawn.
    """
    turn = {"invitation": invitation, "ends_at": at + rules.TABLET_WAIT}
    TabletTurn.objects.update_or_create(tablet_id=tablet_id, defaults=turn)


@journal.action
def begin_turn(tablet: SurveyTablet, *, by: Actor, at: datetime) -> None:
    """Somebody touched the tablet: two minutes more for the questions."""
    require(permissions.can_answer(by))
    running = TabletTurn.objects.filter(tablet=tablet, ends_at__gt=at)
    running.update(ends_at=at + rules.TABLET_WAIT)


@journal.action
def answer_on_tablet(
    tablet: SurveyTablet,
    *,
    answers: Mapping[str, int],
    comment: str,
    key: str,
    by: Actor,
    at: datetime,
    profile: Mapping[str, str] = NOBODY,
) -> None:
    """The person before the tablet answers; it sleeps again at once."""
    require(permissions.can_answer(by), _("Penilaian hanya diisi oleh pemohon sendiri."))
    turn = TabletTurn.objects.select_for_update().filter(tablet=tablet, ends_at__gt=at).first()
    invitation = lock_open(turn.invitation_id) if turn is not None else None
    content = SealedAnswer(dict(answers), comment.strip(), dict(profile))
    put_in_box(invitation, content, channel=Channel.TABLET, key=key, at=at)
    if turn is not None:
        turn.delete()
