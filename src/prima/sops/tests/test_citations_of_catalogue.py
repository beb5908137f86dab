"""The whole catalogue beside the register of rules."""

import pytest

from prima.kernel.actors import SYSTEM
from prima.sops import actions
from prima.sops.models import SopVersion
from prima.sops.tests.places import CATALOGUE, NOW, make_district
from prima.standards.models import Citation, CitingDocument
from prima.standards.rules import CitingKind

pytestmark = pytest.mark.django_db


def test_every_citation_of_every_sop_of_the_catalogue_is_linked() -> None:
    district, _kua = make_district()
    actions.load_catalogue(CATALOGUE, office=district, by=SYSTEM, at=NOW)

    versions = SopVersion.objects.all()

    assert versions.count() > 20
    assert Citation.objects.filter(regulation=None).count() == 0
    for version in versions:
        document = CitingDocument.objects.get(kind=CitingKind.SOP, object_id=version.pk)
        places = set(document.citations.values_list("place", flat=True))
        assert places == set(range(len(version.document.identity.legal_basis)))
