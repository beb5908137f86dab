"""Everything that changes procedures."""

from prima.sops.actions.adapting import name_origin
from prima.sops.actions.approval import Signature, approve, publish, withdraw_version
from prima.sops.actions.citing import link_sops, stand_on_law
from prima.sops.actions.comments import add_comment, resolve_comment
from prima.sops.actions.loading import (
    LoadedCatalogue,
    LoadedSops,
    Progress,
    load_catalogue,
    load_sops,
)
from prima.sops.actions.moving import (
    drop_draft,
    recall,
    return_to_author,
    review,
    submit,
    verify,
)
from prima.sops.actions.process_map import LoadedProcesses, adopt_map
from prima.sops.actions.processes import (
    Party,
    ProcessWords,
    add_process,
    edit_process,
    move_process,
    relate,
    retire_process,
    unrelate,
)
from prima.sops.actions.proposing import propose_version
from prima.sops.actions.reading import acknowledge, remind_readers
from prima.sops.actions.writing import Origin, plan_draft, save_draft, start_draft, take_newer_base
from prima.sops.actions.yearly import conclude_evaluation, raise_yearly_reviews

__all__ = [
    "LoadedCatalogue",
    "LoadedProcesses",
    "LoadedSops",
    "Origin",
    "Party",
    "ProcessWords",
    "Progress",
    "Signature",
    "acknowledge",
    "add_comment",
    "add_process",
    "adopt_map",
    "approve",
    "conclude_evaluation",
    "drop_draft",
    "edit_process",
    "link_sops",
    "load_catalogue",
    "load_sops",
    "move_process",
    "name_origin",
    "plan_draft",
    "propose_version",
    "publish",
    "raise_yearly_reviews",
    "recall",
    "relate",
    "remind_readers",
    "resolve_comment",
    "retire_process",
    "return_to_author",
    "review",
    "save_draft",
    "stand_on_law",
    "start_draft",
    "submit",
    "take_newer_base",
    "unrelate",
    "verify",
    "withdraw_version",
]
