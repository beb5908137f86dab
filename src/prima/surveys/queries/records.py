"""Whether answers are still those the journal knows: none changed, removed or slipped in."""

from collections import Counter
from dataclasses import dataclass

from prima.kernel.models import JournalEntry
from prima.surveys import rules
from prima.surveys.core.sealed import version_digest
from prima.surveys.models import SurveyResponse


@dataclass(frozen=True, slots=True)
class RecordCheck:
    """What a comparison of one office's answers with the journal found."""

    checked: int
    # Answers whose digest the journal does not know: changed afterwards, or never mixed.
    unknown: int
    # Answers the journal counted that are not there any more.
    missing: int

    @property
    def is_whole(self) -> bool:
        return not (self.unknown or self.missing)


def check_records(office_id: int) -> RecordCheck:
    """Make every digest anew and look for it in the journal.

    The chain itself is checked by `prima journal verify`; answers of the first release, which have
    no salt, are covered by the digest of their batch only.
    """
    chain = rules.chain_of(office_id)
    noted, replaced = _noted(chain)
    found = Counter(
        version_digest(
            salt=answer.salt or "",
            service_id=answer.service_id,
            answered_on=answer.answered_on,
            answers=answer.nine,
        )
        for answer in SurveyResponse.objects.filter(office_id=office_id, salt__isnull=False)
    )
    unknown = (found - noted).total()
    missing = noted.total() - replaced - (found.total() - unknown)
    return RecordCheck(checked=found.total(), unknown=unknown, missing=missing)


def _noted(chain: str) -> tuple[Counter[str], int]:
    """Every digest of a version in the journal, and how many of them were replaced."""
    digests: Counter[str] = Counter()
    entries = JournalEntry.objects.filter(chain=chain)
    for payload in entries.filter(what="survey.versions_noted").values_list("payload", flat=True):
        digests.update(payload["digests"])
    mixed = entries.filter(what="survey.ballots_mixed").values_list("payload", flat=True)
    return digests, sum(payload.get("replaced", 0) for payload in mixed)
