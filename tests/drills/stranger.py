"""A stranger begins with a wheel, loses the machine, and goes on with the backup on another one.

Nothing is prepared and nothing is called from inside: only `prima` and the pages, from
installing to the end of a case that began on the lost machine.
"""

import re
import time
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from tests.drills import pages
from tests.drills.browser import Browser, code_of
from tests.drills.house import Sink
from tests.drills.machine import CommandFailedError, Machine, build_wheel, free_port
from tests.drills.people import NUMBER, STEP_FORM, WORDS, picture
from tests.drills.report import Report, say

SERVICE = "legalisasi-buku-nikah"
OFFICE = "kua-contoh"
MANAGER = "dewi@kua-contoh.example"
PASSWORD = "sawah-hijau-tujuh-kerbau"
HOLDERS = ("Kepala KUA", "Kasi Bimas Islam")
PRODUCT = "B-471/KUA/2026"
LETTER_SECONDS = 60
STEPS_BEFORE_THE_LOSS = 2
MOST_STEPS = 12
LINK = re.compile(r"https?://\S+/sandi/atur/\S+")


@dataclass(frozen=True)
class Colleague:
    """Somebody the manager takes on."""

    name: str
    email: str
    role: str
    duty: str


STAFF = (
    Colleague("Nurul Hidayah", "nurul@kua-contoh.example", "officer", "front_office"),
    Colleague("Rudi Hartono", "rudi@kua-contoh.example", "officer", "marriage_registrar"),
    Colleague("Ahmad Fauzan", "ahmad@kua-contoh.example", "head", "unit_head"),
)


@dataclass
class Story:
    """What the stranger remembers, or has written down, when the machine is gone."""

    folder: Path
    report: Report
    mail: Sink
    first_password: str = ""
    code_apps: dict[str, str] = field(default_factory=dict)
    used_codes: set[str] = field(default_factory=set)
    number: str = ""
    words: str = ""
    begun: float = field(default_factory=time.monotonic)

    def note(self, what: str) -> None:
        """How long that took."""
        self.report.figures[what] = round(time.monotonic() - self.begun, 1)
        say(what)
        self.begun = time.monotonic()

    def code(self, email: str) -> str:
        """What the telephone shows; a code works once, so wait for the next when it was used."""
        while (code := code_of(self.code_apps[email])) in self.used_codes:
            time.sleep(1)
        self.used_codes.add(code)
        return code


def run(folder: Path) -> int:
    """From the wheel to the case that is finished on another machine."""
    story = Story(folder, Report("stranger"), Sink(free_port()))
    story.mail.start()
    try:
        _tell(story)
    except (AssertionError, CommandFailedError) as error:
        story.report.check("the story comes to its end", is_kept=False, found=str(error)[-1500:])
    finally:
        story.mail.stop()
    return story.report.finish()


def _tell(story: Story) -> None:
    wheel = build_wheel(story.folder / "dist")
    first = _machine(story, "first")
    first.install(wheel)
    story.report.figures["libraries"] = first.libraries
    story.note("installed")
    _begin_office(story, first)
    _apply(story, Browser(first.url))
    _work(story, first.url, STEPS_BEFORE_THE_LOSS)
    story.note("a case began")
    kept = _keep_copies(story, first)
    first.lose()
    story.report.check("nothing is left of the machine", not first.folder.exists())

    story.begun = time.monotonic()
    second = _machine(story, "second")
    second.install(wheel)
    story.note("installed on another machine")
    _restore(story, second, kept)
    _go_on(story, second)
    second.stop()


def _machine(story: Story, name: str) -> Machine:
    mail = {"PRIMA_SMTP_HOST": "127.0.0.1", "PRIMA_SMTP_PORT": str(story.mail.port)}
    return Machine(story.folder / name, mail)


def _begin_office(story: Story, machine: Machine) -> None:
    """Office, catalogue, manager, and three people with positions who set their own passwords."""
    said = machine.prima(
        "init", "--office=KUA Contoh", "--prefix=CT", "--name=Dewi Lestari",
        f"--email={MANAGER}", "--without-catalogue",
    )  # fmt: skip
    story.first_password = said.split("sekali ini):")[1].split()[0]
    story.report.check(
        "the catalogue is loaded", "layanan baru" in machine.prima("catalogue", "load")
    )
    machine.serve()
    story.note("ready to serve")
    manager = _enter(story, machine.url, MANAGER, story.first_password)
    for person in STAFF:
        _take_on(manager, person)
        _set_password(story, machine.url, person)
    story.note("three people work here")


def _take_on(manager: Browser, person: Colleague) -> None:
    manager.open("/kelola/pegawai/baru/")
    manager.send(
        "email",
        {
            "name": person.name,
            "honorific": "bapak",
            "email": person.email,
            "office": OFFICE,
            "role": person.role,
        },
    )
    staff = urlsplit(manager.path).path.strip("/").rpartition("/")[2]
    manager.open(f"/kelola/jabatan/{OFFICE}/baru/")
    manager.send("title", {"title": f"Jabatan {person.name}", "duty": person.duty})
    position = max(int(one) for one in re.findall(r"/kelola/jabatan/(\d+)/", manager.page))
    manager.open(f"/kelola/penugasan/jabatan/{position}/")
    today = datetime.now(ZoneInfo("Asia/Jakarta")).date()
    date = {
        "starts_on_day": today.day,
        "starts_on_month": today.month,
        "starts_on_year": today.year,
    }
    manager.send("staff", {"kind": "definitive", "staff": staff, **date})


def _set_password(story: Story, url: str, person: Colleague) -> None:
    """The letter comes; its link is good once."""
    link = urlsplit(_letter(story, person.email))
    browser = Browser(url)
    browser.open(link.path)
    browser.send("password1", {"password1": PASSWORD, "password2": PASSWORD})


def _letter(story: Story, email: str) -> str:
    end = time.monotonic() + LETTER_SECONDS
    while time.monotonic() < end:
        for letter in story.mail.taken:
            found = LINK.search(letter.replace("=\r\n", ""))
            if f"To: {email}" in letter and found:
                return found.group()
        time.sleep(0.2)
    raise AssertionError(f"No letter came to {email}")


def _enter(story: Story, url: str, email: str, password: str) -> Browser:
    """Log in; whoever must have a second factor sets it up at the first time."""
    browser = Browser(url)
    browser.open("/masuk/")
    browser.send("password", {"login": email, "password": password})
    if "faktor-kedua" in browser.path:
        browser.send("code", {"code": story.code(email)})
    elif "wajib" in browser.path:
        browser.open("/akun/keamanan/aplikasi-kode/")
        found = re.search(r"<code>([A-Z2-7 ]+)</code>", browser.page)
        assert found is not None
        story.code_apps[email] = found.group(1).replace(" ", "")
        browser.send("code", {"code": story.code(email)})
    return browser


def _apply(story: Story, citizen: Browser) -> None:
    """At home, with one photo; the other papers are brought along."""
    citizen.open(f"/ajukan/{SERVICE}/?kantor={OFFICE}")
    form = next(one for one in pages.forms(citizen.page) if one.files)
    papers: dict[str, object] = {
        f"bring_{name.removeprefix('file_')}": "on" for name in form.files[1:]
    }
    citizen.send(
        "idempotency_key",
        {"name": "Siti Maryam", "phone": "0812 3456 7890", form.files[0]: picture(7), **papers},
        files=True,
    )
    story.number = next(NUMBER.finditer(citizen.page)).group()
    story.words = next(WORDS.finditer(citizen.page)).group()


def _work(story: Story, url: str, most: int) -> int:
    """Whoever has the case on the desk finishes its open step; gives how many were finished."""
    desks = [_enter(story, url, person.email, PASSWORD) for person in STAFF]
    done = 0
    while done < most:
        if not any(_finish_step(desk, story.number) for desk in desks):
            break
        done += 1
    return done


def _finish_step(desk: Browser, number: str) -> bool:
    if number not in desk.open("/meja/"):
        return False
    desk.open(next(link for link in pages.links(desk.page) if number in link))
    form = next((one for one in pages.forms(desk.page) if STEP_FORM.match(one.identity)), None)
    if form is None:
        return False
    values = {name: PRODUCT for name in form.fields if name.endswith("product_number")}
    chosen = {name: "yes" if "yes" in some else some[0] for name, some in form.choices.items()}
    desk.send("", {**chosen, **values}, form=form)
    return True


def _keep_copies(story: Story, machine: Machine) -> Path:
    """Two holders get a part of the keys each, and the backup lies elsewhere."""
    kept = story.folder / "elsewhere"
    kept.mkdir(mode=0o711)
    secrets = []
    for place, _holder in enumerate(HOLDERS):
        secret = kept / f"kata-sandi-{place}"
        secret.write_text(f"gerobak biru sebelas melati {place}")
        secrets.append(f"--holder-passphrase-file={secret}")
    holders = [f"--holder={holder}" for holder in HOLDERS]
    machine.prima("keys", "escrow", *holders, *secrets, f"--to={kept / 'titipan'}")
    machine.prima("backup", f"--to={kept}")
    story.note("keys in two parts, and a backup")
    return kept


def _restore(story: Story, machine: Machine, kept: Path) -> None:
    parts = sorted(str(path) for path in (kept / "titipan").iterdir())
    secrets = [f"--holder-passphrase-file={path}" for path in sorted(kept.glob("kata-sandi-*"))]
    (backup,) = kept.glob("*.cadangan")
    story.report.check("one part alone opens nothing", _is_refused(machine, parts[0], secrets[0]))
    machine.prima("keys", "recover", *parts, *secrets)
    said = machine.prima("restore", str(backup), *[f"--share={one}" for one in parts], *secrets)
    story.report.check("the restore proves itself", "SURAT BUKTI PEMULIHAN" in said)
    machine.serve()
    story.note("restored and serving")


def _is_refused(machine: Machine, part: str, secret: str) -> bool:
    try:
        machine.prima("keys", "recover", part, secret)
    except CommandFailedError:
        return not (machine.data / "keys.json").exists()
    return False


def _go_on(story: Story, machine: Machine) -> None:
    """The citizen follows the case with the receipt, people come in as before, it is finished."""
    citizen = Browser(machine.url)
    citizen.open("/lacak/")
    citizen.send("words", {"number": story.number, "words": story.words})
    story.report.check("the receipt of the lost machine is good", story.number in citizen.page)
    manager = _enter(story, machine.url, MANAGER, story.first_password)
    names = manager.open("/kelola/pegawai/")
    story.report.check("everybody still works here", all(person.name in names for person in STAFF))
    done = _work(story, machine.url, MOST_STEPS)
    story.report.figures["steps finished after the restore"] = done
    page = citizen.open("/lacak/berkas/")
    is_finished = PRODUCT in page and not _work(story, machine.url, 1)
    story.report.check("the case is finished", is_finished, found=done)
    verified = machine.prima("journal", "verify")
    story.report.check("the journal is whole", "Jurnal utuh" in verified)
    story.note("went on, and the case is finished")
