"""From a draft to an answer somebody else vouches for, and its end."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from prima.kernel import journal
from prima.kernel.actors import Actor
from prima.kernel.errors import RuleBroken, StaleRecord, require
from prima.knowledge import permissions, rules
from prima.knowledge.models import KnowledgeArticle, KnowledgeVersion
from prima.knowledge.rules import IN_WORK, Audience, VersionState
from prima.offices.public import Office
from prima.standards.public import Service


@dataclass(frozen=True, slots=True)
class Said:
    """A question, what is answered, and whence that is known."""

    question: str
    answer: str
    source: str


@journal.action
def write(
    *,
    office: Office,
    service: Service | None,
    audience: Audience,
    said: Said,
    by: Actor,
    at: datetime,
) -> KnowledgeVersion:
    """Begin the answer to a question nobody has answered for all yet."""
    require(permissions.can_write(by, office.pk))
    _check(said)
    article = KnowledgeArticle.objects.create(
        office=office, service=service, audience=audience, created_at=at
    )
    return _begin(article, 1, said, by=by, at=at)


@journal.action
def rewrite(
    article: KnowledgeArticle, *, said: Said, seen: int, by: Actor, at: datetime
) -> KnowledgeVersion:
    """Change the draft, or begin the next version beside the one that is published.

    `seen` is the `version` of the draft its writer saw, 0 where there was none.
    """
    require(permissions.can_write(by, article.office_id))
    _check(said)
    held = _locked(article)
    draft = held.versions.filter(state__in=IN_WORK).first()
    if (draft.version if draft else 0) != seen:
        raise _stale()
    if draft is None:
        last = held.versions.aggregate(last=Max("number"))["last"]
        return _begin(held, last + 1, said, by=by, at=at)
    if draft.state == VersionState.WAITING:
        raise RuleBroken(_("Jawaban ini sedang diperiksa. Tunggu hasilnya, lalu perbaiki."))
    draft.question, draft.answer, draft.source = _words(said)
    draft.written_by_id, draft.written_at = by.id or 0, at
    return _kept(draft, "rewritten", by=by, at=at)


@journal.action
def hand_in(draft: KnowledgeVersion, *, seen: int, by: Actor, at: datetime) -> KnowledgeVersion:
    """Ask somebody else to look at it."""
    require(permissions.can_write(by, draft.article.office_id))
    held = _held(draft, seen, VersionState.WAITING)
    held.note = ""
    return _kept(held, "handed_in", by=by, at=at)


@journal.action
def give_back(
    waiting: KnowledgeVersion, *, reason: str, seen: int, by: Actor, at: datetime
) -> KnowledgeVersion:
    """What is not right yet goes back to whoever wrote it, with the reason."""
    require(permissions.can_review(by, waiting))
    rules.check_reason(reason)
    held = _held(waiting, seen, VersionState.DRAFT)
    held.note = reason.strip()
    return _kept(held, "given_back", by=by, at=at)


@journal.action
def publish(
    waiting: KnowledgeVersion, *, check_again_on: date, seen: int, by: Actor, at: datetime
) -> KnowledgeVersion:
    """Vouch for it until a day; the version before it is kept and read no more."""
    held = _held(waiting, seen, VersionState.PUBLISHED)
    # The writer of the locked row: the form may have been drawn before somebody else rewrote it.
    require(permissions.can_review(by, held))
    rules.check_again_on(check_again_on, _today(held.article.office, at))
    for former in held.article.versions.filter(state=VersionState.PUBLISHED):
        former.state = VersionState.SUPERSEDED
        _kept(former, "superseded", by=by, at=at)
    held.reviewed_by_id, held.reviewed_at, held.check_again_on = by.id, at, check_again_on
    return _kept(held, "published", by=by, at=at)


@journal.action
def withdraw(
    version: KnowledgeVersion, *, reason: str, seen: int, by: Actor, at: datetime
) -> KnowledgeVersion:
    """Take it down, or drop a draft; it is kept and read no more."""
    office_id = version.article.office_id
    if version.state == VersionState.PUBLISHED:
        require(permissions.can_vouch(by, office_id))
    else:
        require(permissions.can_write(by, office_id))
    rules.check_reason(reason)
    held = _held(version, seen, VersionState.WITHDRAWN)
    held.note = reason.strip()
    return _kept(held, "withdrawn", by=by, at=at)


def _begin(
    article: KnowledgeArticle, number: int, said: Said, *, by: Actor, at: datetime
) -> KnowledgeVersion:
    question, answer, source = _words(said)
    made = KnowledgeVersion(
        article=article, number=number, state=VersionState.DRAFT, question=question,
        answer=answer, source=source, written_by_id=by.id or 0, written_at=at, version=0,
    )  # fmt: skip
    return _kept(made, "begun", by=by, at=at)


def _words(said: Said) -> tuple[str, str, str]:
    return said.question.strip(), said.answer.strip(), said.source.strip()


def _check(said: Said) -> None:
    if not all(_words(said)):
        raise RuleBroken(_("Isi pertanyaan, jawaban, dan sumbernya."))
    rules.check_nobody(f"{said.question} {said.answer}")


def _locked(article: KnowledgeArticle) -> KnowledgeArticle:
    return KnowledgeArticle.objects.select_for_update().get(pk=article.pk)


def _held(version: KnowledgeVersion, seen: int, target: VersionState) -> KnowledgeVersion:
    """The row for this transaction alone, after its article, so that two never publish at once."""
    _locked(version.article)
    held = (
        KnowledgeVersion.objects.select_for_update(of=("self",))
        .select_related("article__office")
        .get(pk=version.pk)
    )
    if held.version != seen:
        raise _stale()
    rules.check_move(VersionState(held.state), target)
    held.state = target
    return held


def _stale() -> StaleRecord:
    return StaleRecord(
        _("Jawaban ini baru saja diubah orang lain. Periksa isinya, lalu simpan lagi.")
    )


def _kept(version: KnowledgeVersion, verb: str, *, by: Actor, at: datetime) -> KnowledgeVersion:
    version.version += 1
    version.save()
    journal.append(
        f"knowledge.{verb}",
        about=version.article,
        chain=rules.chain_of(version.article.office_id),
        by=by,
        at=at,
        payload={"number": version.number, "state": version.state, "version": version.version},
    )
    return version


def _today(office: Office, at: datetime) -> date:
    return timezone.localdate(at, ZoneInfo(office.time_zone))
