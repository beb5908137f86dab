"""The pages of the process map: what everybody reads, what is missing, and how it is changed."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.db import transaction
from django.test import Client
from django.urls import reverse

from conftest import Database
from prima.offices.public import Role
from prima.sops import actions
from prima.sops.models import BusinessProcess, OfficeProcessMap, ProcessRelation
from prima.sops.tests.people import Desk, employ, make_desk
from prima.sops.tests.places import KEY, NOW
from prima.sops.tests.process_maps import add, words, writer


@pytest.fixture(scope="module")
def desk(module_database: Database, tmp_path_factory: pytest.TempPathFactory) -> Desk:
    """A map of one group with two processes; the service and its SOP hang below the first."""
    desk = make_desk(tmp_path_factory.mktemp("desk"))
    top = add(desk.district, "Layanan nikah")
    by = writer(desk.district)
    first = actions.add_process(
        desk.district,
        words("Legalisasi <buku>", services=[desk.service]),
        under=top,
        by=by,
        at=NOW,
    )
    second = add(desk.district, "Arsip", top)
    actions.relate(
        first.map, actions.Party(first), "Berkas selesai", actions.Party(second), by=by, at=NOW
    )
    actions.relate(
        first.map, actions.Party(name="Suami"), "Buku nikah", actions.Party(first), by=by, at=NOW
    )
    return desk


@pytest.fixture(autouse=True)
def _nothing_is_kept(desk: Desk) -> Iterator[None]:
    """The desk is made once; what a test does to it is undone."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def browser(desk: Desk, who: str) -> Client:
    client = Client()
    client.force_login(desk.people[who].user)
    return client


def row(code: str, office: str = "kemenag-tirtamulya") -> BusinessProcess:
    return BusinessProcess.objects.get(code=code, map__office__key=office)


def page(name: str, code: str) -> str:
    return reverse(f"sops:{name}", kwargs={"pk": row(code).pk})


def text_of(answer: object) -> str:
    return answer.content.decode()  # type: ignore[attr-defined,no-any-return]


class TestPublicPages:
    def test_the_map_is_a_drawing_and_a_list(self, desk: Desk, client: Client) -> None:
        answer = client.get(reverse("sops:process_map"))

        text = text_of(answer)
        assert answer.status_code == 200
        assert '<svg class="map-svg" aria-hidden="true"' in text
        address = reverse("sops:process_page", kwargs={"code": "01.01"})
        assert f'<a href="{address}" tabindex="-1">' in text
        assert f'<li><a href="{address}">01.01 Legalisasi &lt;buku&gt;</a>' in text
        assert "<buku>" not in text

    def test_without_a_map_it_says_so(self, client: Client) -> None:
        ProcessRelation.objects.all().delete()
        BusinessProcess.objects.exclude(parent=None).delete()
        BusinessProcess.objects.all().delete()
        OfficeProcessMap.objects.all().delete()

        answer = client.get(reverse("sops:process_map"))

        assert answer.status_code == 200
        assert "Belum ada peta proses" in text_of(answer)
        assert client.get("/peta-proses/01/").status_code == 404

    def test_an_office_below_shows_the_map_it_follows_and_keeps_it_in_its_links(
        self, desk: Desk, client: Client
    ) -> None:
        text = text_of(client.get(reverse("sops:process_map"), {"kantor": desk.kua.key}))

        assert f"{desk.kua.name} memakai peta ini" in text
        assert f"/peta-proses/01/?kantor={desk.kua.key}" in text
        assert client.get(reverse("sops:process_map"), {"kantor": "x"}).status_code == 404

    def test_a_process_shows_what_it_gives_and_the_rows_of_its_sop(
        self, desk: Desk, client: Client
    ) -> None:
        text = text_of(client.get("/peta-proses/01.01/"))

        assert "Berkas selesai" in text
        assert "Suami" in text
        assert f"/layanan/{KEY}/sop/" in text
        assert "Siapa mengerjakan apa: Legalisasi Buku Nikah" in text
        assert text.count('class="map-svg"') == 2
        assert "Tidak: 1. Mengambil nomor" in text
        assert "Ditolak" in text

    def test_a_group_shows_what_is_below_it_in_lanes(self, desk: Desk, client: Client) -> None:
        text = text_of(client.get("/peta-proses/01/"))

        assert text.count('class="map-svg"') == 3
        assert "Gambar peta subproses" in text
        assert "Kegiatan menurut urutan" in text

    def test_a_number_that_is_not_in_the_map_is_not_found(
        self, desk: Desk, client: Client
    ) -> None:
        assert client.get("/peta-proses/09/").status_code == 404
        assert client.get("/peta-proses/abc/").status_code == 404


class TestDesk:
    def test_what_is_missing_is_named(self, desk: Desk) -> None:
        author = browser(desk, "author")
        text = text_of(author.get(reverse("sops:processes")))
        assert "1 proses tanpa SOP" in text
        assert "versi 1, berlaku sejak" in text
        first = row("01.01")

        actions.edit_process(
            first, words("Legalisasi"), revision=1, by=desk.actor("author"), at=NOW
        )

        text = text_of(author.get(reverse("sops:processes")))
        assert "2 proses tanpa SOP" in text
        assert "1 SOP tanpa proses" in text

    def test_readers_see_and_do_not_change(self, desk: Desk) -> None:
        head = browser(desk, "head")

        assert "Tambah kelompok proses" not in text_of(head.get(reverse("sops:processes")))
        assert "Pindahkan" not in text_of(head.get(page("process", "01.01")))
        assert head.get(page("process_edit", "01.01")).status_code == 403
        assert head.post(page("relation_new", "01.01"), {}).status_code == 403

    def test_officers_are_told_whom_the_pages_are_for(self, desk: Desk) -> None:
        answer = browser(desk, "officer").get(reverse("sops:processes"))

        assert answer.status_code == 403
        assert "penyusun SOP dan pengelola kantor" in text_of(answer)

    def test_a_process_of_another_office_does_not_exist(self, desk: Desk) -> None:
        neighbour = Client()
        neighbour.force_login(employ(desk.kua, "neighbour", Role.AUTHOR).user)

        assert neighbour.get(page("process", "01")).status_code == 404
        assert neighbour.get(page("process_edit", "01")).status_code == 404
        answer = neighbour.get(reverse("sops:processes"), {"kantor": desk.district.key})
        assert answer.status_code == 404

    def test_an_office_below_copies_the_map_before_it_changes_it(self, desk: Desk) -> None:
        neighbour = Client()
        neighbour.force_login(employ(desk.kua, "neighbour", Role.AUTHOR).user)
        url = reverse("sops:process_map_adopted", kwargs={"key": desk.kua.key})
        text = text_of(neighbour.get(reverse("sops:processes")))
        assert "memakai peta kantor atasan" in text
        assert "Tambah kelompok proses" not in text

        for said in ("Peta disalin", "sudah mempunyai peta sendiri"):
            assert said in text_of(neighbour.post(url, follow=True))

        assert row("01.01", desk.kua.key).services.get() == desk.service
        assert "Disalin dari peta" in text_of(neighbour.get(reverse("sops:processes")))


class TestActing:
    def test_a_sign_that_is_no_number_names_no_process(self, desk: Desk) -> None:
        new = reverse("sops:process_new", kwargs={"key": desk.district.key})

        assert browser(desk, "author").get(new, {"induk": "²"}).status_code == 200

    def test_a_process_is_added_edited_moved_and_closed_over_the_pages(self, desk: Desk) -> None:
        author = browser(desk, "author")
        new = reverse("sops:process_new", kwargs={"key": desk.district.key})
        said = {"name": "Dukungan", "owner": "Subbagian tata usaha", "group": "supporting"}

        author.post(new, {**said, "revision": 1})
        author.post(f"{new}?induk={row('02').pk}", {"name": "Surat", "owner": "X", "revision": 1})
        author.post(
            page("process_edit", "02.01"),
            {"name": "Surat", "owner": "Y", "services": [KEY], "revision": 1},
        )
        answer = author.post(
            page("process_move", "02.01"), {"parent": row("01").pk, "revision": 2}, follow=True
        )

        moved = row("01.03")
        assert "menjadi 01.03" in text_of(answer)
        assert (moved.owner, moved.group, moved.services.count()) == ("Y", "core", 1)
        day = {"retired_on_day": "1", "retired_on_month": "1", "retired_on_year": "2090"}
        author.post(page("process_end", "01.03"), {**day, "revision": 3})
        moved.refresh_from_db()
        assert str(moved.retired_on) == "2090-01-01"

    def test_bad_input_says_what_to_do_and_keeps_what_was_typed(self, desk: Desk) -> None:
        author = browser(desk, "author")
        for name, sent, sentence in (
            ("process_edit", {"name": "", "owner": "Ketik"}, "Isi nama prosesnya."),
            ("process_edit", {"name": "A", "owner": "B", "services": ["x"]}, "dari daftar."),
            ("process_move", {"parent": "999999", "revision": 1}, "Pilih proses dari daftar."),
            ("process_end", {"revision": 1}, "Isi tanggalnya."),
            ("relation_new", {"way": "kepada", "what": "Data"}, "Pilih satu proses"),
            (
                "relation_new",
                {"way": "kepada", "what": "Data", "party": "01.02"},
                "Ini nomor proses.",
            ),
        ):
            answer = author.post(page(name, "01.01"), sent)

            assert answer.status_code == 422, name
            assert sentence in text_of(answer), name
        assert 'value="Ketik"' in text_of(
            author.post(page("process_edit", "01.01"), {"name": "", "owner": "Ketik"})
        )

    def test_a_circle_and_a_stale_save_are_told_on_the_form(self, desk: Desk) -> None:
        author = browser(desk, "author")

        circle = author.post(
            page("process_move", "01"), {"parent": row("01.02").pk, "revision": 1}
        )
        stale = author.post(
            page("process_edit", "01.02"), {"name": "Ketikan", "owner": "B", "revision": 7}
        )

        assert (circle.status_code, stale.status_code) == (422, 409)
        assert "berputar" in text_of(circle)
        assert "setelah Anda membukanya" in text_of(stale)
        assert 'value="Ketikan"' in text_of(stale)

    def test_relations_are_added_and_removed(self, desk: Desk) -> None:
        author = browser(desk, "author")
        for sent in (
            {"way": "kepada", "what": "Salinan", "party": "Warga"},
            {"way": "dari", "what": "Blangko", "process": row("01.02").pk},
        ):
            assert author.post(page("relation_new", "01.01"), sent).status_code == 302
        again = author.post(
            page("relation_new", "01.01"),
            {"way": "kepada", "what": "Salinan", "party": "Warga"},
        )
        assert again.status_code == 422
        found = OfficeProcessMap.objects.get().relations.get(what="Blangko")
        assert (found.supplier, found.receiver) == (row("01.02"), row("01.01"))

        url = reverse(
            "sops:relation_removed", kwargs={"pk": row("01.01").pk, "relation": found.pk}
        )
        for _twice in range(2):
            assert "Hubungan dihapus" in text_of(author.post(url, follow=True))

        assert not OfficeProcessMap.objects.get().relations.filter(what="Blangko").exists()
