"""Who may do a row now: stand-ins, the scope of deeds, strategic rows, and four eyes above all."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from prima.cases import actions, queries
from prima.cases.actions import Finish
from prima.cases.models import Case, WorkItem
from prima.cases.tests.scene import (
    APPLICANT,
    LONG,
    NOW,
    SHORT,
    Scene,
    open_at_counter,
    open_item,
    renew_procedure,
    walk_to,
)
from prima.kernel import clock
from prima.kernel.actors import SYSTEM
from prima.kernel.errors import NotAllowed
from prima.kernel.models import JournalEntry
from prima.offices import actions as offices
from prima.offices.actions import Deed
from prima.offices.public import Appointment, cover_gaps

pytestmark = pytest.mark.django_db
TODAY = NOW.date()
LATER = NOW + timedelta(hours=1)
DEED = Deed("SP-7/2026", TODAY, "Kepala Kantor")
LAST = TODAY + timedelta(days=5)
STAND_INS = ("acting_temporary", "acting_vacant", "delegation")


def headship(scene: Scene) -> Appointment:
    return Appointment.objects.get(staff=scene.staff["head"], position__duty="unit_head")


def let(scene: Scene, who: str, kind: str, scope: tuple[str, ...] = ()) -> Appointment:
    """Let somebody act as head of the KUA from today, in one of the three ways."""
    own = headship(scene)
    if kind == "acting_temporary":
        offices.record_absence(
            scene.staff["head"], starts_on=TODAY, ends_on=LAST, reason="leave", by=SYSTEM, at=NOW
        )
    if kind == "acting_vacant":
        yesterday = TODAY - timedelta(days=1)
        offices.end_appointment(own, ends_on=yesterday, by=SYSTEM, at=NOW)
    return offices.appoint(
        own.position,
        scene.staff[who],
        kind=kind,
        starts_on=TODAY,
        ends_on=LAST,
        stands_in_for=None if kind == "acting_vacant" else own,
        deed=DEED,
        scope=scope,
        by=SYSTEM,
        at=NOW,
    )


def make_strategic(scene: Scene, step: str = "sign") -> None:
    def change(sop: Any) -> None:
        next(row for row in sop["steps"] if row["key"] == step)["strategic"] = True

    renew_procedure(scene, LONG, change)


def sign(scene: Scene, case: Case, who: str, at: datetime = LATER) -> WorkItem:
    return actions.finish_step(open_item(case), Finish(), by=scene.actor(who, at), at=at)


@pytest.mark.parametrize("kind", STAND_INS)
def test_who_stands_in_signs_and_the_row_says_under_which_deed(scene: Scene, kind: str) -> None:
    case = walk_to(scene, open_at_counter(scene, service=LONG), "sign")
    with pytest.raises(NotAllowed, match="petugas lain"):
        sign(scene, case, "colleague")
    made = let(scene, "colleague", kind)

    item = sign(scene, case, "colleague")

    assert (item.appointment_id, item.position_id) == (made.pk, made.position_id)
    assert item.done_by_id == scene.staff["colleague"].user_id
    entry = JournalEntry.objects.filter(what="case.step_finished").latest("pk")
    assert entry.payload["appointment_id"] == made.pk
    assert entry.position_id == made.position_id


def test_the_holder_acts_under_their_own_appointment_also_on_a_day_of_leave(scene: Scene) -> None:
    case = walk_to(scene, open_at_counter(scene, service=LONG), "sign")
    let(scene, "colleague", "acting_temporary")

    assert sign(scene, case, "head").appointment_id == headship(scene).pk


def test_the_list_of_work_follows_the_appointment_and_nothing_is_given_back(scene: Scene) -> None:
    case = walk_to(scene, open_at_counter(scene, service=LONG), "sign")
    plh = let(scene, "supervisor", "acting_temporary")

    def listed(who: str, at: datetime = LATER) -> list[str]:
        return [line.number for line in queries.my_work(scene.actor(who, at), at)]

    assert listed("supervisor") == listed("head") == [case.number]
    assert queries.my_work(scene.actor("supervisor"), LATER)[0].authority.kind == plh.kind
    assert listed("supervisor", NOW + timedelta(days=6)) == []
    assert listed("head", NOW + timedelta(days=6)) == [case.number]


def test_the_act_is_refused_in_the_very_moment_after_the_end(scene: Scene) -> None:
    case = walk_to(scene, open_at_counter(scene, service=LONG), "sign")
    plh = let(scene, "colleague", "acting_temporary")
    noon = NOW + timedelta(hours=3)
    seen_before = scene.actor("colleague", noon - timedelta(seconds=1))
    offices.end_appointment(plh, ends_on=TODAY, at_once=True, by=SYSTEM, at=noon)

    with pytest.raises(NotAllowed, match="petugas lain"):
        actions.finish_step(open_item(case), Finish(), by=seen_before, at=noon)

    before = noon - timedelta(microseconds=1)
    assert actions.finish_step(open_item(case), Finish(), by=seen_before, at=before).recorded_at


def test_a_last_day_ends_at_the_midnight_of_the_office(scene: Scene) -> None:
    scene.office.time_zone = "Asia/Makassar"
    scene.office.save(update_fields=["time_zone"])
    case = walk_to(scene, open_at_counter(scene, service=LONG), "sign")
    let(scene, "colleague", "acting_temporary")
    actor = scene.actor("colleague")
    midnight = datetime.fromisoformat(f"{LAST + timedelta(days=1)}T00:00:00+08:00")

    with pytest.raises(NotAllowed, match="petugas lain"):
        actions.finish_step(open_item(case), Finish(), by=actor, at=midnight)

    last_moment = midnight - timedelta(microseconds=1)
    assert actions.finish_step(open_item(case), Finish(), by=actor, at=last_moment).recorded_at


@pytest.mark.parametrize("scope", [(), (LONG,), (f"{LONG}:sign",)])
def test_a_strategic_row_is_shut_to_plh_and_plt_whatever_their_letter_says(
    scene: Scene, scope: tuple[str, ...]
) -> None:
    make_strategic(scene)
    case = walk_to(scene, open_at_counter(scene, service=LONG), "sign")
    let(scene, "colleague", "acting_temporary", scope)

    with pytest.raises(NotAllowed, match="tidak dapat diputus oleh Plh"):
        sign(scene, case, "colleague")

    assert queries.my_work(scene.actor("colleague", LATER), LATER) == []
    sign(scene, case, "head")


def test_a_strategic_row_in_a_vacancy_waits_for_the_new_holder(scene: Scene) -> None:
    make_strategic(scene)
    case = walk_to(scene, open_at_counter(scene, service=LONG), "sign")
    plt = let(scene, "colleague", "acting_vacant")

    with pytest.raises(NotAllowed, match="Yang berwenang: Kepala KUA definitif"):
        sign(scene, case, "colleague")

    offices.end_appointment(plt, ends_on=TODAY, at_once=True, by=SYSTEM, at=NOW)
    offices.appoint(plt.position, scene.staff["supervisor"], starts_on=TODAY, by=SYSTEM, at=NOW)
    sign(scene, case, "supervisor")


@pytest.mark.parametrize(
    ("scope", "allowed"), [((), False), ((LONG,), False), ((f"{LONG}:sign",), True)]
)
def test_a_delegate_decides_a_strategic_row_only_if_the_letter_names_it(
    scene: Scene, scope: tuple[str, ...], *, allowed: bool
) -> None:
    make_strategic(scene)
    case = walk_to(scene, open_at_counter(scene, service=LONG), "sign")
    let(scene, "colleague", "delegation", scope)

    if allowed:
        assert sign(scene, case, "colleague").recorded_at
    else:
        with pytest.raises(NotAllowed, match="menyebut langkah ini"):
            sign(scene, case, "colleague")


def test_a_letter_reaches_its_services_only(scene: Scene) -> None:
    case = walk_to(scene, open_at_counter(scene, service=LONG), "sign")
    made = let(scene, "supervisor", "acting_temporary", (SHORT,))

    with pytest.raises(NotAllowed, match="tidak mencakup langkah"):
        sign(scene, case, "supervisor")
    assert queries.my_work(scene.actor("supervisor", LATER), LATER) == []

    offices.end_appointment(made, ends_on=TODAY, at_once=True, by=SYSTEM, at=NOW)
    offices.appoint(
        made.position, scene.staff["supervisor"], kind="acting_temporary", starts_on=TODAY,
        ends_on=LAST, stands_in_for=made.stands_in_for, deed=DEED, scope=(f"{LONG}:sign",),
        by=SYSTEM, at=NOW,
    )  # fmt: skip
    assert [x.number for x in queries.my_work(scene.actor("supervisor", LATER), LATER)] == [
        case.number
    ]
    sign(scene, case, "supervisor")


def differ(scene: Scene) -> None:
    """The head's signature must be another person's than the writer's."""

    def change(sop: Any) -> None:
        next(row for row in sop["steps"] if row["key"] == "sign")["must_differ_from"] = ["write"]

    renew_procedure(scene, LONG, change)


@pytest.mark.parametrize("kind", STAND_INS)
def test_nobody_checks_their_own_work_by_standing_in_for_the_checker(
    scene: Scene, kind: str
) -> None:
    differ(scene)
    case = walk_to(scene, open_at_counter(scene, service=LONG), "sign")
    assert case.items.get(step_key="write").done_by_id == scene.staff["officer"].user_id
    made = let(scene, "officer", kind)

    with pytest.raises(NotAllowed, match="dikerjakan orang lain"):
        sign(scene, case, "officer")
    page = queries.case_page(scene.actor("officer", LATER), case.number, LATER)
    assert page is not None
    (turn,) = queries.turns(scene.actor("officer", LATER), page)
    assert "orang lain" in turn.obstacle

    offices.end_appointment(made, ends_on=TODAY, at_once=True, by=SYSTEM, at=NOW)
    offices.appoint(
        made.position, scene.staff["colleague"], kind=kind, starts_on=TODAY, ends_on=LAST,
        stands_in_for=made.stands_in_for, deed=DEED, by=SYSTEM, at=NOW,
    )  # fmt: skip
    sign(scene, case, "colleague")


def test_who_did_the_first_row_as_a_stand_in_does_not_check_it_in_their_own_position(
    scene: Scene,
) -> None:
    """The head writes while standing in at the counter, and may then not sign."""
    differ(scene)
    case = walk_to(scene, open_at_counter(scene, service=LONG), "write")
    counter = Appointment.objects.get(staff=scene.staff["officer"])
    offices.record_absence(
        scene.staff["officer"], starts_on=TODAY, ends_on=LAST, reason="leave", by=SYSTEM, at=NOW
    )
    offices.appoint(
        counter.position, scene.staff["head"], kind="acting_temporary", starts_on=TODAY,
        ends_on=LAST, stands_in_for=counter, deed=DEED, by=SYSTEM, at=NOW,
    )  # fmt: skip
    actions.finish_step(open_item(case), Finish(product_number="S-1"), by=scene.head, at=NOW)
    case = walk_to(scene, case, "sign")

    with pytest.raises(NotAllowed, match="dikerjakan orang lain"):
        sign(scene, case, "head")


@pytest.mark.parametrize("kind", STAND_INS)
def test_nobody_decides_their_own_application_by_standing_in(scene: Scene, kind: str) -> None:
    own = replace(APPLICANT, staff_id=scene.staff["supervisor"].pk)
    case = walk_to(scene, open_at_counter(scene, service=LONG, applicant=own), "sign")
    made = let(scene, "supervisor", kind)

    with pytest.raises(NotAllowed, match="permohonan Anda sendiri"):
        sign(scene, case, "supervisor")

    offices.end_appointment(made, ends_on=TODAY, at_once=True, by=SYSTEM, at=NOW)
    offices.appoint(
        made.position, scene.staff["colleague"], kind=kind, starts_on=TODAY, ends_on=LAST,
        stands_in_for=made.stands_in_for, deed=DEED, by=SYSTEM, at=NOW,
    )  # fmt: skip
    sign(scene, case, "colleague")


def test_somebody_of_another_office_stands_in_and_is_a_stranger_again_afterwards(
    scene: Scene,
) -> None:
    case = walk_to(scene, open_at_counter(scene, service=LONG), "sign")
    assert queries.case_page(scene.stranger, case.number, LATER) is None
    let(scene, "stranger", "acting_temporary")

    assert queries.case_page(scene.actor("stranger", LATER), case.number, LATER) is not None
    afterwards = NOW + timedelta(days=6)
    actor = scene.actor("stranger", afterwards)
    assert queries.case_page(actor, case.number, afterwards) is None
    with pytest.raises(NotAllowed):
        actions.finish_step(open_item(case), Finish(), by=actor, at=afterwards)

    sign(scene, case, "stranger")


def test_the_history_and_the_page_name_the_title_and_the_letter(
    scene: Scene, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(clock, "now", lambda: LATER)
    case = walk_to(scene, open_at_counter(scene, service=LONG), "sign")
    let(scene, "colleague", "acting_temporary")
    client.force_login(scene.staff["colleague"].user)
    url = reverse("cases:case", args=[case.number])

    before = client.get(url).content.decode()
    listed = client.get(reverse("insight:my_work")).content.decode()
    sign(scene, case, "colleague")
    after = client.get(url).content.decode()

    assert "Anda bertindak sebagai Plh. Unit Head." in before
    assert "sebagai Plh. Unit Head" in listed
    assert "Rudi Hartono, Plh. Unit Head (surat SP-7/2026)" in after


def test_the_supervisor_sees_a_duty_without_cover_and_what_waits(
    scene: Scene, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(clock, "now", lambda: LATER)
    case = walk_to(scene, open_at_counter(scene, service=LONG), "sign")
    client.force_login(scene.staff["supervisor"].user)
    page = reverse("insight:supervisor")
    assert "perlu pengganti" not in client.get(page).content.decode()

    offices.record_absence(
        scene.staff["head"], starts_on=TODAY, ends_on=LAST, reason="leave", by=SYSTEM, at=NOW
    )

    text = client.get(page).content.decode()
    assert "1 jabatan perlu pengganti" in text
    assert "Unit Head, KUA Cempaka: sekarang tidak ada yang menjalankan" in text
    assert "1 pekerjaan menunggu" in text
    assert cover_gaps(scene.actor("supervisor"), LATER)[0].first_due_at == open_item(case).due_at
