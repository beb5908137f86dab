"""Findings in the words of the form: what is wrong, how much it matters, and what repairs it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from prima.sops.core import Finding, SopDocument
from prima.sops.core.findings import Severity
from prima.sops.documents.closing import moment
from prima.ui.components import Tone

# The order in which they are read.
SEVERITIES: Final[tuple[Severity, ...]] = ("error", "warning", "review")

_WORDS: Final = {
    "error": gettext_lazy("Harus diperbaiki"),
    "warning": gettext_lazy("Perlu dilihat"),
    "review": gettext_lazy("Untuk peninjau"),
}
_TONES: Final[Mapping[Severity, Tone]] = {
    "error": "danger",
    "warning": "warning",
    "review": "info",
}
# What the link beside a finding says, by the part that repairs it.
_REPAIRS: Final = {
    "actors": gettext_lazy("Pilih pelaksana"),
    "applies_when": gettext_lazy("Ubah keadaan"),
    "exits": gettext_lazy("Ubah arah"),
    "group": gettext_lazy("Ubah kelompok"),
    "legal_basis": gettext_lazy("Isi dasar hukum"),
    "marks": gettext_lazy("Tandai langkahnya"),
    "must_differ_from": gettext_lazy("Ubah langkahnya"),
    "norm": gettext_lazy("Isi waktu"),
    "note": gettext_lazy("Isi keterangan"),
    "output": gettext_lazy("Isi keluaran"),
    "standard_input": gettext_lazy("Isi kelengkapan"),
    "symbol": gettext_lazy("Ubah simbol"),
    "text": gettext_lazy("Ubah kegiatan"),
    "thread": gettext_lazy("Ubah jalur"),
    "title": gettext_lazy("Isi nama SOP"),
}


@dataclass(frozen=True, slots=True)
class FindingLine:
    """One finding as the page shows it; `number` is the row it speaks of, 0 for the whole."""

    severity: Severity
    word: str
    tone: Tone
    sentence: str
    repair: str
    part: str
    step_key: str
    number: int


def finding_lines(document: SopDocument, findings: Iterable[Finding]) -> list[FindingLine]:
    """The findings in words, the gravest first and of those the first row first."""
    lines = [_line(document, finding) for finding in findings]
    return sorted(lines, key=lambda line: (SEVERITIES.index(line.severity), line.number))


def _line(document: SopDocument, finding: Finding) -> FindingLine:
    facts = dict(finding.facts)
    if "event" in facts:
        facts["event"] = moment(document, str(facts["event"]))
    # The sentence was marked for the catalogues where it is written, in the core.
    sentence = _(finding.sentence)
    key = finding.step_key if finding.step_key in document.position else None
    return FindingLine(
        severity=finding.severity,
        word=str(_WORDS[finding.severity]),
        tone=_TONES[finding.severity],
        sentence=sentence % facts if facts else sentence,
        repair=str(_REPAIRS.get(finding.part, _("Buka langkah") if key else "")),
        part=finding.part,
        step_key=key or "",
        number=document.step_number(key) if key else 0,
    )
