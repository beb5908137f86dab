"""The numbers of the index of rows are made anew: actor and time together are one of them now."""

from itertools import groupby

from django.db import migrations

from prima.sops.core.similarity import Face, shingles

_BATCH = 1_000


def renumber(apps, _schema_editor):
    """From what stands in the row itself: the text of a procedure is not read again."""
    rows = apps.get_model("sops", "SopRow").objects
    ordered = rows.order_by("version_id", "draft_id", "position").iterator(chunk_size=_BATCH)
    waiting = []
    for _owner, found in groupby(ordered, key=lambda row: (row.version_id, row.draft_id)):
        members = list(found)
        faces = [
            Face(frozenset(one.words), frozenset(one.norm_words), one.actor, one.time, one.text,
                 one.whole)
            for one in members
        ]  # fmt: skip
        for row, numbers in zip(members, shingles(faces), strict=True):
            row.shingles = sorted(numbers)
        waiting += members
        if len(waiting) >= _BATCH:
            rows.bulk_update(waiting, ["shingles"])
            waiting = []
    rows.bulk_update(waiting, ["shingles"])


class Migration(migrations.Migration):

    dependencies = [("sops", "0008_reading")]

    operations = [migrations.RunPython(renumber, migrations.RunPython.noop)]
