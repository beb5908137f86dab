"""Files through the real application form: disguised, misnamed, too large, slow."""

import socket
import time
from collections.abc import Callable
from contextlib import ExitStack
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.test.client import BOUNDARY, MULTIPART_CONTENT, encode_multipart

from prima.cases.models import Case, CaseFile
from prima.cases.tests.scene import SHORT
from prima.cases.tests.uploads import jpeg
from prima.kernel import idempotency
from prima.kernel.files import StoredFile
from prima.kernel.tests.test_files import REFUSED_CONTENT
from tests.architecture.world import World
from tests.security.visitor import BROUGHT, HIDDEN_KEY, TOKEN, Visitor

StartServer = Callable[..., Any]

FORM = f"/ajukan/{SHORT}/?kantor=kua-cempaka"
SEND = f"/ajukan/{SHORT}/kirim/?kantor=kua-cempaka"
PERSON = {"name": "Siti Maryam", "phone": "0812 3456 7890"}

# Names as attackers write them: Django's parser drops folders, the kernel mends or refuses.
STRANGE_NAMES = (
    "../../etc/passwd.jpg",
    "..\\..\\windows\\system32\\foto.jpg",
    "/etc/shadow.jpg",
    "a" * 300 + ".jpg",
    "CON.jpg",
    "Siti\u202egpj.jpg",
    'fo"to<script>alert(1)<.jpg',
    "foto.php.jpg",
    "foto.jpg.exe",
    "foto.HTML",
    "foto\uff0ejpg",
    "foto.jpg.",
    ".jpg",
)


def send(name: str, content: bytes, **fields: str) -> Any:
    """Send the form with one paper as a file and the others promised."""
    papers = {key: value for key, value in BROUGHT.items() if key != "bring_ktp"}
    file = SimpleUploadedFile("x", content, content_type="image/jpeg")
    vars(file)["_name"] = name  # past the cleaning that an attacker would not do either
    form = {"idempotency_key": idempotency.new_key(), **PERSON, **papers, **fields}
    return Client().post(SEND, {**form, "file_ktp": file})


def test_a_disguised_file_is_refused_beside_its_field_and_nothing_typed_is_lost(
    people: World,
) -> None:
    before = Case.objects.count(), StoredFile.objects.count()
    wrong = []

    for disguise, (name, content, sentence) in REFUSED_CONTENT.items():
        answer = send(name, content)
        page = answer.content.decode()
        is_said = any(part in page for part in sentence.split("|"))
        if answer.status_code != 422 or not is_said or 'value="Siti Maryam"' not in page:
            wrong.append((disguise, answer.status_code, is_said))

    assert wrong == []
    assert (Case.objects.count(), StoredFile.objects.count()) == before
    assert send("ktp.jpg", jpeg()).status_code == 302  # the same form with a good file


def test_eleven_megabytes_are_answered_with_a_clear_sentence(people: World) -> None:
    answer = send("foto.jpg", jpeg() + b"\0" * 11 * 1024 * 1024)

    page = answer.content.decode()
    assert answer.status_code == 422
    assert "11,0" in page
    assert "10" in page
    assert 'value="0812 3456 7890"' in page


def test_a_good_file_beside_a_bad_one_need_not_be_sent_again(people: World) -> None:
    key = idempotency.new_key()
    good = SimpleUploadedFile("buku.jpg", jpeg())
    bad = SimpleUploadedFile("ktp.jpg", b"<script>alert(1)</script>")
    browser = Client()

    refused = browser.post(
        SEND,
        {"idempotency_key": key, **PERSON, "bring_fotokopi-buku-nikah": "on"}
        | {"file_buku-nikah": good, "file_ktp": bad},
    )
    sent = browser.post(
        SEND,
        {"idempotency_key": key, **PERSON, "bring_fotokopi-buku-nikah": "on"}
        | {"file_ktp": SimpleUploadedFile("ktp.jpg", jpeg())},
    )

    assert (refused.status_code, sent.status_code) == (422, 302)
    assert "Sudah kami terima: buku.jpg" in refused.content.decode()
    newest = Case.objects.latest("pk")
    assert CaseFile.objects.filter(case=newest).count() == 2


def test_whatever_a_file_is_called_its_stored_name_is_ours_and_its_shown_name_harmless(
    people: World,
) -> None:
    before = set(StoredFile.objects.values_list("pk", flat=True))
    crashed = [name for name in STRANGE_NAMES if send(name, jpeg()).status_code not in {302, 422}]

    assert crashed == []
    kept = StoredFile.objects.exclude(pk__in=before)
    assert kept
    for stored in kept:
        shown = str(stored.original_name)
        assert len(stored.stored_name) == 32
        assert set(stored.stored_name) <= set("0123456789abcdef")
        assert len(shown) <= 100
        assert shown.endswith(".jpg")
        assert not set(shown) & set('/\\<>"\u202e\0\r\n')
        assert ".php" not in shown


@pytest.mark.slow
def test_eight_slow_applications_at_once_slow_no_other_page_and_all_arrive(
    open_house: World, start_server: StartServer
) -> None:
    server = start_server("--web-only", PRIMA_WEB_THREADS="2")
    bodies = [_application(Visitor(server.url)) for _ in range(8)]

    with ExitStack() as stack:
        senders = [
            stack.enter_context(_begin(server.url, browser, len(body))) for browser, body in bodies
        ]
        times = []
        for part in range(10):
            for sender, (_browser, body) in zip(senders, bodies, strict=True):
                sender.sendall(body[part * 500 : part * 500 + 500])
            times.append(_timed(server.url, "/"))
        for sender, (_browser, body) in zip(senders, bodies, strict=True):
            sender.sendall(body[5000:])
        answers = [_first_line(sender) for sender in senders]

    assert max(times) < 2, times
    assert answers == [b"HTTP/1.1 302 Found"] * 8
    assert Case.objects.count() == len(open_house.cases) + 8


def _application(browser: Visitor) -> tuple[Visitor, bytes]:
    """A whole application with a photo, as bytes."""
    page = browser.get(FORM)
    photo = SimpleUploadedFile("ktp.jpg", jpeg(), content_type="image/jpeg")
    fields = {
        "csrfmiddlewaretoken": page.hidden(TOKEN),
        "idempotency_key": page.hidden(HIDDEN_KEY),
        **PERSON,
        **{key: value for key, value in BROUGHT.items() if key != "bring_ktp"},
        "padding": "x" * 20_000,  # as long as the text of a small photo
        "file_ktp": photo,
    }
    return browser, encode_multipart(BOUNDARY, fields)


def _begin(url: str, browser: Visitor, length: int) -> socket.socket:
    cookies = "; ".join(f"{one.key}={one.value}" for one in browser.cookies.values())
    place = browser.place
    sender = socket.create_connection((place.hostname or "", place.port or 0), timeout=60)
    sender.sendall(
        f"POST {SEND} HTTP/1.1\r\nHost: {place.netloc}\r\nOrigin: {url}\r\nCookie: {cookies}\r\n"
        f"Content-Type: {MULTIPART_CONTENT}\r\nContent-Length: {length}\r\n"
        "Connection: close\r\n\r\n".encode()
    )
    return sender


def _timed(url: str, path: str) -> float:
    begun = time.monotonic()
    assert Visitor(url).get(path).status == 200
    return time.monotonic() - begun


def _first_line(sender: socket.socket) -> bytes:
    with sender.makefile("rb") as answer:
        return answer.readline().strip()
