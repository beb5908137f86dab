"""A whole journey with marked personal data, and then every log, every job and every table."""

import re
import socket
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

import psycopg
import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from psycopg import sql

from prima.cases.tests.scene import LONG
from prima.cases.tests.uploads import jpeg
from prima.kernel import idempotency
from prima.kernel.crypto import normalise_phone
from tests.architecture.world import World
from tests.security.visitor import BROUGHT, HIDDEN_KEY, TOKEN, Visitor, on_receipt

StartServer = Callable[..., Any]

NAME = "Kenariwati Rahasiani"
PERSON = {
    "name": NAME,
    "nik": "3273 0147 0893 0047",
    "phone": "0857-1234-9876",
    "email": "kenari.rahasia@contoh.example",
    "address": "Gang Kenarijaya 17B",
}
PASSWORD = "sandi-kenari-yang-salah"
FILE = "foto-kenari-ktp.jpg"
FORM = f"/ajukan/{LONG}/?kantor=kua-cempaka"
SEND = f"/ajukan/{LONG}/kirim/?kantor=kua-cempaka"

# An applicant's name is searched by officers and stands in plain in its one row; everything else
# about a person is sealed.
IN_PLAIN = {("cases_case", NAME)}


class RefusingMailServer:
    """Knows nobody, and quotes the address when it says so, as real servers do."""

    async def handle_RCPT(  # noqa: N802 - the name is given by aiosmtpd
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: Any
    ) -> str:
        return f"550 5.1.1 <{address}>: no such user here"


@pytest.fixture
def mail_port() -> Iterator[int]:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = int(free.getsockname()[1])
    controller = Controller(RefusingMailServer(), hostname="127.0.0.1", port=port)
    controller.start()
    yield port
    controller.stop()


class Journey(NamedTuple):
    """What must be found nowhere."""

    canaries: tuple[str, ...]
    case_number: str


@pytest.mark.slow
def test_no_personal_data_reaches_a_log_a_job_or_a_table_in_plain(
    open_house: World, own_database: Any, start_server: StartServer, mail_port: int
) -> None:
    begun = _server_log_size()
    mail = {"PRIMA_SMTP_PORT": str(mail_port), "PRIMA_SMTP_HOST": "127.0.0.1"}
    web = start_server("--web-only")
    journey = apply_and_follow(Visitor(web.url))
    _fail_to_log_in(Visitor(web.url))
    tables = tables_as_text()
    _break_and_apply_again(Visitor(web.url), own_database)
    worker = start_server("--worker-only", PRIMA_LOG_LEVEL="DEBUG", **mail)
    _wait_for_failed_letters()

    log = web.log.read_text() + worker.log.read_text()
    assert "UndefinedTable" in log  # the failure was reported …
    assert found_in(log, journey.canaries) == []  # … without what it was about
    assert found_in(_server_log(begun), journey.canaries) == []
    assert journey.case_number not in log
    leaks = {
        (table, canary)
        for table, text in tables.items()
        for canary in found_in(text, journey.canaries)
    }
    assert leaks == IN_PLAIN
    assert "message_id" in tables["procrastinate_jobs"]
    assert "case.opened" in tables["kernel_journalentry"]


def apply_and_follow(citizen: Visitor) -> Journey:
    """Refused once for want of papers, sent, followed with wrong and right words."""
    page = citizen.get(FORM)
    key = page.hidden(HIDDEN_KEY)
    photo = SimpleUploadedFile(FILE, jpeg(), content_type="image/jpeg")
    form = {"idempotency_key": key, "csrfmiddlewaretoken": page.hidden(TOKEN), **PERSON}
    refused = citizen.post(SEND, form | {"file_ktp": photo}, is_form=False)
    sent = citizen.post(SEND, form | BROUGHT, is_form=False)
    assert (refused.status, sent.status) == (422, 302)
    receipt = citizen.get("/ajukan/terkirim/")
    assert receipt.status == citizen.get("/ajukan/terkirim/tanda-terima.pdf").status == 200
    number, words = on_receipt(key)
    assert words in receipt.text
    wrong = {"number": number, "words": "kenari " + words}
    right = {"number": number, "words": words}
    assert citizen.post("/lacak/cari/", wrong, token_from="/lacak/").status == 422
    assert citizen.post("/lacak/cari/", right, token_from="/lacak/").status == 302
    assert citizen.get("/lacak/berkas/").status == 200
    nik = PERSON["nik"]
    phone = normalise_phone(PERSON["phone"])
    return Journey(
        (
            *PERSON.values(), nik.replace(" ", ""), phone, phone.removeprefix("+62"),
            words, words.replace(" ", "+"), PASSWORD, FILE, key,
        ),
        number,
    )  # fmt: skip


def _fail_to_log_in(visitor: Visitor) -> None:
    guess = {"login": PERSON["email"], "password": PASSWORD}
    assert visitor.post("/masuk/", guess, token_from="/masuk/").status == 422
    ask = {"email": PERSON["email"]}
    assert visitor.post("/sandi/lupa/", ask, token_from="/sandi/lupa/").status == 302
    assert visitor.get("/masuk/?next=/berkas/" + PERSON["email"]).status == 200


def _break_and_apply_again(citizen: Visitor, database: Any) -> None:
    """A fault in the middle of an application: the statement that fails carries the person."""
    page = citizen.get(FORM)
    form = {
        "idempotency_key": idempotency.new_key(),
        "csrfmiddlewaretoken": page.hidden(TOKEN),
        **PERSON,
        **BROUGHT,
    }
    with psycopg.connect(database.admin_url, autocommit=True) as admin:
        admin.execute("ALTER TABLE cases_case RENAME TO cases_gone")
    try:
        failed = citizen.post(SEND, form, is_form=False)
    finally:
        with psycopg.connect(database.admin_url, autocommit=True) as admin:
            admin.execute("ALTER TABLE cases_gone RENAME TO cases_case")
    assert failed.status == 500
    assert found_in(failed.text, tuple(PERSON.values())) == []


def _wait_for_failed_letters() -> None:
    end = time.monotonic() + 20
    states: list[str] = []
    while time.monotonic() < end:
        with connection.cursor() as cursor:
            cursor.execute("SELECT state FROM kernel_outgoingmessage WHERE channel = 'email'")
            states = [row[0] for row in cursor.fetchall()]
        if states and set(states) <= {"failed", "bounced"}:
            return
        time.sleep(0.2)
    raise AssertionError(f"not every letter came to an end: {states}")


def tables_as_text() -> dict[str, str]:
    """Every row of every table, as text."""
    with connection.cursor() as cursor:
        names = connection.introspection.table_names(cursor)
        found = {}
        for name in names:
            query = sql.SQL("SELECT row_to_json(t)::text FROM {} t").format(sql.Identifier(name))
            cursor.execute(query)
            found[name] = "\n".join(row[0] for row in cursor.fetchall())
    return found


def found_in(text: str, canaries: tuple[str, ...]) -> list[str]:
    flat = re.sub(r"\s+", " ", text).lower()
    return [one for one in canaries if one.lower() in flat]


def _server_log_file() -> Path | None:
    """The log of the embedded server of this run; none when the run uses a server of others."""
    server = settings.EMBEDDED_SERVER
    return server.log_file if server is not None else None


def _server_log_size() -> int:
    file = _server_log_file()
    return file.stat().st_size if file is not None else 0


def _server_log(begun: int) -> str:
    file = _server_log_file()
    if file is None:
        return ""
    text = file.read_bytes()[begun:].decode(errors="replace")
    assert "ERROR" in text  # the broken statement was reported
    return text
