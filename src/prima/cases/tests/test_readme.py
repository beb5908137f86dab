"""The state diagram in the README is the table of moves."""

import os
import re
from pathlib import Path

from prima.cases.rules import MOVES, CaseStatus

README = Path(__file__).parents[1] / "README.md"
BLOCK = re.compile(r"```mermaid\n(.*?)```", re.DOTALL)


def diagram() -> str:
    lines = ["flowchart LR"]
    for current in CaseStatus:
        targets = [target.value for target in CaseStatus if target in MOVES[current]]
        if targets:
            lines.append(f"    {current.value} --> {' & '.join(targets)}")
    return "\n".join(lines) + "\n"


def test_the_diagram_in_the_readme_is_current() -> None:
    text = README.read_text("utf-8")
    if os.environ.get("WRITE_DIAGRAM"):
        text = BLOCK.sub(f"```mermaid\n{diagram()}```", text)
        README.write_text(text, "utf-8")

    found = BLOCK.search(text)

    assert found is not None
    assert found.group(1) == diagram()
