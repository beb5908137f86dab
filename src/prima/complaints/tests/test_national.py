"""SP4N-LAPOR by file: reading the list, the differences, and who may do it."""

from __future__ import annotations

import io
from datetime import timedelta

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from prima.accounts.public import User
from prima.complaints import actions
from prima.complaints.core.national import (
    Difference,
    Line,
    ListError,
    NationalState,
    Ours,
    differences,
    read_list,
)
from prima.complaints.models import Complaint, NationalCopy
from prima.complaints.queries import national as reading
from prima.complaints.rules import EventKind, Identity
from prima.complaints.tests.scene import NOW, Hall, answered, fresh, say, verified
from prima.kernel.actors import CITIZEN
from prima.kernel.errors import NotAllowed, RuleBroken

HEAD = ["Tracking ID", "Judul", "Status", "Nomor Prima"]


def line(tracking: str, state: NationalState, number: str = "", row: int = 2) -> Line:
    return Line(row, tracking, number, state)


def test_a_list_is_read_by_its_titles_wherever_they_stand() -> None:
    rows = [
        ["Laporan instansi"],
        [],
        HEAD,
        ["#123", "Lama", "Belum Ditindaklanjuti", ""],
        [],
        ["124", "x", "SELESAI", "adu-26-abc123-d"],
    ]

    assert read_list(rows) == [
        Line(4, "123", "", NationalState.WAITING),
        Line(6, "124", "ADU-26-ABC123-D", NationalState.DONE),
    ]


def test_every_row_that_cannot_be_read_is_named_and_nothing_is_taken() -> None:
    rows = [HEAD, ["", "", "proses"], ["5", "", "entah"], ["6", "", "proses"], ["6", "", "arsip"]]

    with pytest.raises(ListError) as refused:
        read_list(rows)

    assert [one.split(":")[0] for one in refused.value.faults] == ["Baris 2", "Baris 3", "Baris 5"]
    assert "entah" in refused.value.faults[1]


@pytest.mark.parametrize("rows", [[], [["a", "b"]], [["Status"], ["proses"]]])
def test_a_list_without_its_titles_is_refused(rows: list[list[str]]) -> None:
    with pytest.raises(ListError, match="ID laporan"):
        read_list(rows)


def test_where_both_differ_is_named_once_each() -> None:
    ours = [
        Ours("ADU-1", "11", is_over=True),
        Ours("ADU-2", "12", is_over=False),
        Ours("ADU-3", "", is_over=False),
        Ours("ADU-4", "14", is_over=False),
        Ours("ADU-5", "15", is_over=False),
    ]
    lines = [
        line("11", NationalState.IN_PROCESS, row=2),
        line("12", NationalState.ARCHIVED, row=3),
        line("13", NationalState.WAITING, "ADU-3", row=4),
        line("99", NationalState.WAITING, row=5),
        line("77", NationalState.WAITING, "ADU-4", row=6),
    ]

    found = [(one.kind, one.number, one.row) for one in differences(ours, lines)]

    assert found == [
        (Difference.DONE_HERE, "ADU-1", 2),
        (Difference.DONE_THERE, "ADU-2", 3),
        (Difference.UNKNOWN_HERE, "", 5),
        (Difference.OTHER_NUMBER, "ADU-4", 6),
        (Difference.MISSING_THERE, "ADU-5", 0),
    ]


def test_a_number_that_belongs_to_another_report_is_a_difference() -> None:
    ours = [Ours("ADU-1", "11", is_over=False), Ours("ADU-2", "", is_over=False)]

    found = differences(ours, [line("11", NationalState.WAITING, "ADU-2")])

    assert found[0].kind == Difference.OTHER_NUMBER


def test_handing_over_is_told_to_who_spoke_and_counts_once(hall: Hall) -> None:
    complaint = say(hall).complaint

    assert actions.hand_over([complaint], by=hall.head, at=NOW) == 1
    assert actions.hand_over([fresh(complaint)], by=hall.head, at=NOW) == 0

    assert [one.kind for one in complaint.events.all()][-1] == EventKind.RELAYED
    assert list(reading.not_handed_over(hall.head)) == []
    assert reading.awaiting_number(hall.head) == [complaint]


def test_only_who_decides_hands_over_links_and_compares(hall: Hall) -> None:
    complaint = say(hall).complaint
    for by in (hall.handler, hall.officer):
        with pytest.raises(NotAllowed):
            actions.hand_over([complaint], by=by, at=NOW)
        with pytest.raises(NotAllowed):
            actions.link_national(complaint, tracking="12", by=by, at=NOW)
        with pytest.raises(NotAllowed):
            actions.take_list([], by=by, at=NOW)


def test_a_number_belongs_to_one_report_and_stays(hall: Hall) -> None:
    first, second = (say(hall).complaint for _one in range(2))
    actions.link_national(first, tracking=" #4711 ", by=hall.head, at=NOW)

    with pytest.raises(RuleBroken, match="laporan lain"):
        actions.link_national(second, tracking="4711", by=hall.head, at=NOW)
    with pytest.raises(RuleBroken, match="4711"):
        actions.link_national(first, tracking="4712", by=hall.head, at=NOW)

    assert [one.tracking for one in NationalCopy.objects.all()] == ["4711"]


def test_a_list_gives_numbers_and_states_and_moves_no_report(hall: Hall) -> None:
    over = verified(hall, say(hall).complaint)
    answered(hall, over)
    actions.confirm(over, by=CITIZEN, at=NOW + timedelta(days=3))
    open_one, unheard = (say(hall).complaint for _one in range(2))
    actions.hand_over([fresh(open_one), fresh(unheard)], by=hall.head, at=NOW)
    lines = [
        line("1", NationalState.DONE, over.number, 2),
        line("2", NationalState.DONE, open_one.number, 3),
        line("3", NationalState.WAITING, "", 4),
    ]

    found = actions.take_list(lines, by=hall.head, at=NOW)

    assert [(one.kind, one.tracking) for one in found] == [
        (Difference.DONE_THERE, "2"),
        (Difference.UNKNOWN_HERE, "3"),
        (Difference.MISSING_THERE, ""),
    ]
    assert NationalCopy.objects.get(complaint=over).state == NationalState.DONE
    assert fresh(open_one).status == "received"
    assert reading.differing(hall.head) == 1


def test_a_number_of_another_office_is_not_taken_from_it(hall: Hall) -> None:
    theirs = say(hall, office=hall.place.district).complaint
    actions.link_national(theirs, tracking="8", by=hall.above, at=NOW)
    mine = say(hall).complaint

    actions.take_list([line("8", NationalState.DONE, mine.number)], by=hall.head, at=NOW)

    assert NationalCopy.objects.get().complaint == theirs
    assert NationalCopy.objects.get().state == ""


@pytest.fixture
def head(client: Client, hall: Hall) -> Client:
    client.force_login(User.objects.get(pk=hall.head.id or 0))
    session = client.session
    session["second_factor"] = True
    session.save()
    return client


def test_the_file_holds_what_was_said_and_nobody(head: Client, hall: Hall) -> None:
    named = say(hall, identity=Identity.NAMED, story="=1+1 kata pemohon di loket").complaint
    chosen = head.post("/kelola/pengaduan/lapor/serahkan/", {"laporan": [named.number]})
    assert chosen.status_code == 302

    content = head.get("/kelola/pengaduan/lapor/berkas.xlsx")

    sheet = openpyxl.load_workbook(io.BytesIO(content.content)).worksheets[0]
    rows = list(sheet.values)
    assert rows[1][0] == named.number
    assert rows[1][3] == "=1+1 kata pemohon di loket"
    assert rows[1][10] == "tidak"
    told = " ".join(str(cell) for row in rows for cell in row)
    assert "Aminah" not in told
    assert "3456" not in told


def test_a_list_sent_on_the_page_is_compared_and_bad_rows_change_nothing(
    head: Client, hall: Hall
) -> None:
    complaint = say(hall).complaint
    good = f"Tracking ID;Status;Nomor Prima\n901;Selesai;{complaint.number}\n"
    bad = good + "902;tidak jelas;\n"

    refused = head.post("/kelola/pengaduan/lapor/banding/", {"table": _file(bad)})
    assert refused.status_code == 422
    assert "Baris 3" in refused.content.decode()
    assert not NationalCopy.objects.exists()

    page = head.post("/kelola/pengaduan/lapor/banding/", {"table": _file(good)})
    assert page.status_code == 200
    assert "di sini belum" in page.content.decode()
    assert NationalCopy.objects.get().tracking == "901"


@pytest.mark.parametrize("content", [b"", b"%PDF-1.7 x", b"PK\x03\x04kosong"])
def test_what_is_no_list_is_refused_with_a_sentence(
    head: Client, hall: Hall, content: bytes
) -> None:
    page = head.post(
        "/kelola/pengaduan/lapor/banding/", {"table": SimpleUploadedFile("x.csv", content)}
    )

    assert page.status_code == 422
    assert not Complaint.objects.filter(national_copy__isnull=False).exists()


def test_linking_by_hand_needs_a_number_of_ours(head: Client, hall: Hall) -> None:
    complaint = say(hall).complaint
    path = "/kelola/pengaduan/lapor/kaitkan/"

    strange = head.post(path, {"number": "ADU-26-000000-0", "tracking": "77"})
    assert strange.status_code == 422
    assert "77" in strange.content.decode()
    assert (
        head.post(path, {"number": complaint.number.lower(), "tracking": "77"}).status_code == 302
    )
    assert NationalCopy.objects.get().tracking == "77"


def _file(text: str) -> SimpleUploadedFile:
    return SimpleUploadedFile("daftar.csv", text.encode())
