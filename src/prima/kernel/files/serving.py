"""Giving a file out: always as a download, never inside our pages."""

from __future__ import annotations

from prima.kernel.files.kinds import Kind
from prima.kernel.files.models import StoredFile
from prima.kernel.files.storing import read
from prima.kernel.files.traces import without_traces
from prima.kernel.http import HttpResponse, attachment


def attachment_response(stored: StoredFile) -> HttpResponse:
    """Answer with the whole file, or fail before the first byte when it was damaged.

    Who may have it is decided by the view, which looks the row up among those the viewer may see.
    """
    kind = Kind(stored.kind)
    return attachment(
        read(stored), name=stored.original_name or "", content_type=kind.content_type
    )


def traceless_response(stored: StoredFile, *, name: str) -> HttpResponse:
    """The same without place, author and device, under a name that is not the giver's."""
    kind = Kind(stored.kind)
    content = without_traces(read(stored), kind)
    return attachment(content, name=f"{name}.{kind.extension}", content_type=kind.content_type)
