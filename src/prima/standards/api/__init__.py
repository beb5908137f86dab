"""Services, standards and the register of rules for programs."""

from ninja import Router

from prima.standards.api import register, services

router = Router()
router.add_router("", services.router)
router.add_router("", register.router)
