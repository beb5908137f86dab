"""Which version of Prima this is."""

import tomllib
from functools import cache
from importlib.metadata import PackageNotFoundError
from importlib.metadata import version as installed_version

from prima.config import places

PACKAGE_NAME = "prima-layanan"


@cache
def version() -> str:
    """Give the version of the installed wheel, or the one a checkout names."""
    if places.is_checkout():
        project = tomllib.loads((places.CHECKOUT / "pyproject.toml").read_text("utf-8"))
        return str(project["project"]["version"])
    try:
        return installed_version(PACKAGE_NAME)
    except PackageNotFoundError:
        return "0"
