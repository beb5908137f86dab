"""What other tools draw beside a task: data objects are its papers, annotations its notes."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any
from xml.etree.ElementTree import Element

from prima.kernel.yaml_fields import LONGEST
from prima.sops.core.bpmn_graph import Graph, Node, local, text_of
from prima.sops.core.bpmn_names import BPMN

PAPERS = frozenset({"dataObject", "dataObjectReference", "dataStoreReference"})


@dataclass(slots=True)
class Papers:
    """What stands beside one task."""

    standard_input: list[str] = field(default_factory=list)
    output: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    def data(self) -> dict[str, Any]:
        """The same as fields of a row, each text once."""
        return {
            "standard_input": list(dict.fromkeys(self.standard_input)),
            "output": list(dict.fromkeys(self.output)),
            "note": ". ".join(dict.fromkeys(self.notes))[:LONGEST].strip(),
        }


def papers_of(graph: Graph) -> dict[Node, Papers]:
    """The papers of every activity."""
    words = _words(graph.process)
    found = {node: Papers() for node in graph.nodes.values() if node.is_activity}
    for node, papers in found.items():
        papers.standard_input = _ends(node.element, "dataInputAssociation", "sourceRef", words)
        papers.output = _ends(node.element, "dataOutputAssociation", "targetRef", words)
        papers.notes = [
            words
            for words in map(text_of, node.element.findall(f"{{{BPMN}}}documentation"))
            if words
        ]
    for association in graph.process.findall(f"{{{BPMN}}}association"):
        ends = [association.get(end, "").rpartition(":")[2] for end in ("sourceRef", "targetRef")]
        for one, other in (ends, ends[::-1]):
            beside = graph.nodes.get(one)
            if beside in found and other in words:
                found[beside].notes.append(words[other])
    return found


def _words(process: Element) -> dict[str, str]:
    """The words of papers and annotations by their id."""
    words = {}
    for element in process:
        kind = local(element)
        if kind in PAPERS:
            words[element.get("id", "")] = " ".join(element.get("name", "").split())
        elif kind == "textAnnotation":
            words[element.get("id", "")] = text_of(element.find(f"{{{BPMN}}}text"))
    return {id_: text[:LONGEST] for id_, text in words.items() if text}


def _ends(element: Element, association: str, end: str, words: dict[str, str]) -> list[str]:
    references = element.findall(f"{{{BPMN}}}{association}/{{{BPMN}}}{end}")
    return [words[id_] for id_ in map(text_of, references) if id_ in words]
