"""Verbs that change a case; each is one transaction with its journal entries."""

from prima.cases.actions.assessing import (
    Assessed,
    begin_assessment,
    save_assessment,
    set_assessment,
)
from prima.cases.actions.calendar import follow_calendar, tell_moved
from prima.cases.actions.corrections import answer_correction, request_correction
from prima.cases.actions.endings import hand_over, record_product, refuse, withdraw
from prima.cases.actions.holds import hold_until, release_due_holds, release_hold
from prima.cases.actions.locking import lock_case
from prima.cases.actions.notices import (
    confirm_notice,
    give_up_notice,
    handle_lost_notice,
    open_notice,
    repeat_notice,
)
from prima.cases.actions.opening import (
    OPEN_CASE_PURPOSE,
    Application,
    OpenedCase,
    open_case,
)
from prima.cases.actions.papers import add_file, tick_paper, untick_paper
from prima.cases.actions.promises import explain_delay, warn_late
from prima.cases.actions.rights import (
    check_correction,
    check_not_restricted,
    correct_person,
    erase_person_of,
    lift_restriction,
    restrict,
    show_nik,
    stop_notices,
)
from prima.cases.actions.steps import Finish, finish_step, take_item
from prima.cases.actions.unsent import KEPT_FOR as UNSENT_KEPT_FOR
from prima.cases.actions.unsent import drop_unsent, keep_unsent, kept_names, kept_uploads
from prima.cases.actions.versions import MOST_AT_ONCE, Decided, let_run, move_cases

__all__ = [
    "MOST_AT_ONCE",
    "OPEN_CASE_PURPOSE",
    "UNSENT_KEPT_FOR",
    "Application",
    "Assessed",
    "Decided",
    "Finish",
    "OpenedCase",
    "add_file",
    "answer_correction",
    "begin_assessment",
    "check_correction",
    "check_not_restricted",
    "confirm_notice",
    "correct_person",
    "drop_unsent",
    "erase_person_of",
    "explain_delay",
    "finish_step",
    "follow_calendar",
    "give_up_notice",
    "hand_over",
    "handle_lost_notice",
    "hold_until",
    "keep_unsent",
    "kept_names",
    "kept_uploads",
    "let_run",
    "lift_restriction",
    "lock_case",
    "move_cases",
    "open_case",
    "open_notice",
    "record_product",
    "refuse",
    "release_due_holds",
    "release_hold",
    "repeat_notice",
    "request_correction",
    "restrict",
    "save_assessment",
    "set_assessment",
    "show_nik",
    "stop_notices",
    "take_item",
    "tell_moved",
    "tick_paper",
    "untick_paper",
    "warn_late",
    "withdraw",
]
