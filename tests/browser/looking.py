"""What a machine can see on a page: findings of axe, sideways scrolling, refused scripts."""

from functools import cache
from importlib.resources import files

from playwright.sync_api import Page

OPTIONS = {
    "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    # What passes is not described node by node: that takes most of the time.
    "resultTypes": ["violations"],
    # Only rules about turned screens and sound read style sheets and media first; we have neither.
    "preload": False,
}


def findings(page: Page, *, contrast: bool = True) -> list[str]:
    """Every violation of WCAG 2.2 AA that axe sees, one line each.

    Without contrast, which takes half of the time, where the same colours were looked at before.
    """
    if not page.evaluate("'axe' in window"):
        page.evaluate(_axe())
    rules = {} if contrast else {"rules": {"color-contrast": {"enabled": False}}}
    result = page.evaluate("options => axe.run(document, options)", OPTIONS | rules)
    return [
        f"{violation['id']}: {violation['help']} — {node['target']} {node['failureSummary']}"
        for violation in result["violations"]
        for node in violation["nodes"]
    ]


@cache
def _axe() -> str:
    return (files("axe_playwright_python") / "axe.min.js").read_text("utf-8")


def scrolls_sideways(page: Page) -> bool:
    """Whether a reader has to move the page left and right."""
    wide: bool = page.evaluate(
        "document.documentElement.scrollWidth > document.documentElement.clientWidth"
    )
    return wide


# What Django says of an empty field, to everybody alike: ours says what to do.
SAYS_NOTHING = ("Bidang ini tidak boleh kosong", "This field is required")


def slips(page: Page) -> list[str]:
    """Words nobody should read: an address in the trail, a refusal that says nothing."""
    trail = page.locator("nav.crumbs li, .crumbs a, .crumbs li").all_inner_texts()
    addresses = [words for words in trail if words.strip().startswith("/")]
    whole = page.inner_text("body")
    return addresses + [words for words in SAYS_NOTHING if words in whole]


def complaints(page: Page) -> list[str]:
    """Collects the complaints on the console from now on: refused scripts, errors, warnings."""
    said: list[str] = []
    page.on(
        "console",
        lambda message: (
            said.append(message.text) if message.type in {"error", "warning"} else None
        ),
    )
    page.on("pageerror", lambda error: said.append(str(error)))
    return said


def without_status(said: list[str], status: int) -> list[str]:
    """The same without the line Chromium writes for every page that is an error on purpose."""
    note = f"the server responded with a status of {status}"
    return [line for line in said if note not in line]


def requests(page: Page) -> list[str]:
    """Collects the addresses this page asks for from now on."""
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    return asked
