"""Sealed reports from the sender to two people who open a name, and who never gets in."""

from __future__ import annotations

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction

from prima.integrity.actions import opening
from prima.integrity.actions import recipients as entering
from prima.integrity.actions import reports as actions
from prima.integrity.actions.opening import WrongPhrase
from prima.integrity.actions.reports import NobodyLeft
from prima.integrity.models import (
    IdentityRequest,
    Recipient,
    SealedMessage,
    SealedReport,
    unsealing,
)
from prima.integrity.queries import reports as queries
from prima.integrity.rules.reports import (
    MOVES,
    MessageKind,
    RecipientState,
    ReportState,
    check_move,
)  # fmt: skip
from prima.integrity.tests.sealed import CHEAP, PHRASE, Realm, make_realm, sent, story_of
from prima.integrity.tests.test_sealing import png
from prima.kernel.actors import CITIZEN
from prima.kernel.errors import NotAllowed, RuleBroken, StaleRecord
from prima.kernel.idempotency import new_key
from prima.kernel.journal.models import JournalEntry
from prima.offices.public import Role
from prima.offices.tests import people
from prima.offices.tests.people import NOW


@pytest.fixture
def realm(db: None) -> Realm:
    return make_realm()


def everything(report: SealedReport) -> str:
    """All the database holds of it, as a thief would read it."""
    tables = ("sealedreport", "sealedmessage", "sealedfile", "reportkey", "identityrequest")
    with connection.cursor() as cursor:
        found = []
        for table in tables:
            cursor.execute(f"SELECT row::text FROM integrity_{table} AS row")  # noqa: S608
            found += [str(row[0]) for row in cursor.fetchall()]
    return "\n".join(found)


@pytest.mark.parametrize("current", ReportState)
@pytest.mark.parametrize("target", ReportState)
def test_only_the_moves_of_the_table(current: ReportState, target: ReportState) -> None:
    if target in MOVES[current]:
        check_move(current, target)
    else:
        with pytest.raises(RuleBroken):
            check_move(current, target)


def test_a_report_is_read_by_its_recipients_and_by_who_holds_the_words(realm: Realm) -> None:
    report, receipt = sent(realm, files=(png((b"tEXt", b"Author\0Siti")),))

    first, second, _third = realm.recipients
    opened = opening.open_report(report, phrase=PHRASE, by=first, at=NOW)
    assert opened is not None
    assert opened.what == "Meminta Rp500.000 untuk legalisasi."
    actions.answer(report, text="Kapan persisnya?", by=second, at=NOW)
    found = queries.with_words(receipt.number, receipt.words)
    assert found is not None
    same, key = found
    assert same == report
    actions.say(report, text="Tanggal 3.", kind=MessageKind.TALK, by=CITIZEN, at=NOW)
    talk = unsealing.unsealed(report, key).said
    assert [(one.who, one.text) for one in talk] == [
        ("Penerima laporan", "Kapan persisnya?"), ("Pelapor", "Tanggal 3."),
    ]  # fmt: skip
    file = opening.open_file(report.files.get(), phrase=PHRASE, by=first, at=NOW)
    assert file == png()
    for word in ("legalisasi", "Kapan", "Tanggal", "Joko", receipt.words.split()[0], "Author"):
        assert word not in everything(report)
    assert len(receipt.words.split()) == 9


def test_a_form_sent_twice_is_one_report_with_the_same_words(realm: Realm) -> None:
    key = new_key()

    report, first = sent(realm, key=key)
    again, second = sent(realm, key=key)

    assert (report, first) == (again, second)


def test_wrong_words_and_an_unknown_number_open_nothing(realm: Realm) -> None:
    report, receipt = sent(realm)

    assert queries.with_words(receipt.number, "satu dua tiga") is None
    assert queries.with_words("WB-26-AAAAAA-A", receipt.words) is None
    with pytest.raises(WrongPhrase):
        opening.open_report(
            report, phrase="bukan kalimat sandinya", by=realm.recipients[0], at=NOW
        )


def test_the_journal_of_a_report_is_its_own_and_says_nothing(realm: Realm) -> None:
    report, _receipt = sent(realm, identity="Siti Maryam, 0812")
    opening.open_report(report, phrase=PHRASE, by=realm.recipients[0], at=NOW)

    own = JournalEntry.objects.filter(chain=f"sealed:{report.pk.hex}")
    assert [one.what for one in own.order_by("sequence")] == ["sealed.received", "sealed.opened"]
    others = JournalEntry.objects.exclude(chain__startswith="sealed")
    assert str(report.pk) not in str(list(others.values_list("about_id", "payload")))


def test_the_reported_and_their_line_never_receive(realm: Realm) -> None:
    head_of_district = people.make_staff(
        realm.district, "Umar Said", Role.HEAD, Role.REPORT_RECIPIENT
    )
    colleague = people.make_staff(realm.kua, "Wati Ningsih", Role.REPORT_RECIPIENT)
    boss, mate = people.acting(head_of_district), people.acting(colleague)
    for actor in (boss, mate):
        made = entering.enrol(phrase=PHRASE, by=actor, at=NOW, cost=CHEAP)
        entering.confirm(made, by=realm.recipients[0], at=NOW)

    report, _receipt = sent(realm)

    assert report.keys.count() == 3
    for actor in (boss, mate, realm.manager):
        assert not queries.reports_for(actor).exists()
        with pytest.raises(NotAllowed):
            opening.open_report(report, phrase=PHRASE, by=actor, at=NOW)
        with pytest.raises(NotAllowed):
            actions.answer(report, text="x", by=actor, at=NOW)
    with pytest.raises(RuleBroken, match="tidak boleh menerima"):
        opening.share(report, to=realm.keys[-1], phrase=PHRASE, by=realm.recipients[0], at=NOW)


def test_who_moves_over_the_reported_loses_the_key_before_a_word(realm: Realm) -> None:
    report, _receipt = sent(realm, identity="Siti Maryam")
    moved = realm.keys[0].staff
    people.make_position(realm.district, "district_head", moved)

    assert opening.open_report(report, phrase=PHRASE, by=realm.recipients[0], at=NOW) is None

    assert not queries.reports_for(realm.recipients[0]).exists()
    assert JournalEntry.objects.filter(what="sealed.conflict_found").count() == 1
    assert not JournalEntry.objects.filter(what="sealed.opened").exists()


def test_where_nobody_is_left_nothing_is_kept(realm: Realm) -> None:
    story = story_of(realm, "Laila Sari Made Arta Petrus Kaban")

    with pytest.raises(NobodyLeft):
        actions.submit(
            form_key=new_key(), story=story, identity="", papers=(), by=CITIZEN, at=NOW, cost=CHEAP
        )

    assert not SealedReport.objects.exists()


def test_a_name_is_opened_by_two_different_people_and_by_nobody_alone(realm: Realm) -> None:
    report, _receipt = sent(realm, identity="Siti Maryam, 0812")
    first, second, third = realm.recipients
    asked = opening.ask_identity(report, reason="Perlu saksi.", phrase=PHRASE, by=first, at=NOW)
    assert asked is not None

    with pytest.raises(NotAllowed):
        opening.open_identity(asked, phrase=PHRASE, by=first, at=NOW)
    with pytest.raises(NotAllowed):
        opening.refuse_identity(asked, by=first, at=NOW)
    with pytest.raises(RuleBroken, match="masih menunggu"):
        opening.ask_identity(report, reason="Lagi", phrase=PHRASE, by=third, at=NOW)
    assert opening.open_identity(asked, phrase=PHRASE, by=second, at=NOW) == "Siti Maryam, 0812"
    assert opening.open_identity(asked, phrase=PHRASE, by=first, at=NOW) == "Siti Maryam, 0812"
    with pytest.raises(NotAllowed):
        opening.open_identity(asked, phrase=PHRASE, by=third, at=NOW)
    told = JournalEntry.objects.filter(chain=report.chain).order_by("sequence")
    assert [one.what for one in told][1:] == [
        "sealed.identity_asked", "sealed.identity_opened", "sealed.identity_read",
    ]  # fmt: skip


def test_a_refused_wish_takes_its_share_along(realm: Realm) -> None:
    report, _receipt = sent(realm, identity="Siti Maryam")
    first, second, _third = realm.recipients
    asked = opening.ask_identity(report, reason="Ingin tahu", phrase=PHRASE, by=first, at=NOW)
    assert asked is not None

    opening.refuse_identity(asked, by=second, at=NOW)

    assert not asked.boxes.exists()
    with pytest.raises(RuleBroken, match="sudah diputuskan"):
        opening.refuse_identity(asked, by=second, at=NOW)
    with pytest.raises(RuleBroken, match="Tulis mengapa"):
        opening.ask_identity(report, reason=" ", phrase=PHRASE, by=first, at=NOW)


def test_without_a_name_there_is_none_to_ask_for(realm: Realm) -> None:
    report, _receipt = sent(realm)

    with pytest.raises(RuleBroken, match="tidak menitipkan nama"):
        opening.ask_identity(
            report, reason="Siapa?", phrase=PHRASE, by=realm.recipients[0], at=NOW
        )


@pytest.mark.django_db
def test_one_recipient_alone_is_given_no_name() -> None:
    realm = make_realm(2)
    people.make_position(realm.district, "district_head", realm.keys[0].staff)

    with pytest.raises(RuleBroken, match="Kosongkan nama"):
        sent(realm, identity="Siti")
    report, _receipt = sent(realm)

    assert report.keys.count() == 1


def test_who_says_their_name_has_said_it_for_good(realm: Realm) -> None:
    report, _receipt = sent(realm)

    actions.say(report, text="Saya Siti.", kind=MessageKind.IDENTITY, by=CITIZEN, at=NOW)

    report.refresh_from_db()
    assert report.is_revealed
    with pytest.raises(NotAllowed):
        actions.say(
            report, text="Ia Siti.", kind=MessageKind.IDENTITY, by=realm.recipients[0], at=NOW
        )
    for changed in ({"is_revealed": False}, {"body": b"x"}, {"public_key": b"x"}):
        with pytest.raises(DatabaseError), transaction.atomic():
            SealedReport.objects.filter(pk=report.pk).update(**changed)
    for rows in (SealedReport.objects.all(), SealedMessage.objects.all()):
        with pytest.raises(DatabaseError), transaction.atomic():
            rows._raw_delete(rows.db)


def test_nobody_lets_themselves_in_and_no_manager_receives(realm: Realm) -> None:
    both = people.make_staff(realm.ministry, "Tono", Role.MANAGER, Role.REPORT_RECIPIENT)
    with pytest.raises(NotAllowed):
        entering.enrol(phrase=PHRASE, by=people.acting(both), at=NOW, cost=CHEAP)
    fresh = people.make_staff(realm.ministry, "Yusuf", Role.REPORT_RECIPIENT)
    other = people.make_staff(realm.ministry, "Zaki", Role.REPORT_RECIPIENT)
    with pytest.raises(RuleBroken, match="kalimat sandi"):
        entering.enrol(phrase="pendek", by=people.acting(fresh), at=NOW, cost=CHEAP)
    made = entering.enrol(phrase=PHRASE, by=people.acting(fresh), at=NOW, cost=CHEAP)
    entering.enrol(phrase=PHRASE, by=people.acting(other), at=NOW, cost=CHEAP)

    # Two newcomers may only let in each other while nobody is at work yet.
    for actor in (people.acting(fresh), people.acting(other), realm.manager):
        with pytest.raises(NotAllowed):
            entering.confirm(made, by=actor, at=NOW)
    with pytest.raises(RuleBroken, match="sudah mempunyai kunci"):
        entering.enrol(phrase=PHRASE, by=people.acting(fresh), at=NOW, cost=CHEAP)
    report, _receipt = sent(realm)
    assert report.keys.count() == 3
    entering.confirm(made, by=realm.recipients[0], at=NOW)
    with pytest.raises(RuleBroken, match="sudah disahkan"):
        entering.confirm(made, by=realm.recipients[0], at=NOW)
    made.refresh_from_db()
    assert opening.share(report, to=made, phrase=PHRASE, by=realm.recipients[0], at=NOW)
    assert queries.reports_for(people.acting(fresh)).get() == report
    with pytest.raises(NotAllowed):
        entering.end(made, by=realm.recipients[1], at=NOW)
    entering.end(made, by=people.acting(fresh), at=NOW)
    assert not queries.reports_for(people.acting(fresh)).exists()


def test_the_database_knows_nobody_who_confirmed_themselves(realm: Realm) -> None:
    one = realm.keys[0]

    with pytest.raises(IntegrityError), transaction.atomic():
        Recipient.objects.filter(pk=one.pk).update(confirmed_by=one.staff)
    assert one.state == RecipientState.ACTIVE


def test_how_far_it_is_moves_by_the_table_and_by_one_at_a_time(realm: Realm) -> None:
    report, _receipt = sent(realm)
    first = realm.recipients[0]

    moved = actions.move(report, to=ReportState.CHECKING, seen=1, by=first, at=NOW)

    assert moved.version == 2
    with pytest.raises(StaleRecord):
        actions.move(report, to=ReportState.PROVEN, seen=1, by=first, at=NOW)
    with pytest.raises(RuleBroken, match="Tulis pesannya"):
        actions.answer(report, text=" ", by=first, at=NOW)


def test_years_are_counted_from_five_by_a_ministry_alone(realm: Realm) -> None:
    for _ in range(4):
        sent(realm)
    later = NOW.date().replace(year=NOW.year + 1)
    assert queries.counts_by_year(later) == []
    sent(realm)

    assert queries.counts_by_year(later) == [(NOW.year, 5)]
    assert queries.counts_by_year(NOW.date()) == []


def test_too_many_or_broken_files_are_refused(realm: Realm) -> None:
    with pytest.raises(RuleBroken, match="paling banyak"):
        sent(realm, files=(png(),) * 4)
    with pytest.raises(RuleBroken, match="PDF ini rusak"):
        sent(realm, files=(b"%PDF-1.7 rusak",))
    assert not IdentityRequest.objects.exists()
