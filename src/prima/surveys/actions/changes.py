"""The owner of an answer changes or closes it, for a day, while it lies in the ballot box."""

from collections.abc import Mapping
from datetime import datetime

from django.utils.translation import gettext as _

from prima.kernel import journal
from prima.kernel.actors import Actor
from prima.kernel.codes import hash_token
from prima.kernel.crypto import Unopened
from prima.kernel.errors import RuleBroken, StaleRecord, require
from prima.surveys import permissions, rules
from prima.surveys.actions.answers import NOBODY, LinkClosed, check_content, digest_of_ballot
from prima.surveys.core.sealed import SealedAnswer
from prima.surveys.models import Ballot


@journal.action
def change_answer(
    *,
    owner_key: str,
    version: int,
    answers: Mapping[str, int],
    comment: str,
    by: Actor,
    at: datetime,
    profile: Mapping[str, str] = NOBODY,
) -> None:
    """Put another version of an answer in the place of the one its owner was shown.

    Of two changes at once the first counts and the second is told so. The digest of what is
    replaced travels sealed with the ballot and reaches the journal with the whole batch: an entry
    of its own would tell the moment at which somebody changed their mind.
    """
    require(permissions.can_answer(by), _("Penilaian hanya diisi oleh pemohon sendiri."))
    check_content(answers, comment, profile)
    ballot = own_ballot(owner_key, at)
    before = SealedAnswer.read(str(ballot.sealed))
    after = SealedAnswer(
        dict(answers),
        comment.strip(),
        dict(profile),
        replaced=(*before.replaced, digest_of_ballot(ballot, before)),
        trace=before.trace,
    )
    if after.says_the_same_as(before):
        return
    if before.version != version:
        raise _already_changed()
    if after.version > rules.MOST_VERSIONS:
        raise RuleBroken(
            _("Jawaban ini sudah diubah %(count)d kali. Yang terakhir yang dihitung.")
            % {"count": rules.MOST_VERSIONS - 1}
        )
    deleted, _rows = Ballot.objects.filter(pk=ballot.pk).delete()
    if deleted != 1:
        raise _already_changed()
    Ballot.objects.create(
        office_id=ballot.office_id,
        service_id=ballot.service_id,
        month=ballot.month,
        answered_on=ballot.answered_on,
        channel=ballot.channel,
        sealed=after.text(),
        owner_hash=ballot.owner_hash,
    )


@journal.action
def close_answer(*, owner_key: str, by: Actor, at: datetime) -> None:
    """Nobody can open this answer again: for whoever answers on a phone that others use too."""
    require(permissions.can_answer(by), _("Penilaian hanya diisi oleh pemohon sendiri."))
    ballot = own_ballot(owner_key, at)
    Ballot.objects.filter(pk=ballot.pk).update(owner_hash=None)


def own_ballot(owner_key: str, at: datetime) -> Ballot:
    """The ballot of whoever holds this key, as long as it can be changed; else `LinkClosed`."""
    found = Ballot.objects.select_related("office__parent").filter(
        owner_hash=hash_token(owner_key)
    )
    ballot = found.first()
    if ballot is None or isinstance(ballot.sealed, Unopened):
        raise _closed()
    today = rules.local_day(at, ballot.office.time_zone)
    if ballot.answered_on < rules.settled_before(today):
        raise _closed()
    return ballot


def _closed() -> LinkClosed:
    return LinkClosed(_("Jawaban ini tidak dapat diubah lagi."))


def _already_changed() -> StaleRecord:
    return StaleRecord(
        _(
            "Jawaban ini baru saja diubah di layar lain. Yang tersimpan tampil di bawah ini."
            " Ubah lagi bila perlu."
        )
    )
