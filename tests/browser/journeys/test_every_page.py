"""Every page and every error that somebody can meet: accessible at two widths, nothing cut off on a narrow screen,
sound HTML, a clean console, the content policy kept.
"""

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, Response, expect

from app.models.accounts import GrantKind, Person, Role
from app.routers.accounts import MISSES_PER_ADDRESS, QUARTER_HOUR
from app.services.rate_limits import count_attempt
from tests.browser.journeys.pages_of_action_plan import ACTION_PLAN
from tests.browser.journeys.pages_of_peer_review import PEER_REVIEW
from tests.browser.journeys.pages_of_shared_work import SHARED_WORK
from tests.browser.journeys.pages_of_shares import SHARES
from tests.browser.journeys.site import Site
from tests.browser.journeys.world import Way, World, at, build, new_link, send, sent
from tests.visits import check_page

pytestmark = pytest.mark.browser

AXE = Path(__file__).parents[1].joinpath("axe.min.js").read_text(encoding="utf-8")
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]

# 320 CSS pixels are what is left of 1280 at 400 % zoom.
WIDTHS = {1280: 900, 360: 740, 320: 256}
LOOKED_AT_BY_AXE = (1280, 360)


def link(kind: GrantKind, *, opened: bool = False, hours: int = 1, known: bool = False) -> Way:
    def follow(site: Site, world: World, page: Page) -> Response | None:
        response = page.goto(new_link(site, world.staff, kind, hours=hours, known=known))
        if opened:
            with page.expect_navigation() as arrived:
                page.get_by_role("button", name="Continue").click()
            response = arrived.value
        return response

    return follow


def too_many_sign_ins(site: Site, world: World, page: Page) -> Response | None:
    with site.database.writing() as session:
        for _ in range(MISSES_PER_ADDRESS):
            count_attempt(session, "sign-in:often@ashgrove.example", limit=MISSES_PER_ADDRESS, seconds=QUARTER_HOUR)
    return send(page, "/sign-in", email="often@ashgrove.example", password="wrong")


def too_weak_password(site: Site, world: World, page: Page) -> Response | None:
    link(GrantKind.RESET, opened=True)(site, world, page)
    page.get_by_label("New password").fill("short")
    with page.expect_navigation() as arrived:
        page.get_by_role("button", name="Save the password").click()
    return arrived.value


def signed_out_while_writing(site: Site, world: World, page: Page) -> Response | None:
    return send(page, f"{world.here}/areas/LEAD", **{"LEAD-1__strengths": "Mine", "LEAD-1__strengths__version": "1"})


def overtaken(site: Site, world: World, page: Page) -> Response | None:
    """Their words on an older version, one of them about a level."""
    return send(
        page,
        f"{world.here}/areas/LEAD",
        **{
            "LEAD-1__strengths": "Mine, meanwhile",
            "LEAD-1__strengths__version": "0",
            "LEAD-1__judgement": "growing",
            "LEAD-1__judgement__version": "0",
        },
    )


def put_back_too_late(site: Site, world: World, page: Page) -> Response | None:
    page.goto(f"{world.here}/history?of=LEAD-1.strengths")
    page.evaluate("for (const one of document.querySelectorAll('main input[name=version]')) one.value = '0'")
    with page.expect_navigation() as arrived:
        page.get_by_role("button", name="Put this back").last.click()
    return arrived.value


BAD_LINK = {"LEAD-1/k3f9__link": "javascript:alert(1)", "LEAD-1/k3f9__link__version": "0"}
REASON = {"LEAD-2__not_applicable_why": "x" * 20_001, "LEAD-2__not_applicable_why__version": "0"}
SHORT_PASSWORD = {"current": "three random words", "password": "short"}

PAGES: list[tuple[str, str, int, Way]] = [
    ("sign-in", "", 200, at("/sign-in")),
    ("sign-in-wrong", "", 422, sent("/sign-in", email="no@ashgrove.example", password="wrong")),
    ("sign-in-too-often", "", 429, too_many_sign_ins),
    ("signed-out-while-writing", "", 401, signed_out_while_writing),
    ("help", "", 200, at("/help")),
    ("privacy", "", 200, at("/privacy")),
    ("accessibility", "", 200, at("/accessibility")),
    ("forgotten-password", "", 200, at("/forgotten-password")),
    ("forgotten-password-wrong", "", 422, sent("/forgotten-password", email="nobody")),
    ("link-sent", "", 200, sent("/forgotten-password", email="new@ashgrove.example")),
    ("invitation", "", 200, link(GrantKind.INVITATION)),
    ("invitation-opened", "", 200, link(GrantKind.INVITATION, opened=True)),
    ("invitation-opened-by-somebody-known", "", 200, link(GrantKind.INVITATION, opened=True, known=True)),
    ("invitation-too-old", "", 404, link(GrantKind.INVITATION, hours=-1)),
    ("reset", "", 200, link(GrantKind.RESET)),
    ("reset-opened", "", 200, link(GrantKind.RESET, opened=True)),
    ("reset-too-weak", "", 422, too_weak_password),
    ("not-found-anonymous", "", 404, at("/nothing-here")),
    ("school", "senco", 200, at("{w.school}")),
    ("school-empty", "stranger", 200, at("/")),
    ("people", "senco", 200, at("{w.school}/people")),
    ("people-wrong", "senco", 422, sent("{w.school}/invitations", email="nobody")),
    ("home-of-several", "senco", 200, at("/")),
    ("invitation-list", "senco", 200, at("{w.school}/invitation-list")),
    ("invitation-list-wrong", "senco", 422, sent("{w.school}/invitation-list", people="Nobody\nNobody else")),
    ("member", "senco", 200, at("{w.school}/people/{w.members[senior_leader]}")),
    ("last-keeper", "senco", 422, sent("{w.school}/people/{w.members[senco]}/removal")),
    ("handover-wrong", "senco", 422, sent("{w.school}/people/{w.members[senco]}/handover", email="nobody")),
    ("new-review", "senco", 200, at("{w.school}/reviews/new")),
    ("new-review-wrong", "senco", 422, sent("{w.school}/reviews", scope__sponsor_name="x" * 400)),
    ("new-review-next-cycle", "senco", 200, at("{w.school}/reviews/new?previous={w.review.id}")),
    ("task-list-next-cycle", "senco", 200, at("/reviews/{w.second.id}")),
    ("area-next-cycle", "senco", 200, at("/reviews/{w.second.id}/areas/LEAD?notice=brought-over")),
    ("area-next-cycle-read", "colleague", 200, at("/reviews/{w.second.id}/areas/OUT")),
    ("change", "senco", 200, at("/reviews/{w.second.id}/change")),
    ("change-of-none", "senco", 200, at("{w.here}/change")),
    ("framework-changes", "senco", 200, at("/reviews/{w.second.id}/framework-changes")),
    ("framework-changes-of-none", "senco", 200, at("{w.here}/framework-changes")),
    ("task-list", "senco", 200, at("{w.here}?notice=started")),
    ("task-list-cancelled", "senco", 200, at("/reviews/{w.cancelled.id}")),
    ("scope", "senco", 200, at("{w.here}/scope")),
    ("scope-cancelled", "senco", 200, at("/reviews/{w.cancelled.id}/scope")),
    ("area", "senco", 200, at("{w.here}/areas/LEAD")),
    ("area-blank", "colleague", 200, at("/reviews/{w.blank.id}/areas/OUT?add=OUT-1")),
    ("area-wrong", "senco", 422, sent("{w.here}/areas/LEAD", **BAD_LINK, **REASON)),
    ("area-overtaken", "senior_leader", 409, overtaken),
    ("area-cancelled", "senco", 200, at("/reviews/{w.cancelled.id}/areas/LEAD")),
    ("area-cancelled-saved", "senco", 403, sent("/reviews/{w.cancelled.id}/areas/LEAD", **BAD_LINK)),
    ("find", "colleague", 200, at("{w.here}/find?q=adult")),
    ("find-nothing", "senco", 200, at("{w.here}/find?q=zzz&level=shared&evidence=missing")),
    ("history", "senco", 200, at("{w.here}/history?of=LEAD-1")),
    ("history-empty", "senco", 200, at("{w.here}/history?of=OUT-1")),
    ("history-overtaken", "senco", 409, put_back_too_late),
    ("check", "senco", 200, at("{w.here}/check")),
    ("check-as-colleague", "colleague", 200, at("{w.here}/check")),
    ("nothing-to-agree", "senco", 422, sent("/reviews/{w.blank.id}/versions", checked="")),
    ("changed-since-checked", "senco", 409, sent("{w.here}/versions", checked="of-another-day")),
    ("version", "senco", 200, at("{w.here}/versions/1?notice=version-agreed")),
    ("changes", "senco", 200, at("{w.here}/versions/1/changes")),
    ("paper", "senco", 200, at("{w.here}/governors-paper")),
    ("paper-blank", "senco", 200, at("/reviews/{w.blank.id}/governors-paper")),
    ("depth", "senco", 200, at("{w.here}/depth")),
    ("cancellation", "senco", 200, at("{w.here}/cancellation")),
    ("cancellation-wrong", "senco", 422, sent("{w.here}/cancellation", why="")),
    ("framework", "colleague", 200, at("/frameworks/wss-mainstream/1.0")),
    ("framework-specialist", "colleague", 200, at("/frameworks/wss-specialist/1.0")),
    ("sample-review", "governor", 200, at("/sample-review")),
    ("sample-review-area", "senco", 200, at("/sample-review/areas/LEAD")),
    ("account", "senco", 200, at("/account")),
    ("account-wrong", "senco", 422, sent("/account/password", current="wrong", password="")),
    ("account-too-weak", "senco", 422, sent("/account/password", **SHORT_PASSWORD)),
    ("not-theirs", "stranger", 404, at("{w.here}")),
    ("governors-school", "governor", 200, at("/")),
    ("governors-version", "governor", 200, at("{w.here}/versions/1")),
    ("governors-paper", "governor", 200, at("{w.here}/governors-paper")),
    ("governors-paper-too-early", "governor", 403, at("/reviews/{w.blank.id}/governors-paper")),
    ("not-for-governors", "governor", 403, at("{w.here}/areas/LEAD")),
    ("not-for-colleagues", "colleague", 403, at("{w.school}/people")),
    ("operator", "operator", 200, at("/")),
    ("operator-found", "operator", 200, at("/operator/schools?q=fernhollow")),
    ("operator-nothing", "operator", 200, at("/operator/schools?q=zzz")),
    ("operator-school", "operator", 200, at("/operator/schools/{w.staff.school.id}")),
    ("operator-invites-wrong", "operator", 422, sent("/operator/schools/{w.staff.school.id}/invitations", email="x")),
    *SHARED_WORK,
    *SHARES,
    *PEER_REVIEW,
    *ACTION_PLAN,
]


@pytest.fixture(scope="session")
def world(running_site: Site) -> World:
    return build(running_site)


def _person(site: Site, world: World, who: str) -> Person | None:
    others = {"": None, "operator": "operator@send-review.example", "stranger": "senco@tidewater.example"}
    if who in others:
        email = others[who]
        return site.person(email) if email else None
    if who == "reviewer":
        return world.visitors[Role.SENCO]
    return world.staff[Role(who)]


@pytest.mark.parametrize(("name", "who", "status", "way"), PAGES, ids=[page[0] for page in PAGES])
def test_a_page_is_fit_for_everybody(site: Site, world: World, name: str, who: str, status: int, way: Way) -> None:
    context = site.new_context(_person(site, world, who), reduced_motion="reduce")
    look_at(context.new_page(), name, status, lambda page: way(site, world, page))


def look_at(page: Page, name: str, status: int, come: Callable[[Page], Response | None]) -> None:
    """Comes to the page, and finds nothing on it that keeps anybody out."""
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda error: said.append(str(error)))
    response = come(page)
    assert response is not None
    assert response.status == status
    check_page(response.text())
    expect(page.locator("html")).to_have_attribute("lang", "en-GB")
    for width, height in WIDTHS.items():
        page.set_viewport_size({"width": width, "height": height})
        wide = page.evaluate("document.documentElement.scrollWidth")
        assert wide <= width, f"{name} needs {wide} px of {width}"
        if width in LOOKED_AT_BY_AXE:
            assert violations(page) == []
    # The browser itself notes every answer that is no success; nothing else may be said.
    assert [words for words in said if f"status of {status}" not in words] == []


def violations(page: Page) -> list[str]:
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE)
    found = page.evaluate("(tags) => axe.run(document, {runOnly: tags, resultTypes: ['violations']})", TAGS)
    return [f"{each['id']}: {each['nodes'][0]['html'][:200]}" for each in found["violations"]]


def test_axe_would_find_something(site: Site) -> None:
    page = site.new_context().new_page()
    page.goto("/sign-in")
    page.evaluate("document.querySelector('main').insertAdjacentHTML('beforeend', '<img src=\"/static/favicon.svg\">')")
    assert any(each.startswith("image-alt") for each in violations(page))
