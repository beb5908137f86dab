"""Ticking papers and adding files."""

from __future__ import annotations

from datetime import timedelta

import pytest

from prima.cases import actions, rules
from prima.cases.models import CasePaper
from prima.cases.rules import PaperForm, PaperState
from prima.cases.tests.scene import NOW, Scene, open_at_counter, open_online
from prima.cases.tests.uploads import png
from prima.kernel import files
from prima.kernel.actors import CITIZEN
from prima.kernel.errors import NotAllowed, RuleBroken, StaleRecord

LATER = NOW + timedelta(minutes=10)


def paper_of(scene: Scene) -> CasePaper:
    return open_online(scene).case.papers.get(requirement_key="ktp")


def test_an_officer_ticks_a_paper_as_original_or_copy(scene: Scene) -> None:
    paper = paper_of(scene)

    for actor in (scene.stranger, CITIZEN):
        with pytest.raises(NotAllowed):
            actions.tick_paper(paper, PaperForm.ORIGINAL, by=actor, at=LATER)
    actions.tick_paper(paper, PaperForm.ORIGINAL, by=scene.officer, at=LATER)

    paper.refresh_from_db()
    assert (paper.state, paper.form) == (PaperState.HANDED_IN, PaperForm.ORIGINAL)
    assert (paper.checked_by_id, paper.checked_at) == (scene.officer.id, LATER)


def test_an_uploaded_copy_that_was_checked_stays_an_upload(scene: Scene) -> None:
    paper = paper_of(scene)
    actions.add_file(paper.case, png(), paper=paper, by=CITIZEN, at=LATER)

    actions.tick_paper(paper, PaperForm.COPY, by=scene.officer, at=LATER)

    paper.refresh_from_db()
    assert (paper.state, paper.form) == (PaperState.UPLOADED, PaperForm.COPY)


def test_a_tick_can_be_taken_back_once(scene: Scene) -> None:
    paper = paper_of(scene)
    actions.tick_paper(paper, PaperForm.COPY, by=scene.officer, at=LATER)

    actions.untick_paper(paper, by=scene.officer, at=LATER)

    paper.refresh_from_db()
    assert paper.checked_at is None
    with pytest.raises(StaleRecord):
        actions.untick_paper(paper, by=scene.officer, at=LATER)


def test_a_file_of_the_applicant_is_sealed_and_given_back_whole(scene: Scene) -> None:
    paper = paper_of(scene)
    upload = png("../../KTP Siti.png")
    content = upload.read()
    upload.seek(0)

    added = actions.add_file(paper.case, upload, paper=paper, by=CITIZEN, at=LATER)

    assert files.read(added.stored) == content
    assert added.stored.original_name == "KTP Siti.png"
    paper.refresh_from_db()
    assert paper.state == PaperState.UPLOADED


def test_a_file_needs_no_paper(scene: Scene) -> None:
    case = open_at_counter(scene)

    with pytest.raises(NotAllowed):
        actions.add_file(case, png(), by=scene.stranger, at=LATER)
    added = actions.add_file(case, png(), by=scene.officer, at=LATER)

    assert added.paper is None
    assert added.added_by_id == scene.officer.id


def test_a_file_is_not_hung_on_the_paper_of_another_case(scene: Scene) -> None:
    case, other = open_at_counter(scene), paper_of(scene)

    with pytest.raises(RuleBroken, match="bukan bagian"):
        actions.add_file(case, png(), paper=other, by=scene.officer, at=LATER)

    actions.add_file(other.case, png(), paper=other, by=scene.officer, at=LATER)


def test_one_case_holds_so_many_files_and_no_more(
    scene: Scene, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("prima.cases.actions.papers.MOST_FILES", 2)
    case = open_at_counter(scene)
    for _count in range(2):
        actions.add_file(case, png(), by=scene.officer, at=LATER)

    with pytest.raises(RuleBroken, match="paling banyak 2"):
        actions.add_file(case, png(), by=scene.officer, at=LATER)
    assert rules.MOST_FILES == 40


def test_papers_of_an_ended_case_are_left_alone(scene: Scene) -> None:
    case = open_at_counter(scene)
    paper = case.papers.get(requirement_key="ktp")
    actions.untick_paper(paper, by=scene.officer, at=LATER)
    actions.withdraw(case, by=CITIZEN, at=LATER)

    with pytest.raises(RuleBroken, match="sudah berakhir"):
        actions.tick_paper(paper, PaperForm.COPY, by=scene.officer, at=LATER)
    with pytest.raises(RuleBroken, match="sudah berakhir"):
        actions.add_file(case, png(), by=CITIZEN, at=LATER)
    with pytest.raises(RuleBroken, match="sudah berakhir"):
        actions.untick_paper(paper, by=scene.officer, at=LATER)
