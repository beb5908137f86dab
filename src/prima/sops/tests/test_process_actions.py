"""Changing a process map: processes edited, moved, retired and related, also by two at once."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from prima.kernel.errors import NotAllowed, RuleBroken, StaleRecord
from prima.kernel.models import JournalEntry
from prima.kernel.tests.support import run_together
from prima.offices.public import Office
from prima.sops import actions
from prima.sops.actions import Party
from prima.sops.core.processes.model import Relation
from prima.sops.models import BusinessProcess
from prima.sops.tests.places import NOW, make_district
from prima.sops.tests.process_maps import TODAY, add, told, words, writer


@pytest.fixture
def district() -> Office:
    return make_district()[0]


@pytest.mark.django_db
class TestEditing:
    def test_processes_get_the_next_number_and_the_group_above(self, district: Office) -> None:
        top = actions.add_process(
            district, words(group="supporting"), under=None, by=writer(district), at=NOW
        )
        below = add(district, "Arsip", top)

        assert (top.code, below.code, below.group) == ("01", "01.01", "supporting")
        assert add(district, "Lain").code == "02"
        assert JournalEntry.objects.filter(what="process.added").count() == 3

    def test_a_process_group_takes_what_is_below_along_to_another_kind(
        self, district: Office
    ) -> None:
        top = add(district, "Atas")
        below = add(district, "Bawah", top)

        actions.edit_process(
            top, words("Atas", group="management"), revision=1, by=writer(district), at=NOW
        )

        below.refresh_from_db()
        assert below.group == "management"

    def test_whoever_read_an_older_save_is_told_and_overwrites_nothing(
        self, district: Office
    ) -> None:
        row = add(district, "Lama")
        actions.edit_process(row, words("Baru"), revision=1, by=writer(district), at=NOW)

        with pytest.raises(StaleRecord, match="setelah Anda membukanya"):
            actions.edit_process(row, words("Lain"), revision=1, by=writer(district), at=NOW)

        row.refresh_from_db()
        assert (row.name, row.revision) == ("Baru", 2)

    def test_others_change_nothing(self, district: Office) -> None:
        row = add(district, "Lama")
        stranger = writer(district, permission="approve_sops")

        for work in (
            lambda: actions.add_process(district, words(), under=None, by=stranger, at=NOW),
            lambda: actions.edit_process(row, words(), revision=1, by=stranger, at=NOW),
            lambda: actions.move_process(row, to=None, revision=1, by=stranger, at=NOW),
            lambda: actions.retire_process(row, retired_on=TODAY, revision=1, by=stranger, at=NOW),
            lambda: actions.relate(row.map, Party(row), "x", Party(name="y"), by=stranger, at=NOW),
        ):
            with pytest.raises(NotAllowed):
                work()

    def test_no_number_is_left_after_ninety_nine(self, district: Office) -> None:
        top = add(district, "Atas")
        BusinessProcess.objects.create(
            map=top.map, parent=top, code="01.99", name="Akhir", group="core", owner="Kepala"
        )

        with pytest.raises(RuleBroken, match="99 proses"):
            add(district, "Lagi", top)

    def test_the_map_stops_at_its_last_level(self, district: Office) -> None:
        row = add(district, "0")
        for level in range(1, 6):
            row = add(district, str(level), row)

        with pytest.raises(RuleBroken, match="berhenti di tingkat 5"):
            add(district, "6", row)
        with pytest.raises(RuleBroken, match="berhenti di tingkat 5"):
            actions.move_process(
                add(district, "Lain"), to=row, revision=1, by=writer(district), at=NOW
            )

    def test_a_process_of_another_map_is_no_place(self) -> None:
        district, kua = make_district()
        top = add(district, "Atas")

        with pytest.raises(RuleBroken, match="peta kantor ini"):
            add(kua, "Bawah", top)


@pytest.mark.django_db
class TestMoving:
    def test_numbers_and_group_of_all_below_follow(self, district: Office) -> None:
        one, two = add(district, "Satu"), add(district, "Dua")
        below = add(district, "Bawah", add(district, "Tengah", one))
        middle = below.parent
        assert middle is not None
        actions.edit_process(
            two, words("Dua", group="supporting"), revision=1, by=writer(district), at=NOW
        )

        actions.move_process(middle, to=two, revision=1, by=writer(district), at=NOW)

        below.refresh_from_db()
        assert (below.code, below.group) == ("02.01.01", "supporting")
        assert add(district, "Baru", one).code == "01.01"

    def test_a_circle_is_refused_with_a_sentence(self, district: Office) -> None:
        top = add(district, "Atas")
        below = add(district, "Bawah", top)

        for target in (top, below):
            with pytest.raises(RuleBroken, match=r"01 Atas tidak dapat .* berputar"):
                actions.move_process(top, to=target, revision=1, by=writer(district), at=NOW)

    def test_a_move_to_the_same_place_is_refused(self, district: Office) -> None:
        top = add(district, "Atas")

        with pytest.raises(RuleBroken, match="sudah berada di sana"):
            actions.move_process(top, to=None, revision=1, by=writer(district), at=NOW)

    def test_a_process_can_become_a_group(self, district: Office) -> None:
        below = add(district, "Bawah", add(district, "Atas"))

        row = actions.move_process(below, to=None, revision=1, by=writer(district), at=NOW)

        assert (row.code, row.parent) == ("02", None)


@pytest.mark.django_db
class TestRetiring:
    def test_a_retired_process_leaves_the_map_on_its_day_and_keeps_its_number(
        self, district: Office
    ) -> None:
        row = add(district, "Lama")
        later = TODAY + timedelta(days=3)

        actions.retire_process(row, retired_on=later, revision=1, by=writer(district), at=NOW)

        assert row.map.on(TODAY).by_code.keys() == {"01"}
        assert row.map.on(later).by_code.keys() == set()
        assert add(district, "Baru").code == "02"

    def test_what_cannot_be_retired_is_said(self, district: Office) -> None:
        top = add(district, "Atas")
        below = add(district, "Bawah", top)
        by = writer(district)

        with pytest.raises(RuleBroken, match="Masih ada proses di bawahnya"):
            actions.retire_process(top, retired_on=TODAY, revision=1, by=by, at=NOW)
        with pytest.raises(RuleBroken, match="sudah lewat"):
            actions.retire_process(
                below, retired_on=TODAY - timedelta(days=1), revision=1, by=by, at=NOW
            )
        actions.retire_process(below, retired_on=TODAY, revision=1, by=by, at=NOW)
        with pytest.raises(StaleRecord, match="sudah ditutup"):
            actions.retire_process(below, retired_on=TODAY, revision=2, by=by, at=NOW)
        with pytest.raises(RuleBroken, match="sudah ditutup"):
            add(district, "Baru", below)


@pytest.mark.django_db
class TestRelating:
    def test_processes_and_parties_outside_give_and_receive(self, district: Office) -> None:
        one, two = add(district, "Satu"), add(district, "Dua")
        by = writer(district)

        actions.relate(one.map, Party(one), "Data", Party(two), by=by, at=NOW)
        given = actions.relate(one.map, Party(name="Warga"), "Surat", Party(one), by=by, at=NOW)

        assert one.map.on(TODAY).relations == (
            Relation("01", "Data", "02"),
            Relation("Warga", "Surat", "01"),
        )
        actions.unrelate(given, by=by, at=NOW)
        actions.unrelate(given, by=by, at=NOW)
        assert len(one.map.on(TODAY).relations) == 1
        assert JournalEntry.objects.filter(what="process.unrelated").count() == 1

    def test_a_relation_that_says_nothing_is_refused(self, district: Office) -> None:
        top = add(district, "Atas")
        below = add(district, "Bawah", top)
        by = writer(district)
        for supplier, receiver, sentence in (
            (Party(name="Warga"), Party(name="Bank"), "Pilih sebuah proses"),
            (Party(top), Party(), "tulis nama pihak"),
            (Party(top), Party(below), "tidak membawahi"),
        ):
            with pytest.raises(RuleBroken, match=sentence):
                actions.relate(top.map, supplier, "Data", receiver, by=by, at=NOW)
        actions.relate(top.map, Party(top), "Data", Party(name="Bank"), by=by, at=NOW)
        with pytest.raises(RuleBroken, match="sudah ada di peta"):
            actions.relate(top.map, Party(top), "Data", Party(name="Bank"), by=by, at=NOW)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("change", "constraint"),
    [
        ({"code": "1"}, "process_code_is_numbers"),
        ({"code": "01.02"}, "process_group_has_no_parent"),
        ({"group": "inti"}, "process_group_is_known"),
    ],
)
def test_the_database_refuses_impossible_processes(
    district: Office, change: dict[str, str], constraint: str
) -> None:
    row = add(district, "Atas")
    values = {"code": "09", "name": "X", "group": "core", "owner": "Y", **change}

    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        BusinessProcess.objects.create(map=row.map, **values)


@pytest.mark.django_db
def test_the_database_refuses_a_process_above_itself_and_a_number_twice(district: Office) -> None:
    row = add(district, "Atas")
    rows = BusinessProcess.objects.filter(pk=row.pk)

    with pytest.raises(IntegrityError), transaction.atomic():
        rows.update(parent=row)
    with pytest.raises(IntegrityError, match="process_code_once"), transaction.atomic():
        BusinessProcess.objects.create(map=row.map, code="01", name="X", group="core", owner="Y")


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("end", "values", "constraint"),
    [
        ("supplier", {"supplier_name": "A", "receiver_name": "B"}, "relation_supplier_is_one"),
        ("receiver", {"supplier_name": "A", "receiver_name": "B"}, "relation_receiver_is_one"),
        ("", {"supplier_name": "A", "receiver_name": "B"}, "relation_names_a_process"),
    ],
)
def test_the_database_refuses_impossible_relations(
    district: Office, end: str, values: dict[str, str], constraint: str
) -> None:
    row = add(district, "Atas")
    process = {end: row} if end else {}

    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        row.map.relations.create(what="Data", **values, **process)


@pytest.mark.usefixtures("own_database")
def test_two_moves_at_once_that_are_a_circle_together_leave_a_tree() -> None:
    district = make_district()[0]
    one, two = add(district, "Satu"), add(district, "Dua")
    by = writer(district)

    said = run_together(
        told(lambda: actions.move_process(one, to=two, revision=1, by=by, at=NOW)),
        told(lambda: actions.move_process(two, to=one, revision=1, by=by, at=NOW)),
    )

    assert sorted(map(bool, said)) == [False, True]
    assert "berputar" in "".join(map(str, said))
    assert BusinessProcess.objects.filter(parent=None).count() == 1


@pytest.mark.usefixtures("own_database")
def test_of_two_saves_at_once_one_is_kept_and_the_other_is_told() -> None:
    district = make_district()[0]
    row = add(district, "Lama")
    by = writer(district)

    said = run_together(
        *(
            told(lambda name=name: actions.edit_process(  # type: ignore[misc]
                row, words(name), revision=1, by=by, at=NOW
            ))
            for name in ("Satu", "Dua")
        )
    )  # fmt: skip

    row.refresh_from_db()
    assert sorted(map(bool, said)) == [False, True]
    assert row.revision == 2


@pytest.mark.usefixtures("own_database")
def test_two_processes_added_at_once_get_two_numbers() -> None:
    district = make_district()[0]

    run_together(lambda: add(district, "Satu"), lambda: add(district, "Dua"))

    assert set(BusinessProcess.objects.values_list("code", flat=True)) == {"01", "02"}


@pytest.mark.usefixtures("own_database")
def test_of_two_who_copy_the_map_at_once_the_second_is_told() -> None:
    district, kua = make_district()
    add(district, "Satu")
    by = writer(kua)

    def copy() -> object:
        return actions.adopt_map(kua, by=by, at=NOW)

    said = run_together(told(copy), told(copy))

    assert sorted(map(bool, said)) == [False, True]
    assert "sudah mempunyai peta sendiri" in "".join(map(str, said))
