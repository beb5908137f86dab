"""Where sealed values lie: encrypted columns of all models, and texts inside JSON columns."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from django.apps import apps
from django.db import connection

from prima.kernel.crypto import EncryptedTextField


@dataclass(frozen=True, slots=True)
class Place:
    """A column of sealed texts, or one key of the objects in a JSON column.

    `bound_to` is what the values are sealed for; names are those of our own models.
    """

    table: str
    pk: str
    column: str
    bound_to: str
    json_key: str = ""

    @property
    def value(self) -> str:
        """The SQL that gives the sealed text of a row."""
        column = _quoted(self.column)
        return f"{column} ->> '{self.json_key}'" if self.json_key else column

    @property
    def changed(self) -> str:
        """The SQL of the column's new content, with the new sealed text as its one parameter."""
        if not self.json_key:
            return "%s"
        return f"jsonb_set({_quoted(self.column)}, '{{{self.json_key}}}', to_jsonb(%s::text))"

    @property
    def quoted(self) -> tuple[str, str, str]:
        """Table, primary key and column, as SQL writes them."""
        return _quoted(self.table), _quoted(self.pk), _quoted(self.column)


_registered: Final[list[Place]] = []


def register(place: Place) -> None:
    """Name a place that no encrypted column shows; called once when an app is ready."""
    if place not in _registered:
        _registered.append(place)


def sealed_places() -> list[Place]:
    """Every place of this installation, in the order of table and column."""
    columns = [
        Place(model._meta.db_table, str(model._meta.pk.column), str(field.column), field.place)
        for model in apps.get_models(include_auto_created=True)
        if model._meta.managed and not model._meta.proxy
        for field in model._meta.local_fields
        if isinstance(field, EncryptedTextField)
    ]
    return sorted([*columns, *_registered], key=lambda one: (one.table, one.column, one.json_key))


def _quoted(name: str) -> str:
    return connection.ops.quote_name(name)
