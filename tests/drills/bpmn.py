"""Every procedure as BPMN 2.0, read by others: the OMG's schema, bpmn-moddle and bpmnlint.

The last two are what most drawing tools on the web are built on. They need Node (20 or newer) and
what `tests/bpmn/package-lock.json` names; `make drill-bpmn` installs it there.
"""

import json
import shutil
import subprocess
from pathlib import Path
from typing import Any

from prima.sops.core.bpmn_reading import read_bpmn
from prima.sops.core.bpmn_writing import write_bpmn
from prima.sops.tests.bpmn_files import (
    KEYS,
    faults,
    from_catalogue,
    grouped_procedure,
    long_procedure,
)
from tests.drills.report import Report

CHECK = Path(__file__).parents[1] / "bpmn"


def run(folder: Path) -> int:
    """The whole drill."""
    report = Report("bpmn")
    documents = {key: from_catalogue(key) for key in KEYS}
    documents |= {f"panjang-{steps}": long_procedure(steps) for steps in (2, 30, 200)}
    documents["urutan-bebas"] = grouped_procedure()
    files = {}
    invalid: dict[str, list[str]] = {}
    different = []
    for name, document in documents.items():
        content = write_bpmn(document)
        files[name] = folder / f"{name}.bpmn"
        files[name].write_bytes(content)
        invalid |= {name: found} if (found := faults(content)) else {}
        back = read_bpmn(content)
        if back.document != document or back.left_out:
            different.append(name)
    report.figures["files"] = len(files)
    report.figures["bytes"] = sum(path.stat().st_size for path in files.values())
    report.check("every file keeps the OMG's schema", not invalid, invalid)
    report.check("every file comes back as the same procedure", not different, different)
    _others(report, files)
    return report.finish()


def _others(report: Report, files: dict[str, Path]) -> None:
    """What the libraries of other tools say."""
    node = shutil.which("node")
    if node is None or not (CHECK / "node_modules").is_dir():
        report.check("bpmn-moddle and bpmnlint were asked", False, "Node or its packages missing")
        return
    command = [node, str(CHECK / "check.mjs"), *map(str, files.values())]
    answer = subprocess.run(command, capture_output=True, text=True, check=False, timeout=300)
    report.check("bpmn-moddle and bpmnlint were asked", answer.returncode == 0, answer.stderr)
    found: dict[str, dict[str, Any]] = json.loads(answer.stdout or "{}")
    warnings = {name: one["warnings"] for name, one in found.items() if one["warnings"]}
    problems = {name: one["problems"] for name, one in found.items() if one["problems"]}
    report.figures["read"] = len(found)
    report.check("they read every file", len(found) == len(files), len(found))
    report.check("bpmn-moddle warns of nothing", not warnings, warnings)
    report.check("bpmnlint finds nothing", not problems, problems)
