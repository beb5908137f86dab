"""After their time gifts name nobody and sealed reports say nothing; before it nothing goes."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from django.db import DatabaseError, transaction

from prima.cases.tests.uploads import png
from prima.integrity.actions import forgetting, opening, reports
from prima.integrity.actions import gratuities as gifts
from prima.integrity.actions.gratuities import Whereabouts
from prima.integrity.models import CustodyStep, Gratuity, IdentityBox, SealedMessage, SealedReport
from prima.integrity.queries import reports as queries
from prima.integrity.rules.gratuities import GratuityState
from prima.integrity.rules.reports import MessageKind, ReportState
from prima.integrity.tests.scene import CAKE, TODAY, House, make_house, noted
from prima.integrity.tests.sealed import PHRASE, Realm, make_realm, sent
from prima.integrity.tests.test_reports import everything
from prima.integrity.tests.test_sealing import png as drawn
from prima.kernel.actors import CITIZEN, SYSTEM
from prima.kernel.errors import NotAllowed
from prima.kernel.files import StoredFile
from prima.kernel.journal.models import JournalEntry
from prima.offices.tests.people import NOW

LONG_AFTER = NOW + timedelta(days=6 * 365)


@pytest.fixture
def house(db: None) -> House:
    return make_house()


@pytest.fixture
def realm(db: None) -> Realm:
    return make_realm()


def ended(house: House) -> Gratuity:
    """A cake that became the state's, with a photo of it."""
    made = gifts.note_gift(
        report=replace(CAKE, reporter_nik="6309010101900001"),
        where=Whereabouts("reporter", TODAY, note="Meja loket 2", photo=png("kue.png")),
        evidence=[png("bukti.png")],
        send=True,
        by=house.officer,
        at=NOW,
    )
    made = gifts.forward_gift(made, on=TODAY, number="GOL-7", seen=1, by=house.upg, at=NOW)
    made = gifts.decide_gift(
        made, owner=GratuityState.STATE, decree="KEP-1", on=TODAY, seen=2, by=house.upg, at=NOW
    )
    return gifts.hand_over(
        made, where=Whereabouts("", TODAY, name="KPKNL"), seen=3, by=house.upg, at=NOW
    )


def forget_gifts(before: datetime) -> int:
    return forgetting.forget_givers(before=before, by=SYSTEM, at=LONG_AFTER)


def test_a_gift_names_nobody_after_its_time_and_still_counts(house: House) -> None:
    running, done = noted(house), ended(house)
    refused = gifts.refuse_gift(kind="money", value=1, service=None, by=house.officer, at=NOW)
    assert forget_gifts(NOW) == 0
    assert forget_gifts(NOW + timedelta(days=1)) == 1
    assert forget_gifts(NOW + timedelta(days=1)) == 0

    gone = Gratuity.objects.get(pk=done.pk)
    assert {getattr(gone, name) for name in forgetting._OF_PEOPLE} == {""}
    assert (gone.value, gone.decree_number, gone.owner) == (150_000, "KEP-1", "state")
    way = list(gone.custody.values_list("holder", "name", "note"))
    assert way == [("reporter", "", ""), ("state", "", "")]
    photo = gone.custody.get(sequence=1).photo_id
    kept = StoredFile.objects.filter(pk__in=[gone.files.get().stored_id, photo])
    assert {(one.original_name, one.removed_at) for one in kept} == {("", LONG_AFTER)}
    assert Gratuity.objects.get(pk=running.pk).giver_name == "Haji Mansur"
    assert Gratuity.objects.get(pk=refused.pk).erased_at is None
    assert JournalEntry.objects.filter(what="gratuity.person_forgotten").count() == 1


def test_only_the_clock_forgets(house: House) -> None:
    done = ended(house)
    for nobody in (house.upg, house.officer, house.manager, CITIZEN):
        with pytest.raises(NotAllowed):
            forgetting.forget_giver(done.pk, by=nobody, at=LONG_AFTER)


def test_the_database_lets_no_name_go_before_its_gift_and_none_change(house: House) -> None:
    done = ended(house)
    steps = CustodyStep.objects.filter(gratuity=done)
    with pytest.raises(DatabaseError), transaction.atomic():
        steps.update(name="", note="")
    forget_gifts(NOW + timedelta(days=1))
    with pytest.raises(DatabaseError), transaction.atomic():
        steps.update(name="Orang lain")
    with pytest.raises(DatabaseError), transaction.atomic():
        steps.delete()


def found_out(realm: Realm) -> tuple[SealedReport, str, str]:
    """A report with a name, a file and talk, that proved true."""
    report, receipt = sent(realm, identity="Siti Maryam", files=(drawn(),))
    first = realm.recipients[0]
    reports.answer(report, text="Kapan persisnya?", by=first, at=NOW)
    opening.ask_identity(report, reason="Perlu saksi", phrase=PHRASE, by=first, at=NOW)
    reports.move(report, to=ReportState.CHECKING, seen=1, by=first, at=NOW)
    reports.move(report, to=ReportState.PROVEN, seen=2, by=first, at=NOW)
    return report, receipt.number, receipt.words


def forget_reports(before: datetime) -> int:
    return forgetting.forget_reports(before=before.date(), by=SYSTEM, at=LONG_AFTER)


def test_a_sealed_report_says_nothing_after_its_time_and_still_counts(realm: Realm) -> None:
    report, number, words = found_out(realm)
    for _one in range(4):
        sent(realm)
    years = queries.counts_by_year(LONG_AFTER.date())
    assert forget_reports(NOW) == 0
    assert forget_reports(NOW + timedelta(days=1)) == 1
    assert forget_reports(NOW + timedelta(days=1)) == 0

    gone = SealedReport.objects.get(pk=report.pk)
    assert (gone.number, gone.state) == (number, ReportState.PROVEN)
    assert not any(map(bytes, (gone.body, gone.public_key, gone.salt, gone.box)))
    assert (gone.identity, gone.keys.count(), gone.messages.count()) == (None, 0, 0)
    assert (gone.files.count(), IdentityBox.objects.count()) == (0, 0)
    assert bytes(gone.requests.get().reason) == b""
    assert queries.with_words(number, words) is None
    assert gone not in list(queries.reports_for(realm.recipients[0]))
    assert queries.counts_by_year(LONG_AFTER.date()) == years != []
    assert JournalEntry.objects.get(what="sealed.forgotten").chain == report.chain
    assert "Siti" not in everything(report)


def test_who_still_speaks_is_not_forgotten_and_what_is_checked_again_has_no_end(
    realm: Realm,
) -> None:
    report, _number, _words = found_out(realm)
    later = NOW + timedelta(days=900)
    reports.say(report, text="Ia masih begitu.", kind=MessageKind.TALK, by=CITIZEN, at=later)
    assert forget_reports(later) == 0
    assert forget_reports(later + timedelta(days=1)) == 1

    again, _receipt = sent(realm)
    first = realm.recipients[0]
    for seen, to in enumerate(("checking", "unproven", "checking"), start=1):
        reports.move(again, to=ReportState(to), seen=seen, by=first, at=NOW)
    assert SealedReport.objects.get(pk=again.pk).ended_on is None
    assert forget_reports(LONG_AFTER) == 0


def test_the_database_lets_nothing_sealed_go_before_its_report(realm: Realm) -> None:
    report, _number, _words = found_out(realm)
    rows = SealedReport.objects.filter(pk=report.pk)
    for changed in (
        {"body": b""},
        {"erased_on": LONG_AFTER.date()},
        {"body": b"x", "box": b"", "salt": b"", "public_key": b"", "erased_on": LONG_AFTER.date()},
    ):
        with pytest.raises(DatabaseError), transaction.atomic():
            rows.update(**changed)
    for dear in (SealedMessage.objects.all(), report.files.all(), rows):
        with pytest.raises(DatabaseError), transaction.atomic():
            dear.delete()
    for nobody in (realm.manager, realm.recipients[0], CITIZEN):
        with pytest.raises(NotAllowed):
            forgetting.forget_report(report.pk, by=nobody, at=LONG_AFTER)
