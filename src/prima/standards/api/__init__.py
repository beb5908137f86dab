"""Services, standards and the register of rules for programs."""

from ninja import Router

from prima.standards.api import drafts, register, services

router = Router()
router.add_router("", services.router)
router.add_router("", register.router)
router.add_router("", drafts.router)
