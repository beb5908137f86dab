"""The journal: what was done, by whom and when, in chains that show every later change.

`action` makes a function one transaction whose last statements write its entries; `append` adds an
entry; `verify` reads all of it again; `write_anchor` signs the heads into a file outside the
database, without which a cut tail or a chain made anew cannot be seen.
"""

from prima.kernel.journal.anchors import AnchorBroken, write_anchor
from prima.kernel.journal.payload import ForbiddenPayloadError
from prima.kernel.journal.verifying import Finding, Report, verify
from prima.kernel.journal.writing import OutsideActionError, action, append

__all__ = [
    "AnchorBroken",
    "Finding",
    "ForbiddenPayloadError",
    "OutsideActionError",
    "Report",
    "action",
    "append",
    "verify",
    "write_anchor",
]
