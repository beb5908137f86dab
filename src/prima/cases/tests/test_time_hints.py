"""What a row really took, offered to the author beside its norm."""

from __future__ import annotations

from datetime import timedelta
from html import unescape
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from prima.cases.actions import bulk
from prima.cases.models import Case
from prima.cases.tests.scene import NOW, Scene, finish, open_at_counter
from prima.kernel import clock
from prima.kernel.actors import SYSTEM
from prima.offices.public import actor_for, add_staff, assign_role
from prima.sops.actions import plan_draft, start_draft
from prima.sops.models import SopDraft

pytestmark = pytest.mark.django_db


def _walked(scene: Scene) -> Case:
    """A case each of whose rows took 23 minutes."""
    case, at = open_at_counter(scene), NOW
    while case.items.open().exists():
        at += timedelta(minutes=23)
        case = finish(scene, case, at=at)
    return case


def _author(scene: Scene) -> tuple[Client, SopDraft]:
    above = scene.office.parent
    assert above is not None
    staff = add_staff(
        office=above, email="tulis@contoh.example", name="Tulis", honorific="ibu",
        by=SYSTEM, at=NOW,
    )  # fmt: skip
    assign_role(staff, role="author", office=above, starts_on=NOW.date(), by=SYSTEM, at=NOW)
    by = actor_for(staff.user, NOW)
    planned = plan_draft(scene.service(), above, purpose="Waktu diukur", by=by, at=NOW)
    client = Client()
    client.force_login(staff.user)
    return client, start_draft(planned, by=by, at=NOW)


def _url(draft: SopDraft, key: str = "stamp") -> str:
    return reverse("sops:draft_row", kwargs={"pk": draft.pk, "key": key})


def _typed(page: Any) -> dict[str, Any]:
    """What a browser sends of the form as it was shown."""
    form = page.context["editor"].form
    values = {name: form[name].value() for name in form.fields}
    given = {name: value for name, value in values.items() if value}
    given = {n: "\n".join(v) if isinstance(v, tuple) else v for n, v in given.items()}
    return {"text": "", "seen": page.context["editor"].seen} | given


def test_one_press_fills_what_nine_of_ten_cases_took(
    scene: Scene, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(clock, "now", lambda: NOW + timedelta(days=1))
    pattern = _walked(scene)
    client, draft = _author(scene)

    few = unescape(client.get(_url(draft)).content.decode())
    bulk.copy_ended_case(pattern, 11, past_weeks=8)
    page = client.get(_url(draft))
    sent = client.post(_url(draft), _typed(page) | {"note": "Cap basah", "go": "isi-waktu"})

    assert "Kenyataan" not in few
    said = unescape(page.content.decode())
    assert "12 berkas: separuh dalam 25 menit, 9 dari 10 dalam 25 menit" in said
    assert "Isi 25 menit" in said
    assert sent.status_code == 302
    row = SopDraft.objects.get(pk=draft.pk).document.step("stamp")
    assert (row.norm.amount, row.norm.unit, row.note) == (25, "working_minute", "Cap basah")
    # Nothing is offered once the norm is near, nor for a row of the applicant.
    assert "Kenyataan" not in client.get(_url(draft)).content.decode()
    assert "Kenyataan" not in client.get(_url(draft, "submit")).content.decode()
