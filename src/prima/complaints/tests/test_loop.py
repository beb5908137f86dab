"""From complaints to change: clusters, improvements, a proposed SOP, the indicator."""

from datetime import date, timedelta

import pytest
from django.test import Client
from django.urls import reverse

from prima.accounts.models import User
from prima.complaints import actions
from prima.complaints.models import ComplaintCluster
from prima.complaints.queries.indicator import indicators
from prima.complaints.rules import Identity
from prima.complaints.tests.scene import NOW, Hall, answered, fresh, say, verified
from prima.kernel.actors import SYSTEM
from prima.kernel.errors import NotAllowed, RuleBroken


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
