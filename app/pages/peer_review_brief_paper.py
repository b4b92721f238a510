"""The pre-visit brief on paper: the reviewer's lines first, then what the host has agreed, strengths first."""

from sqlmodel import Session

from app.documents.paper import Block, Bullet, Bullets, Heading, Paper, Table, said
from app.language import gettext as _
from app.models.peer_review import Side
from app.models.self_evaluation_sheet import Sheet
from app.pages.documents_frame import Shown, agreed_in_words, depth_in_words, frame, framework_in_words, whole_status
from app.pages.peer_review_brief import BriefItem, brief_item, chart_levels, chart_rows, places_of
from app.pages.peer_review_profile import build_profile_blocks
from app.review_framework.types import Framework
from app.services.peer_review import Seat
from app.services.peer_review_enquiries import AgreedWords, list_enquiries, read_agreed
from app.services.peer_review_texts import read_seat_texts


def build_brief(session: Session, seat: Seat) -> Paper | None:
    """For the reviewer alone: None for the host, and before the host has agreed a version."""
    agreed = read_agreed(session, seat) if seat.side is Side.REVIEWER else None
    if agreed is None:
        return None
    sheet = read_seat_texts(session, seat)
    return frame(
        seat.host,
        agreed.framework,
        title=_("Before the visit to %(school)s") % {"school": seat.host.name},
        kicker=_("Pre-visit brief"),
        about=_("Questions to take to the visit, and what the school has agreed about itself. Strengths come first."),
        dated=Shown.day_of(agreed.version.agreed_at),
        status=whole_status(agreed.version),
        is_draft=False,
        facts=(
            (_("Reviewer"), seat.reviewer.name),
            (_("Self-evaluation"), agreed_in_words(agreed.version)),
            (_("Kind of review"), depth_in_words(agreed.version.shown)),
            (_("Framework"), framework_in_words(agreed.framework)),
        ),
        blocks=(*_lines(agreed.framework, sheet), *_judgements(agreed), *_profile(sheet), *_areas(agreed)),
    )


def _lines(framework: Framework, sheet: Sheet) -> list[Block]:
    kept = list_enquiries(sheet, framework)
    if not kept:
        return [Heading(_("Lines of enquiry")), said(_("No line of enquiry is kept yet."), quiet=True)]
    names = dict(places_of(framework))
    lines: list[Block] = [Heading(_("Lines of enquiry"))]
    areas = {one.code: one.title for one in framework.areas}
    for code in dict.fromkeys(one.about.partition("-")[0] for one in kept):
        lines.append(Heading(areas.get(code, names[""]), 2))
        mine = [one for one in kept if one.about.partition("-")[0] == code]
        lines.append(Bullets(tuple(Bullet(one.line, source=one.about) for one in mine)))
    return lines


def _judgements(agreed: AgreedWords) -> list[Block]:
    columns = (_("Area"), *(level["label"] for level in chart_levels(agreed.framework)))
    rows = tuple((row["label"], *(str(count) for count in row["counts"])) for row in chart_rows(agreed))
    return [
        Heading(_("What the school says of its items")),
        Table(_("How many items stand at each level"), columns, rows, (3, *(1 for _level in columns[1:]))),
    ]


def _profile(sheet: Sheet) -> list[Block]:
    blocks = build_profile_blocks(sheet)
    return [Heading(_("School profile")), *blocks] if blocks else []


def _areas(agreed: AgreedWords) -> list[Block]:
    blocks: list[Block] = []
    for area in agreed.framework.areas:
        items = area.items_for(agreed.version.shown)
        if items:
            blocks.append(Heading(area.title))
        for item in items:
            if agreed.says(item):
                blocks += _item(brief_item(agreed, item))
        if silent := [item for item in items if not agreed.says(item)]:
            blocks.append(Heading(_("Not looked at yet"), 2))
            blocks.append(Bullets(tuple(Bullet(item.statement, source=item.code) for item in silent)))
    return blocks


def _item(one: BriefItem) -> list[Block]:
    blocks: list[Block] = [
        Heading(f"{one.item.code}: {one.item.statement}", 2),
        said(one.judgement, label=_("Where the school is now:")),
    ]
    if one.strengths:
        blocks.append(said(one.strengths, label=_("Strengths:"), source=one.item.code))
    if one.developments:
        blocks.append(said(one.developments, label=_("Areas for development:"), source=one.item.code))
    if one.evidence:
        blocks.append(said(one.evidence, label=_("Evidence:")))
    if one.differing:
        blocks.append(said("", label=_("Worth talking about: people see this differently")))
        blocks.append(Bullets(tuple(Bullet(line) for line in one.differing)))
    return blocks
