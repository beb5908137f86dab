"""A BPMN 2.0 file as the draft of a procedure, with a list of everything that was left out.

Our own files come back equal. Of other tools' files the rows, columns and decisions are taken;
norms are for the author to fill, and nothing disappears without being named.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any, Final

from prima.kernel.yaml_fields import LONGEST, LONGEST_KEY, is_empty_text
from prima.sops.core.bpmn_graph import Graph, Node, own_block, quoted, read_graph
from prima.sops.core.bpmn_leftovers import leftovers
from prima.sops.core.bpmn_names import PRIMA
from prima.sops.core.bpmn_papers import Papers, papers_of
from prima.sops.core.bpmn_parallel import find_groups
from prima.sops.core.bpmn_rows import Exit, Row, rows_of
from prima.sops.core.bpmn_sentences import Words
from prima.sops.core.bpmn_xml import RefusedFileError, read_xml
from prima.sops.core.data import from_data
from prima.sops.core.findings import gettext_noop as _
from prima.sops.core.model import DONE, NO, REFUSED, SopDocument

# A draft has no service before its author names one; the checks of the file want one.
_NO_SERVICE: Final = "draf"
# What stands on an end event that says no more than the form does.
REFUSAL: Final = "ditolak"
MAX_SENTENCES: Final = 200
_EMPTY_NORM: Final = {"unit": "working_minute", "kind": "working"}
_RESULT: Final = f"{{{PRIMA}}}result"
_KEY: Final = re.compile(r"[a-z][a-z0-9]*(?:[-_][a-z0-9]+)*")


@dataclass(frozen=True, slots=True)
class Imported:
    """What became of a file. `service` of the document is empty when the file is not our own."""

    document: SopDocument
    left_out: list[str]


def read_bpmn(content: bytes) -> Imported:
    """Read a file of at most 2 MB. RefusedFileError (its text is for the sender) if impossible."""
    left_out: list[str] = []
    root = read_xml(content)
    graph = read_graph(root, left_out)
    find_groups(graph)
    rows = rows_of(graph, left_out)
    data = _Draft(graph, rows, papers_of(graph), left_out).data()
    document = _checked(data, left_out)
    left_out += leftovers(root, graph, document, [row.node for row in rows])
    return Imported(document, _listed(left_out))


def _listed(left_out: list[str]) -> list[str]:
    """Each sentence once, and no more than a person would read."""
    sentences = list(dict.fromkeys(left_out))
    more = len(sentences) - MAX_SENTENCES
    if more <= 0:
        return sentences
    return [
        *sentences[:MAX_SENTENCES],
        Words(_("Masih ada %(more)s hal lain yang tidak diambil."), more=more),
    ]


def _checked(data: dict[str, Any], left_out: list[str]) -> SopDocument:
    """The document, by the same checks as any other; damaged norms of our own are dropped."""
    service = data.get("service")
    complete = {**data, "service": service or _NO_SERVICE}
    try:
        document = from_data(complete)
    except ValueError as error:
        left_out.append(
            Words(
                _("Mutu baku dan identitas di berkas ini rusak, jadi tidak diambil: %(reason)s"),
                reason=_reason(error),
            )
        )
        bare = {name: complete[name] for name in ("service", "identity", "actors", "steps")}
        bare["identity"] = {"title": data["identity"]["title"]}
        bare["actors"] = [{name: a[name] for name in ("key", "label")} for a in data["actors"]]
        bare["steps"] = [_bare(step) for step in data["steps"]]
        try:
            document = from_data(bare)
        except ValueError as worse:
            raise RefusedFileError(
                Words(
                    _("Isi berkas ini tidak dapat menjadi SOP: %(reason)s"), reason=_reason(worse)
                )
            ) from None
    return document if service else replace(document, service="")


def _reason(error: ValueError) -> str:
    """The first fault, without the place in a file that the sender has never seen."""
    return str(error).splitlines()[0].partition(": ")[2]


def _bare(step: dict[str, Any]) -> dict[str, Any]:
    names = ("key", "text", "actors", "symbol", "exits", "outcome_labels")
    return {**{name: step[name] for name in names if name in step}, "norm": _EMPTY_NORM}


class _Draft:
    """Puts rows and lanes into the form of a catalogue file."""

    def __init__(
        self, graph: Graph, rows: list[Row], papers: dict[Node, Papers], left_out: list[str]
    ) -> None:
        self.graph = graph
        self.rows = rows
        self.papers = papers
        self.left_out = left_out
        self.actors = self._actors()
        used: set[str] = set()
        self.keys = {row: self._key(row, used) for row in rows}

    def data(self) -> dict[str, Any]:
        """The whole document as plain data."""
        data = own_block(self.graph.process, "sop")
        written = data.get("identity")
        identity = written if isinstance(written, dict) else {}
        # The name of the pool tells; ours only keeps the spaces that a name loses on the way.
        title = " ".join(str(identity.get("title", "")).split())
        if not title or title != self.graph.title:
            identity["title"] = self._text(self.graph.title, "SOP tanpa judul")
        data["identity"] = identity
        steps = [self._step(at, row) for at, row in enumerate(self.rows)]
        kept = [step["key"] for step in steps]
        for step in steps:
            if "must_differ_from" in step:
                step["must_differ_from"] = [k for k in step["must_differ_from"] if k in kept]
        return {**data, "actors": self.actors, "steps": steps}

    def _actors(self) -> list[dict[str, Any]]:
        if not self.graph.lanes:
            label = self._text(self.graph.title, "Pelaksana")
            self.left_out.append(
                Words(
                    _(
                        "Berkas ini tidak memuat lajur; semua langkah diberi satu pelaksana, "
                        "%(label)s. Tambahkan pelaksana lain pada tabel."
                    ),
                    label=quoted(label),
                )
            )
            return [{"key": "pelaksana", "label": label}]
        actors: list[dict[str, Any]] = []
        used: set[str] = set()
        for number, lane in enumerate(self.graph.lanes, start=1):
            own = dict(lane.own)
            label = self._text(lane.name, f"Pelaksana {number}")
            if not lane.name:
                self.left_out.append(
                    Words(
                        _("Lajur %(number)s tidak bernama. Tulis nama pelaksananya."),
                        number=number,
                    )
                )
            actor = {
                "key": _unique(own.pop("key", "") or label, "pelaksana", used),
                "label": label,
            }
            if own.get("duty"):
                actor["duty"] = own["duty"]
            actors.append(actor | ({"external": True} if own.get("external") == "true" else {}))
        return actors

    def _key(self, row: Row, used: set[str]) -> str:
        own = str(row.node.own.get("key", ""))
        key = _unique(own or row.text, "langkah", used)
        if own and key != own:
            self.left_out.append(
                Words(
                    _(
                        "Langkah %(text)s adalah salinan langkah lain di berkas ini; saat waktu "
                        "yang ditandainya tidak diambil."
                    ),
                    text=quoted(row.text),
                )
            )
        return key

    def _step(self, at: int, row: Row) -> dict[str, Any]:
        own = dict(row.node.own) if row.node.is_activity else {}
        copied = own.get("key") not in {None, self.keys[row]}
        for name in ("number", "actors", *(("marks",) if copied else ())):
            own.pop(name, None)
        papers = self.papers.get(row.node) if not own else None
        step = {
            "norm": _EMPTY_NORM,
            **(papers.data() if papers else {}),
            **own,
            "key": self.keys[row],
            "text": self._row_text(row, own=bool(own)),
            "actors": self._acting(row.node),
            "symbol": self._symbol(at, row, str(own.get("symbol", ""))),
            "outcome_labels": {
                way.outcome: self._text(way.label) for way in row.ways if way.label
            },
            "exits": dict(self._exits(at, row)),
            **_group(row.node),
        }
        return {name: value for name, value in step.items() if value not in ({}, [], "")}

    def _row_text(self, row: Row, *, own: bool) -> str:
        text = row.node.element.get("name", "").strip() if own else row.text
        if is_empty_text(text):
            self.left_out.append(
                Words(
                    _("Langkah %(number)s tidak bernama di berkas ini. Tulis kegiatannya."),
                    number=self.rows.index(row) + 1,
                )
            )
        return self._text(text, "Kegiatan tanpa nama")

    def _symbol(self, at: int, row: Row, own: str) -> str:
        if row.decides:
            return "decision"
        if own in {"terminator", "process"}:
            return own
        return "terminator" if at in {0, len(self.rows) - 1} else "process"

    def _acting(self, node: Node) -> list[str]:
        """The actors we wrote, if the row still stands in the lane it was written to."""
        keys = [str(actor["key"]) for actor in self.actors]
        lane = node.lane if self.graph.lanes else 0
        own = node.own.get("actors")
        if own is not None and all(key in keys for key in own):
            written = min((keys.index(key) for key in own), default=0)
            if lane == written:
                return list(own)
            self.left_out.append(
                Words(
                    _("Langkah %(name)s dipindah ke lajur lain; pelaksana lamanya tidak diambil."),
                    name=quoted(node.name),
                )
            )
        if lane is None:
            self.left_out.append(
                Words(
                    _("Kegiatan %(name)s tidak berada di lajur mana pun. Pilih pelaksananya."),
                    name=quoted(node.name),
                )
            )
        return [keys[lane]] if lane is not None else []

    def _exits(self, at: int, row: Row) -> Iterable[tuple[str, str]]:
        """Only what does not lead to the next row, unless the author named it all the same."""
        last = at == len(self.rows) - 1
        for way in row.ways:
            if isinstance(way.target, Row):
                after = self.rows[at + 1] if not last else None
                if way.explicit or way.target is not after:
                    yield way.outcome, self.keys[way.target]
            elif not last or _refuses(row, way):
                self._say_end(row, way)
                yield way.outcome, REFUSED

    def _say_end(self, row: Row, way: Exit) -> None:
        """An SOP has one proper end; every other one is a refusal."""
        end = way.target
        if isinstance(end, Node) and end.element.get(_RESULT) == REFUSED:
            return
        name = quoted(end.name) if isinstance(end, Node) else Words(_("panah terakhirnya"))
        if way.outcome == DONE or not isinstance(end, Node):
            self.left_out.append(
                Words(
                    _(
                        "Sesudah %(text)s diagram berakhir di %(name)s, padahal bukan langkah "
                        "terakhir. Akhir ini ditulis sebagai “ditolak”; periksa arahnya."
                    ),
                    text=quoted(row.text),
                    name=name,
                )
            )
        elif way.outcome != NO:
            self.left_out.append(
                Words(
                    _(
                        "Arah Ya sesudah %(text)s berakhir di %(name)s, jadi ditulis sebagai "
                        "“ditolak”. Balikkan pertanyaannya."
                    ),
                    text=quoted(row.text),
                    name=name,
                )
            )
        elif end.name.casefold() != REFUSAL:
            self.left_out.append(
                Words(
                    _("Akhir %(name)s sesudah %(text)s ditulis sebagai “ditolak”."),
                    name=name,
                    text=quoted(row.text),
                )
            )

    def _text(self, text: str, otherwise: str = "") -> str:
        """A text that the checks accept; one that is too long is cut and named."""
        text = text.strip()
        if is_empty_text(text):
            return otherwise
        if len(text) > LONGEST:
            self.left_out.append(
                Words(
                    _("Teks %(text)s lebih dari %(longest)s huruf; selebihnya tidak diambil."),
                    text=quoted(text),
                    longest=LONGEST,
                )
            )
            return text[:LONGEST].strip()
        return text


def _group(node: Node) -> dict[str, str]:
    """The group a pair of gateways makes of the row."""
    return {"group": node.group, "thread": node.thread} if node.group else {}


def _refuses(row: Row, way: Exit) -> bool:
    """Whether an end after the last row is a refusal: marked so, or a second end beside Ya's."""
    end = way.target
    if isinstance(end, Node) and end.element.get(_RESULT) == REFUSED:
        return True
    ends = {other.target for other in row.ways if not isinstance(other.target, Row)}
    own = "key" in row.node.own
    return len(ends) > 1 and way.outcome == NO and not own


def _unique(wanted: str, otherwise: str, used: set[str]) -> str:
    """A key made of the words wanted, which nothing else has yet."""
    key = wanted if _KEY.fullmatch(wanted) else _slug(wanted) or otherwise
    key = key[:LONGEST_KEY].rstrip("-_")
    found, number = key, 1
    while found in used or found == REFUSED:
        number += 1
        found = f"{key[: LONGEST_KEY - 5].rstrip('-_')}-{number}"
    used.add(found)
    return found


def _slug(words: str) -> str:
    plain = unicodedata.normalize("NFKD", words).encode("ascii", "ignore").decode().lower()
    slug = re.sub(r"[^a-z0-9]+", "-", plain).strip("-")
    return slug if slug[:1].isalpha() else f"langkah-{slug}" if slug else ""
