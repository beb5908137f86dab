"""Procedures and their drafts for programs."""

from ninja import Router

from prima.sops.api import drafts, versions

router = Router()
router.add_router("", versions.router)
router.add_router("", drafts.router)
