"""The container file and the example around it keep what the page promises."""

from __future__ import annotations

import re
from typing import Any

import pytest
import yaml

from tests.installation.service import TOP

CONTAINERFILE = (TOP / "deploy/Containerfile").read_text(encoding="utf-8")
COMPOSE: dict[str, Any] = yaml.safe_load((TOP / "deploy/compose.yaml").read_text("utf-8"))
PRIMA = ("init", "web", "worker")


def _last_stage() -> str:
    return CONTAINERFILE[CONTAINERFILE.rindex("\nFROM ") :]


def test_it_runs_as_a_numbered_user_that_is_not_root() -> None:
    (user,) = re.findall(r"^USER (\S+)$", _last_stage(), re.MULTILINE)

    assert re.fullmatch(r"[1-9]\d{3,}:[1-9]\d{3,}", user)


def test_nothing_is_taken_in_unseen() -> None:
    """Versions are named, hashes are checked, and nothing comes from an address."""
    assert ":latest" not in CONTAINERFILE
    assert not re.search(r"^ADD ", CONTAINERFILE, re.MULTILINE)
    assert "curl" not in CONTAINERFILE
    installs = re.findall(r"pip install[^&\n]+", CONTAINERFILE)
    assert installs
    assert all("--require-hashes" in one or "--no-index" in one for one in installs)
    assert all(not one["image"].endswith(":latest") for one in COMPOSE["services"].values())


def test_an_init_buries_the_dead_and_a_check_asks_for_health() -> None:
    stage = _last_stage()

    assert 'ENTRYPOINT ["tini", "--", "prima"]' in stage
    assert "HEALTHCHECK" in stage
    assert "/kesehatan/" in stage


def test_only_what_is_named_enters_the_build() -> None:
    first, *allowed = [
        line
        for line in (TOP / ".dockerignore").read_text(encoding="utf-8").splitlines()
        if line and not line.startswith("#")
    ]

    assert first == "*"
    copied = re.findall(r"^COPY (?!--from)(.+) \S+$", CONTAINERFILE, re.MULTILINE)
    assert {f"!{name}" for line in copied for name in line.split()} <= set(allowed)


@pytest.mark.parametrize("name", PRIMA)
def test_a_container_of_prima_is_shut_in(name: str) -> None:
    service = COMPOSE["services"][name]

    assert service["read_only"] is True
    assert service["cap_drop"] == ["ALL"]
    assert service["security_opt"] == ["no-new-privileges:true"]
    assert service["mem_limit"]
    assert service["pids_limit"]


def test_only_what_must_reaches_the_world() -> None:
    services, networks = COMPOSE["services"], COMPOSE["networks"]
    outside = {name for name, one in networks.items() if not (one or {}).get("internal")}

    reaching = {name for name, one in services.items() if outside & set(one["networks"])}
    assert reaching == {"worker", "caddy"}
    assert {name for name, one in services.items() if "ports" in one} == {"caddy"}


def test_secrets_are_files_and_the_pages_do_not_know_the_owner() -> None:
    for name, service in COMPOSE["services"].items():
        for variable, value in service.get("environment", {}).items():
            secret = re.search(r"PASSWORD|DATABASE|SECRET|TOKEN", variable)
            assert not secret or variable.endswith("_FILE"), (name, variable)
            assert not secret or value.startswith("/run/secrets/")
    assert COMPOSE["services"]["web"]["secrets"] == ["database_url"]
    assert COMPOSE["services"]["worker"]["secrets"] == ["database_url"]


def test_the_proxy_that_is_believed_is_the_one_that_stands_there() -> None:
    services = COMPOSE["services"]

    trusted = services["web"]["environment"]["PRIMA_PROXY_ADDRESSES"]
    assert services["caddy"]["networks"]["front"]["ipv4_address"] == trusted
