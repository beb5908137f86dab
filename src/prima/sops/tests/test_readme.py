"""The diagram of drafts in the README is the table of acts."""

import os
import re
from pathlib import Path

from prima.sops.rules import ACTS, MOVES, DraftState

README = Path(__file__).parents[1] / "README.md"
BLOCK = re.compile(r"```mermaid\n(flowchart.*?)```", re.DOTALL)


def diagram() -> str:
    lines = ["flowchart LR"]
    for (before, act), move in ACTS.items():
        who = " or ".join(name.removesuffix("_sops") for name in move.permissions)
        marks = "*" * move.by_others + "!" * move.needs_reason
        lines.append(f'    {before.value} -- "{act.value}{marks} ({who})" --> {move.after.value}')
    return "\n".join(lines) + "\n"


def test_the_diagram_in_the_readme_is_current() -> None:
    text = README.read_text("utf-8")
    if os.environ.get("WRITE_DIAGRAM"):
        text = BLOCK.sub(f"```mermaid\n{diagram()}```", text)
        README.write_text(text, "utf-8")

    found = BLOCK.search(text)

    assert found is not None
    assert found.group(1) == diagram()


def test_every_state_can_be_left_but_the_two_that_are_over() -> None:
    over = {state for state in DraftState if not MOVES[state]}

    assert over == {DraftState.PUBLISHED, DraftState.DROPPED}


def test_whoever_judges_is_somebody_else_and_whoever_refuses_says_why() -> None:
    for (_before, act), move in ACTS.items():
        assert move.by_others is (act in {"review", "return", "verify", "approve", "publish"})
        assert move.needs_reason is (act in {"return", "drop"})
