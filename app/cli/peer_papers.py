"""Which document of a peer review `send-review render` means: the school is the one that is reviewed."""

from sqlmodel import Session

from app.cli.common import stop
from app.documents.paper import Paper
from app.language import day
from app.language import gettext as _
from app.models.peer_review import PeerReview, Side
from app.models.schools import School
from app.pages.peer_review_documents import OF_ONE_SIDE, build_peer_document, why_not_yet
from app.services.peer_review import Seat
from app.services.peer_review_documents import list_hosted, take_seat

MISUSED = 2
"""Exit code: the words of the command do not say what to render."""


def peer_paper(session: Session, school: School, document: str, *, number: int | None) -> Paper:
    """As the reviewed school may have it: nobody renders a draft that the reviewer has not sent.

    Stops with a sentence where there is nothing to render, or more than one.
    """
    hosted = list_hosted(session, school)
    if number is not None:
        hosted = [one for one in hosted if one.id == number]
        if not hosted:
            raise stop(
                _("%(school)s is not reviewed in a peer review %(number)s.") % {"school": school.name, "number": number}
            )
    else:
        hosted = [one for one in hosted if not one.ended_at]
        if not hosted:
            raise stop(_("%(school)s is not reviewed by any school now.") % {"school": school.name})
    seats = [_seat(session, one, document) for one in hosted]
    made = [(seat, paper) for seat in seats if (paper := build_peer_document(session, seat, document))]
    if not made:
        why = why_not_yet(seats[0], document)
        raise stop(_("There is nothing to render yet. %(why)s") % {"why": why})
    if len(made) > 1:
        choices = "\n".join(f"  --peer-review {seat.id}  {_in_words(seat)}" for seat, _paper in made)
        raise stop(
            _("%(school)s has several peer reviews. Say which:\n%(choices)s")
            % {"school": school.name, "choices": choices},
            code=MISUSED,
        )
    return made[0][1]


def _seat(session: Session, review: PeerReview, document: str) -> Seat:
    return take_seat(session, review, OF_ONE_SIDE.get(document, Side.HOST))


def _in_words(seat: Seat) -> str:
    return _("by %(reviewer)s, since %(day)s") % {"reviewer": seat.reviewer.name, "day": day(seat.review.created_at)}
