"""After an erasure nothing of the person is left, the law's part stays, and the journal holds."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest
from django.apps import apps
from django.conf import settings

from prima.cases import actions as cases
from prima.cases import queries as case_queries
from prima.cases.models import Case, CaseFile
from prima.cases.rules import ErasureCause
from prima.cases.tests import scene as stage
from prima.cases.tests.scene import NOW, Scene
from prima.cases.tests.uploads import png
from prima.kernel import journal
from prima.kernel.actors import CITIZEN, SYSTEM
from prima.kernel.errors import NotAllowed, RuleBroken
from prima.kernel.messages import OutgoingMessage
from prima.kernel.personal_data import ERASED_MARK, Fate, Group, register, rows_of_case
from prima.surveys.models import Invitation

STAYS = (
    "number", "status", "received_at", "due_at", "ended_at", "product_number", "service_id",
    "working_minutes_used", "handed_over_at", "situations",
)  # fmt: skip
LATER = NOW + timedelta(days=3)


def ended_case(scene: Scene) -> Case:
    """A whole life: sent from home with a file, done, handed over, drawn for the survey."""
    opened = stage.open_online(scene)
    cases.add_file(opened.case, png(), by=CITIZEN, at=NOW)
    return stage.walk_to_end(scene, opened.case)


def erase(case: Case, *, kept: frozenset[Group] = frozenset()) -> Case:
    return cases.erase_person_of(
        case, cause=ErasureCause.RETENTION, kept=kept, by=SYSTEM, at=LATER
    )


def left_over(case: Case) -> list[str]:
    """Declared columns that the erasure promises to empty and that hold something all the same."""
    rows = rows_of_case()
    found = []
    for one in register():
        if one.fate not in {Fate.BLANKED, Fate.MARKED, Fate.REMOVED} or one.model not in rows:
            continue
        for row in rows[one.model](case.pk):
            value = getattr(row, one.field)
            if one.fate == Fate.REMOVED or value not in {"", None, ERASED_MARK}:
                found.append(one.label)
    return sorted(set(found))


def test_every_declared_column_is_empty_after_an_erasure(scene: Scene) -> None:
    case = ended_case(scene)
    assert len(left_over(case)) > 8

    erase(case)

    assert left_over(case) == []


def test_every_column_an_erasure_promises_to_empty_says_how_its_rows_are_found() -> None:
    promised = {one.model for one in register() if one.fate not in {Fate.KEPT, Fate.EXPIRES}}

    assert promised <= set(rows_of_case())


def test_dates_decisions_and_the_product_number_stay(scene: Scene) -> None:
    before = ended_case(scene)

    after = Case.objects.get(pk=erase(before).pk)

    for name in STAYS:
        assert getattr(after, name) == getattr(before, name), name
    assert after.items.count() == before.items.count()
    assert after.erased_at == LATER


@pytest.mark.django_db(transaction=False)
def test_a_file_loses_its_bytes_and_keeps_its_digest(
    scene: Scene, django_capture_on_commit_callbacks: object
) -> None:
    case = ended_case(scene)
    stored = CaseFile.objects.get(case=case).stored
    place = Path(settings.FILES_DIR) / stored.stored_name[:2] / stored.stored_name
    assert place.is_file()

    with django_capture_on_commit_callbacks(execute=True):  # type: ignore[operator]
        erase(case)

    after = CaseFile.objects.get(case=case).stored
    assert not place.exists()
    assert (after.original_name, after.digest, after.stored_at) == (
        "", stored.digest, stored.stored_at
    )  # fmt: skip
    assert after.removed_at == LATER


def test_nobody_finds_an_erased_person_by_number_or_name(scene: Scene) -> None:
    case = ended_case(scene)
    looked_for = ("Siti Maryam", "3201014505900001", "0812 3456 7890", "dihapus")
    officer = scene.actor("officer", LATER)
    assert case_queries.find_applications(officer, looked_for[1]).count() == 1

    erase(case)

    for typed in looked_for:
        assert not case_queries.find_applications(officer, typed).exists(), typed


def test_a_link_to_the_survey_opens_nothing_any_more(scene: Scene) -> None:
    case = ended_case(scene)
    assert Invitation.objects.get(case_id=case.pk).token_hash is not None

    erase(case)

    assert Invitation.objects.get(case_id=case.pk).token_hash is None


def test_a_letter_that_waits_is_not_sent_to_an_erased_person(scene: Scene) -> None:
    case = ended_case(scene)
    about = OutgoingMessage.objects.filter(about_id=str(case.pk))
    assert about.exists()

    erase(case)

    assert set(about.values_list("state", flat=True)) == {"expired"}


def test_an_invitation_letter_that_is_about_no_case_is_emptied_too(scene: Scene) -> None:
    from prima.surveys import actions as surveys  # noqa: PLC0415

    case = ended_case(scene)
    invitation = Invitation.objects.get(case_id=case.pk)
    assert surveys.send_invitation(invitation_id=invitation.pk, by=SYSTEM, at=NOW)

    erase(case)

    letters = OutgoingMessage.objects.all()
    assert letters.count() > 1
    assert {one.recipient for one in letters} == {""}


def test_the_journal_still_verifies_with_its_anchor(scene: Scene) -> None:
    case = ended_case(scene)
    anchor = journal.write_anchor()

    erase(case)

    report = journal.verify(anchor)
    assert report.is_whole
    entry = apps.get_model("kernel.JournalEntry").objects.filter(what="case.person_erased").get()
    assert entry.payload["cause"] == "retention"
    assert "Siti" not in str(entry.payload)


def test_erased_twice_is_erased_once(scene: Scene) -> None:
    case = ended_case(scene)
    first = erase(case)

    again = cases.erase_person_of(
        case, cause=ErasureCause.REQUEST, by=SYSTEM, at=LATER + timedelta(days=1)
    )

    assert again.erased_at == first.erased_at


def test_what_must_be_kept_is_kept_and_the_rest_goes(scene: Scene) -> None:
    case = ended_case(scene)

    after = Case.objects.get(pk=erase(case, kept=frozenset({Group.IDENTITY, Group.PAPERS})).pk)

    assert (after.applicant_name, after.applicant_nik) == ("Siti Maryam", case.applicant_nik)
    assert (after.applicant_phone, after.applicant_email, after.phone_index) == ("", "", "")
    assert after.erased_at is None
    assert CaseFile.objects.get(case=case).stored.removed_at is None


def test_a_running_case_is_not_erased(scene: Scene) -> None:
    case = stage.open_at_counter(scene)

    with pytest.raises(RuleBroken, match="masih berjalan"):
        erase(case)


def test_an_officer_erases_nobody(scene: Scene) -> None:
    case = ended_case(scene)

    with pytest.raises(NotAllowed):
        cases.erase_person_of(case, cause=ErasureCause.REQUEST, by=scene.officer, at=LATER)


def test_a_case_about_nobody_cannot_be_searched_by_the_rest_of_a_person(scene: Scene) -> None:
    from django.db import IntegrityError, transaction  # noqa: PLC0415

    case = erase(ended_case(scene))

    with pytest.raises(IntegrityError, match="case_erased_is_empty"), transaction.atomic():
        Case.objects.filter(pk=case.pk).update(nik_index="0" * 64)
