"""The meeting sheet on paper: the widest differences, each as a conversation with room for what comes of it."""

from collections.abc import Iterator

from sqlmodel import Session

from app.documents.paper import Block, Bullet, Bullets, Heading, Paper, Table, WritingSpace, said
from app.language import day, ngettext
from app.language import gettext as _
from app.models.reviews import Review
from app.models.schools import School
from app.pages.contributions import ViewShown
from app.pages.contributions_differences import Conversation, MeetingSheet
from app.pages.documents_frame import Shown, frame, framework_in_words
from app.pages.self_evaluation_views import judgement_label
from app.review_framework.types import DOES_NOT_APPLY, NOT_LOOKED_AT, Framework
from app.services.self_evaluation import framework_of, last_change

STEPS = 3
"""Rows for what was agreed about one item."""


def build_meeting_sheet(session: Session, review: Review, school: School) -> Paper | None:
    """What the page of the meeting sheet shows, a page to each conversation; None while no two views differ."""
    conversations = MeetingSheet.of(session, review, school).conversations
    if not conversations:
        return None
    framework = framework_of(review)
    dated = Shown.day_of(max([last_change(session, review), *(one.view.at for c in conversations for one in c.views)]))
    blocks = _opening(framework, conversations)
    for one in conversations:
        blocks += _conversation(framework, one)
    return frame(
        school,
        framework,
        title=_("Meeting sheet"),
        kicker=_("Conversations worth having"),
        about=_("Items that people see differently, for a conversation of ten minutes each."),
        dated=dated,
        status=_("Draft: for a conversation"),
        is_draft=True,
        facts=(
            (_("Shows"), _("the review and colleagues’ views as they stood on %(day)s") % {"day": day(dated)}),
            (_("Framework"), framework_in_words(framework)),
        ),
        blocks=tuple(blocks),
    )


def _opening(framework: Framework, conversations: list[Conversation]) -> list[Block]:
    questions = (
        _("What has each of us seen that led to our view?"),
        _("What would we look at together to find out more?"),
        _("What do we write down as agreed, and who does it?"),
    )
    minutes = 10 * len(conversations)
    return [
        Heading(_("How to use this sheet")),
        said(_("Begin with what each person has seen. Agree what you will look at next, not who is right.")),
        said(_("Three questions for each item:")),
        Bullets(tuple(Bullet(one) for one in questions), numbered=True),
        Table(
            ngettext(
                "%(num)s conversation, about %(minutes)s minutes",
                "%(num)s conversations, about %(minutes)s minutes",
                len(conversations),
            )
            % {"num": len(conversations), "minutes": minutes},
            (_("Code"), _("Item"), _("Views so far")),
            tuple((one.item.code, one.item.statement, ", ".join(_levels(framework, one))) for one in conversations),
            shares=(2, 8, 5),
        ),
        WritingSpace(_("Date of the meeting, and who is here"), 3),
    ]


def _levels(framework: Framework, one: Conversation) -> list[str]:
    return [level for level, _about, voices in _spread(framework, one) if voices]


def _conversation(framework: Framework, one: Conversation) -> list[Block]:
    silent = [label for label, views in one.groups if not views]
    blocks: list[Block] = [
        Heading(f"{one.item.code}: {one.item.statement}", opens_page=True),
        Table(
            _("%(code)s: who sees it how") % {"code": one.item.code},
            (_("Level"), _("What it looks like"), _("Who sees it so")),
            tuple((level, about, "; ".join(voices) or "–") for level, about, voices in _spread(framework, one)),
            shares=(3, 7, 6),
        ),
    ]
    if silent:
        blocks.append(said(_("No view yet: %(groups)s.") % {"groups": ", ".join(silent)}, quiet=True))
    return [
        *blocks,
        WritingSpace(_("Notes: what each of us has seen"), 7),
        Table(
            _("%(code)s: what we agreed") % {"code": one.item.code},
            (_("Step"), _("What we agreed"), _("Who"), _("By when")),
            tuple((str(number), "", "", "") for number in range(1, STEPS + 1)),
            shares=(2, 14, 5, 4),
            to_write_in=True,
        ),
    ]


def _spread(framework: Framework, one: Conversation) -> Iterator[tuple[str, str, list[str]]]:
    """Every level in the order of the scale with who sees the item so; other answers where somebody gave one."""
    about = {level.label: one.item.descriptors[level.code] for level in framework.scale}
    about |= {judgement_label(framework, code): "" for code in (DOES_NOT_APPLY, NOT_LOOKED_AT)}
    for number, (label, words) in enumerate(about.items()):
        voices = [_("The school’s own view")] if one.own == label else []
        voices += [_voice(shown) for shown in one.views if shown.judgement == label]
        if voices or number < len(framework.scale):
            yield label, words, voices


def _voice(shown: ViewShown) -> str:
    return f"{shown.view.name} ({shown.role})" if shown.role else shown.view.name
