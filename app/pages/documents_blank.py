"""A framework on paper with room to write: for a meeting, a walk through the school, or working without a screen."""

from sqlmodel import Session

from app import clock
from app.documents.paper import Block, Bullet, Bullets, Heading, Paper, Table, WritingSpace, said
from app.language import gettext as _
from app.models.reviews import Review
from app.models.schools import School
from app.pages.documents_frame import Shown, depth_in_words, frame, framework_in_words
from app.review_framework.types import Depth, Framework, Item
from app.review_framework.vocabulary import vocabulary
from app.services.self_evaluation import framework_of


def build_blank(_session: Session, review: Review, school: School) -> Paper:
    """Blank, at the depth of the review, with the school's name. Its date is the day on which the review started."""
    return blank_framework(framework_of(review), depth=review.shown, school=school, started=review)


def blank_framework(
    framework: Framework, *, depth: Depth = "full", school: School | None = None, started: Review | None = None
) -> Paper:
    """Every item with where to look, whom to ask, the levels, and room to write. Nobody's words are in it."""
    blocks: list[Block] = [
        Heading(_("How to use this paper")),
        said(_("Write about provision and practice. Do not write about a pupil who could be recognised.")),
        said(_("Begin each item with what works. Then tick one level for where your school is now.")),
        Heading(_("The scale"), 2),
        Bullets(tuple(Bullet(f"{level.label}: {level.about}") for level in framework.scale)),
        said(framework.source_note, quiet=True),
    ]
    for area in framework.areas:
        blocks += [Heading(area.title, opens_page=True), said(area.about, quiet=True)]
        for number, item in enumerate(area.items_for(depth)):
            blocks += _item(framework, item, opens_page=number > 0)
        blocks += [Heading(_("Summary of this area"), 2), WritingSpace(_("In a few sentences"), 8)]
    return frame(
        school,
        framework,
        title=_("Blank self-evaluation, for paper"),
        kicker=framework.title,
        about=_("Print it to write by hand, or type into the Word file. Then copy what you agree into the review."),
        dated=Shown.day_of(started.started_at) if started else clock.today(),
        status=_("Blank"),
        is_draft=False,
        facts=((_("Framework"), framework_in_words(framework)), (_("Items"), depth_in_words(depth))),
        blocks=tuple(blocks),
    )


def _item(framework: Framework, item: Item, *, opens_page: bool) -> list[Block]:
    """On one page, so that it can be handed to whoever knows most about it."""
    people = vocabulary("stakeholders")
    return [
        Heading(f"{item.code}: {item.statement}", 2, opens_page=opens_page),
        said(item.why, quiet=True),
        said("; ".join(look.what for look in item.look_at), label=_("Look at:")),
        said(", ".join(people.label(code) for code in item.ask), label=_("Ask:")),
        Table(
            _("%(code)s: where your school is now") % {"code": item.code},
            (_("Level"), _("What it looks like"), _("Tick one")),
            tuple((level.label, item.descriptors[level.code], "") for level in framework.scale),
            shares=(3, 12, 3),
        ),
        WritingSpace(_("Strengths")),
        WritingSpace(_("Areas for development")),
        WritingSpace(_("Evidence, and who can say more"), 2),
    ]
