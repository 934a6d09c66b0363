"""What axe, a checker of the Web Content Accessibility Guidelines, finds on a page as it looks now."""

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

#: Without preload: axe would read the style sheets a second time, which the policy of the pages forbids.
OPTIONS = {"preload": False, "resultTypes": ["violations"]}
#: What alone can differ when nothing but the colours do.
COLOURS = {"runOnly": ["color-contrast", "link-in-text-block"]}
axe = Axe()


def findings(page: Page, **options: object) -> list[str]:
    """Return each violation with the element that it was found on, in words."""
    return [
        f"{found['id']}: {node['target']} {node['html'][:160]}"
        for found in axe.run(page, options={**OPTIONS, **options}).response["violations"]
        for node in found["nodes"]
    ]
