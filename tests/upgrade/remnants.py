"""Runs inside the release that is stored: rows the demonstration leaves out, and what must hold.

Prints, as one line of JSON, what no later version may lose although the database alone does not
show it: how many sealed values each column holds and a digest of what they say when opened.
"""

from __future__ import annotations

import hashlib
import io
import json
import sys
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.apps import apps
from django.core.files.base import ContentFile
from django.db import connection
from PIL import Image

from prima.cases import actions as cases
from prima.config import demo_mode, launch
from prima.kernel import clock, idempotency, limits, messages
from prima.kernel.crypto import EncryptedTextField
from prima.kernel.messages.models import OutgoingMessage
from prima.kernel.messages.sending import send
from prima.offices import public as offices
from prima.surveys import actions as surveys
from prima.surveys.rules import Order, PeriodLength

LIMIT = (5, 900)
SENT = 5


def main() -> None:
    with launch.database():
        _add_rows()
        sys.stdout.write(json.dumps(_facts()) + "\n")


def _add_rows() -> None:
    """Through the actions, as a day in an office would: nothing here is written by hand."""
    demo_mode.switch_on()
    at = clock.now()
    limits.check("peragaan", "192.0.2.1", limit=LIMIT)
    _keep_an_unsent_form(at)
    _set_a_survey_rule(at)
    _send_some_messages(at)
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT procrastinate_defer_periodic_job_v2"
            "('default', NULL, NULL, 'kernel.tidy', 0, '', %s, '{}'::jsonb)",
            [int(at.timestamp())],
        )


def _keep_an_unsent_form(at: datetime) -> None:
    picture = io.BytesIO()
    Image.new("RGB", (8, 8), "white").save(picture, "PNG")
    upload = ContentFile(picture.getvalue(), name="ktp.png")
    cases.keep_unsent(idempotency.new_key(), {"ktp": [upload]}, at=at)


def _set_a_survey_rule(at: datetime) -> None:
    office = offices.Office.objects.get(parent=None)
    staff = offices.StaffMember.objects.select_related("user")
    actors = (offices.actor_for(one.user, at) for one in staff)
    manager = next(actor for actor in actors if actor.may("manage_office", office.pk))
    surveys.set_rule(
        office=office,
        valid_from=date(at.year + 1, 4, 1),
        least_share=Decimal("0.500"),
        period_length=PeriodLength.QUARTER,
        order=next(iter(Order)),
        basis="Keputusan Kepala Kantor Nomor 12 Tahun 2026 (rekaan)",
        by=manager,
        at=at,
    )


def _send_some_messages(at: datetime) -> None:
    """Into the letter folder of the demonstration; the rest stays waiting, with its jobs."""
    waiting = OutgoingMessage.objects.order_by("pk")
    for message in waiting.filter(channel="email")[:SENT]:
        send(message.pk, at=at)
    for message in waiting.filter(channel="whatsapp")[:SENT]:
        messages.mark_sent(message, at=at)


def _facts() -> dict[str, Any]:
    sealed = {
        f"{model._meta.db_table}.{field.column}": opened(model, field.attname)
        for model in apps.get_models()
        for field in model._meta.concrete_fields
        if isinstance(field, EncryptedTextField)
    }
    return {"sealed": sealed}


def opened(model: Any, name: str) -> dict[str, Any]:
    """How many rows, and a digest of everything they say."""
    digest, rows = hashlib.sha256(), 0
    for key, value in model.objects.order_by("pk").values_list("pk", name).iterator():
        digest.update(f"{key}\x1f{value}\x1e".encode())
        rows += 1
    return {"rows": rows, "sha256": digest.hexdigest()}
