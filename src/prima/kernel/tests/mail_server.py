"""A real mail server on this machine that keeps what it took, refuses, hangs or hangs up."""

from __future__ import annotations

import asyncio
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from email.message import EmailMessage
from typing import Any

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import Envelope
from django.test import override_settings

LONG = 30.0


@dataclass
class MailServer:
    """What it answers may be changed at any time."""

    taken: list[EmailMessage] = field(default_factory=list)
    envelopes: list[str] = field(default_factory=list)
    answer: str = "250 OK"
    sender_answer: str = "250 OK"
    data_answer: str = "250 OK"
    hangs_up: bool = False  # takes the letter and closes the line before it says so
    hangs: bool = False  # takes the letter and never says so
    connections: int = 0

    async def handle_EHLO(  # noqa: N802 - the names are given by aiosmtpd
        self, server: Any, session: Any, envelope: Envelope, hostname: str, responses: list[str]
    ) -> list[str]:
        self.connections += 1
        session.host_name = hostname
        return responses

    async def handle_MAIL(  # noqa: N802
        self, server: Any, session: Any, envelope: Envelope, address: str, options: Any
    ) -> str:
        envelope.mail_from = address
        return self.sender_answer

    async def handle_RCPT(  # noqa: N802
        self, server: Any, session: Any, envelope: Envelope, address: str, options: Any
    ) -> str:
        if self.answer.startswith("250"):
            envelope.rcpt_tos.append(address)
        return self.answer

    async def handle_DATA(self, server: Any, session: Any, envelope: Envelope) -> str:  # noqa: N802
        if self.data_answer.startswith("250"):
            assert isinstance(envelope.content, bytes)
            self.taken.append(message_from_bytes(envelope.content, policy=policy.default))
            self.envelopes.append(envelope.mail_from or "")
        if self.hangs:
            await asyncio.sleep(LONG)
        if self.hangs_up:
            server.transport.abort()
        return self.data_answer


@contextmanager
def running() -> Iterator[MailServer]:
    """Serve on a free port, and let the settings point there."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    server = MailServer()
    controller = Controller(server, hostname="127.0.0.1", port=port)
    controller.start()
    try:
        with override_settings(
            EMAIL_BACKEND="django.core.mail.backends.smtp.EmailBackend",
            EMAIL_HOST="127.0.0.1",
            EMAIL_PORT=port,
            SITE_URL="https://kua.contoh.id",
            DEFAULT_FROM_EMAIL="Prima <prima@kua.contoh.id>",
        ):
            yield server
    finally:
        controller.stop()
