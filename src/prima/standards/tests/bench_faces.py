"""What the catalogue of 1,000 services costs in each format, made anew and fetched again.

Not collected by `make test`; `make bench-faces` runs it and prints JSON. CPU of this thread.
"""

from __future__ import annotations

import json
import time
from dataclasses import replace

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from prima.kernel.actors import SYSTEM
from prima.standards import actions, queries
from prima.standards.core.digest import version_hash
from prima.standards.core.faces import formats
from prima.standards.core.faces.formats import FORMATS
from prima.standards.models import Service, ServiceStandard
from prima.standards.queries import drafting as reads
from prima.standards.queries import faces
from prima.standards.tests.places import CATALOGUE, NOW, make_district

SERVICES = 1000


@pytest.mark.django_db
def test_bench_a_catalogue_of_a_thousand_services() -> None:
    district, _kua = make_district()
    actions.load_catalogue(CATALOGUE, office=district, by=SYSTEM, at=NOW)
    _multiply()
    found: dict[str, object] = {"services": Service.objects.count()}
    for name in FORMATS:
        faces._kept.clear()
        made, file, asked = _measured(name)
        again, _file, few = _measured(name)
        began = time.thread_time()
        read = formats.read(file, reads.shelf_words()) if len(file) < 5 * 1024 * 1024 else None
        found[name] = {
            "kilobytes": len(file) // 1000,
            "made_seconds": made,
            "queries": asked,
            "kept_seconds": again,
            "kept_queries": few,
            "read_seconds": round(time.thread_time() - began, 2) if read else None,
        }
    print(json.dumps(found, indent=1))  # noqa: T201 - the result


def _measured(name: str) -> tuple[float, bytes, int]:
    began = time.thread_time()
    with CaptureQueriesContext(connection) as asked:
        file = queries.catalogue_file(name, None)
    assert file is not None
    return round(time.thread_time() - began, 3), file.content, len(asked)


def _multiply() -> None:
    """Copies of the services with a standard, under other keys and names."""
    standards = list(ServiceStandard.objects.select_related("service__category"))
    for at in range(SERVICES - Service.objects.count()):
        old = standards[at % len(standards)]
        key, name = f"{old.service.key[:50]}-{at}", f"{old.service.name} {at}"
        service = Service.objects.get(pk=old.service_id)
        service.pk, service.key, service.name = None, key, name[:150]
        service.save()
        entry = replace(service.entry(old), effective_on=None)
        ServiceStandard.objects.create(
            service=service, office_id=old.office_id, version=1, content_data=old.content_data,
            content_hash=version_hash(entry), effective_on=old.effective_on, is_proposal=True,
            recorded_at=NOW,
        )  # fmt: skip
