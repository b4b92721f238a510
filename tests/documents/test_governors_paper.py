"""The governors' paper: valid, two to four pages, strengths first, no score, safe to fill in."""

from dataclasses import replace
from functools import lru_cache
from gettext import NullTranslations

import pytest

from app.documents.governors_paper import to_html
from app.documents.governors_paper_page import GovernorsPaper, Highlight, Point
from app.documents.pdf import render_pdf
from app.documents.room import choose_points
from app.documents.shorten import shorten
from tests.documents.papers import QUESTIONS, STATEMENT, TITLES, empty_paper, enormous_paper, ordinary_paper
from tests.documents.reading import faults, kinds, page_count, page_streams, spoken

PAPERS = {
    "empty": empty_paper(),
    "ordinary": ordinary_paper(),
    "draft": ordinary_paper(agreed=False),
    "enormous": enormous_paper(),
    "capitals": enormous_paper("WIDE SHOUTED WORDS " * 500),
    "unbroken": enormous_paper("x" * 10_000),
    "other scripts": enormous_paper("тексты на разных языках мира. " * 300),
    "emoji": enormous_paper("🎉 well done 🎉. " * 600),
}


@lru_cache
def made(name: str) -> bytes:
    return render_pdf(to_html(PAPERS[name]))


@pytest.mark.parametrize("name", PAPERS)
def test_paper_is_valid_and_has_two_to_four_pages(name: str) -> None:
    assert faults(made(name)) == []
    assert 2 <= page_count(made(name)) <= 4


def test_nearly_empty_review_gives_two_pages_that_teach() -> None:
    said = spoken(made("empty"))
    assert page_count(made("empty")) == 2
    assert "has not made its judgements yet" in said
    assert "Which senior leader works on it with the SENCO?" in said
    assert "How needs are noticed, understood and met." in said


def test_parts_are_read_in_order_and_strengths_come_first() -> None:
    said = spoken(made("ordinary"))
    parts = [
        "How we include and teach pupils with SEND", "This paper in a minute", "Why we are doing this now",
        "What we looked at", "Strengths", "Areas for development", "Where practice stands in each area",
        "Items at each level in each area",
        "What happens next", "Questions governors could ask", "About this paper",
    ]  # fmt: skip
    places = [said.index(part) for part in parts]
    assert places == sorted(places)
    assert all(question in said for question in QUESTIONS)
    assert "46 of the 51 items" in said
    assert "3 March 2027" in said


def test_bars_are_described_and_the_table_holds_the_numbers() -> None:
    assert kinds(made("ordinary")).count("Figure") == 8
    said = spoken(made("ordinary"))
    assert "Leadership of SEND: Growing 1, Secure 3, Shared 2." in said
    assert "Leadership of SEND – 1 3 2 –" in said


def test_every_summary_stands_with_its_area() -> None:
    said = spoken(made("ordinary"))
    for code, title in TITLES:
        assert said.index(f"{title}: ") < said.index(f"Area {code}.") < said.index("Items at each level")


def test_paper_in_a_minute_names_items_and_says_what_is_asked_of_governors() -> None:
    paper = replace(PAPERS["ordinary"], found=(Highlight("LEAD-5", "Governors ask questions that lead to action."),))
    paper = replace(paper, first=(Highlight("OUT-5", "Pupils do more for themselves."), Highlight("TL-1", "Two.")))
    said = spoken(render_pdf(to_html(paper)))
    assert "In place across the school: “Governors ask questions that lead to action” LEAD-5" in said
    assert "“Pupils do more for themselves” OUT-5 ; and “Two” TL-1" in said
    assert "Now: Self-evaluation (planned for 27 November 2026). Then: Preparation (planned for 22" in said
    assert "choose two or three of the questions" in said
    assert "before the school agrees it" in spoken(made("draft"))


def test_status_stands_in_the_running_header_of_every_page() -> None:
    for name, status in (("ordinary", "Agreed version 2"), ("draft", "Draft"), ("empty", "Draft")):
        html = to_html(PAPERS[name])
        assert f'data-version="{status} · ' in html
        assert 'data-framework="Whole School SEND Review, mainstream, version 1.0"' in html
        for stream in page_streams(made(name)):
            assert stream.count("/Header") == 2
            assert stream.count("/Footer") == 2


def test_findings_beyond_the_room_are_counted_and_cut_texts_explained_once() -> None:
    said = spoken(made("enormous"))
    assert said.count("312 more are in the full self-evaluation.") == 2
    assert said.count("goes on in the full self-evaluation") == 1
    assert "goes on in the full" not in spoken(made("ordinary"))


def test_paper_has_no_score() -> None:
    said = spoken(made("ordinary")).lower()
    assert "no overall score" in said
    assert not any(word in said for word in ("average", "mean of", "out of 4", "rating", "per cent of items"))


def test_what_people_type_is_never_markup() -> None:
    attack = '<img src="file:///etc/hostname"><script>x</script>&lt;b&gt;"\'{{ 7*7 }}%(x)s'
    paper = ordinary_paper()
    area = replace(paper.areas[0], title=attack, summary=attack, strengths=(Point(attack, attack, attack),))
    paper = replace(
        paper, school_name=attack, urn=attack, title=attack, why_now=attack, questions=(attack,),
        areas=(area,), framework_title=attack, framework_version=attack,
    )  # fmt: skip
    html = to_html(paper)
    assert "<script" not in html
    assert "<img" not in html
    assert faults(render_pdf(html)) == []


def test_every_word_of_ours_goes_through_translation() -> None:
    class Marked(NullTranslations):
        def gettext(self, message: str) -> str:
            return f"¤{message}"

        def ngettext(self, singular: str, plural: str, number: int) -> str:
            return f"¤{singular if number == 1 else plural}"

    for paper in PAPERS["ordinary"], PAPERS["empty"]:
        html = to_html(_without_words(paper), translate=Marked())
        shown = html.split("<body", 1)[1].split(">", 1)[1]
        texts = [piece.split(">", 1)[1].strip() for piece in shown.split("<")[1:] if ">" in piece]
        ours = [
            text
            for text in texts
            if any(character.isalpha() for character in text) and "school said" not in text and "Priya" not in text
        ]
        # Dates, codes and joined-up sentences stand beside our words; whole untranslated phrases must not.
        untranslated = [text for text in ours if "¤" not in text and len(text.split()) > 3]
        assert untranslated == []


def _without_words(paper: GovernorsPaper) -> GovernorsPaper:
    said = "the school said this"
    points = (Point("A-1", said, said),)
    return replace(
        paper, title=said, why_now=said, questions=tuple(said for _ in paper.questions), framework_title=said,
        school_name=said,
        areas=tuple(replace(area, title=said, summary=said, about=said, strengths=points if area.strengths
        else (),                     developments=points if area.developments else ())
                    for area in paper.areas),
        levels=tuple(replace(level, about=said) for level in paper.levels),
        next_steps=tuple(replace(step, title=said, about=said) for step in paper.next_steps),
        looked_at=replace(paper.looked_at, evidence=()),
    )  # fmt: skip


def test_dates_follow_the_language() -> None:
    assert "3 Mawrth 2027" in to_html(ordinary_paper(), lang="cy")


@pytest.mark.parametrize(
    ("text", "most", "shown"),
    [
        ("Short.", 20, "Short."),
        ("  Two\n lines ", 20, "Two lines"),
        ("One sentence. Another sentence.", 20, "One sentence. …"),
        ("He said “yes.” Then more came of it.", 20, "He said “yes.” …"),
        ("No sentence ends before the limit here", 20, "No sentence ends…"),
        ("x" * 50, 10, "xxxxxxxxx…"),
        ("", 10, ""),
    ],
)
def test_text_is_cut_after_a_sentence(text: str, most: int, shown: str) -> None:
    cut = shorten(text, most)
    assert cut.text == shown
    assert cut.shortened == (" ".join(text.split()) != shown)


def test_points_with_something_said_come_first() -> None:
    bare, told = (
        Point("A-1", STATEMENT, "Yes."),
        Point("A-2", STATEMENT, "Pupils told us which lessons help them."),
    )
    assert choose_points((bare, told), 1) == (told,)
    assert choose_points((told, bare), 3) == (told, bare)
