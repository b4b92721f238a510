"""Views side by side: conversations worth having, in the order of the framework, with no score."""

import re
from collections.abc import Callable

import pytest
from fastapi import FastAPI

from app.review_framework.loader import latest_framework
from tests.contributions.colleagues import Colleague, ask_several
from tests.people import People
from tests.visits import Browser, text_of

BrowserOf = Callable[[str], Browser]
SCALE = [level.code for level in latest_framework("wss-mainstream").scale]
ESSENTIAL = [item.code for item in latest_framework("wss-mainstream").essential_items]


@pytest.fixture
def senco(browser_of: BrowserOf) -> Browser:
    return browser_of("senco")


def judge(house: FastAPI, link: str, name: str, role: str, judgements: dict[str, str]) -> None:
    who = Colleague.with_link(house, link, name)
    sent = {"name": name, "role": role}
    for item, level in judgements.items():
        sent |= {f"{item}.version": "0", f"{item}.judgement": level}
    assert who.browser.post(who.page, sent).status_code == 303


def own(senco: Browser, people: People, item: str, level: str) -> None:
    sent = {"name": f"{item}.judgement", "value": level, "version": "0"}
    assert senco.post(f"/reviews/{people.review.id}/answers", sent).status_code == 200


def items_on(html: str) -> list[str]:
    return re.findall(r'id="([A-Z]+-\d+)-title"', html)


def test_views_stand_side_by_side_by_who_holds_them(house: FastAPI, senco: Browser, people: People) -> None:
    link = ask_several(senco, people, place="")
    own(senco, people, "LEAD-1", SCALE[0])
    judge(house, link, "Hal", "headteacher", {"LEAD-1": SCALE[-1]})
    judge(house, link, "Gwen", "send_governor", {"LEAD-1": SCALE[1]})
    judge(house, link, "Tess", "teaching_assistant", {"LEAD-1": SCALE[0]})
    assert "SENCO " not in text_of(senco.get(f"/reviews/{people.review.id}/differences").text).partition("LEAD-1")[2]
    judge(house, link, "Sena", "senco", {"LEAD-1": SCALE[2]})
    page = senco.get(f"/reviews/{people.review.id}/differences")
    shown, labels = text_of(page.text), [level.label for level in latest_framework("wss-mainstream").scale]
    assert f"The school’s own view{labels[0]}" in shown
    assert f"SENCO {labels[2]} (Sena, SENCO)" in shown
    assert f"Senior leaders {labels[-1]} (Hal, Headteacher)" in shown
    assert f"Governors {labels[1]} (Gwen, SEND governor)" in shown
    assert f"Colleagues {labels[0]} (Tess, Teaching assistant)" in shown
    assert "On 1 item views differ." in shown
    for word in ("wrong", "incorrect", "average", "mean ", "score", "%"):
        assert word not in shown.lower()


def test_sheet_takes_the_five_widest_in_the_order_of_the_framework(
    house: FastAPI, senco: Browser, people: People
) -> None:
    link = ask_several(senco, people, place="")
    asked = ESSENTIAL[:8]
    for item in asked:
        own(senco, people, item, SCALE[0])
    wide = [asked[number] for number in (1, 3, 4, 6, 7)]
    judge(
        house,
        link,
        "Hal",
        "headteacher",
        {asked[0]: SCALE[0], asked[2]: SCALE[1], asked[5]: SCALE[1]} | dict.fromkeys(wide, SCALE[-1]),
    )
    page = senco.get(f"/reviews/{people.review.id}/differences")
    assert items_on(page.text) == asked, "Never sorted by how far apart, let alone by judgement"
    assert page.text.count("Worth a conversation") == 7
    sheet = senco.get(f"/reviews/{people.review.id}/differences/meeting-sheet")
    assert items_on(sheet.text) == wide
    assert "Ashgrove School" in sheet.text


def test_without_judgements_the_pages_say_what_to_do(senco: Browser, people: People) -> None:
    assert "Ask two people about the same item" in senco.get(f"/reviews/{people.review.id}/differences").text
    assert "no two views differ" in senco.get(f"/reviews/{people.review.id}/differences/meeting-sheet").text


def test_what_the_school_has_not_looked_at_differs_from_nobody(house: FastAPI, senco: Browser, people: People) -> None:
    judge(house, ask_several(senco, people), "Hal", "headteacher", {"LEAD-1": SCALE[-1]})
    shown = text_of(senco.get(f"/reviews/{people.review.id}/differences").text)
    assert "The school’s own viewNot looked at yet" in shown
    assert "Worth a conversation" not in shown
