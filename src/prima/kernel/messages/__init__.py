"""Notices to people: an e-mail sent by a job, or a WhatsApp message prepared for an officer.

`prepare` is called inside an action: row and job stand or fall with the change they tell of.
"""

from prima.kernel.messages.bounces import read_folder, record
from prima.kernel.messages.erasing import erase_about, erase_older, erase_unlinked
from prima.kernel.messages.models import OutgoingMessage
from prima.kernel.messages.officers import (
    give_up,
    mark_handled,
    mark_opened,
    mark_sent,
    send_again,
)
from prima.kernel.messages.preparing import CHECK_PATH, prepare
from prima.kernel.messages.reading import find_by_code, is_unreachable, masked
from prima.kernel.messages.sending import expire, send
from prima.kernel.messages.states import Channel, GivenUpReason, MessageState

__all__ = [
    "CHECK_PATH",
    "Channel",
    "GivenUpReason",
    "MessageState",
    "OutgoingMessage",
    "erase_about",
    "erase_older",
    "erase_unlinked",
    "expire",
    "find_by_code",
    "give_up",
    "is_unreachable",
    "mark_handled",
    "mark_opened",
    "mark_sent",
    "masked",
    "prepare",
    "read_folder",
    "record",
    "send",
    "send_again",
]
