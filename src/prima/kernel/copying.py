"""Copies of rows by the thousand, made inside the database: for measurements and demonstrations.

A row that came about by the real actions is copied with earlier times, so every copy has the
shape, the encrypted columns and the constraints of the real thing. Only the `bulk` modules of apps
use this; they are the one exception to the rule that only actions write.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from django.db import models

# Weeks by which a copy is earlier: the weekday stays, so working time stays what it was.
LONGEST_PAST_WEEKS: Final = 156
BATCH: Final = 5_000


def copying(model: type[models.Model], replaced: Mapping[str, str], source: str) -> str:
    """INSERT … SELECT over the columns of the model from `{table} AS old`, as `source` says.

    `replaced` gives columns another expression. `source` also names `fresh` with a column `weeks`.
    All names come from code, never from people.
    """
    columns, values = [], []
    for field in model._meta.concrete_fields:
        column = str(field.column)
        if not field.primary_key:
            columns.append(column)
            values.append(replaced.get(column) or _value(field, column))
    table = model._meta.db_table
    return (
        f"INSERT INTO {table} ({', '.join(columns)}) "
        f"SELECT {', '.join(values)} {source.format(table=table)}"
    )


def _value(field: object, column: str) -> str:
    if isinstance(field, models.DateTimeField):
        return f"old.{column} - make_interval(weeks => fresh.weeks)"
    return f"old.{column}"
