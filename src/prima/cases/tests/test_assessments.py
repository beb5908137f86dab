"""Forms M and E: filled from what happened, judged by people, final once they are set."""

from __future__ import annotations

from datetime import timedelta
from html import unescape
from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction
from django.urls import reverse

from prima.cases import actions
from prima.cases.actions import Assessed
from prima.cases.core.assessing import BAD, GOOD, Answer
from prima.cases.models import SopAssessment, WorkItem
from prima.cases.queries import assessments as reads
from prima.cases.tests.desk import at_desk
from prima.cases.tests.scene import NOW, Scene, leader, open_at_counter, walk_to_end
from prima.kernel import clock
from prima.kernel.actors import Actor
from prima.kernel.errors import NotAllowed, RuleBroken, StaleRecord
from prima.sops.actions import raise_yearly_reviews
from prima.sops.models import SopVersion
from prima.sops.queries.course import due_for_evaluation
from prima.standards.public import Review

pytestmark = pytest.mark.django_db
LATER = NOW + timedelta(days=1)


def _version(scene: Scene) -> SopVersion:
    return SopVersion.objects.get(sop__service=scene.service())


def _begun(scene: Scene, by: Actor, kind: str = "monitoring") -> SopAssessment:
    office = scene.office if kind == "monitoring" else scene.office.parent
    assert office is not None
    return actions.begin_assessment(
        _version(scene), office, kind=kind, first_day=NOW.date() - timedelta(days=30),
        last_day=NOW.date(), by=by, at=LATER,
    )  # fmt: skip


def _all(found: SopAssessment, answer: Answer, **more: str) -> Assessed:
    return Assessed(dict.fromkeys(found.keys, answer), **more)


def _set(found: SopAssessment, given: Assessed, by: Actor) -> SopAssessment:
    figures = reads.figures_data(reads.figures_of(found))
    return actions.set_assessment(
        found, given, figures=figures, revision=found.revision, by=by, at=LATER
    )


def test_a_form_that_is_set_keeps_its_figures_and_never_changes(scene: Scene) -> None:
    walk_to_end(scene, open_at_counter(scene))
    supervisor = scene.actor("supervisor")
    begun = _begun(scene, supervisor)
    live = reads.figures_of(begun)

    done = _set(begun, _all(begun, Answer(GOOD)), supervisor)

    assert done.signer_name == "Dewi Lestari"
    assert live["stamp"].cases == 1
    walk_to_end(scene, open_at_counter(scene))
    assert reads.figures_of(SopAssessment.objects.get(pk=done.pk)) == live
    with pytest.raises(StaleRecord):
        actions.save_assessment(
            done, _all(done, Answer(BAD)), revision=done.revision, by=supervisor, at=LATER
        )
    for statement in (
        "UPDATE cases_sopassessment SET signer_name = 'X'",
        "DELETE FROM cases_sopassessment",
    ):
        with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement)


def test_every_row_is_judged_and_a_bad_one_says_what_follows(scene: Scene) -> None:
    supervisor = scene.actor("supervisor")
    begun = _begun(scene, supervisor)

    with pytest.raises(RuleBroken, match="Belum dinilai: 1, 2"):
        _set(begun, Assessed({}), supervisor)
    with pytest.raises(RuleBroken, match="tindak lanjut"):
        _set(begun, _all(begun, Answer(BAD, "Lambat")), supervisor)
    done = _set(begun, _all(begun, Answer(BAD, "Lambat", "Tambah petugas")), supervisor)

    assert done.is_set


def test_a_form_until_today_is_begun_early_in_the_morning(scene: Scene) -> None:
    """In the east offices open while it is still yesterday in Greenwich."""
    at = NOW.replace(hour=22, minute=30) + timedelta(days=1)
    today = (NOW + timedelta(days=2)).date()

    begun = actions.begin_assessment(
        _version(scene), scene.office, kind="monitoring", first_day=NOW.date(), last_day=today,
        by=scene.head, at=at,
    )  # fmt: skip

    assert begun.last_day == today
    with pytest.raises(RuleBroken):
        actions.begin_assessment(
            _version(scene), scene.office, kind="monitoring", first_day=NOW.date(),
            last_day=today + timedelta(days=1), by=scene.head, at=at,
        )  # fmt: skip


def test_only_who_oversees_assesses_and_only_who_approves_sets_an_evaluation(scene: Scene) -> None:
    with pytest.raises(NotAllowed):
        _begun(scene, scene.officer)
    with pytest.raises(NotAllowed):
        _begun(scene, scene.head, "evaluation")
    head = leader(scene.office.parent, "Kepala Kabupaten")  # type: ignore[arg-type]
    begun = _begun(scene, head, "evaluation")
    given = _all(begun, Answer(GOOD), conclusion="keep", conclusion_note="Masih sesuai.")

    with pytest.raises(NotAllowed):
        _set(begun, given, scene.actor("supervisor"))
    with pytest.raises(RuleBroken, match="kesimpulan"):
        _set(begun, _all(begun, Answer(GOOD)), head)

    assert _set(begun, given, head).planned_draft is None


def test_who_did_all_the_work_alone_does_not_sign_for_it(scene: Scene) -> None:
    walk_to_end(scene, open_at_counter(scene))
    WorkItem.objects.filter(done_by__isnull=False).update(done_by=scene.staff["head"].user)
    begun = _begun(scene, scene.head)

    with pytest.raises(NotAllowed, match="sendiri"):
        _set(begun, _all(begun, Answer(GOOD)), scene.head)

    assert _set(begun, _all(begun, Answer(GOOD)), scene.actor("supervisor")).is_set


def test_a_year_later_the_evaluation_is_asked_for_once_and_setting_it_answers(
    scene: Scene,
) -> None:
    head = leader(scene.office.parent, "Kepala Kabupaten")  # type: ignore[arg-type]
    version = _version(scene)
    year_over = LATER + timedelta(days=366)
    due = [one for one in due_for_evaluation(year_over) if one[0] == version]
    assert due
    assert raise_yearly_reviews(due, at=year_over) == 1
    assert raise_yearly_reviews(due, at=year_over) == 0
    begun = actions.begin_assessment(
        version, version.sop.office, kind="evaluation", first_day=NOW.date(),
        last_day=year_over.date(), by=head, at=year_over,
    )  # fmt: skip

    given = _all(begun, Answer(GOOD), conclusion="revise", conclusion_note="Terlalu longgar.")
    done = actions.set_assessment(
        begun, given, figures={}, revision=begun.revision, by=head, at=year_over
    )

    review = Review.objects.get(service=version.sop.service, kind="sop")
    assert (review.result, review.note) == ("change", "Terlalu longgar.")
    assert done.planned_draft is not None
    assert (done.planned_draft.kind, done.planned_draft.base) == ("revision", version)
    assert version not in [one for one, _day in due_for_evaluation(year_over)]
    assert version in [one for one, _day in due_for_evaluation(year_over + timedelta(days=366))]


def test_who_saves_an_older_form_is_told(scene: Scene) -> None:
    supervisor = scene.actor("supervisor")
    begun = _begun(scene, supervisor)
    actions.save_assessment(begun, _all(begun, Answer(GOOD)), revision=1, by=scene.head, at=LATER)

    with pytest.raises(StaleRecord, match="Rekan"):
        actions.save_assessment(begun, Assessed({}), revision=1, by=supervisor, at=LATER)

    assert _begun(scene, scene.head).pk == begun.pk


@pytest.mark.parametrize(("first", "last"), [(2, 1), (1, 60)])
def test_a_span_is_over_and_in_order(scene: Scene, first: int, last: int) -> None:
    day = NOW.date() - timedelta(days=30)
    with pytest.raises(RuleBroken, match="masa"):
        actions.begin_assessment(
            _version(scene), scene.office, kind="monitoring",
            first_day=day + timedelta(days=first), last_day=day + timedelta(days=last),
            by=scene.actor("supervisor"), at=LATER,
        )  # fmt: skip


def _typed(found: SopAssessment, answer: str, **more: Any) -> dict[str, Any]:
    rows = {f"judgement-{place}": answer for place in range(len(found.keys))}
    return rows | {"revision": found.revision} | more


def test_a_supervisor_fills_in_form_m_on_its_pages(
    scene: Scene, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(clock, "now", lambda: LATER)
    walk_to_end(scene, open_at_counter(scene))
    client = at_desk(scene, "supervisor")

    listed = _said(client.get(reverse("cases:assessments")))
    begun = client.post(
        reverse("cases:assessment_begun", kwargs={"version": _version(scene).pk, "kind": "m"})
    )
    found = SopAssessment.objects.get()
    page = _said(client.get(begun["Location"]))
    early = client.post(
        begun["Location"], _typed(found, "", **{"note-1": "Ramai", "go": "tetapkan"})
    )
    kept = client.post(begun["Location"], _typed(found, "good"))
    found.refresh_from_db()
    client.post(begun["Location"], _typed(found, "good", go="tetapkan"))

    assert "Isi formulir M" in listed
    assert "Isi formulir E" not in listed
    assert "1 berkas: separuh dalam 0 menit" in page
    assert early.status_code == 422
    assert "Belum dinilai" in _said(early)
    assert 'value="Ramai"' in _said(early)
    assert kept.status_code == 302
    after = _said(client.get(begun["Location"]))
    assert "Dewi Lestari" in after
    assert "Simpan" not in after.split("<main", 1)[-1]
    pdf = client.get(reverse("cases:assessment_pdf", kwargs={"pk": found.pk}))
    assert pdf.content.startswith(b"%PDF")


def test_another_offices_form_does_not_exist(scene: Scene) -> None:
    found = _begun(scene, scene.actor("supervisor"))

    assert at_desk(scene, "stranger").get(found.get_absolute_url()).status_code == 404
    assert at_desk(scene, "officer").get(reverse("cases:assessments")).status_code == 403
    assert at_desk(scene, "supervisor").get(found.get_absolute_url()).status_code == 200


def _said(response: Any) -> str:
    return unescape(response.content.decode())
