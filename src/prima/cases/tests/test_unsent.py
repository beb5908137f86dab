"""Files of a form that was refused: found again by its own key, forgotten after a day."""

from __future__ import annotations

from datetime import timedelta

import pytest

from prima.cases import actions
from prima.cases.models import UnsentFile
from prima.cases.tests.scene import NOW, Scene, key
from prima.cases.tests.uploads import png
from prima.kernel.actors import CITIZEN, SYSTEM
from prima.kernel.errors import NotAllowed
from prima.kernel.files import StoredFile


def test_a_kept_file_comes_back_with_its_form_only(scene: Scene) -> None:
    ours, others = key(), key()

    actions.keep_unsent(ours, {"ktp": [png()]}, at=NOW)

    assert list(actions.kept_names(ours)) == ["ktp"]
    assert list(actions.kept_uploads(ours)) == ["ktp"]
    assert actions.kept_names(others) == {}


@pytest.mark.parametrize("typed", ["", "a", "pendek"])
def test_a_form_without_a_key_of_its_own_shares_no_files(scene: Scene, typed: str) -> None:
    actions.keep_unsent(typed, {"ktp": [png()]}, at=NOW)

    assert actions.kept_names(typed) == {}
    assert actions.kept_uploads(typed) == {}
    assert not UnsentFile.objects.exists()


def test_files_of_forms_that_were_never_sent_are_forgotten_after_a_day(scene: Scene) -> None:
    old, young = key(), key()
    actions.keep_unsent(old, {"ktp": [png()]}, at=NOW)
    actions.keep_unsent(young, {"ktp": [png()]}, at=NOW + timedelta(hours=2))
    day_later = NOW + actions.UNSENT_KEPT_FOR + timedelta(hours=1)

    for actor in (scene.head, CITIZEN):
        with pytest.raises(NotAllowed):
            actions.drop_unsent(by=actor, at=day_later)
    assert actions.drop_unsent(by=SYSTEM, at=day_later) == 1

    assert actions.kept_names(old) == {}
    assert list(actions.kept_names(young)) == ["ktp"]
    assert StoredFile.objects.count() == 1
