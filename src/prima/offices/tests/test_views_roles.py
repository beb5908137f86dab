"""Managers give and end roles, and set up positions, in their own offices only."""

from datetime import timedelta

import pytest
from django.test import Client

from prima.kernel import clock
from prima.kernel.actors import SYSTEM
from prima.kernel.errors import RuleBroken
from prima.offices import actions, queries
from prima.offices.models import Office, Position, RoleAssignment, StaffMember
from prima.offices.queries.questions import DutyNeed
from prima.offices.tests.pages import dated, text_of, url
from prima.offices.tests.people import (
    LONG_AGO,
    NOW,
    TODAY,
    make_position,
    make_staff,
)

pytestmark = pytest.mark.django_db


def test_a_role_is_given_and_ended(manager: Client, office: Office) -> None:
    staff = make_staff(office, "Budi")
    sent = {"role": "supervisor", "office": office.key} | dated("starts_on", 23)

    manager.post(url("role_new", staff.pk), sent)
    role = staff.roles.get()
    manager.post(url("role_end", role.pk), dated("ends_on", 23))

    role.refresh_from_db()
    assert (role.role, role.starts_on, role.ends_on) == ("supervisor", TODAY, TODAY)
    assert "Budi" in text_of(manager, url("roles"))


def test_the_form_begins_with_the_date_at_the_office_not_in_greenwich(
    manager: Client, office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    night = NOW + timedelta(hours=17)  # 03.00 of the next day in Jakarta
    monkeypatch.setattr(clock, "now", lambda: night)
    staff = make_staff(office, "Budi")

    page = manager.get(url("role_new", staff.pk))

    assert page.context["form"].initial["starts_on"] == TODAY + timedelta(days=1)


def test_roles_gone_by_are_history(manager: Client, office: Office) -> None:
    staff = make_staff(office, "Budi", "officer")
    actions.end_role(staff.roles.get(), ends_on=TODAY - timedelta(days=1), by=SYSTEM, at=NOW)

    assert "Budi" not in text_of(manager, url("roles") + f"?kantor={office.key}")
    assert "Budi" in text_of(manager, url("roles") + f"?kantor={office.key}&saring=berakhir")
    assert "Sudah berakhir" in text_of(manager, url("staff_member", staff.pk))


@pytest.mark.parametrize(
    ("role", "starts", "sentence"),
    [("officer", 22, "paling cepat hari ini"), ("officer", 0, "Isi tanggal"), ("", 23, "Pilih")],
)
def test_a_refused_role_says_why(
    manager: Client, office: Office, role: str, starts: int, sentence: str
) -> None:
    staff = make_staff(office, "Budi")
    starting = dated("starts_on", starts) if starts else {}

    response = manager.post(
        url("role_new", staff.pk), {"role": role, "office": office.key} | starting
    )

    assert response.status_code == 422
    assert sentence in response.content.decode()
    assert not staff.roles.exists()


def test_nobody_gives_a_role_to_themselves(manager: Client, boss: StaffMember) -> None:
    sent = {"role": "head", "office": boss.home_office.key} | dated("starts_on", 23)

    response = manager.post(url("role_new", boss.pk), sent)

    assert response.status_code == 403
    assert boss.roles.count() == 1


def test_the_last_manager_of_a_tree_stays(manager: Client, boss: StaffMember) -> None:
    role = boss.roles.get()

    refused = manager.post(url("role_end", role.pk), dated("ends_on", 30))
    make_staff(boss.home_office, "Wati", "manager")
    allowed = manager.post(url("role_end", role.pk), dated("ends_on", 30))

    assert (refused.status_code, allowed.status_code) == (422, 302)
    assert "Ini pengelola terakhir" in refused.content.decode()


def test_a_manager_above_is_enough_for_the_offices_below(
    manager: Client, office: Office, boss: StaffMember
) -> None:
    below = make_staff(office, "Wati", "manager")

    manager.post(url("staff_closing", below.pk))

    below.user.refresh_from_db()
    assert not below.user.is_active


def test_a_manager_who_leaves_soon_is_not_the_one_who_stays(boss: StaffMember) -> None:
    leaving = make_staff(boss.home_office, "Wati", "manager")
    actions.end_role(leaving.roles.get(), ends_on=TODAY + timedelta(days=9), by=SYSTEM, at=NOW)

    with pytest.raises(RuleBroken, match="pengelola terakhir"):
        actions.disable_staff(boss, by=SYSTEM, at=NOW)


@pytest.mark.parametrize(
    ("year", "sentence"), [(2025, "sudah lewat"), (1999, "mendahului tanggal mulai")]
)
def test_a_last_day_far_in_the_past_is_refused_beside_its_field(
    manager: Client, office: Office, year: int, sentence: str
) -> None:
    role = make_staff(office, "Wati", "head").roles.get()
    sent = dated("ends_on", 23) | {"ends_on_year": str(year)}

    refused = manager.post(url("role_end", role.pk), sent)

    assert refused.status_code == 422
    assert sentence in refused.context["form"].errors["ends_on"][0]
    assert str(year) in refused.content.decode()
    role.refresh_from_db()
    assert role.ends_on is None


def test_roles_in_another_tree_are_neither_listed_nor_ended(
    local: Client, district: Office
) -> None:
    stranger = make_staff(district, "Agus", "officer")

    assert "Agus" not in text_of(local, url("roles"))
    assert local.get(url("role_end", stranger.roles.get().pk)).status_code == 404
    assert RoleAssignment.objects.filter(staff=stranger, ends_on=None).exists()


def test_a_position_is_made_retitled_and_closed(manager: Client, office: Office) -> None:
    manager.post(
        url("position_new", office.key), {"duty": "front_office", "title": "Pelaksana Loket"}
    )
    position = Position.objects.get()

    manager.post(url("position_title", position.pk), {"title": "Pengolah Data"})
    manager.post(url("position_closing", position.pk))

    position.refresh_from_db()
    assert (position.title, position.closed_on) == ("Pengolah Data", TODAY)
    assert "Pengolah Data" in text_of(manager, url("positions") + "?saring=ditutup")
    assert manager.get(url("position_title", position.pk)).status_code == 404


def test_a_position_somebody_holds_is_not_closed(manager: Client, office: Office) -> None:
    position = make_position(office, "front_office", make_staff(office, "Budi"))

    response = manager.post(url("position_closing", position.pk))

    assert response.status_code == 422
    assert "masih ada pemangkunya" in response.content.decode()


def test_a_closed_position_takes_nobody(office: Office) -> None:
    staff, position = make_staff(office, "Budi"), make_position(office, "front_office")
    actions.close_position(position, by=SYSTEM, at=NOW)

    with pytest.raises(RuleBroken, match="ditutup"):
        actions.appoint(position, staff, starts_on=TODAY, by=SYSTEM, at=NOW)


def test_a_title_that_is_taken_is_refused(manager: Client, office: Office) -> None:
    first, second = (
        actions.create_position(office=office, duty="front_office", title=title, by=SYSTEM, at=NOW)
        for title in ("Loket 1", "Loket 2")
    )

    response = manager.post(url("position_title", second.pk), {"title": first.title})

    assert response.status_code == 422
    assert "sudah ada" in response.content.decode()


def test_duties_the_procedures_need_are_named_and_come_first(
    manager: Client, office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    needs = [
        DutyNeed("unit_head", f"Layanan {number}", ("Menandatangani",)) for number in range(5)
    ]
    monkeypatch.setattr(queries.questions.duty_needs, "_answer", lambda _office, _at: needs)

    page = text_of(manager, url("positions") + f"?kantor={office.key}")
    form = text_of(manager, url("position_new", office.key))

    assert "belum ada jabatan." in page
    assert "Menandatangani" in page
    assert "Layanan 2, dan 2 layanan lain" in form
    assert form.index("Kepala KUA") < form.index("Petugas loket")


def test_a_duty_held_by_nobody_is_told_from_one_without_position(
    manager: Client, office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    needs = [DutyNeed("unit_head", "Layanan", ("Menandatangani",))]
    monkeypatch.setattr(queries.questions.duty_needs, "_answer", lambda _office, _at: needs)
    position = make_position(office, "unit_head")
    address = url("positions") + f"?kantor={office.key}"

    assert "orangnya belum ditunjuk" in text_of(manager, address)
    actions.appoint(position, make_staff(office, "Budi"), starts_on=LONG_AGO, by=SYSTEM, at=NOW)
    assert "Tugas yang belum ada pemangkunya" not in text_of(manager, address)


def test_positions_of_another_tree_do_not_exist(
    local: Client, office: Office, district: Office
) -> None:
    stranger, own = make_position(district, "unit_head"), make_position(office, "unit_head")

    for name in ("position_title", "position_closing"):
        assert local.get(url(name, stranger.pk)).status_code == 404
        assert local.get(url(name, own.pk)).status_code == 200
    assert local.get(url("position_new", district.key)).status_code == 404
    assert "Jabatan KUA" in text_of(local, url("positions"))
