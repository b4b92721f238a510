"""The papers around a visit are valid, rendered from a peer review with real words in it."""

import pytest
from sqlmodel import Session, select

from app.db import Database
from app.documents.pdf import render_pdf
from app.models.peer_review import PeerReview, Side
from app.pages.peer_review_documents import peer_document_html
from app.services.peer_review_documents import take_seat
from tests.documents.reading import faults, spoken

PAPERS = {
    "agenda": (False, Side.HOST, "The quality of SEND provision"),
    "brief": (False, Side.REVIEWER, "Lines of enquiry"),
    "follow-up": (True, Side.HOST, "The office has handed it out since the Monday after your visit."),
}


def html(session: Session, code: str) -> str:
    is_final, side, _words = PAPERS[code]
    reviews = session.exec(select(PeerReview)).all()
    review = next(one for one in reviews if bool(one.final_at) is is_final)
    made = peer_document_html(session, take_seat(session, review, side), code)
    assert made is not None
    return made


@pytest.mark.parametrize("demo_url", ["sqlite"], indirect=True)
@pytest.mark.parametrize("code", PAPERS)
def test_paper_is_valid_and_says_what_was_written(demo_url: str, code: str) -> None:
    database = Database(demo_url)
    with database.reading() as session:
        pdf = render_pdf(html(session, code))
    database.close()
    assert faults(pdf) == []
    assert PAPERS[code][2] in spoken(pdf)
