"""The rules that a procedure must keep: V1 to V12 of the form (SOP-AP, PermenPANRB 35/2012).

V13 is ours: the form has no sign for rows that may be done in any order.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from prima.sops.core import flow, group_rules
from prima.sops.core.findings import Finding, gettext_noop
from prima.sops.core.lengths import longest_minutes
from prima.sops.core.model import DONE, NO, REFUSED, YES, NormUnit, SopDocument, Step, unit_minutes

# Perpres 21/2023: 37.5 hours in five days; used where no office calendar is at hand.
NORMAL_DAY_MINUTES = 450
# More actor columns than this do not fit beside the other columns on a landscape A4 sheet (V12).
MAX_COLUMNS = 7


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


_TERMINATORS = gettext_noop(
    "SOP memuat %(count)s simbol mulai atau selesai. "
    "Sisakan tepat dua: langkah pertama dan langkah terakhir."
)
_NO_TERMINATOR = gettext_noop(
    "Langkah pertama dan terakhir harus bersimbol mulai atau selesai. Ubah simbol langkah ini."
)
_CONDITIONAL_END = gettext_noop(
    "Langkah pertama dan terakhir harus selalu berlaku. Hapus keadaannya."
)
_NO_VERB = gettext_noop(
    "“%(text)s” tidak diawali kata kerja aktif. Tulis satu kegiatan, misalnya “Memeriksa berkas”."
)
_NO_ACTOR = gettext_noop("Langkah ini belum punya pelaksana. Pilih pelaksananya.")
_MANY_ACTORS = gettext_noop(
    "Langkah ini punya lebih dari satu pelaksana. "
    "Pisahkan, atau jelaskan di keterangan bahwa dikerjakan bersama."
)
_OUTSIDER_DECIDES = gettext_noop(
    "Keputusan ini bukan di tangan petugas. Letakkan pada pelaksana yang berwenang memeriksa."
)
_REFUSES_UNASKED = gettext_noop(
    "Penolakan keluar dari langkah yang bukan keputusan. Ubah simbolnya menjadi keputusan."
)
_ONE_WAY = gettext_noop(
    "Ya dan Tidak menuju langkah yang sama. "
    "Arahkan Tidak ke langkah sebelumnya, ke langkah perbaikan, atau ke penolakan."
)
_YES_REFUSES = gettext_noop("Ya berarti ditolak. Balikkan pertanyaannya.")
_NO_INPUT = gettext_noop("Kelengkapan masih kosong. Isi apa yang harus ada sebelum langkah ini.")
_NO_OUTPUT = gettext_noop("Keluaran masih kosong. Isi apa yang dihasilkan langkah ini.")
_NO_TIME = gettext_noop("Waktu masih kosong. Isi angka, misalnya 5.")
_TIME_IN_WORDS = gettext_noop(
    "Waktu kerja harus berupa angka. Isi angkanya, atau jadikan waktu menunggu."
)
_IDLE_ACTOR = gettext_noop("Pelaksana “%(actor)s” tidak punya kegiatan. Hapus kolomnya.")
_TOO_WIDE = gettext_noop(
    "%(count)s kolom pelaksana tidak muat pada A4 mendatar. "
    "Gabungkan menjadi paling banyak %(most)s, atau pecah SOP ini."
)
_NOT_REACHED = gettext_noop(
    "Langkah ini tidak pernah dicapai. Hubungkan dari langkah lain, atau hapus."
)
_ENDLESS = gettext_noop(
    "Langkah ini berputar tanpa keputusan. "
    "Hapus arahnya, atau sisipkan keputusan di dalam putaran."
)
_NO_END = gettext_noop("Dari langkah ini akhir SOP tidak tercapai. Perbaiki arahnya.")
_LAST_NOT_REACHED = gettext_noop(
    "Ada keadaan yang tidak pernah sampai ke langkah terakhir. Perbaiki arah sebelumnya."
)
_NOT_MARKED = gettext_noop(
    "Saat “%(event)s” dipakai standar pelayanan, tetapi tidak ditandai langkah mana pun. "
    "Tandai langkahnya."
)
_TOO_LONG = gettext_noop(
    "Jumlah waktu petugas %(longest)s menit, janji kepada masyarakat %(promised)s menit. "
    "Kurangi waktu langkah, atau ubah jangka waktu standar."
)


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
    groups = list(group_rules.findings(document))
    findings += groups
    # Where a group cannot be read nobody can say what follows what.
    if not groups:
        findings += _connections(document)
    if promise is not None and not groups:
        findings += _promise(document, promise, day_minutes)
    return sorted(findings, key=lambda finding: int(finding.rule[1:]))


def validate_rows(document: SopDocument) -> list[Finding]:
    """What can be said of each row by itself, also while rows still point to nothing."""
    findings: list[Finding] = []
    for step in document.steps:
        if document.actor_by_key.keys() >= set(step.actors):
            findings += _acting(document, step)
        findings += [*_exits(document, step), *_norms(step)]
    return findings


def errors(findings: list[Finding]) -> list[Finding]:
    """Those that keep the SOP from being set."""
    return [finding for finding in findings if finding.severity == "error"]


def _terminators(document: SopDocument) -> Iterator[Finding]:
    """V1 and V2: one start in the first row, one end in the last."""
    count = sum(step.symbol == "terminator" for step in document.steps)
    if count != len({"start", "end"}):
        yield Finding("V1", "error", None, _TERMINATORS, "symbol", {"count": count})
    for step in dict.fromkeys((document.steps[0], document.steps[-1])):
        if step.symbol != "terminator":
            yield Finding("V2", "error", step.key, _NO_TERMINATOR, "symbol")
        if step.applies_when.situations:
            yield Finding("V2", "error", step.key, _CONDITIONAL_END, "applies_when")


def _row(document: SopDocument, step: Step) -> Iterator[Finding]:
    yield from _acting(document, step)
    yield from _exits(document, step)
    yield from _norms(step)
    if not _starts_with_verb(step.text):
        yield Finding("V11", "review", step.key, _NO_VERB, "text", {"text": step.text})


def _acting(document: SopDocument, step: Step) -> Iterator[Finding]:
    """V3 and V5: who acts, and who decides."""
    if not step.actors:
        yield Finding("V3", "error", step.key, _NO_ACTOR, "actors")
    if len(step.actors) > 1 and not step.note:
        yield Finding("V3", "warning", step.key, _MANY_ACTORS, "note")
    if step.symbol == "decision" and not document.is_office_step(step):
        yield Finding("V5", "warning", step.key, _OUTSIDER_DECIDES, "actors")


def _exits(document: SopDocument, step: Step) -> Iterator[Finding]:
    """V4: a decision leads two ways; anything else leads on."""
    if step.symbol != "decision":
        if step.exit_for(DONE) == REFUSED:
            yield Finding("V4", "error", step.key, _REFUSES_UNASKED, "symbol")
        return
    after = document.position[step.key] + 1
    following = document.steps[after].key if after < len(document.steps) else None
    if (step.exit_for(NO) or following) == (step.exit_for(YES) or following):
        yield Finding("V4", "error", step.key, _ONE_WAY, "exits")
    if step.exit_for(YES) == REFUSED:
        yield Finding("V4", "error", step.key, _YES_REFUSES, "exits")


def _norms(step: Step) -> Iterator[Finding]:
    """V8: the three parts of the quality norm, in each row."""
    for sentence, name, filled in (
        (_NO_INPUT, "standard_input", step.standard_input),
        (_NO_OUTPUT, "output", step.output),
        (_NO_TIME, "norm", step.norm.amount or step.norm.note),
    ):
        if not filled:
            yield Finding("V8", "error", step.key, sentence, name)
    if step.norm.kind == "working" and step.norm.amount is None and step.norm.note:
        yield Finding("V8", "error", step.key, _TIME_IN_WORDS, "norm")


def _columns(document: SopDocument) -> Iterator[Finding]:
    """V10 and V12: no empty column, and not more than the sheet holds."""
    acting = {key for step in document.steps for key in step.actors}
    for actor in document.actors:
        if actor.key not in acting:
            facts = {"actor": actor.label}
            yield Finding("V10", "warning", None, _IDLE_ACTOR, "actors", facts)
    if len(document.actors) > MAX_COLUMNS:
        facts_of_all = {"count": len(document.actors), "most": MAX_COLUMNS}
        yield Finding("V12", "warning", None, _TOO_WIDE, "actors", facts_of_all)


def _connections(document: SopDocument) -> Iterator[Finding]:
    """V6: every row can be reached, and from every row the end can be reached."""
    graphs = [flow.graph(document, facts) for facts in flow.fact_sets(document)]
    reached = set().union(*(graph.reached for graph in graphs))
    stuck = set().union(*(graph.stuck for graph in graphs))
    loops = set().union(*(graph.endless for graph in graphs))
    for step in document.steps:
        if step.key not in reached:
            yield Finding("V6", "error", step.key, _NOT_REACHED, "exits")
        elif step.key in loops:
            yield Finding("V6", "error", step.key, _ENDLESS, "exits")
        elif step.key in stuck:
            yield Finding("V6", "error", step.key, _NO_END, "exits")
    if any(document.steps[-1].key not in graph.reached for graph in graphs):
        yield Finding("V6", "error", document.steps[-1].key, _LAST_NOT_REACHED, "exits")


def _promise(document: SopDocument, promise: Promise, day_minutes: int) -> Iterator[Finding]:
    """V9: the longest normal path fits into what the public is promised."""
    missing = [
        event
        for event in (promise.start_event, promise.stop_event)
        if document.step_marking(event) is None
    ]
    for event in missing:
        yield Finding("V9", "error", None, _NOT_MARKED, "marks", {"event": event})
    promised = promise.minutes(day_minutes)
    longest = longest_minutes(document, promise.start_event, promise.stop_event, day_minutes)
    if longest is not None and longest > promised:
        facts = {"longest": longest, "promised": promised}
        yield Finding("V9", "error", None, _TOO_LONG, "norm", facts)


def _starts_with_verb(text: str) -> bool:
    """Active verbs of Indonesian begin with me- or ber-."""
    return text.lower().startswith(("me", "ber"))
