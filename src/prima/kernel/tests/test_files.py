"""A file from a person is what it says it is, lies sealed on disk and is only ever downloaded."""

import io
import os
import struct
import time
import zipfile
import zlib
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pikepdf
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, connection, transaction
from PIL import Image

from prima.kernel import clock, files
from prima.kernel.crypto import key_file
from prima.kernel.crypto.sealing import DamagedValueError
from prima.kernel.errors import RuleBroken
from prima.kernel.files import StoredFile, kinds, names, sealing
from prima.kernel.files.kinds import Kind


def picture(kind: str, size: tuple[int, int] = (8, 6), **options: object) -> bytes:
    out = io.BytesIO()
    Image.effect_noise(size, 90).convert("RGB").save(out, kind, **options)
    return out.getvalue()


def pdf(change: Callable[[pikepdf.Pdf], None] = lambda _: None, **options: object) -> bytes:
    document = pikepdf.new()
    document.add_blank_page()
    change(document)
    out = io.BytesIO()
    document.save(out, **options)  # type: ignore[arg-type]
    return out.getvalue()


def no_pages(document: pikepdf.Pdf) -> None:
    del document.pages[0]


def archive() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as zipped:
        zipped.writestr("a.txt", "isi")
    return out.getvalue()


JPEG, PNG, PDF = picture("jpeg"), picture("png"), pdf()


def upload(name: str, content: bytes) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("name", "content", "kind"),
    [
        ("KTP.jpg", JPEG, Kind.JPEG),
        ("FOTO.JPEG", JPEG, Kind.JPEG),
        ("progresif.jpg", picture("jpeg", progressive=True), Kind.JPEG),
        ("besar.jpg", picture("jpeg", (900, 700), quality=95), Kind.JPEG),
        ("kk.png", PNG, Kind.PNG),
        ("Scan 12.11.2026.pdf", PDF, Kind.PDF),
        ("terkompres.pdf", pdf(linearize=True), Kind.PDF),
    ],
)
def test_a_picture_or_pdf_comes_back_as_it_was(name: str, content: bytes, kind: Kind) -> None:
    stored = files.store(upload(name, content))

    assert (stored.kind, stored.size) == (kind, len(content))
    assert files.read(stored) == content


@pytest.mark.django_db
def test_on_disk_and_in_the_table_nothing_can_be_read(own_places: Path) -> None:
    stored = files.store(upload("KTP Siti.png", PNG))

    (on_disk,) = [found for found in (own_places / "files").rglob("*") if found.is_file()]
    assert on_disk.name == stored.stored_name
    assert on_disk.stat().st_mode & 0o777 == 0o600
    assert PNG[:8] not in on_disk.read_bytes()
    with connection.cursor() as cursor:
        cursor.execute("SELECT original_name FROM kernel_storedfile")
        assert "Siti" not in cursor.fetchone()[0]
    stored.refresh_from_db()
    assert stored.original_name == "KTP Siti.png"


@pytest.mark.django_db
def test_a_download_is_an_attachment_that_may_do_nothing() -> None:
    response = files.attachment_response(files.store(upload("KTP Siti é.jpg", JPEG)))

    assert response.content == JPEG
    assert response["Content-Type"] == "image/jpeg"
    assert response["Content-Disposition"].startswith("attachment;")
    assert "filename*=utf-8''KTP%20Siti%20%C3%A9.jpg" in response["Content-Disposition"]
    assert response["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in response["Content-Security-Policy"]
    assert "no-store" in response["Cache-Control"]


REFUSED_CONTENT = {
    "GIF and script": ("foto.jpg", b"GIF89a/*" + b"\0" * 20 + b"*/=alert(1)//", "bukan foto"),
    "HTML": ("foto.jpg", b"<!DOCTYPE html><script>alert(1)</script>", "bukan foto"),
    "SVG": ("foto.png", b"<svg xmlns='http://www.w3.org/2000/svg'/>", "bukan foto"),
    "ZIP": ("berkas.pdf", archive(), "bukan foto"),
    "ZIP before PDF": ("berkas.pdf", archive() + PDF, "bukan foto"),
    "program": ("foto.png", b"\x7fELF" + b"\0" * 60, "bukan foto"),
    "PDF and ZIP": ("berkas.pdf", PDF + archive(), "berkas lain|rusak"),
    "PDF with ZIP inside its end": (
        "berkas.pdf",
        PDF.replace(b"startxref", archive() + b"\nstartxref"),
        "berkas lain",
    ),
    "JPEG and ZIP": ("foto.jpg", JPEG + archive(), "berkas lain"),
    "JPEG and HTML": ("foto.jpg", JPEG + b"\n<HTML><body>", "berkas lain"),
    "JPEG with a script in its comment": (
        "foto.jpg",
        picture("jpeg", comment=b"<script>alert(1)</script>"),
        "berkas lain",
    ),
    "PNG and PHP": ("foto.png", PNG + b"<?php system('id');", "berkas lain"),
    "JPEG cut off": ("foto.jpg", JPEG[: len(JPEG) // 2], "rusak"),
    "JPEG of one marker": ("foto.jpg", b"\xff\xd8\xff\xe0", "rusak"),
    "JPEG with a broken segment": ("foto.jpg", b"\xff\xd8\xff\xe0\x00\x00", "rusak"),
    "JPEG with garbage between": ("foto.jpg", JPEG[:20] + b"xx" + JPEG[20:], "rusak"),
    "JPEG with a frame too short": (
        "foto.jpg",
        JPEG[:20] + b"\xff\xc0\x00\x04\x08\x00" + JPEG[20:],
        "rusak",
    ),
    "PNG with a header of another length": (
        "foto.png",
        PNG[:8] + struct.pack(">I", 12) + PNG[12:28] + PNG[29:],
        "rusak",
    ),
    "PDF without pages": ("berkas.pdf", pdf(no_pages), "rusak"),
    "PNG cut off": ("foto.png", PNG[:-8], "rusak"),
    "PNG without header": ("foto.png", PNG[:8] + PNG[33:], "rusak"),
    "PNG of no size": ("foto.png", PNG[:16] + b"\0" * 8 + PNG[24:], "rusak"),
    "PDF cut off": ("berkas.pdf", PDF[: len(PDF) // 2], "rusak"),
    "PDF in name only": ("berkas.pdf", b"%PDF-1.7\n%%EOF", "rusak"),
    "empty": ("foto.jpg", b"", "kosong"),
    "too large": ("foto.jpg", JPEG + b"\0" * 10 * 1024 * 1024, "batasnya"),
}


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("name", "content", "sentence"),
    [pytest.param(*values, id=key) for key, values in REFUSED_CONTENT.items()],
)
def test_what_is_not_wholly_a_picture_or_pdf_is_refused(
    own_places: Path, name: str, content: bytes, sentence: str
) -> None:
    with pytest.raises(RuleBroken, match=sentence):
        files.store(upload(name, content))

    assert not (own_places / "files").exists()
    assert not StoredFile.objects.exists()


def embedded(document: pikepdf.Pdf) -> None:
    document.attachments["a.exe"] = b"MZ"


def script_on_opening(document: pikepdf.Pdf) -> None:
    document.Root.OpenAction = pikepdf.Dictionary(
        S=pikepdf.Name.JavaScript, JS=pikepdf.String("app.alert(1)")
    )


def script_by_name(document: pikepdf.Pdf) -> None:
    document.Root.Names = pikepdf.Dictionary(JavaScript=pikepdf.Dictionary())


def many_pages(document: pikepdf.Pdf) -> None:
    for _ in range(300):
        document.add_blank_page()


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        pytest.param(pdf(embedded), "berkas lain", id="embedded file"),
        pytest.param(pdf(script_on_opening), "perintah", id="script on opening"),
        pytest.param(pdf(script_by_name), "perintah", id="script by name"),
        pytest.param(pdf(many_pages), "halaman", id="too many pages"),
        pytest.param(
            pdf(encryption=pikepdf.Encryption(owner="a", user="b")), "kata sandi", id="locked"
        ),
        pytest.param(
            pdf(encryption=pikepdf.Encryption(owner="a", user="")), "kata sandi", id="restricted"
        ),
    ],
)
def test_a_pdf_that_is_locked_or_runs_something_is_refused(content: bytes, sentence: str) -> None:
    with pytest.raises(RuleBroken, match=sentence):
        files.store(upload("berkas.pdf", content))


@pytest.mark.django_db
def test_a_pdf_that_opens_at_a_place_is_fine() -> None:
    def at_first_page(document: pikepdf.Pdf) -> None:
        document.Root.OpenAction = pikepdf.Array([document.pages[0].obj, pikepdf.Name.Fit])

    assert files.store(upload("berkas.pdf", pdf(at_first_page))).kind == Kind.PDF


@pytest.mark.django_db
def test_what_a_camera_leaves_behind_the_end_of_a_picture_is_cut_off() -> None:
    film = b"\0\0\0\x18ftypmp42" + os.urandom(2000)

    stored = files.store(upload("gerak.jpg", JPEG + film))

    assert files.read(stored) == JPEG


def bomb(side: int) -> bytes:
    """A PNG of side times side points in a few kilobytes."""

    def chunk(name: bytes, body: bytes) -> bytes:
        crc = struct.pack(">I", zlib.crc32(name + body))
        return struct.pack(">I", len(body)) + name + body + crc

    header = struct.pack(">IIBBBBB", side, side, 1, 0, 0, 0, 0)
    rows = zlib.compress(b"\0" * (1 + side // 8) * side, 9)
    return PNG[:8] + chunk(b"IHDR", header) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("bom.png", bomb(30_000)),
        ("bom.jpg", JPEG.replace(struct.pack(">HH", 6, 8), struct.pack(">HH", 60_000, 60_000), 1)),
    ],
)
def test_a_picture_that_would_fill_the_memory_is_refused_without_decoding(
    name: str, content: bytes
) -> None:
    start = time.thread_time()

    with pytest.raises(RuleBroken, match="terlalu besar"):
        files.store(upload(name, content))

    assert time.thread_time() - start < 0.1


@pytest.mark.parametrize(
    ("given", "shown"),
    [
        ("KTP.jpg", "KTP.jpg"),
        ("KTP.JPEG", "KTP.jpg"),
        ("../../etc/passwd.jpg", "passwd.jpg"),
        ("C:\\Users\\siti\\foto.jpg", "foto.jpg"),
        ("/etc/foto.jpg", "foto.jpg"),
        ("a" * 300 + ".jpg", "a" * 96 + ".jpg"),
        ("CON.jpg", "_CON.jpg"),
        ("lpt1.pas foto.jpg", "_lpt1.pas foto.jpg"),
        ("Siti\u202e gpj.jpg", "Siti gpj.jpg"),
        ("fo\u200bto\r\n.jpg", "foto.jpg"),
        ('fo"to<1>.jpg', "fo_to_1_.jpg"),
        ("..jpg", "berkas.jpg"),
        ("Surat Kel. Sidorejo 12.11.jpg", "Surat Kel. Sidorejo 12.11.jpg"),
        ("Ñandú ꦱꦶꦠꦶ.jpg", "Ñandú ꦱꦶꦠꦶ.jpg"),
    ],
)
def test_a_name_is_made_safe_to_show(given: str, shown: str) -> None:
    assert names.safe_name(given, Kind.JPEG) == shown
    assert len(shown) <= 100


@pytest.mark.parametrize(
    "given",
    [
        "",
        "foto",
        "foto.png",
        "foto.exe",
        "foto.jpg.",
        "foto.jpg ...",
        "foto\u2024jpg",
        "foto\uff0ejpg",
        "foto.jpg\0.png",
        "foto.php\0.jpg",
        "foto.php.jpg",
        "foto.HTML.jpg",
        "foto.svg .jpg",
        "foto\u202egpj.exe",
        "foto.jpg/",
        "foto.jpg/..",
    ],
)
def test_a_name_that_does_not_fit_the_content_is_refused(given: str) -> None:
    with pytest.raises(RuleBroken, match="tidak cocok"):
        names.safe_name(given, Kind.JPEG)


@pytest.mark.django_db
def test_a_file_that_was_changed_on_disk_is_not_given_out(own_places: Path) -> None:
    stored = files.store(upload("foto.jpg", JPEG))
    path = own_places / "files" / stored.stored_name[:2] / stored.stored_name
    whole = path.read_bytes()

    for damaged in (whole[:-1], whole[:60], b"", b"x" + whole[1:], whole[:-20] + b"y" * 20):
        path.write_bytes(damaged)
        with pytest.raises(DamagedValueError):
            files.read(stored)

    path.write_bytes(whole)
    assert files.read(stored) == JPEG


@pytest.mark.parametrize("size", [1, 65_535, 65_536, 65_537, 200_000])
def test_chunks_can_be_neither_cut_nor_swapped_nor_moved_to_another_name(size: int) -> None:
    content = os.urandom(size)
    pieces = list(sealing.seal(content, name="a"))

    assert sealing.unseal(b"".join(pieces), name="a") == content
    with pytest.raises(DamagedValueError):
        sealing.unseal(b"".join(pieces), name="b")
    with pytest.raises(DamagedValueError):
        sealing.unseal(b"".join(pieces[:-1]), name="a")
    if len(pieces) > 3:
        pieces[1], pieces[2] = pieces[2], pieces[1]
        with pytest.raises(DamagedValueError):
            sealing.unseal(b"".join(pieces), name="a")


@pytest.mark.django_db
def test_files_sealed_before_a_new_key_can_still_be_read(own_places: Path) -> None:
    stored = files.store(upload("foto.jpg", JPEG))

    key_file.add_waiting(own_places / "keys.json")
    key_file.activate(own_places / "keys.json", at=clock.now())

    assert files.read(stored) == JPEG
    assert files.read(files.store(upload("foto.jpg", JPEG))) == JPEG


@pytest.mark.django_db
def test_a_file_whose_transaction_was_undone_is_swept_after_a_day(own_places: Path) -> None:
    kept = files.store(upload("foto.jpg", JPEG))
    with pytest.raises(RuleBroken), transaction.atomic():
        _store_and_fail()
    (own_places / "files" / "ab").mkdir(exist_ok=True)
    (own_places / "files" / "ab" / "abcd.part").write_bytes(b"half")

    assert files.sweep(at=clock.now()) == 0
    assert files.sweep(at=clock.now() + timedelta(hours=25)) == 2

    assert files.read(kept) == JPEG
    assert sum(path.is_file() for path in (own_places / "files").rglob("*")) == 1


def _store_and_fail() -> None:
    files.store(upload("foto.jpg", JPEG))
    raise RuleBroken("tidak jadi")


@pytest.mark.django_db
def test_the_digest_is_salted_so_equal_files_cannot_be_matched() -> None:
    first, second = (files.store(upload("foto.jpg", JPEG)) for _ in range(2))

    assert first.digest != second.digest
    assert first.stored_name != second.stored_name


@pytest.mark.django_db
@pytest.mark.parametrize("row", [{"kind": "exe"}, {"size": 0}])
def test_impossible_rows_are_refused_by_the_database(row: dict[str, object]) -> None:
    stored = files.store(upload("foto.jpg", JPEG))

    with pytest.raises(IntegrityError), transaction.atomic():
        StoredFile.objects.filter(pk=stored.pk).update(**row)


def test_cutting_a_picture_anywhere_is_noticed() -> None:
    for content in (JPEG, PNG):
        for end in range(8, len(content), 7):
            with pytest.raises(RuleBroken):
                kinds.recognise(content[:end])
