"""Notices to people: an e-mail sent by a job, or a WhatsApp message prepared for an officer.

`prepare` is called inside an action: row and job stand or fall with the change they tell of.
"""

from prima.kernel.messages.erasing import erase_about, erase_older, erase_unlinked
from prima.kernel.messages.models import Channel, MessageState, OutgoingMessage
from prima.kernel.messages.preparing import mark_sent, prepare
from prima.kernel.messages.sending import send

__all__ = [
    "Channel",
    "MessageState",
    "OutgoingMessage",
    "erase_about",
    "erase_older",
    "erase_unlinked",
    "mark_sent",
    "prepare",
    "send",
]
