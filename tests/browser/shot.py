"""One page in one state, and the ways to bring it there."""

from __future__ import annotations

from dataclasses import dataclass

# The button that sends the form of a page.
SEND = "main form .button >> nth=0"
COMMENT = "main form.prose .button >> nth=0"
DECIDE = "form[id^=langkah-] .button >> nth=0"
# What is typed where a box or a circle is to be ticked.
TICK = "✓"


@dataclass(frozen=True, slots=True)
class Shot:
    """One page in one state; the role says who looks, empty is a citizen without a code.

    Braces in the path name a case of the district. `press` is a button that is pressed first:
    an empty form gives the page with its errors. `typed` is what is filled in or ticked before.
    """

    name: str
    path: str
    role: str = ""
    status: int = 200
    press: str = ""
    typed: tuple[tuple[str, str], ...] = ()
