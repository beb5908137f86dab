"""Settings are read loudly: a wrong value names its variable and says what it should be."""

from importlib import import_module
from pathlib import Path

import pytest

from prima.config import databases, env, logs, places
from prima.config.env import SettingError


def test_a_secret_may_stand_in_a_file(tmp_path: Path) -> None:
    file = tmp_path / "secret"
    file.write_text("rahasia\n")

    assert env.text("KEY", source={"KEY_FILE": str(file)}) == "rahasia"
    with pytest.raises(SettingError, match="KEY atau KEY_FILE"):
        env.text("KEY", source={"KEY_FILE": str(file), "KEY": "lain"})


def test_a_secret_file_that_is_missing_or_empty_is_named(tmp_path: Path) -> None:
    empty = tmp_path / "empty"
    empty.touch()

    with pytest.raises(SettingError, match="KEY_FILE tidak dapat dibaca"):
        env.text("KEY", source={"KEY_FILE": str(tmp_path / "missing")})
    with pytest.raises(SettingError, match="KEY_FILE kosong"):
        env.text("KEY", source={"KEY_FILE": str(empty)})


def test_what_must_be_told_is_asked_for() -> None:
    assert env.text("KEY", "bawaan", source={}) == "bawaan"
    with pytest.raises(SettingError, match="KEY belum diisi"):
        env.text("KEY", source={})


@pytest.mark.parametrize(("value", "expected"), [("ya", True), ("1", True), ("Tidak", False)])
def test_a_switch_is_yes_or_no(value: str, *, expected: bool) -> None:
    assert env.flag("SWITCH", default=not expected, source={"SWITCH": value}) is expected
    assert env.flag("SWITCH", default=expected, source={}) is expected
    with pytest.raises(SettingError, match="ya atau tidak"):
        env.flag("SWITCH", default=expected, source={"SWITCH": "mungkin"})


@pytest.mark.parametrize("value", ["nol", "-1", "0", "11", "1.5", ""])
def test_a_number_stays_within_its_limits(value: str) -> None:
    assert env.whole("NUMBER", 5, least=1, most=10, source={"NUMBER": "10"}) == 10
    if not value:
        assert env.whole("NUMBER", 5, least=1, most=10, source={"NUMBER": value}) == 5
        return
    with pytest.raises(SettingError, match="bilangan bulat 1 sampai 10"):
        env.whole("NUMBER", 5, least=1, most=10, source={"NUMBER": value})


def test_a_word_is_one_of_those_allowed() -> None:
    allowed = ("none", "tls")

    assert env.choice("WORD", "none", allowed, source={"WORD": "TLS"}) == "tls"
    with pytest.raises(SettingError, match="none, tls"):
        env.choice("WORD", "none", allowed, source={"WORD": "ssl"})


def test_lists_and_paths_are_read_as_people_write_them(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", "/home/siti")

    assert env.words("LIST", source={"LIST": "satu, dua,,"}) == ["satu", "dua"]
    assert env.words("LIST", ("satu",), source={}) == ["satu"]
    assert env.path("PLACE", Path("/x"), source={"PLACE": "~/y"}) == Path("/home/siti/y")


def test_the_site_has_a_whole_address() -> None:
    assert env.host_of("https://prima.example.go.id/x", "SITE") == "prima.example.go.id"
    for wrong in ("prima.example.go.id", "ftp://x", "https://"):
        with pytest.raises(SettingError, match="SITE harus alamat lengkap"):
            env.host_of(wrong, "SITE")


def test_a_database_address_becomes_settings() -> None:
    found = databases.from_url(
        "postgresql://app:p%40ss@/prima?host=%2Frun%2Fpg&sslmode=require",
        name="URL",
        pool={"a": 1},
    )

    assert found["NAME"] == "prima"
    assert (found["USER"], found["PASSWORD"], found["HOST"]) == ("app", "p@ss", "/run/pg")
    assert found["OPTIONS"] == {"sslmode": "require", "pool": {"a": 1}}


@pytest.mark.parametrize(
    ("url", "reason"),
    [
        ("mysql://x/y", "PostgreSQL"),
        ("sqlite:///x", "PostgreSQL"),
        ("postgresql://app@host", "nama basis data"),
        ("postgresql://app@host/prima?sslmood=x", "bukan alamat"),
    ],
)
def test_a_wrong_database_address_is_refused_without_showing_it(url: str, reason: str) -> None:
    with pytest.raises(SettingError, match=reason) as refusal:
        databases.from_url(url, name="DATABASE_URL")

    assert "DATABASE_URL" in str(refusal.value)
    assert "app@host" not in str(refusal.value)


def test_the_data_lies_where_each_kind_of_installation_expects_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    assert places.default_data_dir(is_root=True) == Path("/var/lib/prima")
    assert places.default_data_dir(is_root=False) == places.CHECKOUT / "data"

    monkeypatch.setattr(places, "is_checkout", lambda: False)
    monkeypatch.setenv("XDG_DATA_HOME", "/home/siti/data")
    assert places.default_data_dir(is_root=False) == Path("/home/siti/data/prima")
    monkeypatch.delenv("XDG_DATA_HOME")
    monkeypatch.setenv("HOME", "/home/siti")
    assert places.default_data_dir(is_root=False) == Path("/home/siti/.local/share/prima")


def test_a_secret_is_made_once_and_readable_by_its_owner_only(tmp_path: Path) -> None:
    first = places.secret_key(tmp_path / "new")

    assert places.secret_key(tmp_path / "new") == first
    assert len(first) > 60
    assert (tmp_path / "new" / "secret_key").stat().st_mode & 0o777 == 0o600
    assert [file.name for file in (tmp_path / "new").iterdir()] == ["secret_key"]


def test_of_two_who_make_a_secret_at_once_the_first_one_counts(tmp_path: Path) -> None:
    file = tmp_path / "secret"

    def slow() -> str:
        file.write_text("first")
        return "second"

    assert places.read_or_create(file, slow) == "first"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("GET /survei/AbC123xyz/ 200", "GET /survei/… 200"),
        ("Not Found: /berkas/TM-26-7K3F9Q-C/", "Not Found: /berkas/…"),
        ("GET /cari?q=siti+rahmah 200", "GET /cari?… 200"),
        ("GET /layanan/rujuk/ 200", "GET /layanan/rujuk/ 200"),
    ],
)
def test_secret_addresses_and_questions_stay_out_of_the_log(text: str, expected: str) -> None:
    assert logs.impersonal(text) == expected


def test_a_misspelt_setting_is_named_with_what_was_meant() -> None:
    import_module("prima.config.settings")

    with pytest.raises(SettingError, match=r"PRIMA_PROXY_ADRESSES tidak dikenal.*PROXY_ADDRESSES"):
        env.refuse_unknown({"PRIMA_PROXY_ADRESSES": "127.0.0.1"})
    with pytest.raises(SettingError, match=r"PRIMA_QQQQ tidak dikenal\. Perbaiki"):
        env.refuse_unknown({"PRIMA_QQQQ": "1"})


def test_known_settings_and_other_programs_are_left_alone() -> None:
    import_module("prima.config.settings")

    env.refuse_unknown(
        {
            "PRIMA_SITE_URL": "x",
            "PRIMA_SECRET_KEY_FILE": "x",
            "PRIMA_KEYS_FILE": "x",
            "PRIMA_BACKUP_PASSPHRASE_FILE": "x",
            "PATH": "x",
        }
    )


def test_a_picture_is_a_small_png_or_nothing(tmp_path: Path) -> None:
    file = tmp_path / "lambang.png"
    png = b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR" + bytes(20)
    source = {"PRIMA_LOGO": str(file)}

    file.write_bytes(png)
    assert env.picture("PRIMA_LOGO", source=source) == png
    assert env.picture("PRIMA_LOGO", source={}) == b""

    for wrong in (b"<svg/>", b"", png + bytes(1_000_000)):
        file.write_bytes(wrong)
        with pytest.raises(SettingError, match="harus gambar PNG"):
            env.picture("PRIMA_LOGO", source=source)
    file.unlink()
    with pytest.raises(SettingError, match="tidak dapat dibaca"):
        env.picture("PRIMA_LOGO", source=source)


def test_a_secret_may_be_absent_but_not_short() -> None:
    assert env.secret("RAHASIA", source={}) == ""
    assert env.secret("RAHASIA", source={"RAHASIA": "x" * 16}) == "x" * 16
    with pytest.raises(env.SettingError, match="terlalu pendek"):
        env.secret("RAHASIA", source={"RAHASIA": "singkat"})
