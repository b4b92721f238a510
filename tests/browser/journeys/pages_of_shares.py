"""The pages of shares, of the register and of the counts, for `test_every_page`."""

from playwright.sync_api import Page, Response

from tests.browser.journeys.pages_of_shared_work import press
from tests.browser.journeys.site import Site
from tests.browser.journeys.world import Way, World, at, sent

ANSWERED = {"answer": "Ben Leader does.", "version": "9"}
COUNTED = {"counts__year_7_plans": "many", "counts__year_7_plans__version": "0"}
WRONG = {"document": "none", "passcode": "abc", "days": "9"}
MADE = {"document": "governors-paper", "audience": "governors", "version": "latest", "days": "60"}


def opened(site: Site, world: World, page: Page) -> Response | None:
    page.goto(world.share)
    return press(page, "Open the paper")


def asked_nothing(site: Site, world: World, page: Page) -> Response | None:
    opened(site, world, page)
    return press(page, "Send the question")


def read(site: Site, world: World, page: Page) -> Response | None:
    opened(site, world, page)
    page.locator("#name").fill("Gus Governor")
    return press(page, "I have read this")


def files(site: Site, world: World, page: Page) -> Response | None:
    opened(site, world, page)
    return page.goto(page.url.partition("?")[0] + "/paper")


def wrong_passcode(site: Site, world: World, page: Page) -> Response | None:
    page.goto(world.locked_share)
    page.get_by_label("Passcode").fill("no tree 1")
    return press(page, "Open the paper")


SHARES: list[tuple[str, str, int, Way]] = [
    ("share-landing", "", 200, at("{w.share}")),
    ("share-gone", "", 404, at("/shares/1/link/none")),
    ("share-opened", "", 200, opened),
    ("share-asked-nothing", "", 422, asked_nothing),
    ("share-read", "", 200, read),
    ("share-files", "", 200, files),
    ("share-wrong-passcode", "", 422, wrong_passcode),
    ("shares", "senco", 200, at("{w.here}/shares")),
    ("shares-read", "colleague", 200, at("{w.here}/shares")),
    ("shares-none", "senco", 200, at("/reviews/{w.blank.id}/shares")),
    ("share-new", "senior_leader", 200, at("{w.here}/shares/new?group=teaching_assistants")),
    ("share-new-wrong", "senco", 422, sent("{w.here}/shares", **WRONG)),
    ("share-address", "senco", 200, sent("{w.here}/shares", **MADE)),
    ("share-preview", "senco", 200, at("{w.here}/shares/preview/governors-paper")),
    ("share-preview-none", "senco", 200, at("/reviews/{w.blank.id}/shares/preview/slt-summary")),
    ("share-answer", "senco", 200, at("{w.here}/shares/questions/{w.question_id}")),
    ("share-answer-overtaken", "senco", 409, sent("{w.here}/shares/questions/{w.question_id}/answer", **ANSWERED)),
    ("who-knows", "senco", 200, at("{w.here}/who-knows")),
    ("who-knows-wrong", "senco", 422, sent("{w.here}/who-knows/entries", how="")),
    ("who-knows-nobody", "colleague", 200, at("/reviews/{w.blank.id}/who-knows")),
    ("pupil-counts", "senco", 200, at("{w.here}/pupil-counts")),
    ("pupil-counts-wrong", "senco", 422, sent("{w.here}/pupil-counts", **COUNTED)),
    ("pupil-counts-cancelled", "senco", 200, at("/reviews/{w.cancelled.id}/pupil-counts")),
]
