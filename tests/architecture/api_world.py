"""What the addresses of the API are asked with, as the pages beside them are."""

from collections.abc import Callable, Mapping
from typing import Any

from prima.cases.tests import scene as stage
from prima.kernel import clock
from prima.kernel.actors import Actor
from prima.sops import actions
from prima.sops.models import SopDraft, SopVersion
from prima.standards.models import Regulation, Service
from prima.standards.models import ServiceStandard as Standard
from tests.architecture import register

Arguments = Callable[[Any, str], Mapping[str, Any]]


def _service(_world: Any, _of: str) -> Mapping[str, Any]:
    return {"key": stage.SHORT}


def _office(world: Any, of: str) -> Mapping[str, Any]:
    return {"key": world.offices[of].key}


def _standard(_world: Any, _of: str) -> Mapping[str, Any]:
    one = Standard.objects.filter(service__key=stage.SHORT).latest("pk")
    return {"key": stage.SHORT, "office": one.office.key, "version": one.version}


def _sop(_world: Any, _of: str) -> Mapping[str, Any]:
    one = SopVersion.objects.filter(sop__service__key=stage.SHORT).latest("pk")
    return {"key": stage.SHORT, "office": one.sop.office.key, "number": one.number}


DRAFT = (
    "sop_draft",
    "sop_draft_start",
    "sop_draft_document",
    "sop_draft_moves",
    "sop_draft_comments",
)


def sop_draft(world: Any, of: str) -> dict[str, Any]:
    """A procedure somebody of the office writes, begun when it is first asked for."""
    office, at = world.offices[of], clock.now()
    known = SopDraft.objects.filter(sop__office=office).first()
    if known is not None:
        return {"pk": known.pk}
    writer = world.users["author" if of == "a" else "officer_b"]
    by = Actor(writer.pk, "staff", {"write_sops": frozenset({office.pk})})
    service = Service.objects.get(key=stage.SHORT)
    planned = actions.plan_draft(service, office, purpose="Baru.", by=by, at=at)
    return {"pk": actions.start_draft(planned, by=by, at=at).pk}


STANDARD_DRAFT = ("standard_draft", "standard_draft_moves", "standard_draft_decision")


def _standard_draft(world: Any, of: str) -> Mapping[str, Any]:
    return register.draft_of(world.offices[of])


def _rule(world: Any, of: str) -> str:
    return Regulation.objects.get(pk=register.regulation_of(world.offices[of])).key


def _comment(world: Any, of: str) -> Mapping[str, Any]:
    return sop_draft(world, of) | {"comment": 1}


ARGUMENTS: Mapping[str, Arguments] = {
    "api:office": _office,
    "api:opening_hours": _office,
    "api:service": _service,
    "api:standards": _service,
    "api:standard": _standard,
    "api:sops": _service,
    "api:sop": _service,
    "api:sop_version": _sop,
    "api:sop_withdrawal": _sop,
    **{f"api:{name}": sop_draft for name in DRAFT},
    "api:sop_draft_comment_resolution": _comment,
    **{f"api:{name}": _standard_draft for name in STANDARD_DRAFT},
    "api:standard_draft_part": lambda world, of: register.draft_of(
        world.offices[of], part="facilities"
    ),
    "api:regulation_end": lambda world, of: {"key": _rule(world, of)},
    "account_api_token_removal": lambda _world, _of: {"pk": 1},
    "api:regulation": lambda _world, _of: {"key": Regulation.objects.latest("pk").key},
}

OF_OFFICE = frozenset(
    {
        "api:office",
        "api:opening_hours",
        *(f"api:{name}" for name in DRAFT),
        "api:sop_draft_comment_resolution",
        *(f"api:{name}" for name in STANDARD_DRAFT),
        "api:standard_draft_part",
        "api:regulation_end",
    }
)
