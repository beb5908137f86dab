"""Managers appoint and end, supervisors record leave; who stands where, and what lacks cover."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from prima.kernel import clock
from prima.kernel.actors import SYSTEM
from prima.offices import actions
from prima.offices.actions import Deed
from prima.offices.models import Absence, Appointment, Office, StaffMember
from prima.offices.queries import DutyNeed, ScopeChoice
from prima.offices.queries.questions import duty_needs, scope_choices
from prima.offices.tests.people import (
    NOW,
    TODAY,
    make_office,
    make_position,
    make_staff,
)

pytestmark = pytest.mark.django_db
LIST = "/kelola/penugasan/"
LAST = TODAY + timedelta(days=4)


@pytest.fixture(autouse=True)
def asked() -> Iterator[None]:
    """A procedure needs the head; a letter may name its service and its one step."""
    before = duty_needs._answer, scope_choices._answer
    duty_needs.answer_by(lambda _place, _at: [DutyNeed("unit_head", "Rujuk", ("Menandatangani",))])
    scope_choices.answer_by(
        lambda _place, _duty, _at: [
            ScopeChoice("rujuk", "Rujuk"),
            ScopeChoice("rujuk:sign", "Rujuk", "Menandatangani", strategic=True),
        ]
    )
    yield
    duty_needs.answer_by(before[0])
    scope_choices.answer_by(before[1])


@pytest.fixture
def office(monkeypatch: pytest.MonkeyPatch) -> Office:
    """A KUA on a Tuesday at 10.00 WIB, with the hours of the law."""
    monkeypatch.setattr(clock, "now", lambda: NOW)
    actions.load_national_hours(by=SYSTEM, at=NOW)
    return make_office()


@pytest.fixture
def head(office: Office) -> StaffMember:
    """The head of the KUA."""
    head = make_staff(office, "Ahmad Fauzan", "head")
    make_position(office, "unit_head", head)
    return head


@pytest.fixture
def manager(client: Client, office: Office) -> Client:
    """The manager at the screen."""
    client.force_login(make_staff(office, "Dewi", "manager").user)
    return client


@pytest.fixture
def supervisor(office: Office) -> Client:
    """The supervisor at another screen."""
    client = Client()
    client.force_login(make_staff(office, "Citra", "supervisor").user)
    return client


def boxes(name: str, on: date | None) -> dict[str, str]:
    """A date as its three boxes send it."""
    parts = ("", "", "") if on is None else (str(on.day), str(on.month), str(on.year))
    return dict(zip((f"{name}_day", f"{name}_month", f"{name}_year"), parts, strict=True))


def leave(staff: StaffMember, first: date = TODAY, last: date = LAST) -> Absence:
    return actions.record_absence(
        staff, starts_on=first, ends_on=last, reason="leave", by=SYSTEM, at=NOW
    )


def appointment(who: StaffMember, kind: str = "acting_temporary", **more: Any) -> dict[str, Any]:
    return {
        "kind": kind,
        "staff": who.pk,
        "stands_in_for": "",
        **boxes("starts_on", TODAY),
        **boxes("ends_on", LAST),
        "deed_number": "B-12/2026",
        **boxes("deed_on", TODAY),
        "deed_signer": "H. Karim, Kepala Kantor",
        **more,
    }


def new_url(head: StaffMember) -> str:
    position = Appointment.objects.filter(staff=head, kind="definitive").get().position
    return reverse("offices:appointment_new", args=[position.pk])


def text_of(client: Client, url: str = LIST) -> str:
    response = client.get(url)
    assert response.status_code == 200, response.status_code
    return response.content.decode()


def test_the_heading_is_the_answer(manager: Client, head: StaffMember) -> None:
    assert "Semua jabatan ada yang menjalankan" in text_of(manager)
    leave(head)

    text = text_of(manager)

    assert "1 jabatan perlu pengganti" in text
    assert "Ahmad Fauzan tidak di tempat" in text
    assert f"{new_url(head)}?jenis=acting_temporary" in text


def test_a_manager_appoints_a_plh_with_deed_and_scope(
    manager: Client, office: Office, head: StaffMember
) -> None:
    deputy = make_staff(office, "Rudi Hartono", "officer")
    leave(head)
    assert "Langkah strategis" in text_of(manager, new_url(head))

    answer = manager.post(new_url(head), appointment(deputy, scope=["rujuk"]), follow=True)

    assert "Tercatat: Rudi Hartono sebagai Plh. Unit head." in answer.content.decode()
    made = Appointment.objects.get(staff=deputy)
    assert (made.kind, made.scope, made.deed_signer) == (
        "acting_temporary",
        ["rujuk"],
        "H. Karim, Kepala Kantor",
    )
    assert made.stands_in_for is not None
    text = text_of(manager)
    assert "Plh. Unit head: Rudi Hartono" in text
    assert "surat B-12/2026" in text


def test_a_refusal_keeps_what_was_typed(
    manager: Client, office: Office, head: StaffMember
) -> None:
    deputy = make_staff(office, "Rudi Hartono", "officer")

    answer = manager.post(new_url(head), appointment(deputy))
    text = answer.content.decode()

    assert answer.status_code == 422
    assert "Catat dahulu cutinya" in text
    assert "B-12/2026" in text
    assert "H. Karim, Kepala Kantor" in text
    leave(head)
    empty = manager.post(new_url(head), {}).content.decode()
    assert "Pilih jenis penugasan" in empty
    assert "Pilih pegawai yang ditugaskan" in empty
    assert manager.post(new_url(head), appointment(deputy)).status_code == 302


def test_managers_do_not_find_themselves_among_those_to_appoint(
    manager: Client, office: Office, head: StaffMember
) -> None:
    leave(head)
    own = StaffMember.objects.get(name="Dewi")

    assert "Dewi (" not in text_of(manager, new_url(head))
    answer = manager.post(new_url(head), appointment(own))

    assert answer.status_code == 422
    assert not Appointment.objects.filter(staff=own).exists()


def test_an_appointment_is_ended_at_once_or_on_a_day(
    manager: Client, office: Office, head: StaffMember
) -> None:
    deputy = make_staff(office, "Rudi Hartono", "officer")
    leave(head)
    manager.post(new_url(head), appointment(deputy))
    made = Appointment.objects.get(staff=deputy)
    url = reverse("offices:appointment_end", args=[made.pk])
    tomorrow = TODAY + timedelta(days=1)

    wrong = manager.post(url, {**boxes("ends_on", tomorrow), "at_once": "on"})
    assert wrong.status_code == 422
    assert "isi tanggal hari ini" in wrong.content.decode()
    too_late = manager.post(url, boxes("ends_on", LAST + timedelta(days=1)))
    assert "catat penugasan baru" in too_late.content.decode()
    manager.post(url, {**boxes("ends_on", TODAY), "at_once": "on"})

    made.refresh_from_db()
    assert made.ended_at == NOW


@pytest.mark.parametrize(
    ("past", "sentence"),
    [
        (TODAY - timedelta(days=1), "sudah lewat"),
        (TODAY - timedelta(days=400), "sudah lewat"),
        (date(1999, 1, 1), "mendahului tanggal mulai"),
    ],
)
def test_a_last_day_in_the_past_is_refused_beside_its_field(
    manager: Client, head: StaffMember, past: date, sentence: str
) -> None:
    own = Appointment.objects.get(staff=head)
    url = reverse("offices:appointment_end", args=[own.pk])

    refused = manager.post(url, boxes("ends_on", past))

    assert refused.status_code == 422
    assert sentence in refused.context["form"].errors["ends_on"][0]
    own.refresh_from_db()
    assert own.ends_on is None


def test_history_shows_deeds_and_lets_a_plan_be_taken_back(
    manager: Client, office: Office, head: StaffMember
) -> None:
    deputy = make_staff(office, "Rudi Hartono", "officer")
    ahead = TODAY + timedelta(days=2)
    leave(head, ahead)
    manager.post(new_url(head), appointment(deputy, **boxes("starts_on", ahead)))
    made = Appointment.objects.get(staff=deputy)
    url = reverse("offices:appointment_cancel", args=[made.pk])

    text = text_of(manager, f"{LIST}?tampil=riwayat")
    assert "B-12/2026" in text
    assert url in text
    assert "Batalkan penugasan" in text_of(manager, url)
    assert manager.post(url).status_code == 302

    assert not Appointment.objects.filter(pk=made.pk).exists()


def test_a_supervisor_records_leave_of_the_office_and_ends_it(
    supervisor: Client, office: Office, head: StaffMember
) -> None:
    url = reverse("offices:absence_new")
    stranger = make_staff(make_office("kua-lain"), "Budi", "officer")
    sent = {**boxes("starts_on", TODAY), **boxes("ends_on", LAST), "reason": "leave"}

    assert supervisor.post(url, sent | {"staff": stranger.pk}).status_code == 422
    assert supervisor.post(url, {}).status_code == 422
    assert supervisor.post(url, sent | {"staff": head.pk}).status_code == 302
    again = supervisor.post(url, sent | {"staff": head.pk})
    assert "sudah dicatat" in again.content.decode()

    text = text_of(supervisor)
    assert "Mintalah pengelola menunjuk pengganti" in text
    end = reverse("offices:absence_end", args=[Absence.objects.get().pk])
    assert "Plh. untuk hari-hari itu ikut berakhir" in text_of(supervisor, end)
    assert supervisor.post(end).status_code == 302
    assert Absence.objects.get().ended_at == NOW
    assert supervisor.post(end).status_code == 404


def test_a_supervisor_does_not_appoint_and_an_officer_sees_nothing(
    supervisor: Client, office: Office, head: StaffMember
) -> None:
    officer = Client()
    officer.force_login(make_staff(office, "Ani", "officer").user)
    own = Appointment.objects.get(staff=head)

    for name in ("appointment_new", "appointment_end", "appointment_cancel"):
        pk = own.position_id if name == "appointment_new" else own.pk
        assert supervisor.get(reverse(f"offices:{name}", args=[pk])).status_code == 403
    assert officer.get(LIST).status_code == 403
    assert officer.get(reverse("offices:absence_new")).status_code == 403


def test_the_way_back_never_leads_a_supervisor_to_a_page_of_managers(
    supervisor: Client, manager: Client
) -> None:
    url = reverse("offices:absence_new")
    home = f'href="{reverse("offices:manage")}"'

    assert home in manager.get(url).content.decode()
    assert home not in supervisor.get(url).content.decode()


def test_positions_and_absences_of_another_tree_do_not_exist(manager: Client) -> None:
    other = make_office("kua-lain")
    staff = make_staff(other, "Budi", "head")
    position = make_position(other, "unit_head", staff)
    absence = leave(staff)
    own = position.appointments.get()

    assert "kua-lain" not in text_of(manager)
    for name, pk in (
        ("appointment_new", position.pk),
        ("appointment_end", own.pk),
        ("appointment_cancel", own.pk),
        ("absence_end", absence.pk),
    ):
        assert manager.get(reverse(f"offices:{name}", args=[pk])).status_code == 404


def test_the_list_is_searched_and_costs_the_same_for_many(
    manager: Client, office: Office, head: StaffMember, django_assert_max_num_queries: Any
) -> None:
    for number in range(15):
        staff = make_staff(office, f"Petugas {number}", "officer")
        place = actions.create_position(
            office=office, duty="front_office", title=f"Loket {number}", by=SYSTEM, at=NOW
        )
        actions.appoint(place, staff, starts_on=TODAY, by=SYSTEM, at=NOW)
        actions.appoint(
            place, head, kind="delegation", starts_on=TODAY, ends_on=LAST,
            stands_in_for=place.appointments.get(), deed=Deed("1", TODAY, "X"), by=SYSTEM, at=NOW,
        )  # fmt: skip

    found = text_of(manager, f"{LIST}?q=petugas+7")
    assert "Loket 7" in found
    assert "Loket 8" not in found
    assert "a.n. Loket 7: Ahmad Fauzan" in found
    assert "Tidak ada jabatan yang cocok" in text_of(manager, f"{LIST}?q=zzzz")
    with django_assert_max_num_queries(30):
        text_of(manager)
