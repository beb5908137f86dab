"""No secret lies in what is published: the files of the repository, and so of wheel and image."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path

import pytest

TOP = Path(__file__).parents[2]
SECRETS = {
    "private key": re.compile(rb"-----BEGIN (?:[A-Z]+ )?PRIVATE KEY-----\s+[A-Za-z0-9+/]{40}"),
    "cloud key": re.compile(rb"\b(?:AKIA|ASIA)[0-9A-Z]{16}\b"),
    "access token": re.compile(
        rb"\b(?:ghp|gho|ghs|github_pat|glpat|xox[abp]|sk_live)[-_][A-Za-z0-9_-]{20,}"
    ),
    "signed token": re.compile(rb"\beyJ[\w-]{20,}\.eyJ[\w-]{20,}\.[\w-]{20,}"),
    "address with a password": re.compile(
        rb"(?:postgres(?:ql)?|smtps?|https?)://[\w.-]+:[\w%.-]{12,}@"
    ),
    "key ring": re.compile(rb'"signing": "[A-Za-z0-9+/]{43}="'),
}
# Never part of a release, whatever they hold.
NEVER = re.compile(
    r"(^|/)(\.env(\..*)?|.*\.(pem|key|p12|pfx|jks|cadangan)|keys\.json|secret_key|database_passwords\.json)$"
)


@pytest.fixture(scope="module")
def files() -> list[str]:
    """What git keeps; a copy without git has nothing to say."""
    if shutil.which("git") is None or not (TOP / ".git").exists():
        pytest.skip("not a checkout, or git is not installed")
    done = subprocess.run(["git", "ls-files", "-z"], cwd=TOP, capture_output=True, check=True)
    return [name for name in done.stdout.decode().split("\0") if name]


def test_no_file_holds_a_secret(files: list[str]) -> None:
    found = [
        f"{name}: {what}"
        for name in files
        if (TOP / name).is_file()
        for what, pattern in SECRETS.items()
        if pattern.search((TOP / name).read_bytes())
    ]

    assert found == []


def test_no_file_is_of_a_kind_that_holds_secrets(files: list[str]) -> None:
    assert [name for name in files if NEVER.search(name)] == []


@pytest.mark.parametrize(
    ("what", "text"),
    [
        ("private key", b"-----BEGIN PRIVATE KEY-----\n" + b"A" * 64),
        ("cloud key", b"AKIA" + b"ABCDEFGH12345678"),
        ("access token", b"ghp_" + b"a1" * 18),
        ("address with a password", b"postgresql://prima:" + b"Zx9" * 5 + b"@db/prima"),
        ("key ring", b'"signing": "' + b"A" * 43 + b'="'),
    ],
)
def test_a_secret_would_be_found(what: str, text: bytes) -> None:
    assert SECRETS[what].search(text)
