"""The follow-up as a document: the later visit, and what became of each recommendation."""

from datetime import date

from sqlmodel import Session

from app import clock
from app.documents.paper import Block, Heading, Paper, Table, said
from app.language import day
from app.language import gettext as _
from app.models.self_evaluation_sheet import Sheet
from app.pages.documents_frame import frame, framework_in_words
from app.pages.peer_review_follow_up import outcomes
from app.services.peer_review import Seat
from app.services.peer_review_follow_up import FOLLOW_UP, list_recommendations
from app.services.peer_review_texts import book_of, read_seat_texts


def build_follow_up(session: Session, seat: Seat) -> Paper | None:
    """None until the report is final."""
    if seat.review.final_at is None:
        return None
    sheet = read_seat_texts(session, seat)
    framework = book_of(session, seat).framework
    held = sheet.value(FOLLOW_UP, "held_on")
    return frame(
        seat.host,
        framework,
        title=_("Follow-up visit"),
        kicker=_("Peer review"),
        about=_("What has changed since %(reviewer)s reviewed %(host)s.")
        % {"reviewer": seat.reviewer.name, "host": seat.host.name},
        dated=date.fromisoformat(held) if held else clock.in_london(seat.review.final_at).date(),
        status=_("Follow-up as it stands"),
        is_draft=not held,
        facts=(
            (_("Visit"), day(date.fromisoformat(held)) if held else _("Not held yet")),
            (_("Met"), sheet.value(FOLLOW_UP, "met") or "–"),
            (_("Report"), _("Final since %(day)s") % {"day": day(seat.review.final_at)}),
            (_("Framework"), framework_in_words(framework)),
        ),
        blocks=(*_visit(sheet), *_advice(session, seat, sheet)),
    )


def _visit(sheet: Sheet) -> list[Block]:
    parts = (
        (_("What has changed"), "changed"),
        (_("What the reviewer saw"), "seen"),
        (_("Next steps"), "next_steps"),
        (_("Where help is welcome"), "help_wanted"),
    )
    blocks: list[Block] = []
    for title, field in parts:
        blocks.append(Heading(title))
        written = [line for line in sheet.value(FOLLOW_UP, field).split("\n") if line.strip()]
        blocks += [said(line) for line in written] or [said(_("Nothing written yet."), quiet=True)]
    return blocks


def _advice(session: Session, seat: Seat, sheet: Sheet) -> list[Block]:
    found = list_recommendations(session, seat.review)
    heading = Heading(_("What became of each recommendation"))
    if not found:
        return [heading, said(_("The report made no recommendation."), quiet=True)]
    labels = dict(outcomes())
    areas = {area.code: area.title for area in book_of(session, seat).framework.areas}
    table = Table(
        _("Recommendations of the final report"),
        (_("Area"), _("Recommendation"), _("What became of it"), _("Why, or how")),
        tuple(
            (
                areas.get(one.area, one.area),
                one.text,
                labels[sheet.value(one.place, "outcome")],
                sheet.value(one.place, "why"),
            )
            for one in found
        ),
        shares=(4, 8, 4, 6),
    )
    return [heading, table]
