"""The pages of contributions, files and documents, for `test_every_page`."""

from playwright.sync_api import Page, Response

from tests.browser.journeys.site import Site
from tests.browser.journeys.world import Way, World, at, send, sent

TOO_LONG = {"LEAD-1__strengths": "x" * 20_001, "LEAD-1__strengths__version": "2"}
QUOTED_TOO_LATE = {"text": "strengths", "field": "strengths", "strengths__version": "1"}
FILE = "{w.here}/items/LEAD-1/evidence/k3f9/file"


def press(page: Page, name: str) -> Response | None:
    """The page that comes after pressing the button."""
    with page.expect_navigation() as arrived:
        page.get_by_role("button", name=name, exact=True).click()
    return arrived.value


def opened(site: Site, world: World, page: Page) -> Response | None:
    page.goto(world.link)
    return press(page, "Continue")


def opened_and_refused(site: Site, world: World, page: Page) -> Response | None:
    opened(site, world, page)
    page.locator("[name='LEAD-1.strengths']").fill("Nobody has said who wrote this.")
    return press(page, "Save my view")


def opened_and_saved(site: Site, world: World, page: Page) -> Response | None:
    opened(site, world, page)
    page.get_by_label("Your name").fill("Tess Teacher")
    page.get_by_label("Your role in the school").select_option("class_teacher")
    page.locator("[name='LEAD-1.strengths']").fill("The office knows every pupil by name.")
    return press(page, "Save my view")


def no_file_chosen(site: Site, world: World, page: Page) -> Response | None:
    page.goto(FILE.format(w=world))
    return press(page, "Add this file")


def file_refused(site: Site, world: World, page: Page) -> Response | None:
    page.goto(FILE.format(w=world))
    content = b"<script>alert(1)</script>"
    page.locator("#file").set_input_files({"name": "a.png", "mimeType": "image/png", "buffer": content})
    return press(page, "Add this file")


def document_asked_for(site: Site, world: World, page: Page) -> Response | None:
    page.goto(f"{world.here}/documents/summary")
    return press(page, "Make the PDF")


SHARED_WORK: list[tuple[str, str, int, Way]] = [
    ("contribution", "", 200, at("{w.link}")),
    ("contribution-no-reminder", "", 200, lambda site, world, page: send(page, world.link, reminders="off")),
    ("contribution-gone", "", 404, at("/contributions/1/link/none")),
    ("contribution-saved-too-late", "", 404, sent("/contributions/1", LEAD__x="Too late.")),
    ("contribution-opened", "", 200, opened),
    ("contribution-refused", "", 422, opened_and_refused),
    ("contribution-saved", "", 200, opened_and_saved),
    ("contributions", "senco", 200, at("{w.here}/contributions?notice=folded-in")),
    ("contributions-read", "colleague", 200, at("{w.here}/contributions")),
    ("contributions-none", "senco", 200, at("/reviews/{w.blank.id}/contributions")),
    ("ask", "senior_leader", 200, at("{w.here}/contributions/links/new?of=LEAD-1")),
    ("ask-wrong", "senco", 422, sent("{w.here}/contributions/links", place="none", email="nobody")),
    ("ask-several", "senco", 200, sent("{w.here}/contributions/links", **{"for": "several", "days": "21"})),
    ("folding-in", "senco", 200, at("{w.here}/contributions/{w.view_id}/folding-in")),
    ("folding-in-wrong", "senco", 422, sent("{w.here}/contributions/{w.view_id}/folding-in", **TOO_LONG)),
    ("quotation-overtaken", "senco", 409, sent("{w.here}/contributions/{w.view_id}/quotation", **QUOTED_TOO_LATE)),
    ("differences", "senco", 200, at("{w.here}/differences")),
    ("differences-none", "colleague", 200, at("/reviews/{w.blank.id}/differences")),
    ("meeting-sheet", "senco", 200, at("{w.here}/differences/meeting-sheet")),
    ("file", "senco", 200, at(FILE)),
    ("file-none-yet", "colleague", 200, at("/reviews/{w.blank.id}/items/OUT-1/evidence/k000/file")),
    ("file-not-chosen", "senco", 422, no_file_chosen),
    ("file-refused", "senco", 422, file_refused),
    ("file-cancelled", "senco", 200, at("/reviews/{w.cancelled.id}/items/OUT-1/evidence/k000/file")),
    ("documents", "senco", 200, at("{w.here}/documents")),
    ("documents-blank", "colleague", 200, at("/reviews/{w.blank.id}/documents")),
    ("documents-for-governors", "governor", 200, at("{w.here}/documents")),
    ("documents-for-governors-too-early", "governor", 200, at("/reviews/{w.blank.id}/documents")),
    ("document", "senco", 200, at("{w.here}/documents/self-evaluation")),
    ("document-asked-for", "senco", 200, document_asked_for),
    ("document-not-for-governors", "governor", 403, at("{w.here}/documents/changes")),
    ("blank-framework", "governor", 200, at("/frameworks/wss-specialist/1.0/blank")),
]
