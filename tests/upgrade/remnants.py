"""Runs inside the release that is stored: rows the demonstration leaves out, and what must hold.

Prints, as one line of JSON, what no later version may lose although the database alone does not
show it: how many sealed values each column holds and a digest of what they say when opened.
"""

from __future__ import annotations

import hashlib
import io
import json
import sys
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

from allauth.mfa.totp.internal.auth import generate_totp_secret
from django.apps import apps
from django.core.files.base import ContentFile
from django.db import connection
from PIL import Image

from prima.accounts import actions as accounts
from prima.accounts.documents import factor_added_letter
from prima.cases import actions as cases
from prima.cases.public import Case
from prima.config import demo_mode, launch
from prima.kernel import clock, idempotency, limits, messages
from prima.kernel.actors import CITIZEN, SYSTEM, Actor
from prima.kernel.crypto import EncryptedTextField
from prima.kernel.messages.models import OutgoingMessage
from prima.kernel.messages.sending import send
from prima.offices import actions as office_actions
from prima.offices import public as offices
from prima.offices.core.edits import ClosureRow, Edit
from prima.offices.queries.cover import gaps_of
from prima.privacy import public as privacy
from prima.surveys import actions as surveys
from prima.surveys.rules import Order, PeriodLength
from tests.drills.browser import code_of

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
    _ask_about_data(at)
    _stay_away(at)
    _use_a_second_factor(at)
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
    office = offices.Office.objects.exclude(parent=None).earliest("path")
    surveys.set_rule(
        office=office,
        valid_from=date(at.year + 1, 4, 1),
        least_share=Decimal("0.500"),
        period_length=PeriodLength.QUARTER,
        order=next(iter(Order)),
        basis="Keputusan Kepala Kantor Nomor 12 Tahun 2026 (rekaan)",
        seen=0,
        by=_manager_of(office.parent_id or 0, at),
        at=at,
    )


def _send_some_messages(at: datetime) -> None:
    """Into the letter folder of the demonstration; the rest stays waiting, with its jobs."""
    waiting = OutgoingMessage.objects.filter(state="prepared").order_by("pk")
    for message in waiting.filter(channel="email")[:SENT]:
        send(message.pk, at=at)
    for message in waiting.filter(channel="whatsapp")[:SENT]:
        messages.mark_sent(message, at=at)


def _ask_about_data(at: datetime) -> None:
    """One person asks for a copy; the data of another are needed in a dispute."""
    asking, disputed = Case.objects.order_by("pk")[:2]
    wish = privacy.Wish(reason="Saya ingin tahu data apa yang disimpan.")
    privacy.take_request(asking, privacy.RequestKind.ACCESS, wish, by=CITIZEN, at=at)
    manager = _manager_of(disputed.office_id, at)
    privacy.place_hold(disputed, privacy.HoldReason.DISPUTE, by=manager, at=at)


def _stay_away(at: datetime) -> None:
    """A head is ill without a substitute, and an office proposes to close for a day."""
    day = at.date()
    staff = offices.StaffMember.objects.order_by("pk").last()
    assert staff is not None
    manager = _manager_of(staff.home_office_id, at)
    back = day + timedelta(days=3)
    office_actions.record_absence(
        staff, starts_on=day, ends_on=back, reason="other", by=manager, at=at
    )
    office_actions.raise_gaps(gaps_of(offices.Office.objects.all(), at), at=at)
    closing = Edit(None, ClosureRow(day + timedelta(days=20), "Gedung diperbaiki (rekaan)"))
    office = offices.Office.objects.get(pk=staff.home_office_id)
    reason = "Surat Kepala Kantor Nomor 9 (rekaan)"
    office_actions.propose_change(office, [closing], reason=reason, by=manager, at=at)


def _use_a_second_factor(at: datetime) -> None:
    """Two people set up a code app; one of them loses the telephone."""
    for person in offices.StaffMember.objects.select_related("user").order_by("pk")[:2]:
        secret = generate_totp_secret()
        accounts.add_code_app(
            person.user,
            secret=secret,
            code=code_of(secret, now=at.timestamp()),
            letter=factor_added_letter(person.user),
            by=offices.actor_for(person.user, at),
            at=at,
        )
    office_actions.reset_second_factor(person, reason="Ponsel hilang (rekaan)", by=SYSTEM, at=at)


def _manager_of(office_id: int, at: datetime) -> Actor:
    staff = offices.StaffMember.objects.select_related("user")
    actors = (offices.actor_for(one.user, at) for one in staff)
    return next(actor for actor in actors if actor.may("manage_office", office_id))


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
