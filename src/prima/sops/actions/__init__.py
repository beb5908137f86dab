"""Everything that changes procedures."""

from prima.sops.actions.adapting import name_origin
from prima.sops.actions.approval import Signature, approve, publish, withdraw_version
from prima.sops.actions.citing import link_sops
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
from prima.sops.actions.writing import Origin, plan_draft, save_draft, start_draft, take_newer_base

__all__ = [
    "LoadedCatalogue",
    "LoadedSops",
    "Origin",
    "Progress",
    "Signature",
    "add_comment",
    "approve",
    "drop_draft",
    "link_sops",
    "load_catalogue",
    "load_sops",
    "name_origin",
    "plan_draft",
    "publish",
    "recall",
    "resolve_comment",
    "return_to_author",
    "review",
    "save_draft",
    "start_draft",
    "submit",
    "take_newer_base",
    "verify",
    "withdraw_version",
]
