"""Every component in every state: accessible, valid, small, fit for narrow screens and a strict policy."""

import gzip
import tomllib
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path

import html5lib
import pytest
from playwright.sync_api import Browser, expect

from tests.interface.gallery import PAGES, ROOT, STATIC
from tests.interface.served import serve_gallery

AXE = Path(__file__).parents[1].joinpath("axe.min.js").read_text(encoding="utf-8")
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    with serve_gallery() as (_, address):
        yield address


def violations(browser: Browser, url: str, width: int) -> list[str]:
    # Axe comes in from outside the page, so the page's own policy must not stop it.
    page = browser.new_page(viewport={"width": width, "height": 900}, bypass_csp=True, reduced_motion="reduce")
    page.goto(url)
    page.evaluate(AXE)
    found = page.evaluate("(tags) => axe.run(document, {runOnly: tags})", TAGS)
    page.close()
    return [f"{each['id']}: {each['nodes'][0]['html'][:200]}" for each in found["violations"]]


@pytest.mark.parametrize("width", [320, 768, 1280])
@pytest.mark.parametrize("path", sorted(PAGES))
def test_axe_finds_nothing(browser: Browser, address: str, path: str, width: int) -> None:
    assert violations(browser, address + path, width) == []


def test_axe_would_find_something(browser: Browser, address: str) -> None:
    page = browser.new_page(bypass_csp=True)
    page.goto(address)
    page.evaluate("document.querySelector('main').insertAdjacentHTML('beforeend', '<img src=\"/x.png\">')")
    page.evaluate(AXE)
    found = page.evaluate("(tags) => axe.run(document, {runOnly: tags})", TAGS)
    assert "image-alt" in [each["id"] for each in found["violations"]]


@pytest.mark.parametrize("path", sorted(PAGES))
def test_pages_are_valid_with_one_h1_that_begins_the_title(browser: Browser, address: str, path: str) -> None:
    page = browser.new_page()
    response = page.goto(address + path)
    assert response
    html = response.text()
    html5lib.HTMLParser(strict=True).parse(html)
    assert page.locator("h1").count() == 1
    assert page.title().startswith(page.locator("h1").inner_text())
    ids = page.evaluate("[...document.querySelectorAll('[id]')].map((each) => each.id)")
    assert len(ids) == len(set(ids))
    assert page.locator("[style]").count() == 0
    page.close()


@pytest.mark.parametrize("path", sorted(PAGES))
def test_nothing_is_cut_off_at_320_px_and_nothing_is_said_on_the_console(
    browser: Browser, address: str, path: str
) -> None:
    page = browser.new_page(viewport={"width": 320, "height": 640})
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda error: said.append(str(error)))
    page.goto(address + path)
    page.wait_for_load_state("networkidle")
    assert page.evaluate("document.documentElement.scrollWidth") == 320
    assert said == []
    page.close()


@pytest.mark.parametrize("path", sorted(PAGES))
def test_targets_are_at_least_24_px(browser: Browser, address: str, path: str) -> None:
    page = browser.new_page(viewport={"width": 360, "height": 800})
    page.goto(address + path)
    small = page.evaluate(
        """() => [...document.querySelectorAll("button, input:not([type=hidden]), select, textarea, summary")]
            .filter((each) => !each.closest(".govuk-visually-hidden"))
            .map((each) => [each.outerHTML.slice(0, 120), each.getBoundingClientRect()])
            .filter(([, box]) => box.width > 0 && (box.width < 24 || box.height < 24))
            .map(([html]) => html)"""
    )
    assert small == []
    page.close()


def test_a_first_visit_is_small_and_fetches_each_file_once(browser: Browser, address: str) -> None:
    page = browser.new_page()
    fetched: list[str] = []
    page.on("request", lambda request: fetched.append(request.url))
    response = page.goto(f"{address}/area")
    page.wait_for_load_state("networkidle")
    assert response
    assert len(fetched) == len(set(fetched))
    files = [url.split("/static/")[1].split("?")[0] for url in fetched if "/static/" in url]
    assert not [url for url in fetched if not url.startswith(address)]
    html = len(gzip.compress(response.body(), 6))
    sizes = {name: packed(STATIC / name) for name in files}
    assert html < 25_000
    assert html + sum(sizes.values()) < 100_000, sizes
    assert sizes["app.css"] < 14_000
    page.close()


def packed(path: Path) -> int:
    content = path.read_bytes()
    return len(content if path.suffix == ".woff2" else gzip.compress(content, 6))


def test_every_vendored_file_is_what_the_list_says() -> None:
    listed = tomllib.loads((STATIC / "vendored.toml").read_text(encoding="utf-8"))["file"]
    for entry in listed:
        content = (STATIC / entry["path"]).read_bytes()
        assert sha256(content).hexdigest() == entry["sha256"], entry["path"]
        assert (STATIC / entry["licence_text"]).is_file()
        for trace in (b"sourceMappingURL", b"registry.", b"unpkg", b"jsdelivr", b"GDS Transport"):
            assert trace not in content, entry["path"]
    others = {
        path.relative_to(STATIC).as_posix() for pattern in ("*.woff2", "*.min.js") for path in STATIC.rglob(pattern)
    }
    assert others <= {entry["path"] for entry in listed}


def test_error_summary_takes_the_focus_and_leads_to_the_field(browser: Browser, address: str) -> None:
    page = browser.new_page()
    page.goto(f"{address}/errors")
    expect(page.locator("[data-error-summary]")).to_be_focused()
    page.get_by_role("link", name="Enter the name of a senior leader").click()
    expect(page.get_by_label("Senior leader who stands behind this")).to_be_focused()
    page.close()


def test_the_first_key_press_offers_to_skip_to_the_content(browser: Browser, address: str) -> None:
    page = browser.new_page()
    page.goto(f"{address}/stages")
    page.keyboard.press("Tab")
    skip = page.get_by_role("link", name="Skip to main content")
    expect(skip).to_be_focused()
    expect(skip).to_be_in_viewport()
    page.keyboard.press("Enter")
    expect(page.locator("main")).to_be_focused()
    page.close()


def test_a_level_is_chosen_by_keyboard_alone(browser: Browser, address: str) -> None:
    page = browser.new_page()
    page.goto(f"{address}/area")
    page.get_by_role("radio", name="Not looked at yet").first.focus()
    page.keyboard.press("ArrowUp")
    expect(page.get_by_role("radio", name="Shared").first).to_be_checked()
    expect(page.locator('[data-state-for="LEAD-1.judgement"]')).to_have_text("Saved 10:42")
    page.close()


def test_the_reason_is_asked_for_only_when_an_item_does_not_apply(browser: Browser, address: str) -> None:
    page = browser.new_page()
    page.goto(f"{address}/area")
    reason = page.get_by_label("Why does it not apply here?").first
    expect(reason).to_be_hidden()
    page.get_by_role("radio", name="Does not apply here").first.check()
    expect(reason).to_be_visible()
    page.close()


def test_settings_can_change_the_brand_colour(browser: Browser, address: str) -> None:
    page = browser.new_page()
    page.goto(f"{address}/errors?brand_colour=%23601b50")
    button = page.get_by_role("button", name="Save and continue")
    expect(button).to_have_css("background-color", "rgb(96, 27, 80)")
    page.close()


def test_htmx_swaps_a_422_and_keeps_no_page_in_storage(browser: Browser, address: str) -> None:
    page = browser.new_page()
    page.goto(f"{address}/area")
    page.route(
        "**/htmx-422",
        lambda route: route.fulfill(status=422, content_type="text/html", body="<p>Refused</p>"),
    )
    page.evaluate("htmx.ajax('POST', '/htmx-422', {target: '.kicker', swap: 'innerHTML'})")
    expect(page.locator(".kicker")).to_have_text("Refused")
    assert page.evaluate("Object.keys(localStorage).length + Object.keys(sessionStorage).length") == 0
    assert page.evaluate("htmx.config.history") == "reload"
    page.close()


def test_sources_name_no_package_host() -> None:
    for path in [*(ROOT / "app/static").glob("*.js"), *(ROOT / "app/templates").rglob("*.html")]:
        assert "http://" not in path.read_text(encoding="utf-8").replace("http://www.w3.org", "")
