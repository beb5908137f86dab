"""The stage of these tests, set up with the real actions: a district, two KUA, their people,
and two services: a short one (legalisation) and one with a long clock, four eyes and a payment.
"""

from __future__ import annotations

import itertools
import tempfile
from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any

import yaml
from django.conf import settings
from django.db import connection

from prima.cases import actions
from prima.cases.actions import Application, Finish, OpenedCase
from prima.cases.core import Applicant, GivenPaper, Receiver
from prima.cases.models import Case, WorkItem
from prima.cases.rules import Channel, PaperForm, PaperState, Proof, Relation
from prima.kernel.actors import CITIZEN, SYSTEM, Actor
from prima.offices import actions as offices
from prima.offices.public import Office, Position, StaffMember, actor_for
from prima.sops.public import load_catalogue
from prima.standards.public import Service

SHORT = "legalisasi-buku-nikah"
LONG = "surat-uji"

SET_UP = datetime(2026, 1, 5, 1, 0, tzinfo=UTC)
# Wednesday 18 November 2026, 09.00 WIB, an ordinary working day.
NOW = datetime(2026, 11, 18, 2, 0, tzinfo=UTC)

APPLICANT = Applicant(
    name="Siti Maryam", nik="3201014505900001", phone="0812 3456 7890", email="siti@contoh.id"
)
RECEIVER = Receiver(name="Siti Maryam", relation=Relation.APPLICANT, proof=Proof.SIGNATURE)

_keys = itertools.count()
_OUTCOMES = {True: "yes", False: "no"}


@dataclass(frozen=True)
class Scene:
    """One KUA with its people; `other` works in the KUA next door."""

    office: Office
    other_office: Office
    staff: dict[str, StaffMember]

    def actor(self, name: str, at: datetime = NOW) -> Actor:
        """The person as they act at this moment."""
        return actor_for(self.staff[name].user, at)

    @property
    def officer(self) -> Actor:
        """Front office."""
        return self.actor("officer")

    @property
    def colleague(self) -> Actor:
        """Front office, too."""
        return self.actor("colleague")

    @property
    def head(self) -> Actor:
        """Head of the KUA, holds the duty unit_head and the role head."""
        return self.actor("head")

    @property
    def stranger(self) -> Actor:
        """Front office of the KUA next door."""
        return self.actor("stranger")

    def service(self, key: str = SHORT) -> Service:
        """A service by key."""
        return Service.objects.get(key=key)


def set_up() -> Scene:
    """Make the stage."""
    offices.load_national_hours(by=SYSTEM, at=SET_UP)
    offices.load_national_calendar([2026, 2027], by=SYSTEM, at=SET_UP)
    district = _office("kemenag-tirtamulya", "district", None, "Kemenag Tirtamulya", "KT")
    here = _office("kua-cempaka", "subdistrict", district, "KUA Cempaka", "TM")
    there = _office("kua-melati", "subdistrict", district, "KUA Melati", "ML")
    staff = {
        "officer": _person(here, "Nurul Hidayah", "officer", "front_office"),
        "colleague": _person(here, "Rudi Hartono", "officer", "front_office"),
        "head": _person(here, "H. Ahmad Fauzan", "head", "unit_head"),
        "supervisor": _person(here, "Dewi Lestari", "supervisor", None),
        "stranger": _person(there, "Budi Santoso", "officer", "front_office"),
    }
    folder = catalogue()
    load_catalogue(folder, office=district, by=SYSTEM, at=SET_UP)
    return Scene(here, there, staff)


def catalogue() -> Path:
    """A catalogue folder with the two services, free to be changed."""
    folder = Path(tempfile.mkdtemp())
    for name, text in _files().items():
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_text(text, "utf-8")
    return folder


@cache
def _files() -> dict[str, str]:
    """What stands in the folder; the long service is made from the short one."""
    source = Path(settings.CATALOGUE_DIR)
    kept = (f"services/{SHORT}.yaml", f"sops/{SHORT}.yaml", "services/_categories.yaml")
    found = {name: (source / name).read_text("utf-8") for name in kept}
    service = yaml.safe_load(found[f"services/{SHORT}.yaml"])
    service |= {"key": LONG, "name": "Surat uji", "keywords": ["surat uji"]}
    service["asks"] = ["nik", "address"]
    service["standard"]["completion_time"] = {
        "amount": 2,
        "unit": "working_day",
        "start_event": "received",
        "stop_event": "product_ready",
    }
    service["standard"].pop("to_confirm", None)
    made = {f"services/{LONG}.yaml": service, f"sops/{LONG}.yaml": _long_sop()}
    return found | {name: _written(content) for name, content in made.items()}


def renew_procedure(scene: Scene, service: str, change: Callable[[Any], None]) -> None:
    """A new version of a procedure, in force from the day before NOW."""
    folder = catalogue()
    path = folder / "sops" / f"{service}.yaml"
    sop = yaml.safe_load(path.read_text("utf-8"))
    for step in sop["steps"]:
        # YAML 1.1 reads the keys yes and no as truth values.
        for name in {"exits", "outcome_labels"} & set(step):
            step[name] = {_OUTCOMES.get(key, key): value for key, value in step[name].items()}
    change(sop)
    path.write_text(_written(sop), "utf-8")
    district = Office.objects.get(children=scene.office)
    load_catalogue(folder, office=district, by=SYSTEM, at=NOW - timedelta(days=1))


def application(
    scene: Scene,
    *,
    service: str = SHORT,
    channel: Channel = Channel.COUNTER,
    applicant: Applicant = APPLICANT,
    situations: Collection[str] = (),
    papers: Iterable[GivenPaper] | None = None,
    office: Office | None = None,
) -> Application:
    """An application; without `papers` all that is needed is handed in, or promised from home."""
    state = PaperState.HANDED_IN if channel == Channel.COUNTER else PaperState.TO_BRING
    form = PaperForm.ORIGINAL if channel == Channel.COUNTER else ""
    keys = ["buku-nikah", "ktp", "fotokopi-buku-nikah"]
    if "diwakilkan" in situations:
        keys += ["surat-kuasa", "ktp-kuasa"]
    given = [GivenPaper(key, state, form) for key in keys]
    return Application(
        office=office or scene.office,
        service=scene.service(service),
        applicant=applicant,
        channel=channel,
        situations=situations,
        papers=given if papers is None else papers,
    )


def key() -> str:
    """A fresh form key."""
    return f"form-key-of-this-test-{next(_keys):06d}"


def open_at_counter(scene: Scene, *, at: datetime = NOW, **how: object) -> Case:
    """A case taken in by the officer."""
    return opened_at_counter(scene, at=at, **how).case


def opened_at_counter(scene: Scene, *, at: datetime = NOW, **how: object) -> OpenedCase:
    """The same with its five words."""
    given = application(scene, **how)  # type: ignore[arg-type]
    return actions.open_case(given, key=key(), by=scene.actor("officer", at), at=at)


def open_online(scene: Scene, *, at: datetime = NOW, **how: object) -> OpenedCase:
    """A case sent from home."""
    given = application(scene, channel=Channel.ONLINE, **how)  # type: ignore[arg-type]
    return actions.open_case(given, key=key(), by=CITIZEN, at=at)


def open_item(case: Case) -> WorkItem:
    """The one open row."""
    return case.items.open().get()


# How each row of the two procedures is finished in the ordinary way, and by whom.
ORDINARY: dict[str, tuple[str, Finish]] = {
    "check": ("officer", Finish(outcome="yes")),
    "match": ("officer", Finish(outcome="yes")),
    "stamp": ("officer", Finish(product_number="LG-001/2026")),
    "pay": ("officer", Finish()),
    "write": ("officer", Finish(product_number="S-001/2026")),
    "verify": ("colleague", Finish(outcome="yes")),
    "sign": ("head", Finish()),
    "hand_over": ("officer", Finish(receiver=RECEIVER)),
    "archive": ("officer", Finish()),
}


def finish(scene: Scene, case: Case, *, at: datetime = NOW) -> Case:
    """Finish the open row in the ordinary way."""
    item = open_item(case)
    who, how = ORDINARY[item.step_key]
    actions.finish_step(item, how, by=scene.actor(who, at), at=at)
    return Case.objects.get(pk=case.pk)


def walk_to(scene: Scene, case: Case, step: str, *, at: datetime = NOW) -> Case:
    """Finish rows until this one is open."""
    while open_item(case).step_key != step:
        case = finish(scene, case, at=at)
    return case


def walk_to_end(scene: Scene, case: Case, *, at: datetime = NOW) -> Case:
    """Finish all rows."""
    while case.items.open().exists():
        case = finish(scene, case, at=at)
    return case


def damage(case: Case) -> None:
    """Write into a sealed column what no key opens, as a broken disk or a lost key would."""
    with connection.cursor() as cursor:
        cursor.execute("UPDATE cases_case SET applicant_phone = 'rusak' WHERE id = %s", [case.pk])


def _office(key: str, kind: str, parent: Office | None, name: str, prefix: str) -> Office:
    return offices.create_office(
        key=key, kind=kind, parent=parent, name=name, number_prefix=prefix, by=SYSTEM, at=SET_UP
    )


def _person(office: Office, name: str, role: str, duty: str | None) -> StaffMember:
    email = f"{name.rsplit(maxsplit=1)[-1].lower()}@{office.key}.example"
    staff = offices.add_staff(
        office=office, email=email, name=name, honorific="ibu", by=SYSTEM, at=SET_UP
    )
    day = SET_UP.date()
    offices.assign_role(staff, role=role, office=office, starts_on=day, by=SYSTEM, at=SET_UP)
    if duty is not None:
        offices.appoint(_position(office, duty), staff, starts_on=day, by=SYSTEM, at=SET_UP)
    return staff


def leader(office: Office, name: str = "Kepala Kantor", *, at: datetime = NOW) -> Actor:
    """A head of this office, and so of all offices below it."""
    return actor_for(_person(office, name, "head", None).user, at)


def _position(office: Office, duty: str) -> Position:
    found = Position.objects.filter(office=office, duty=duty).first()
    return found or offices.create_position(
        office=office, duty=duty, title=duty.replace("_", " ").title(), by=SYSTEM, at=SET_UP
    )


def _written(content: object) -> str:
    return yaml.safe_dump(content, allow_unicode=True, sort_keys=False)


def _row(key: str, actor: str, symbol: str = "process", **more: object) -> dict[str, object]:
    norm = {"amount": 60, "unit": "working_minute", "proposal": True}
    return {
        "key": key, "text": key.title(), "actors": [actor], "symbol": symbol,
        "standard_input": ["Berkas"], "norm": norm, "output": ["Hasil"], **more,
    }  # fmt: skip


def _long_sop() -> dict[str, object]:
    waiting = {"amount": 1, "unit": "working_day", "kind": "waiting", "proposal": True}
    return {
        "service": LONG,
        "proposal": True,
        "adaptations": [],
        "identity": {
            "title": "Surat uji",
            "legal_basis": ["Peraturan Menteri Agama Nomor 30 Tahun 2024"],
            "executor_qualification": ["Teliti"],
            "equipment": ["Komputer"],
            "warnings": ["Bila tidak diperiksa dua orang, surat palsu dapat terbit."],
            "records": ["Buku agenda"],
        },
        "actors": [
            {"key": "applicant", "label": "Pemohon"},
            {"key": "front", "label": "Petugas loket", "duty": "front_office"},
            {"key": "head", "label": "Kepala KUA", "duty": "unit_head"},
        ],
        "steps": [
            _row("submit", "applicant", "terminator", marks=["received"]),
            _row("check", "front", "decision", exits={"no": "submit"}, marks=["papers_complete"]),
            _row("pay", "applicant", norm=waiting, applies_when={"any": ["diwakilkan"]}),
            _row("write", "front"),
            _row(
                "verify", "front", "decision",
                must_differ_from=["write"], exits={"no": "write"},
            ),
            _row("sign", "head", marks=["product_ready"]),
            _row("hand_over", "front", "terminator", marks=["handed_over"]),
        ],
    }  # fmt: skip
