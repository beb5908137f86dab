"""Procedures of the town on their way: one planned, one in review, one that waits for the head."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta

from prima.kernel.actors import SYSTEM, Actor
from prima.offices import public as offices
from prima.offices.public import Office, StaffMember
from prima.sops import actions
from prima.sops.actions import Signature
from prima.sops.core import Norm, SopDocument, Step
from prima.sops.models import SopDraft, SopVersion
from prima.standards.public import Service
from tests.browser.code_app import give_code_app

# (name, role); each does one thing for the procedures of the district. The verifier is there.
PEOPLE = {
    "writer": ("Iis Nurhayati", "author"),
    "reviewer": ("Agus Permana", "reviewer"),
    "chief": ("Drs. H. Lukman Ramdani, M.Ag.", "head"),
}


def walk_sops(
    staff: dict[str, StaffMember], office: Office, password: str, now: datetime
) -> dict[str, str]:
    """Hire the people and bring three procedures to three states; their numbers by name."""
    for key, (name, role) in PEOPLE.items():
        staff[key] = offices.add_staff(
            office=office, email=f"{key}@kantor.example", name=name, honorific="bapak",
            password=password, by=SYSTEM, at=now - timedelta(days=30),
        )  # fmt: skip
        on = (now - timedelta(days=30)).date()
        offices.assign_role(staff[key], role=role, office=office, starts_on=on, by=SYSTEM, at=now)
        give_code_app(staff[key], now)

    def actor(key: str) -> Actor:
        return offices.actor_for(staff[key].user, now)

    planned = _plan("taukil-wali", office, actor("writer"), now)
    handed_in = _written("daftar-nikah", office, actor("writer"), now)
    actions.submit(handed_in, by=actor("writer"), at=now)
    _say(handed_in, actor("reviewer"), now)
    verified = _written("duplikat-buku-nikah", office, actor("writer"), now)
    actions.submit(verified, by=actor("writer"), at=now)
    actions.review(verified, by=actor("reviewer"), at=now)
    actions.verify(verified, by=actor("verifier"), at=now)
    in_force = SopVersion.objects.filter(sop__office=office).latest("pk")
    to_read = _published("bimbingan-perkawinan", office, actor, now)
    drafts = {"to_read": to_read, "planned": planned, "handed_in": handed_in, "verified": verified}
    return {name: str(one.pk) for name, one in drafts.items()} | {"in_force": str(in_force.pk)}


def _published(
    service: str, office: Office, actor: Callable[[str], Actor], at: datetime
) -> SopVersion:
    """A version that begins in five days; nobody has read it."""
    draft = _written(service, office, actor("writer"), at)
    draft = actions.submit(draft, by=actor("writer"), at=at)
    draft = actions.review(draft, by=actor("reviewer"), at=at)
    draft = actions.verify(draft, by=actor("verifier"), at=at)
    signature = Signature(
        "SOP-05/KK/2026", "Kepala Kantor", PEOPLE["chief"][0], at.date(),
        at.date() + timedelta(days=5), "",
    )  # fmt: skip
    draft = actions.approve(draft, signature, by=actor("chief"), at=at)
    return actions.publish(draft, by=actor("chief"), at=at)


def _plan(service: str, office: Office, by: Actor, at: datetime) -> SopDraft:
    return actions.plan_draft(
        Service.objects.get(key=service), office, by=by, at=at,
        purpose="PMA 20 Tahun 2019 dicabut; dasar dan urutannya mengikuti PMA 30 Tahun 2024.",
        planned_for=at.date() + timedelta(days=30),
    )  # fmt: skip


def _written(service: str, office: Office, by: Actor, at: datetime) -> SopDraft:
    draft = actions.start_draft(_plan(service, office, by, at), by=by, at=at)
    return actions.save_draft(
        draft, _changed(draft.document), revision=draft.revision, by=by, at=at
    )


def _changed(document: SopDocument) -> SopDocument:
    """A row reworded, one put in and one taken out of its place."""
    first, second, *others = document.steps
    reworded = replace(second, text=f"{second.text} bersama pemohon di loket")
    new = Step(
        "explain", "Menjelaskan hak dan kewajiban pemohon", (others[0].actors[0],), "process",
        Norm(1, "working_minute"), ("Formulir",), ("Pemohon paham",),
    )  # fmt: skip
    return replace(document, steps=(first, reworded, new, *others))


def _say(draft: SopDraft, by: Actor, at: datetime) -> None:
    second = draft.document.steps[1].key
    actions.add_comment(
        draft, "Apakah pemohon harus menunggu di loket?", step_key=second, by=by, at=at
    )
    actions.add_comment(draft, "Dasar hukumnya sudah tepat.", by=by, at=at)
