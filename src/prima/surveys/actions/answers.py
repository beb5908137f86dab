"""What people say: one sealed answer into the box, and the mixing of whole batches."""

import hashlib
import json
from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Any, Final

from django.db.models import F, QuerySet
from django.utils.translation import gettext as _

from prima.kernel import idempotency, journal
from prima.kernel.actors import Actor
from prima.kernel.codes import hash_token
from prima.kernel.crypto import Unopened
from prima.kernel.errors import RuleBroken, StaleRecord, require
from prima.offices.public import Office
from prima.surveys import permissions, rules
from prima.surveys.actions.signals import count_traces, trace_of
from prima.surveys.core.elements import KEYS
from prima.surveys.core.sealed import SealedAnswer, version_digest
from prima.surveys.core.signals import Origin
from prima.surveys.models import (
    Ballot,
    Invitation,
    ProfileCount,
    SurveyComment,
    SurveyResponse,
    owner_key,
)
from prima.surveys.rules import Channel

PURPOSE: Final = "survey.answer"
NOBODY: Final[Mapping[str, str]] = {}
# As many digests as one entry of the journal holds.
_DIGESTS_AN_ENTRY: Final = 50


class LinkClosed(RuleBroken):
    """The link was used, has expired, or never was; which of them is not said."""


@journal.action
def answer_survey(
    *,
    token: str,
    answers: Mapping[str, int],
    comment: str,
    key: str,
    by: Actor,
    at: datetime,
    profile: Mapping[str, str] = NOBODY,
    origin: Origin | None = None,
) -> None:
    """Put one sealed answer into the ballot box and spend the invitation.

    Sent twice with the same `key` it counts once. Nothing is written to the journal here: its
    moment would tell who answered what. `mix_ballots` journals whole batches.
    """
    require(permissions.can_answer(by), _("Penilaian hanya diisi oleh pemohon sendiri."))
    invitation = _lock(token)
    trace = trace_of(origin, invitation, at).plain() if origin and invitation else {}
    put_in_box(
        invitation,
        SealedAnswer(dict(answers), comment.strip(), dict(profile), trace=trace),
        channel=Channel.LINK,
        key=key,
        at=at,
    )


def put_in_box(
    invitation: Invitation | None,
    content: SealedAnswer,
    *,
    channel: Channel,
    key: str,
    at: datetime,
) -> None:
    """Seal one answer and spend the locked invitation; whatever the way, it counts once.

    Only whoever answered their own link owns the ballot for a day: a key on the telephone of a
    surveyor or on a tablet would be in the wrong hands.
    """
    check_content(content.answers, content.comment, content.profile)
    if invitation is None and idempotency.recall(key, PURPOSE) is not None:
        return
    today = rules.local_day(at, invitation.office.time_zone) if invitation else None
    if invitation is None or today is None or not invitation.is_open(today):
        raise LinkClosed(_("Tautan penilaian ini tidak berlaku lagi."))
    idempotency.remember(key, PURPOSE, "received")
    Ballot.objects.create(
        office_id=invitation.office_id,
        service_id=invitation.service_id,
        month=invitation.drawn_on.replace(day=1),
        answered_on=max(today, invitation.drawn_on),
        channel=channel,
        sealed=content.text(),
        owner_hash=hash_token(owner_key(key)) if channel == Channel.LINK else None,
    )
    invitation.token_hash = None
    invitation.save(update_fields=["token_hash"])


@journal.action
def mix_ballots(*, office: Office, month: date, by: Actor, at: datetime) -> int:
    """Move the ballots of one office and month, shuffled, to the answers that stay; how many.

    Only those whose owners can't change them any more. One transaction for the whole batch:
    afterwards nothing in the database pairs an answer with the invitation that led to it. The
    digests of the batch and of all its versions go into the journal, so that an answer changed or
    removed later is found.
    """
    require(permissions.can_count(by))
    settled = rules.settled_before(rules.local_day(at, office.time_zone))
    box = Ballot.objects.filter(office=office, month=month, answered_on__lt=settled)
    # One whose key is lost stays in the box: it cannot be counted, and nothing is thrown away.
    ballots = [ballot for ballot in box if not isinstance(ballot.sealed, Unopened)]
    if not ballots:
        return 0
    # Whoever deletes them counts them: of two at once the second finds fewer and undoes its work.
    deleted, _rows = Ballot.objects.filter(pk__in=[ballot.pk for ballot in ballots]).delete()
    if deleted != len(ballots):
        raise StaleRecord(_("Kotak suara ini baru saja dibuka. Tidak ada yang dihitung dua kali."))
    opened = [(ballot, SealedAnswer.read(str(ballot.sealed))) for ballot in ballots]
    responses = [_response(ballot, content) for ballot, content in opened]
    texts = [content.comment for _ballot, content in opened if content.comment]
    comments = [SurveyComment(office=office, month=month, text=text) for text in texts]
    # Sorted by their random keys, not as they lay in the box.
    SurveyResponse.objects.bulk_create(sorted(responses, key=_by_key))
    SurveyComment.objects.bulk_create(sorted(comments, key=_by_key))
    _count_profiles(office, month, [content.profile for _ballot, content in opened])
    count_traces(office, month, [content for _ballot, content in opened if content.trace], at)
    replaced = [digest for _ballot, content in opened for digest in content.replaced]
    payload = {
        "month": month,
        "count": len(responses),
        "replaced": len(replaced),
        "digest": digest_of(responses),
    }
    noted: dict[str, Any] = {
        "about": office,
        "chain": rules.chain_of(office.pk),
        "by": by,
        "at": at,
    }
    journal.append("survey.ballots_mixed", payload=payload, **noted)
    for digests in _by_fifty([*map(digest_of_one, responses), *replaced]):
        journal.append("survey.versions_noted", payload={"digests": digests}, **noted)
    return len(responses)


@journal.action
def forget_owners(*, by: Actor, at: datetime) -> int:
    """Ballots that can't be changed any more belong to nobody; gives how many.

    Written in one statement for all: the database's own bookkeeping then no longer tells either
    which invitation was spent together with which ballot.
    """
    require(permissions.can_count(by))
    # Nowhere in the country is it an earlier day than in Greenwich.
    over = Ballot.objects.filter(answered_on__lt=rules.settled_before(at.date()))
    return over.exclude(owner_hash=None).update(owner_hash=None)


def digest_of(responses: list[SurveyResponse]) -> str:
    """SHA-256 of a batch of answers, in the order of their random keys."""
    lines = [
        json.dumps([str(each.pk), each.service_id, each.answered_on.isoformat(), *each.nine])
        for each in sorted(responses, key=_by_key)
    ]
    return hashlib.sha256("\n".join(lines).encode("ascii")).hexdigest()


def digest_of_one(response: SurveyResponse) -> str:
    """What the journal holds of one answer, made anew from its row."""
    return version_digest(
        salt=response.salt or "",
        service_id=response.service_id,
        answered_on=response.answered_on,
        answers=response.nine,
    )


def digest_of_ballot(ballot: Ballot, content: SealedAnswer) -> str:
    """What the journal will hold of a version that is about to be replaced."""
    return version_digest(
        salt=content.salt,
        service_id=ballot.service_id,
        answered_on=ballot.answered_on,
        answers=[content.answers[key] for key in KEYS],
    )


def check_content(answers: Mapping[str, int], comment: str, profile: Mapping[str, str]) -> None:
    """What may be put into a ballot, first or changed."""
    rules.check_answers(answers)
    rules.check_comment(comment)
    rules.check_profile(profile)


def _lock(token: str) -> Invitation | None:
    """The invitation, held until the answer is in: of two at once the second finds it spent."""
    return _held().filter(token_hash=hash_token(token)).first()


def lock_open(invitation_id: int) -> Invitation | None:
    """The same by its row, for ways that know no link; None once it is spent."""
    return _held().filter(pk=invitation_id).exclude(token_hash=None).first()


def _held() -> QuerySet[Invitation]:
    return Invitation.objects.select_related("office").select_for_update(of=("self",))


def _response(ballot: Ballot, content: SealedAnswer) -> SurveyResponse:
    return SurveyResponse(
        office_id=ballot.office_id,
        service_id=ballot.service_id,
        month=ballot.month,
        answered_on=ballot.answered_on,
        channel=ballot.channel,
        salt=content.salt,
        **content.answers,
    )


def _count_profiles(office: Office, month: date, profiles: Iterable[Mapping[str, str]]) -> None:
    """Add what respondents told of themselves, always in the same order: no two wait crosswise."""
    told = Counter(pair for profile in profiles for pair in profile.items())
    for (trait, value), people in sorted(told.items()):
        row, _is_new = ProfileCount.objects.get_or_create(
            office=office, month=month, trait=trait, value=value
        )
        ProfileCount.objects.filter(pk=row.pk).update(count=F("count") + people)


def _by_fifty(digests: list[str]) -> Iterable[list[str]]:
    """All digests sorted, so that none stands beside its ballot's earlier ones."""
    ordered = sorted(digests)
    for start in range(0, len(ordered), _DIGESTS_AN_ENTRY):
        yield ordered[start : start + _DIGESTS_AN_ENTRY]


def _by_key(row: SurveyResponse | SurveyComment) -> Any:
    return row.pk
