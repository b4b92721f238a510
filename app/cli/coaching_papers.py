"""Which coaching worksheet `send-review render` means: as the school has it, or blank."""

from sqlmodel import Session

from app import clock
from app.cli.common import stop
from app.cli.peer_papers import MISUSED
from app.documents.paper import Paper
from app.language import gettext as _
from app.models.coaching import CoachingSide
from app.models.reviews import Review
from app.models.schools import School
from app.pages.coaching_paper import blank_worksheet, build_worksheet
from app.review_framework.coaching_loader import latest_coaching
from app.services.coaching import find_seat, make_desk

LATER_SESSION = latest_coaching().sessions[-1].code
"""The session that a worksheet is written before, unless another is named."""


def worksheet_paper(session: Session, review: Review, code: str) -> Paper:
    """Stops with a sentence where there is no such session."""
    seat = find_seat(session, make_desk(session, review, CoachingSide.SCHOOL, code=code), code)
    paper = build_worksheet(session, seat) if seat else None
    if paper is None:
        raise _no_such(code)
    return paper


def blank_paper(school: School, code: str) -> Paper:
    """Stops with a sentence where there is no such session."""
    definition = latest_coaching()
    if code not in {one.code for one in definition.sessions}:
        raise _no_such(code)
    return blank_worksheet(definition, definition.session(code), school=school, dated=clock.today())


def _no_such(code: str) -> Exception:
    known = ", ".join(one.code for one in latest_coaching().sessions)
    sentence = _("There is no coaching session %(code)s. There are: %(known)s.")
    return stop(sentence % {"code": code, "known": known}, code=MISUSED)
