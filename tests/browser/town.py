"""A small district in all the states a page can be in, made with the real actions.

Whatever day the tests run on, cases lie in the working days before it, so that one of them is late
and the figures of a closed period stand.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import count
from zoneinfo import ZoneInfo

from django.conf import settings
from playwright.sync_api import Page
from procrastinate.contrib.django import app
from procrastinate.contrib.django.models import ProcrastinateJob

from prima.cases import public as cases
from prima.cases.public import Applicant, Application, Case, Finish, GivenPaper, Receiver
from prima.kernel import clock
from prima.kernel.actors import CITIZEN, SYSTEM, Actor
from prima.offices import public as offices
from prima.offices.public import Office, StaffMember
from prima.sops import public as sops
from prima.standards import public as standards
from prima.surveys import public as surveys
from tests.browser import answering, asking, complaining, confiding, knowing, rights, steering
from tests.browser.code_app import CodeApps, give_code_app
from tests.browser.intake import take_in
from tests.browser.law import end_a_rule
from tests.browser.leave import plan_leave
from tests.browser.movable import renew
from tests.browser.procedures import begin_sop
from tests.browser.sop_course import walk_sops

ZONE = ZoneInfo("Asia/Jakarta")
PASSWORD = "kuda-laut-biru-77"
DOORS = ("/lacak/", "/masuk/", "/hak-data/")
SERVICE = "legalisasi-buku-nikah"
OTHER_SERVICE = "rekomendasi-nikah"
OFFICE = "kua-cempaka"
LONG_NAME = "Raden Ayu Siti Nur Aisyah Kusumaningrum binti Kiai Haji Abdurrahman Suryadiningrat"
LONG_OFFICE = "KUA Kecamatan Sungai Pandan Hilir Utara dan Kepulauan Tambelan"

# (name, role, office, duties). The newcomer has no work; nobody logs in as the forgetful one.
PEOPLE = {
    "officer": ("Nurul Hidayah", "officer", OFFICE, ("front_office",)),
    "head": ("H. Ahmad Fauzan", "head", OFFICE, ("unit_head",)),
    "registrar": ("Rudi Hartono", "officer", OFFICE, ("marriage_registrar",)),
    "supervisor": (f"{LONG_NAME}, S.Ag., M.Pd.I.", "supervisor", OFFICE, ()),
    "manager": ("Dewi Lestari", "manager", OFFICE, ()),
    "district": ("Hj. Maryam Siregar", "manager", "kemenag", ()),
    "deputy": ("Hendra Wijaya", "manager", "kemenag", ()),
    "author": ("Rina Kusuma", "author", "kemenag", ()),
    "verifier": ("Lukman Hakim", "verifier", "kemenag", ()),
    "caller": ("Ratna Sari Dewi", "complaint_officer", "kemenag", ()),
    "newcomer": ("Wati Suryani", "officer", OFFICE, ()),
    "forgetful": ("Slamet Riyadi", "officer", OFFICE, ()),
    "neighbour": ("Budi Santoso", "officer", "kua-hilir", ("front_office",)),
    "neighbour_head": ("Hj. Fatimah Zahra", "head", "kua-hilir", ()),
} | confiding.PEOPLE
ROWS_TO_SIGN = 3
RECEIVER = Receiver("Siti Maryam", cases.Relation.APPLICANT, cases.Proof.SIGNATURE)
# Open links of the survey, one for each test that spends one.
LINKS = ("survey", "survey-keyboard")
KEPT, ANSWERS, LEVELS = 12, 12, (4, 3, 3, 4, 2, 3)


@dataclass
class Town:
    """What tests need to know of it: codes of citizens, numbers of cases, a link of a survey."""

    now: datetime
    offices: dict[str, Office] = field(default_factory=dict)
    staff: dict[str, StaffMember] = field(default_factory=dict)
    codes: dict[str, tuple[str, str]] = field(default_factory=dict)
    links: dict[str, str] = field(default_factory=dict)
    records: dict[str, str] = field(default_factory=dict)
    _apps: CodeApps = field(default_factory=CodeApps)
    _keys: Iterator[int] = field(default_factory=lambda: count(1))

    @property
    def places(self) -> dict[str, str]:
        """What stands in addresses: the number of each case, the link of the survey."""
        numbers = {name: number for name, (number, _words) in self.codes.items()}
        people = {f"{name}_id": str(one.pk) for name, one in self.staff.items()}
        return numbers | people | self.records | self.links

    def actor(self, name: str, at: datetime) -> Actor:
        """The person as they act at this moment."""
        return offices.actor_for(self.staff[name].user, at)

    def enter(self, page: Page, role: str) -> None:
        """Log in; or open a case (`pemohon:`) or its rights (`hak:`), send one, take one in."""
        kind, _colon, name = role.partition(":")
        if kind == "baru":
            apply(page)
            return
        if kind == "loket":
            self.enter(page, "officer")
            take_in(page, f"/loket/{SERVICE}/?kantor={OFFICE}", LONG_NAME)
            return
        if kind == "tablet":
            asking.stand_before(page, self.records[name])
            return
        if kind in {"pemohon", "hak"}:
            number, words = self.codes[name]
            page.goto("/lacak/" if kind == "pemohon" else "/hak-data/")
            page.get_by_label("Nomor berkas").fill(number)
            page.get_by_label("Lima kata").fill(words)
        else:
            page.goto("/masuk/")
            page.get_by_label("Surel dinas").fill(email_of(role))
            page.get_by_label("Kata sandi", exact=True).fill(PASSWORD)
        page.keyboard.press("Enter")
        page.wait_for_url(lambda address: not address.endswith(DOORS))
        if page.url.endswith("/masuk/faktor-kedua/"):
            page.get_by_label("Kode", exact=True).fill(self._apps.next_code(role))
            page.keyboard.press("Enter")
            page.wait_for_url(lambda address: not address.endswith("/faktor-kedua/"))
        page.wait_for_url(lambda address: not address.endswith(DOORS))

    def working_moment(self, days_ago: int) -> datetime:
        """The first minutes of the last working day that is at least so many days ago."""
        calendar = offices.calendar_of(self.offices[OFFICE])
        midnight = self.now.astimezone(ZONE).replace(hour=0, minute=0)
        day = midnight - timedelta(days=days_ago)
        while (opening := calendar.next_opening(day)).astimezone(ZONE).date() != day.date():
            day -= timedelta(days=1)
        return opening + timedelta(minutes=5)

    def open(
        self, name: str, at: datetime, *, applicant: str = "Siti Maryam", service: str = SERVICE
    ) -> Case:
        """An application from home; its code is kept under the name."""
        content = self._content(service, at)
        opened = cases.open_case(
            Application(
                office=self.offices[OFFICE],
                service=standards.Service.objects.get(key=service),
                applicant=Applicant(
                    applicant,
                    nik="3201014505900001",
                    phone="0812 3456 7890",
                    email="siti@contoh.example",
                    address="Jalan Melati 7 RT 03 RW 05, Cempaka",
                ),
                channel=cases.Channel.ONLINE,
                situations=standards.settle_situations(content, ()),
                papers=[
                    GivenPaper(row.key, cases.PaperState.TO_BRING)
                    for row in standards.requirements_for(
                        content, standards.settle_situations(content, ())
                    )
                    if row.kind == "document"
                ],
            ),
            key=f"form-key-of-the-town-{next(self._keys):06d}",
            by=CITIZEN,
            at=at,
        )
        self.codes[name] = (opened.case.number, opened.words)
        return opened.case

    def walk(self, case: Case, rows: int | None, at: datetime) -> Case:
        """Finish so many rows in the ordinary way, or all; two minutes each."""
        done = 0
        while case.items.open().exists() and done != rows:
            item = case.items.open().get()
            step = case.sop_version.automaton.document.step(item.step_key)
            how = Finish(
                outcome=step.outcomes[0],
                product_number=f"B-{case.pk}/KUA/2026" if "product_ready" in step.marks else "",
                receiver=RECEIVER if "handed_over" in step.marks else None,
            )
            done += 1
            moment = at + timedelta(minutes=2 * done)
            cases.finish_step(item, how, by=self._able(step.actors, moment), at=moment)
            case = Case.objects.get(pk=case.pk)
        return case

    def _able(self, actors: tuple[str, ...], at: datetime) -> Actor:
        roles = {"head": "head", "registrar": "registrar"}
        return self.actor(next((roles[one] for one in actors if one in roles), "officer"), at)

    def _content(self, service: str, at: datetime) -> standards.StandardContent:
        found = standards.standard_in_force(
            standards.Service.objects.get(key=service), self.offices[OFFICE], at.date()
        )
        assert found is not None
        return found.content


def apply(page: Page) -> None:
    """Send an application whose papers will all be brought."""
    page.goto(f"/ajukan/{SERVICE}/?kantor={OFFICE}")
    for tick in page.get_by_label("Saya bawa ke kantor").all():
        tick.check()
    page.get_by_label("Nama lengkap").fill(LONG_NAME)
    page.get_by_label("Nomor telepon").fill("0812 3456 7890")
    page.get_by_role("button", name="Kirim permohonan").click()
    page.wait_for_url("**/ajukan/terkirim/")


def email_of(role: str) -> str:
    """The log-in name of a person."""
    return f"{role}@kantor.example"


def build(now: datetime) -> Town:
    """Make all of it."""
    town = found(now)
    _closed_period(town)
    _cases(town)
    _many_kept(town)
    rights.ask(town)
    _propose(town)
    town.records |= begin_sop(town.staff["author"], SERVICE, town.now)
    town.records |= walk_sops(town.staff, town.offices["kemenag"], PASSWORD, town.now)
    town.records |= steering.leave_out(town)
    town.records |= plan_leave(town.staff, town.now) | end_a_rule(town.now) | renew(town)
    town.records |= asking.ask(town, password=PASSWORD) | knowing.know(town)
    town.records |= complaining.speak(town) | answering.answer(town) | confiding.confide(town)
    return town


def found(now: datetime) -> Town:
    """Offices, people and services; nobody has applied yet."""
    town = Town(now)
    began = now - timedelta(days=120)
    _open_offices(town, began)
    _employ(town, began)
    sops.load_catalogue(
        settings.CATALOGUE_DIR, office=town.offices["kemenag"], by=SYSTEM, at=began
    )
    return town


def _open_offices(town: Town, at: datetime) -> None:
    offices.load_national_hours(by=SYSTEM, at=at)
    offices.load_national_calendar(range(at.year, town.now.year + 2), by=SYSTEM, at=at)
    for key, kind, name, prefix in (
        ("kemenag", "district", "Kantor Kementerian Agama Kabupaten Tirtamulya", "KT"),
        (OFFICE, "subdistrict", "KUA Cempaka", "KCP"),
        ("kua-hilir", "subdistrict", LONG_OFFICE, "KSP"),
    ):
        town.offices[key] = offices.create_office(
            key=key,
            kind=kind,
            parent=town.offices.get("kemenag"),
            name=name,
            number_prefix=prefix,
            address="Jalan Kenanga 3, Cempaka, Tirtamulya 43255",
            phone="0263 555 012",
            email=f"{key}@kantor.example",
            whatsapp="+62 812 3456 7890",
            by=SYSTEM,
            at=at,
        )


def _employ(town: Town, at: datetime) -> None:
    for role, (name, task, office_key, duties) in PEOPLE.items():
        office = town.offices[office_key]
        staff = offices.add_staff(
            office=office,
            email=email_of(role),
            name=name,
            honorific="ibu",
            password=PASSWORD,
            by=SYSTEM,
            at=at,
        )
        offices.assign_role(staff, role=task, office=office, starts_on=at.date(), by=SYSTEM, at=at)
        for duty in duties:
            title = str(offices.Duty(duty).label)
            position = offices.create_position(
                office=office, duty=duty, title=title, by=SYSTEM, at=at
            )
            offices.appoint(position, staff, starts_on=at.date(), by=SYSTEM, at=at)
        town.staff[role] = staff
    town.records["newcomer_role"] = str(town.staff["newcomer"].roles.get().pk)
    town.records["position"] = str(town.offices[OFFICE].positions.earliest("pk").pk)
    for staff in town.staff.values():
        give_code_app(staff, at)


def _cases(town: Town) -> None:
    """One case in every state a citizen or an officer can meet."""
    recent, old = town.working_moment(3), town.working_moment(12)
    town.open("fresh", recent)
    town.open("long", recent, applicant=LONG_NAME, service=OTHER_SERVICE)
    asked = town.open("asked", recent)
    points = [
        cases.CorrectionPoint(cases.Fault.INCORRECT, "Foto KTP buram.", paper_key="ktp"),
        cases.CorrectionPoint(
            cases.Fault.INCORRECT, "Tulis nomor rumah.", field="applicant_address"
        ),
    ]
    moment = recent + timedelta(minutes=10)
    cases.request_correction(
        asked.items.open().get(), points, by=town.actor("officer", moment), at=moment
    )
    town.walk(town.open("late", old), 1, old)
    explained = town.walk(town.open("explained", old, applicant="Agus Salim"), ROWS_TO_SIGN, old)
    cases.explain_delay(
        explained,
        reason="Kepala KUA sakit; penggantinya bertugas mulai besok.",
        expected_at=town.now + timedelta(days=2),
        by=town.actor("head", town.now),
        at=town.now,
    )
    town.walk(town.open("ready", recent), ROWS_TO_SIGN + 1, recent)
    town.walk(town.open("done", recent), None, recent)
    _endings(town, recent)


def _endings(town: Town, at: datetime) -> None:
    held = town.walk(town.open("held", at, service=OTHER_SERVICE), 1, at)
    moment = at + timedelta(minutes=10)
    cases.hold_until(
        held,
        town.now + timedelta(days=9),
        reason="Akad nikah pada tanggal itu.",
        by=town.actor("officer", moment),
        at=moment,
    )
    cases.refuse(
        town.open("refused", at),
        reason="Nomor seri tidak ada pada register.",
        basis="PMA 30 Tahun 2024 pasal 39",
        by=town.actor("head", moment),
        at=moment,
    )
    cases.withdraw(town.open("withdrawn", at), by=CITIZEN, at=moment)


def _many_kept(town: Town) -> None:
    """Enough cases of this month for its figures to be shown."""
    for number in range(KEPT):
        at = town.working_moment(2) + timedelta(minutes=number)
        town.walk(town.open(f"kept-{number}", at), None, at)


def _propose(town: Town) -> None:
    """A holiday of next week that waits for a second manager."""
    on = (town.now + timedelta(days=1)).date()
    row = offices.DayRow(on, "holiday", "Pilkada serentak", decided=True, source="Keppres 1")
    change = offices.propose_change(
        None, [offices.Edit(None, row)], reason="Keputusan Presiden tentang hari pemungutan suara",
        by=town.actor("district", town.now), at=town.now,
    )  # fmt: skip
    town.records["change"] = str(change.pk)


def _closed_period(town: Town) -> None:
    """Months whose links have all expired, with enough answers; and one link still open."""
    steering.answer(town)
    at = town.working_moment(62)
    for number in range(ANSWERS):
        _answer(town, number, at)
    for place, name in enumerate(LINKS):
        _draw(town, ANSWERS + place, town.working_moment(1), name)
    surveys.run_periodic_work(by=SYSTEM, at=town.now)


def _answer(town: Town, number: int, at: datetime) -> None:
    token = _draw(town, number, at, "answered")
    answers = {
        key: LEVELS[(number + place) % len(LEVELS)] for place, key in enumerate(surveys.KEYS)
    }
    surveys.answer_survey(
        token=token, answers=answers, comment="Ruang tunggu panas." if number == 0 else "",
        key=f"answer-{number}", by=CITIZEN, at=at,
    )  # fmt: skip


def _draw(town: Town, number: int, at: datetime, name: str) -> str:
    """A completed case of long ago, of which only the draw is left, so that no letter is due."""
    service = standards.Service.objects.get(key=SERVICE)
    invitation = surveys.draw_respondent(
        case_id=1_000_000 + number, office_id=town.offices[OFFICE].pk, service_id=service.pk,
        by=SYSTEM, at=at,
    )  # fmt: skip
    letter = ProcrastinateJob.objects.filter(task_name="surveys.invite")
    waiting = letter.get(args__invitation_id=invitation.pk)
    app.job_manager.cancel_job_by_id(waiting.pk, delete_job=True)
    town.links[name] = invitation.token
    return invitation.token


def moment_of_build() -> datetime:
    """Now, to the minute."""
    return clock.now().replace(second=0, microsecond=0)
