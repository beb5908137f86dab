"""A procedure is replaced while cases run: each case ends as it began."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from prima.cases.models import Case
from prima.cases.tests import scene as stage
from prima.cases.tests.scene import SHORT, Scene
from prima.kernel.actors import SYSTEM
from prima.sops import public as sops
from tests.journeys.citizen import Citizen
from tests.journeys.conftest import Watch

pytestmark = pytest.mark.django_db

OLD_WORDS = "Mengecap fotokopi dan mencatat nomor dalam buku legalisasi"
NEW_WORDS = "Mencatat nomor dalam buku legalisasi digital, lalu mengecap"


def replace_procedure(scene: Scene, folder: Path, watch: Watch) -> None:
    """The district sets a version in which one row says something else, in force from tomorrow."""
    path = folder / "sops" / f"{SHORT}.yaml"
    tomorrow = (watch.now + timedelta(days=1)).date()
    text = path.read_text("utf-8").replace(OLD_WORDS, NEW_WORDS)
    text = text.replace("identity:\n", f'identity:\n  effective_on: "{tomorrow}"\n')
    path.write_text(text, "utf-8")
    district = scene.office.parent
    assert district is not None
    sops.load_sops(folder, office=district, by=SYSTEM, at=watch.now)


@pytest.fixture
def before(scene: Scene, watch: Watch, citizen: Citizen) -> Citizen:
    """A case that was open when the procedure was replaced; now it is the day after."""
    citizen.apply(SHORT)
    replace_procedure(scene, stage.catalogue(), watch)
    watch.later(days=1)
    return citizen


def version_of(citizen: Citizen) -> int:
    number: int = Case.objects.get(number=citizen.number).sop_version.number
    return number


def test_a_running_case_keeps_its_version_and_a_new_one_gets_the_new(
    scene: Scene, watch: Watch, before: Citizen
) -> None:
    after = Citizen(type(before.browser)())
    after.apply(SHORT)

    assert (version_of(before), version_of(after)) == (1, 2)
    assert NEW_WORDS not in before.track()
    assert NEW_WORDS in after.track()


def test_a_running_case_still_ends_along_its_own_version(
    scene: Scene, watch: Watch, before: Citizen
) -> None:
    case = stage.walk_to_end(scene, Case.objects.get(number=before.number), at=watch.now)

    assert case.status == "completed"
    assert version_of(before) == 1


def test_the_public_page_shows_the_procedure_in_force(
    scene: Scene, watch: Watch, before: Citizen
) -> None:
    version = sops.version_in_force(scene.service(), scene.office, watch.now.date())

    assert version is not None
    assert version.number == 2
    assert version.document.step("stamp").text == NEW_WORDS
