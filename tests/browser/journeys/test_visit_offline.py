"""A visit on bad Wi-Fi: every note reaches the server once, and the tablet keeps nothing that is not its person's."""

import json
import time
from dataclasses import dataclass

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from app.models.accounts import Role
from app.models.peer_review import PeerReview, Side
from app.services.peer_review import Seat
from app.services.peer_review_notes import list_notes
from app.services.peer_review_texts import read_seat_texts
from app.services.self_evaluation import read_sheet, save_answer
from app.services.self_evaluation_versions import agree_version
from tests.browser.journeys.site import Site, Staff
from tests.browser.journeys.test_every_page import violations
from tests.browser.journeys.world import pair_of_schools
from tests.peer_review.a_visit import write_agenda, write_visit

pytestmark = pytest.mark.browser

HOSTS_WORDS = "Zqhost words nobody keeps"
WAITING = "Waiting to be sent: kept on this tablet"
DUMP = """async () => {
    const found = [JSON.stringify(localStorage), JSON.stringify(sessionStorage)];
    for (const {name} of await indexedDB.databases()) {
        const open = indexedDB.open(name);
        await new Promise((done) => (open.onsuccess = done));
        for (const store of open.result.objectStoreNames) {
            const all = open.result.transaction(store).objectStore(store).getAll();
            await new Promise((done) => (all.onsuccess = done));
            found.push(JSON.stringify(all.result));
        }
        open.result.close();
    }
    for (const name of await caches.keys()) {
        const cache = await caches.open(name);
        for (const request of await cache.keys()) {
            found.push(request.url, await (await cache.match(request, {ignoreVary: true})).text());
        }
    }
    return found.join("\\n");
}"""


@dataclass
class Day:
    """A school that has agreed its self-evaluation, and its reviewer with a tablet."""

    site: Site
    host: Staff
    visitors: Staff
    review: PeerReview

    @property
    def path(self) -> str:
        return f"/peer-reviews/{self.review.id}/visit"

    def texts(self) -> list[str]:
        seat = Seat(self.review, Side.REVIEWER, self.host.school, self.visitors.school)
        with self.site.database.reading() as session:
            return sorted(note.text for note in list_notes(read_seat_texts(session, seat)))

    def tablet(self) -> BrowserContext:
        return self.site.new_context(self.visitors[Role.SENCO], viewport={"width": 768, "height": 1024})

    def open(self, context: BrowserContext) -> Page:
        page = context.new_page()
        page.goto(self.path)
        page.wait_for_function("navigator.serviceWorker.ready.then(() => true)")
        return page

    def wait_for(self, count: int, seconds: float = 40) -> list[str]:
        deadline = time.monotonic() + seconds
        while len(self.texts()) < count and time.monotonic() < deadline:
            time.sleep(0.2)
        return self.texts()


@pytest.fixture
def day(site: Site) -> Day:
    return new_day(site)


def new_day(site: Site) -> Day:
    host = site.new_school()
    review = site.new_review(host)
    by = host[Role.SENCO].actor
    with site.database.writing() as session:
        for name, value in {"judgement": "secure", "strengths": HOSTS_WORDS}.items():
            save_answer(session, review, "LEAD-1", name, value, base=0, by=by)
        agree_version(session, review, checked=read_sheet(session, review).fingerprint(), present="", by=by)
    visitors, there, _back = pair_of_schools(site, host, review)
    visit, visiting = Seat(there, Side.REVIEWER, host.school, visitors.school), visitors[Role.SENCO].actor
    with site.database.writing() as session:
        write_agenda(session, visit, by=visiting)
        write_visit(session, visit, by=visiting)
    return Day(site, host, visitors, there)


def write(page: Page, text: str) -> None:
    page.get_by_label("Your note", exact=True).fill(text)
    page.get_by_role("button", name="Save note").click()
    expect(page.get_by_label("Your note", exact=True)).to_have_value("")


def test_forty_notes_without_a_line_are_there_once_each(day: Day) -> None:
    before = day.texts()
    context = day.tablet()
    page = day.open(context)
    context.set_offline(True)
    expected = [f"Note {n:02}: routines “seen” 😀" for n in range(40)]
    for text in expected[:15]:
        write(page, text)
    expect(page.get_by_text(WAITING)).to_have_count(15)
    page.get_by_label("Your note", exact=True).fill("Half a thought")
    page.reload()
    expect(page.get_by_text("You are offline")).to_be_visible()
    expect(page.get_by_text(WAITING)).to_have_count(15)
    expect(page.get_by_role("radio", name="Learning walk")).to_be_visible()
    expect(page.get_by_label("Your note", exact=True)).to_have_value("Half a thought")
    for text in expected[15:28]:
        write(page, text)
    page.close()
    page = context.new_page()
    page.goto(day.path)
    expect(page.get_by_text(WAITING)).to_have_count(28)
    for text in expected[28:]:
        write(page, text)
    assert day.texts() == before
    other = context.new_page()
    other.goto(day.path)
    context.set_offline(False)
    assert day.wait_for(len(before) + 40) == sorted([*before, *expected])
    expect(page.get_by_text("All notes are saved.")).to_be_visible(timeout=30_000)
    page.reload()
    assert day.texts() == sorted([*before, *expected])
    expect(page.locator("[data-notes] > li")).to_have_count(40 + len(before))


def test_answer_that_is_lost_does_not_double_a_note(day: Day) -> None:
    before = day.texts()
    page = day.open(day.tablet())
    lost: list[str] = []

    def lose(route: object) -> None:
        if len(lost) < 3:
            lost.append("one")
            route.fetch()  # type: ignore[attr-defined]  # A Playwright route.
            route.abort()  # type: ignore[attr-defined]  # As above.
        else:
            route.continue_()  # type: ignore[attr-defined]  # As above.

    page.route("**/notes", lose)
    write(page, "The answer got lost")
    expect(page.get_by_text("All notes are saved.")).to_be_visible(timeout=30_000)
    assert len(lost) == 3
    assert day.texts() == sorted([*before, "The answer got lost"])


def test_page_of_a_web_filter_is_no_acknowledgement(day: Day) -> None:
    page = day.open(day.tablet())
    page.route("**/notes", lambda route: route.fulfill(status=200, body="<h1>Blocked by your school</h1>"))
    write(page, "Behind a filter")
    expect(page.get_by_text(WAITING)).to_have_count(1)
    page.unroute("**/notes")
    expect(page.get_by_text("All notes are saved.")).to_be_visible(timeout=30_000)
    assert "Behind a filter" in day.texts()


def test_sign_in_that_ran_out_keeps_the_note(day: Day) -> None:
    context = day.tablet()
    page = day.open(context)
    day.site.end_sign_ins(day.visitors[Role.SENCO])
    write(page, "After hours")
    expect(page.get_by_text("Not sent: you are no longer signed in.")).to_be_visible()
    day.site.sign_in(context, day.visitors[Role.SENCO])
    page.evaluate("window.dispatchEvent(new Event('focus'))")
    expect(page.get_by_text("All notes are saved.")).to_be_visible(timeout=30_000)
    assert "After hours" in day.texts()


def test_the_tablet_keeps_no_word_of_the_host_and_nothing_after_sign_out(day: Day) -> None:
    context = day.tablet()
    page = day.open(context)
    page.get_by_label("Area or item").select_option("LEAD-1")
    page.get_by_role("link", name="What the school says about this").click()
    expect(page.get_by_text(HOSTS_WORDS)).to_be_visible()
    page.get_by_role("button", name="Back to your note").click()
    write(page, "My own words")
    expect(page.get_by_text("Saved").first).to_be_visible()
    day.wait_for(4)
    page.wait_for_timeout(300)
    kept = page.evaluate(DUMP)
    assert "My own words" in kept
    assert "designated safeguarding lead" in kept
    assert HOSTS_WORDS not in kept
    page.get_by_role("button", name="Sign out").click()
    page.wait_for_url("**/sign-in**")
    left = page.evaluate(DUMP)
    assert "My own words" not in left
    context.set_offline(True)
    page.goto(day.path)
    expect(page.get_by_text("Nothing of this visit is kept on this tablet.")).to_be_visible()


def test_another_person_on_the_tablet_sees_nothing_and_leaves_unsent_notes_alone(day: Day) -> None:
    context = day.tablet()
    page = day.open(context)
    page.route("**/notes", lambda route: route.abort())
    write(page, "Not sent by Asha")
    expect(page.get_by_text(WAITING)).to_have_count(1)
    context.clear_cookies()
    day.site.sign_in(context, day.visitors[Role.SENIOR_LEADER])
    page.goto("/")
    page.wait_for_timeout(500)
    assert json.loads(page.evaluate("JSON.stringify(Object.keys(localStorage))")) == ["visit:kept"]
    context.set_offline(True)
    page.goto(day.path)
    expect(page.get_by_text("Nothing of this visit is kept on this tablet.")).to_be_visible()
    expect(page.get_by_text("Not sent by Asha")).to_have_count(0)
    context.set_offline(False)
    context.clear_cookies()
    page.unroute("**/notes")
    day.site.sign_in(context, day.visitors[Role.SENCO])
    page.goto("/")
    assert "Not sent by Asha" in day.wait_for(4)


SMALL = """() => ["a", "button", "select", "textarea", "summary", "label"]
    .flatMap((name) => [...document.querySelectorAll(`main ${name}`)])
    .filter((one) => one.checkVisibility() && !one.matches("label.govuk-label"))
    .map((one) => [one.outerHTML.slice(0, 90), one.getBoundingClientRect()])
    .filter(([, box]) => box.width < 44 || box.height < 44).map(([html]) => html)"""


@pytest.mark.parametrize(("width", "height"), [(1024, 768), (768, 1024), (360, 740)])
def test_every_target_is_large_and_the_page_is_fit(day: Day, width: int, height: int) -> None:
    context = day.tablet()
    page = day.open(context)
    page.set_viewport_size({"width": width, "height": height})
    write(page, "One to show")
    assert page.evaluate(SMALL) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert violations(page) == []
    page.get_by_text("If a child tells you something worrying").click()
    expect(page.get_by_text("Tell the designated safeguarding lead")).to_be_visible()
