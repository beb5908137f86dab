"""The sealed file itself: it opens whole or not at all, and says which part is damaged."""

from __future__ import annotations

import hashlib
import io
import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from prima.config.backup import container, envelope, parts
from prima.config.backup.container import FRAME, Reader, Writer
from prima.config.backup.faults import BackupError, DamagedBackupError
from prima.config.tests.backups import KEY, opener, read_small, small_backup
from prima.kernel.crypto import passphrase, sealed_box

WHOLE = small_backup()
PARTS = ("kepala", "keterangan", "basis data", "berkas ke-", "jangkar ke-1", "daftar isi")


def test_a_whole_backup_is_read_to_its_end() -> None:
    content = read_small(WHOLE)

    assert content.prima == "0.1.0"
    assert content.manifest["files"]["count"] == 3
    assert content.manifest["counts"] == {"cases_case": 3}


@pytest.mark.parametrize(
    ("kind", "name"),
    [
        ("file", "../../../../etc/cron.d/prima"),
        ("file", ".."),
        ("file", "/etc/passwd"),
        ("anchor", "../keys.json"),
        ("anchor", "anchor-/../../keys.jsonl"),
        ("database", "x"),
    ],
)
def test_a_name_that_leads_out_of_its_folder_is_never_read(kind: parts.Kind, name: str) -> None:
    stream = io.BytesIO()
    parts.write(Writer(stream, {"format": 1, "open": []}, KEY), kind, iter([b"x"]), name=name)
    reader = Reader(io.BytesIO(stream.getvalue()))
    reader.unlock(KEY)

    with pytest.raises(DamagedBackupError):
        parts.Part(reader, kind, 1)


@given(place=st.integers(0, len(WHOLE) - 1), bit=st.integers(0, 7))
@settings(max_examples=400, deadline=None)
def test_one_changed_bit_anywhere_is_found_and_its_part_is_named(place: int, bit: int) -> None:
    damaged = bytearray(WHOLE)
    damaged[place] ^= 1 << bit

    with pytest.raises(BackupError) as caught:
        read_small(bytes(damaged))

    assert any(part in str(caught.value) for part in PARTS)


@given(length=st.integers(0, len(WHOLE) - 1))
@settings(max_examples=300, deadline=None)
def test_half_a_backup_is_refused_wherever_it_ends(length: int) -> None:
    with pytest.raises(BackupError, match=r"terpotong|rusak|kosong"):
        read_small(WHOLE[:length])


def test_every_part_is_named_by_damage_inside_it() -> None:
    """A byte is changed in each place in turn; the names come in the order of the file."""
    named: list[str] = []
    for place in range(0, len(WHOLE), 7):
        damaged = bytearray(WHOLE)
        damaged[place] ^= 0xFF
        with pytest.raises(BackupError) as caught:
            read_small(bytes(damaged))
        found = re.search(
            r"kepala|keterangan|basis data|berkas ke-\d|jangkar ke-\d|daftar isi",
            str(caught.value),
        )
        assert found, str(caught.value)
        if not named or named[-1] != found.group():
            named.append(found.group())

    assert named == [
        "kepala",
        "keterangan",
        "basis data",
        "berkas ke-1",
        "berkas ke-2",
        "berkas ke-3",
        "jangkar ke-1",
        "daftar isi",
    ]


def test_bytes_behind_the_end_are_noticed() -> None:
    with pytest.raises(DamagedBackupError, match="akhir berkas"):
        read_small(WHOLE + b"\0")


def test_frames_of_two_backups_cannot_be_mixed() -> None:
    other = small_backup()
    head = WHOLE.index(b"PGDMP") if b"PGDMP" in WHOLE else 0
    start = _length_of_head(WHOLE)

    with pytest.raises(DamagedBackupError, match="keterangan"):
        read_small(WHOLE[:start] + other[_length_of_head(other) :])
    assert head == 0, "the content of the database can be read in the file"


def _length_of_head(content: bytes) -> int:
    return 15 + 4 + int.from_bytes(content[15:19], "big") + 32


def test_what_is_no_backup_is_called_so() -> None:
    for content in (b"%PDF-1.7" * 9, b"\0" * 200):
        with pytest.raises(BackupError, match="bukan cadangan Prima"):
            read_small(content)
    with pytest.raises(BackupError, match="kosong"):
        read_small(b"")


@pytest.mark.parametrize("content", [b"[]", b"{}", b"{", b'{"format": "baru"}', b"\xff"])
def test_a_head_with_a_right_sum_and_a_wrong_content_is_damage(content: bytes) -> None:
    start = container._MAGIC + container._LENGTH.pack(len(content))
    whole = start + content + hashlib.sha256(start + content).digest()

    with pytest.raises(DamagedBackupError, match="kepala"):
        Reader(io.BytesIO(whole))


def test_a_newer_format_is_refused_by_name() -> None:
    stream = io.BytesIO()
    Writer(stream, {"format": container.FORMAT + 1, "prima": "9.0", "open": []}, KEY)

    with pytest.raises(BackupError, match=r"Prima 9\.0 dengan format yang lebih baru"):
        Reader(io.BytesIO(stream.getvalue()))


def test_a_large_part_takes_several_frames() -> None:
    stream = io.BytesIO()
    writer = Writer(stream, {"format": 1, "prima": "0", "open": []}, KEY)
    content = bytes(range(256)) * (3 * FRAME // 256)
    blocks = [
        content[place : place + parts.BLOCK] for place in range(0, len(content), parts.BLOCK)
    ]
    parts.write(writer, "database", blocks, is_last=True)

    reader = Reader(io.BytesIO(stream.getvalue()))
    reader.unlock(KEY)
    part = parts.Part(reader, "database")

    assert b"".join(part.blocks()) == content
    reader.end()


def test_a_frame_longer_than_allowed_is_damage_not_memory() -> None:
    start = _length_of_head(WHOLE)
    huge = WHOLE[:start] + b"\xff\xff\xff\xff" + WHOLE[start + 4 :]

    with pytest.raises(DamagedBackupError, match="keterangan"):
        read_small(huge)


def test_a_passphrase_opens_and_a_wrong_one_says_so() -> None:
    slots = Reader(io.BytesIO(WHOLE)).head["open"]

    assert envelope.open_key(slots, opener()) == KEY
    with pytest.raises(BackupError, match="Kata sandi cadangan salah"):
        envelope.open_key(slots, opener("lima kata yang lain sama sekali"))


def test_a_cost_that_would_take_all_memory_is_refused() -> None:
    sealed = passphrase.seal(b"key", "sandi", purpose=b"test", cost=10)

    with pytest.raises(passphrase.WrongPassphraseError):
        passphrase.unseal(
            passphrase.Sealed(31, sealed.salt, sealed.content), "sandi", purpose=b"test"
        )
    with pytest.raises(passphrase.WrongPassphraseError):
        passphrase.unseal(sealed, "sandi", purpose=b"other")
    assert passphrase.unseal(sealed, "sandi", purpose=b"test") == b"key"


def test_what_is_sealed_to_the_escrow_opens_with_its_private_half_only() -> None:
    private, other = bytes(range(1, 33)), bytes(range(2, 34))
    escrow = envelope.Escrow("ab12", sealed_box.public_of(private))
    slots = [envelope.for_escrow(KEY, escrow)]

    assert envelope.open_key(slots, envelope.Opener(str, private)) == KEY
    with pytest.raises(BackupError, match="tanda ab12"):
        envelope.open_key(slots, envelope.Opener(str, other))
    with pytest.raises(BackupError, match="hanya dapat dibuka dengan bagian kunci"):
        envelope.open_key(slots, opener())
    with pytest.raises(BackupError, match="tanpa titipan kunci"):
        envelope.open_key(
            [envelope.for_passphrase(KEY, "x", cost=10)], envelope.Opener(str, other)
        )


def test_a_reader_gives_nothing_before_it_was_unlocked() -> None:
    with pytest.raises(RuntimeError, match="not unlocked"):
        Reader(io.BytesIO(WHOLE)).frame()
