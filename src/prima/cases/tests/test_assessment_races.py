"""Two people at one form M at the same moment: real transactions."""

from __future__ import annotations

from functools import partial

from prima.cases.core.assessing import GOOD, Answer
from prima.cases.models import SopAssessment
from prima.cases.tests.scene import Scene, open_at_counter, walk_to_end
from prima.cases.tests.test_assessments import _all, _begun, _set
from prima.cases.tests.test_concurrency import at_once, stage
from prima.kernel.errors import StaleRecord
from prima.kernel.journal.models import JournalEntry

__all__ = ["stage"]


def test_of_two_who_set_a_form_at_once_one_signs_it_and_the_other_is_told(stage: Scene) -> None:
    walk_to_end(stage, open_at_counter(stage))
    begun = _begun(stage, stage.actor("supervisor"))
    given = _all(begun, Answer(GOOD))
    people = stage.actor("supervisor"), stage.head

    answers = at_once(*(partial(_set, begun, given, by) for by in people))

    signed = [one for one in answers if isinstance(one, SopAssessment)]
    assert (len(signed), len([one for one in answers if isinstance(one, StaleRecord)])) == (1, 1)
    assert SopAssessment.objects.get().signer_name == signed[0].signer_name
    assert JournalEntry.objects.filter(what="sop_assessment.set").count() == 1
