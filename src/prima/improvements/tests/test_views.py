"""The pages of the register and of periods, as people use them."""

import pytest
from django.test import Client
from django.urls import reverse

from prima.accounts.models import User
from prima.cases.tests.uploads import png
from prima.improvements.models import ImprovementAction, ReportIssue
from prima.improvements.tests.scene import Desk, make_desk
from prima.kernel import clock
from prima.kernel.actors import Actor


@pytest.fixture
def desk(db: None) -> Desk:
    return make_desk()


def browser(actor: Actor) -> Client:
    client = Client()
    client.force_login(User.objects.get(pk=actor.id or 0))
    return client


def text(answer: object) -> str:
    return answer.content.decode()  # type: ignore[attr-defined,no-any-return]


def plan_of(desk: Desk, seen: int = 1, **other: str) -> dict[str, str]:
    year = str(clock.now().year + 1)
    return {
        "activity": "Menambah 12 kursi",
        "owner": str(desk.owner.pk),
        "due_on_day": "31",
        "due_on_month": "1",
        "due_on_year": year,
        "seen": str(seen),
        **other,
    }


def test_a_head_plans_the_owner_finishes_and_the_report_is_issued(desk: Desk) -> None:
    head, officer = browser(desk.head), browser(desk.officer)
    listed = text(head.get(reverse("improvements:actions")))
    assert "Sarana dan prasarana" in listed

    for action in desk.proposed:
        planned = head.post(reverse("improvements:plan", args=[action.pk]), plan_of(desk))
        assert planned["Location"] == action.get_absolute_url()
    weakest = desk.proposed[0]
    assert "Siti Rahmah, " in text(head.get(weakest.get_absolute_url()))

    officer.post(reverse("improvements:begun", args=[weakest.pk]))
    without = officer.post(reverse("improvements:finish", args=[weakest.pk]), {"seen": "3"})
    assert without.status_code == 422
    assert "Tulis buktinya" in text(without)
    sent = {"seen": "3", "evidence": "Kursi baru di ruang tunggu.", "file": png("kursi.png")}
    officer.post(reverse("improvements:finish", args=[weakest.pk]), sent)
    page = text(officer.get(weakest.get_absolute_url()))
    assert "Kursi baru di ruang tunggu." in page
    photo = officer.get(reverse("improvements:evidence", args=[weakest.pk]))
    assert photo["Content-Type"] == "image/png"

    head.post(reverse("improvements:issued", args=[desk.period.pk]))
    assert ReportIssue.objects.filter(period=desk.period).exists()
    shown = text(head.get(reverse("improvements:period", args=[desk.period.pk])))
    assert "1 dari 3 tindak lanjut selesai" in shown
    assert "Menambah 12 kursi" in shown
    assert "terbit" in text(head.get(reverse("improvements:periods")))


def test_what_was_typed_stays_when_somebody_was_faster(desk: Desk) -> None:
    action, head = desk.proposed[0], browser(desk.head)
    address = reverse("improvements:plan", args=[action.pk])
    head.post(address, plan_of(desk))

    answer = head.post(address, plan_of(desk, seen=1, activity="Kegiatan lain"))

    assert answer.status_code == 409
    assert "baru saja diubah orang lain" in text(answer)
    assert "Kegiatan lain" in text(answer)


def test_an_office_may_plan_its_own_and_let_go_with_a_reason(desk: Desk) -> None:
    head = browser(desk.head)
    address = reverse("improvements:new", args=[desk.place.kua.key])

    empty = head.post(address, {})
    head.post(address, plan_of(desk, element="time"))

    assert empty.status_code == 422
    own = ImprovementAction.objects.get(source_kind="own")
    assert head.post(reverse("improvements:drop", args=[own.pk]), {"seen": "1"}).status_code == 422
    head.post(reverse("improvements:drop", args=[own.pk]), {"seen": "1", "reason": "Disatukan."})
    own.refresh_from_db()
    assert (own.state, own.reason) == ("dropped", "Disatukan.")
    ended = text(head.get(reverse("improvements:actions") + "?tampil=selesai"))
    assert "Menambah 12 kursi" in ended


def test_a_report_is_not_issued_before_all_is_planned(desk: Desk) -> None:
    head = browser(desk.head)

    answer = head.post(reverse("improvements:issued", args=[desk.period.pk]), follow=True)

    assert "Masih ada unsur terendah tanpa rencana" in text(answer)
    assert not ReportIssue.objects.exists()


def test_what_was_not_planned_cannot_begin(desk: Desk) -> None:
    head = browser(desk.head)

    answer = head.post(reverse("improvements:begun", args=[desk.proposed[0].pk]), follow=True)

    assert "sudah diusulkan" in text(answer)


def test_an_officer_sees_what_they_own_and_plans_nothing(desk: Desk) -> None:
    head, officer = browser(desk.head), browser(desk.officer)
    first, second, _third = desk.proposed
    head.post(reverse("improvements:plan", args=[first.pk]), plan_of(desk))

    assert "Menambah 12 kursi" in text(officer.get(reverse("improvements:actions")))
    assert officer.get(second.get_absolute_url()).status_code == 404
    assert officer.get(reverse("improvements:plan", args=[first.pk])).status_code == 403
    assert officer.get(reverse("improvements:drop", args=[first.pk])).status_code == 403
    assert officer.get(reverse("improvements:evidence", args=[first.pk])).status_code == 404
