"""The rules V1 to V12 that a procedure must keep (SOP-AP, PermenPANRB 35/2012)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from prima.sops.core import flow
from prima.sops.core.model import DONE, NO, REFUSED, YES, NormUnit, SopDocument, Step, unit_minutes

Severity = Literal["error", "warning", "review"]

# Perpres 21/2023: 37.5 hours in five days; used where no office calendar is at hand.
NORMAL_DAY_MINUTES = 450
# More actor columns than this do not fit beside the other columns on a landscape A4 sheet (V12).
MAX_COLUMNS = 7


@dataclass(frozen=True, slots=True)
class Finding:
    """What a rule found, in which row, in one sentence that says what to do."""

    rule: str
    severity: Severity
    step_key: str | None
    message: str


@dataclass(frozen=True, slots=True)
class Promise:
    """Jangka waktu of the service standard: how long, from which moment to which."""

    amount: int
    unit: NormUnit
    start_event: str
    stop_event: str

    def minutes(self, day_minutes: int) -> int:
        """The promised time in working minutes."""
        return self.amount * unit_minutes(self.unit, day_minutes)


def validate(
    document: SopDocument,
    promise: Promise | None = None,
    *,
    day_minutes: int = NORMAL_DAY_MINUTES,
) -> list[Finding]:
    """Every finding, in the order of the rules. Without errors the SOP may be set.

    V7 (connectors at a page break) has no finding: the printer makes them.
    """
    findings = list(_terminators(document))
    for step in document.steps:
        findings += _row(document, step)
    findings += _columns(document)
    findings += _connections(document)
    if promise is not None:
        findings += _promise(document, promise, day_minutes)
    return sorted(findings, key=lambda finding: int(finding.rule[1:]))


def errors(findings: list[Finding]) -> list[Finding]:
    """Those that keep the SOP from being set."""
    return [finding for finding in findings if finding.severity == "error"]


def _terminators(document: SopDocument) -> Iterator[Finding]:
    """V1 and V2: one start in the first row, one end in the last."""
    count = sum(step.symbol == "terminator" for step in document.steps)
    if count != len({"start", "end"}):
        yield Finding(
            "V1", "error", None,
            f"SOP memuat {count} simbol mulai atau selesai. "
            "Sisakan tepat dua: baris pertama dan baris terakhir.",
        )  # fmt: skip
    ends = {"pertama": document.steps[0], "terakhir": document.steps[-1]}
    for name, step in ends.items():
        if step.symbol != "terminator":
            yield Finding(
                "V2", "error", step.key,
                f"Baris {name} bukan simbol mulai atau selesai. Jadikan `terminator`.",
            )  # fmt: skip
        if step.applies_when.situations:
            yield Finding(
                "V2", "error", step.key,
                f"Baris {name} hanya berlaku pada keadaan tertentu. Hapus `applies_when`.",
            )  # fmt: skip


def _row(document: SopDocument, step: Step) -> Iterator[Finding]:
    yield from _acting(document, step)
    yield from _exits(document, step)
    yield from _norms(step)
    if not _starts_with_verb(step.text):
        yield Finding(
            "V11", "review", step.key,
            f"“{step.text}” tidak diawali kata kerja aktif. "
            "Tulis satu kegiatan, misalnya “Memeriksa berkas”.",
        )  # fmt: skip


def _acting(document: SopDocument, step: Step) -> Iterator[Finding]:
    """V3 and V5: who acts, and who decides."""
    if not step.actors:
        yield Finding("V3", "error", step.key, "Baris ini belum punya pelaksana. Isi `actors`.")
    if len(step.actors) > 1 and not step.note:
        yield Finding(
            "V3", "warning", step.key,
            "Baris ini punya lebih dari satu pelaksana. "
            "Pisahkan, atau jelaskan di keterangan bahwa dikerjakan bersama.",
        )  # fmt: skip
    if step.symbol == "decision" and not document.is_office_step(step):
        yield Finding(
            "V5", "warning", step.key,
            "Keputusan ini bukan di tangan petugas. "
            "Letakkan pada pelaksana yang berwenang memeriksa.",
        )  # fmt: skip


def _exits(document: SopDocument, step: Step) -> Iterator[Finding]:
    """V4: a decision leads two ways; anything else leads on."""
    if step.symbol != "decision":
        if step.exit_for(DONE) == REFUSED:
            yield Finding(
                "V4", "error", step.key,
                "Penolakan keluar dari baris yang bukan keputusan. Jadikan `decision`.",
            )  # fmt: skip
        return
    after = document.position[step.key] + 1
    following = document.steps[after].key if after < len(document.steps) else None
    if (step.exit_for(NO) or following) == (step.exit_for(YES) or following):
        yield Finding(
            "V4", "error", step.key,
            "Ya dan Tidak menuju baris yang sama. "
            "Isi `exits: {no: …}` dengan baris sebelumnya, baris perbaikan, atau `refused`.",
        )  # fmt: skip
    if step.exit_for(YES) == REFUSED:
        yield Finding("V4", "error", step.key, "Ya berarti ditolak. Balikkan pertanyaannya.")


def _norms(step: Step) -> Iterator[Finding]:
    """V8: the three parts of the quality norm, in each row."""
    for name, filled in (
        ("kelengkapan (`standard_input`)", step.standard_input),
        ("keluaran (`output`)", step.output),
        ("waktu (`norm.amount`)", step.norm.amount or step.norm.note),
    ):
        if not filled:
            yield Finding("V8", "error", step.key, f"Mutu baku {name} kosong. Isilah.")
    if step.norm.kind == "working" and step.norm.amount is None and step.norm.note:
        yield Finding(
            "V8", "error", step.key,
            "Waktu kerja harus berupa angka. Isi `norm.amount`, atau ubah `kind`.",
        )  # fmt: skip


def _columns(document: SopDocument) -> Iterator[Finding]:
    """V10 and V12: no empty column, and not more than the sheet holds."""
    acting = {key for step in document.steps for key in step.actors}
    for actor in document.actors:
        if actor.key not in acting:
            yield Finding(
                "V10", "warning", None,
                f"Pelaksana “{actor.label}” tidak punya kegiatan. Hapus kolomnya.",
            )  # fmt: skip
    if len(document.actors) > MAX_COLUMNS:
        yield Finding(
            "V12", "warning", None,
            f"{len(document.actors)} kolom pelaksana tidak muat pada A4 mendatar. "
            f"Gabungkan menjadi paling banyak {MAX_COLUMNS}, atau pecah SOP ini.",
        )  # fmt: skip


def _connections(document: SopDocument) -> Iterator[Finding]:
    """V6: every row can be reached, and from every row the end can be reached."""
    graphs = [flow.graph(document, facts) for facts in flow.fact_sets(document)]
    reached = set().union(*(graph.reached for graph in graphs))
    stuck = set().union(*(graph.stuck for graph in graphs))
    loops = set().union(*(graph.endless for graph in graphs))
    for step in document.steps:
        if step.key not in reached:
            yield Finding(
                "V6", "error", step.key,
                "Baris ini tidak pernah dicapai. Hubungkan dari baris lain, atau hapus.",
            )  # fmt: skip
        elif step.key in loops:
            yield Finding(
                "V6", "error", step.key,
                "Baris ini berputar tanpa keputusan. "
                "Hapus `exits`-nya, atau sisipkan keputusan di dalam putaran.",
            )  # fmt: skip
        elif step.key in stuck:
            yield Finding(
                "V6", "error", step.key,
                "Dari baris ini akhir SOP tidak tercapai. Perbaiki arah `exits`.",
            )  # fmt: skip
    if any(document.steps[-1].key not in graph.reached for graph in graphs):
        yield Finding(
            "V6", "error", document.steps[-1].key,
            "Ada keadaan yang tidak pernah sampai ke baris terakhir. Perbaiki arah `exits`.",
        )  # fmt: skip


def _promise(document: SopDocument, promise: Promise, day_minutes: int) -> Iterator[Finding]:
    """V9: the longest normal path fits into what the public is promised."""
    missing = [
        event
        for event in (promise.start_event, promise.stop_event)
        if document.step_marking(event) is None
    ]
    for event in missing:
        yield Finding(
            "V9", "error", None,
            f"Saat `{event}` dipakai standar pelayanan, tetapi tidak ditandai langkah mana pun. "
            f"Tambahkan `marks: [{event}]` pada langkahnya.",
        )  # fmt: skip
    promised = promise.minutes(day_minutes)
    longest = flow.longest_minutes(document, promise.start_event, promise.stop_event, day_minutes)
    if longest is not None and longest > promised:
        yield Finding(
            "V9", "error", None,
            f"Jumlah waktu petugas {longest} menit, janji kepada masyarakat {promised} menit. "
            "Kurangi waktu langkah, atau ubah jangka waktu standar.",
        )  # fmt: skip


def _starts_with_verb(text: str) -> bool:
    """Active verbs of Indonesian begin with me- or ber-."""
    return text.lower().startswith(("me", "ber"))
