"""Managers look after the people of their own offices, and of no other."""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from prima.accounts.models import User
from prima.kernel.actors import SYSTEM
from prima.kernel.journal.models import JournalEntry
from prima.kernel.messages import OutgoingMessage
from prima.offices import actions, queries
from prima.offices.models import Office, StaffMember
from prima.offices.tests.pages import text_of, url
from prima.offices.tests.people import (
    LONG_AGO,
    NOW,
    PASSWORD,
    make_district,
    make_position,
    make_staff,
)

pytestmark = pytest.mark.django_db

NEW = {"name": "Hj. Siti Rahmah, S.Ag.", "honorific": "ibu", "email": "Siti@kantor.example"}


def test_a_new_person_gets_a_letter_and_nobody_sees_a_password(
    manager: Client, office: Office
) -> None:
    response = manager.post(url("staff_new"), NEW | {"office": office.key, "role": "officer"})

    made = StaffMember.objects.get(user__email="siti@kantor.example")
    assert response["Location"] == url("staff_member", made.pk)
    assert (made.name, made.home_office) == (NEW["name"], office)
    assert made.roles.get().role == "officer"
    letter = OutgoingMessage.objects.get()
    assert letter.recipient == "siti@kantor.example"
    assert not made.user.has_usable_password()


def test_the_link_of_the_letter_sets_the_password(manager: Client, office: Office) -> None:
    manager.post(url("staff_new"), NEW | {"office": office.key, "role": ""})
    link = re.search(r"/sandi/atur/\S+", OutgoingMessage.objects.get().body or "")
    assert link is not None

    visitor = Client()
    page = visitor.get(link[0], follow=True)
    lock, again = {"password1": PASSWORD, "password2": PASSWORD}, page.request["PATH_INFO"]
    visitor.post(again, lock)

    assert User.objects.get(email="siti@kantor.example").check_password(PASSWORD)


def test_without_mail_the_password_is_shown_once(
    manager: Client, office: Office, settings: Any
) -> None:
    settings.MAIL_IS_SET_UP = False

    response = manager.post(url("staff_new"), NEW | {"office": office.key, "role": ""})

    shown = re.search(r'class="code".*?</span>([^<]+)</p>', response.content.decode())
    assert response.status_code == 200
    assert shown is not None
    user = User.objects.get(email="siti@kantor.example")
    assert user.check_password(shown[1].strip())
    assert "no-store" in response["Cache-Control"]
    assert shown[1].strip() not in text_of(manager, url("staff_member", user.staff.pk))


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"email": "siti"}, "Periksa surel"),
        ({"name": ""}, "Isi nama"),
        ({"honorific": ""}, "Pilih Bapak atau Ibu"),
        ({"office": "kua-lain"}, "Pilih kantor"),
        ({"email": "dewi.lestari@kemenag-tabalong.example"}, "sudah dipakai akun lain"),
    ],
)
def test_a_refused_person_keeps_what_was_typed(
    manager: Client, office: Office, typed: dict[str, str], sentence: str
) -> None:
    sent = NEW | {"office": office.key, "role": "officer"} | typed

    response = manager.post(url("staff_new"), sent)

    text = response.content.decode()
    assert response.status_code == 422
    assert sentence in text or "Tidak ada kantor dengan kunci ini" in text
    assert f'value="{sent["email"]}"' in text
    assert not StaffMember.objects.filter(user__email="siti@kantor.example").exists()


def test_people_are_found_by_name_mail_or_office(manager: Client, office: Office) -> None:
    make_staff(office, "Budi Santoso", "officer")

    assert "Budi Santoso" in text_of(manager, url("staff") + "?q=santoso+pudak")
    assert "Tidak ada pegawai yang cocok" in text_of(manager, url("staff") + "?q=zzz")
    assert "Budi Santoso" in text_of(manager, url("staff") + f"?kantor={office.key}")
    assert "1 pegawai" in text_of(manager, url("staff") + f"?kantor={office.key}")


def test_lists_cost_the_same_for_ten_and_for_two_hundred(manager: Client, office: Office) -> None:
    addresses = [url("staff"), url("roles"), url("positions")]
    _fill(office, range(10))
    for address in addresses:
        text_of(manager, address)
    few = [_queries(manager, address) for address in addresses]

    _fill(office, range(10, 200))
    text_of(manager, addresses[0])  # whose installation it is may have been forgotten

    assert [_queries(manager, address) for address in addresses] == few
    assert "201 pegawai" in text_of(manager, url("staff"))
    assert "200 jabatan" in text_of(manager, url("positions"))


def _fill(office: Office, numbers: range) -> None:
    for number in numbers:
        staff = make_staff(office, f"Pegawai {number}", "officer")
        position = actions.create_position(
            office=office, duty="front_office", title=f"Loket {number}", by=SYSTEM, at=NOW
        )
        actions.appoint(position, staff, starts_on=LONG_AGO, by=SYSTEM, at=NOW)


def _queries(client: Client, address: str) -> int:
    with CaptureQueriesContext(connection) as seen:
        text_of(client, address)
    # A slow machine notes in between when the session was last seen.
    return sum("django_session" not in query["sql"] for query in seen.captured_queries)


STAFF_PAGES = ("staff_member", "staff_name", "staff_email", "staff_move", "staff_closing",
               "staff_password", "role_new")  # fmt: skip


@pytest.mark.parametrize("name", STAFF_PAGES)
def test_people_of_another_tree_do_not_exist(
    local: Client, office: Office, district: Office, name: str
) -> None:
    stranger = make_staff(district, "Agus")
    own = make_staff(office, "Budi")

    assert local.get(url(name, stranger.pk)).status_code == 404
    assert local.get(url(name, own.pk)).status_code == 200


def test_a_person_is_renamed_and_gets_another_address(manager: Client, office: Office) -> None:
    staff = make_staff(office, "Budi")

    manager.post(url("staff_name", staff.pk), {"name": "H. Budi", "honorific": "bapak"})
    manager.post(url("staff_email", staff.pk), {"email": "Budi@kantor.example"})

    staff.refresh_from_db()
    staff.user.refresh_from_db()
    assert (staff.greeting, staff.user.email) == ("Bapak H. Budi", "budi@kantor.example")


def test_an_address_somebody_else_uses_is_refused(
    manager: Client, boss: StaffMember, office: Office
) -> None:
    staff = make_staff(office, "Budi")

    response = manager.post(url("staff_email", staff.pk), {"email": boss.user.email})

    assert response.status_code == 422
    assert "sudah dipakai akun lain" in response.content.decode()


def test_a_person_moves_only_between_managed_offices(
    manager: Client, office: Office, district: Office
) -> None:
    staff = make_staff(office, "Budi")
    elsewhere = make_district("kemenag-jauh")

    refused = manager.post(url("staff_move", staff.pk), {"office": elsewhere.key})
    manager.post(url("staff_move", staff.pk), {"office": district.key})

    staff.refresh_from_db()
    assert refused.status_code == 422
    assert staff.home_office == district
    entry = JournalEntry.objects.filter(what="staff.moved").first()
    assert entry is not None
    assert entry.payload == {"from_office_id": office.pk, "to_office_id": district.pk}


def test_before_an_account_is_shut_the_page_says_what_ends(
    manager: Client, office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    staff = make_staff(office, "Budi", "officer")
    make_position(office, "front_office", staff)
    monkeypatch.setattr(queries, "open_work", lambda _staff: ["MP-26-7K3F9Q-C"])

    text = text_of(manager, url("staff_closing", staff.pk))

    assert "MP-26-7K3F9Q-C" in text
    assert "Petugas (KUA Murung Pudak)" in text
    assert "Tunjuk penggantinya" in text


def test_whoever_is_shut_out_is_out_with_the_next_page(manager: Client, office: Office) -> None:
    staff = make_staff(office, "Budi", "officer")
    visitor = Client()
    visitor.force_login(staff.user)
    assert visitor.get("/mulai/").status_code == 302

    manager.post(url("staff_closing", staff.pk))

    assert visitor.get("/mulai/")["Location"].startswith("/masuk/")
    assert "Buka akun lagi" in text_of(manager, url("staff_member", staff.pk))
    assert "Budi" in text_of(manager, url("staff") + "?saring=ditutup")


def test_an_account_is_opened_again_without_its_old_roles(manager: Client, office: Office) -> None:
    staff = make_staff(office, "Budi", "officer")
    manager.post(url("staff_closing", staff.pk))

    manager.post(url("staff_opened", staff.pk))
    manager.post(url("staff_opened", staff.pk))

    staff.user.refresh_from_db()
    assert staff.user.is_active
    assert JournalEntry.objects.filter(what="staff.enabled").count() == 1
    later = NOW + timedelta(days=1)
    assert not queries.actor_for(staff.user, later).offices_with("work_cases")


def test_nobody_shuts_out_themselves_or_makes_their_own_password(
    manager: Client, boss: StaffMember
) -> None:
    make_staff(boss.home_office, "Wati", "manager")

    closing = manager.post(url("staff_closing", boss.pk))
    password = manager.post(url("staff_password", boss.pk))

    assert (closing.status_code, password.status_code) == (422, 422)
    boss.user.refresh_from_db()
    assert boss.user.is_active


def test_the_letter_is_sent_again_but_not_to_a_shut_account(
    manager: Client, office: Office
) -> None:
    staff = make_staff(office, "Budi")

    manager.post(url("staff_invited", staff.pk))
    actions.disable_staff(staff, by=SYSTEM, at=NOW)
    manager.post(url("staff_invited", staff.pk))
    refused = manager.post(url("staff_password", staff.pk))

    assert OutgoingMessage.objects.count() == 1
    assert refused.status_code == 422


def test_a_password_for_a_colleague_is_shown_once_and_ends_their_sessions(
    manager: Client, office: Office
) -> None:
    staff = make_staff(office, "Budi")
    visitor = Client()
    visitor.force_login(staff.user)
    assert visitor.get("/mulai/").status_code == 302

    response = manager.post(url("staff_password", staff.pk))

    assert response.status_code == 200
    assert JournalEntry.objects.filter(what="staff.password_given").exists()
    assert visitor.get("/mulai/")["Location"].startswith("/masuk/")
