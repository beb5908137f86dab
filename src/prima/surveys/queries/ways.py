"""What surveyors, typists and tablets see: only what is theirs, only while it is open."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import Count, QuerySet

from prima.kernel.actors import Actor
from prima.kernel.codes import hash_token
from prima.offices.public import Office
from prima.surveys.core.double_entry import Reading
from prima.surveys.models import AskingTask, PaperSheet, SurveyTablet, TabletTurn
from prima.surveys.models.independence import independent_offices


@dataclass(frozen=True, slots=True)
class SheetLine:
    """A sheet a surveyor may still do something about."""

    sheet: PaperSheet
    readings: int

    @property
    def is_to_settle(self) -> bool:
        """Two people read it differently."""
        return self.readings > 1


def tasks_for(actor: Actor, at: datetime) -> QuerySet[AskingTask]:
    """The people this surveyor may ask now, in no order that tells anything."""
    yesterday = at.date() - timedelta(days=1)
    mine = AskingTask.objects.open_for(actor.id, independent_offices(actor), yesterday)
    return mine.select_related("invitation__service", "office").order_by("pk")


def tasks_given(actor: Actor) -> QuerySet[AskingTask]:
    """All that were given to this surveyor, answered ones too: a form may be sent twice."""
    given = AskingTask.objects.filter(
        enumerator_id=actor.id, office_id__in=independent_offices(actor)
    )
    return given.select_related("invitation__service")


def task_for(actor: Actor, key: UUID, at: datetime) -> AskingTask | None:
    """One of them."""
    return tasks_for(actor, at).filter(pk=key).first()


def sheets_for(actor: Actor) -> list[SheetLine]:
    """Sheets to be typed or settled, of offices this surveyor stands outside of."""
    sheets = PaperSheet.objects.filter(office_id__in=independent_offices(actor))
    counted = sheets.exclude(invitation__token_hash=None).annotate(typed=Count("entries"))
    rows = counted.select_related("office").order_by("number")
    return [SheetLine(sheet, sheet.typed) for sheet in rows]


def sheet_to_settle(actor: Actor, key: UUID) -> PaperSheet | None:
    """One that two people read differently."""
    lines = (line for line in sheets_for(actor) if line.sheet.pk == key and line.is_to_settle)
    return next((line.sheet for line in lines), None)


def readings_of(sheet: PaperSheet) -> tuple[Reading, Reading]:
    """Both readings of a sheet that is to be settled."""
    first, second = sheet.entries.order_by("turn")
    return first.reading, second.reading


def tablet_of(secret: str) -> SurveyTablet | None:
    """The tablet a device is paired with."""
    paired = SurveyTablet.objects.filter(device_hash=hash_token(secret), revoked_on=None)
    return paired.select_related("office").first()


def turn_of(tablet: SurveyTablet, at: datetime) -> TabletTurn | None:
    """For whom the tablet is awake, if it is, and if they have not answered another way."""
    turns = TabletTurn.objects.filter(tablet=tablet, ends_at__gt=at)
    awake = turns.exclude(invitation__token_hash=None)
    return awake.select_related("invitation__office").first()


def tablets_for(actor: Actor) -> QuerySet[SurveyTablet]:
    """Tablets in use in the offices this person manages."""
    managed = SurveyTablet.objects.filter(office_id__in=actor.offices_with("manage_office"))
    return managed.filter(revoked_on=None).select_related("office").order_by("office__path")


def tablets_at_work(actor: Actor) -> QuerySet[SurveyTablet]:
    """Tablets that stand where this person serves people."""
    here = SurveyTablet.objects.paired().filter(office_id__in=actor.offices_with("work_cases"))
    return here.select_related("office").order_by("office__path", "label")


def tablet_at_desk(actor: Actor) -> SurveyTablet | None:
    """The tablet this person said stands at their desk."""
    return tablets_at_work(actor).filter(desks__user=actor.id).first()


def offices_for_tablets(actor: Actor) -> list[tuple[str, str]]:
    """Offices where a tablet may be set up, as choices."""
    managed = Office.objects.filter(pk__in=actor.offices_with("manage_office"))
    return list(managed.order_by("path").values_list("key", "name"))
