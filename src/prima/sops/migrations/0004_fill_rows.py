"""The procedures an office already has stand in the index of rows from the first day."""

from django.db import migrations

from prima.sops.core import from_data
from prima.sops.core.similarity import faces, shingles


def fill(apps, _schema_editor):
    """One row for each row of the newest version of each procedure that was not withdrawn."""
    versions = apps.get_model("sops", "SopVersion").objects
    rows = apps.get_model("sops", "SopRow").objects
    newest = versions.order_by("sop_id", "-number").distinct("sop_id")
    for version in newest.select_related("sop").iterator(chunk_size=100):
        if versions.filter(sop=version.sop, withdrawal__isnull=False, number__gte=version.number):
            continue
        seen = faces(from_data(version.content))
        rows.bulk_create(
            rows.model(
                version_id=version.pk, service_id=version.sop.service_id, position=place,
                words=sorted(face.words), norm_words=sorted(face.norm_words), actor=face.actor,
                time=face.time, text=face.text, whole=face.whole, shingles=sorted(numbers),
            )
            for place, (face, numbers) in enumerate(zip(seen, shingles(seen), strict=True))
        )  # fmt: skip


class Migration(migrations.Migration):

    dependencies = [("sops", "0003_rows")]

    operations = [migrations.RunPython(fill, migrations.RunPython.noop)]
