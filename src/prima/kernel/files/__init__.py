"""Files from people: recognised by content, sealed on disk, given out only as a download.

Call `store` inside the transaction that makes the row which refers to the file; a file whose
transaction did not end well is found by `sweep`.
"""

from prima.kernel.files.kinds import Kind
from prima.kernel.files.models import StoredFile
from prima.kernel.files.names import is_sound_name
from prima.kernel.files.serving import attachment_response, traceless_response
from prima.kernel.files.storing import read, remove, store, sweep
from prima.kernel.files.traces import cleaned

__all__ = [
    "Kind",
    "StoredFile",
    "attachment_response",
    "cleaned",
    "is_sound_name",
    "read",
    "remove",
    "store",
    "sweep",
    "traceless_response",
]
