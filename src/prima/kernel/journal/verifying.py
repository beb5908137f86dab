"""Reading the whole journal again: which entry is the first that is not as it was written."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Final

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from prima.kernel import clock
from prima.kernel.journal import anchors, reading
from prima.kernel.journal.anchors import TRAIL_DIGITS, Anchor
from prima.kernel.journal.reading import Fault, Head, Walk

# Called now and then with entries read and entries expected.
Progress = Callable[[int, int], None]

_REPORT_EVERY: Final = 1_000

_SENTENCES: Final = {
    Fault.CHANGED: gettext_lazy(
        "Entri %(sequence)d pada rantai %(chain)s diubah: isinya tidak cocok dengan segelnya."
    ),
    Fault.UNLINKED: gettext_lazy(
        "Entri %(sequence)d pada rantai %(chain)s tidak menyambung ke entri sebelumnya: salah "
        "satunya diubah, ditukar, atau disisipkan."
    ),
    Fault.MISSING: gettext_lazy("Entri %(sequence)d pada rantai %(chain)s hilang."),
    Fault.REPEATED: gettext_lazy(
        "Entri %(sequence)d pada rantai %(chain)s ada dua: salah satunya disisipkan."
    ),
    Fault.HEADLESS: gettext_lazy(
        "Entri %(sequence)d pada rantai %(chain)s tidak cocok dengan kepala rantai: ekor rantai "
        "diubah, dipotong, atau ditambah."
    ),
    Fault.CUT: gettext_lazy(
        "Entri %(sequence)d pada rantai %(chain)s hilang: ekor rantai dipotong, padahal jangkar "
        "mencatatnya."
    ),
    Fault.REMADE: gettext_lazy(
        "Entri %(sequence)d pada rantai %(chain)s bukan yang tercatat di jangkar: rantai dibuat "
        "ulang mulai dari sini."
    ),
}


@dataclass(frozen=True, slots=True)
class Finding:
    """The first bad entry of one chain; `exact` is false when it may lie further back."""

    chain: str
    sequence: int
    fault: Fault
    exact: bool = True

    @property
    def sentence(self) -> str:
        """Say it to a person."""
        said = str(_SENTENCES[self.fault]) % {"sequence": self.sequence, "chain": self.chain}
        if self.exact:
            return said
        return said + " " + _("Jangkar yang lebih lama tidak ada: letaknya mungkin lebih awal.")


@dataclass(frozen=True, slots=True)
class Report:
    """What a reading of the journal found."""

    entries: int
    chains: int
    findings: tuple[Finding, ...]
    anchored_at: datetime | None

    @property
    def is_whole(self) -> bool:
        """Say whether nothing was found."""
        return not self.findings

    @property
    def sentences(self) -> list[str]:
        """Say what was found and what could not be seen."""
        return [*self._found(), self._limits()]

    def _found(self) -> list[str]:
        if self.findings:
            return [finding.sentence for finding in self.findings]
        return [
            _("Jurnal utuh: %(entries)d entri pada %(chains)d rantai telah diperiksa.")
            % {"entries": self.entries, "chains": self.chains}
        ]

    def _limits(self) -> str:
        if self.anchored_at is None:
            return _(
                "Tanpa jangkar, ekor rantai yang dipotong bersama kepalanya dan rantai yang "
                "dibuat ulang seluruhnya tidak terlihat."
            )
        return _(
            "Entri sesudah %(moment)s belum dijaga jangkar ini: di sana ekor yang dipotong "
            "bersama kepalanya atau rantai yang dibuat ulang tidak terlihat."
        ) % {"moment": clock.format_moment(self.anchored_at)}


def verify(anchor: Path | None = None, *, progress: Progress | None = None) -> Report:
    """Check every chain; with an anchor also against what was signed then.

    For each bad chain the first bad entry is named. Memory does not grow with the journal. Raises
    `AnchorBroken` when the anchor itself is not genuine.
    """
    signed = anchors.open_anchor(anchor) if anchor is not None else None
    heads = reading.heads()
    counter = _Counter(sum(head.sequence for head in heads.values()), progress)
    known = signed.heads if signed else {}
    chains = sorted(heads.keys() | reading.chains_with_entries() | known.keys())
    found = (_check(chain, heads.get(chain), signed, counter) for chain in chains)
    findings = tuple(finding for finding in found if finding is not None)
    counter.end()
    return Report(
        entries=counter.done,
        chains=len(chains),
        findings=findings,
        anchored_at=signed.written_at if signed else None,
    )


class _Counter:
    """How far the reading has come."""

    def __init__(self, expected: int, progress: Progress | None) -> None:
        self.done = 0
        self._expected = expected
        self._progress = progress

    def one(self) -> None:
        self.done += 1
        if self.done % _REPORT_EVERY == 0:
            self.end()

    def end(self) -> None:
        if self._progress:
            self._progress(self.done, max(self.done, self._expected))


def _check(
    chain: str, head: Head | None, signed: Anchor | None, counter: _Counter
) -> Finding | None:
    """Walk one chain to its end; with an anchor look there for an earlier difference."""
    walk = Walk(chain)
    known = signed.heads.get(chain) if signed else None
    fits = known is None or known.sequence == 0
    for row in walk.rows():
        counter.one()
        if known and row.content.sequence == known.sequence:
            fits = row.hash == known.hash
    finding = _end_of_walk(walk, head)
    if signed is None or known is None or (fits and finding is None):
        return finding
    if fits and finding and finding.sequence > known.sequence:
        return finding
    return _earlier(finding, _first_difference(chain, signed))


def _end_of_walk(walk: Walk, head: Head | None) -> Finding | None:
    if walk.fault is Fault.REPEATED:
        return Finding(walk.chain, walk.sequence, walk.fault)
    if walk.fault:
        return Finding(walk.chain, walk.sequence + 1, walk.fault)
    # Writers go on while we read: only what is still so with the head of this moment counts.
    now = reading.head_of(walk.chain) or head or Head(0, "")
    if now.sequence > walk.sequence:
        return _behind(walk, now)
    if now.sequence < walk.sequence or (walk.sequence and now.hash != walk.hash):
        return Finding(walk.chain, max(1, walk.sequence), Fault.HEADLESS)
    return None


def _behind(walk: Walk, head: Head) -> Finding | None:
    """The head is further on than the walk: entries came meanwhile, or the tail is missing."""
    for _row in walk.rows(up_to=head.sequence):
        pass
    if walk.fault or walk.sequence < head.sequence:
        return Finding(walk.chain, walk.sequence + 1, walk.fault or Fault.MISSING)
    if walk.hash != head.hash:
        return Finding(walk.chain, walk.sequence, Fault.HEADLESS)
    return None


def _first_difference(chain: str, signed: Anchor) -> Finding | None:
    """Find the first entry that is not the one an anchor recorded, oldest anchor first."""
    files: list[Anchor] = []
    older: Anchor | None = signed
    while older is not None:
        files.append(older)
        older = older.before()
    reaches_start = files[-1].previous is None
    for anchor in reversed(files):
        for first, digits in anchor.trail(chain):
            reaches_start = reaches_start or first == 1
            fault = _compare(chain, first, digits)
            if fault:
                return Finding(chain, *fault, exact=reaches_start or fault[0] > first)
            reaches_start = True
    head = signed.heads[chain]
    if reading.hashes(chain, head.sequence, head.sequence) == {head.sequence: head.hash}:
        return None
    return Finding(chain, head.sequence, Fault.REMADE, exact=False)


def _compare(chain: str, first: int, digits: list[str]) -> tuple[int, Fault] | None:
    """Compare one line of a trail with what stands in the journal."""
    standing = reading.hashes(chain, first, first + len(digits) - 1)
    for sequence, recorded in enumerate(digits, start=first):
        if sequence not in standing:
            return sequence, Fault.CUT
        if standing[sequence][:TRAIL_DIGITS] != recorded:
            return sequence, Fault.REMADE
    return None


def _earlier(found: Finding | None, signed: Finding | None) -> Finding | None:
    if found is None or signed is None:
        return found or signed
    return signed if signed.sequence <= found.sequence else found
