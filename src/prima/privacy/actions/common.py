"""What holding up and erasing have in common."""

from __future__ import annotations

from prima.cases.public import Case, lock_case


def kept_still(case_id: int) -> Case:
    """The case as it is now, locked: who holds an erasure up and who erases wait for each other.

    Without it a hold could be promised while the data it keeps is being erased.
    """
    return lock_case(case_id)
