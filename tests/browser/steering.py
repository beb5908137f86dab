"""A month in which somebody steered the survey: signals to look at, remarks, and days left out."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from procrastinate.contrib.django import app
from procrastinate.contrib.django.models import ProcrastinateJob

from prima.kernel.actors import CITIZEN, SYSTEM
from prima.standards import public as standards
from prima.surveys import actions
from prima.surveys.core.elements import KEYS
from prima.surveys.core.signals import Origin
from prima.surveys.models import SurveyPeriod

if TYPE_CHECKING:
    from tests.browser.town import Town

OFFICE, SERVICE = "kua-cempaka", "legalisasi-buku-nikah"
A_DAY = 12
DAYS_AGO = 95
DESK = Origin(network="203.0.113.7", browser="meja", seconds=9)
REMARKS = (
    "petugasnya ramah bgt, sabar ngadepin ibu saya",
    "antri dr pagi sampe siang, lama",
    "Pak Karyono ramah dan membantu",
    "katanya gratis tp dimintai uang fotokopi",
    "ruang tunggu panas, kursinya kurang",
    "cpt, sat set, makasih",
    "di pimpong dari loket ke loket",
    "toilet kotor",
    "syaratnya gk jelas di depan",
    "mbak di loket senyum terus dan menjelaskan dengan sabar",
    "parkirnya sempit untuk mobil",
    "alurnya gampang",
)


def answer(town: Town) -> None:
    """A day on which an officer filled in links at the desk, and one on which people answered."""
    at = town.working_moment(DAYS_AGO)
    office = town.offices[OFFICE]
    actions.note_office_network(office=office, network=DESK.network, by=SYSTEM, at=at)
    for number in range(A_DAY):
        _answer(town, number, (dict.fromkeys(KEYS, 4), "", DESK))
    for number, remark in enumerate(REMARKS):
        home = Origin(network=f"198.51.100.{number}", browser="telepon", seconds=70)
        marks = {key: 2 + (number + place) % 3 for place, key in enumerate(KEYS)}
        _answer(town, A_DAY + number, (marks | {"cost": 2}, remark, home), days=1)


def leave_out(town: Town) -> dict[str, str]:
    """The office above leaves the first of the two days out."""
    period = SurveyPeriod.objects.filter(office=town.offices[OFFICE]).earliest("starts_on")
    day = town.working_moment(DAYS_AGO).date()
    actions.exclude_answers(
        period=period,
        first_day=day,
        last_day=day,
        reason="Petugas mengaku mengisi sendiri tautan pemohon pada hari itu.",
        by=town.actor("chief", town.now),
        at=town.now,
    )
    newest = SurveyPeriod.objects.filter(office=town.offices[OFFICE]).latest("starts_on")
    return {"steered": str(period.pk), "quiet": str(newest.pk)}


def _answer(
    town: Town, number: int, sheet: tuple[dict[str, int], str, Origin], *, days: int = 0
) -> None:
    """One case of that month, answered so many days after its end."""
    marks, remark, origin = sheet
    at = town.working_moment(DAYS_AGO)
    invitation = actions.draw_respondent(
        case_id=3_000_000 + number,
        office_id=town.offices[OFFICE].pk,
        service_id=standards.Service.objects.get(key=SERVICE).pk,
        by=SYSTEM,
        at=at,
    )
    letters = ProcrastinateJob.objects.filter(task_name="surveys.invite")
    letter = letters.get(args__invitation_id=invitation.pk)
    app.job_manager.cancel_job_by_id(letter.pk, delete_job=True)
    actions.answer_survey(
        token=invitation.token,
        answers=marks,
        comment=remark,
        key=f"steered-{number}",
        by=CITIZEN,
        at=at + timedelta(days=days),
        origin=origin,
    )
