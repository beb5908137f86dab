"""How people get into the demonstration: log-ins made anew at each start, and two codes to try."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Final

from django.conf import settings
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError

from prima.accounts.public import User, set_password
from prima.cases.public import Case, CaseStatus
from prima.config import places
from prima.config.demo.people import PEOPLE
from prima.kernel import clock
from prima.kernel import codes as secret_codes
from prima.kernel.actors import SYSTEM
from prima.offices.public import Office

if TYPE_CHECKING:
    from prima.config.demo.walk import Walk

_WORDS: Final = 3


@dataclass(frozen=True, slots=True)
class LogIn:
    """One person of the demonstration; the password is kept nowhere."""

    role: str
    title: str
    name: str
    office: str
    email: str
    password: str


@dataclass(frozen=True, slots=True)
class Code:
    """Number and five words of one case, to look at it as its applicant does."""

    what: str
    number: str
    words: str


def log_ins() -> list[LogIn]:
    """Give everybody a new password; earlier ones and their sessions end."""
    offices = {office.key: office.name for office in Office.objects.all()}
    at = clock.now()
    found = []
    for person in PEOPLE:
        user = User.objects.get(email=person.email)
        password = _fitting_password(user)
        set_password(user, password=password, by=SYSTEM, at=at)
        title = person.positions[0][1]
        role = str(person.role.label)
        found.append(
            LogIn(role, title, person.name, offices[person.office], person.email, password)
        )
    return found


def _fitting_password(user: User) -> str:
    """Random words the rules accept: now and then some look like the person's own name."""
    while True:
        password = "-".join(secret_codes.new_secret(_WORDS).split())
        try:
            validate_password(password, user)
        except ValidationError:
            continue
        return password


def keep_codes(walks: Iterable[Walk], now: datetime) -> None:
    """Keep the codes of two invented cases; words of real ones are kept nowhere."""
    words = {walk.case.number: walk.words for walk in walks if walk.words}
    open_cases = Case.objects.filter(status=CaseStatus.IN_PROCESS).order_by("received_at", "pk")
    late = open_cases.late(now).exclude(delay_reason="").first() or open_cases.late(now).first()
    on_time = open_cases.filter(due_at__gt=now, clock_stopped_at=None).first()
    kept = [
        asdict(Code(what, case.number, words[case.number]))
        for what, case in (("sedang diproses", on_time), ("terlambat", late))
        if case is not None
    ]
    places.write_private(_file(), json.dumps(kept))


def codes() -> list[Code]:
    """The two codes, for as long as the data they open is there."""
    if not _file().exists():
        return []
    kept = [Code(**one) for one in json.loads(_file().read_text("utf-8"))]
    known = set(
        Case.objects.filter(number__in=[one.number for one in kept]).values_list(
            "number", flat=True
        )
    )
    return [one for one in kept if one.number in known]


def _file() -> Path:
    folder: Path = settings.DATA_DIR
    return folder / "demo-codes.json"
