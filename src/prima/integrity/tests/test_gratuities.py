"""Gifts from the counter to the decree, and what is refused on the way."""

from dataclasses import replace
from datetime import date, timedelta
from io import BytesIO
from itertools import product

import openpyxl
import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction

from prima.cases.tests.uploads import png
from prima.integrity.actions import gratuities as actions
from prima.integrity.actions.gratuities import Whereabouts
from prima.integrity.documents.commission_sheet import COLUMNS, commission_sheet
from prima.integrity.models import CustodyStep, Gratuity
from prima.integrity.queries import gratuities as queries
from prima.integrity.rules.gratuities import (
    MOVES,
    PASSES,
    GratuityState,
    Holder,
    check_move,
    check_pass,
)  # fmt: skip
from prima.integrity.tests.scene import AT_DESK, CAKE, TODAY, House, make_house, noted
from prima.kernel.actors import CITIZEN
from prima.kernel.errors import NotAllowed, RuleBroken, StaleRecord
from prima.kernel.journal.models import JournalEntry
from prima.offices.tests.people import NOW

S = GratuityState
LATER = NOW + timedelta(days=2)
LATER_DAY = TODAY + timedelta(days=2)


@pytest.fixture
def house(db: None) -> House:
    return make_house()


@pytest.mark.parametrize(("current", "target"), list(product(S, S)))
def test_only_the_moves_of_the_table(current: S, target: S) -> None:
    if target in MOVES[current]:
        check_move(current, target)
    else:
        with pytest.raises(RuleBroken):
            check_move(current, target)


@pytest.mark.parametrize(("current", "target"), list(product(Holder, Holder)))
def test_only_the_passes_of_the_table(current: Holder, target: Holder) -> None:
    if target in PASSES[current]:
        check_pass(current, target)
    else:
        with pytest.raises(RuleBroken):
            check_pass(current, target)


def test_a_refusal_is_noted_by_whoever_stands_at_the_counter(house: House) -> None:
    made = actions.refuse_gift(kind="money", value=50_000, service=None, by=house.officer, at=NOW)

    assert (made.state, made.reporter.pk, made.happened_on) == ("refused", house.staff.pk, TODAY)
    assert made.reporter_title == "Front office"
    assert queries.clocks_of(made, NOW) == []
    entry = JournalEntry.objects.get(what="gratuity.refused")
    assert entry.chain == f"office:{house.kua.pk}"
    assert entry.payload == {"kind": "money", "state": "refused"}
    with pytest.raises(NotAllowed):
        actions.refuse_gift(kind="money", value=None, service=None, by=CITIZEN, at=NOW)


def test_a_gift_goes_from_the_desk_to_the_decree_and_to_its_owner(house: House) -> None:
    made = noted(house)
    to_upg = Whereabouts("upg", TODAY, name="Nur Aini", photo=png("kue.png"))
    actions.pass_on(made, where=to_upg, seen=1, by=house.officer, at=NOW)
    sent = actions.forward_gift(made, on=TODAY, number="GOL-77", seen=2, by=house.upg, at=NOW)
    decided = actions.decide_gift(
        sent, owner=S.STATE, decree="KEP-12/2026", on=LATER_DAY, seen=3, by=house.upg, at=LATER
    )
    handed = Whereabouts("", LATER_DAY, name="KPKNL")
    done = actions.hand_over(decided, where=handed, seen=4, by=house.upg, at=LATER)

    assert (done.state, done.owner, done.decree_number) == ("handed_over", "state", "KEP-12/2026")
    way = [(step.sequence, step.holder) for step in done.custody.all()]
    assert way == [(1, "reporter"), (2, "upg"), (3, "state")]
    assert done.custody.get(sequence=2).photo is not None
    said = list(JournalEntry.objects.filter(what__startswith="gratuity.").order_by("sequence"))
    assert [one.what for one in said] == [
        "gratuity.reported", "gratuity.passed_on", "gratuity.forwarded", "gratuity.decided",
        "gratuity.handed_over",
    ]  # fmt: skip
    assert "Mansur" not in str([one.payload for one in said])


def test_both_clocks_count_working_days_by_the_calendar_of_the_office(house: House) -> None:
    made = noted(house, send=False)

    upg, kpk = queries.clocks_of(made, NOW)

    # Monday 22 June 2026 is day 0 for both.
    assert upg.due_at.date() == date(2026, 7, 6)
    assert kpk.due_at.date() == date(2026, 8, 3)
    assert (upg.is_late, upg.is_running, upg.days_left) == (False, True, 9)
    late = queries.clocks_of(made, NOW + timedelta(days=14))[0]
    assert (late.is_late, late.days_left) == (True, 0)
    nearest = queries.next_clock(made, NOW)
    assert nearest is not None
    assert nearest.label == upg.label


def test_a_report_that_lacks_something_is_completed_or_lapses(house: House) -> None:
    made = noted(house)
    with pytest.raises(RuleBroken, match="Tulis apa"):
        actions.ask_for_more(made, note=" ", seen=1, by=house.upg, at=NOW)
    asked = actions.ask_for_more(made, note="Foto kue", seen=1, by=house.upg, at=NOW)
    assert "Laporan dilengkapi" in [one.label for one in queries.clocks_of(asked, NOW)]
    with pytest.raises(RuleBroken, match="Lengkapi dahulu"):
        actions.report_gift(asked, seen=2, by=house.officer, at=NOW)
    again = actions.complete_gift(
        asked, addition="Ini fotonya.", evidence=[png("kue.png")], seen=2, by=house.officer, at=NOW
    )

    assert again.state == S.REPORTED
    assert again.reported_at == NOW
    assert again.files.count() == 1
    assert str(again.chronology).endswith("Ini fotonya.")
    asked = actions.ask_for_more(again, note="Nilai", seen=3, by=house.upg, at=NOW)
    gone = actions.let_lapse(asked, seen=4, by=house.upg, at=LATER)
    assert gone.state == S.LAPSED
    with pytest.raises(RuleBroken, match="tidak sedang menunggu"):
        actions.complete_gift(gone, addition="x", evidence=[], seen=5, by=house.officer, at=LATER)


def test_who_reports_straight_to_the_commission_is_held_to_its_clock_alone(house: House) -> None:
    made = noted(house, send=False)

    sent = actions.forward_gift(made, on=TODAY, number="", seen=1, by=house.officer, at=NOW)

    assert [one.label for one in queries.clocks_of(sent, NOW)] == [
        "Sampai di KPK", "KPK menetapkan status",
    ]  # fmt: skip
    assert not queries.clocks_of(sent, NOW)[0].is_late


def test_nobody_processes_a_gift_to_themselves_and_no_head_sees_one(house: House) -> None:
    own = actions.note_gift(
        report=CAKE, where=AT_DESK, evidence=(), send=True, by=house.upg, at=NOW
    )

    with pytest.raises(NotAllowed):
        actions.forward_gift(own, on=TODAY, number="", seen=1, by=house.upg, at=NOW)
    actions.forward_gift(own, on=TODAY, number="", seen=1, by=house.other_upg, at=NOW)

    made = noted(house)
    for actor in (house.head, house.manager, house.colleague):
        assert not queries.gratuities_for(actor).exists()
        with pytest.raises(NotAllowed):
            actions.pass_on(made, where=AT_DESK, seen=1, by=actor, at=NOW)
    assert set(queries.gratuities_for(house.officer)) == {made}
    assert set(queries.gratuities_for(house.other_upg)) == {own, made}


def test_what_was_not_sent_is_seen_by_its_writer_alone(house: House) -> None:
    kept = noted(house, send=False)

    assert not queries.gratuities_for(house.upg).exists()
    with pytest.raises(NotAllowed):
        actions.ask_for_more(kept, note="Apa", seen=1, by=house.upg, at=NOW)
    sent = actions.report_gift(kept, seen=1, by=house.officer, at=LATER)
    assert sent.reported_at == LATER
    assert queries.gratuities_for(house.upg).get() == kept


def test_facts_lie_in_the_past_and_in_order(house: House) -> None:
    with pytest.raises(RuleBroken, match="belum tiba"):
        noted(house, happened_on=TODAY + timedelta(days=1))
    with pytest.raises(RuleBroken, match="mendahului"):
        noted(house, where=replace(AT_DESK, since_on=date(2026, 6, 1)))
    made = noted(house)
    with pytest.raises(RuleBroken, match="mendahului"):
        actions.forward_gift(made, on=date(2026, 6, 1), number="", seen=1, by=house.upg, at=NOW)
    with pytest.raises(RuleBroken, match="nomor keputusan"):
        actions.decide_gift(
            made, owner=S.LAPSED, decree="x", on=TODAY, seen=1, by=house.upg, at=NOW
        )
    with pytest.raises(StaleRecord):
        actions.forward_gift(made, on=TODAY, number="", seen=7, by=house.upg, at=NOW)


def test_refused_things_have_no_way_and_ended_ones_stay(house: House) -> None:
    refused = actions.refuse_gift(kind="food", value=None, service=None, by=house.officer, at=NOW)
    with pytest.raises(RuleBroken, match="sudah berakhir"):
        actions.pass_on(refused, where=AT_DESK, seen=1, by=house.officer, at=NOW)
    with pytest.raises(RuleBroken, match="Paling banyak"):
        actions.note_gift(
            report=CAKE, where=AT_DESK, evidence=[png(f"{n}.png") for n in range(6)], send=True,
            by=house.officer, at=NOW,
        )  # fmt: skip


def test_the_sheet_has_every_field_and_no_formula(house: House) -> None:
    noted(house, description="=HYPERLINK(A1)", giver_name="+62 jahat")
    rows = list(queries.gratuities_for(house.upg).of_upg(house.upg))

    sheet = openpyxl.load_workbook(BytesIO(commission_sheet(rows, NOW))).worksheets[0]
    actions.note_export(rows, by=house.upg, at=NOW)

    head = [cell.value for cell in sheet[1]]
    values = dict(zip(head, sheet[2], strict=True))
    assert len(head) == len(COLUMNS)
    assert values["Nama pelapor"].value == "Siti Rahmah"
    assert values["Perkiraan nilai (rupiah)"].value == 150_000
    assert values["Uraian"].value == "=HYPERLINK(A1)"
    assert values["Uraian"].data_type == "s"
    assert values["Uraian"].quotePrefix
    assert values["Keberadaan barang"].value == "Pelapor"
    assert JournalEntry.objects.filter(what="gratuity.exported").count() == 1
    with pytest.raises(NotAllowed):
        actions.note_export(rows, by=house.head, at=NOW)


def test_names_and_stories_are_sealed_in_the_database(house: House) -> None:
    noted(house)

    with connection.cursor() as cursor:
        cursor.execute("SELECT gratuity::text FROM integrity_gratuity AS gratuity")
        (row,) = cursor.fetchone()
        cursor.execute("SELECT step::text FROM integrity_custodystep AS step")
        (step,) = cursor.fetchone()

    for word in ("Mansur", "kue", "legalisasi", "Ruang"):
        assert word not in row
    assert "loket" not in step


@pytest.mark.parametrize(
    "changed",
    [
        {"state": "unknown"},
        {"kind": "gold"},
        {"reported_at": None},
        {"state": "forwarded"},
        {"state": "state", "forwarded_on": TODAY},
        {"decree_number": "KEP-1"},
    ],
)
def test_the_database_refuses_impossible_gifts(house: House, changed: dict[str, object]) -> None:
    made = noted(house)

    with pytest.raises(IntegrityError), transaction.atomic():
        Gratuity.objects.filter(pk=made.pk).update(**changed)


def test_the_way_of_the_thing_cannot_be_rewritten(house: House) -> None:
    made = noted(house)

    with pytest.raises(DatabaseError), transaction.atomic():
        CustodyStep.objects.filter(gratuity=made).update(holder="kpk")
    with pytest.raises(DatabaseError), transaction.atomic():
        CustodyStep.objects.filter(gratuity=made).delete()
    with pytest.raises(DatabaseError), transaction.atomic():
        Gratuity.objects.filter(pk=made.pk).delete()


def test_before_a_feast_the_page_speaks_of_it(house: House) -> None:
    assert "Natal" in queries.festival_ahead(house.kua, date(2026, 12, 10))
    assert queries.festival_ahead(house.kua, date(2026, 10, 1)) == ""
