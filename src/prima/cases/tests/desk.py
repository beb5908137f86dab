"""People of the scene at their browsers, and what they type."""

from __future__ import annotations

from collections.abc import Mapping

from django.test import Client
from django.urls import reverse

from prima.cases.models import Case, WorkItem
from prima.cases.tests.scene import Scene, open_item


def at_desk(scene: Scene, name: str = "officer") -> Client:
    """Somebody of the scene, logged in."""
    client = Client()
    client.force_login(scene.staff[name].user)
    return client


def address(name: str, case: Case, **parts: object) -> str:
    """A page of a case."""
    return reverse(f"cases:{name}", kwargs={"number": case.number, **parts})


def finishing(case: Case, item: WorkItem | None = None) -> str:
    """Where the open row is finished."""
    return address("finished", case, item=(item or open_item(case)).pk)


def typed(of: Case | WorkItem, **fields: str) -> Mapping[str, str]:
    """The fields of a row (of a case: its open one) as the browser sends them."""
    pk = (of if isinstance(of, WorkItem) else open_item(of)).pk
    return {f"langkah{pk}-{name}": value for name, value in fields.items()}
