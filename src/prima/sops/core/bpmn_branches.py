"""Which way is Ya and which is Tidak, in files whose authors never heard of the official form."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from prima.sops.core.bpmn_graph import Arrow, Node, quoted
from prima.sops.core.bpmn_names import label_in
from prima.sops.core.bpmn_sentences import Words
from prima.sops.core.findings import gettext_noop as _
from prima.sops.core.model import NO, YES

_NO: Final = re.compile(
    r"(tidak|tdk|no|not|n|belum|bukan|kurang|gagal|salah|(di)?tolak|menolak|batal|false|"
    r"reject(ed)?|denied|refused?|invalid|incomplete|failed|disapproved?)\b"
)
_YES: Final = re.compile(
    r"(ya|yes|y|iya|true|benar|ok|oke|setuju|(di)?setujui|(di)?terima|lengkap|sesuai|cocok|sah|"
    r"valid|layak|lulus|approved?|accept(ed)?|complete|success|passed)\b"
)
_BARE: Final = frozenset({"ya", "yes", "y", "iya", "true", "tidak", "tdk", "no", "n", "false"})
_NEGATED: Final = re.compile(
    r"[!=]=+\s*[\"']?(false|no|tidak|rejected)\b|^\W*(!|not\b)|!=\s*[\"']?true|\bnot\(",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Way:
    """One way out of a row that decides."""

    outcome: str
    label: str
    arrow: Arrow


def two_ways(node: Node, arrows: list[Arrow], left_out: list[str]) -> tuple[Way, Way]:
    """Ya and Tidak of two arrows; where nothing tells, the guess is named."""
    first, second = arrows
    told = _told(first, second)
    if told is None:
        told = (YES, NO)
        left_out.append(
            Words(
                _(
                    "Percabangan %(name)s tidak berkata Ya atau Tidak: arah %(yes)s "
                    "dijadikan Ya, arah %(no)s Tidak. Periksa, dan balikkan bila perlu."
                ),
                name=quoted(node.name),
                yes=_towards(first),
                no=_towards(second),
            )
        )
    ways = [
        Way(outcome, label_of(outcome, arrow), arrow)
        for outcome, arrow in zip(told, arrows, strict=True)
    ]
    yes, no = sorted(ways, key=lambda way: way.outcome == NO)
    return yes, no


def _towards(arrow: Arrow) -> str:
    return quoted(way_name(arrow) or arrow.target.name)


def label_of(outcome: str, arrow: Arrow) -> str:
    """The author's own words; a bare yes or no says nothing more than the outcome."""
    if arrow.own.get("outcome"):
        return label_in(outcome, arrow.element.get("name", ""))
    name = way_name(arrow)
    return "" if name.casefold() in _BARE else label_in(outcome, name)


def way_name(arrow: Arrow) -> str:
    """What the arrow says, or the event it leads to after a gateway that waits for events."""
    return arrow.name or (arrow.target.name if arrow.source.tag == "eventBasedGateway" else "")


def _told(first: Arrow, second: Arrow) -> tuple[str, str] | None:
    """By our own mark, by words, by conditions; beside a condition "otherwise" means no."""
    for sign in (_by_mark, _by_words, _by_condition):
        one, other = sign(first), sign(second)
        if one != other and (one or other):
            yes = one == YES or other == NO
            return (YES, NO) if yes else (NO, YES)
    return None


def _by_mark(arrow: Arrow) -> str:
    mark = arrow.own.get("outcome", "")
    return mark if mark in {YES, NO} else ""


def _by_words(arrow: Arrow) -> str:
    name = way_name(arrow).casefold()
    if _NO.match(name):
        return NO
    return YES if _YES.match(name) else ""


def _by_condition(arrow: Arrow) -> str:
    condition = arrow.condition.strip("${}#= ")
    return (NO if _NEGATED.search(condition) else YES) if condition else ""
