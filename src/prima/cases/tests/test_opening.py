"""Taking in applications, from home and at the counter."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from psycopg import sql

from prima.cases import actions
from prima.cases.core import Applicant, GivenPaper
from prima.cases.events import CaseOpened
from prima.cases.models import Case
from prima.cases.models.work import Outcome
from prima.cases.rules import CaseStatus, Channel, PaperForm, PaperState
from prima.cases.tests.scene import (
    APPLICANT,
    LONG,
    NOW,
    SHORT,
    Scene,
    application,
    key,
    open_at_counter,
    open_item,
    open_online,
    opened_at_counter,
    renew_procedure,
)
from prima.cases.tests.uploads import png
from prima.kernel import codes, events
from prima.kernel.actors import CITIZEN
from prima.kernel.errors import NotAllowed, RuleBroken
from prima.kernel.journal.models import JournalEntry


def test_a_case_taken_in_at_the_counter_stands_at_the_check(scene: Scene) -> None:
    case = open_at_counter(scene)

    stored = Case.objects.get(pk=case.pk)
    assert stored.status == CaseStatus.RECEIVED
    assert stored.received_at == NOW
    assert stored.registered_by_id == scene.officer.id
    assert open_item(stored).step_key == "check"


def test_applying_is_the_applicants_own_row(scene: Scene) -> None:
    case = open_online(scene).case

    submit = case.items.get(step_key="submit")
    assert (submit.outcome, submit.happened_at) == (Outcome.DONE, NOW)
    assert submit.done_by is None


def test_the_number_is_valid_and_the_words_are_kept_only_as_a_hash(scene: Scene) -> None:
    opened = open_online(scene)

    case = Case.objects.get(pk=opened.case.pk)
    assert codes.is_valid_number(case.number)
    assert case.number.startswith("TM-26-")
    assert codes.verify_secret(case.secret_hash, opened.words)
    assert "words" not in repr(opened)


def test_no_column_of_the_database_holds_words_or_numbers_of_people(scene: Scene) -> None:
    opened = open_online(scene)

    everything = _dump()
    assert opened.case.number in everything
    for secret in (opened.words, "3201014505900001", "81234567890", "siti@contoh.id"):
        assert secret not in everything


def _dump() -> str:
    tables = [name for name in connection.introspection.table_names() if "django" not in name]
    rows = []
    with connection.cursor() as cursor:
        for table in tables:
            if table.startswith(("cases_", "kernel_")):
                cursor.execute(
                    sql.SQL("SELECT t::text FROM {} AS t").format(sql.Identifier(table))
                )
                rows += [row[0] for row in cursor.fetchall()]
    return "\n".join(rows)


def test_the_same_person_is_found_by_keyed_hash(scene: Scene) -> None:
    first, second = open_online(scene).case, open_at_counter(scene)

    assert first.nik_index == second.nik_index != ""
    assert first.phone_index == second.phone_index != ""
    assert Case.objects.get(pk=first.pk).applicant_phone == "+6281234567890"


def test_standard_and_procedure_of_the_day_are_frozen(scene: Scene) -> None:
    before = open_at_counter(scene)
    _renew_procedure(scene)

    after = open_at_counter(scene)

    assert after.sop_version.number == before.sop_version.number + 1
    assert Case.objects.get(pk=before.pk).sop_version_id == before.sop_version_id
    assert before.standard_id == after.standard_id
    actions.finish_step(open_item(before), actions.Finish(outcome="yes"), by=scene.officer, at=NOW)
    assert open_item(before).step_key == "match"


def _renew_procedure(scene: Scene) -> None:
    def change(sop: Any) -> None:
        sop["steps"][1]["text"] = "Memeriksa semua berkas"

    renew_procedure(scene, SHORT, change)


def test_the_promise_is_copied_from_the_standard(scene: Scene) -> None:
    case = open_at_counter(scene, service=LONG)

    assert (case.promise_amount, case.promise_unit) == (2, "working_day")
    assert case.clock_started_at == NOW
    stored = Case.objects.get(pk=case.pk)
    assert stored.promised_at == stored.due_at
    assert stored.due_at is not None
    assert stored.promised_minutes is not None
    assert stored.promised_minutes > 480


def test_an_application_sent_twice_is_one_case_with_the_same_words(scene: Scene) -> None:
    given, form_key = application(scene, channel=Channel.ONLINE), key()

    first = actions.open_case(given, key=form_key, by=CITIZEN, at=NOW)
    again = actions.open_case(given, key=form_key, by=CITIZEN, at=NOW + timedelta(minutes=1))

    assert again.case.pk == first.case.pk
    assert again.words == first.words
    assert Case.objects.count() == 1


def test_a_form_without_its_key_is_not_taken(scene: Scene) -> None:
    given = application(scene, channel=Channel.ONLINE)

    with pytest.raises(RuleBroken, match="Muat ulang"):
        actions.open_case(given, key="short", by=CITIZEN, at=NOW)

    actions.open_case(given, key=key(), by=CITIZEN, at=NOW)


def test_only_officers_of_the_office_take_in_at_its_counter(scene: Scene) -> None:
    given = application(scene)

    for actor in (CITIZEN, scene.stranger, scene.actor("supervisor")):
        with pytest.raises(NotAllowed):
            actions.open_case(given, key=key(), by=actor, at=NOW)

    actions.open_case(given, key=key(), by=scene.officer, at=NOW)


def test_an_online_application_comes_from_a_citizen(scene: Scene) -> None:
    given = application(scene, channel=Channel.ONLINE)

    with pytest.raises(NotAllowed):
        actions.open_case(given, key=key(), by=scene.officer, at=NOW)

    actions.open_case(given, key=key(), by=CITIZEN, at=NOW)


def test_a_service_without_a_standard_in_this_office_cannot_be_applied_for(scene: Scene) -> None:
    given = application(scene, service=LONG)
    too_early = NOW.replace(year=2025)

    with pytest.raises(RuleBroken, match="belum dapat diajukan"):
        actions.open_case(given, key=key(), by=scene.officer, at=too_early)

    actions.open_case(given, key=key(), by=scene.officer, at=NOW)


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"name": "  "}, "nama"),
        ({"name": "x" * 121}, "120"),
        ({"nik": "123"}, "16 angka"),
        ({"nik": "9901014505900001"}, "NIK"),
        ({"phone": "12"}, "telepon"),
        ({"email": "siti"}, "surel"),
        ({"phone": "", "email": ""}, "mengabari"),
    ],
)
def test_wrong_personal_values_are_refused_with_what_to_do(
    scene: Scene, change: dict[str, str], sentence: str
) -> None:
    wrong = application(
        scene,
        channel=Channel.ONLINE,
        applicant=replace(APPLICANT, **change),  # type: ignore[arg-type]
    )

    with pytest.raises(RuleBroken, match=sentence):
        actions.open_case(wrong, key=key(), by=CITIZEN, at=NOW)
    assert not Case.objects.exists()

    actions.open_case(application(scene, channel=Channel.ONLINE), key=key(), by=CITIZEN, at=NOW)


def test_at_the_counter_only_the_name_is_asked(scene: Scene) -> None:
    case = open_at_counter(scene, applicant=Applicant(name="Pak  Karto"))

    stored = Case.objects.get(pk=case.pk)
    assert stored.applicant_name == "Pak Karto"
    assert stored.applicant_nik == ""
    assert stored.nik_index == ""


def test_from_home_every_missing_paper_is_named_at_once(scene: Scene) -> None:
    given = application(scene, channel=Channel.ONLINE, papers=())

    with pytest.raises(RuleBroken) as refusal:
        actions.open_case(given, key=key(), by=CITIZEN, at=NOW)

    assert "Buku nikah asli" in str(refusal.value)
    assert "KTP suami dan istri" in str(refusal.value)
    actions.open_case(application(scene, channel=Channel.ONLINE), key=key(), by=CITIZEN, at=NOW)


def test_at_the_counter_a_missing_paper_is_recorded_not_refused(scene: Scene) -> None:
    case = open_at_counter(scene, papers=[GivenPaper("ktp", "handed_in", "original")])

    states = dict(case.papers.values_list("requirement_key", "state"))
    assert states["ktp"] == PaperState.HANDED_IN
    assert states["buku-nikah"] == PaperState.MISSING


def test_a_paper_handed_in_is_checked_by_the_officer_who_took_it(scene: Scene) -> None:
    case = open_at_counter(scene)

    paper = case.papers.get(requirement_key="ktp")
    assert (paper.state, paper.form) == (PaperState.HANDED_IN, PaperForm.ORIGINAL)
    assert (paper.checked_by_id, paper.checked_at) == (scene.officer.id, NOW)


def test_a_citizen_cannot_tick_papers_as_seen(scene: Scene) -> None:
    claims = [
        GivenPaper(key, "handed_in", "original")
        for key in ("buku-nikah", "ktp", "fotokopi-buku-nikah")
    ]
    given = application(scene, channel=Channel.ONLINE, papers=claims)

    with pytest.raises(RuleBroken):
        actions.open_case(given, key=key(), by=CITIZEN, at=NOW)

    case = open_online(scene).case
    assert not case.papers.filter(checked_at__isnull=False).exists()


def test_only_papers_of_the_situation_are_asked(scene: Scene) -> None:
    alone = open_at_counter(scene)
    by_proxy = open_at_counter(scene, situations=["diwakilkan"])

    assert alone.situations == ["datang-sendiri"]
    assert not alone.papers.filter(requirement_key="surat-kuasa").exists()
    assert by_proxy.papers.filter(requirement_key="surat-kuasa").exists()


@pytest.mark.parametrize("situations", [["unknown"], ["datang-sendiri", "diwakilkan"]])
def test_impossible_situations_are_refused(scene: Scene, situations: list[str]) -> None:
    with pytest.raises(RuleBroken, match="keadaan"):
        open_at_counter(scene, situations=situations)

    open_at_counter(scene, situations=["datang-sendiri"])


def test_a_paper_the_standard_does_not_know_is_refused(scene: Scene) -> None:
    with pytest.raises(RuleBroken, match="Daftar syarat"):
        open_at_counter(scene, papers=[GivenPaper("akta-kelahiran", "handed_in", "copy")])

    open_at_counter(scene)


def test_files_from_home_are_kept_with_their_paper(scene: Scene) -> None:
    given = replace(
        application(scene, channel=Channel.ONLINE), uploads={"ktp": [png(), png("ktp2.png")]}
    )

    case = actions.open_case(given, key=key(), by=CITIZEN, at=NOW).case

    paper = case.papers.get(requirement_key="ktp")
    assert (paper.state, paper.form) == (PaperState.UPLOADED, PaperForm.COPY)
    assert paper.files.count() == 2
    assert paper.files.first().added_by is None  # type: ignore[union-attr]


def test_opening_is_told_to_the_journal_and_to_the_apps_above(scene: Scene) -> None:
    heard: list[CaseOpened] = []
    events.subscribe(CaseOpened, heard.append)

    case = opened_at_counter(scene).case

    events.unsubscribe(CaseOpened, heard.append)
    assert [one.case_id for one in heard] == [case.pk]
    entry = JournalEntry.objects.get(what="case.opened", about_id=str(case.pk))
    assert entry.chain == f"office:{scene.office.pk}"
    assert entry.payload["channel"] == "counter"
    assert "Siti" not in str(entry.payload)


def test_nothing_stays_of_an_application_that_was_refused(scene: Scene) -> None:
    broken = replace(
        application(scene, channel=Channel.ONLINE), uploads={"ktp": [png("virus.exe")]}
    )
    form_key = key()

    with pytest.raises(RuleBroken):
        actions.open_case(broken, key=form_key, by=CITIZEN, at=NOW)

    assert not Case.objects.exists()
    whole = replace(broken, uploads={"ktp": [png()]})
    actions.open_case(whole, key=form_key, by=CITIZEN, at=NOW)
