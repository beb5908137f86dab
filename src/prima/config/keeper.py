"""Watches over the embedded PostgreSQL while Prima serves, and starts it again when it was killed.

A service of the operating system would be restarted by systemd; the embedded server is ours, so
bringing it back is ours too. Pages answer 503 meanwhile and go on by themselves.
"""

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Event, Thread
from typing import Final

from prima.config import postmaster
from prima.config.embedded import EmbeddedServer

LOOK_SECONDS: Final = 0.5
AFTER_FAILURE_SECONDS: Final = 5.0

logger = logging.getLogger(__name__)


@contextmanager
def kept(server: EmbeddedServer) -> Iterator[None]:
    """Keep the server running, whatever happens to it, until the block ends."""
    with server.running():
        stop = Event()
        watch = Thread(target=_watch, args=(server, stop), name="keeper", daemon=True)
        watch.start()
        try:
            yield
        finally:
            stop.set()
            watch.join()


def _watch(server: EmbeddedServer, stop: Event) -> None:
    pause = LOOK_SECONDS
    while not stop.wait(pause):
        pause = LOOK_SECONDS if _is_back(server) else AFTER_FAILURE_SECONDS


def _is_back(server: EmbeddedServer) -> bool:
    """Start a dead server; of several processes that notice, the first one does."""
    if postmaster.is_running(server.cluster):
        return True
    try:
        server.start()
    except Exception:
        # Whatever it was (a full disk above all) may pass: the watch itself must go on.
        logger.exception("PostgreSQL is gone and could not be started")
        return False
    logger.warning("PostgreSQL was gone and has been started again")
    return True
