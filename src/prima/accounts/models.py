"""The account a member of staff logs in with."""

from __future__ import annotations

from typing import ClassVar

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Lower
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext_lazy as _


class UserManager(BaseUserManager["User"]):
    """Finds accounts; they are made by `accounts.actions` only."""

    def get_by_natural_key(self, username: str | None) -> User:
        """Find an account by its work e-mail, however it was typed."""
        return self.get(email=(username or "").strip().lower())


class User(AbstractBaseUser):
    """Akun pegawai: a work e-mail, a password and the name to greet; nothing else of a person."""

    email = models.EmailField(_("surel dinas"), max_length=254, unique=True)
    name = models.CharField(_("nama"), max_length=150)
    is_active = models.BooleanField(_("aktif"), default=True)
    created_at = models.DateTimeField(_("dibuat pada"))
    # Raised to end every session of the account with its next request.
    generation = models.PositiveIntegerField(default=0)

    objects: ClassVar[UserManager] = UserManager()

    EMAIL_FIELD = "email"
    USERNAME_FIELD = "email"
    REQUIRED_FIELDS = ["name"]

    class Meta:
        constraints = [
            # One spelling of an address, so that unique means unique.
            models.CheckConstraint(
                name="user_email_is_lower_case", condition=Q(email=Lower(F("email")))
            ),
            models.CheckConstraint(name="user_has_a_name", condition=~Q(name="")),
        ]

    def __str__(self) -> str:
        return self.name

    def _get_session_auth_hash(self, secret: str | bytes | None = None) -> str:
        """What a session must fit: the password, and that its sessions were not ended."""
        of_password: str = super()._get_session_auth_hash(secret=secret)  # type: ignore[misc]
        if not self.generation:
            return of_password
        content = f"{of_password}:{self.generation}"
        return salted_hmac("accounts.generation", content, secret=secret).hexdigest()

    def get_full_name(self) -> str:
        """The name to greet; asked by libraries."""
        return self.name


class SecondFactorReset(models.Model):
    """Pengaturan ulang faktor kedua: who took a person's factors, when and why; append-only."""

    user = models.ForeignKey(User, models.PROTECT, related_name="+")
    reason = models.CharField(_("alasan"), max_length=200)
    # Empty when it was done on the machine itself.
    reset_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    reset_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="second_factor_reset_by_another",
                condition=Q(reset_by=None) | ~Q(reset_by=F("user")),
            ),
            models.CheckConstraint(name="second_factor_reset_has_reason", condition=~Q(reason="")),
        ]


class ApiToken(models.Model):
    """Kunci API: lets a program act for its owner, with some of what the owner may do.

    The key itself is shown once and kept nowhere. It is 256 random bits, so one SHA-256 of it can
    no more be turned back than a slow hash, and costs nothing to check.
    """

    user = models.ForeignKey(User, models.PROTECT, related_name="api_tokens")
    name = models.CharField(_("nama kunci"), max_length=60)
    # How its owner and a log of theirs recognise it; opens nothing.
    prefix = models.CharField(_("awalan"), max_length=8, unique=True)
    digest = models.CharField(_("sidik kunci"), max_length=64)
    scopes = models.JSONField(_("wewenang"), default=list)
    # Whether its owner had a second factor: without one it opens nothing that asks for it.
    with_second_factor = models.BooleanField(_("dibuat dengan faktor kedua"))
    # That of the account: whatever ends all its sessions ends its keys.
    generation = models.PositiveIntegerField()
    created_at = models.DateTimeField(_("dibuat pada"))
    expires_on = models.DateField(_("berlaku sampai"))
    last_used_on = models.DateField(_("terakhir dipakai"), null=True, blank=True)
    revoked_at = models.DateTimeField(_("dicabut pada"), null=True, blank=True)

    class Meta:
        ordering = ["-created_at", "-pk"]
        constraints = [
            models.CheckConstraint(name="api_token_has_a_name", condition=~Q(name="")),
            models.CheckConstraint(
                name="api_token_digest_is_sha256", condition=Q(digest__regex="^[0-9a-f]{64}$")
            ),
        ]

    def __str__(self) -> str:
        return self.name
