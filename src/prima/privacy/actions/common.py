"""What holding up and erasing have in common."""

from __future__ import annotations

from prima.cases.public import Case


def kept_still(case_id: int) -> Case:
    """The case as it is now, locked: who holds an erasure up and who erases wait for each other.

    Without it a hold could be promised while the data it keeps is being erased.
    """
    return Case.objects.select_for_update(of=("self",)).get(pk=case_id)
