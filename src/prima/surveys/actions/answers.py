"""What people say: one sealed answer into the box, and the mixing of whole batches."""

import hashlib
import json
from collections.abc import Mapping
from datetime import date, datetime
from typing import Any, Final

from django.utils.translation import gettext as _

from prima.kernel import idempotency, journal
from prima.kernel.actors import Actor
from prima.kernel.codes import hash_token
from prima.kernel.crypto import Unopened
from prima.kernel.errors import RuleBroken, StaleRecord, require
from prima.offices.public import Office
from prima.surveys import permissions, rules
from prima.surveys.models import Ballot, Invitation, SurveyComment, SurveyResponse
from prima.surveys.rules import Channel

PURPOSE: Final = "survey.answer"


class LinkClosed(RuleBroken):
    """The link was used, has expired, or never was; which of them is not said."""


@journal.action
def answer_survey(
    *, token: str, answers: Mapping[str, int], comment: str, key: str, by: Actor, at: datetime
) -> None:
    """Put one sealed answer into the ballot box and spend the invitation.

    Sent twice with the same `key` it counts once. Nothing is written to the journal here: its
    moment would tell who answered what. `mix_ballots` journals whole batches.
    """
    require(permissions.can_answer(by), _("Penilaian hanya diisi oleh pemohon sendiri."))
    rules.check_answers(answers)
    rules.check_comment(comment)
    invitation = _lock(token)
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
        channel=Channel.LINK,
        sealed=json.dumps({"answers": dict(answers), "comment": comment.strip()}),
    )
    invitation.token_hash = None
    invitation.save(update_fields=["token_hash"])


@journal.action
def mix_ballots(*, office: Office, month: date, by: Actor, at: datetime) -> int:
    """Move the ballots of one office and month, shuffled, to the answers that stay; how many.

    One transaction for the whole batch: afterwards nothing in the database pairs an answer with
    the invitation that led to it. The digest of the batch goes into the journal, so that an answer
    changed or removed later is found.
    """
    require(permissions.can_count(by))
    box = Ballot.objects.filter(office=office, month=month)
    # One whose key is lost stays in the box: it cannot be counted, and nothing is thrown away.
    ballots = [ballot for ballot in box if not isinstance(ballot.sealed, Unopened)]
    if not ballots:
        return 0
    # Whoever deletes them counts them: of two at once the second finds fewer and undoes its work.
    deleted, _rows = Ballot.objects.filter(pk__in=[ballot.pk for ballot in ballots]).delete()
    if deleted != len(ballots):
        raise StaleRecord(_("Kotak suara ini baru saja dibuka. Tidak ada yang dihitung dua kali."))
    opened = [(ballot, json.loads(str(ballot.sealed))) for ballot in ballots]
    responses = [_response(ballot, content["answers"]) for ballot, content in opened]
    texts = [content["comment"] for _ballot, content in opened if content["comment"]]
    comments = [SurveyComment(office=office, month=month, text=text) for text in texts]
    # Sorted by their random keys, not as they lay in the box.
    SurveyResponse.objects.bulk_create(sorted(responses, key=_by_key))
    SurveyComment.objects.bulk_create(sorted(comments, key=_by_key))
    journal.append(
        "survey.ballots_mixed",
        about=office,
        chain=rules.chain_of(office.pk),
        by=by,
        at=at,
        payload={"month": month, "count": len(responses), "digest": digest_of(responses)},
    )
    return len(responses)


def digest_of(responses: list[SurveyResponse]) -> str:
    """SHA-256 of a batch of answers, in the order of their random keys."""
    lines = [
        json.dumps([str(each.pk), each.service_id, each.answered_on.isoformat(), *each.nine])
        for each in sorted(responses, key=_by_key)
    ]
    return hashlib.sha256("\n".join(lines).encode("ascii")).hexdigest()


def _lock(token: str) -> Invitation | None:
    """The invitation, held until the answer is in: of two at once the second finds it spent."""
    invitations = Invitation.objects.select_related("office").select_for_update(of=("self",))
    return invitations.filter(token_hash=hash_token(token)).first()


def _response(ballot: Ballot, answers: Mapping[str, int]) -> SurveyResponse:
    return SurveyResponse(
        office_id=ballot.office_id,
        service_id=ballot.service_id,
        month=ballot.month,
        answered_on=ballot.answered_on,
        channel=ballot.channel,
        **answers,
    )


def _by_key(row: SurveyResponse | SurveyComment) -> Any:
    return row.pk
