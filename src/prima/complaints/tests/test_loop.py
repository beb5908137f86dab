"""From complaints to change: clusters, improvements, a proposed SOP, the indicator."""

from datetime import date, timedelta
from pathlib import Path

import pytest
from django.test import Client
from django.urls import reverse

from prima.accounts.models import User
from prima.complaints import actions
from prima.complaints.models import Complaint, ComplaintCluster
from prima.complaints.models.procedure import steps_of
from prima.complaints.queries.indicator import indicators
from prima.complaints.rules import Identity
from prima.complaints.tests.scene import NOW, Hall, answered, fresh, say, verified
from prima.complaints.tests.test_views import browser, text
from prima.kernel.actors import SYSTEM
from prima.kernel.errors import NotAllowed, RuleBroken
from prima.sops.public import load_sops
from prima.sops.tests.places import small_catalogue as small_sops


def repeated(hall: Hall, times: int = 3) -> None:
    for _number in range(times):
        say(hall, identity=Identity.UNKNOWN)


def raised(hall: Hall, days: int = 1) -> list[ComplaintCluster]:
    return actions.raise_clusters(hall.place.kua, by=SYSTEM, at=NOW + timedelta(days=days))


def test_three_of_the_same_substance_are_raised_once(hall: Hall) -> None:
    repeated(hall, 2)
    assert raised(hall) == []
    repeated(hall, 1)

    (cluster,) = raised(hall)

    assert (cluster.promise_part, cluster.count) == ("cost", 3)
    repeated(hall, 1)
    assert raised(hall, days=2) == []


def test_what_was_found_untrue_does_not_count(hall: Hall) -> None:
    repeated(hall, 2)
    complaint = say(hall).complaint
    verified(hall, complaint)
    reply = actions.Reply("Fakta.", "Putusan.", "Alasan.", "Lanjut.", finding="unfounded")  # type: ignore[arg-type]
    actions.answer(complaint, reply=reply, seen=fresh(complaint).version, by=hall.handler, at=NOW)

    assert raised(hall) == []


def test_once_the_improvement_ended_the_same_substance_counts_anew(hall: Hall) -> None:
    repeated(hall)
    (cluster,) = raised(hall)
    actions.settle_cluster(cluster, by=SYSTEM, at=NOW + timedelta(days=2))

    assert raised(hall, days=3) == []
    for _number in range(3):
        say(hall, identity=Identity.UNKNOWN, at=NOW + timedelta(days=4))
    assert len(raised(hall, days=5)) == 1


def test_only_the_system_counts(hall: Hall) -> None:
    with pytest.raises(NotAllowed):
        actions.raise_clusters(hall.place.kua, by=hall.head, at=NOW)


def test_a_justified_complaint_becomes_a_planned_sop_and_the_reporter_sees_it(hall: Hall) -> None:
    complaint = say(hall).complaint
    verified(hall, complaint)
    with pytest.raises(RuleBroken, match="terbukti"):
        actions.propose_sop(complaint, reason="Pungutan di loket.", by=hall.head, at=NOW)
    answered(hall, complaint)

    draft = actions.propose_sop(complaint, reason="Pungutan di loket.", by=hall.head, at=NOW)

    assert draft.purpose == "Pungutan di loket."
    assert draft.sop.service == hall.place.service
    assert complaint.events.filter(kind="proposed").exists()
    with pytest.raises(RuleBroken, match="sudah menjadi usulan"):
        actions.propose_sop(complaint, reason="Lagi.", by=hall.head, at=NOW)
    with pytest.raises(NotAllowed):
        actions.propose_sop(complaint, reason="Lagi.", by=hall.handler, at=NOW)


def test_the_indicator_counts_days_since_the_last_justified_complaint(hall: Hall) -> None:
    for days in (0, 20):
        complaint = say(hall, at=NOW + timedelta(days=days)).complaint
        verified(hall, complaint)
        answered(hall, complaint, at=NOW + timedelta(days=days + 2))
    say(hall)  # not judged yet

    whole, service = indicators(
        hall.place.kua, [hall.place.kua, hall.place.district], NOW + timedelta(days=50)
    )

    assert whole.name == hall.place.kua.name
    assert service.name == hall.place.service.name
    assert (whole.complaints, whole.last_on, whole.days_since) == (2, date(2026, 7, 13), 30)
    assert whole.rate is None
    assert not whole.is_silent


def test_the_page_shows_the_figures_and_the_head_proposes_with_one_press(hall: Hall) -> None:
    complaint = say(hall).complaint
    verified(hall, complaint)
    answered(hall, complaint)
    repeated(hall, 2)
    raised(hall)
    client = Client()
    client.force_login(User.objects.get(pk=hall.head.id or 0))

    page = client.get(reverse("complaints:indicator")).content.decode()
    client.post(reverse("complaints:proposal", args=[complaint.number]))

    assert "setiap" not in page.split("Yang berulang")[0].split("hari sejak")[1][:20]
    assert "Diminta biaya yang tidak ada dalam janji" in page
    assert ComplaintCluster.objects.get().sop_draft is not None


@pytest.fixture
def steps(hall: Hall, tmp_path: Path) -> list[str]:
    """The rows of the SOP the office above gave to the service."""
    folder = small_sops(tmp_path / "katalog")
    load_sops(folder, office=hall.place.district, by=SYSTEM, at=NOW)
    complaint = say(hall).complaint
    return list(steps_of(complaint, NOW))


def located(hall: Hall, step: str) -> Complaint:
    complaint = verified(hall, say(hall, identity=Identity.UNKNOWN).complaint)
    return actions.locate(complaint, step=step, seen=2, by=hall.handler, at=NOW)


def test_what_goes_wrong_at_one_step_is_raised_for_that_step_alone(
    hall: Hall, steps: list[str]
) -> None:
    for _number in range(3):
        located(hall, steps[1])
    located(hall, steps[0])

    (cluster,) = raised(hall)
    assert (cluster.promise_part, cluster.sop_step, cluster.count) == ("cost", steps[1], 3)
    # One more without a step: with the fixture's and the one of another step, three of the whole.
    repeated(hall, 1)
    (whole,) = raised(hall, days=2)
    assert (whole.sop_step, whole.count) == ("", 3)
    assert raised(hall, days=3) == []


def test_a_step_is_one_of_the_sop_in_force(hall: Hall, steps: list[str]) -> None:
    with pytest.raises(RuleBroken, match="tidak ada dalam SOP"):
        located(hall, "langkah-khayal")
    complaint = located(hall, steps[0])

    page = text(
        browser(hall.handler).get(reverse("complaints:complaint", args=[complaint.number]))
    )
    assert "Langkah SOP 1. " in page
    assert "Tentukan langkah SOP" in page


def test_without_an_sop_no_step_is_asked(hall: Hall) -> None:
    complaint = verified(hall, say(hall).complaint)

    page = text(
        browser(hall.handler).get(reverse("complaints:complaint", args=[complaint.number]))
    )
    assert "Tentukan langkah SOP" not in page
