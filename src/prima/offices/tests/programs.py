"""A program that calls the API with the key of a person, made as that person makes one."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.test import Client

from prima.accounts import actions as accounts
from prima.accounts.models import User
from prima.accounts.queries import has_second_factor
from prima.kernel import clock
from prima.offices.queries import actor_for


@dataclass
class Program:
    """A program with the key of one person."""

    key: str

    def call(self, method: str, path: str, content: Any = None, **headers: str) -> Any:
        """One call with JSON."""
        sent = "" if content is None else json.dumps(content)
        known = {"Authorization": f"Bearer {self.key}"} | headers
        return Client().generic(method, path, sent, content_type="application/json", headers=known)

    def get(self, path: str) -> Any:
        """Read."""
        return self.call("GET", path)

    def post(self, path: str, content: Any) -> Any:
        """Do something."""
        return self.call("POST", path, content)


def program_of(user: User, *scopes: str, is_safe: bool = True) -> Program:
    """A program that may do this for the person, who logs in with a second factor."""
    if is_safe and not has_second_factor(user):
        TOTP.activate(user, generate_totp_secret())
    made = accounts.make_token(
        user, name="Program", scopes=scopes, expires_on=(clock.now() + timedelta(days=9)).date(),
        by=actor_for(user, clock.now()), at=clock.now(),
    )  # fmt: skip
    return Program(made.text)
