"""What makes a reviewer ask whether a procedure was thought about or only copied.

SOP-AP is written from the work as it is done (PermenPANRB 35/2012, principles of drafting); that a
block was taken over is no fault once it is said from where and why.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from typing import Final

from prima.sops.core.copying import Block, Overlap, blocks
from prima.sops.core.findings import Finding, gettext_noop
from prima.sops.core.model import SopDocument
from prima.sops.core.wording import words

# Of fewer rows it is chance that their times are equal.
_ENOUGH_ROWS: Final = 4
_ROUND: Final = 5
_ENOUGH_BASES: Final = 2


def unexplained(found: Sequence[Overlap], explained: Collection[int]) -> list[Block]:
    """Return the whole blocks whose rows did not all come from where it is allowed.

    `explained` are places of our rows that are equal, norm and all, in the version before or in a
    named origin: what stood there before was not taken from here.
    """
    return blocks([pair for pair in found if pair.mine not in explained])


def copied_block(block: Block, document: SopDocument, title: str, office: str) -> Finding:
    """The finding of a block that nobody has explained; it keeps the draft from going on."""
    first = block.mine + 1
    return Finding(
        "SALINAN",
        "error",
        document.steps[block.mine].key,
        gettext_noop(
            "Langkah %(first)d sampai %(last)d sama seluruhnya, dengan mutu bakunya, dengan SOP "
            "“%(title)s” (%(office)s). Sesuaikan dengan kerja kantor Anda, atau tulis pada "
            "halaman kemiripan: disesuaikan dari SOP itu karena apa."
        ),
        facts={
            "first": first,
            "last": first + block.length - 1,
            "title": title,
            "office": office,
        },
    )


def doubts(document: SopDocument) -> Iterator[Finding]:
    """Yield what the procedure itself says against its own measuring; for the reviewer."""
    yield from _same_times(document)
    for step in document.steps:
        if not step.output:
            yield Finding(
                "SALINAN", "review", step.key,
                gettext_noop("Baris ini tidak menyebut keluaran. Tulis apa yang dihasilkannya."),
                part="output",
            )  # fmt: skip


def _same_times(document: SopDocument) -> Iterator[Finding]:
    """A time was measured or it was not; measured ones are never all the same round number."""
    times = {
        (step.norm.amount, step.norm.unit)
        for step in document.steps
        if step.norm.kind == "working" and step.norm.amount is not None
    }
    count = sum(step.norm.kind == "working" for step in document.steps)
    amount = next(iter(times))[0] if len(times) == 1 else None
    if count >= _ENOUGH_ROWS and amount is not None and amount % _ROUND == 0:
        yield Finding(
            "SALINAN", "review", None,
            gettext_noop(
                "Semua %(count)d langkah memakai waktu yang sama (%(amount)d). Ukur tiap langkah, "
                "lalu tulis waktunya sendiri."
            ),
            part="norm",
            facts={"count": count, "amount": amount},
        )  # fmt: skip


def same_basis(
    document: SopDocument, other: SopDocument, title: str, office: str
) -> list[Finding]:
    """The legal basis of a procedure for another service, taken over whole."""
    mine = {words(basis) for basis in document.identity.legal_basis}
    theirs = {words(basis) for basis in other.identity.legal_basis}
    if len(mine) < _ENOUGH_BASES or mine != theirs or document.service == other.service:
        return []
    sentence = gettext_noop(
        "Seluruh dasar hukum sama dengan SOP “%(title)s” (%(office)s), padahal layanannya lain. "
        "Periksa apakah setiap aturan memang mengatur layanan ini."
    )
    facts = {"title": title, "office": office}
    return [Finding("SALINAN", "review", None, sentence, part="legal_basis", facts=facts)]
