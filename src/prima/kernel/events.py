"""How an earlier app speaks to a later one: in the same transaction, without knowing it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from typing import Any, TypeVar

Event = TypeVar("Event")

_handlers: defaultdict[type[Any], list[Callable[[Any], None]]] = defaultdict(list)


def subscribe(event_class: type[Event], handler: Callable[[Event], None]) -> None:
    """Let the handler hear every event of this class; called from `AppConfig.ready`.

    Subscribing twice is harmless, because Django may run `ready` again in tests.
    """
    if handler not in _handlers[event_class]:
        _handlers[event_class].append(handler)


def unsubscribe(event_class: type[Event], handler: Callable[[Event], None]) -> None:
    """Stop hearing; for tests that listen in."""
    _handlers[event_class].remove(handler)


def publish(event: object) -> None:
    """Tell every subscriber now, in the order of subscription and in the caller's transaction.

    A handler that fails undoes the change it reacts to, so only facts that must stand together are
    handlers; what may wait is a job.
    """
    for handler in tuple(_handlers[type(event)]):
        handler(event)
