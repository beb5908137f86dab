"""No change of the key file stays unknown to the journal, wherever it is cut off."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connections

from conftest import Database
from prima.kernel import journal, rotation
from prima.kernel.crypto import key_file, keys
from prima.kernel.journal.models import JournalEntry
from prima.kernel.rotation import changing
from prima.kernel.rotation.models import KeyChangeKind
from prima.kernel.tests.support import AT

LATER = AT + timedelta(hours=1)
SEALED = rotation.Count(values=Counter({"k1": 2}))


class CutOffError(Exception):
    """Stands for a power cut."""


@pytest.fixture(autouse=True)
def _database(own_database: Database, own_places: Path) -> Iterator[None]:
    rotation.add_key()
    rotation.activate_key(at=AT)
    yield
    connections["owner"].close()


def activate() -> None:
    rotation.add_key()
    rotation.activate_key(at=LATER)


def retire() -> None:
    rotation.retire_emptied(rotation.count(), at=LATER)


def renew_signing_key() -> None:
    rotation.renew_signing_key(at=LATER)


def lose() -> None:
    Path(settings.PRIMA_KEYS_FILE).rename(elsewhere())
    rotation.begin_after_loss(SEALED, [], at=LATER)


def find() -> None:
    kept = Path(settings.PRIMA_KEYS_FILE).rename(elsewhere())
    keys.create_key_file(settings.PRIMA_KEYS_FILE, first="k3", lost=["k1", "k2"])
    rotation.take_back(kept, at=LATER)


def elsewhere() -> Path:
    return Path(settings.PRIMA_KEYS_FILE).with_name("old.json")


CHANGES: dict[Callable[[], None], list[tuple[str, str]]] = {
    activate: [("k3", "activated")],
    retire: [("k1", "retired")],
    renew_signing_key: [("k2", "signing")],
    lose: [("k1", "lost"), ("k2", "activated")],
    find: [("k1", "found"), ("k2", "found")],
}


def recorded() -> list[tuple[str, str]]:
    """The changes of LATER, each of which must stand in the journal once."""
    changes = rotation.KeyChange.objects.filter(happened_at=LATER).order_by("pk")
    for change in changes:
        entries = JournalEntry.objects.filter(about_type="kernel.keychange", about_id=change.pk)
        assert [one.what for one in entries] == [f"key.{change.kind}"]
    return [(one.key_id, one.kind) for one in changes]


@pytest.mark.parametrize("change", CHANGES)
@pytest.mark.parametrize(("module", "cut_at"), [(changing, "_record"), (key_file, "forget_notes")])
def test_a_change_that_was_cut_off_is_recorded_once(
    change: Callable[[], None],
    module: object,
    cut_at: str,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def cut_off(*_given: object) -> None:
        raise CutOffError

    with monkeypatch.context() as patched:
        patched.setattr(module, cut_at, cut_off)
        with pytest.raises(CutOffError):
            change()

    for _again in range(2):
        with rotation.alone():
            assert recorded() == CHANGES[change]
    assert keys.read_ring(Path(settings.PRIMA_KEYS_FILE)).unrecorded == ()
    assert journal.verify().is_whole


@pytest.mark.parametrize("change", CHANGES)
def test_a_change_that_went_through_leaves_no_note(change: Callable[[], None]) -> None:
    change()

    assert recorded() == CHANGES[change]
    assert keys.read_ring(Path(settings.PRIMA_KEYS_FILE)).unrecorded == ()


def test_every_note_of_the_key_file_is_a_kind_the_journal_knows() -> None:
    noted = {kind for kinds in CHANGES.values() for _key, kind in kinds}

    assert noted == set(KeyChangeKind.values)
