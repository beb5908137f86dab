"""A case whose values no longer open: its pages go on, and nothing is thrown away."""

from pathlib import Path

import pytest
from django.conf import settings as site
from pytest_django import Settings

from prima.cases.actions import OpenedCase, add_file
from prima.cases.models import Case
from prima.cases.tests import scene as stage
from prima.cases.tests.desk import address, at_desk
from prima.cases.tests.scene import Scene
from prima.cases.tests.uploads import png
from prima.kernel import clock
from prima.kernel.actors import CITIZEN
from prima.kernel.crypto import keys

pytestmark = pytest.mark.django_db


@pytest.fixture
def opened(scene: Scene) -> OpenedCase:
    """A case with a telephone and a paper, from before the loss."""
    found = stage.open_online(scene, office=scene.office, at=clock.now())
    add_file(found.case, png(), by=CITIZEN, at=clock.now())
    return found


@pytest.fixture
def lost(opened: OpenedCase, settings: Settings, tmp_path: Path) -> None:
    """The key file is gone, and the operator went on with a new one."""
    settings.PRIMA_KEYS_FILE = tmp_path / "keys.json"
    keys.create_key_file(settings.PRIMA_KEYS_FILE, first="k2", lost=["k1"])


@pytest.mark.usefixtures("lost")
def test_the_office_sees_what_is_lost_and_everything_else(
    scene: Scene, opened: OpenedCase
) -> None:
    desk = at_desk(scene)

    page = desk.get(address("case", opened.case))
    paper = desk.get(address("file", opened.case, pk=opened.case.files.get().pk))

    assert page.status_code == 200
    assert "(tidak dapat dibuka)" in page.text
    assert opened.case.applicant_name in page.text
    assert paper.status_code == 410
    assert "kuncinya hilang" in paper.text


@pytest.mark.usefixtures("lost")
def test_saving_a_case_destroys_nothing_and_a_new_one_is_sealed_with_the_new_key(
    scene: Scene, opened: OpenedCase, settings: Settings
) -> None:
    case = Case.objects.get(pk=opened.case.pk)
    case.save()
    fresh = stage.open_online(scene, office=scene.office, at=clock.now())

    assert Case.objects.get(pk=fresh.case.pk).applicant_phone == opened.case.applicant_phone
    settings.PRIMA_KEYS_FILE = site.DATA_DIR / "keys.json"  # found again
    assert Case.objects.get(pk=case.pk).applicant_phone == opened.case.applicant_phone


def test_a_ring_without_the_key_is_said_in_words(
    scene: Scene, opened: OpenedCase, settings: Settings, tmp_path: Path
) -> None:
    settings.PRIMA_KEYS_FILE = tmp_path / "keys.json"
    keys.create_key_file(settings.PRIMA_KEYS_FILE, first="k2")

    page = at_desk(scene).get(address("case", opened.case))

    assert page.status_code == 500
    assert "sedang tidak dapat dibuka" in page.text
