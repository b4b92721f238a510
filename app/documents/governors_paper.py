"""The governors' paper: what a governor reads once a term about the school's review of its SEND provision."""

from dataclasses import dataclass, replace
from gettext import NullTranslations
from typing import Any, Literal, Protocol

from app.documents.governors_paper_page import Area, GovernorsPaper, Highlight, Point
from app.documents.room import (
    MAX_QUESTIONS,
    MAX_STATEMENT,
    NAME_BY_BAR,
    Share,
    choose_points,
    choose_share,
    name_lines,
    stages_under_way,
)
from app.documents.shorten import shorten
from app.documents.templates import environment

MAX_EVIDENCE_KINDS = 16


class Translations(Protocol):
    """The two functions of `gettext` that the paper uses."""

    def gettext(self, message: str, /) -> str: ...

    def ngettext(self, singular: str, plural: str, number: int, /) -> str: ...


@dataclass(frozen=True)
class ShownPoint:
    """A point as the paper shows it: shortened to its room."""

    item_code: str
    statement: str
    text: str
    shortened: bool


@dataclass(frozen=True)
class ShownArea:
    """An area's points of one sort, as many as there is room for."""

    title: str
    title_lines: int
    points: tuple[ShownPoint, ...]


@dataclass(frozen=True)
class Findings:
    """One sort of finding over all areas: what is shown, how many are not, and the areas that have none."""

    areas: tuple[ShownArea, ...]
    recorded: int
    left_out: int
    without: tuple[str, ...]

    @property
    def shortened(self) -> bool:
        return any(point.shortened for area in self.areas for point in area.points)


def to_html(paper: GovernorsPaper, *, translate: Translations | None = None, lang: str = "en-GB") -> str:
    """Return the paper as one HTML document, ready for `render_pdf`; from two to four pages once rendered.

    `translate` gives the paper's own words in another language; the school's words stay as they are. `lang`
    is a language tag and decides how dates are written.
    """
    template = environment().get_template("printed/governors_paper.html")
    return template.render(paper=paper, lang=lang, translate=translate or NullTranslations(), **contents(paper))


def contents(paper: GovernorsPaper) -> dict[str, Any]:
    """Return what the paper shows, chosen and shortened to its room: the same for PDF and Word."""
    share = choose_share(paper)
    strengths, developments = _findings(paper, "strengths", share), _findings(paper, "developments", share)
    summaries = [shorten(area.summary, share.summary) for area in paper.areas]
    rows = [
        {
            "label": area.title,
            "counts": _counts(paper, area),
            "title_lines": name_lines(area.title, NAME_BY_BAR, 9.5),
        }
        for area in paper.areas
    ]
    return {
        "why_now": shorten(paper.why_now, share.why_now).text,
        "found": _highlights(paper.found),
        "first": _highlights(paper.first),
        "evidence": [kind for kind in paper.looked_at.evidence if kind.count][:MAX_EVIDENCE_KINDS],
        "strengths": strengths,
        "developments": developments,
        "cut": strengths.shortened or developments.shortened or any(summary.shortened for summary in summaries),
        "summaries": [
            (area, summary.text if share.summary else "") for area, summary in zip(paper.areas, summaries, strict=True)
        ],
        "questions": [shorten(question, share.question).text for question in paper.questions[:MAX_QUESTIONS]],
        "agreed_by": shorten(paper.agreed.by, 48).text if paper.agreed else "",
        "told": [
            (step, shorten(step.about, share.stage).text if share.stage else "") for step in stages_under_way(paper)
        ],
        "chart_rows": rows,
        "most_items": max((sum(_counts(paper, area)) for area in paper.areas), default=1),
        "anything_judged": any(sum(area.counts.values()) for area in paper.areas),
        "anything_left_out": any(area.does_not_apply for area in paper.areas),
    }


def _highlights(highlights: tuple[Highlight, ...]) -> list[Highlight]:
    return [replace(one, statement=shorten(one.statement, MAX_STATEMENT).text.rstrip(".")) for one in highlights]


def _counts(paper: GovernorsPaper, area: Area) -> list[int]:
    return [*(area.counts.get(level.code, 0) for level in paper.levels), area.not_looked_at]


def _findings(paper: GovernorsPaper, sort: Literal["strengths", "developments"], share: Share) -> Findings:
    shown: list[ShownArea] = []
    recorded = 0
    for area in paper.areas:
        points = area.strengths if sort == "strengths" else area.developments
        recorded += len(points)
        if points:
            chosen = choose_points(points, share.points)
            shown.append(ShownArea(area.title, name_lines(area.title), tuple(_shown(point, share) for point in chosen)))
    left_out = recorded - sum(len(area.points) for area in shown)
    titles = {area.title for area in shown}
    return Findings(
        tuple(shown),
        recorded,
        left_out,
        tuple(area.title for area in paper.areas if area.title not in titles),
    )


def _shown(point: Point, share: Share) -> ShownPoint:
    text = shorten(point.text.strip() or point.statement, share.text)
    statement = shorten(point.statement, MAX_STATEMENT).text if share.statements and point.text.strip() else ""
    return ShownPoint(point.item_code, statement, text.text, text.shortened)
