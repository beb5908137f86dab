"""Two people at once: one is served, the other is told."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from prima.kernel.actors import SYSTEM
from prima.kernel.errors import StaleRecord
from prima.kernel.models import JournalEntry
from prima.kernel.tests.support import run_together
from prima.offices.public import Role
from prima.sops import actions
from prima.sops.models import SopAdaptation, SopDraft, SopVersion
from prima.sops.rules import DraftState
from prima.sops.tests import test_course as course
from prima.sops.tests.people import employ, make_desk
from prima.sops.tests.places import KEY, NOW, small_catalogue


def told(work: Callable[[], object]) -> Callable[[], str]:
    """Do it, and give what was said when somebody else was faster."""

    def run() -> str:
        try:
            work()
        except StaleRecord as error:
            return str(error)
        return ""

    return run


@pytest.mark.usefixtures("own_database")
def test_of_two_approvals_at_once_one_counts_and_the_other_is_told(tmp_path: Path) -> None:
    desk = make_desk(tmp_path)
    desk.people["deputy"] = employ(desk.district, "deputy", Role.HEAD)
    draft = course.verified(desk)

    def approve(who: str) -> Callable[[], object]:
        by = desk.actor(who)
        return lambda: actions.approve(draft, course.SIGNATURE, by=by, at=NOW)

    said = run_together(told(approve("head")), told(approve("deputy")))

    assert sorted(map(bool, said)) == [False, True]
    assert "Disahkan" in "".join(map(str, said))
    assert SopDraft.objects.get().moves.filter(act="approve").count() == 1


@pytest.mark.usefixtures("own_database")
def test_of_two_publications_at_once_one_makes_a_version(tmp_path: Path) -> None:
    desk = make_desk(tmp_path)
    draft = course.approved(desk)
    head = desk.actor("head")

    said = run_together(*[told(lambda: actions.publish(draft, by=head, at=NOW))] * 2)

    assert sorted(map(bool, said)) == [False, True]
    assert "Terbit" in "".join(map(str, said))
    assert SopVersion.objects.filter(number=2).count() == 1


@pytest.mark.usefixtures("own_database")
def test_of_two_saves_at_once_one_is_kept_and_the_other_is_told_by_whom(tmp_path: Path) -> None:
    desk = make_desk(tmp_path)
    draft = course.start(desk)

    def save(who: str) -> Callable[[], object]:
        by, document = desk.actor(who), course.changed(draft.document, f"Menyimpan {who}")
        return lambda: actions.save_draft(draft, document, revision=1, by=by, at=NOW)

    said = run_together(told(save("author")), told(save("second_author")))

    kept = SopDraft.objects.get()
    loser = "author" if said[0] else "second_author"
    assert sorted(map(bool, said)) == [False, True]
    assert kept.revision == 2
    assert kept.document.steps[-1].text != f"Menyimpan {loser}"
    assert "sudah disimpan oleh" in "".join(map(str, said))


@pytest.mark.usefixtures("own_database")
def test_of_two_plans_started_at_once_one_is_in_work(tmp_path: Path) -> None:
    desk = make_desk(tmp_path)
    plans = [course.plan(desk), course.plan(desk)]
    author = desk.actor("author")

    said = run_together(
        *(
            told(lambda one=one: actions.start_draft(one, by=author, at=NOW))  # type: ignore[misc]
            for one in plans
        )
    )

    assert sorted(map(bool, said)) == [False, True]
    assert "rancangan lain" in "".join(map(str, said))
    assert SopDraft.objects.filter(state=DraftState.DRAFT).count() == 1


@pytest.mark.usefixtures("own_database")
def test_of_two_authors_who_name_one_origin_at_once_both_are_heard_and_one_reason_stands(
    tmp_path: Path,
) -> None:
    desk = make_desk(tmp_path)
    actions.load_catalogue(
        small_catalogue(tmp_path / "two", KEY, "taukil-wali"), office=desk.district, by=SYSTEM,
        at=NOW,
    )  # fmt: skip
    draft = course.start(desk)
    source = SopVersion.objects.get(sop__service__key="taukil-wali")

    def name(who: str) -> Callable[[], object]:
        by = desk.actor(who)
        return lambda: actions.name_origin(draft, source, because=f"Kata {who}", by=by, at=NOW)

    said = run_together(told(name("author")), told(name("second_author")))

    assert said == ["", ""]
    adaptation = SopAdaptation.objects.get(draft=draft)
    assert adaptation.because in {"Kata author", "Kata second_author"}
    assert adaptation.by == desk.people[adaptation.because.removeprefix("Kata ")].user
    assert JournalEntry.objects.filter(what="sop_draft.origin_named").count() == 2


@pytest.mark.usefixtures("own_database")
def test_an_origin_named_while_the_draft_is_handed_in_stands_or_is_refused_never_lost(
    tmp_path: Path,
) -> None:
    desk = make_desk(tmp_path)
    actions.load_catalogue(
        small_catalogue(tmp_path / "two", KEY, "taukil-wali"), office=desk.district, by=SYSTEM,
        at=NOW,
    )  # fmt: skip
    draft = course.written(desk)
    source = SopVersion.objects.get(sop__service__key="taukil-wali")
    author, second = desk.actor("author"), desk.actor("second_author")

    named, handed = run_together(
        told(
            lambda: actions.name_origin(draft, source, because="Diukur", by=second, at=NOW),
        ),
        told(lambda: actions.submit(draft, by=author, at=NOW)),
    )

    assert handed == ""
    assert SopDraft.objects.get().state == DraftState.IN_REVIEW
    assert SopAdaptation.objects.exists() == (named == "")
