"""The papers of a plan with room to write instead of words: for a meeting, or for working without a screen."""

from collections.abc import Callable, Mapping

from app import clock
from app.documents.paper import Block, Heading, Paper, Table, WritingSpace, said
from app.language import gettext as _
from app.models.action_plan_sheet import USUAL_PRIORITIES
from app.models.pupil_counts_fields import need_labels
from app.models.schools import School
from app.models.shares import SharedDocument
from app.pages.documents_frame import frame, framework_in_words
from app.review_framework.types import Framework

ROWS = 4


def blank_plan_paper(document: str, framework: Framework, *, school: School | None = None) -> Paper:
    """Nobody's words are in it. Raises KeyError for a document that has no blank form."""
    title, about, blocks, one_page = _FORMS[document]()
    return frame(
        school,
        framework,
        title=title,
        kicker=_("Form to fill in"),
        about=about,
        dated=clock.today(),
        status=_("Blank"),
        is_draft=False,
        facts=((_("Framework"), framework_in_words(framework)),),
        blocks=tuple(blocks),
        one_page=one_page,
    )


Form = tuple[str, str, list[Block], bool]


def _numbers() -> range:
    return range(1, USUAL_PRIORITIES + 1)


def _to_write(caption: str, columns: tuple[str, ...], shares: tuple[int, ...], *, rows: int = ROWS) -> Table:
    empty = tuple((str(number), *("" for _column in columns[1:])) for number in range(1, rows + 1))
    return Table(caption, columns, empty, shares=shares, to_write_in=True)


def _action_plan() -> Form:
    blocks: list[Block] = [
        Heading(_("How to use this form")),
        said(_("Three priorities are usual: few enough to carry through. Write about provision, never about a pupil.")),
        Heading(_("Findings to choose from")),
        _to_write(
            _("What our self-evaluation and our peer report say could be better"),
            (_("No."), _("Finding"), _("What it rests on"), _("Priority, or not now")),
            (2, 16, 10, 6),
            rows=6,
        ),
        WritingSpace(_("The whole plan in three sentences"), 3),
        WritingSpace(_("Who was there, and what we agreed"), 3),
    ]
    for number in _numbers():
        named = {"number": number}
        blocks += [
            Heading(_("Priority %(number)s") % named, opens_page=True),
            WritingSpace(_("In a few words"), 2),
            WritingSpace(_("Which finding it comes from, and what that rests on"), 2),
            WritingSpace(_("Intended outcome for pupils"), 2),
            WritingSpace(_("Who leads it, who is involved, and how"), 2),
            _to_write(
                _("Priority %(number)s: how we will know") % named,
                (_("No."), _("What we look at"), _("At the start"), _("Target"), _("By")),
                (2, 12, 8, 8, 6),
                rows=2,
            ),
            _to_write(
                _("Priority %(number)s: actions") % named,
                (_("No."), _("What"), _("Who"), _("Due"), _("Change so far")),
                (2, 14, 8, 6, 8),
            ),
            WritingSpace(_("Cost and resources; when we look at it again"), 2),
        ]
    return _("SEND Action Plan, to fill in"), _("Print it to write by hand, or type into the Word file."), blocks, False


def _governors_paper() -> Form:
    counts = (_("SEN support"), _("EHC plans"))
    years = tuple((_("Year"), "", "") for _row in range(7))
    needs = tuple((label, "", "") for label in need_labels().values())
    blocks: list[Block] = [
        Heading(_("Our pupils with SEND")),
        said(_("Leave a count out where it is so small that it could point to a pupil."), quiet=True),
        Table(_("Pupils by year group"), (_("Year group"), *counts), years, (6, 3, 3), to_write_in=True),
        Table(_("Pupils by area of need"), (_("Main area of need"), *counts), needs, (6, 3, 3), to_write_in=True),
        Heading(_("What we found"), opens_page=True),
        WritingSpace(_("Strengths"), 6),
        WritingSpace(_("Areas for development"), 6),
        Heading(_("Our priorities, with progress and impact"), opens_page=True),
    ]
    for number in _numbers():
        label = _("Priority %(number)s: what changes for pupils, who leads it, what has moved") % {"number": number}
        blocks.append(WritingSpace(label, 6))
    blocks += [
        Heading(_("Next term’s targets")),
        WritingSpace(_("What is to be reached, and by when"), 5),
        Heading(_("Questions governors could ask")),
        WritingSpace(_("Three are enough"), 5),
    ]
    return _("Governors’ paper, to fill in"), _("Print it to write by hand, or type into the Word file."), blocks, False


def _one_page(title: str, about: str, *labels: str) -> Form:
    blocks: list[Block] = []
    for number in _numbers():
        blocks.append(Heading(_("Priority %(number)s") % {"number": number}))
        blocks += [WritingSpace(label, 3) for label in labels]
    return title, about, blocks, True


def _staff_briefing() -> Form:
    return _one_page(
        _("Staff briefing, to fill in"),
        _("One page for everybody who works with pupils."),
        _("What pupils will notice, and whom to ask"),
        _("What happens next, and what we ask of you"),
    )


def _slt_summary() -> Form:
    return _one_page(
        _("Summary for senior leaders, to fill in"),
        _("One page: what moves, what is worth talking about, what waits for a decision."),
        _("Lead, and what it has changed"),
        _("What is worth talking about, and what waits for you"),
    )


_FORMS: Mapping[str, Callable[[], Form]] = {
    SharedDocument.ACTION_PLAN: _action_plan,
    SharedDocument.GOVERNORS_PAPER: _governors_paper,
    SharedDocument.STAFF_BRIEFING: _staff_briefing,
    SharedDocument.SLT_SUMMARY: _slt_summary,
}
HAVE_A_BLANK = frozenset(_FORMS)
