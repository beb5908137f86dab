"""The copy others see tells nothing beside its picture or text."""

import io
import struct

import pikepdf
import pytest
from PIL import Image, PngImagePlugin

from prima.kernel.errors import RuleBroken
from prima.kernel.files.kinds import Kind
from prima.kernel.files.traces import without_traces

CANARY = "Kampung-Rahasia-8841"
TURNED = 6


def photo(orientation: int = 1) -> bytes:
    exif = Image.Exif()
    exif[0x0112] = orientation
    exif[0x013B] = CANARY
    exif.get_ifd(0x8825)[1] = "S"
    exif.get_ifd(0x8825)[29] = CANARY
    out = io.BytesIO()
    picture = Image.effect_noise((40, 30), 60).convert("RGB")
    picture.save(out, "JPEG", exif=exif, comment=CANARY.encode(), progressive=True)
    return out.getvalue()


@pytest.mark.parametrize("orientation", [1, TURNED])
def test_a_photo_keeps_its_points_and_its_turn_and_nothing_else(orientation: int) -> None:
    told = photo(orientation)
    assert CANARY.encode() in told

    clean = without_traces(told, Kind.JPEG)

    assert CANARY.encode() not in clean
    shown = Image.open(io.BytesIO(clean))
    assert shown.getexif().get(0x0112, 1) == orientation
    assert set(shown.getexif()) <= {0x0112}
    assert shown.tobytes() == Image.open(io.BytesIO(told)).tobytes()
    assert without_traces(clean, Kind.JPEG) == clean


def test_little_endian_or_broken_exif_never_stands_in_the_way() -> None:
    tiff = struct.pack("<2sHIHHHIHH", b"II", 42, 8, 1, 0x0112, 3, 1, 8, 0) + bytes(4)
    for body, wanted in ((tiff, 8), (tiff[:12], 1), (b"XX" + tiff[2:], 1)):
        exif = b"Exif\0\0" + body
        segment = struct.pack(">HH", 0xFFE1, len(exif) + 2) + exif
        bare = without_traces(photo(), Kind.JPEG)

        clean = without_traces(bare[:2] + segment + bare[2:], Kind.JPEG)

        assert Image.open(io.BytesIO(clean)).getexif().get(0x0112, 1) == wanted


def test_a_cut_photo_is_refused_in_words() -> None:
    with pytest.raises(RuleBroken, match="tidak dapat dibuang"):
        without_traces(photo()[:200], Kind.JPEG)


def test_a_png_loses_its_words() -> None:
    words = PngImagePlugin.PngInfo()
    words.add_text("Author", CANARY)
    words.add_itxt("Location", CANARY)
    out = io.BytesIO()
    picture = Image.effect_noise((20, 20), 60).convert("P")
    picture.save(out, "PNG", pnginfo=words)
    assert CANARY.encode() in out.getvalue()

    clean = without_traces(out.getvalue(), Kind.PNG)

    assert CANARY.encode() not in clean
    assert Image.open(io.BytesIO(clean)).tobytes() == picture.tobytes()


def test_a_pdf_loses_its_author_its_remarks_and_the_place_of_its_photos() -> None:
    document = pikepdf.new()
    page = document.add_blank_page()
    document.docinfo["/Author"] = CANARY
    with document.open_metadata() as metadata:
        metadata["dc:creator"] = [CANARY]
    remark = pikepdf.Dictionary(
        Type=pikepdf.Name.Annot, Subtype=pikepdf.Name.Text, Rect=[0, 0, 9, 9], T=CANARY,
        Contents="Lihat ini",
    )  # fmt: skip
    page.Annots = pikepdf.Array([remark])
    image = pikepdf.Stream(document, photo())
    image.Type, image.Subtype = pikepdf.Name.XObject, pikepdf.Name.Image
    image.Width, image.Height, image.BitsPerComponent = 40, 30, 8
    image.ColorSpace, image.Filter = pikepdf.Name.DeviceRGB, pikepdf.Name.DCTDecode
    page.Resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary(Foto=image))
    out = io.BytesIO()
    document.save(out, object_stream_mode=pikepdf.ObjectStreamMode.disable)
    assert CANARY.encode() in out.getvalue()

    clean = without_traces(out.getvalue(), Kind.PDF)

    with pikepdf.open(io.BytesIO(clean)) as shown:
        assert not shown.docinfo.keys()
        assert "/Metadata" not in shown.Root
        told = [one.read_raw_bytes() for one in shown.objects if isinstance(one, pikepdf.Stream)]
        assert not any(CANARY.encode() in one for one in told)
        (annotation,) = shown.pages[0].Annots
        assert "/T" not in annotation
        assert str(annotation.Contents) == "Lihat ini"
    assert CANARY.encode() not in clean
