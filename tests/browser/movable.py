"""A procedure of the town that got a new version while cases run, for the page that says so."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Final

from prima.kernel.actors import SYSTEM
from prima.sops import actions
from prima.sops.core import Norm, SopDocument, Step
from prima.sops.core.writing import sop_file
from prima.sops.models import SopVersion
from prima.sops.tests.places import small_catalogue

if TYPE_CHECKING:
    from tests.browser.town import Town

SERVICE: Final = "surat-keterangan-status-nikah"


def renew(town: Town) -> dict[str, str]:
    """Three cases at the first row of the office and one a row further, then a row between."""
    at = town.working_moment(1)
    for number in range(3):
        town.walk(town.open(f"movable-{number}", at, service=SERVICE), 1, at)
    town.walk(town.open("stuck", at, service=SERVICE), 2, at)
    known = SopVersion.objects.get(sop__service__key=SERVICE)
    with TemporaryDirectory() as name:
        folder = small_catalogue(Path(name), SERVICE)
        text = sop_file(_with_a_row_more(known.document))
        (folder / "sops" / f"{SERVICE}.yaml").write_text(text, "utf-8")
        actions.load_sops(folder, office=town.offices["kemenag"], by=SYSTEM, at=town.now)
    newest = SopVersion.objects.filter(sop__service__key=SERVICE).latest("number")
    return {"renewed": str(newest.pk)}


def _with_a_row_more(document: SopDocument) -> SopDocument:
    first, second, third, *others = document.steps
    new = Step(
        "compare", "Mencocokkan status pemohon dengan data kependudukan", second.actors, "process",
        Norm(5, "working_minute"), ("Formulir",), ("Status cocok",),
    )  # fmt: skip
    return replace(document, steps=(first, second, new, third, *others))
