"""What a machine can see on a page: findings of axe, sideways scrolling, refused scripts."""

from axe_playwright_python.sync_playwright import Axe  # type: ignore[import-untyped]
from playwright.sync_api import Page

RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}


def findings(page: Page) -> list[str]:
    """Every violation of WCAG 2.2 AA that axe sees, one line each."""
    result = Axe().run(page, options=RULES)
    return [
        f"{violation['id']}: {violation['help']} — {node['target']} {node['failureSummary']}"
        for violation in result.response["violations"]
        for node in violation["nodes"]
    ]


def scrolls_sideways(page: Page) -> bool:
    """Whether a reader has to move the page left and right."""
    wide: bool = page.evaluate(
        "document.documentElement.scrollWidth > document.documentElement.clientWidth"
    )
    return wide


def complaints(page: Page) -> list[str]:
    """Collects what the browser writes to its console from now on: refused scripts, errors."""
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda error: said.append(str(error)))
    return said
