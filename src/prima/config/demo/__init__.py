"""A district to try Prima in: invented people whose work went through the real actions."""

from prima.config.demo.building import build, this_day
from prima.config.demo.entrance import Code, LogIn, codes, log_ins

__all__ = ["Code", "LogIn", "build", "codes", "log_ins", "this_day"]
