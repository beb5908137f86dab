"""Log-in in two steps, the pages on which a factor is set up and given up, and their limits."""

import re
from datetime import timedelta
from html import unescape
from typing import Any

import pytest
from django.test import Client

from prima.accounts import actions, queries
from prima.accounts.models import User
from prima.accounts.tests.entry import NOW, PASSWORD, Wait, is_logged_in, log_in
from prima.accounts.tests.test_second_factor_actions import add_app, code_at
from prima.kernel.actors import SYSTEM
from prima.kernel.messages import OutgoingMessage

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("asks_second_factor")]

STEP = "/masuk/faktor-kedua/"
SECURITY = "/akun/keamanan/"
APP = "/akun/keamanan/aplikasi-kode/"
LATER = NOW + timedelta(minutes=5)


def text(response: Any) -> str:
    return unescape(response.content.decode())


@pytest.fixture
def secret(user: User) -> str:
    return add_app(user)


def test_the_password_alone_lets_nobody_in_who_has_a_second_factor(
    client: Client, secret: str, wait: Wait
) -> None:
    wait(minutes=5)

    assert log_in(client)["Location"] == STEP
    assert not is_logged_in(client)
    assert client.get("/meja/").status_code == 302

    answer = client.post(STEP, {"code": code_at(secret, LATER)})
    assert answer.status_code == 302
    assert is_logged_in(client)


def test_the_page_asked_for_is_reached_after_both_steps(
    client: Client, secret: str, wait: Wait
) -> None:
    wait(minutes=5)
    log_in(client, next="/sandi/ganti/")

    assert client.post(STEP, {"code": code_at(secret, LATER)})["Location"] == "/sandi/ganti/"


def test_a_wrong_code_says_what_to_do_and_the_same_code_is_refused_elsewhere(
    client: Client, secret: str, wait: Wait
) -> None:
    wait(minutes=5)
    log_in(client)

    wrong = client.post(STEP, {"code": "000000"})
    empty = client.post(STEP, {"code": ""})
    client.post(STEP, {"code": code_at(secret, LATER)})
    thief = Client()
    log_in(thief)
    again = thief.post(STEP, {"code": code_at(secret, LATER)})

    assert (wrong.status_code, empty.status_code, again.status_code) == (422, 422, 422)
    assert "Tunggu kode berikutnya" in text(wrong)
    assert is_logged_in(client)
    assert not is_logged_in(thief)


def test_a_spare_code_opens_when_the_telephone_is_lost(
    client: Client, secret: str, user: User
) -> None:
    log_in(client)

    client.post(STEP, {"code": queries.unused_codes(user)[0]})

    assert is_logged_in(client)


def test_guessing_codes_is_limited_and_the_limit_ends(
    client: Client, secret: str, user: User, wait: Wait
) -> None:
    log_in(client)
    for _try in range(10):
        assert client.post(STEP, {"code": "000000"}).status_code == 422

    refused = client.post(STEP, {"code": queries.unused_codes(user)[0]})
    assert refused.status_code == 429
    assert refused["Retry-After"]

    wait(minutes=16)
    log_in(client)
    assert client.post(STEP, {"code": queries.unused_codes(user)[0]}).status_code == 302


def test_the_second_step_alone_leads_to_log_in(client: Client, secret: str) -> None:
    assert client.get(STEP)["Location"] == "/masuk/"
    assert client.post(STEP, {"code": "1"})["Location"] == "/masuk/"


def test_an_app_is_set_up_by_picture_or_by_typing_and_the_codes_are_shown_once(
    client: Client, user: User, wait: Wait
) -> None:
    log_in(client)

    page = text(client.get(APP))
    found = re.search(r"<code>([A-Z2-7 ]+)</code>", page)
    assert found is not None
    secret = found[1].replace(" ", "")
    wrong = client.post(APP, {"code": "1"})
    assert wrong.status_code == 422
    assert found[1] in text(wrong)
    right = client.post(APP, {"code": code_at(secret, NOW)})

    assert 'src="data:image/svg+xml;base64,' in page
    assert right["Location"] == "/akun/keamanan/kode-cadangan/"
    sheet = text(client.get(right["Location"]))
    assert len(re.findall(r"<code>\d{5} \d{5}</code>", sheet)) == 10
    assert "sekarang" in sheet
    assert OutgoingMessage.objects.get().subject == "Cara masuk tambahan dipasang"
    assert secret not in str(dict(client.session))


def test_changing_what_opens_the_account_asks_for_the_password_again(
    client: Client, secret: str, user: User, wait: Wait
) -> None:
    wait(minutes=5)
    log_in(client)
    client.post(STEP, {"code": code_at(secret, LATER)})
    removal = f"{SECURITY}cara/{queries.factors_of(user)[0].id}/hapus/"
    assert client.get(removal).status_code == 200
    wait(minutes=11)

    asked = client.get(removal)
    assert asked["Location"].startswith("/akun/keamanan/bukti/?next=")
    assert client.post(removal).status_code == 302
    assert queries.has_second_factor(user)
    proof = asked["Location"].split("?")[0]
    assert client.post(proof, {"password": "salah", "next": removal}).status_code == 422
    assert client.post(proof, {"password": PASSWORD, "next": removal})["Location"] == removal
    assert client.post(removal)["Location"] == SECURITY

    assert not queries.has_second_factor(user)
    assert OutgoingMessage.objects.filter(subject="Cara masuk tambahan dihapus").exists()


def test_the_factor_of_another_person_does_not_exist(
    client: Client, secret: str, user: User
) -> None:
    actions.create_user(email="b@kantor.example", name="B", password=PASSWORD, by=SYSTEM, at=NOW)
    log_in(client, email="b@kantor.example")

    removal = f"{SECURITY}cara/{queries.factors_of(user)[0].id}/hapus/"

    assert client.get(removal).status_code == 404
    assert client.post(removal).status_code == 404


def test_new_spare_codes_are_made_on_request(client: Client, user: User, secret: str) -> None:
    log_in(client)
    client.post(STEP, {"code": queries.unused_codes(user)[0]})
    old = queries.unused_codes(user)

    client.post("/akun/keamanan/kode-cadangan/")

    assert not set(old) & set(queries.unused_codes(user))


def test_without_a_factor_there_is_no_sheet(client: Client, user: User) -> None:
    log_in(client)

    assert client.get("/akun/keamanan/kode-cadangan/")["Location"] == SECURITY


@pytest.mark.parametrize(
    "credential",
    ["", "x", "[]", "{}", '{"id": 1}', '{"id": "AA", "rawId": "AA", "type": "public-key"}',
     '{"response": {"userHandle": "AA"}}', '{"response": 7}'],
)  # fmt: skip
def test_an_answer_no_passkey_gave_is_refused_in_words(
    client: Client, user: User, credential: str
) -> None:
    alone = client.post("/masuk/kunci-sandi/", {"credential": credential})
    log_in(client)
    added = client.post(f"{SECURITY}kunci-sandi/", {"credential": credential, "name": "ponsel"})

    assert alone.status_code == 422
    assert added.status_code == 422
    assert "Belum berhasil" in text(alone)
    assert not queries.has_second_factor(user)


def test_the_page_says_where_passkeys_cannot_be_had(client: Client, user: User) -> None:
    log_in(client)

    there = text(client.get(f"{SECURITY}kunci-sandi/", HTTP_HOST="127.0.0.1"))
    here = text(client.get(f"{SECURITY}kunci-sandi/", HTTP_HOST="localhost"))

    assert "diawali https" in there
    assert "diawali https" not in here
