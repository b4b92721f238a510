"""Two to four pages for whatever people write: papers made at random, the same ones in each run."""

import random
from dataclasses import replace

import pytest

from app.documents.governors_paper import Area, GovernorsPaper, Highlight, Point, to_html
from app.documents.pdf import render_pdf
from tests.documents.papers import LEVELS, TITLES, ordinary_paper
from tests.documents.reading import faults, page_count

SENTENCE = "We heard in lessons that pupils and families feel the difference SEND support makes — really."
WORDS = SENTENCE.split() * 3
ODD = ["https://example.org/" + "a" * 60, "WHOLE", "“yes.”", "ŵŷ", "тексты", "🎉", "会议"]


def any_paper(seed: int) -> GovernorsPaper:
    chance = random.Random(seed)

    def text(most: int) -> str:
        wanted, words = chance.randint(1, most), []
        while sum(map(len, words)) < wanted:
            words.append(chance.choice(WORDS + ODD))
        return " ".join(words)

    def points(code: str) -> tuple[Point, ...]:
        most = chance.choice([0, 0, 1, 1, 2, 3, 7])
        return tuple(Point(f"{code}-{number}", text(150), text(longest)) for number in range(most))

    longest = chance.choice([30, 120, 250, 400, 1500])
    areas = tuple(
        Area(
            title,
            text(longest) if chance.random() < 0.8 else "",
            counts={level.code: chance.randint(0, 4) for level in LEVELS},
            not_looked_at=chance.randint(0, 3),
            does_not_apply=chance.randint(0, 1),
            strengths=points(code),
            developments=points(code),
        )
        for code, title in (TITLES + TITLES)[: chance.choice([1, 3, 8, 8, 8, 12])]
    )
    return replace(
        ordinary_paper(agreed=chance.random() < 0.5),
        areas=areas,
        why_now=text(longest),
        questions=tuple(text(250) for _ in range(chance.randint(0, 6))),
        found=tuple(Highlight("OUT-1", text(120)) for _ in range(chance.randint(0, 2))),
        first=tuple(Highlight("OUT-2", text(120)) for _ in range(chance.randint(0, 2))),
    )


@pytest.mark.parametrize("seed", range(12))
def test_any_paper_is_valid_and_has_two_to_four_pages(seed: int) -> None:
    pdf = render_pdf(to_html(any_paper(seed)))
    assert 2 <= page_count(pdf) <= 4
    assert faults(pdf) == []
