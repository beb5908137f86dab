"""Voice notes: known by their bytes, whole, no film, and without the words beside them."""

import pytest
from django.core.files.base import ContentFile
from hypothesis import given
from hypothesis import strategies as st

from prima.kernel import files
from prima.kernel.errors import RuleBroken
from prima.kernel.files.kinds import Kind, recognise
from prima.kernel.files.sound import NoSound, sound_of
from prima.kernel.files.sound_formats import crc_of_page
from prima.kernel.files.traces import without_traces
from prima.kernel.tests.sounds import NOTES, TELLING, m4a, mp3, ogg

NAMES = {"ogg": "rekaman.opus", "m4a": "Rekaman 1.m4a", "mp3": "suara.mp3"}


@pytest.mark.parametrize("kind", NOTES)
def test_each_kind_is_known_by_its_bytes_and_only_where_somebody_may_speak(kind: str) -> None:
    content = NOTES[kind]()

    found = recognise(content, sound_too=True)

    assert found.kind == kind
    with pytest.raises(RuleBroken, match="bukan foto"):
        recognise(content)


@pytest.mark.parametrize("kind", NOTES)
def test_words_beside_the_voice_are_gone_and_the_voice_stays(kind: str) -> None:
    content = recognise(NOTES[kind](), sound_too=True).content

    clean = without_traces(content, Kind(kind))

    assert TELLING in NOTES[kind]()
    assert TELLING not in clean
    assert recognise(clean, sound_too=True).kind == kind
    assert without_traces(clean, Kind(kind)) == clean


def test_the_pages_of_sound_are_untouched_and_the_others_have_a_true_sum() -> None:
    content = ogg()
    clean = without_traces(content, Kind.OGG)
    sound = content.index(b"\xf8\xff\xfe") - 28

    assert len(clean) == len(content)
    assert clean[sound:] == content[sound:]
    start = content.index(b"OggS", 4)
    page = clean[start:sound]
    assert int.from_bytes(page[22:26], "little") == crc_of_page(page)


def test_moments_are_gone_and_what_is_played_stays_where_it_was() -> None:
    content = m4a()
    clean = without_traces(content, Kind.M4A)

    assert len(clean) == len(content)
    assert clean.index(b"mdat") == content.index(b"mdat")
    assert bytes(range(256)) * 4 in clean
    assert (3_800_000_000).to_bytes(4, "big") not in clean


@pytest.mark.parametrize(
    "content",
    [
        b"\0\0\0\x10ftypM4A "
        + bytes(4)
        + b"\0\0\0\x08mdat"
        + b"".join((8 * n).to_bytes(4, "big") + b"moov" for n in range(3000, 0, -1)),
        m4a(kind=b"vide"),
        m4a()[:200],
        m4a().replace(b"ftypM4A ", b"ftypheic"),
        ogg()[:60],
        ogg().replace(b"OpusHead", b"\x80theora\0"),
        ogg().replace(b"OpusTags", b"OtherTag"),
        mp3()[:200],
        mp3().replace(b"TAG", b"<ht"),
        b"ID3",
        b"OggS",
        b"\0\0\0\x08ftyp",
        b"RIFF\0\0\0\0WAVEfmt ",
    ],
    ids=str,
)
def test_films_other_sound_and_what_is_cut_off_is_refused(content: bytes) -> None:
    with pytest.raises(RuleBroken, match="rekaman suara"):
        recognise(content, sound_too=True)


@pytest.mark.parametrize("kind", NOTES)
def test_what_stands_behind_the_end_is_another_file(kind: str) -> None:
    hidden = NOTES[kind]() + b"PK\x03\x04" + bytes(40)

    with pytest.raises(RuleBroken):
        recognise(hidden, sound_too=True)


@given(st.data())
def test_whatever_is_changed_it_is_refused_or_walked_to_its_end(data: st.DataObject) -> None:
    content = bytearray(NOTES[data.draw(st.sampled_from(sorted(NOTES)))]())
    for _time in range(data.draw(st.integers(1, 8))):
        content[data.draw(st.integers(0, len(content) - 1))] = data.draw(st.integers(0, 255))
    changed = bytes(content[: data.draw(st.integers(1, len(content)))])

    try:
        kind, end = sound_of(changed)
    except NoSound:
        return
    assert 0 < end <= len(changed)
    without_traces(changed[:end], Kind(kind))


@pytest.mark.django_db
@pytest.mark.parametrize("kind", NOTES)
def test_a_voice_note_is_kept_and_given_out_without_its_words(kind: str) -> None:
    upload = ContentFile(NOTES[kind](), name=NAMES[kind])

    stored = files.store(upload, sound_too=True)
    given_out = files.traceless_response(stored, name="lampiran")

    assert stored.kind == kind
    assert given_out["Content-Type"].startswith("audio/")
    assert given_out["Content-Disposition"].startswith("attachment")
    assert TELLING not in given_out.content
    with pytest.raises(RuleBroken, match="tidak cocok"):
        files.store(ContentFile(NOTES[kind](), name="foto.jpg"), sound_too=True)
