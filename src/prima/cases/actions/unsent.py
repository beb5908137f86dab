"""Files of a refused form: kept under the form's own key, and dropped after a day."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from io import BytesIO

from django.core.files.base import File
from django.db.models import QuerySet

from prima.cases import permissions
from prima.cases.actions.papers import Upload
from prima.cases.models import UnsentFile
from prima.kernel import files, idempotency, journal
from prima.kernel.actors import SYSTEM, Actor
from prima.kernel.codes import hash_token
from prima.kernel.errors import require
from prima.kernel.files import StoredFile

KEPT_FOR = timedelta(days=1)


@journal.action
def keep_unsent(key: str, uploads: Mapping[str, Sequence[Upload]], *, at: datetime) -> None:
    """Keep what came with a form that must be shown again; a newer file takes the older's place.

    No journal entry: nothing has been applied for yet. A file that is refused raises RuleBroken.
    A form without a key of its own keeps nothing: any other form without one would find it.
    """
    if len(key) < idempotency.SHORTEST_KEY:
        return
    for requirement_key, some in uploads.items():
        for upload in some[:1]:
            _keep(hash_token(key), requirement_key, upload, at=at)


@journal.action
def drop_unsent(*, by: Actor = SYSTEM, at: datetime) -> int:
    """Periodic: forget files of forms that were never sent. Says how many."""
    require(permissions.can_run_sweeps(by))
    return _drop(UnsentFile.objects.filter(kept_at__lt=at - KEPT_FOR))


def kept_names(key: str) -> dict[str, str]:
    """Names of the kept files of a form, by the key of their paper."""
    return {one.requirement_key: str(one.stored.original_name) for one in _kept(key)}


def kept_uploads(key: str) -> dict[str, list[Upload]]:
    """The kept files of a form, as if they had come with it just now."""
    found: dict[str, list[Upload]] = {}
    for one in _kept(key):
        content = File(BytesIO(files.read(one.stored)), name=one.stored.original_name)
        content.size = one.stored.size
        found[one.requirement_key] = [content]
    return found


def _keep(form_hash: str, requirement_key: str, upload: Upload, *, at: datetime) -> None:
    """Of two clicks at once the second finds the row of the first and takes its place."""
    stored = files.store(upload, at=at)
    kept, is_new = UnsentFile.objects.select_for_update().get_or_create(
        form_hash=form_hash,
        requirement_key=requirement_key,
        defaults={"stored": stored, "kept_at": at},
    )
    if not is_new:
        earlier = kept.stored
        kept.stored, kept.kept_at = stored, at
        kept.save(update_fields=["stored", "kept_at"])
        earlier.delete()


def _kept(key: str) -> QuerySet[UnsentFile]:
    return UnsentFile.objects.filter(form_hash=hash_token(key)).select_related("stored")


def _drop(rows: QuerySet[UnsentFile]) -> int:
    stored = list(rows.values_list("stored_id", flat=True))
    rows.delete()
    StoredFile.objects.filter(pk__in=stored).delete()
    return len(stored)
