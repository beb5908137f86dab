"""Naming what a BPMN file holds and an SOP-AP cannot: whatever nobody took is listed here."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import Final
from xml.etree.ElementTree import Element

from prima.sops.core.bpmn_graph import (
    ACTIVITIES,
    NODES,
    PASSING_EVENTS,
    SUB_PROCESSES,
    Graph,
    Node,
    local,
    quoted,
    text_of,
)
from prima.sops.core.bpmn_names import BPMN, BPMNDI, DC, DI, PRIMA, XSI
from prima.sops.core.bpmn_papers import PAPERS
from prima.sops.core.bpmn_sentences import Words, joined
from prima.sops.core.bpmn_words import step_words
from prima.sops.core.findings import gettext_noop as _
from prima.sops.core.model import SopDocument

_DEFINITIONS: Final = {
    "timerEventDefinition": Words(_("batas waktu")),
    "messageEventDefinition": Words(_("pesan")),
    "signalEventDefinition": Words(_("isyarat")),
    "errorEventDefinition": Words(_("galat")),
    "escalationEventDefinition": Words(_("eskalasi")),
    "conditionalEventDefinition": Words(_("syarat")),
    "compensateEventDefinition": Words(_("kompensasi")),
    "cancelEventDefinition": Words(_("pembatalan")),
    "terminateEventDefinition": Words(_("penghentian")),
    "linkEventDefinition": Words(_("penghubung")),
}
_LOOPS: Final = {
    "multiInstanceLoopCharacteristics": Words(_("dikerjakan berkali-kali")),
    "standardLoopCharacteristics": Words(_("diulang")),
}
# Everything in a process or a node that is either taken or said by something that is.
_TAKEN: Final = frozenset(
    {
        *NODES, *PAPERS, *_DEFINITIONS, *_LOOPS, "laneSet", "sequenceFlow", "association",
        "textAnnotation", "incoming", "outgoing", "documentation", "extensionElements",
        "dataInputAssociation", "dataOutputAssociation",
    }
)  # fmt: skip
_ROOT_TAKEN: Final = frozenset({"process", "collaboration", "documentation", "extensionElements"})
_KNOWN_SPACES: Final = frozenset({BPMN, BPMNDI, DC, DI, PRIMA, XSI})
# In which tool a foreign field was filled.
_TOOLS: Final = (
    "camunda",
    "zeebe",
    "signavio",
    "bizagi",
    "flowable",
    "activiti",
    "drools",
    "jbpm",
)
# These only say how something is drawn, and by which edition of a tool.
_DRAWING_SPACES: Final = (
    "schema/modeler",
    "bpmn-io",
    "bpmn.io",
    "color",
    "omg.org/spec/bpmn/non-normative",
)
_SHOWN: Final = 6


def leftovers(
    root: Element, graph: Graph, document: SopDocument, rows: Sequence[Node]
) -> Iterator[str]:
    """A sentence for each thing, or each kind of thing, that the draft does not hold."""
    own = any(node.own for node in graph.nodes.values())
    taken = set(rows)
    for node in graph.nodes.values():
        if not node.is_activity or node in taken:
            yield from _node(node)
    yield from _unlinked(graph)
    yield from _conditions(graph)
    yield from _collaboration(root)
    yield from _others(root, graph)
    yield from _foreign(root)
    yield from _edited_words(document, rows)
    if not own:
        yield from _to_do(root, graph)


def _node(node: Node) -> Iterator[str]:
    if node.is_activity:
        yield from _activity(node)
    elif node.tag == "eventBasedGateway":
        yield Words(
            _("Gerbang kejadian %(name)s menjadi keputusan biasa."), name=quoted(node.name)
        )
    else:
        yield from _event(node)


def _event(node: Node) -> Iterator[str]:
    kinds = [_DEFINITIONS[name] for name in map(local, node.element) if name in _DEFINITIONS]
    kind = Words(" (%(kinds)s)", kinds=joined(kinds)) if kinds else ""
    if node.tag == "boundaryEvent":
        yield (
            Words(
                _(
                    "Kejadian %(name)s%(kind)s yang menempel pada kegiatan, beserta jalurnya,"
                    " tidak diambil."
                ),
                name=quoted(node.name),
                kind=kind,
            )
        )
    elif node.tag in PASSING_EVENTS:
        yield Words(
            _("Kejadian antara %(name)s%(kind)s dilewati; alirannya tetap tersambung."),
            name=quoted(node.name),
            kind=kind,
        )
    elif kinds:
        starts = _("Pemicu%(kind)s pada kejadian mulai %(name)s tidak diambil.")
        ends = _("Pemicu%(kind)s pada kejadian akhir %(name)s tidak diambil.")
        sentence = starts if node.tag == "startEvent" else ends
        yield Words(sentence, kind=kind, name=quoted(node.name))


def _activity(node: Node) -> Iterator[str]:
    if node.tag in SUB_PROCESSES:
        inside = sum(local(one) in ACTIVITIES for one in node.element.iter()) - 1
        yield (
            Words(
                _(
                    "Subproses %(name)s menjadi satu langkah; %(inside)s kegiatan di dalamnya"
                    " tidak diambil."
                ),
                name=quoted(node.name),
                inside=inside,
            )
        )
    elif node.tag == "callActivity":
        yield Words(
            _("Proses lain yang dipanggil %(name)s tidak diambil; hanya namanya."),
            name=quoted(node.name),
        )
    for name in map(local, node.element):
        if name in _LOOPS:
            yield Words(
                _("Tanda %(mark)s pada %(name)s tidak diambil."),
                mark=_LOOPS[name],
                name=quoted(node.name),
            )


def _unlinked(graph: Graph) -> Iterator[str]:
    """Papers and annotations that hang on no task."""
    linked = set()
    for element in graph.process.iter():
        if local(element) == "association":
            ends = {element.get(end, "").rpartition(":")[2] for end in ("sourceRef", "targetRef")}
            if any(end in graph.nodes and graph.nodes[end].is_activity for end in ends):
                linked |= ends
        elif local(element) in {"sourceRef", "targetRef"}:
            linked.add(text_of(element))
    for element in graph.process:
        kind, id_ = local(element), element.get("id", "")
        if kind == "textAnnotation" and id_ not in linked:
            yield Words(
                _("Catatan %(element)s tidak menempel pada kegiatan."),
                element=quoted(text_of(element)),
            )
        elif kind in PAPERS - {"dataObject"} and id_ not in linked:
            yield Words(
                _("Dokumen %(paper)s tidak tersambung dengan kegiatan."),
                paper=quoted(element.get("name", "")),
            )


def _conditions(graph: Graph) -> Iterator[str]:
    for node in graph.nodes.values():
        for arrow in node.outgoing:
            if arrow.condition and not arrow.own:
                yield Words(
                    _("Rumus syarat %(condition)s pada panah tidak diambil."),
                    condition=quoted(arrow.condition),
                )


def _collaboration(root: Element) -> Iterator[str]:
    flows = root.findall(f"{{{BPMN}}}collaboration/{{{BPMN}}}messageFlow")
    if flows:
        names = joined(quoted(flow.get("name", "")) for flow in flows[:_SHOWN])
        yield Words(
            _("%(count)s aliran pesan antarkolam tidak diambil: %(names)s."),
            count=len(flows),
            names=names,
        )


def _others(root: Element, graph: Graph) -> Iterator[str]:
    """Whatever else stands in BPMN's own namespace, by its name and how often."""
    count = Counter(
        name
        for parent in (graph.process, *(node.element for node in graph.nodes.values()))
        for name in map(local, parent)
        if name and name not in _TAKEN
        and local(parent) not in SUB_PROCESSES
    )  # fmt: skip
    count.update(name for name in map(local, root) if name and name not in _ROOT_TAKEN)
    if count:
        names = ", ".join(f"{name} ({number})" for name, number in sorted(count.items()))
        yield Words(_("Bagian teknis BPMN tidak diambil: %(names)s."), names=names)


def _foreign(root: Element) -> Iterator[str]:
    """Fields of other tools, by tool."""
    found: dict[str, set[str]] = defaultdict(set)
    for parent in root.iter():
        if local(parent) or parent is root:
            for tag in (*parent.attrib, *(child.tag for child in parent)):
                space, _brace, name = tag.removeprefix("{").rpartition("}")
                if space and space not in _KNOWN_SPACES and not _is_drawing(space):
                    found[_tool(space)].add(name)
    for tool, names in sorted(found.items()):
        shown = ", ".join(sorted(names)[:_SHOWN])
        others = len(names) - _SHOWN
        more = Words(_(" dan %(count)s lainnya"), count=others) if others > 0 else ""
        yield Words(
            _("Isian khusus %(tool)s tidak diambil: %(shown)s%(more)s."),
            tool=tool,
            shown=shown,
            more=more,
        )


def _is_drawing(space: str) -> bool:
    return any(part in space.lower() for part in _DRAWING_SPACES)


def _tool(space: str) -> str:
    return next((tool for tool in _TOOLS if tool in space.lower()), space)


def _edited_words(document: SopDocument, rows: Iterable[Node]) -> Iterator[str]:
    """Our readable words are made from the norms; changed by hand they do not change these."""
    for step, node in zip(document.steps, rows, strict=True):
        if not node.own:
            continue
        ours = set(step_words(document, step).splitlines())
        for documentation in node.element.findall(f"{{{BPMN}}}documentation"):
            changed = [
                line
                for line in "".join(documentation.itertext()).splitlines()
                if line.strip() and line not in ours and not line.startswith(_NUMBERED)
            ]
            if changed:
                yield (
                    Words(
                        _(
                            "Dokumentasi langkah %(text)s diubah di luar Prima (%(line)s); "
                            "ubahlah mutu bakunya pada tabel."
                        ),
                        text=quoted(step.text),
                        line=quoted(changed[0]),
                    )
                )


# Lines with numbers of rows and names of lanes, which follow from the diagram.
_NUMBERED: Final = ("Langkah ", "Harus orang lain")


def _to_do(root: Element, graph: Graph) -> Iterator[str]:
    """What every file of another tool lacks, so that the author is not surprised."""
    if text_of(graph.process.find(f"{{{BPMN}}}documentation")):
        yield Words(_("Dokumentasi proses tidak diambil; isi bagian identitas pada tabel."))
    if root.find(f"{{{BPMNDI}}}BPMNDiagram") is not None:
        yield Words(_("Letak gambar tidak diambil; Prima menggambar sendiri dari tabel."))
    yield (
        Words(
            _(
                "Waktu setiap langkah dan jabatan pelaksana tidak ada di berkas ini. Isi "
                "mutu baku dan pelaksana pada tabel."
            )
        )
    )
