"""The picture of change: counts in words and bars, items with both judgements, strengths first, and no score."""

import re
from collections.abc import Callable

from app.models.reviews import Depth
from app.review_framework.loader import latest_framework
from tests.cycles.conftest import Cycle
from tests.visits import Browser, text_of

BrowserOf = Callable[[str], Browser]

THEN = {
    "LEAD-1.judgement": "growing",
    "LEAD-2.judgement": "growing",
    "LEAD-3.judgement": "secure",
    "LEAD-4.judgement": "secure",
    "LEAD-5.judgement": "does_not_apply",
    "LEAD-5.not_applicable_why": "We have no such post.",
}
NOW = {
    "LEAD-1.judgement": "shared",
    "LEAD-2.judgement": "growing",
    "LEAD-3.judgement": "starting",
    "LEAD-5.judgement": "secure",
    "LEAD-6.judgement": "growing",
}


def row(html: str, title: str) -> list[str]:
    """The numbers behind the chart, of one area."""
    found = re.search(rf'<th scope="row"[^>]*>{title}</th>(.*?)</tr>', html, re.S)
    assert found, title
    return re.findall(r">(\d+)<", found[1])


def test_counts_of_each_area_are_in_chart_table_and_words(browser_of: BrowserOf, cycle: Cycle) -> None:
    second = cycle(NOW, previous=cycle(THEN, agree=True))
    page = browser_of("colleague").get(f"/reviews/{second.id}/change").text
    leadership = latest_framework("wss-mainstream").area("LEAD")
    left = len(leadership.items) - 5
    assert row(page, leadership.title) == ["1", "1", "2", "1", str(left)]
    assert "<title>Change since last time in each area</title>" in page
    assert "Moved on: 1, Stayed: 1, Newly looked at: 2, Moved back: 1," in page
    told = text_of(page)
    assert "Now: 1 item Shared, 1 item Secure, 2 items Growing, 1 item Starting" in told
    assert "Last time: 2 items Secure, 2 items Growing, 1 item Does not apply here" in told


def test_items_are_listed_with_both_judgements_strengths_first(browser_of: BrowserOf, cycle: Cycle) -> None:
    second = cycle(NOW, previous=cycle(THEN, agree=True))
    page = browser_of("senco").get(f"/reviews/{second.id}/change").text
    told = text_of(page)
    assert "Last time: Growing. Now: Shared." in told
    assert "Last time: Secure. Now: Starting." in told
    assert "Last time: Does not apply here. Now: Secure." in told
    assert "Last time: Secure. Now: Not looked at yet." in told
    (section,) = re.findall(r'<section aria-labelledby="area-LEAD">(.*?)</section>', page, re.S)
    headings = ["Moved on", "Stayed", "Newly looked at", "Moved back", "Not looked at yet"]
    assert re.findall(r"<h3[^>]*>([^<]*)</h3>", section) == headings


def test_there_is_no_mean_and_no_score(browser_of: BrowserOf, cycle: Cycle) -> None:
    second = cycle(NOW, previous=cycle(THEN, agree=True))
    told = text_of(browser_of("senco").get(f"/reviews/{second.id}/change").text)
    assert not re.search(r"\d+[.,]\d|%|average|score|\bmean (?!that)", told)


def test_short_review_counts_only_what_it_asks(browser_of: BrowserOf, cycle: Cycle) -> None:
    second = cycle({}, previous=cycle(THEN, agree=True), depth=Depth.SHORT)
    page = browser_of("senco").get(f"/reviews/{second.id}/change").text
    area = latest_framework("wss-mainstream").area("LEAD")
    assert row(page, area.title) == ["0", "0", "0", "0", str(len(area.items_for("short")))]


def test_governor_reads_no_work_in_progress(browser_of: BrowserOf, cycle: Cycle) -> None:
    second = cycle(NOW, previous=cycle(THEN, agree=True))
    for path in ("change", "framework-changes"):
        assert browser_of("governor").get(f"/reviews/{second.id}/{path}").status_code == 403
        assert browser_of("stranger").get(f"/reviews/{second.id}/{path}").status_code == 404
