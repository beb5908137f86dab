"""The list of planted faults stays true while the code changes; the drill itself takes minutes."""

from pathlib import Path

import pytest

from tests.faults.planted import FAULTS, Fault

ROOT = Path(__file__).parents[2]
TABLE = ROOT / "docs" / "security-tests.md"


@pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: fault.name)
def test_a_planted_fault_still_fits_the_code_and_is_in_the_docs(fault: Fault) -> None:
    code = (ROOT / "src" / "prima" / fault.file).read_text("utf-8")
    file, _colons, test = fault.test.partition("::")

    assert code.count(fault.before) == 1
    assert fault.before != fault.after
    assert test in (ROOT / file).read_text("utf-8") if test else (ROOT / file).exists()
    assert fault.name in TABLE.read_text("utf-8")
