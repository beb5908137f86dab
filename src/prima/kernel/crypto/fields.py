"""The model field whose column holds only sealed text."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.core.exceptions import FieldError
from django.db import models
from django.db.backends.base.base import BaseDatabaseWrapper

from prima.kernel.crypto import sealing

if TYPE_CHECKING:
    _TextField = models.TextField[str | None, str | None]
else:
    _TextField = models.TextField


class Personal(str):
    """A text about a person: prints whole where it is asked for, hides in logs and tracebacks."""

    __slots__ = ()

    def __repr__(self) -> str:
        return "<disembunyikan>"


class EncryptedTextField(_TextField):
    """Text kept as AES-256-GCM, bound to its table and column; empty stays empty.

    A sealed value copied into another column does not open. It cannot be searched: give the model
    a second column with `blind_index` where equality must be found.
    """

    def get_db_prep_value(
        self, value: Any, connection: BaseDatabaseWrapper, prepared: bool = False
    ) -> Any:
        text = super().get_db_prep_value(value, connection, prepared)
        return sealing.seal(str(text), place=self._place) if text else text

    def from_db_value(
        self, value: str | None, expression: object, connection: BaseDatabaseWrapper
    ) -> str | None:
        """Open what the column holds."""
        if not value:
            return value
        return Personal(sealing.unseal(value, place=self._place))

    def get_lookup(self, lookup_name: str) -> Any:
        """Refuse every comparison but "is empty": under a random nonce others never match."""
        if lookup_name != "isnull":
            raise FieldError(f"{self.name} is encrypted: it has no lookup {lookup_name!r}.")
        return super().get_lookup(lookup_name)

    @property
    def _place(self) -> str:
        return f"{self.model._meta.db_table}.{self.column}"
