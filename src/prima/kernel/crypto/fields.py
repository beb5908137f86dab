"""The model field whose column holds only sealed text."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.core.exceptions import FieldError
from django.db import models
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models.functions import Cast
from django.utils.translation import gettext as _

from prima.kernel.crypto import sealing
from prima.kernel.crypto.damage import LostValueError

if TYPE_CHECKING:
    _TextField = models.TextField[str | None, str | None]
else:
    _TextField = models.TextField


class Personal(str):
    """A text about a person: prints whole where it is asked for, hides in logs and tracebacks."""

    __slots__ = ()

    def __repr__(self) -> str:
        return "<disembunyikan>"


class Unopened(Personal):
    """What stands in place of a value whose key is lost; saved again it stays what it was.

    So nothing is destroyed by looking at a form and sending it: should the key be found after all,
    the value opens again.
    """

    sealed: str

    def __new__(cls, sealed: str) -> Unopened:
        self = super().__new__(cls, _("(tidak dapat dibuka)"))
        self.sealed = sealed
        return self


class EncryptedTextField(_TextField):
    """Text kept as AES-256-GCM, bound to its table and column; empty stays empty.

    A sealed value copied into another column does not open. It cannot be searched: give the model
    a second column with `blind_index` where equality must be found.
    """

    def get_db_prep_value(
        self, value: Any, connection: BaseDatabaseWrapper, prepared: bool = False
    ) -> Any:
        if isinstance(value, Unopened):
            return value.sealed
        text = super().get_db_prep_value(value, connection, prepared)
        return sealing.seal(str(text), place=self.place) if text else text

    def from_db_value(
        self, value: str | None, expression: object, connection: BaseDatabaseWrapper
    ) -> str | None:
        """Open what the column holds."""
        if not value:
            return value
        try:
            return Personal(sealing.unseal(value, place=self.place))
        except LostValueError:
            return Unopened(value)

    def get_lookup(self, lookup_name: str) -> Any:
        """Refuse every comparison but "is empty": under a random nonce others never match."""
        if lookup_name != "isnull":
            raise FieldError(f"{self.name} is encrypted: it has no lookup {lookup_name!r}.")
        return super().get_lookup(lookup_name)

    @property
    def place(self) -> str:
        """What a value is bound to: its table and column."""
        return f"{self.model._meta.db_table}.{self.column}"


def sealed_text(column: str) -> Cast:
    """The column as it lies in the database, for asking only whether there is anything in it."""
    return Cast(column, models.TextField())
