"""Reading a service and its standard from plain data, with every fault named at once."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Mapping
from typing import Any, TypeVar, cast

from prima.kernel.yaml_fields import Fields, Source, repeated
from prima.standards.core import checks
from prima.standards.core.content import (
    CLOCK_EVENTS,
    COMPONENTS,
    OFFICE_KINDS,
    PERSONAL_DATA,
    REQUIREMENT_KINDS,
    STEP_ACTORS,
    TIME_UNITS,
    Category,
    CompletionTime,
    Confirmation,
    Decree,
    Fee,
    LegalBasis,
    Place,
    ProcedureStep,
    Product,
    Requirement,
    RequirementKind,
    Retirement,
    ServiceEntry,
    Situation,
    SituationGroup,
    StandardContent,
    StepActor,
    TimeUnit,
)

_Row = TypeVar("_Row")

STEP_EVENT = re.compile(r"step:([a-z][a-z0-9_-]*):done")


def content_from_data(data: Mapping[str, Any]) -> StandardContent:
    """Return the content stored by `to_data`. Raises ValueError when it is not such data."""
    source = Source("isi standar")
    content = _content(Fields(data, source))
    if source.problems:
        raise ValueError("\n".join(str(problem) for problem in source.problems))
    return content


def content_so_far(data: Mapping[str, Any]) -> StandardContent:
    """Return a draft as far as it is written; whatever is missing is empty, nothing is refused."""
    return _content(Fields(data, Source("rancangan")))


def categories(fields: Fields) -> tuple[Category, ...]:
    """Read the shelves of the catalogue."""
    rows = fields.rows("categories")
    repeated(rows)
    found = tuple(_closed(row, _category) for row in rows)
    fields.close()
    return found


def service_entry(fields: Fields) -> ServiceEntry:
    """Read one file of the catalogue; valid only when the source has no problems."""
    retired = fields.block("retired", required=False)
    standard = fields.block("standard", required=retired is None)
    decree = fields.block("decree", required=False)
    place = fields.block("place")
    entry = ServiceEntry(
        key=fields.key("key"),
        name=fields.text("name", at_most=150),
        summary=fields.text("summary", at_most=400),
        category=fields.key("category"),
        owner=fields.text("owner", at_most=150),
        offered_by=fields.choices("offered_by", OFFICE_KINDS),
        keywords=fields.texts("keywords"),
        asks=fields.choices("asks", PERSONAL_DATA, required=False),
        place=_closed(place, _place) if place else Place("", ""),
        is_proposal=fields.flag("proposal"),
        decree=_closed(decree, _decree) if decree else None,
        effective_on=fields.day("effective_on", required=False),
        retirement=_closed(retired, _retirement) if retired else None,
        content=_content(standard) if standard else None,
    )
    checks.entry(entry, fields)
    fields.close()
    return entry


def _content(fields: Fields) -> StandardContent:
    content = StandardContent(
        situation_groups=_rows(fields, "situation_groups", _group, required=False),
        situations=_rows(fields, "situations", _situation, required=False),
        requirements=_rows(fields, "requirements", _requirement),
        procedure=_rows(fields, "procedure", _step),
        completion_time=_completion_time(fields),
        fee=_rows(fields, "fee", _fee),
        product=_product(fields),
        legal_basis=_rows(fields, "legal_basis", _legal_basis),
        complaint_handling=fields.texts("complaint_handling"),
        facilities=fields.texts("facilities"),
        staff_competence=fields.texts("staff_competence"),
        internal_supervision=fields.texts("internal_supervision"),
        staff_number=fields.texts("staff_number"),
        service_guarantee=fields.texts("service_guarantee"),
        safety_guarantee=fields.texts("safety_guarantee"),
        staff_evaluation=fields.texts("staff_evaluation"),
        to_confirm=_confirmations(fields),
    )
    fields.close()
    checks.content(content, fields)
    return content


def _rows(
    fields: Fields, key: str, build: Callable[[Fields], _Row], *, required: bool = True
) -> tuple[_Row, ...]:
    rows = fields.rows(key, required=required)
    repeated(rows)
    return tuple(_closed(row, build) for row in rows)


def _closed(fields: Fields, build: Callable[[Fields], _Row]) -> _Row:
    """Build the value, then name the fields of the block that nobody asked for."""
    built = build(fields)
    fields.close()
    return built


def _category(row: Fields) -> Category:
    return Category(
        key=row.key("key"),
        label=row.text("label", at_most=120),
        note=row.text("note", required=False, at_most=250),
    )


def _place(row: Fields) -> Place:
    return Place(row.text("label", at_most=80), row.text("note", at_most=250))


def _decree(row: Fields) -> Decree:
    return Decree(
        number=row.text("number", at_most=120),
        on=row.day("on") or dt.date.min,
        signatory=row.text("signatory", at_most=150),
    )


def _retirement(row: Fields) -> Retirement:
    url = row.text("redirect_url", required=False, at_most=200)
    if url and not url.startswith("https://"):
        row.report("redirect_url", f"`{url}` bukan alamat laman.", "Awali dengan https://.")
    return Retirement(
        on=row.day("on") or dt.date.min,
        note=row.text("note", at_most=500),
        redirect_name=row.text("redirect_name", at_most=150),
        redirect_url=url,
    )


def _group(row: Fields) -> SituationGroup:
    return SituationGroup(row.key("key"), row.text("label"))


def _situation(row: Fields) -> Situation:
    group = row.key("group", required=False)
    return Situation(row.key("key"), row.text("label"), group or None)


def _requirement(row: Fields) -> Requirement:
    return Requirement(
        key=row.key("key"),
        text=row.text("text"),
        note=row.text("note", required=False),
        kind=cast(RequirementKind, row.choice("kind", REQUIREMENT_KINDS)),
        original=row.flag("original", default=False),
        copies=row.whole("copies", default=0),
        situations=row.texts("situations", required=False),
    )


def _step(row: Fields) -> ProcedureStep:
    return ProcedureStep(
        actor=cast(StepActor, row.choice("actor", STEP_ACTORS)),
        text=row.text("text"),
        note=row.text("note", required=False),
    )


def _completion_time(fields: Fields) -> CompletionTime:
    row = fields.block("completion_time")
    return _closed(row, _time) if row else CompletionTime(1, "working_day", "received", "")


def _time(row: Fields) -> CompletionTime:
    return CompletionTime(
        amount=row.whole("amount", at_least=1),
        unit=cast(TimeUnit, row.choice("unit", TIME_UNITS)),
        start_event=_event(row, "start_event"),
        stop_event=_event(row, "stop_event"),
        note=row.text("note", required=False),
    )


def _event(row: Fields, key: str) -> str:
    event = row.text(key)
    if event and event not in CLOCK_EVENTS and not STEP_EVENT.fullmatch(event):
        row.report(
            key,
            f"peristiwa `{event}` tidak dikenal.",
            f"Pilih {', '.join(CLOCK_EVENTS)}, atau tulis step:<kunci langkah SOP>:done.",
        )
    return event


def _fee(row: Fields) -> Fee:
    return Fee(
        amount=row.whole("amount"),
        label=row.text("label"),
        rule=row.text("rule"),
        article=row.text("article", required=False),
        payment_channel=row.text("payment_channel", required=False),
        source_checked=row.flag("source_checked"),
        situations=row.texts("situations", required=False),
    )


def _product(fields: Fields) -> Product:
    row = fields.block("product")
    if row is None:
        return Product((), "")
    return _closed(row, lambda row: Product(row.texts("items"), row.text("validity")))


def _legal_basis(row: Fields) -> LegalBasis:
    return LegalBasis(
        rule=row.text("rule"),
        title=row.text("title"),
        article=row.text("article", required=False),
        about=row.text("about"),
        in_force=row.flag("in_force", default=True),
        source=row.text("source", required=False),
        source_checked=row.flag("source_checked"),
    )


def _confirmations(fields: Fields) -> tuple[Confirmation, ...]:
    row = fields.block("to_confirm", required=False)
    if row is None:
        return ()
    found = tuple(
        Confirmation(component, row.text(component))
        for component in COMPONENTS
        if component in row.data
    )
    row.close()
    return found
