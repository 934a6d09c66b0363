"""What several journeys do on their way."""


def let_restore(director):
    """Let the auditor restore, unless that is so already."""
    director.open("/accounts/restorers/")
    if "may restore" not in director.page.locator("main .state").first.inner_text():
        director.page.locator("main textarea").first.fill("the case is to be put right")
        director.press("button:has-text('Let restore')")
