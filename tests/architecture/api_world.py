"""What the addresses of the API are asked with, as the pages beside them are."""

from collections.abc import Callable, Mapping
from typing import Any

from prima.cases.tests import scene as stage
from prima.sops.models import SopVersion
from prima.standards.models import Regulation
from prima.standards.models import ServiceStandard as Standard

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


ARGUMENTS: Mapping[str, Arguments] = {
    "api:office": _office,
    "api:opening_hours": _office,
    "api:service": _service,
    "api:standards": _service,
    "api:standard": _standard,
    "api:sops": _service,
    "api:sop": _service,
    "api:sop_version": _sop,
    "api:regulation": lambda _world, _of: {"key": Regulation.objects.latest("pk").key},
}

OF_OFFICE = frozenset({"api:office", "api:opening_hours"})
