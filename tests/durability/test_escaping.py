"""Every field filled with markup and template code: all pages and papers show it as the words it is."""

from collections.abc import Callable

import html5lib
import pytest
from fastapi import FastAPI

from app.db import Database
from app.models.fields import BadAnswer, Key
from app.models.self_evaluation_fields import AREA_FIELDS, EVIDENCE_FIELDS, ITEM_FIELDS, SCOPE_FIELDS
from app.pages.governors_paper import paper_html
from app.services.self_evaluation import book_of, framework_of, read_sheet, save_answer
from app.services.self_evaluation_versions import agree_version
from app.services.texts import find_change, list_changes, restore_text
from tests.people import People
from tests.visits import Browser, text_of

BrowserOf = Callable[[str], Browser]
MARK = "x77x"
HOSTILE = (
    f'<script>{MARK}()</script><img src={MARK} onerror={MARK}()></textarea><b id={MARK}>\'" {MARK}="{{{{ 7*{MARK} }}}}'
    f"{{% include '{MARK}' %}}%({MARK})s --> ]]> <!-- </title></blockquote></script>"
)
LINK = f'https://example.org/"onclick={MARK}()<script>'
CODES = {"link": LINK, "judgement": "does_not_apply", "kind": "document", "dated": "2026-03-03"}


@pytest.fixture
def written(database: Database, people: People) -> list[Key]:
    """Every field that takes free text holds the markup; codes are there so that it is shown."""
    framework = framework_of(people.review)
    places = {"scope": SCOPE_FIELDS}
    places |= {area.code: AREA_FIELDS for area in framework.areas}
    places |= {item.code: ITEM_FIELDS for item in framework.items}
    places |= {f"{framework.items[0].code}/k001": EVIDENCE_FIELDS}
    keys = []
    with database.writing() as session:
        for place, fields in places.items():
            for name in fields:
                value = CODES.get(name, HOSTILE)
                base = read_sheet(session, people.review).text(place, name).version if place == "scope" else 0
                try:
                    save_answer(session, people.review, place, name, value, base=base, by=people["senco"].actor)
                except BadAnswer:
                    continue  # A choice from a list, or a date.
                keys.append(Key(place, name))
        assert len(keys) > 100
        sheet = read_sheet(session, people.review)
        agree_version(session, people.review, checked=sheet.fingerprint(), present=HOSTILE, by=people["senco"].actor)
        # One more change, put back once, so that the pages about changes have something to show.
        key = Key("LEAD", "summary")
        save_answer(session, people.review, *_parts(key), HOSTILE + "!", base=1, by=people["senco"].actor)
        earliest = list_changes(session, book_of(people.review), key.place, field=key.field)[-1]
        first = find_change(session, book_of(people.review), earliest.id or 0)
        assert first is not None
        restore_text(session, book_of(people.review), first, base=2, by=people["senco"].actor)
        save_answer(session, people.review, *_parts(key), HOSTILE + "?", base=3, by=people["senco"].actor)
        save_answer(session, people.review, *_parts(key), "too late " + HOSTILE, base=1, by=people["senco"].actor)
    return keys


def test_every_page_shows_markup_as_words(
    browser_of: BrowserOf, people: People, house: FastAPI, written: list[Key]
) -> None:
    senco = browser_of("senco")
    here = f"/reviews/{people.review.id}"
    areas = framework_of(people.review).areas
    shown = [f"{here}/areas/{area.code}" for area in areas]
    places = {"scope", "LEAD", "LEAD-1", "LEAD-1/k001"}
    shown += [f"{here}/history?of={key}" for key in written if key.place in places and key.field not in CODES]
    shown += [f"{here}/versions/1", f"{here}/versions/1/changes", f"{here}/find?q={MARK}", f"{here}/scope"]
    for path in shown:
        response = senco.get(path)
        assert response.status_code == 200, path
        check_harmless(response.text, path)
        assert MARK in response.text, f"{path} shows nothing of what was written."
    for path in (here, f"{here}/check", f"{here}/paper", "/"):
        response = senco.get(path)
        check_harmless(senco.follow(response).text if response.status_code == 303 else response.text, path)


def test_answers_to_the_script_show_markup_as_words(browser_of: BrowserOf, people: People, written: list[Key]) -> None:
    senco = browser_of("senco")
    for name, value, status in (
        ("LEAD.summary", HOSTILE + " clash", 409),
        ("LEAD-1.judgement", HOSTILE, 422),
        ("LEAD-1/k001.dated", HOSTILE, 422),
        ("LEAD-1.stakeholders", HOSTILE.replace(" ", ""), 422),
    ):
        data = {"name": name, "value": value, "version": 0}
        response = senco.post(f"/reviews/{people.review.id}/answers", data, headers={"X-Autosave": "1"})
        assert response.status_code == status
        check_harmless(response.text, name)
    form = senco.post(
        f"/reviews/{people.review.id}/areas/LEAD",
        {"LEAD.summary": HOSTILE + "form", "LEAD.summary.version": "0", "LEAD-1.judgement": HOSTILE}
        | {"LEAD-1.judgement.version": "1"},
    )
    assert form.status_code == 409
    check_harmless(form.text, "the form")


def test_paper_shows_markup_as_words(database: Database, people: People, written: list[Key]) -> None:
    with database.reading() as session:
        html = paper_html(session, people.review, people.school)
    check_harmless(html, "the paper")
    assert MARK in text_of(html)


def check_harmless(html: str, where: str) -> None:
    """No element, attribute or template value came out of the text."""
    for element in html5lib.parse(html).iter():
        tag = str(element.tag).rpartition("}")[2]
        assert not (tag in {"script", "style", "title"} and MARK in (element.text or "")), f"{where}: {tag}"
        for name, value in element.attrib.items():
            assert MARK not in str(name), f"{where}: an attribute {name}"
            if MARK in value:
                assert name in {"value", "data-theirs", "href", "content"}, f"{where}: {name}={value[:60]}"
                assert name != "href" or value.startswith(("https://example.org/", "/")), f"{where}: {value[:60]}"


def _parts(key: Key) -> tuple[str, str]:
    return key.place, key.field
