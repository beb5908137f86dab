"""What comes in with an application: situations, papers, and sometimes a scan."""

from __future__ import annotations

from collections import defaultdict
from typing import Final

from django.core.files.base import ContentFile

from prima.cases.public import Applicant, Application, Channel, GivenPaper, PaperForm, PaperState
from prima.config.demo.dice import Dice
from prima.config.demo.plan import Fate, Plan
from prima.config.demo.scans import scan
from prima.config.demo.town import Town
from prima.standards.public import (
    Requirement,
    StandardContent,
    requirements_for,
    settle_situations,
)

_FIRST_ANSWER: Final = 0.7
_RARE: Final = 0.06
_SCANNED: Final = 0.15


def application(town: Town, plan: Plan, applicant: Applicant, dice: Dice) -> Application:
    """The application as the plan wants it; one that is to be corrected lacks its last paper."""
    office, service = town.offices[plan.office], town.services[plan.service]
    content = town.standard(plan.office, plan.service)
    situations = _situations(content, dice)
    needed = [
        one
        for one in requirements_for(content, situations)
        if plan.online is False or one.kind == "document"
    ]
    uploads = _scans(needed, dice) if plan.online else {}
    papers = [_given(one, plan) for one in needed if one.key not in uploads]
    if plan.fate in {Fate.CORRECTED, Fate.UNANSWERED} and not plan.online:
        papers = [one for one in papers if one.key != lacking(needed)]
    return Application(
        office=office,
        service=service,
        applicant=applicant,
        channel=Channel.ONLINE if plan.online else Channel.COUNTER,
        situations=situations,
        papers=papers,
        uploads=uploads,
    )


def lacking(needed: list[Requirement]) -> str:
    """The paper that people forget: the last document of the list."""
    return [one.key for one in needed if one.kind == "document"][-1]


def _situations(content: StandardContent, dice: Dice) -> frozenset[str]:
    """One answer to every question, mostly the usual one, and now and then something rare."""
    chosen = {
        one.key
        for one in content.situations
        if one.group is None and one.key != "mendadak" and dice.random() < _RARE
    }
    answers: dict[str, list[str]] = defaultdict(list)
    for one in content.situations:
        if one.group is not None:
            answers[one.group].append(one.key)
    for keys in answers.values():
        chosen.add(keys[0] if dice.random() < _FIRST_ANSWER else dice.choice(keys))
    return settle_situations(content, chosen)


def _given(requirement: Requirement, plan: Plan) -> GivenPaper:
    if plan.online:
        return GivenPaper(requirement.key, PaperState.TO_BRING)
    form = PaperForm.ORIGINAL if requirement.original else PaperForm.COPY
    return GivenPaper(requirement.key, PaperState.HANDED_IN, form)


def _scans(needed: list[Requirement], dice: Dice) -> dict[str, list[ContentFile[bytes]]]:
    if dice.random() >= _SCANNED:
        return {}
    return {one.key: [scan(one.text, as_pdf=place == 1)] for place, one in enumerate(needed[:2])}
